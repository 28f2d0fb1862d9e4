"""The dossiers of a machine: make, rename, copy, take in, back up, put back, delete."""

import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from sok_core import update_link
from sok_core.errors import Conflict, NotFound, RuleBroken, StoreBusy
from sok_core.meeting import give_code, plan
from sok_core.model import Dossier, Step
from sok_core.store import Store
from sok_core.store.file import SIGNATURE, identity
from sok_core.store.house import House
from sok_core.store.migrations import DOSSIER
from sok_core.store.shelf import Shelf, file_name
from tests import following
from tests.store.test_store import NOW


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "dossiers", tmp_path / "backups")
    yield shelf
    shelf.close_all()


def dossier_of(store: Store) -> Dossier:
    with store.read() as tables:
        return tables.dossier.current()


def call(store: Store, contact: str) -> None:
    with store.write() as tables:
        tables.dossier.update(contact=contact)


def alter(path: Path, sql: str) -> None:
    """Change a closed file from outside, as another program would."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()


def newer(path: Path) -> None:
    """Write in a file that a migration of a later version was applied."""
    row = (
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('sok_dossier', 'm2099', '')"
    )
    alter(path, row)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("De Spil & Co", "de-spil-co"), ("Molenkwartier", "molenkwartier"), ("Zuid-Élan 2", "zuid-elan-2")],
)
def test_a_name_becomes_a_file_name(name: str, expected: str) -> None:
    assert file_name(name) == expected


@pytest.mark.parametrize("name", ["", "  ", "!!!", "街区"])
def test_a_name_without_letters_is_refused(shelf: Shelf, name: str) -> None:
    with pytest.raises(RuleBroken, match=r"dossier\.name_empty"):
        shelf.create(name)
    assert shelf.slugs() == []


def test_a_new_dossier_can_be_opened_again_after_closing(shelf: Shelf) -> None:
    uuid = dossier_of(shelf.create("De Spil")).uuid
    shelf.close_all()
    found = shelf.dossier("de-spil")
    assert (found.uuid, found.name, found.slug) == (uuid, "De Spil", "de-spil")
    assert shelf.slug_of(uuid) == "de-spil"


def test_a_second_dossier_with_the_same_name_is_refused(shelf: Shelf) -> None:
    shelf.create("De Spil")
    with pytest.raises(Conflict, match=r"dossier\.name_taken"):
        shelf.create("de spil")


@pytest.mark.parametrize(
    "slug", ["../huis", "de/spil", "", "De Spil", "-x", "a" * 81, "x.sqlite", "de_spil", "spil\n"]
)
def test_a_name_that_is_no_file_name_of_ours_leads_nowhere(shelf: Shelf, slug: str) -> None:
    """A sound dossier lies where each of these names would lead: only the name keeps it shut."""
    path = shelf.folder / f"{slug}.sqlite"
    path.parent.mkdir(parents=True, exist_ok=True)
    shelf.create("Zomaar")
    shelf.close_all()
    shutil.copy(shelf.path("zomaar"), path)
    assert identity(path)
    for act in (shelf.open, shelf.delete, shelf.backup, shelf.backups_of, lambda s: shelf.rename(s, "Weg")):
        with pytest.raises(NotFound, match=r"dossier\.unknown"):
            act(slug)
    assert not shelf.has(slug)
    assert path.is_file()
    assert shelf.path("a" * 80).name == f"{'a' * 80}.sqlite"


def test_rename_moves_the_file_and_keeps_what_it_is(shelf: Shelf) -> None:
    store = shelf.create("De Spil")
    call(store, "Bel Sanne")
    uuid = dossier_of(store).uuid
    found = dossier_of(shelf.rename("de-spil", "Zuidhoek"))
    assert (found.uuid, found.name, found.slug, found.contact) == (uuid, "Zuidhoek", "zuidhoek", "Bel Sanne")
    assert shelf.slugs() == ["zuidhoek"]
    assert shelf.slug_of(uuid) == "zuidhoek"


def test_rename_to_a_taken_name_changes_nothing(shelf: Shelf) -> None:
    shelf.create("Zuidhoek")
    shelf.create("De Spil")
    with pytest.raises(Conflict, match=r"dossier\.name_taken"):
        shelf.rename("de-spil", "Zuidhoek")
    assert shelf.dossier("de-spil").name == "De Spil"


def test_rename_changes_nothing_while_the_file_is_in_use(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "dossiers", tmp_path / "backups", busy_seconds=0.05)
    with shelf.create("De Spil").read() as tables:
        assert tables.dossier.name() == "De Spil"
        with pytest.raises(StoreBusy, match=r"store\.busy"):
            shelf.rename("de-spil", "Zuidhoek")
    assert shelf.dossier("de-spil").name == "De Spil"
    assert shelf.slugs() == ["de-spil"]
    shelf.close_all()


def test_rename_can_change_only_the_capitals(shelf: Shelf) -> None:
    shelf.create("de spil")
    assert dossier_of(shelf.rename("de-spil", "De Spil")).name == "De Spil"
    assert shelf.slugs() == ["de-spil"]


def test_a_copy_is_another_dossier_with_codes_of_its_own(tmp_path: Path) -> None:
    house = House(tmp_path / "huis.sqlite")

    def on_open(store: Store) -> None:
        with store.read() as tables:
            meetings = tables.meeting.all()
        for meeting in meetings:
            give_code(store, house, meeting)

    shelf = Shelf(tmp_path / "dossiers", tmp_path / "backups", on_open=on_open)
    original = shelf.create("De Spil")
    plan(original, house, step=Step.ROLES, title="Rollen", date=NOW.date())
    copy = shelf.copy("de-spil", "De Spil oefening")
    with original.read() as ours, copy.read() as theirs:
        first, second = ours.meeting.all()[0], theirs.meeting.all()[0]
        uuids = [ours.dossier.current().uuid, theirs.dossier.current().uuid]
    assert uuids[0] != uuids[1]
    assert first.title == second.title
    assert house.meeting_of(first.code) == (uuids[0], first.id)
    assert house.meeting_of(second.code) == (uuids[1], second.id)
    assert first.code != second.code
    shelf.close_all()
    house.close()


def test_a_copy_of_nothing_is_refused(shelf: Shelf) -> None:
    with pytest.raises(NotFound, match=r"dossier\.unknown"):
        shelf.copy("weg", "Kopie")
    assert shelf.slugs() == []


def test_a_file_from_elsewhere_is_taken_in_as_it_is(shelf: Shelf, tmp_path: Path) -> None:
    elsewhere = Shelf(tmp_path / "elders", tmp_path / "elders-backups")
    store = elsewhere.create("De Spil")
    with store.write() as tables:
        tables.dossier.update(contact="Bel Sanne", handed_over_to="Buurtwerk", handed_over_at=NOW)
    uuid = dossier_of(store).uuid
    elsewhere.close_all()
    found = dossier_of(shelf.take_in(tmp_path / "elders" / "de-spil.sqlite"))
    assert (found.uuid, found.contact, found.handed_over_to, found.handed_over_at) == (
        uuid,
        "Bel Sanne",
        "",
        None,
    )


def test_a_dossier_that_is_here_already_comes_in_only_as_a_copy(shelf: Shelf) -> None:
    store = shelf.create("De Spil")
    file = shelf.backup("de-spil")
    with pytest.raises(Conflict, match=r"dossier\.already_here"):
        shelf.take_in(file)
    copy = dossier_of(shelf.take_in(file, as_copy=True))
    assert copy.uuid != dossier_of(store).uuid
    assert (copy.name, copy.slug) == ("De Spil (kopie)", "de-spil-kopie")


def test_another_dossier_with_a_taken_name_gets_a_number(shelf: Shelf, tmp_path: Path) -> None:
    elsewhere = Shelf(tmp_path / "elders", tmp_path / "elders-backups")
    elsewhere.create("De Spil")
    elsewhere.close_all()
    shelf.create("De Spil")
    assert shelf.take_in(tmp_path / "elders" / "de-spil.sqlite").slug == "de-spil-2"


def a_foreign_file(path: Path) -> None:
    alter(path, "CREATE TABLE iets (a)")


def a_text(path: Path) -> None:
    path.write_text("dit is geen dossier, maar een brief " * 50, encoding="utf-8")


def a_damaged_dossier(path: Path) -> None:
    shelf = Shelf(path.parent / "bron", path.parent / "bron-backups")
    shelf.create("Kapot")
    shelf.close_all()
    content = bytearray((path.parent / "bron" / "kapot.sqlite").read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    path.write_bytes(content)


def half_a_dossier(path: Path) -> None:
    a_damaged_dossier(path)
    path.write_bytes(path.read_bytes()[:6000])


def a_newer_dossier(path: Path) -> None:
    shelf = Shelf(path.parent / "bron", path.parent / "bron-backups")
    shelf.create("Nieuw")
    shelf.close_all()
    newer(path.parent / "bron" / "nieuw.sqlite")
    shutil.copy(path.parent / "bron" / "nieuw.sqlite", path)


REFUSED = [
    (a_foreign_file, "dossier.foreign"),
    (a_text, "dossier.damaged"),
    (a_damaged_dossier, "dossier.damaged"),
    (half_a_dossier, "dossier.damaged"),
    (a_newer_dossier, "dossier.newer"),
    (Path.touch, "dossier.foreign"),
]


@pytest.mark.parametrize(("make", "code"), REFUSED)
def test_a_file_that_is_no_sound_dossier_is_refused_and_untouched(
    shelf: Shelf, make: object, code: str
) -> None:
    shelf.folder.mkdir(parents=True)
    path = shelf.folder / "raar.sqlite"
    make(path)  # type: ignore[operator]
    before = path.read_bytes()
    for attempt in (lambda: shelf.open("raar"), lambda: shelf.take_in(path)):
        with pytest.raises(RuleBroken) as caught:
            attempt()
        assert caught.value.code == code
    assert path.read_bytes() == before
    assert shelf.slugs() == ["raar"]
    assert not shelf.backups.exists()


def test_a_bad_file_does_not_hide_the_good_ones(shelf: Shelf) -> None:
    shelf.create("De Spil")
    a_text(shelf.folder / "raar.sqlite")
    good, (slug, error) = shelf.all()  # type: ignore[misc]
    assert isinstance(good, Dossier)
    assert (slug, error.code) == ("raar", "dossier.damaged")


def test_an_older_file_is_brought_up_to_date_after_a_backup(shelf: Shelf) -> None:
    last = "m20261123_step_mark"
    assert last in {migration.name for migration in DOSSIER._migrations}
    shelf.create("De Spil")
    shelf.close_all()
    alter(shelf.path("de-spil"), f"DELETE FROM _sqlite_migrations WHERE name = '{last}'")  # noqa: S608
    alter(shelf.path("de-spil"), "DROP TABLE step_mark")
    with shelf.open("de-spil").read() as tables:
        assert tables.step.latest() == {}
    (kept,) = shelf.backups.iterdir()
    with closing(sqlite3.connect(kept)) as connection:
        assert last not in {row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations")}


def test_a_backup_holds_what_was_written_a_moment_ago(shelf: Shelf) -> None:
    store = shelf.create("De Spil")
    call(store, "Bel Sanne")
    kept = shelf.backup("de-spil")
    assert kept.parent == shelf.backups
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA application_id").fetchone() == (SIGNATURE,)
        assert connection.execute("SELECT contact FROM dossier").fetchone() == ("Bel Sanne",)


def test_backups_of_the_same_second_do_not_overwrite_each_other(shelf: Shelf) -> None:
    shelf.create("De Spil")
    kept = {shelf.backup("de-spil") for _ in range(5)}
    assert len(kept) == 5
    assert set(shelf.backups_of("de-spil")) == kept


def test_a_backup_stays_with_its_dossier_after_a_rename(shelf: Shelf) -> None:
    shelf.create("De Spil")
    shelf.create("De Spil 2")
    kept = shelf.backup("de-spil")
    shelf.backup("de-spil-2")
    shelf.rename("de-spil", "Zuidhoek")
    assert shelf.backups_of("zuidhoek") == [kept]


def test_restore_brings_back_what_was_and_keeps_what_is(shelf: Shelf) -> None:
    store = shelf.create("De Spil")
    call(store, "Bel Sanne")
    kept = shelf.backup("de-spil")
    call(store, "Bel Karim")
    safety = shelf.restore("de-spil", kept)
    assert dossier_of(store).contact == "Bel Sanne"
    with closing(sqlite3.connect(safety)) as connection:
        assert connection.execute("SELECT contact FROM dossier").fetchone() == ("Bel Karim",)


def test_the_revision_goes_on_growing_over_a_restore(shelf: Shelf) -> None:
    store = shelf.create("De Spil")
    kept = shelf.backup("de-spil")
    for _ in range(5):
        call(store, "Bel Karim")
    before = store.revision()
    shelf.restore("de-spil", kept)
    assert store.revision() == before + 1
    assert store.written_elsewhere() == before + 1
    call(store, "weer")
    assert store.revision() == before + 2


def test_the_backup_of_another_dossier_is_refused(shelf: Shelf) -> None:
    shelf.create("Zuidhoek")
    store = shelf.create("De Spil")
    kept = shelf.backup("zuidhoek")
    uuid = dossier_of(store).uuid
    with pytest.raises(RuleBroken, match=r"dossier\.another"):
        shelf.restore("de-spil", kept)
    assert dossier_of(store).uuid == uuid


def test_a_damaged_backup_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    store = shelf.create("De Spil")
    a_text(tmp_path / "brief.sqlite")
    with pytest.raises(RuleBroken, match=r"dossier\.damaged"):
        shelf.restore("de-spil", tmp_path / "brief.sqlite")
    assert dossier_of(store).name == "De Spil"


def test_a_damaged_dossier_is_set_aside_when_its_backup_is_put_back(shelf: Shelf) -> None:
    call(shelf.create("De Spil"), "Bel Sanne")
    kept = shelf.backup("de-spil")
    shelf.close_all()
    a_text(shelf.path("de-spil"))
    damaged = shelf.path("de-spil").read_bytes()
    assert shelf.backups_of("de-spil") == [kept]
    aside = shelf.restore("de-spil", kept)
    assert aside.read_bytes() == damaged
    assert shelf.dossier("de-spil").contact == "Bel Sanne"


def test_a_backup_of_a_damaged_dossier_is_refused_and_leaves_nothing(shelf: Shelf) -> None:
    shelf.folder.mkdir(parents=True)
    a_text(shelf.path("raar"))
    with pytest.raises(RuleBroken, match=r"dossier\.damaged"):
        shelf.backup("raar")
    assert not list(shelf.backups.glob("*"))


def test_the_wal_of_a_damaged_dossier_is_set_aside_with_it(shelf: Shelf) -> None:
    call(shelf.create("De Spil"), "Bel Sanne")
    kept = shelf.backup("de-spil")
    shelf.close_all()
    a_text(shelf.path("de-spil"))
    shelf.path("de-spil").with_name("de-spil.sqlite-wal").write_bytes(b"niet weggooien")
    aside = shelf.restore("de-spil", kept)
    assert aside is not None
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"niet weggooien"
    assert shelf.dossier("de-spil").contact == "Bel Sanne"
    shelf.close_all()
    assert [path.name for path in shelf.folder.iterdir()] == ["de-spil.sqlite"]


def test_a_deleted_dossier_comes_back_from_its_backup_as_itself(shelf: Shelf) -> None:
    store = shelf.create("De Spil")
    call(store, "Bel Sanne")
    uuid = dossier_of(store).uuid
    kept = shelf.backup("de-spil")
    shelf.delete("de-spil")
    assert shelf.restore("de-spil", kept) is None
    found = shelf.dossier("de-spil")
    assert (found.uuid, found.name, found.contact) == (uuid, "De Spil", "Bel Sanne")


def test_deleted_dossiers_are_listed_with_their_backups_newest_first(shelf: Shelf) -> None:
    for name in ("Zuidhoek", "De Spil", "Blijft"):
        shelf.create(name)
    kept = [shelf.backup("zuidhoek"), shelf.backup("de-spil"), shelf.backup("zuidhoek")]
    shelf.backup("blijft")
    assert shelf.gone() == []
    for slug in ("zuidhoek", "de-spil"):
        shelf.delete(slug)
    found = shelf.gone()
    assert [(one.name, one.backups) for one in found] == [
        ("De Spil", (kept[1],)),
        ("Zuidhoek", (kept[2], kept[0])),
    ]
    shelf.bring_back(found[1].backups[0])
    assert [one.name for one in shelf.gone()] == ["De Spil"]


def test_a_renamed_or_damaged_dossier_is_not_called_deleted(shelf: Shelf) -> None:
    for name in ("Zuidhoek", "De Spil"):
        shelf.create(name)
        shelf.backup(file_name(name))
    shelf.rename("zuidhoek", "Noordhoek")
    shelf.close_all()
    a_text(shelf.path("de-spil"))
    assert shelf.gone() == []


def test_a_dossier_comes_back_beside_another_that_took_its_name(shelf: Shelf) -> None:
    shelf.create("De Spil")
    kept = shelf.backup("de-spil")
    shelf.delete("de-spil")
    shelf.create("De Spil")
    assert shelf.bring_back(kept).slug == "de-spil-2"
    with pytest.raises(Conflict, match=r"dossier\.other_name") as caught:
        shelf.bring_back(kept)
    assert caught.value.values == {"slug": "de-spil-2"}


def test_what_remains_of_a_dossier_counts_what_cannot_be_read(shelf: Shelf) -> None:
    shelf.create("De Spil")
    kept = shelf.backup("de-spil")
    shelf.close_all()
    a_text(shelf.path("de-spil"))
    aside = shelf.restore("de-spil", kept)
    assert shelf.backups_of("de-spil") == [kept]
    assert set(shelf.remains_of("de-spil")) == {kept, aside}


def test_delete_leaves_no_file_but_its_backups(shelf: Shelf) -> None:
    shelf.create("De Spil")
    kept = shelf.backup("de-spil")
    shelf.delete("de-spil")
    assert list(shelf.folder.iterdir()) == []
    assert kept.exists()
    with pytest.raises(NotFound):
        shelf.delete("de-spil")


def test_identity_tells_whose_file_it_is(shelf: Shelf, tmp_path: Path) -> None:
    uuid = dossier_of(shelf.create("De Spil")).uuid
    assert identity(shelf.path("de-spil")) == uuid
    assert identity(tmp_path / "weg.sqlite") is None
    a_foreign_file(tmp_path / "vreemd.sqlite")
    assert identity(tmp_path / "vreemd.sqlite") is None


def test_migrations_make_the_same_shape_every_time() -> None:
    schemas = []
    for _ in range(2):
        db = Database(memory=True)
        DOSSIER.apply(db)
        schemas.append(db.schema)
        db.close()
    assert schemas[0] == schemas[1]


def test_a_dossier_that_is_open_is_there_while_another_thread_copies_one(shelf: Shelf) -> None:
    store = shelf.create("Molenkwartier")
    with ThreadPoolExecutor(1) as pool, shelf.still():
        assert pool.submit(shelf.open, "molenkwartier").result(10) is store
        assert pool.submit(shelf.in_use).result(10) == [store]


def test_a_link_that_was_withdrawn_stays_so_when_a_backup_is_put_back(shelf: Shelf) -> None:
    scene = following.begin(shelf.create("De Spil"))
    keys = {
        each: update_link.make(scene.store, party_id=each, now=NOW) for each in (scene.school, scene.town)
    }
    saved = shelf.backup(scene.store.slug)
    update_link.withdraw(scene.store, party_id=scene.school)
    shelf.restore(scene.store.slug, saved)
    with scene.store.read() as tables:
        assert update_link.look(tables, keys[scene.town]).party_id == scene.town
        assert [one.party_id for one in tables.update_link.all()] == [scene.town]


@pytest.mark.parametrize("is_damaged", [False, True])
def test_no_link_comes_back_with_a_dossier_that_was_gone_or_damaged(shelf: Shelf, is_damaged: bool) -> None:
    scene = following.begin(shelf.create("De Spil"))
    slug = scene.store.slug
    update_link.make(scene.store, party_id=scene.school, now=NOW)
    saved = shelf.backup(slug)
    shelf.close(slug)
    if is_damaged:
        shelf.path(slug).write_bytes(b"kapot")
    else:
        shelf.path(slug).unlink()
    shelf.restore(slug, saved)
    with shelf.open(slug).read() as tables:
        assert tables.update_link.all() == []

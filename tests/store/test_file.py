"""Looking at a file leaves no trace, whoever has it open and however it was left behind."""

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sok_core.errors import RuleBroken, SokError
from sok_core.store.file import companions, identity, inspect, look, made_at, stamp
from sok_core.store.health import examine
from sok_core.store.shelf import Shelf
from tests.store.test_shelf import REFUSED, alter, call

Bytes = dict[str, bytes]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "dossiers", tmp_path / "backups")
    shelf.folder.mkdir()
    yield shelf
    shelf.close_all()


def all_bytes(folder: Path) -> Bytes:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def in_wal_mode(path: Path) -> None:
    """Make a file in WAL mode that is not ours: a reader of such a file leaves its companions behind."""
    alter(path, "PRAGMA journal_mode=WAL")
    alter(path, "CREATE TABLE iets (a)")


def killed(path: Path) -> None:
    """Leave a foreign file as a program does that is killed: what it wrote last is in the WAL only."""
    running = path.with_name("draait.sqlite")
    with closing(sqlite3.connect(running)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE iets (a)")
        connection.commit()
        for name in (running, *companions(running)):
            if name.exists():
                shutil.copy(name, name.with_name(name.name.replace("draait", path.stem)))
    running.unlink()


def killed_and_copied(path: Path) -> None:
    killed(path)
    path.with_name(f"{path.name}-shm").unlink()


MORE = [
    (in_wal_mode, "dossier.foreign"),
    (killed, "dossier.foreign"),
    (killed_and_copied, "dossier.foreign"),
]


@pytest.mark.parametrize(("make", "code"), [*REFUSED, *MORE])
def test_a_refused_file_and_its_folder_stay_byte_for_byte(
    shelf: Shelf, make: Callable[[Path], None], code: str
) -> None:
    path = shelf.folder / "raar.sqlite"
    make(path)
    shutil.rmtree(shelf.folder / "bron", ignore_errors=True)
    before = all_bytes(shelf.folder)
    acts: list[Callable[[], object]] = [
        lambda: inspect(path),
        lambda: shelf.open("raar"),
        lambda: shelf.take_in(path),
        lambda: shelf.restore("raar", path),
    ]
    if code != "dossier.newer":  # that one is sound, and may be kept
        acts.append(lambda: shelf.backup("raar"))
    for act in acts:
        with pytest.raises(SokError, match=code.replace(".", r"\.")):
            act()
    assert len(shelf.all()) == len(examine(shelf, shelf.slugs())) == 1
    assert shelf.backups_of("raar") == shelf.gone() == []
    assert all_bytes(shelf.folder) == before
    assert not shelf.backups.exists()


def test_looking_at_a_sound_dossier_that_nobody_has_open_leaves_nothing_behind(shelf: Shelf) -> None:
    shelf.create("De Spil")
    shelf.close_all()
    before = all_bytes(shelf.folder)
    assert examine(shelf, ["de-spil"]) == []
    assert list(before) == ["de-spil.sqlite"]
    assert all_bytes(shelf.folder) == before


def test_what_is_only_in_the_wal_is_seen(shelf: Shelf, tmp_path: Path) -> None:
    call(shelf.create("De Spil"), "Bel Sanne")

    def read(path: Path) -> object:
        return look(path, lambda db: db.conn.execute("SELECT contact FROM dossier").fetchone())

    assert read(shelf.path("de-spil")) == ("Bel Sanne",)
    copied = tmp_path / "kopie.sqlite"
    for name in shelf.folder.iterdir():
        if not name.name.endswith("-shm"):
            shutil.copy(name, tmp_path / name.name.replace("de-spil", "kopie"))
    assert stamp(copied)[1] not in (None, 0)
    assert read(copied) == ("Bel Sanne",)
    inspect(copied)


def test_a_file_that_is_written_while_we_look_is_looked_at_again(shelf: Shelf) -> None:
    shelf.create("De Spil")
    shelf.close_all()
    path, seen = shelf.path("de-spil"), []

    def read(db: object) -> int:
        if not seen:
            alter(path, "UPDATE dossier SET contact = 'Bel Karim'")
        seen.append(db)
        if len(seen) == 1:
            raise RuleBroken("dossier.damaged")
        return len(seen)

    assert look(path, read) == 2


def test_identity_of_a_file_in_use_is_read_without_disturbing_who_uses_it(shelf: Shelf) -> None:
    store = shelf.create("De Spil")
    before = all_bytes(shelf.folder)
    uuid = identity(store.path)
    assert uuid == shelf.dossier("de-spil").uuid
    assert all_bytes(shelf.folder) == before
    call(store, "nog steeds open")


@pytest.mark.parametrize("name", ["de-spil-20261105-190000", "de-spil-20261105-190000-2"])
def test_the_name_of_a_backup_tells_when_it_was_made(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.sqlite"
    path.touch()
    assert made_at(path) == dt.datetime(2026, 11, 5, 19, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", ["kopie", "de-spil-20269999-999999"])
def test_a_file_with_another_name_is_as_old_as_itself(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.sqlite"
    path.touch()
    assert abs(made_at(path) - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)

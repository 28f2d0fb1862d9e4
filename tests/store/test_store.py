"""One dossier file: transactions, revisions, listeners, and another process beside us."""

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sok_core.errors import NotFound, StoreBusy, StoreFailed
from sok_core.model import AimKind, Change, MeetingStatus, Reader, ScreenView, Situation, Step
from sok_core.store import MOST_KEPT, Store, Tables, pool
from sok_core.store.shelf import Shelf
from tests.disk import leave_room

NOW = dt.datetime(2026, 11, 5, 19, 0, tzinfo=dt.UTC)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "dossiers", tmp_path / "backups")
    yield shelf
    shelf.close_all()


@pytest.fixture
def store(shelf: Shelf) -> Store:
    return shelf.create("De Spil")


def add_meeting(tables: Tables, code: str = "AB23") -> int:
    return tables.meeting.add(
        step=Step.GOALS_VALUES,
        title="Waarden",
        date=NOW.date(),
        starts_at=None,
        ends_at=None,
        place="Buurthuis",
        status=MeetingStatus.RUNNING,
        code=code,
        salt="zout",
        screen=ScreenView.WELCOME,
    ).id


def add_note(store: Store, meeting_id: int, prompt_id: int, text: str) -> int:
    """Read, think and write in one transaction, as every action does."""
    with store.write() as tables:
        count = len(tables.note.of(meeting_id))
        number = tables.meeting.next_number(meeting_id)
        assert number == count + 1
        note = tables.note.add(
            meeting_id=meeting_id,
            prompt_id=prompt_id,
            number=number,
            text=text,
            created_at=NOW,
            channel="telefoon",
        )
    return note.number


def change_and_fail(store: Store, meeting_id: int) -> None:
    """Change something, and fall over before the transaction is done."""
    with store.write() as tables:
        tables.meeting.update(meeting_id, title="Anders")
        tables.note.remove(999)


@pytest.fixture
def wall(store: Store) -> tuple[int, int]:
    """A meeting and its one question."""
    with store.write() as tables:
        meeting_id = add_meeting(tables)
        return meeting_id, tables.prompt.add(meeting_id, text="Wat vind jij belangrijk?").id


def test_forty_threads_lose_nothing_when_each_reads_before_it_writes(
    store: Store, wall: tuple[int, int]
) -> None:
    before = store.revision()
    with ThreadPoolExecutor(40) as pool:
        numbers = list(pool.map(lambda n: add_note(store, *wall, f"briefje {n}"), range(240)))
    assert sorted(numbers) == list(range(1, 241))
    assert store.revision() == before + 240
    with store.read() as tables:
        assert len({note.text for note in tables.note.of(wall[0])}) == 240


def test_two_stores_on_one_file_do_not_lock_each_other_out(store: Store, wall: tuple[int, int]) -> None:
    other = Store(store.path)
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda n: add_note((store, other)[n % 2], *wall, "x"), range(60)))
    other.close()
    assert sorted(numbers) == list(range(1, 61))


def test_a_transaction_rolls_back_as_a_whole_when_it_fails_halfway(
    store: Store, wall: tuple[int, int]
) -> None:
    before = store.revision()
    with pytest.raises(NotFound, match=r"note\.unknown"):
        change_and_fail(store, wall[0])
    with store.read() as tables:
        assert tables.meeting.get(wall[0]).title == "Waarden"
    assert store.revision() == before


def test_a_failed_transaction_leaves_the_store_usable(store: Store, wall: tuple[int, int]) -> None:
    with pytest.raises(NotFound), store.write() as tables:
        tables.note.remove(999)
    assert add_note(store, *wall, "gaat weer") == 1


def test_a_row_that_points_nowhere_is_refused(store: Store, wall: tuple[int, int]) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        add_note(store, wall[0], 999, "bij geen vraag")
    with store.read() as tables:
        assert tables.note.of(wall[0]) == []


def test_the_revision_grows_by_one_for_each_action_that_writes(store: Store) -> None:
    before = store.revision()
    with store.write() as tables:
        meeting_id = add_meeting(tables)
        tables.prompt.add(meeting_id, text="Een?")
        tables.prompt.add(meeting_id, text="Twee?")
    assert store.revision() == before + 1


def test_the_revision_stays_when_an_action_only_looked(store: Store) -> None:
    before = store.revision()
    with store.write() as tables:
        tables.meeting.all()
    assert store.revision() == before


def test_a_look_sees_one_moment_while_others_write(store: Store, wall: tuple[int, int]) -> None:
    with store.read() as tables:
        before = tables.note.of(wall[0])
        add_note(store, *wall, "later")
        assert tables.note.of(wall[0]) == before
    with store.read() as tables:
        assert [note.text for note in tables.note.of(wall[0])] == ["later"]


def test_listeners_hear_changes_in_the_order_in_which_they_were_written(
    store: Store, wall: tuple[int, int]
) -> None:
    heard: list[tuple[int, int]] = []

    def listen(revision: int, changes: Sequence[Change], situations: dict[int, Situation]) -> None:
        (note,) = [change.note for change in changes if change.note]
        assert situations[wall[0]].meeting.title == "Waarden"
        heard.append((revision, note.number))

    store.listeners.append(listen)
    start = store.revision()
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda n: add_note(store, *wall, f"{n}"), range(100)))
    assert heard == [(start + n, n) for n in range(1, 101)]


def test_listeners_hear_nothing_when_a_transaction_fails(store: Store, wall: tuple[int, int]) -> None:
    heard: list[object] = []
    store.listeners.append(lambda *told: heard.append(told))
    with pytest.raises(NotFound):
        change_and_fail(store, wall[0])
    assert heard == []


def test_a_write_from_elsewhere_is_noticed_once(store: Store) -> None:
    other = Store(store.path)
    with other.write() as tables:
        tables.dossier.update(contact="Bel Sanne")
    other.close()
    assert store.written_elsewhere() == store.revision()
    assert store.written_elsewhere() is None


def test_our_own_write_is_not_from_elsewhere(store: Store) -> None:
    with store.write() as tables:
        tables.dossier.update(contact="Bel Sanne")
    assert store.written_elsewhere() is None


def test_removing_a_meeting_leaves_no_loose_rows(store: Store, wall: tuple[int, int]) -> None:
    add_note(store, *wall, "weg")
    with store.write() as tables:
        tables.meeting.remove(wall[0])
    with store.read() as tables:
        assert not tables.meeting.exists(wall[0])
        assert tables.dossier.db.conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_an_id_is_given_once_whatever_goes(store: Store, wall: tuple[int, int]) -> None:
    add_note(store, *wall, "weg")
    with store.write() as tables:
        tables.note.remove(1)
        second = tables.prompt.add(wall[0], text="En wat nog meer?")
        tables.prompt.remove(second.id)
        theme = tables.theme.add(wall[0], title="Groen")
        tables.meeting.remove(wall[0])
        later = add_meeting(tables)
        asked = tables.prompt.add(later, text="Wat nu?")
        assert later > wall[0]
        assert asked.id > second.id
        assert tables.theme.add(later, title="Groen").id > theme.id
    add_note(store, later, asked.id, "van een ander")
    with store.read() as tables:
        assert [one.id for one in tables.note.of(later)] == [2]


def test_an_id_that_an_older_version_left_somewhere_is_given_to_no_other(shelf: Shelf) -> None:
    store = shelf.create("Oud")
    with store.write() as tables:
        meeting_id = add_meeting(tables)
        prompt_id = tables.prompt.add(meeting_id, text="Wat vind jij belangrijk?").id
        tables.aim.add(kind=AimKind.VALUE, title="Groen", quotes=(4, 7))
        tables.check_in.add(date=NOW.date(), title="Eerste keer", spoken_ids=(2, 5))
        owner = tables.party.add(name="De Spil", short_name="De Spil", type="buurthuis", status="aan_tafel")
        run = tables.note.db.conn.execute
        run("DROP TABLE last_id")
        run("DELETE FROM _sqlite_migrations WHERE name = 'm20261206_last_id'")
    shelf.close("oud")
    reopened = shelf.open("oud")
    add_note(reopened, meeting_id, prompt_id, "nieuw")
    with reopened.write() as tables:
        assert [one.id for one in tables.note.of(meeting_id)] == [8]
        assert tables.commitment.add(title="Soep", owner_id=owner.id, starts_on=NOW.date()).id == 6


def fill(store: Store, wall: tuple[int, int]) -> None:
    """Write notes until there is no room for one more."""
    for number in range(500):
        add_note(store, *wall, f"{number} " + "x" * 270)


def test_a_full_disk_is_told_and_the_next_one_may_try_again(store: Store, wall: tuple[int, int]) -> None:
    leave_room(store, pages=2)
    with pytest.raises(StoreFailed, match=r"store\.full"):
        fill(store, wall)
    with store.read() as tables:
        before, revision = len(tables.note.of(wall[0])), tables.dossier.revision()
    assert 0 < before < 500
    leave_room(store, pages=50)
    add_note(store, *wall, "er is weer plaats")
    with store.read() as tables:
        assert len(tables.note.of(wall[0])) == before + 1
        assert tables.dossier.revision() == revision + 1


def hang_loose(store: Store, meeting_id: int) -> None:
    """Write a question of no meeting; SQLite looks at that only at the end."""
    with store.write() as tables:
        tables.note.db.conn.execute("PRAGMA defer_foreign_keys = ON")
        tables.prompt.add(meeting_id, text="Van geen bijeenkomst")


def test_a_transaction_that_fails_at_its_very_end_leaves_the_store_usable(
    store: Store, wall: tuple[int, int]
) -> None:
    before = store.revision()
    with pytest.raises(sqlite3.IntegrityError):
        hang_loose(store, 999)
    assert store.revision() == before
    assert add_note(store, *wall, "daarna") == 1


def test_a_writer_does_not_queue_for_ever_behind_another() -> None:
    lock = threading.Lock()
    with lock, pytest.raises(StoreBusy, match=r"store\.busy"), pool.turn(lock, seconds=0.01):
        pass
    with pool.turn(lock, seconds=0.01):
        assert lock.locked()
    assert not lock.locked()


def test_what_is_kept_is_read_once_for_each_revision(store: Store) -> None:
    read: list[str] = []

    def names(tables: Tables) -> list[str]:
        read.append("read")
        return [one.name for one in tables.party.all()]

    assert store.kept("names", names) == store.kept("names", names) == []
    assert len(read) == 1
    with store.write() as tables:
        tables.party.add(name="De Meelbloem", short_name="", type="school", status="aan_tafel")
    assert store.kept("names", names) == ["De Meelbloem"]
    assert store.kept(("names", Reader.TABLE), names) == ["De Meelbloem"]  # who reads is part of the name
    assert len(read) == 3


def test_what_is_kept_does_not_grow_without_end(store: Store) -> None:
    read: list[int] = []
    for number in (*range(MOST_KEPT + 1), MOST_KEPT, 0):
        store.kept(number, lambda _, one=number: read.append(one))
    assert read == [*range(MOST_KEPT + 1), 0]

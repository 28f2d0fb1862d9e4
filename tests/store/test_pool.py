"""Each connection keeps its promises: a note survives a power cut, what is deleted cannot be read back."""

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from sok_core.errors import NotFound
from sok_core.store.pool import Pool, connect
from sok_core.store.shelf import Shelf
from tests.store.test_store import add_meeting, add_note

SECRET = "Mijn buurman drinkt te veel"
PROMISES = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_each_connection_of_a_pool_keeps_every_promise(tmp_path: Path) -> None:
    pool = Pool(tmp_path / "wijk.sqlite")
    with ExitStack() as stack:
        for _ in range(3):
            db = stack.enter_context(pool.connection())
            told = {name: db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in PROMISES}
            assert told == PROMISES
    pool.close()


def test_a_deleted_note_cannot_be_read_back_from_the_file(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "dossiers", tmp_path / "backups")
    store = shelf.create("De Spil")
    with store.write() as tables:
        meeting_id = add_meeting(tables)
        prompt_id = tables.prompt.add(meeting_id, text="Wat vind jij belangrijk?").id
    add_note(store, meeting_id, prompt_id, SECRET)
    assert SECRET.encode() in settled(store.path)
    with store.write() as tables:
        tables.note.remove(1)
    assert SECRET.encode() not in settled(store.path)
    shelf.close_all()


def settled(path: Path) -> bytes:
    """Return what is in a file once the WAL has been written into it."""
    with closing(connect(path)) as db:
        assert db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    return path.read_bytes()


def test_a_file_and_what_stands_beside_it_is_for_its_owner_only(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "wijk.sqlite")) as db:
        db.conn.execute("CREATE TABLE iets (a)")
        there = sorted(tmp_path.iterdir())
        assert [path.name for path in there] == ["wijk.sqlite", "wijk.sqlite-shm", "wijk.sqlite-wal"]
        assert {path.stat().st_mode & 0o777 for path in there} == {0o600}


def test_a_closed_pool_makes_no_empty_file(tmp_path: Path) -> None:
    pool = Pool(tmp_path / "wijk.sqlite")
    pool.close()
    with pytest.raises(NotFound, match=r"dossier\.unknown"), pool.connection():
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_connection_that_comes_back_to_a_closed_pool_is_closed(tmp_path: Path) -> None:
    pool = Pool(tmp_path / "wijk.sqlite")
    with pool.connection() as db:
        pool.close()
        assert db.conn.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        db.conn.execute("SELECT 1")

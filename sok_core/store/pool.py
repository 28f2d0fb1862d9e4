"""Connections to one SQLite file, each used by one thread at a time; and transactions on them."""

import queue
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from sok_core.errors import NotFound, SokError, StoreBusy, StoreFailed

BUSY_SECONDS = 5.0
QUEUE_SECONDS = 30.0


def connect(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Database:
    """Open a connection to rely on: WAL, full sync, foreign keys, no implicit transactions."""
    if not path.exists():
        path.touch(mode=0o600)  # what SQLite puts beside a file (-wal, -shm) gets the same rights
    connection = sqlite3.connect(path, timeout=busy_seconds, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # what is deleted cannot be read back
    return Database(connection)


def told(error: sqlite3.OperationalError) -> SokError | None:
    """Return what a failure of SQLite means to people; None for one that is a mistake of ours."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:  # above that stands where in SQLite it happened
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy("store.busy")
        case sqlite3.SQLITE_FULL:
            return StoreFailed("store.full")
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN:
            return StoreFailed("store.failed")
    return None


@contextmanager
def telling() -> Iterator[None]:
    """Turn a failure of the disk or a lock inside this block into an error that a user can be told about."""
    try:
        yield
    except sqlite3.OperationalError as error:
        failure = told(error)
        if failure is None:
            raise
        raise failure from error


@contextmanager
def transaction(db: Database, begin: str) -> Iterator[None]:
    """Do all of this block, or nothing; raises StoreBusy or StoreFailed when the file cannot take it."""
    with telling():
        db.conn.execute(begin)
        try:
            yield
            db.conn.execute("COMMIT")
        except BaseException:
            if db.conn.in_transaction:  # a full disk may have ended it already
                db.conn.execute("ROLLBACK")
            raise


@contextmanager
def turn(lock: threading.Lock, *, seconds: float = QUEUE_SECONDS) -> Iterator[None]:
    """Wait for the turn to write; raises StoreBusy when the queue does not move on.

    Longer than for the file: in a burst on a slow computer the queue does move, and it is not a fair one.
    """
    if not lock.acquire(timeout=seconds):
        raise StoreBusy("store.busy")
    try:
        yield
    finally:
        lock.release()


class Pool:
    """Connections to one file, opened when needed and kept for the next thread."""

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._busy_seconds = busy_seconds
        self._free: queue.LifoQueue[Database] = queue.LifoQueue()
        self._is_closed = False

    @contextmanager
    def connection(self) -> Iterator[Database]:
        """Lend a connection to this thread; raises NotFound when the file is gone."""
        if self._is_closed:  # the file was renamed or deleted: opening it would make an empty one
            raise NotFound("dossier.unknown")
        try:
            db = self._free.get_nowait()
        except queue.Empty:
            with telling():
                db = connect(self.path, busy_seconds=self._busy_seconds)
        try:
            yield db
        finally:
            if self._is_closed:
                db.close()
            else:
                self._free.put(db)

    def close(self) -> None:
        """Close what is free now; a connection in use closes when it comes back."""
        self._is_closed = True
        while True:
            try:
                self._free.get_nowait().close()
            except queue.Empty:
                return

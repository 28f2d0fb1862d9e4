"""Connections to one SQLite file: each is used by one thread at a time, the last one back goes out first."""

import queue
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from sok_core.errors import NotFound

BUSY_SECONDS = 5.0


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


class Pool:
    """Connections to one file, opened when needed and kept for the next thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
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
            db = connect(self.path)
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

"""One dossier file, seen as a file: is it ours, is it sound, whose is it; and copies of it."""

import datetime as dt
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from sqlite_utils import Database

from sok_core.errors import RuleBroken, StoreBusy
from sok_core.model import Dossier
from sok_core.store.dossier import Dossiers
from sok_core.store.migrations import unknown
from sok_core.store.pool import BUSY_SECONDS, connect
from sok_core.store.row import decode

SUFFIX = ".sqlite"
SIGNATURE = 0x534F4B54  # "SOKT" in the header of each dossier file
BACKUP_NAME = re.compile(r"-(\d{8}-\d{6})(-\d+)?$")  # what Shelf.backup puts behind the file name
BACKUP_MOMENT = "%Y%m%d-%H%M%S"
MOST_LOOKS = 20

T = TypeVar("T")
Stamp = tuple[tuple[int, int] | None, ...]


class Label(NamedTuple):
    """Whose file it is."""

    uuid: str
    name: str


def inspect(path: Path) -> None:
    """Look at a file without touching it; raises RuleBroken when it is damaged, newer, or no dossier."""

    def judge(db: Database) -> None:
        (signature,) = db.conn.execute("PRAGMA application_id").fetchone()
        if signature != SIGNATURE:
            raise RuleBroken("dossier.foreign", slug=path.stem)
        (verdict,) = db.conn.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise RuleBroken("dossier.damaged", slug=path.stem)
        if unknown(db):
            raise RuleBroken("dossier.newer", slug=path.stem)
        if not db.conn.execute("SELECT count(*) FROM dossier").fetchone()[0]:
            raise RuleBroken("dossier.damaged", slug=path.stem)

    try:
        look(path, judge)
    except sqlite3.Error as error:
        raise RuleBroken("dossier.damaged", slug=path.stem) from error


def label(path: Path) -> Label | None:
    """Return whose file this is, without touching it; None when it cannot be read."""

    def read(db: Database) -> Label | None:
        row = db.conn.execute("SELECT uuid, name FROM dossier").fetchone()
        return Label(str(row[0]), str(row[1])) if row else None

    try:
        return look(path, read)
    except (sqlite3.Error, OSError, StoreBusy):
        return None


def described(path: Path) -> Dossier:
    """Return what a sound file says of itself, without touching it; raises RuleBroken when it is damaged."""

    def read(db: Database) -> Dossier:
        return decode(Dossier, dict(db.table("dossier").get(1)), slug=path.stem)

    try:
        return look(path, read)
    except sqlite3.Error as error:
        raise RuleBroken("dossier.damaged", slug=path.stem) from error


def identity(path: Path) -> str | None:
    """Return the UUID of the dossier in a file, without touching it; None when it cannot be read."""
    found = label(path)
    return found.uuid if found else None


def made_at(path: Path) -> dt.datetime:
    """Return when a backup was made: its name says so, else the day of the file."""
    found = BACKUP_NAME.search(path.stem)
    if found:
        with suppress(ValueError):  # digits that are no moment
            return dt.datetime.fromisoformat(found[1].replace("-", "T")).replace(tzinfo=dt.UTC)
    return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)


# ---------------------------------------------------------------- looking without a trace


def look(path: Path, read: Callable[[Database], T]) -> T:
    """Read from a file and leave no trace: not a byte changes, and nothing is put beside it.

    A file that nobody has open is read without a lock, so again when it was written meanwhile; raises
    StoreBusy when that goes on. Not for a dossier that another thread may be opening: see ``Shelf.still``.
    """
    for _ in range(MOST_LOOKS):
        before = stamp(path)
        try:
            with _untouched(path) as db:
                result = read(db)
        except (sqlite3.Error, RuleBroken):
            if stamp(path) == before:
                raise
        else:
            if _is_in_use(path) or stamp(path) == before:
                return result
    raise StoreBusy("store.busy")


@contextmanager
def _untouched(path: Path) -> Iterator[Database]:
    """Open a file and what stands beside it for reading.

    SQLite makes a -wal and a -shm for whoever opens a WAL file, and leaves them there for a reader.
    """
    if _is_in_use(path):  # what is in the WAL counts; its index is not written, in memory if need be
        with _read_only(path, "mode=ro&readonly_shm=1") as db:
            yield db
    elif any(name.exists() and name.stat().st_size for name in companions(path)):
        with tempfile.TemporaryDirectory() as folder:  # work that was not finished, finished elsewhere
            for name in (path, *companions(path)):
                if name.exists():
                    shutil.copy(name, folder)
            with closing(connect(Path(folder) / path.name)) as db:
                yield db
    else:
        with _read_only(path, "immutable=1") as db:
            yield db


@contextmanager
def _read_only(path: Path, how: str) -> Iterator[Database]:
    uri = f"{path.resolve().as_uri()}?{how}"
    connection = sqlite3.connect(uri, uri=True, timeout=5, check_same_thread=False)
    with closing(Database(connection)) as db:
        yield db


def _is_in_use(path: Path) -> bool:
    """Whether somebody has the file open, or had it when he was killed."""
    wal, shm, _ = companions(path)
    return wal.exists() and shm.exists()


def stamp(path: Path, *, alone: bool = False) -> Stamp:
    """Return what tells that a file was written, or (not ``alone``) what stands beside it."""
    return tuple(_stamp(name) for name in (path, *(() if alone else companions(path))))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


# ---------------------------------------------------------------- copying and moving


def snapshot(source: Path, target: Path) -> None:
    """Copy a dossier file as it is at this moment, whoever is writing to it."""
    with _read_only(source, "mode=ro") as live, closing(sqlite3.connect(target)) as copy:
        live.conn.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def send_off(source: Path, target: Path, *, address: str, machine: str, now: dt.datetime) -> None:
    """Copy a dossier file for somebody to take along; the copy says where and when it was taken."""
    snapshot(source, target)
    with closing(connect(target)) as db:
        Dossiers(db, [], source.stem).travel(address=address, machine=machine, now=now)
        db.conn.commit()
        db.conn.execute("PRAGMA journal_mode=DELETE")


def pour(source: Path, target: Path) -> None:
    """Put the contents of a backup into a file that may be open; its revision goes on from the highest."""
    with _read_only(source, "mode=ro") as old, closing(connect(target)) as live:
        (before,) = live.conn.execute("SELECT revision FROM dossier").fetchone()
        old.conn.backup(live.conn)
        live.conn.execute("UPDATE dossier SET revision = max(revision, ?) + 1", [before])


def settle(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
    """Write the WAL into the file itself, so that it can be moved; raises StoreBusy while anybody uses it."""
    try:
        with closing(connect(path, busy_seconds=busy_seconds)) as db:
            db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (mode,) = db.conn.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise StoreBusy("store.busy") from error
    if mode != "delete":
        raise StoreBusy("store.busy")


def move(path: Path, target: Path) -> None:
    """Move a file that nobody uses, with what was not written into it yet."""
    path.replace(target)
    wal, shm, journal = companions(path)
    for name in (wal, journal):
        if name.exists():
            name.replace(target.with_name(target.name + name.name.removeprefix(path.name)))
    shm.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Remove a file and what stands beside it."""
    for name in (path, *companions(path)):
        name.unlink(missing_ok=True)


def companions(path: Path) -> tuple[Path, Path, Path]:
    """Return where SQLite keeps the WAL, its index and the journal of a file, if they are there."""
    wal, shm, journal = (path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))
    return wal, shm, journal

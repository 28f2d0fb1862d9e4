"""The dossiers of this machine: files in one folder, opened when asked for and kept open."""

import contextlib
import itertools
import re
import sqlite3
import threading
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from sok_core.clock import now
from sok_core.errors import Conflict, NotFound, RuleBroken, SokError, StoreBusy
from sok_core.model import Dossier
from sok_core.store import Store
from sok_core.store.dossier import Dossiers
from sok_core.store.migrations import DOSSIER, unknown
from sok_core.store.pool import connect

SUFFIX = ".sqlite"
BACKUP_NAME = re.compile(r"-\d{8}-\d{6}(-\d+)?$")  # what backup() puts behind the file name
SIGNATURE = 0x534F4B54  # "SOKT" in the header of each dossier file


def file_name(name: str) -> str:
    """Return a file name for a neighbourhood: ``De Spil & Co`` becomes ``de-spil-co``; raises RuleBroken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]
    if not slug:
        raise RuleBroken("dossier.name_empty")
    return slug


class Shelf:
    """All dossiers in one folder. ``on_open`` is called once for each store that opens."""

    def __init__(
        self, folder: Path, backups: Path, *, on_open: Callable[[Store], None] | None = None
    ) -> None:
        self.folder = folder
        self.backups = backups
        self._on_open = on_open
        self._open: dict[str, Store] = {}
        self._slugs: dict[str, str] = {}
        self._lock = threading.RLock()

    def path(self, slug: str) -> Path:
        """Return where a dossier lives; raises NotFound for a name that is no file name of ours."""
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,79}", slug):
            raise NotFound("dossier.unknown", slug=slug)
        return self.folder / f"{slug}{SUFFIX}"

    def slugs(self) -> list[str]:
        """Return the file names of all dossiers, in order."""
        return sorted(path.stem for path in self.folder.glob(f"*{SUFFIX}"))

    def all(self) -> list[Dossier | tuple[str, SokError]]:
        """Return each dossier, or its file name with the reason why it cannot be opened."""
        found: list[Dossier | tuple[str, SokError]] = []
        for slug in self.slugs():
            try:
                found.append(self.dossier(slug))
            except SokError as error:
                found.append((slug, error))
        return found

    def dossier(self, slug: str) -> Dossier:
        """Return what a dossier says of itself; raises as ``open`` does."""
        with self.open(slug).read() as tables:
            return tables.dossier.current()

    def slug_of(self, uuid: str) -> str | None:
        """Return the file name of the dossier with this identity, None when it is not here."""
        if uuid not in self._slugs:
            self.all()
        return self._slugs.get(uuid)

    def in_use(self) -> list[Store]:
        """Return the stores that are open now."""
        with self._lock:
            return list(self._open.values())

    def open(self, slug: str) -> Store:
        """Open a dossier, bringing an older file up to date after a backup.

        Raises NotFound, or RuleBroken for a damaged, foreign or newer file, which is then left untouched.
        """
        with self._lock:
            store = self._open.get(slug)
            if store is None:
                path = self.path(slug)
                if not path.is_file():
                    raise NotFound("dossier.unknown", slug=slug)
                inspect(path)
                self._bring_up_to_date(path)
                store = self._keep(path)
            return store

    def create(self, name: str, *, slug: str | None = None, **values: object) -> Store:
        """Make a new dossier; raises RuleBroken without a name, Conflict when the name is taken."""
        if not name.strip():
            raise RuleBroken("dossier.name_empty")
        with self._lock:
            path = self._free_path(slug or file_name(name))
            with closing(connect(path)) as db:
                db.conn.execute(f"PRAGMA application_id = {SIGNATURE}")
                DOSSIER.apply(db)
                Dossiers(db, [], path.stem).begin(name=name.strip(), now=now(), **values)
            return self._keep(path)

    def rename(self, slug: str, name: str) -> Store:
        """Give a dossier another name, and its file too; raises Conflict when that name is taken."""
        if not name.strip():
            raise RuleBroken("dossier.name_empty")
        with self._lock:
            new_slug = file_name(name)
            target = self.path(slug) if new_slug == slug else self._free_path(new_slug)
            store = self.open(slug)
            if new_slug != slug:
                self.close(slug)
                _settle(self.path(slug))
                self.path(slug).rename(target)
                store = self._keep(target)
            with store.write() as tables:
                tables.dossier.update(name=name.strip())
            return store

    def copy(self, slug: str, name: str) -> Store:
        """Copy a dossier under a new name, with a new identity and new codes for its meetings."""
        with self._lock:
            source = self.open(slug).path
            target = self._free_path(file_name(name))
            snapshot(source, target)
            self._begin_anew(target, name=name.strip(), as_another=True)
            return self._keep(target)

    def take_in(self, source: Path, *, as_copy: bool = False) -> Store:
        """Put a dossier file from elsewhere on this shelf.

        Raises RuleBroken for a file that is damaged, newer or not ours; Conflict when this very dossier
        is here already, unless it comes ``as_copy``.
        """
        inspect(source)
        with self._lock:
            with closing(connect_read_only(source)) as db:
                uuid, name = db.conn.execute("SELECT uuid, name FROM dossier").fetchone()
            already = self.slug_of(uuid)
            if already and not as_copy:
                raise Conflict("dossier.already_here", slug=already)
            if already:
                name = f"{name} (kopie)"
            target = self._free_path(self._free_slug(file_name(name)))
            snapshot(source, target)
            self._bring_up_to_date(target)
            self._begin_anew(target, name=name, as_another=already is not None)
            return self._keep(target)

    def delete(self, slug: str) -> None:
        """Delete a dossier for good: its file, and nothing else."""
        with self._lock:
            path = self.path(slug)
            if not path.is_file():
                raise NotFound("dossier.unknown", slug=slug)
            self.close(slug)
            for name in (path, *_companions(path)):
                name.unlink(missing_ok=True)

    def backup(self, slug: str) -> Path:
        """Write a backup of a dossier, also while it is in use, and return its path."""
        path = self.path(slug)
        if not path.is_file():
            raise NotFound("dossier.unknown", slug=slug)
        target = self._free_backup(slug)
        try:
            snapshot(path, target)
        except sqlite3.Error as error:
            target.unlink()
            raise RuleBroken("dossier.damaged", slug=slug) from error
        return target

    def backups_of(self, slug: str) -> list[Path]:
        """Return the backups of a dossier, newest first; of a damaged one, those with its file name."""
        found = sorted(
            self.backups.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime_ns, reverse=True
        )
        uuid = identity(self.path(slug))
        if uuid is None:
            return [path for path in found if BACKUP_NAME.sub("", path.stem) == slug and identity(path)]
        return [path for path in found if identity(path) == uuid]

    def restore(self, slug: str, source: Path) -> Path:
        """Put a backup back into the open file, after a safety copy whose path is returned.

        The revision goes on from the highest of both, so that everyone who looks on reads anew. A damaged one
        is set aside instead. Raises RuleBroken for a file that is no sound backup of this dossier.
        """
        inspect(source)
        try:
            store = self.open(slug)
        except RuleBroken as error:
            if error.code not in ("dossier.damaged", "dossier.foreign"):
                raise
            return self._replace_damaged(slug, source)
        if identity(source) != identity(store.path):
            raise RuleBroken("dossier.another", slug=slug)
        safety = self.backup(slug)
        with store.exclusively():
            before = store.revision()
            with closing(connect_read_only(source)) as old, closing(connect(store.path)) as live:
                old.conn.backup(live.conn)
                live.conn.execute("UPDATE dossier SET revision = max(revision, ?) + 1", [before])
            self._bring_up_to_date(store.path)
        return safety

    def close(self, slug: str) -> None:
        """Close one dossier, if it is open."""
        with self._lock:
            store = self._open.pop(slug, None)
            self._slugs = {uuid: known for uuid, known in self._slugs.items() if known != slug}
            if store is not None:
                store.close()

    def close_all(self) -> None:
        """Close all dossiers."""
        for slug in list(self._open):
            self.close(slug)

    def _keep(self, path: Path) -> Store:
        store = Store(path)
        self._open[store.slug] = store
        with store.read() as tables:
            self._slugs[tables.dossier.current().uuid] = store.slug
        if self._on_open:
            self._on_open(store)
        return store

    def _begin_anew(self, path: Path, *, name: str, as_another: bool) -> None:
        store = Store(path)
        with store.write() as tables:
            tables.dossier.update(name=name, handed_over_to="", handed_over_at=None)
            if as_another:
                tables.dossier.become_another()
        store.close()

    def _replace_damaged(self, slug: str, source: Path) -> Path:
        with self._lock:
            if self.slug_of(identity(source) or "") not in (None, slug):
                raise RuleBroken("dossier.another", slug=slug)
            path = self.path(slug)
            aside = self._free_backup(slug)
            path.replace(aside)
            for name in _companions(path):
                name.unlink(missing_ok=True)
            snapshot(source, path)
            self._bring_up_to_date(path)
            with self._keep(path).write() as tables:
                tables.dossier.update(handed_over_to="", handed_over_at=None)
            return aside

    def _free_backup(self, slug: str) -> Path:
        """Return a new, empty file to back up to, also when several ask at the same moment."""
        self.backups.mkdir(parents=True, exist_ok=True)
        moment = now().strftime("%Y%m%d-%H%M%S")
        for number in itertools.count(1):
            target = self.backups / f"{slug}-{moment}{f'-{number}' if number > 1 else ''}{SUFFIX}"
            with contextlib.suppress(FileExistsError):
                target.touch(exist_ok=False)
                return target
        raise AssertionError  # there is always a next number

    def _free_path(self, slug: str) -> Path:
        path = self.path(slug)
        if path.exists():
            raise Conflict("dossier.name_taken", slug=slug)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _free_slug(self, slug: str) -> str:
        taken = set(self.slugs())
        return next(s for s in (slug, *(f"{slug}-{n}" for n in range(2, 1000))) if s not in taken)

    def _bring_up_to_date(self, path: Path) -> None:
        with closing(connect(path)) as db:
            if not DOSSIER.pending(db):
                return
            self.backup(path.stem)
            DOSSIER.apply(db)


def inspect(path: Path) -> None:
    """Look at a file without touching it; raises RuleBroken when it is damaged, newer, or no dossier."""
    try:
        with closing(connect_read_only(path)) as db:
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
    except sqlite3.Error as error:
        raise RuleBroken("dossier.damaged", slug=path.stem) from error


def identity(path: Path) -> str | None:
    """Return the UUID of the dossier in a file, without touching it; None when it cannot be read."""
    try:
        with closing(connect_read_only(path)) as db:
            row = db.conn.execute("SELECT uuid FROM dossier").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


def connect_read_only(path: Path) -> Database:
    """Open a file without write rights; also sees what another connection wrote to its WAL."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    return Database(sqlite3.connect(uri, uri=True, timeout=5, check_same_thread=False))


def snapshot(source: Path, target: Path) -> None:
    """Copy a dossier file as it is at this moment, whoever is writing to it."""
    with closing(connect_read_only(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.conn.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _settle(path: Path) -> None:
    """Write the WAL into the file itself, so that it can be moved; raises StoreBusy while anybody uses it."""
    try:
        with closing(connect(path)) as db:
            db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (mode,) = db.conn.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise StoreBusy("store.busy") from error
    if mode != "delete":
        raise StoreBusy("store.busy")


def _companions(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))

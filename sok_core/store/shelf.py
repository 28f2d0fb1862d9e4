"""The dossiers of this machine: files in one folder, opened when asked for and kept open."""

import contextlib
import itertools
import re
import sqlite3
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sok_core.clock import now
from sok_core.errors import Conflict, NotFound, RuleBroken, SokError
from sok_core.model import Dossier
from sok_core.store import Store, file
from sok_core.store.dossier import Dossiers
from sok_core.store.file import BACKUP_MOMENT, BACKUP_NAME, SIGNATURE, SUFFIX, Label, Stamp, snapshot
from sok_core.store.migrations import DOSSIER
from sok_core.store.pool import BUSY_SECONDS, connect

UNREADABLE = ("dossier.damaged", "dossier.foreign")  # what may be set aside for a backup


@dataclass(frozen=True)
class Gone:
    """A dossier that is not here any more, with the backups that remain of it, newest first."""

    uuid: str
    name: str
    backups: tuple[Path, ...]


def file_name(name: str) -> str:
    """Return a file name for a neighbourhood: ``De Spil & Co`` becomes ``de-spil-co``; raises RuleBroken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]
    if not slug:
        raise RuleBroken("dossier.name_empty")
    return slug


class Shelf:
    """All dossiers in one folder. ``on_open`` is called once for each store that opens.

    ``busy_seconds`` is how long a rename waits for whoever still reads in the file.
    """

    def __init__(
        self,
        folder: Path,
        backups: Path,
        *,
        on_open: Callable[[Store], None] | None = None,
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        self.folder = folder
        self.backups = backups
        self._busy_seconds = busy_seconds
        self._on_open = on_open
        self._open: dict[str, Store] = {}
        self._slugs: dict[str, str] = {}
        self._labels: dict[Path, tuple[Stamp, Label | None]] = {}
        self._lock = threading.RLock()

    def path(self, slug: str) -> Path:
        """Return where a dossier lives; raises NotFound for a name that is no file name of ours."""
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,79}", slug):
            raise NotFound("dossier.unknown", slug=slug)
        return self.folder / f"{slug}{SUFFIX}"

    def has(self, slug: str) -> bool:
        """Whether a dossier with this file name is here."""
        try:
            return self.path(slug).is_file()
        except NotFound:
            return False

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
        """Return the stores that are open now, without waiting for whoever opens or copies one."""
        return list(self._open.values())

    def open(self, slug: str) -> Store:
        """Open a dossier, bringing an older file up to date after a backup; at once when it is open already.

        Raises NotFound, or RuleBroken for a damaged, foreign or newer file, which is then left untouched.
        """
        if (known := self._open.get(slug)) is not None:  # not behind somebody who copies a large one
            return known
        with self._lock:
            store = self._open.get(slug)
            if store is None:
                path = self.path(slug)
                if not path.is_file():
                    raise NotFound("dossier.unknown", slug=slug)
                file.inspect(path)
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
                file.settle(self.path(slug), busy_seconds=self._busy_seconds)
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
        file.inspect(source)
        with self._lock:
            uuid, name = _label_of(source)
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
            file.remove(path)

    def backup(self, slug: str) -> Path:
        """Write a backup of a dossier, also while it is in use, and return its path.

        Raises RuleBroken for a file that is damaged or not ours, which is left untouched.
        """
        path = self.path(slug)
        if not path.is_file():
            raise NotFound("dossier.unknown", slug=slug)
        with self._lock:
            if slug not in self._open:
                _must_be_readable(path)
        target = self._free_backup(slug)
        try:
            snapshot(path, target)
        except sqlite3.Error as error:
            target.unlink()
            raise RuleBroken("dossier.damaged", slug=slug) from error
        return target

    def backups_of(self, slug: str) -> list[Path]:
        """Return the backups of a dossier, newest first; of a damaged one, those with its file name."""
        with self._lock:
            uuid = file.identity(self.path(slug))
        if uuid is None:
            return [path for path in self._backups() if _slug_in(path) == slug and self._label(path)]
        return [path for path in self._backups() if _is_of(self._label(path), uuid)]

    def remains_of(self, slug: str) -> list[Path]:
        """Return all that the backup folder holds of a dossier, what cannot be read any more too."""
        unreadable = [p for p in self._backups() if _slug_in(p) == slug and not self._label(p)]
        return self.backups_of(slug) + unreadable

    def gone(self) -> list[Gone]:
        """Return the dossiers that were deleted here, of which there are backups; by name."""
        here = self.all()
        uuids = {one.uuid for one in here if isinstance(one, Dossier)}
        spoiled = {one[0] for one in here if not isinstance(one, Dossier)}
        names: dict[str, str] = {}
        kept: dict[str, list[Path]] = {}
        for path in self._backups():
            label = self._label(path)
            if label and label.uuid not in uuids and _slug_in(path) not in spoiled:
                names.setdefault(label.uuid, label.name)
                kept.setdefault(label.uuid, []).append(path)
        found = [Gone(uuid, names[uuid], tuple(paths)) for uuid, paths in kept.items()]
        return sorted(found, key=lambda one: one.name.lower())

    def bring_back(self, source: Path, *, slug: str | None = None) -> Store:
        """Make a deleted dossier anew from a backup, as the same dossier.

        Raises RuleBroken for a file that is no sound backup, Conflict when the dossier is here after all.
        """
        file.inspect(source)
        with self._lock:
            uuid, name = _label_of(source)
            already = self.slug_of(uuid)
            if already:
                raise Conflict("dossier.other_name", slug=already)
            target = self._free_path(slug or self._free_slug(_slug_in(source) or file_name(name)))
            snapshot(source, target)
            self._bring_up_to_date(target)
            store = self._keep(target)
            with store.write() as tables:
                tables.update_link.keep(())  # nobody knows any more which of these were withdrawn
            return store

    def restore(self, slug: str, source: Path) -> Path | None:
        """Put a backup back into the open file, after a safety copy whose path is returned.

        The revision goes on from the highest of both, so that everyone who looks on reads anew. A link of a
        party that was withdrawn meanwhile stays withdrawn. A damaged one is set aside instead; a deleted one
        is made anew, and then there is nothing to keep (None). Raises RuleBroken for a file that is no sound
        backup of this dossier.
        """
        file.inspect(source)
        if not self.path(slug).is_file():
            self.bring_back(source, slug=slug)
            return None
        try:
            store = self.open(slug)
        except RuleBroken as error:
            if error.code not in UNREADABLE:
                raise
            return self._replace_damaged(slug, source)
        if file.identity(source) != self.dossier(slug).uuid:
            raise RuleBroken("dossier.another", slug=slug)
        safety = self.backup(slug)
        with store.read() as tables:
            working = {one.key_hash for one in tables.update_link.all()}
        with store.exclusively():
            file.pour(source, store.path)
            self._bring_up_to_date(store.path)
        with store.write() as tables:
            tables.update_link.keep(working)
        return safety

    @contextmanager
    def still(self) -> Iterator[None]:
        """Let no thread open, move or delete a dossier, for who looks at a file without a lock."""
        with self._lock:
            yield

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
            before = tables.dossier.current()
            told = {"came_handed_to": before.handed_over_to} if before.handed_over_to else {}
            tables.dossier.update(name=name, handed_over_to="", handed_over_at=None, **told)
            if as_another:
                tables.dossier.become_another()
        store.close()

    def _replace_damaged(self, slug: str, source: Path) -> Path:
        with self._lock:
            if self.slug_of(_label_of(source).uuid) not in (None, slug):
                raise RuleBroken("dossier.another", slug=slug)
            path = self.path(slug)
            fresh = path.with_name(f"{path.name}-nieuw")
            snapshot(source, fresh)
            aside = self._free_backup(slug)
            file.move(path, aside)
            fresh.replace(path)
            self._bring_up_to_date(path)
            with self._keep(path).write() as tables:
                tables.dossier.update(handed_over_to="", handed_over_at=None)
                tables.update_link.keep(())
            return aside

    def _backups(self) -> list[Path]:
        """Return every file in the backup folder, newest first."""

        def age(path: Path) -> tuple[object, int]:
            return file.made_at(path), path.stat().st_mtime_ns

        return sorted(self.backups.glob(f"*{SUFFIX}"), key=age, reverse=True)

    def _label(self, path: Path) -> Label | None:
        """Return whose backup this is; read once, for there may be thousands."""
        stamp = file.stamp(path, alone=True)
        known = self._labels.get(path)
        if known is None or known[0] != stamp:
            known = self._labels[path] = (stamp, file.label(path))
        return known[1]

    def _free_backup(self, slug: str) -> Path:
        """Return a new, empty file to back up to, also when several ask at the same moment."""
        self.backups.mkdir(parents=True, exist_ok=True)
        moment = now().strftime(BACKUP_MOMENT)
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


def _must_be_readable(path: Path) -> None:
    try:
        file.inspect(path)
    except RuleBroken as error:
        if error.code in UNREADABLE:
            raise


def _label_of(source: Path) -> Label:
    found = file.label(source)
    if found is None:
        raise RuleBroken("dossier.damaged", slug=source.stem)
    return found


def _slug_in(backup: Path) -> str:
    """Return of which dossier a backup was by its name; empty when it was named by somebody else."""
    found = BACKUP_NAME.search(backup.stem)
    return backup.stem[: found.start()] if found else ""


def _is_of(label: Label | None, uuid: str) -> bool:
    return label is not None and label.uuid == uuid

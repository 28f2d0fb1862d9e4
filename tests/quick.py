"""What takes long and comes out the same each time is done once per process; the product stays as it is."""

import functools
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database
from streamlit.components.v2 import manifest_scanner

from sok_core.store.migrations import DOSSIER

MEMORY = Path("/dev/shm")  # noqa: S108  (pytest makes folders in it that are for this user only)
ROOM = 2 * 2**30


def temporary_folders() -> str | None:
    """Return a folder in memory that is large enough: a commit waits for a disk, and tests commit all day."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return str(MEMORY) if has_room else None


def patch(patched: pytest.MonkeyPatch) -> None:
    """Let a new dossier be a copy of an empty one, and let Streamlit look for components once."""
    patched.setattr(DOSSIER, "apply", functools.partial(_apply, DOSSIER.apply))
    looked = functools.cache(manifest_scanner.scan_component_manifests)
    patched.setattr(manifest_scanner, "scan_component_manifests", looked)


@functools.cache
def _empty(apply: Any) -> sqlite3.Connection:
    """Return an empty dossier as all migrations leave it."""
    db = Database(sqlite3.connect(":memory:", check_same_thread=False))
    apply(db)
    return db.conn


def _apply(apply: Any, db: Database, **choices: Any) -> None:
    """Do what ``Migrations.apply`` does; an empty file gets it as a copy."""
    if choices or db.table_names():
        apply(db, **choices)
        return
    (signature,) = db.conn.execute("PRAGMA application_id").fetchone()
    _empty(apply).backup(db.conn)
    db.conn.execute(f"PRAGMA application_id = {signature}")

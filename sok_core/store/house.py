"""huis.sqlite: what belongs to this machine and to no neighbourhood.

The signing key, who may come in (logins, one-time keys, personal links; only their hashes) and which code
leads to which meeting of which dossier.
"""

import datetime as dt
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from sok_core.clock import now
from sok_core.errors import RuleBroken
from sok_core.model import Role
from sok_core.store.file import BACKUP_MOMENT, companions, look, snapshot
from sok_core.store.migrations import unknown
from sok_core.store.pool import BUSY_SECONDS, Pool, transaction, turn
from sok_core.store.row import decode, encode_row

HOUSE = Migrations("sok_house")


@HOUSE()
def m20261123_house(db: Database) -> None:
    """The first shape of huis.sqlite."""
    db.table("setting").create({"name": str, "value": str}, pk="name", not_null={"value"})
    db.table("door_key").create(
        {
            "hash": str,
            "kind": str,
            "role": str,
            "dossier": str,
            "label": str,
            "expires_at": str,
            "spent_at": str,
        },
        pk="hash",
        not_null={"kind", "role", "expires_at"},
    )
    db.table("invite").create(
        {"id": int, "hash": str, "dossier": str, "label": str, "created_at": str, "withdrawn_at": str},
        pk="id",
        not_null={"hash", "dossier", "label", "created_at"},
    )
    db.table("invite").create_index(["hash"], unique=True)
    db.table("login").create(
        {
            "id": str,
            "role": str,
            "dossier": str,
            "label": str,
            "invite_id": int,
            "created_at": str,
            "expires_at": str,
            "withdrawn_at": str,
        },
        pk="id",
        not_null={"role", "created_at", "expires_at"},
    )
    db.table("code").create(
        {"code": str, "dossier": str, "meeting_id": int}, pk="code", not_null={"dossier", "meeting_id"}
    )


@HOUSE()
def m20261124_server(db: Database) -> None:
    """Which servers run on this machine, for the command line beside them."""
    db.table("server").create(
        {"id": int, "port": int, "address": str, "started_at": str},
        pk="id",
        not_null={"port", "address", "started_at"},
    )


@HOUSE()
def m20261124_dossier_name(db: Database) -> None:
    """Which file names a dossier has had: old addresses go on leading to it."""
    db.table("dossier_name").create({"slug": str, "dossier": str}, pk=("slug", "dossier"))


@HOUSE()
def m20261125_helper(db: Database) -> None:
    """A helper belongs to one meeting and one table; everybody else to neither."""
    for table in ("door_key", "login"):
        db.table(table).add_column("meeting_id", int)
        db.table(table).add_column("table", int)


@dataclass(frozen=True)
class Server:
    """A server that started and did not say goodbye: it runs, or it was killed.

    ``address`` is the base URL for phones when one was given, else empty.
    """

    id: int
    port: int
    address: str
    started_at: dt.datetime


@dataclass(frozen=True)
class DoorKey:
    """A one-time link (``link``) or a pairing code (``koppelcode``), known by its hash only.

    A pairing code is for a screen, for the remote of one meeting, or for the helper at one ``table`` of it.
    """

    hash: str
    kind: str
    role: Role
    dossier: str | None
    label: str
    expires_at: dt.datetime
    spent_at: dt.datetime | None
    meeting_id: int | None = None
    table: int | None = None


@dataclass(frozen=True)
class Invite:
    """A personal link of the core team, by function; it works until it is withdrawn."""

    id: int
    hash: str
    dossier: str
    label: str
    created_at: dt.datetime
    withdrawn_at: dt.datetime | None


@dataclass(frozen=True)
class Login:
    """Somebody who came in on one device. ``dossier`` is a UUID; None is every dossier (the facilitator).

    Only a remote and a helper have a ``meeting_id``, and only a helper has a ``table``.
    """

    id: str
    role: Role
    dossier: str | None
    label: str
    invite_id: int | None
    created_at: dt.datetime
    expires_at: dt.datetime
    withdrawn_at: dt.datetime | None
    meeting_id: int | None = None
    table: int | None = None


class House:
    """The file of this machine. Small and rarely written; each call is one transaction."""

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        """Open the file, a new one if need be; an older one is brought up to date after a backup.

        ``busy_seconds`` is how long a write waits for another process.
        Raises RuleBroken for a damaged or newer file, which is then left untouched.
        """
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists():
            _inspect(path)
        for one in (path, *companions(path)):
            if one.exists():  # a file from an earlier version may be open to others
                one.chmod(0o600)
        self.path = path
        self._pool = Pool(path, busy_seconds=busy_seconds)
        self._writing = threading.Lock()
        self._bring_up_to_date()
        self._signing_key = self._read_signing_key()

    @contextmanager
    def _write(self) -> Iterator[Database]:
        """Open one short transaction; its lock is taken at once, for the command line may write beside us."""
        with turn(self._writing), self._pool.connection() as db, transaction(db, "BEGIN IMMEDIATE"):
            yield db

    def _bring_up_to_date(self) -> None:
        with self._pool.connection() as db:
            is_new = not db.table_names()
            pending = HOUSE.pending(db)
        if pending and not is_new:
            self._back_up()
        if pending:
            with self._write() as db:
                HOUSE.apply(db)

    def _back_up(self) -> None:
        """Keep the file as it was, where the backups are; it ends otherwise, so that it is no dossier."""
        folder = self.path.parent / "backups"
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{self.path.name}-{now().strftime(BACKUP_MOMENT)}"
        target.touch(mode=0o600)
        snapshot(self.path, target)

    def close(self) -> None:
        """Close all connections to the file."""
        self._pool.close()

    def setting(self, name: str) -> str | None:
        """Return a setting of this machine, or None."""
        with self._pool.connection() as db:
            row = db.conn.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
            return str(row[0]) if row else None

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting of this machine."""
        with self._write() as db:
            db.table("setting").upsert({"name": name, "value": value}, pk="name")

    def signing_key(self) -> str:
        """Return the key that signs cookies; made once, kept for as long as this file."""
        return self._signing_key

    def machine(self) -> str:
        """Return the signs by which this machine knows its own dossier files again; made once."""
        return self._made_once("machine", secrets.token_urlsafe(8))

    def _read_signing_key(self) -> str:
        return self._made_once("signing_key", secrets.token_urlsafe(32))

    def _made_once(self, name: str, value: str) -> str:
        """Return a setting, which is this value when there was none."""
        kept = self.setting(name)
        if kept is None:
            with self._write() as db:
                db.conn.execute("INSERT OR IGNORE INTO setting VALUES (?, ?)", [name, value])
            kept = self.setting(name)
        assert kept  # noqa: S101  (it was written just now)
        return kept

    def add_server(self, *, port: int, address: str, now: dt.datetime) -> Server:
        """Write down that a server runs here."""
        with self._write() as db:
            row = {"port": port, "address": address, "started_at": now.isoformat()}
            row_id = int(db.table("server").insert(row).last_pk or 0)
        return Server(row_id, port, address, now)

    def servers(self) -> list[Server]:
        """Return the servers of this machine, the newest first; one that was killed is still among them."""
        with self._pool.connection() as db:
            return [decode(Server, row) for row in db.table("server").rows_where(order_by="id DESC")]

    def remove_server(self, server_id: int) -> None:
        """Forget a server that stopped."""
        with self._write() as db:
            db.table("server").delete_where("id = ?", [server_id])

    def add_key(self, **values: Any) -> None:
        """Keep a one-time key, by its hash."""
        with self._write() as db:
            db.table("door_key").insert(encode_row(values))

    def key(self, key_hash: str) -> DoorKey | None:
        """Return a key by its hash, spent or not."""
        with self._pool.connection() as db:
            row = next(db.table("door_key").rows_where("hash = ?", [key_hash]), None)
            return decode(DoorKey, row) if row else None

    def open_keys(self, dossier: str, *, now: dt.datetime) -> list[DoorKey]:
        """Return the keys of one dossier (its UUID) that can still be used, the oldest first."""
        with self._pool.connection() as db:
            rows = db.table("door_key").rows_where(
                "dossier = ? AND spent_at IS NULL AND expires_at > ?",
                [dossier, now.isoformat()],
                order_by="expires_at",
            )
            return [decode(DoorKey, row) for row in rows]

    def spend_key(self, key_hash: str, *, now: dt.datetime) -> DoorKey | None:
        """Use a key up; returns it only to the first who asks, and only before it expires."""
        with self._write() as db:
            cursor = db.conn.execute(
                "UPDATE door_key SET spent_at = ? WHERE hash = ? AND spent_at IS NULL AND expires_at > ?",
                [now.isoformat(), key_hash, now.isoformat()],
            )
            is_first = cursor.rowcount == 1
        return self.key(key_hash) if is_first else None

    def spend_all_keys(self, kind: str, *, now: dt.datetime) -> None:
        """Let all open keys of one kind end, after too many guesses."""
        with self._write() as db:
            db.conn.execute(
                "UPDATE door_key SET spent_at = ? WHERE kind = ? AND spent_at IS NULL",
                [now.isoformat(), kind],
            )

    def add_login(self, **values: Any) -> Login:
        """Keep a login."""
        with self._write() as db:
            db.table("login").insert(encode_row(values))
        login = self.login(values["id"])
        assert login  # noqa: S101  (it was written just now)
        return login

    def login(self, login_id: str) -> Login | None:
        """Return a login by its id, withdrawn or not."""
        with self._pool.connection() as db:
            row = next(db.table("login").rows_where("id = ?", [login_id]), None)
            return decode(Login, row) if row else None

    def logins(self, dossier: str | None) -> list[Login]:
        """Return the logins of one dossier (its UUID), or of the facilitators (None), newest first."""
        where, args = ("dossier = ?", [dossier]) if dossier else ("dossier IS NULL", [])
        with self._pool.connection() as db:
            rows = db.table("login").rows_where(
                f"{where} AND withdrawn_at IS NULL", args, order_by="created_at DESC"
            )
            return [decode(Login, row) for row in rows]

    def withdraw_login(self, login_id: str, *, now: dt.datetime) -> None:
        """End a login, on whatever device it is."""
        with self._write() as db:
            db.conn.execute("UPDATE login SET withdrawn_at = ? WHERE id = ?", [now.isoformat(), login_id])

    def add_invite(self, **values: Any) -> Invite:
        """Keep a personal link, by its hash."""
        with self._write() as db:
            db.table("invite").insert(encode_row(values))
        invite = self.invite(values["hash"])
        assert invite  # noqa: S101  (it was written just now)
        return invite

    def invites(self, dossier: str) -> list[Invite]:
        """Return the personal links of one dossier (its UUID) that still work."""
        with self._pool.connection() as db:
            rows = db.table("invite").rows_where(
                "dossier = ? AND withdrawn_at IS NULL", [dossier], order_by="label"
            )
            return [decode(Invite, row) for row in rows]

    def invite(self, invite_hash: str) -> Invite | None:
        """Return a personal link by its hash, withdrawn or not."""
        with self._pool.connection() as db:
            row = next(db.table("invite").rows_where("hash = ?", [invite_hash]), None)
            return decode(Invite, row) if row else None

    def withdraw_invite(self, invite_id: int, *, now: dt.datetime) -> None:
        """End a personal link, and every login that came from it."""
        with self._write() as db:
            moment = now.isoformat()
            db.conn.execute("UPDATE invite SET withdrawn_at = ? WHERE id = ?", [moment, invite_id])
            db.conn.execute(
                "UPDATE login SET withdrawn_at = ? WHERE invite_id = ? AND withdrawn_at IS NULL",
                [moment, invite_id],
            )

    def claim_code(self, code: str, *, dossier: str, meeting_id: int) -> bool:
        """Let a code lead to a meeting; False when it leads to another one already."""
        if self.meeting_of(code) is None:
            with self._write() as db:
                db.conn.execute("INSERT OR IGNORE INTO code VALUES (?, ?, ?)", [code, dossier, meeting_id])
        return self.meeting_of(code) == (dossier, meeting_id)

    def forget_meeting(self, dossier: str, meeting_id: int, *, now: dt.datetime) -> None:
        """Let everything end that led to an earlier meeting with this id, gone with a restored backup."""
        with self._write() as db:
            for table in ("code", "door_key"):
                db.table(table).delete_where("dossier = ? AND meeting_id = ?", [dossier, meeting_id])
            db.conn.execute(
                "UPDATE login SET withdrawn_at = ?"
                " WHERE dossier = ? AND meeting_id = ? AND withdrawn_at IS NULL",
                [now.isoformat(), dossier, meeting_id],
            )

    def meeting_of(self, code: str) -> tuple[str, int] | None:
        """Return (UUID of the dossier, meeting id) of a code."""
        with self._pool.connection() as db:
            row = db.conn.execute("SELECT dossier, meeting_id FROM code WHERE code = ?", [code]).fetchone()
        return (row[0], row[1]) if row else None

    def remember_name(self, slug: str, *, dossier: str) -> None:
        """Write down under which file name a dossier (its UUID) is found now."""
        if self.dossiers_named(slug)[:1] != [dossier]:
            with self._write() as db:
                db.conn.execute("INSERT OR REPLACE INTO dossier_name VALUES (?, ?)", [slug, dossier])

    def dossiers_named(self, slug: str) -> list[str]:
        """Return the UUIDs of the dossiers that had this file name, the last one first."""
        with self._pool.connection() as db:
            rows = db.table("dossier_name").rows_where("slug = ?", [slug], order_by="rowid DESC")
            return [str(row["dossier"]) for row in rows]

    def forget_dossier(self, dossier: str, *, now: dt.datetime) -> None:
        """Let everything end that led to a deleted dossier: its codes, links, logins and earlier names."""
        with self._write() as db:
            moment = now.isoformat()
            for table in ("code", "door_key", "dossier_name"):
                db.table(table).delete_where("dossier = ?", [dossier])
            for table in ("invite", "login"):
                db.conn.execute(
                    f"UPDATE {table} SET withdrawn_at = ? WHERE dossier = ? AND withdrawn_at IS NULL",  # noqa: S608
                    [moment, dossier],
                )


def _inspect(path: Path) -> None:
    """Look at a file without touching it; raises RuleBroken when it is damaged, newer, or not ours."""

    def judge(db: Database) -> None:
        (verdict,) = db.conn.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise RuleBroken("house.damaged", path=path)
        if unknown(db, HOUSE):
            raise RuleBroken("house.newer", path=path)
        if (tables := db.table_names()) and "setting" not in tables:
            raise RuleBroken("house.damaged", path=path)

    try:
        look(path, judge)
    except sqlite3.DatabaseError as error:
        raise RuleBroken("house.damaged", path=path) from error

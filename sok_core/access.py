"""Who may do what: passphrases, one-time keys, personal links, signed cookies and withdrawals."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import argon2
from itsdangerous import BadSignature, URLSafeSerializer

from sok_core.errors import Conflict, Forbidden, RuleBroken
from sok_core.model import Reader, Role

if TYPE_CHECKING:
    from sok_core.store.house import DoorKey, House, Invite, Login

T = TypeVar("T")

LOGIN_COOKIE = "sok_login"
MOST_LOGINS_IN_COOKIE = 12
MIN_PASSPHRASE = 10

LOGIN_DAYS = {Role.FACILITATOR: 90, Role.CORE_TEAM: 180, Role.REMOTE: 1, Role.HELPER: 1, Role.SCREEN: 2}
LINK_HOURS = 48
PAIRING_MINUTES = 10
MOST_TABLE = 99

LINK = "link"
PAIRING = "koppelcode"

_HASHER = argon2.PasswordHasher()


class Right(StrEnum):
    """What a page or a route asks of a visitor."""

    READ = "lezen"
    WRITE = "opschrijven"
    RUN = "leiden"
    SHOW = "tonen"
    HELP = "helpen"
    STEER = "besturen"


# Helping belongs to one table of one meeting, so that not even the facilitator has it.
RIGHTS = {
    Role.FACILITATOR: frozenset({Right.READ, Right.WRITE, Right.RUN, Right.SHOW, Right.STEER}),
    Role.CORE_TEAM: frozenset({Right.READ, Right.WRITE, Right.SHOW}),
    Role.REMOTE: frozenset({Right.STEER}),
    Role.HELPER: frozenset({Right.HELP}),
    Role.SCREEN: frozenset({Right.SHOW}),
}

READERS = {Role.FACILITATOR: Reader.FACILITATOR, Role.CORE_TEAM: Reader.CORE_TEAM}

OF_ONE_MEETING = (Role.REMOTE, Role.HELPER)  # with a code; they have nothing to look for in the pages


@dataclass(frozen=True)
class Visitor:
    """Who is here, worked out anew each time. A participant has no role; only a helper has a table."""

    role: Role | None = None
    login_id: str = ""
    label: str = ""
    table: int | None = None

    def may(self, right: Right) -> bool:
        """Whether this visitor has a right."""
        return self.role is not None and right in RIGHTS[self.role]

    @property
    def reader(self) -> Reader:
        """As whom this visitor reads opinions and conversations."""
        return READERS.get(self.role, Reader.TABLE) if self.role else Reader.TABLE


NOBODY = Visitor()


def hash_passphrase(passphrase: str) -> str:
    """Return an argon2 hash; raises RuleBroken for a passphrase under ten signs."""
    if len(passphrase.strip()) < MIN_PASSPHRASE:
        raise RuleBroken("passphrase.short", least=MIN_PASSPHRASE)
    return _HASHER.hash(passphrase.strip())


def is_passphrase(passphrase: str, hashed: str) -> bool:
    """Whether a passphrase belongs to a hash; takes about 50 ms on purpose."""
    try:
        return _HASHER.verify(hashed, passphrase.strip())
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


def secret_hash(secret: str) -> str:
    """Return what is kept of a random secret (a key in a link); a pairing code is short-lived instead."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def make_link(
    house: "House", *, role: Role, now: dt.datetime, dossier: str | None = None, label: str = ""
) -> str:
    """Make a one-time key for a link and return it; only its hash is kept. ``dossier`` is a UUID.

    Raises RuleBroken when a role that belongs to one dossier is given none, and for a role of one meeting,
    which needs a code.
    """
    if role in OF_ONE_MEETING:
        raise RuleBroken("link.needs_code")
    if role is not Role.FACILITATOR and dossier is None:
        raise RuleBroken("link.needs_dossier")
    key = secrets.token_urlsafe(24)
    _keep_key(house, key, LINK, role, dossier, label, now + dt.timedelta(hours=LINK_HOURS))
    return key


def make_pairing_code(house: "House", *, dossier: str, now: dt.datetime) -> str:
    """Make a six-digit code with which another computer becomes the screen of one dossier."""
    code = _new_code(house)
    _keep_key(house, code, PAIRING, Role.SCREEN, dossier, "", now + dt.timedelta(minutes=PAIRING_MINUTES))
    return code


def make_helper_code(house: "House", *, dossier: str, meeting_id: int, table: int, now: dt.datetime) -> str:
    """Make a six-digit code with which another device becomes the helper of one table in one meeting.

    Raises RuleBroken for a table outside 1 to 99.
    """
    if not 1 <= table <= MOST_TABLE:
        raise RuleBroken("note.table")
    code, ends = _new_code(house), now + dt.timedelta(minutes=PAIRING_MINUTES)
    seat = {"meeting_id": meeting_id, "table": table}
    _keep_key(house, code, PAIRING, Role.HELPER, dossier, f"tafel {table}", ends, **seat)
    return code


def make_remote_code(house: "House", *, dossier: str, meeting_id: int, now: dt.datetime) -> str:
    """Make a six-digit code with which a phone becomes the remote of one meeting."""
    code, ends = _new_code(house), now + dt.timedelta(minutes=PAIRING_MINUTES)
    _keep_key(house, code, PAIRING, Role.REMOTE, dossier, "", ends, meeting_id=meeting_id)
    return code


def open_codes(
    house: "House", *, role: Role, dossier: str, meeting_id: int, now: dt.datetime
) -> "list[DoorKey]":
    """Return the codes for one role in one meeting that nobody used yet, the oldest first."""
    found = house.open_keys(dossier, now=now)
    return [key for key in found if (key.kind, key.role, key.meeting_id) == (PAIRING, role, meeting_id)]


def withdraw_code(house: "House", code: "DoorKey", *, now: dt.datetime) -> None:
    """Let a code end that nobody used yet; raises Conflict when somebody came in with it just before."""
    kept = house.key(code.hash)
    if house.spend_key(code.hash, now=now) is None and kept is not None and kept.expires_at > now:
        raise Conflict("key.used")


def _new_code(house: "House") -> str:
    code = f"{secrets.randbelow(10**6):06d}"
    while house.key(secret_hash(code)) is not None:
        code = f"{secrets.randbelow(10**6):06d}"
    return code


def _keep_key(
    house: "House",
    key: str,
    kind: str,
    role: Role,
    dossier: str | None,
    label: str,
    expires_at: dt.datetime,
    **seat: int,
) -> None:
    house.add_key(
        hash=secret_hash(key),
        kind=kind,
        role=role,
        dossier=dossier,
        label=label,
        expires_at=expires_at,
        **seat,
    )


def look_at_key(house: "House", key: str, *, now: dt.datetime) -> "DoorKey":
    """Return a one-time link that can still be used, without using it; raises Forbidden otherwise.

    A pairing code is short enough to be guessed, so nobody may look at one.
    """
    found = house.key(secret_hash(key))
    if found is None or found.kind != LINK or found.spent_at is not None or found.expires_at <= now:
        raise Forbidden("key.spent")
    return found


def spend_key(house: "House", key: str, *, kind: str, now: dt.datetime) -> "Login":
    """Use a key up and return the login that it gives; raises Forbidden when it is spent, old or unknown."""
    found = house.key(secret_hash(key))
    if found is None or found.kind != kind:
        raise Forbidden("code.wrong" if kind == PAIRING else "key.spent")
    spent = house.spend_key(found.hash, now=now)
    if spent is None:
        raise Forbidden("key.spent")
    return log_in(
        house,
        role=spent.role,
        dossier=spent.dossier,
        label=spent.label,
        now=now,
        meeting_id=spent.meeting_id,
        table=spent.table,
    )


def make_invite(house: "House", *, dossier: str, label: str, now: dt.datetime) -> tuple[str, "Invite"]:
    """Make a personal link for a function in the core team; returns its key and what is kept of it."""
    if not label.strip():
        raise RuleBroken("invite.label_empty")
    key = secrets.token_urlsafe(24)
    invite = house.add_invite(hash=secret_hash(key), dossier=dossier, label=label.strip(), created_at=now)
    return key, invite


def look_at_invite(house: "House", key: str) -> "Invite":
    """Return the personal link with this key; raises Forbidden when it was withdrawn."""
    invite = house.invite(secret_hash(key))
    if invite is None or invite.withdrawn_at is not None:
        raise Forbidden("invite.withdrawn")
    return invite


def log_in(
    house: "House",
    *,
    role: Role,
    now: dt.datetime,
    dossier: str | None = None,
    label: str = "",
    invite_id: int | None = None,
    meeting_id: int | None = None,
    table: int | None = None,
) -> "Login":
    """Write down that somebody came in on one device.

    Raises RuleBroken for a remote or a helper without a dossier and a meeting, or a helper without a table:
    that would be none at all.
    """
    has_no_meeting = role in OF_ONE_MEETING and None in (dossier, meeting_id)
    if has_no_meeting or (role is Role.HELPER and table is None):
        raise RuleBroken("link.needs_code")
    return house.add_login(
        id=secrets.token_urlsafe(18),
        role=role,
        dossier=dossier,
        label=label,
        invite_id=invite_id,
        created_at=now,
        expires_at=now + dt.timedelta(days=LOGIN_DAYS[role]),
        meeting_id=meeting_id,
        table=table,
    )


def kept(logins: Sequence[T]) -> Sequence[T]:
    """Return the logins for which there is room in a cookie: the newest, which come last."""
    return logins[-MOST_LOGINS_IN_COOKIE:]


def seal(house: "House", login_ids: Sequence[str]) -> str:
    """Return the signed cookie value for these logins, the newest last."""
    return sign(house, list(kept(login_ids)), purpose=LOGIN_COOKIE)


def unseal(house: "House", cookie: str) -> list[str]:
    """Return the login ids in a cookie, none when its signature is not ours."""
    ids = read_signed(house, cookie, purpose=LOGIN_COOKIE)
    return [login_id for login_id in ids if isinstance(login_id, str)] if isinstance(ids, list) else []


def valid_logins(house: "House", cookie: str, *, now: dt.datetime) -> "list[Login]":
    """Return the logins in a cookie that were not withdrawn and are not too old."""
    found = (house.login(login_id) for login_id in unseal(house, cookie))
    return [login for login in found if login and login.withdrawn_at is None and login.expires_at > now]


def visitor(house: "House", cookie: str, *, dossier: str | None, now: dt.datetime) -> Visitor:
    """Return who is here for one dossier (its UUID), the strongest of his logins first; never cached.

    A remote and a helper are nobody here: they count in their own meeting only, see ``remote``, ``helper``.
    """
    found = [login for login in valid_logins(house, cookie, now=now) if login.role not in OF_ONE_MEETING]
    for role in Role:  # facilitator, core team, screen: strongest first
        for login in found:
            is_for_this = login.dossier is None or (dossier is not None and login.dossier == dossier)
            if login.role is role and is_for_this:
                return Visitor(role, login.id, login.label)
    return NOBODY


def helper(house: "House", cookie: str, *, dossier: str, meeting_id: int, now: dt.datetime) -> Visitor:
    """Return the helper who is here for one meeting of one dossier (its UUID); never cached.

    A device that was paired for two tables of a meeting sits at the one that came last.
    """
    return _in_meeting(house, cookie, Role.HELPER, dossier=dossier, meeting_id=meeting_id, now=now)


def remote(house: "House", cookie: str, *, dossier: str, meeting_id: int, now: dt.datetime) -> Visitor:
    """Return who steers one meeting of one dossier (its UUID): its facilitator, or a remote; never cached."""
    who = visitor(house, cookie, dossier=dossier, now=now)
    if who.may(Right.STEER):
        return who
    return _in_meeting(house, cookie, Role.REMOTE, dossier=dossier, meeting_id=meeting_id, now=now)


def _in_meeting(
    house: "House", cookie: str, role: Role, *, dossier: str, meeting_id: int, now: dt.datetime
) -> Visitor:
    for login in reversed(valid_logins(house, cookie, now=now)):
        if (login.role, login.dossier, login.meeting_id) == (role, dossier, meeting_id):
            return Visitor(login.role, login.id, login.label, login.table)
    return NOBODY


def goes_inside(logins: "Sequence[Login]") -> bool:
    """Whether somebody with these logins has anything to look for in the pages."""
    return any(login.role not in OF_ONE_MEETING for login in logins)


def sign(house: "House", value: object, *, purpose: str) -> str:
    """Return a value of plain JSON, signed with the key of this machine for one purpose."""
    text = URLSafeSerializer(house.signing_key(), salt=purpose).dumps(value)
    return text if isinstance(text, str) else text.decode()


def read_signed(house: "House", text: str, *, purpose: str) -> Any:
    """Return what was signed for this purpose, or None when the signature is not ours."""
    try:
        return URLSafeSerializer(house.signing_key(), salt=purpose).loads(text)
    except BadSignature:
        return None

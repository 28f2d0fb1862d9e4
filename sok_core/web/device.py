"""A phone's own cookie: random, signed, nameless. One phone can be lent to somebody else at the table."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sok_core import access
from sok_core.model import Group
from sok_core.store.house import House
from sok_core.words import LANGUAGES, preferred

COOKIE = "sok_toestel"
LANGUAGE_COOKIE = "sok_taal"
MOST_PEOPLE = 6
DAYS = 30


@dataclass(frozen=True)
class Person:
    """One person on a phone: a random id, and as whom he is here (None: he did not say).

    ``speaks_for`` holds a meeting and a party ("CODE:12"; "CODE:" for himself), empty when he did not say.
    """

    id: str
    group: Group | None = None
    is_asked: bool = False
    speaks_for: str = ""


@dataclass(frozen=True)
class Device:
    """The people who use one phone, whose turn it is, and their table. ``is_new``: no cookie yet."""

    people: tuple[Person, ...]
    turn: int = 0
    is_new: bool = False
    table: int | None = None

    @property
    def person(self) -> Person:
        """Whose turn it is on this phone."""
        return self.people[self.turn]

    def with_group(self, group: Group | None) -> "Device":
        """Return the phone after this person said as whom he is here."""
        return self._with_person(replace(self.person, group=group, is_asked=True))

    def with_party(self, code: str, party_id: int | None) -> "Device":
        """Return the phone after this person said for which party he speaks in a meeting (None: himself)."""
        return self._with_person(replace(self.person, speaks_for=f"{code}:{party_id or ''}"))

    def party(self, code: str) -> tuple[bool, int | None]:
        """Return whether this person said for whom he speaks in a meeting, and for which party."""
        where, _, party_id = self.person.speaks_for.partition(":")
        if where != code or not self.person.speaks_for:
            return False, None
        return True, int(party_id) if party_id else None

    def _with_person(self, changed: Person) -> "Device":
        return replace(self, people=(*self.people[: self.turn], changed, *self.people[self.turn + 1 :]))

    def with_next_person(self) -> "Device":
        """Hand the phone on: somebody new, or the first again when six people share it."""
        if len(self.people) >= MOST_PEOPLE:
            return replace(self, turn=0)
        return replace(self, people=(*self.people, Person(new_id())), turn=len(self.people))

    def with_turn(self, turn: int) -> "Device":
        """Return the phone after it was handed to another; unknown turns change nothing."""
        return replace(self, turn=turn) if 0 <= turn < len(self.people) else self


def new_id() -> str:
    """Return a random id that says nothing about anybody."""
    return secrets.token_urlsafe(16)


def of(request: Request, house: House) -> Device:
    """Return the device of a request; a new one when its cookie is absent or not ours."""
    value = access.read_signed(house, request.cookies.get(COOKIE, ""), purpose=COOKIE)
    return Device((Person(new_id()),), is_new=True) if value is None else _unpack(value)


def remember(response: Response, device: Device, house: House, *, is_secure: bool) -> None:
    """Put the device's cookie on an answer."""
    response.set_cookie(
        COOKIE,
        access.sign(house, _pack(device), purpose=COOKIE),
        max_age=DAYS * 86400,
        path="/m",
        httponly=True,
        samesite="lax",
        secure=is_secure,
    )


def group_of(value: object) -> Group | None:
    """Return as whom somebody said to be here; None for no answer, and for one that we do not know."""
    return Group(str(value)) if value in tuple(Group) else None


def language_of(request: Request) -> str:
    """Return the language that somebody chose on this phone, else the one that his browser asks for."""
    chosen = request.query_params.get("taal") or request.cookies.get(LANGUAGE_COOKIE)
    if chosen:
        return chosen if chosen in LANGUAGES else "nl"
    return preferred(request.headers.get("accept-language", ""))


def remember_language(request: Request, response: Response) -> Response:
    """Keep the language that somebody chose with this request, if he chose one."""
    if "taal" in request.query_params:
        response.set_cookie(
            LANGUAGE_COOKIE,
            language_of(request),
            max_age=DAYS * 86400,
            path="/m",
            httponly=True,
            samesite="lax",
        )
    return response


def _pack(device: Device) -> list[object]:
    people = [[one.id, one.group or "", int(one.is_asked), one.speaks_for] for one in device.people]
    return [device.turn, people, device.table]


def _unpack(value: Any) -> Device:
    """Read what ``_pack`` wrote; nobody else can sign it."""
    turn, people, *more = value  # a cookie from before there were tables has two parts
    return Device(tuple(_person(*packed) for packed in people), turn, table=more[0] if more else None)


def _person(person_id: str, group: str, is_asked: int, speaks_for: str = "") -> Person:
    """Read one person; a cookie from before there was a network says nothing of parties."""
    return Person(person_id, Group(group) if group else None, bool(is_asked), speaks_for)

"""Event streams: phones at most twice a second, screen, facilitator and core team at once."""

import asyncio
import math
import random
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from sok_core import live, settings, sight
from sok_core.access import Right, Visitor, visitor
from sok_core.clock import now
from sok_core.errors import Forbidden, Full, RuleBroken
from sok_core.live import Hub, Room, to_json
from sok_core.model import Role
from sok_core.sight import Audience, milliseconds
from sok_core.store import Store
from sok_core.throttle import Places
from sok_core.web import address, running
from sok_core.web.answer import answering, json_answer, json_error, read_json
from sok_core.web.door import login_cookie

HEARTBEAT_SECONDS = 15.0
TURN_SECONDS = 0.05
MOST_SHEETS = 999
STREAM_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


@dataclass
class Listener:
    """One open stream: for whom, from which version on, and how long to rest between two messages."""

    hub: Hub
    room: Room
    audience: Audience
    owner: str
    seen: int
    rest_seconds: float
    may_go_on: Callable[[], bool]
    pulse: int = -1

    async def messages(self) -> AsyncIterator[bytes]:
        """Yield server-sent events until the reader leaves, the server stops, or the right to look ends."""
        yield b"retry: 1000\n\n"
        while True:
            is_news = await self.hub.wait(
                self.room, seen=self.seen, pulse=self.pulse, seconds=HEARTBEAT_SECONDS
            )
            await self._rest(0.0, 0.2)
            if self.hub.is_closing or self.room.is_closed or not self.may_go_on():
                return
            message = self.next_message() if is_news else b": nog daar\n\n"
            if message:
                yield message
            await self._rest(1.0, 1.3)

    async def _rest(self, least: float, most: float) -> None:
        """Rest for a part of ``rest_seconds``, the screen not at all: it goes first.

        A phone also rests when there was nothing for it, and phones wake at shared moments: woken one by
        one, 150 of them took 2.8 % of a core; together 1.1 %.
        """
        if self.rest_seconds:
            moment = asyncio.get_running_loop().time()
            until = moment + self.rest_seconds * random.uniform(least, most)  # noqa: S311  (spreads load)
            await asyncio.sleep(math.ceil(until / TURN_SECONDS) * TURN_SECONDS - moment)

    def next_message(self) -> bytes:
        """Return what this reader has not seen yet as one event, empty when there is nothing for him."""
        entries = self.room.since(self.seen)
        self.seen = self.room.version
        pulse = b"" if self.audience is Audience.PHONE else b'"pulse":%d' % self.room.pulse
        if entries is None or any(entry.is_reset for entry in entries):
            self.pulse = self.room.pulse
            return b"id: %d\nevent: reset\ndata: {%b}\n\n" % (self.seen, pulse)
        parts = [part for part in (entry.part(self.audience, self.owner) for entry in entries) if part]
        if self.audience is not Audience.PHONE and self.pulse != self.room.pulse:
            parts.append(to_json({"kind": "presence"} | presence(self.room)))
        self.pulse = self.room.pulse
        if not parts:
            return b""
        return b'id: %d\ndata: {"version":%d,"now":%d,%b"changes":[%b]}\n\n' % (
            self.seen,
            self.seen,
            milliseconds(now()),
            pulse and pulse + b",",
            b",".join(parts),
        )


def presence(room: Room) -> dict[str, Any]:
    """What is not in the file: phones and screens that are here, sheets of the wall, trials of the hall."""
    return {
        "phones": room.phones(),
        "screens": room.screens,
        "sheets": room.sheets,
        "trials": room.trials,
    }


def asked_version(request: Request, room: Room) -> int:
    """Return from which version a reader wants to go on: what he saw last, else now."""
    asked = request.headers.get("last-event-id") or request.query_params.get("since") or ""
    return int(asked) if asked.isdecimal() and len(asked) < 16 else room.version


class EventStream(StreamingResponse):
    """An answer that goes on for as long as it has a place among the open streams; without one, an error."""

    def __init__(self, messages: AsyncIterator[bytes], *, places: Places, holder: str, language: str) -> None:
        super().__init__(messages, headers=STREAM_HEADERS, media_type="text/event-stream")
        self._places = places
        self._holder = holder
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the reader leaves, the messages end, or a newer stream takes this place."""
        moment = asyncio.get_running_loop().time
        limit = asyncio.timeout(None)
        try:
            with self._places.hold(
                address=address.client(Request(scope)),
                holder=self._holder,
                end=lambda: limit.reschedule(moment()),
            ):
                async with limit:
                    await super().__call__(scope, receive, send)
        except Full as error:
            refusal = json_error(error, self._language)
            refusal.headers["connection"] = "close"  # whoever comes too many must not keep a handle either
            await refusal(scope, receive, send)
        except TimeoutError:
            if not limit.expired():
                raise
            await send({"type": "http.response.body", "body": b"", "more_body": False})


def event_stream(
    request: Request, messages: AsyncIterator[bytes], *, places: Places, holder: str, language: str = "nl"
) -> Response:
    """Return an answer that goes on; who asks for the headers only gets no more than those."""
    if request.method == "HEAD":
        return Response(headers=STREAM_HEADERS, media_type="text/event-stream")
    return EventStream(messages, places=places, holder=holder, language=language)


def phone_seconds() -> float:
    """Return the shortest time between two messages to one phone."""
    return float(settings.read("SOK_PHONE_SECONDS"))


@dataclass(frozen=True)
class Look:
    """A look at a meeting by somebody with a cookie."""

    store: Store
    meeting_id: int
    audience: Audience
    visitor: Visitor

    def state(self) -> dict[str, Any]:
        """Return all that this visitor may see now."""
        here = running.current()
        with self.store.read() as tables:
            wall = tables.wall(self.meeting_id)
        state = sight.state_for(self.audience, wall, now=now())
        room = here.hub.rooms.get((self.store.slug, self.meeting_id))
        state |= presence(room) if room else {"phones": 0, "screens": 0, "sheets": 1, "trials": 0}
        return state


def look_of(request: Request) -> Look:
    """Work out who looks at which meeting; raises NotFound or Forbidden.

    ``?view=scherm`` gives the facilitator what the hall may see, for a screen on his own computer.
    """
    here = running.current()
    store, meeting_id = here.meeting(request.path_params["code"])
    with store.read() as tables:
        uuid = tables.dossier.current().uuid
    who = visitor(here.house, login_cookie(request), dossier=uuid, now=now())
    if not who.may(Right.SHOW):
        raise Forbidden("forbidden")
    is_hall = who.role is not Role.FACILITATOR or request.query_params.get("view") == "scherm"
    return Look(store, meeting_id, Audience.HALL if is_hall else Audience.FACILITATOR, who)


def look_into_room(request: Request) -> tuple[Look, Room]:
    """Work out who looks, and where the listeners of that meeting are."""
    look = look_of(request)
    return look, running.current().room(look.store, look.meeting_id)


async def state(request: Request) -> Response:
    """All that this visitor may see of a meeting."""
    return await run_in_threadpool(lambda: json_answer(look_of(request).state()))


async def events(request: Request) -> Response:
    """The live stream for screen, facilitator and core team."""
    here = running.current()
    look, room = await run_in_threadpool(look_into_room, request)
    is_screen = request.query_params.get("view") == "scherm"

    go_on = still_in(look.visitor)
    listener = Listener(here.hub, room, look.audience, "", asked_version(request, room), 0.0, go_on)

    async def counted() -> AsyncIterator[bytes]:
        if is_screen:
            room.screens += 1
            here.hub.beat(room)
        try:
            async for message in listener.messages():
                yield message
        finally:
            if is_screen:
                room.screens -= 1
                here.hub.beat(room)

    return event_stream(request, counted(), places=here.login_streams, holder=look.visitor.login_id)


async def dossier_events(request: Request) -> Response:
    """The stream that says only: something else than a note changed in this dossier, look again."""
    here = running.current()
    who, room = await run_in_threadpool(_look_into_dossier, request)
    listener = Listener(here.hub, room, Audience.HALL, "", asked_version(request, room), 0.0, still_in(who))
    return event_stream(request, listener.messages(), places=here.login_streams, holder=who.login_id)


def _look_into_dossier(request: Request) -> tuple[Visitor, Room]:
    here = running.current()
    store = here.shelf.open(request.path_params["slug"])
    with store.read() as tables:
        uuid = tables.dossier.current().uuid
    who = visitor(here.house, login_cookie(request), dossier=uuid, now=now())
    if not who.may(Right.SHOW):
        raise Forbidden("forbidden")
    return who, here.room(store, live.WHOLE_DOSSIER)


def still_in(who: Visitor) -> Callable[[], bool]:
    """Return the question whether somebody's login was withdrawn or ran out meanwhile.

    A read that no writer holds up: 0.05 ms, also while another process writes to the house.
    """

    def ask() -> bool:
        login = running.current().house.login(who.login_id)
        return login is not None and login.withdrawn_at is None and login.expires_at > now()

    return ask


async def sheets(request: Request) -> Response:
    """The screen tells how many sheets its wall takes, for the facilitator who turns them."""
    if not address.is_same_site(request):
        raise Forbidden("cross_site")
    _, room = await run_in_threadpool(look_into_room, request)
    value = (await read_json(request)).get("sheets")
    if not isinstance(value, int) or not 1 <= value <= MOST_SHEETS:
        raise RuleBroken("sheets")
    here = running.current()
    if room.sheets != value:
        room.sheets = value
        here.hub.beat(room)
    return json_answer({"sheets": value})


def routes() -> Iterable[Route]:
    """The routes of screen, facilitator and core team."""
    return (
        Route("/live/dossier/{slug}/events", answering(dossier_events)),
        Route("/live/{code}/state", answering(state)),
        Route("/live/{code}/events", answering(events)),
        Route("/live/{code}/sheets", answering(sheets), methods=["POST"]),
    )

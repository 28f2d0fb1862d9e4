"""A seat: a light page of its own for somebody with a task in one meeting (tafelhulp, afstandsbediening).

Not part of the public protocol: plain forms in, pages out, usable without JavaScript. Whoever has no seat
here gets the door. With JavaScript a bell says that something changed, and the page is made anew.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sok_core.access import Right, Visitor
from sok_core.clock import now
from sok_core.errors import Forbidden, Gone, SokError
from sok_core.live import Room
from sok_core.model import MeetingStatus
from sok_core.sight import Audience
from sok_core.store import Store
from sok_core.web import address, door, running
from sok_core.web.answer import read_form
from sok_core.web.live import Listener, asked_version, event_stream, still_in

REST_SECONDS = 1.0

Act = Callable[["Seat", dict[str, str]], Response]
Handler = Callable[[Request], Awaitable[Response]]
Over = Callable[[SokError, dict[str, str]], Response]


class Render(Protocol):
    """How a page is made; ``typed`` is what was refused and stays in its box."""

    def __call__(
        self, seat: "Seat", *, error: SokError | None = None, typed: dict[str, str] | None = None
    ) -> Response:
        """Return the page."""


@dataclass(frozen=True)
class Seat:
    """One request of somebody with a task, about the meeting that it is for."""

    request: Request
    store: Store
    meeting_id: int
    who: Visitor
    top: str

    @property
    def path(self) -> str:
        """The address of this page."""
        return f"{self.top}/{str(self.request.path_params['code']).upper()}"

    def is_over(self) -> bool:
        """Whether the meeting has been closed."""
        with self.store.read() as tables:
            return tables.meeting.get(self.meeting_id).status is MeetingStatus.CLOSED

    def back(self, **told: object) -> Response:
        """Send the browser back to the page, which tells what happened."""
        return RedirectResponse(f"{self.path}?{urlencode(told)}" if told else self.path, 303)


class Bell(Listener):
    """A stream that says only that something changed: the page is then made anew, with what it may show."""

    hears_pulse = False

    def next_message(self) -> bytes:
        """Return an empty event when there is news, else nothing."""
        entries = self.room.since(self.seen)
        is_news = entries is None or bool(entries) or (self.hears_pulse and self.pulse != self.room.pulse)
        self.seen, self.pulse = self.room.version, self.room.pulse
        return b"id: %d\ndata: {}\n\n" % self.seen if is_news else b""


class FullBell(Bell):
    """Rings also for what is not in the file: how many phones are here, and sheets of the wall."""

    hears_pulse = True


@dataclass(frozen=True)
class Kind:
    """One kind of seat: where its page is, who sits there (``access.helper``), and how it looks.

    ``over`` makes the page after the meeting, with what was typed too late.
    """

    top: str
    right: Right
    not_here: str
    find: Callable[..., Visitor]
    render: Render
    over: Over
    bell: type[Bell] = Bell

    def seat_of(self, request: Request) -> Seat:
        """Work out who sits where; raises NotFound, Forbidden, or Gone once the meeting is closed."""
        here = running.current()
        store, meeting_id = here.meeting(request.path_params["code"])
        with store.read() as tables:
            uuid = tables.dossier.current().uuid
        cookie = door.login_cookie(request)
        who = self.find(here.house, cookie, dossier=uuid, meeting_id=meeting_id, now=now())
        if not who.may(self.right):
            raise Forbidden(self.not_here)
        seat = Seat(request, store, meeting_id, who, self.top)
        if seat.is_over():
            raise Gone("meeting.closed")
        return seat

    def seated(self, handler: Handler) -> Handler:
        """Give the door to whoever has no seat here, and a goodbye once the meeting is over."""

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except Gone as error:
                return self.over(error, await read_form(request) if request.method == "POST" else {})
            except SokError as error:
                return door.refuse(request, error)

        return answer

    def showing(self) -> Handler:
        """The page."""

        async def show(request: Request) -> Response:
            seat = await run_in_threadpool(self.seat_of, request)
            return await run_in_threadpool(self.render, seat)

        return self.seated(show)

    def acting(self, act: Act) -> Handler:
        """Guard a form: from our own page, by who has a seat here; what is refused stays in its box."""

        async def answer(request: Request) -> Response:
            if not address.is_same_site(request):
                raise Forbidden("cross_site")
            seat = await run_in_threadpool(self.seat_of, request)
            typed: dict[str, str] = {}
            try:
                typed = await read_form(request)
                running.current().edits_per_device.take(seat.who.login_id, now=now().timestamp())
                return await running.current().write(act, seat, typed)
            except Gone as error:
                return self.over(error, typed)
            except SokError as error:
                return await run_in_threadpool(self._refused, seat, error, typed)

        return self.seated(answer)

    def _refused(self, seat: Seat, error: SokError, typed: dict[str, str]) -> Response:
        return self.render(seat, error=error, typed=typed)

    def ringing(self) -> Handler:
        """The bell; it ends with the login and with the meeting."""

        async def events(request: Request) -> Response:
            here = running.current()
            seat, room = await run_in_threadpool(self._in_room, request)
            has_login = still_in(seat.who)

            def may_go_on() -> bool:
                return has_login() and not seat.is_over()

            since = asked_version(request, room)
            bell = self.bell(here.hub, room, Audience.PHONE, "", since, REST_SECONDS, may_go_on)
            return event_stream(request, bell.messages(), places=here.login_streams, holder=seat.who.login_id)

        return self.seated(events)

    def _in_room(self, request: Request) -> tuple[Seat, Room]:
        seat = self.seat_of(request)
        return seat, running.current().room(seat.store, seat.meeting_id)

    def returning(self) -> Handler:
        """Somebody opens the address of a form again: the page is where he wants to be."""

        async def to_page(request: Request) -> Response:
            return (await run_in_threadpool(self.seat_of, request)).back()

        return self.seated(to_page)


async def to_door(_: Request) -> Response:
    """Somebody who has no seat anywhere yet types a code first."""
    return RedirectResponse("/deur", 303)

"""The helper's page: for one table of one meeting, made on the server, usable without JavaScript.

Not part of the public protocol: plain forms in, pages out. Whoever does not help here gets the door.
"""

import secrets
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sok_core import access, helper, note, proposal, sight, theme, vote, words
from sok_core.access import Right, Visitor
from sok_core.clock import now
from sok_core.errors import Forbidden, Gone, NotFound, RuleBroken, SokError
from sok_core.live import Room
from sok_core.model import AnswerKind, Channel, MeetingStatus, Prompt, Wall
from sok_core.sight import Audience
from sok_core.store import Store
from sok_core.web import address, door, running
from sok_core.web.answer import page, read_form, retry_header, script, status_of, whole, zipped
from sok_core.web.live import Listener, asked_version, event_stream, still_in

REST_SECONDS = 1.0
MOST_OWN = 12
MOST_KEY_SIGNS = 200
NEW, LOOSE = "nieuw", "los"
FORMS = ("notes", "notes/{note_id:int}", "themes", "votes", "answers", "objections")

Act = Callable[["Seat", dict[str, str]], Response]
Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Seat:
    """One request of the helper at one table, about her own meeting."""

    request: Request
    store: Store
    meeting_id: int
    helper: Visitor
    table: int

    @property
    def path(self) -> str:
        """The address of her page."""
        return f"/hulp/{str(self.request.path_params['code']).upper()}"

    def look(self) -> tuple[Wall, dict[int, Prompt]]:
        """Return the meeting and its questions; what of it she may see is another matter."""
        with self.store.read() as tables:
            return tables.wall(self.meeting_id), {one.id: one for one in tables.prompt.of(self.meeting_id)}

    def is_over(self) -> bool:
        """Whether the meeting has been closed."""
        with self.store.read() as tables:
            return tables.meeting.get(self.meeting_id).status is MeetingStatus.CLOSED

    def back(self, **told: object) -> Response:
        """Send her back to her page, which tells what happened."""
        return RedirectResponse(f"{self.path}?{urlencode(told)}" if told else self.path, 303)


def seat_of(request: Request) -> Seat:
    """Work out who helps where; raises NotFound, Forbidden, or Gone once the meeting is closed."""
    here = running.current()
    store, meeting_id = here.meeting(request.path_params["code"])
    with store.read() as tables:
        uuid = tables.dossier.current().uuid
    who = access.helper(
        here.house, door.login_cookie(request), dossier=uuid, meeting_id=meeting_id, now=now()
    )
    if not who.may(Right.HELP) or who.table is None:
        raise Forbidden("helper.not_here")
    seat = Seat(request, store, meeting_id, who, who.table)
    if seat.is_over():
        raise Gone("meeting.closed")
    return seat


def seated(handler: Handler) -> Handler:
    """Give the door to whoever does not help here, and a thank-you once the meeting is over."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except Gone as error:
            typed = await read_form(request) if request.method == "POST" else {}
            text = typed.get("text") or typed.get("why", "")
            return page("helper_thanks.html", status=410, error=words.sentence(error), text=text)
        except SokError as error:
            return door.refuse(request, error)

    return answer


# ---------------------------------------------------------------- looking


async def show(request: Request) -> Response:
    """Her page."""
    seat = await run_in_threadpool(seat_of, request)
    return await run_in_threadpool(render, seat)


def render(
    seat: Seat, *, error: SokError | None = None, typed: dict[str, str] | None = None, ask: str = ""
) -> Response:
    """Render what the helper may see; ``typed`` is what was refused and stays in its box."""
    wall, prompts = seat.look()
    situation = wall.situation
    state = sight.state_at_table(wall, now=now(), table=seat.table)
    typed = typed or {}
    query = seat.request.query_params
    editing = seat.request.path_params.get("note_id") or whole(query.get("wijzig"))
    may_change = {one.id for one in prompts.values() if one.phase.takes_paper}
    own = [one | {"can_change": can_change(one, may_change)} for one in reversed(state["own"])]
    response = page(
        "helper.html",
        status=status_of(error) if error else 422 if ask else 200,
        headers=retry_header(error) if error else None,
        path=seat.path,
        table=seat.table,
        state=state,
        phase=situation.phase,
        proposal=state["proposal"],
        is_writing=situation.phase.takes_paper and situation.prompt is not None,
        own=own[:MOST_OWN],
        edited=next((one for one in own if one["id"] == editing and one["can_change"]), None),
        placed=placed_note(state, whole(query.get("staat"))),
        said=said(query, state),
        error=words.sentence(error) if error else "",
        ask=words.ERRORS[f"note.personal.{ask}"] if ask else "",
        typed=typed,
        key=typed.get("key") or secrets.token_urlsafe(12),
        where=typed.get("to") or query.get("bij", NEW),
    )
    return zipped(seat.request, response)


def can_change(own: dict[str, Any], may_change: set[int]) -> bool:
    """Whether a note of her table can still be changed; a hidden one cannot."""
    return not own["hidden"] and own["question"] in may_change


def placed_note(state: dict[str, Any], number: int | None) -> dict[str, Any] | None:
    """Return the note of this table that was just typed, to be read back; a hidden one is not."""
    return next((one for one in state["own"] if one["number"] == number and "text" in one), None)


def said(query: Any, state: dict[str, Any]) -> list[str]:
    """Return what happened, from the address that the last act led to; it holds numbers only."""
    told: list[str] = []
    if laid := numbers(query.get("gelegd")):
        where = next((one for one in state["themes"] if str(one["id"]) == query.get("in")), None)
        named = f" bij {name_of(where)}" if where else " los op de wand"
        told.append(f"{words.count(len(laid), 'briefje', 'briefjes')} gelegd{named}: {listed(laid)}.")
    if unknown := numbers(query.get("weg")):
        told.append(f"Niet op de wand: {listed(unknown)}. Kijk het nummer na.")
    if (taken := whole(query.get("terug"))) is not None:
        told.append(f"Briefje {taken} is weg. Streep het nummer door.")
    if (people := whole(query.get("geantwoord"))) is not None:
        told.append(f"Geteld: {words.count(people, 'antwoord', 'antwoorden')} van jullie tafel.")
    if "bezwaar" in query:
        told.append("Het bezwaar ligt bij de begeleider. Lees het nog eens voor: klopt het zo?")
    if "gedraaid" in query:
        told.append("Teruggedraaid.")
    if (dots := whole(query.get("geteld"))) is not None:
        told.append(f"Geteld: {words.count(dots, 'stip', 'stippen')} op het papier van jullie tafel.")
    return told


def numbers(text: str | None) -> list[int]:
    """Return the numbers in an address."""
    found = (whole(part) for part in (text or "").split(".")[: theme.MOST_NUMBERS])
    return [one for one in found if one is not None]


def listed(found: Iterable[int]) -> str:
    """Return numbers as people read them out."""
    return ", ".join(map(str, found))


def name_of(one: dict[str, Any]) -> str:
    """Return what a theme is called; the group may not have named it yet."""
    return f"‘{one['title']}’" if one["title"] else f"Groep {one['position']}"


class Bell(Listener):
    """A stream that says only that something changed: her page is then made anew, with what she may see."""

    def next_message(self) -> bytes:
        """Return an empty event when there is news, else nothing."""
        entries = self.room.since(self.seen)
        self.seen, self.pulse = self.room.version, self.room.pulse
        return b"id: %d\ndata: {}\n\n" % self.seen if entries is None or entries else b""


async def events(request: Request) -> Response:
    """The bell of one table; it ends with her login and with the meeting."""
    here = running.current()
    seat = await run_in_threadpool(seat_of, request)
    room: Room = here.room(seat.store, seat.meeting_id)
    has_login = still_in(seat.helper)

    def may_go_on() -> bool:
        return has_login() and not seat.is_over()

    since = asked_version(request, room)
    bell = Bell(here.hub, room, Audience.PHONE, "", since, REST_SECONDS, may_go_on)
    return event_stream(request, bell.messages())


# ---------------------------------------------------------------- acting


def acting(act: Act) -> Handler:
    """Guard a form: from our own page, by a helper of this meeting; what is refused stays in its box."""

    async def answer(request: Request) -> Response:
        if not address.is_same_site(request):
            raise Forbidden("cross_site")
        seat = await run_in_threadpool(seat_of, request)
        typed: dict[str, str] = {}
        try:
            typed = await read_form(request)
            running.current().edits_per_device.take(seat.helper.login_id, now=now().timestamp())
            return await run_in_threadpool(act, seat, typed)
        except Gone:
            raise
        except SokError as error:
            return await run_in_threadpool(render, seat, error=error, typed=typed)

    return answer


def post(seat: Seat, typed: dict[str, str]) -> Response:
    """A note that somebody said, or wrote on paper."""
    text = note.clean(typed.get("text"))
    if "sure" not in typed and (kind := note.personal_data(text)):
        return render(seat, typed=typed, ask=kind)
    question = whole(typed.get("question"))
    key = typed.get("key") or secrets.token_urlsafe(12)
    if question is None:
        raise NotFound("prompt.unknown")
    if len(key) > MOST_KEY_SIGNS:
        raise RuleBroken("note.key")
    posted = note.post_from_table(
        seat.store,
        meeting_id=seat.meeting_id,
        prompt_id=question,
        text=text,
        key=key,
        table=seat.table,
        now=now(),
    )
    return seat.back(staat=posted.number)


def change(seat: Seat, typed: dict[str, str]) -> Response:
    """Change a note of this table, or take it back."""
    own = {
        "meeting_id": seat.meeting_id,
        "note_id": int(seat.request.path_params["note_id"]),
        "table": seat.table,
    }
    if own["note_id"] >= 10**15:
        raise NotFound("note.unknown")
    if "delete" in typed:
        return seat.back(terug=note.take_back_at_table(seat.store, **own))
    text = note.clean(typed.get("text"))
    if "sure" not in typed and (kind := note.personal_data(text)):
        return render(seat, typed=typed, ask=kind)
    changed = note.reword_at_table(seat.store, text=text, now=now(), **own)
    return seat.back(staat=changed.number)


def gather(seat: Seat, typed: dict[str, str]) -> Response:
    """Lay the notes of typed numbers together, or undo her own last move."""
    common: dict[str, Any] = {"meeting_id": seat.meeting_id, "hand": seat.helper.login_id, "now": now()}
    to = typed.get("to", NEW)
    if "undo" in typed:
        helper.undo(seat.store, **common)
        return seat.back(gedraaid=1)
    if to not in (NEW, LOOSE) and whole(to) is None:
        raise NotFound("theme.unknown")
    done = helper.lay(
        seat.store,
        typed=typed.get("numbers", ""),
        to=whole(to),
        is_new=to == NEW,
        title=typed.get("title", ""),
        **common,
    )
    told: dict[str, object] = {"bij": to}
    if done.moved:
        told |= {"gelegd": ".".join(map(str, done.moved)), "in": done.theme.id if done.theme else LOOSE}
    if done.unknown:
        told["weg"] = ".".join(map(str, done.unknown))
    return seat.back(**told)


def count(seat: Seat, typed: dict[str, str]) -> Response:
    """Count the dots on the paper of this table.

    Only what differs from what her page showed is set, so that two helpers of one table can both type.
    """
    question = whole(typed.get("question"))
    targets = [name.removeprefix("was-") for name in typed if name.startswith("was-")]
    counts = {target: dots_in(typed.get(target, "")) for target in targets}
    changed = {target: dots for target, dots in counts.items() if str(dots) != typed[f"was-{target}"]}
    if question is None:
        raise NotFound("prompt.unknown")
    helper.count_dots(
        seat.store, meeting_id=seat.meeting_id, prompt_id=question, counts=changed, table=seat.table
    )
    return seat.back(geteld=sum(counts.values()))


def answer(seat: Seat, typed: dict[str, str]) -> Response:
    """Count who of this table can live with the proposal, and who cannot yet.

    As with dots, only what differs from what her page showed is set.
    """
    shown = {kind: people_in(typed.get(kind, "")) for kind in AnswerKind if f"was-{kind}" in typed}
    counts = {kind: people for kind, people in shown.items() if str(people) != typed[f"was-{kind}"]}
    proposal.count_paper(
        seat.store, counts=counts, table=seat.table, channel=Channel.HELPER, **asked_of(seat, typed)
    )
    return seat.back(geantwoord=sum(shown.values()))


def object_to(seat: Seat, typed: dict[str, str]) -> Response:
    """Type what somebody of this table wants to have otherwise, or take back what was typed."""
    if "delete" in typed:
        answer_id = whole(typed["delete"])
        if answer_id is None:
            raise NotFound("answer.unknown")
        proposal.take_back(seat.store, meeting_id=seat.meeting_id, answer_id=answer_id, table=seat.table)
        return seat.back()
    text = typed.get("why", "")
    if "sure" not in typed and (kind := note.personal_data(text)):
        return render(seat, typed=typed, ask=kind)
    key = typed.get("key") or secrets.token_urlsafe(12)
    proposal.object_on_paper(
        seat.store, text=text, key=key, table=seat.table, channel=Channel.HELPER, **asked_of(seat, typed)
    )
    return seat.back(bezwaar=1)


def asked_of(seat: Seat, typed: dict[str, str]) -> dict[str, Any]:
    """Return to which wording an answer belongs, as her page showed it."""
    return {
        "meeting_id": seat.meeting_id,
        "proposal_id": whole(typed.get("proposal")),
        "wording": whole(typed.get("wording")),
    }


def people_in(text: str) -> int:
    """Return how many people somebody typed, an empty box being nobody; raises RuleBroken otherwise."""
    people = whole(text.strip() or "0")
    if people is None or people > proposal.MOST_ON_PAPER:
        raise RuleBroken("answer.paper", limit=proposal.MOST_ON_PAPER)
    return people


def dots_in(text: str) -> int:
    """Return the dots that somebody typed, an empty box being none; raises RuleBroken for anything else."""
    dots = whole(text.strip() or "0")
    if dots is None or dots > vote.MOST_ON_PAPER:
        raise RuleBroken("vote.paper", limit=vote.MOST_ON_PAPER)
    return dots


async def helper_script(request: Request) -> Response:
    """The script of her page; without it the page works with plain forms."""
    return zipped(request, script("helper.js"))


async def to_door(_: Request) -> Response:
    """Somebody who helps nowhere yet types a code first."""
    return RedirectResponse("/deur", 303)


async def to_page(request: Request) -> Response:
    """Somebody opens the address of a form again: her page is where she wants to be."""
    return (await run_in_threadpool(seat_of, request)).back()


def routes() -> Iterable[Route]:
    """The routes of the helper."""
    return (
        Route("/hulp", to_door),
        Route("/hulp/tafelhulp.js", helper_script),
        Route("/hulp/{code}", seated(show)),
        Route("/hulp/{code}/events", seated(events)),
        Route("/hulp/{code}/notes", seated(acting(post)), methods=["POST"]),
        Route("/hulp/{code}/notes/{note_id:int}", seated(acting(change)), methods=["POST"]),
        Route("/hulp/{code}/themes", seated(acting(gather)), methods=["POST"]),
        Route("/hulp/{code}/votes", seated(acting(count)), methods=["POST"]),
        Route("/hulp/{code}/answers", seated(acting(answer)), methods=["POST"]),
        Route("/hulp/{code}/objections", seated(acting(object_to)), methods=["POST"]),
        *(Route(f"/hulp/{{code}}/{form}", seated(to_page)) for form in FORMS),
    )

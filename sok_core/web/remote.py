"""The remote's page: steering one meeting from a phone, made on the server, usable without JavaScript."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sok_core import access, meeting, remote, words
from sok_core.access import Right
from sok_core.clock import now
from sok_core.errors import NotFound, RuleBroken, SokError
from sok_core.model import MeetingStatus, Phase, ScreenView, Situation
from sok_core.sight import milliseconds, note_for_owner
from sok_core.web import running
from sok_core.web.answer import page, retry_header, script, status_of, whole, zipped
from sok_core.web.seat import Act, FullBell, Kind, Seat, to_door

NEWEST = 8
MINUTES = (3, 5, 10, 15)
MORE = 5
SPEAKING = (1, 2, 3, 5)
SCRIPTS = ("seat.js", "remote.js")
SHOWN = {
    ScreenView.WELCOME: "Op het scherm staat het welkom.",
    ScreenView.QUESTION: "De vraag staat weer op het scherm.",
    ScreenView.PAUSE: "Het scherm staat op pauze.",
    ScreenView.WIFI: "Op het scherm staat de wifi.",
    ScreenView.PROPOSAL: "Het voorstel staat op het scherm.",
    ScreenView.SIGNING: "Het tekenen staat op het scherm.",
    ScreenView.AGENDA: "De agenda staat op het scherm.",
}
TO_ANSWER = (ScreenView.QUESTION, ScreenView.PROPOSAL)  # the hall is at work, and a pause can interrupt it

Choice = TypeVar("Choice", bound=StrEnum)


# ---------------------------------------------------------------- looking


def render(seat: Seat, *, error: SokError | None = None, typed: dict[str, str] | None = None) -> Response:  # noqa: ARG001  (nothing is typed here)
    """Render what the one who steers must see at a glance."""
    here = running.current()
    with seat.store.read() as tables:
        situation, prompts = tables.situation(seat.meeting_id), tables.prompt.of(seat.meeting_id)
        newest = tables.note.newest(situation.prompt.id, limit=NEWEST) if situation.prompt else []
        version = tables.dossier.revision()
    notes = [note_for_owner(one) for one in newest]
    sheets = here.sheets(seat.store, situation)
    room = here.room(seat.store, seat.meeting_id)
    ends_at = situation.meeting.timer_ends_at
    response = page(
        "remote.html",
        status=status_of(error) if error else 200,
        headers=retry_header(error) if error else None,
        path=seat.path,
        version=version,
        now=milliseconds(now()),
        meeting=situation.meeting,
        situation=situation,
        is_running=situation.meeting.status is MeetingStatus.RUNNING,
        is_on_screen=situation.prompt is None or situation.meeting.screen in TO_ANSWER,
        following=meeting.next_question(prompts, situation.meeting.prompt_id),
        prompts=prompts,
        phones=room.phones(),
        ends_at=milliseconds(ends_at) if ends_at else "",
        sheet=min(situation.meeting.sheet, sheets),
        sheets=sheets,
        notes=notes,
        hidden=hidden_just_now(seat.request.query_params, notes),
        said=said(seat.request.query_params, situation),
        error=words.sentence(error) if error else "",
        phases=meeting.phases_of(situation.prompt),
        minutes=MINUTES,
        more=MORE,
        speaking=SPEAKING,
    )
    return zipped(seat.request, response)


def said(query: Mapping[str, str], situation: Situation) -> str:
    """Return what happened, from the address that the last act led to; it holds numbers and names only."""
    if (number := whole(query.get("vraag"))) is not None:
        return f"Vraag {number} staat op het scherm."
    if phase := choice(Phase, query.get("fase")):
        return f"Fase: {words.PHASES[phase]}."
    if screen := choice(ScreenView, query.get("scherm")):
        return SHOWN[screen]
    if (sheet := whole(query.get("blad"))) is not None:
        return f"Blad {sheet} staat op het scherm."
    if "tijd" in query:
        ends_at = situation.meeting.timer_ends_at
        return f"De tijd loopt tot {words.clock_time(ends_at)}." if ends_at else "De tijd staat uit."
    if (number := whole(query.get("terug"))) is not None:
        return f"Briefje {number} staat er weer."
    return ""


def hidden_just_now(query: Mapping[str, str], notes: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the note that was just hidden, so that one tap puts it back."""
    number = whole(query.get("verborgen"))
    return next((one for one in notes if one["number"] == number and one["hidden"]), None)


def choice(kind: type[Choice], value: str | None) -> Choice | None:
    """Return the member of an enum that somebody sent, None when it is none."""
    return kind(value) if value in list(kind) else None


def wanted(kind: type[Choice], value: str | None) -> Choice:
    """Return the member of an enum that somebody asks for; raises RuleBroken when it is none."""
    found = choice(kind, value)
    if found is None:
        raise RuleBroken("remote.act")
    return found


def over(error: SokError, _: dict[str, str]) -> Response:
    """The page after the meeting: nothing is left to steer."""
    heading, line = "De avond is klaar", f"{words.sentence(error)} Dit toestel bestuurt niets meer."
    return page("over.html", status=410, heading=heading, line=line, text="")


REMOTE = Kind("/afstand", Right.STEER, "remote.not_here", access.remote, render, over, FullBell)


# ---------------------------------------------------------------- acting


def go_on(seat: Seat, typed: dict[str, str]) -> Response:
    """The next question, after the one that the page showed."""
    after = whole(typed.get("question"))
    return seat.back(vraag=remote.go_on(seat.store, meeting_id=seat.meeting_id, after=after).position)


def show_question(seat: Seat, typed: dict[str, str]) -> Response:
    """Another question than the next."""
    prompt_id = whole(typed.get("to"))
    if prompt_id is None:
        raise NotFound("prompt.unknown")
    question = whole(typed.get("question"))
    shown = remote.show_question(
        seat.store, meeting_id=seat.meeting_id, prompt_id=prompt_id, question=question
    )
    return seat.back(vraag=shown.position)


def set_phase(seat: Seat, typed: dict[str, str]) -> Response:
    """The phase of the question that the page showed."""
    phase = wanted(Phase, typed.get("to"))
    remote.set_phase(
        seat.store,
        meeting_id=seat.meeting_id,
        phase=phase,
        question=whole(typed.get("question")),
        was=choice(Phase, typed.get("was")),
        now=now(),
    )
    return seat.back(fase=phase)


def show(seat: Seat, typed: dict[str, str]) -> Response:
    """What else the screen shows: the pause, and what comes after it."""
    screen, was = wanted(ScreenView, typed.get("to")), choice(ScreenView, typed.get("was"))
    remote.show(seat.store, meeting_id=seat.meeting_id, screen=screen, was=was)
    return seat.back(scherm=screen)


def time(seat: Seat, typed: dict[str, str]) -> Response:
    """The timer that everybody sees: so many minutes, some more, or none."""
    common: dict[str, Any] = {"meeting_id": seat.meeting_id, "now": now()}
    common |= {"question": whole(typed.get("question")), "was": whole(typed.get("was"))}
    minutes, more = whole(typed.get("minutes")), whole(typed.get("more"))
    if more is not None:
        remote.extend_timer(seat.store, minutes=more, **common)
    elif minutes is not None or "stop" in typed:
        remote.set_timer(seat.store, minutes=minutes, **common)
    else:
        raise RuleBroken("remote.act")
    return seat.back(tijd=1)


def turn_sheet(seat: Seat, typed: dict[str, str]) -> Response:
    """Another sheet of the wall."""
    to = whole(typed.get("to"))
    if not to:
        raise RuleBroken("remote.act")
    with seat.store.read() as tables:
        last = running.current().sheets(seat.store, tables.situation(seat.meeting_id))
    seen = {"question": whole(typed.get("question")), "was": whole(typed.get("was"))}
    remote.turn_sheet(seat.store, meeting_id=seat.meeting_id, to=to, last=last, **seen)
    return seat.back(blad=min(to, last))


def judge(seat: Seat, typed: dict[str, str]) -> Response:
    """Hide a note, or put it back."""
    note_id = int(seat.request.path_params["note_id"])
    if note_id >= 10**15:
        raise NotFound("note.unknown")
    if "restore" in typed:
        found = remote.restore(seat.store, meeting_id=seat.meeting_id, note_id=note_id)
        return seat.back(terug=found.number)
    if "hide" not in typed:
        raise RuleBroken("remote.act")
    found = remote.hide(seat.store, meeting_id=seat.meeting_id, note_id=note_id, now=now())
    return seat.back(verborgen=found.number)


ACTS: dict[str, Act] = {
    "next": go_on,
    "question": show_question,
    "phase": set_phase,
    "screen": show,
    "timer": time,
    "sheet": turn_sheet,
    "notes/{note_id:int}": judge,
}


async def remote_script(request: Request) -> Response:
    """The script of the page; without it the page works with plain forms."""
    return zipped(request, script(*SCRIPTS))


def routes() -> Iterable[Route]:
    """The routes of the remote."""
    return (
        Route("/afstand", to_door),
        Route("/afstand/afstandsbediening.js", remote_script),
        Route("/afstand/{code}", REMOTE.showing()),
        Route("/afstand/{code}/events", REMOTE.ringing()),
        *(
            Route(f"/afstand/{{code}}/{name}", REMOTE.acting(act), methods=["POST"])
            for name, act in ACTS.items()
        ),
        *(Route(f"/afstand/{{code}}/{name}", REMOTE.returning()) for name in ACTS),
    )

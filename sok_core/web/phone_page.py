"""The light page of a phone: made on the server, usable without JavaScript, live with it."""

import json
import secrets
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sok_core import note, sight, value_score_room, words
from sok_core.access import LOGIN_COOKIE, Right, visitor
from sok_core.clock import now
from sok_core.errors import Forbidden, SokError
from sok_core.model import Ballot, MeetingStatus, Situation, Wall
from sok_core.sight import Audience
from sok_core.store import Store
from sok_core.web import device, running
from sok_core.web.answer import json_error, page, status_of, wants_json, whole, zipped

SCORES = "scores"
CHOICES = {"network": "mentions", "roles": "roles", "scores": SCORES}  # where each sort of choice is sent
AT_ONCE = 100  # notes of others on the page itself; the script reads the rest when the page is there


@dataclass(frozen=True)
class Call:
    """One request of one phone about one meeting."""

    request: Request
    store: Store
    meeting_id: int
    device: device.Device
    language: str
    is_preview: bool = False

    @property
    def code(self) -> str:
        """The code of the meeting, in capitals."""
        return str(self.request.path_params["code"]).upper()

    def look(self) -> Wall:
        """Return all of this meeting; what of it this phone may see is another matter."""
        with self.store.read() as tables:
            return tables.wall(self.meeting_id)

    def owner(self, situation: Situation) -> str:
        """What the notes of this phone are known by."""
        return note.device_hash(self.device.person.id, salt=situation.meeting.salt)

    def state(self) -> dict[str, Any]:
        """Return what this phone may see now."""
        return self.state_of(self.look())

    def state_of(self, wall: Wall) -> dict[str, Any]:
        """Return what this phone may see of what was read."""
        state = sight.state_for(
            Audience.PHONE, wall, now=now(), owner=self.owner(wall.situation), table=self.device.table
        )
        is_said, party_id = self.device.party(self.code)
        is_asked_anew = "namens" in self.request.query_params
        if (choice := state["network"] or state["roles"]) is not None:
            choice |= {"said": is_said and not is_asked_anew, "party": party_id}
        if (scores := state["scores"]) is not None:
            scores |= {"mine": self.scored(wall.situation)}
        return state

    def scored(self, situation: Situation) -> dict[str, int | None]:
        """Return what this phone gave each value; nobody else reads that."""
        with self.store.read() as tables:
            given = value_score_room.of_phone(tables, situation.meeting, device=self.device.person.id)
        return {str(aim_id): score for aim_id, score in given.items()}

    def is_here(self) -> None:
        """Count this phone as here; a program that keeps no cookie would be a new one with each call."""
        if not self.device.is_new and not self.is_preview and self.request.method != "HEAD":
            running.current().room(self.store, self.meeting_id).presence.see(self.device.person.id)

    def with_cookie(self, response: Response) -> Response:
        """Put this phone's cookie on an answer, unless it is there already."""
        is_changed = self.device != device.of(self.request, running.current().house)
        if (
            (self.device.is_new or is_changed)
            and "set-cookie" not in response.headers
            and not self.is_preview
        ):
            is_secure = self.request.url.scheme == "https"
            device.remember(response, self.device, running.current().house, is_secure=is_secure)
        return response


def call_of(request: Request) -> Call:
    """Work out which meeting a phone asks for; raises NotFound for an unknown code."""
    here = running.current()
    store, meeting_id = here.meeting(request.path_params["code"])
    return Call(request, store, meeting_id, device.of(request, here.house), device.language_of(request))


async def front(request: Request) -> Response:
    """The page where somebody types the code from the screen."""
    typed = request.query_params.get("code", "").strip().upper()
    language = device.language_of(request)
    if not typed:
        return device.remember_language(request, page("code.html", language=language, typed="", error=""))
    try:
        await run_in_threadpool(running.current().meeting, typed)
    except SokError as error:
        message = words.sentence(error, language)
        return page("code.html", status=404, language=language, typed=typed, error=message)
    return RedirectResponse(f"/m/{quote(typed)}", 303)


async def show(request: Request) -> Response:
    """The phone page of a meeting."""
    try:
        call = await run_in_threadpool(call_of, request)
    except SokError as error:
        is_json = wants_json(request)
        return json_error(error, device.language_of(request)) if is_json else nowhere(request, error)
    return device.remember_language(request, await run_in_threadpool(render, call))


def nowhere(request: Request, error: SokError, *, text: str = "") -> Response:
    """Say that there is nothing here, and ask for the code; what was typed stays in sight.

    ``text`` came with a plain form. The script shows what else this phone holds for the code.
    """
    language = device.language_of(request)
    code = request.path_params.get("code", "").upper()
    return page(
        "code.html",
        status=status_of(error),
        language=language,
        typed="",
        error=words.sentence(error, language),
        text=text,
        data=script_data(code, language, {}) if code else "",
    )


def render(
    call: Call,
    *,
    status: int = 200,
    text: str = "",
    error: str = "",
    ask: str = "",
    key: str | None = None,
    editing: int | None = None,
    reason: str = "",
    reason_ask: str = "",
    headers: dict[str, str] | None = None,
) -> Response:
    """Render what this phone may see. ``text`` is still in the box, ``ask`` names personal data in it.

    ``reason`` and ``reason_ask`` are the same for what somebody has against a proposal.
    """
    wall = call.look()
    state = call.state_of(wall)
    if wall.situation.meeting.status is MeetingStatus.CLOSED:
        return thanks(call, state, status=status, text=text, error=error)
    call.is_here()
    asked, query = words.translation(call.language), call.request.query_params
    seen = _seen(call, wall, state)
    editing = editing or whole(query.get("wijzig"))
    edited = next((own for own in state["own"] if own["id"] == editing and "text" in own), None)
    response = page(
        "phone.html",
        status=status,
        language=call.language,
        headers=headers,
        code=call.code,
        state=state,
        device=call.device,
        is_asking_who=not call.device.person.is_asked and _is_beginning(state, seen),
        text=text or (edited["text"] if edited else ""),
        error=error or (asked(words.ERRORS[f"note.personal.{reason_ask}"]) if reason_ask else ""),
        ask=asked(words.ERRORS[f"note.personal.{ask}"]) if ask else "",
        reason=reason,
        is_reason_sure=bool(reason_ask),
        placed=whole(query.get("staat")),
        edited=edited,
        key=key or secrets.token_urlsafe(12),
        is_preview=call.is_preview,
        data=script_data(call.code, call.language, state),
        **seen,
    )
    return call.with_cookie(zipped(call.request, response))


def _is_beginning(state: dict[str, Any], seen: dict[str, Any]) -> bool:
    """Whether somebody can write or score and wrote nothing yet: the moment to ask as whom he is here."""
    if seen["choice_of"] == SCORES:
        return bool(seen["is_telling"])
    return bool(seen["is_writing"] and not state["own"])


def _seen(call: Call, wall: Wall, state: dict[str, Any]) -> dict[str, Any]:
    """Return which parts of the page are there, and what stands in them."""
    situation, on_table = wall.situation, state["proposal"]
    is_up = note.time_is_up(situation.meeting, now=now())
    is_open = on_table is None and situation.phase.can_write and not is_up
    choice = state["network"] or state["roles"] or state["scores"]
    lists = state["network"] or state["roles"] or {}
    is_choosing = choice is not None and on_table is None
    vote = {} if on_table else state.get("vote", {})
    is_wall = on_table is None and situation.phase.is_shared and not vote and not is_choosing
    own_ids = {own["id"] for own in state["own"]}
    others = [one for one in reversed(state["notes"]) if one["id"] not in own_ids]
    is_whole = "alles" in call.request.query_params
    at_once = len(others) if is_whole else AT_ONCE if is_wall else 0
    return {
        "proposal": on_table,
        "mine": (on_table and on_table["mine"]) or {"answer": "", "text": ""},
        "is_writing": is_open and choice is None,
        "is_wall": is_wall,
        "vote": vote,
        "dots_left": 0 if is_up else state["dots_left"],
        "is_up": is_up,
        "is_choosing": is_choosing,
        "choice": choice,
        "choice_of": next((form for name, form in CHOICES.items() if state[name] is not None), ""),
        "names": {one["id"]: one["name"] for one in lists.get("parties", [])},
        "titles": {one["id"]: one["title"] for one in lists.get("tasks", [])},
        "kinds_of": _kinds(call.language, state),
        "is_telling": is_open,
        "is_at_table_asked": "vote" in state and state["vote"]["ballot"] == Ballot.TABLE,
        "translation": (state["question"] or {"translations": {}})["translations"].get(call.language),
        "others": others[:at_once],
        "is_cut": is_wall and len(others) > at_once,  # a wall that opens later is told, and read then
    }


def _kinds(language: str, state: dict[str, Any]) -> dict[str, str]:
    """Return what can be said of a party: which role it has, or how one works with it."""
    sayings = words.ROLE_QUESTIONS if state["roles"] else words.RELATION_SAYINGS
    return {str(kind): words.translation(language)(text) for kind, text in sayings.items()}


def thanks(call: Call, state: dict[str, Any], *, status: int, text: str, error: str) -> Response:
    """Render the thank-you after the meeting; the script shows what a phone could never send."""
    return page(
        "thanks.html",
        status=status,
        language=call.language,
        state=state,
        text=text,
        error=error,
        data=script_data(call.code, call.language, {}),
    )


async def preview(request: Request) -> Response:
    """The page as a newcomer has it now, for the facilitator; it counts nowhere and sets no cookie."""
    call = await run_in_threadpool(call_of, request)
    with call.store.read() as tables:
        dossier = tables.dossier.current().uuid
    cookie = request.cookies.get(LOGIN_COOKIE, "")
    if not visitor(running.current().house, cookie, dossier=dossier, now=now()).may(Right.RUN):
        raise Forbidden("forbidden")
    language = call.language if "taal" in request.query_params else "nl"  # not that of her own browser
    newcomer = replace(
        call, language=language, device=device.Device((device.Person(device.new_id()),)), is_preview=True
    )
    return await run_in_threadpool(render, newcomer)


def script_data(code: str, language: str, state: dict[str, Any]) -> Markup:
    """Return what the script begins with, as JSON that can stand inside a script element.

    The notes of others and the names of choices are left out: the script reads them from the page. So is
    what is not there now.
    """
    there = {name: value for name, value in state.items() if value is not None}
    value = {
        "state": there | {"notes": []} | _without_names(state),
        "code": code,
        "limit": note.MAX_LENGTH,
        "words": script_words(language),
        "patterns": note.PERSONAL_PATTERNS,
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  (nothing in it can end the element)


def _without_names(state: dict[str, Any]) -> dict[str, Any]:
    if "vote" not in state or state["proposal"]:  # then the page shows no choices
        return {}
    targets = [{name: one[name] for name in one if name != "title"} for one in state["vote"]["targets"]]
    return {"vote": state["vote"] | {"targets": targets}}


def script_words(language: str) -> dict[str, str]:
    """Return the texts that the phone's script needs."""
    _ = words.translation(language)
    return {
        "placed": _("Staat erop! Nummer %s."),
        "changed": _("Je briefje is gewijzigd."),
        "taken": _("Je briefje is weg."),
        "offline": _("Geen wifi. Je briefje staat op deze telefoon. We sturen het vanzelf."),
        "offline_dot": _("Geen wifi. Je stip staat op deze telefoon. We sturen hem vanzelf."),
        "busy": _("Even wachten, het is druk. We sturen je briefje vanzelf."),
        "failed": _("Dit lukte niet. Probeer het zo nog eens."),
        "left": _("nog %s tekens"),
        "over": _("%s tekens te veel"),
        "minutes": _("nog %s min"),
        "seconds": _("nog %s tellen"),
        "up": _("De tijd is om"),
        "wait": _("Nog even wachten. De vraag gaat zo open."),
        "closed": _("Deze vraag is dicht. Je kunt nog wel lezen."),
        "gather": _("We zoeken samen wat bij elkaar hoort. Kijk mee op het scherm."),
        "vote": _("Plak je stippen bij wat jij het belangrijkst vindt."),
        "result": _("Dit vinden we samen belangrijk."),
        "dots": _("Je hebt nog %s stippen."),
        "dot": _("Je hebt nog 1 stip."),
        "table_dots": _("Je tafel heeft nog %s stippen."),
        "table_dot": _("Je tafel heeft nog 1 stip."),
        "outcome": _("De uitslag"),
        "got": _("%s stippen"),
        "got_one": _("1 stip"),
        "more_dot": _("Stip erbij bij %s"),
        "less_dot": _("Stip weg bij %s"),
        "pile": _("Groep %s"),
        "none": _("Er staat nog geen vraag klaar. Blijf op deze bladzijde, hij komt vanzelf."),
        "question": _("vraag %s van %s"),
        "new_question": _("De vraag is veranderd. Wat je schreef staat er nog."),
        "change": _("Wijzig"),
        "take": _("Haal terug"),
        "hidden": _("Dit briefje staat niet op de wand. Vraag de begeleider waarom."),
        "place": _("Plaats briefje"),
        "save": _("Bewaar wijziging"),
        "put_back": _("Zet terug in het vak"),
        "waiting": _("Wacht op wifi"),
        "unsent": _(
            "Dit is niet verstuurd. Het staat alleen nog op deze telefoon. Lees het voor aan de begeleider."
        ),
        "gone": _(words.ERRORS["meeting.unknown"]),
        "phone": _(words.ERRORS["note.personal.phone"]),
        "email": _(words.ERRORS["note.personal.email"]),
        "postcode": _(words.ERRORS["note.personal.postcode"]),
        "empty": _(words.ERRORS["note.empty"]),
        "live_with": _("Kun je hiermee leven?"),
        "round_over": _("De ronde is dicht"),
        "decided": _("Besloten"),
        "good_enough": _("Goed genoeg voor nu, veilig genoeg om te proberen."),
        "proposal": _("Voorstel"),
        "wording": _("Voorstel, tekst %s"),
        "answer": _("Iedereen geeft één antwoord. Je mag het nog veranderen."),
        "outcome_split": _("Kan hiermee leven: %s. Heeft een bezwaar: %s."),
        "outcome_whole": _("Antwoorden: %s."),
        "counted": _("Je antwoord telt mee."),
        "objected": _("Dit ligt nu bij de begeleider."),
        "send": _("Verstuur"),
        "sure": _("Toch plaatsen"),
        "for_myself": _("Je praat voor jezelf."),
        "for_party": _("Je praat namens %s."),
        "drop": _("Haal weg"),
        "choose": _("Kies"),
    }

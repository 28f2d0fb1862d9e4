"""The helper's page: for one table of one meeting, made on the server, usable without JavaScript.

Not part of the public protocol: plain forms in, pages out. Whoever does not help here gets the door.
"""

import secrets
from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sok_core import (
    access,
    helper,
    mention,
    note,
    proposal,
    role_room,
    sight,
    theme,
    value_score,
    value_score_room,
    vote,
    words,
)
from sok_core.access import Right
from sok_core.clock import now
from sok_core.errors import NotFound, RuleBroken, SokError
from sok_core.model import AnswerKind, Channel, Group, ScoreCount
from sok_core.role_room import Saying
from sok_core.web.answer import page, retry_header, script, status_of, whole, zipped
from sok_core.web.device import group_of
from sok_core.web.seat import Kind, Seat, to_door

MOST_OWN = 12
MOST_KEY_SIGNS = 200
SCRIPTS = ("seat.js", "helper.js")
NEW, LOOSE, ITSELF = "nieuw", "los", "zelf"
DONE = {
    "lijn": "Staat op de kaart.",
    "rol": "Staat erbij.",
    "gedraaid": "Teruggedraaid.",
    "cijfers": "Geteld.",
}
GROUP_COOKIE = "sok_als"  # as whom the last note was said, for the next one
FORMS = (
    "notes",
    "notes/{note_id:digits}",
    "themes",
    "votes",
    "answers",
    "objections",
    "mentions",
    "roles",
    "scores",
    "translations",
)


# ---------------------------------------------------------------- looking


def table_of(seat: Seat) -> int:
    """Return the table that she helps at: nobody is a helper without one."""
    assert seat.who.table is not None  # noqa: S101  (access.log_in sees to it)
    return seat.who.table


def render(
    seat: Seat, *, error: SokError | None = None, typed: dict[str, str] | None = None, ask: str = ""
) -> Response:
    """Render what the helper may see; ``typed`` is what was refused and stays in its box."""
    with seat.store.read() as tables:
        wall, prompts = tables.wall(seat.meeting_id), tables.prompt.of(seat.meeting_id)
        counted = value_score_room.on_paper(tables, wall.situation.meeting, table=table_of(seat))
    situation = wall.situation
    state = sight.state_at_table(wall, now=now(), table=table_of(seat))
    typed = typed or {}
    query = seat.request.query_params
    editing = whole(seat.request.path_params.get("note_id")) or whole(query.get("wijzig"))
    may_change = {one.id for one in prompts if one.phase.takes_paper}
    choice: dict[str, Any] = state["network"] or state["roles"] or {}
    is_scoring = state["scores"] is not None and situation.phase.can_write and not state["proposal"]
    is_choosing = bool(choice) and situation.phase.takes_paper and not state["proposal"]
    own = [one | {"can_change": can_change(one, may_change)} for one in reversed(state["own"])]
    response = page(
        "helper.html",
        status=status_of(error) if error else 422 if ask else 200,
        headers=retry_header(error) if error else None,
        path=seat.path,
        table=table_of(seat),
        state=state,
        phase=situation.phase,
        proposal=state["proposal"],
        is_writing=situation.phase.takes_paper
        and situation.prompt is not None
        and not (choice or state["scores"]),
        is_scoring=is_scoring,
        counted=boxes_of(counted),
        given_by=typed.get("by", query.get("van", "")),
        given=[(score_name(score), str(score or "?")) for score in (*value_score.SCORES, None)],
        is_telling=is_choosing and state["network"] is not None,
        is_dividing=is_choosing and state["roles"] is not None,
        parties={one["id"]: one["name"] for one in choice.get("parties", [])},
        tasks={one["id"]: one["title"] for one in choice.get("tasks", [])},
        chosen=choice["mine"] if is_choosing else [],
        speaks_for=typed.get("party", query.get("namens", "")),
        own=own[:MOST_OWN],
        is_translating=bool(own) or situation.phase.is_shared,
        edited=next((one for one in own if one["id"] == editing and one["can_change"]), None),
        placed=placed_note(state, whole(query.get("staat"))),
        said=said(query, state),
        error=words.sentence(error) if error else "",
        ask=words.ERRORS[f"note.personal.{ask}"] if ask else "",
        typed=typed,
        key=typed.get("key") or secrets.token_urlsafe(12),
        group=group_of(typed.get("group", seat.request.cookies.get(GROUP_COOKIE))),
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
    if (translated := whole(query.get("vertaald"))) is not None:
        told.append(f"Je vertaling hoort nu bij briefje {translated}. Het briefje zelf bleef zoals het is.")
    told += [sentence for name, sentence in DONE.items() if name in query]
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


def over(error: SokError, typed: dict[str, str]) -> Response:
    """A thank-you after the meeting; what was typed too late stays in sight."""
    line = f"{words.sentence(error)} Je kunt hier niets meer typen."
    heading, text = "Dank je wel voor het helpen", typed.get("text") or typed.get("why", "")
    return page("over.html", status=410, heading=heading, line=line, text=text)


HELPER = Kind("/hulp", Right.HELP, "helper.not_here", access.helper, render, over)


# ---------------------------------------------------------------- acting


def post(seat: Seat, typed: dict[str, str]) -> Response:
    """A note that somebody said, or wrote on paper; as whom stays chosen for her next one."""
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
        table=table_of(seat),
        now=now(),
        group=group_of(typed.get("group")),
    )
    answer = seat.back(staat=posted.number)
    answer.set_cookie(
        GROUP_COOKIE, group_of(typed.get("group")) or "", path=seat.path, httponly=True, samesite="lax"
    )
    return answer


def change(seat: Seat, typed: dict[str, str]) -> Response:
    """Change a note of this table, or take it back."""
    note_id = whole(seat.request.path_params["note_id"])
    if note_id is None:
        raise NotFound("note.unknown")
    own = {"meeting_id": seat.meeting_id, "note_id": note_id, "table": table_of(seat)}
    if "delete" in typed:
        return seat.back(terug=note.take_back_at_table(seat.store, **own))
    text = note.clean(typed.get("text"))
    if "sure" not in typed and (kind := note.personal_data(text)):
        return render(seat, typed=typed, ask=kind)
    changed = note.reword_at_table(seat.store, text=text, now=now(), **own)
    return seat.back(staat=changed.number)


def gather(seat: Seat, typed: dict[str, str]) -> Response:
    """Lay the notes of typed numbers together, or undo her own last move."""
    common: dict[str, Any] = {"meeting_id": seat.meeting_id, "hand": seat.who.login_id, "now": now()}
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
        seat.store, meeting_id=seat.meeting_id, prompt_id=question, counts=changed, table=table_of(seat)
    )
    return seat.back(geteld=sum(counts.values()))


def translate(seat: Seat, typed: dict[str, str]) -> Response:
    """Put the Dutch under a note of her table, or under one that everybody reads."""
    done = helper.translate(
        seat.store,
        meeting_id=seat.meeting_id,
        table=table_of(seat),
        number=whole(typed.get("number", "").strip()),
        text=typed.get("dutch", ""),
    )
    return seat.back(vertaald=done.number)


def answer(seat: Seat, typed: dict[str, str]) -> Response:
    """Count who of this table can live with the proposal, and who cannot yet.

    As with dots, only what differs from what her page showed is set.
    """
    shown = {kind: people_in(typed.get(kind, "")) for kind in AnswerKind if f"was-{kind}" in typed}
    counts = {kind: people for kind, people in shown.items() if str(people) != typed[f"was-{kind}"]}
    proposal.count_paper(
        seat.store, counts=counts, table=table_of(seat), channel=Channel.HELPER, **asked_of(seat, typed)
    )
    return seat.back(geantwoord=sum(shown.values()))


def object_to(seat: Seat, typed: dict[str, str]) -> Response:
    """Type what somebody of this table wants to have otherwise, or take back what was typed."""
    if "delete" in typed:
        answer_id = whole(typed["delete"])
        if answer_id is None:
            raise NotFound("answer.unknown")
        proposal.take_back(seat.store, meeting_id=seat.meeting_id, answer_id=answer_id, table=table_of(seat))
        return seat.back()
    text = typed.get("why", "")
    if "sure" not in typed and (kind := note.personal_data(text)):
        return render(seat, typed=typed, ask=kind)
    key = typed.get("key") or secrets.token_urlsafe(12)
    proposal.object_on_paper(
        seat.store, text=text, key=key, table=table_of(seat), channel=Channel.HELPER, **asked_of(seat, typed)
    )
    return seat.back(bezwaar=1)


def draw(seat: Seat, typed: dict[str, str]) -> Response:
    """Put a line from a card of paper on the map, or take it away."""
    if "delete" in typed:
        mention_id = whole(typed["delete"])
        if mention_id is None:
            raise NotFound("mention.unknown")
        mention.take_back_card(
            seat.store, meeting_id=seat.meeting_id, mention_id=mention_id, table=table_of(seat)
        )
        return seat.back()
    key = typed.get("key") or secrets.token_urlsafe(12)
    if len(key) > MOST_KEY_SIGNS:
        raise RuleBroken("note.key")
    mention.say_on_card(
        seat.store,
        meeting_id=seat.meeting_id,
        party_id=whole(typed.get("party")),
        target=whole(typed.get("target")),
        kind=typed.get("kind"),
        key=key,
        table=table_of(seat),
    )
    return seat.back(lijn=1, namens=typed.get("party", ""))


def divide(seat: Seat, typed: dict[str, str]) -> Response:
    """Write down from a paper card who could do what, or take it away."""
    common: dict[str, Any] = {"meeting_id": seat.meeting_id, "table": table_of(seat)}
    if "delete" in typed:
        part_id = whole(typed["delete"])
        if part_id is None:
            raise NotFound("role_part.unknown")
        role_room.take_back_card(seat.store, part_id=part_id, **common)
        return seat.back()
    party_id, target = whole(typed.get("party")), typed.get("target")
    saying = Saying(
        whole(typed.get("task")), typed.get("role"), party_id if target == ITSELF else whole(target), party_id
    )
    role_room.say_on_card(seat.store, saying, now=now(), **common)
    return seat.back(rol=1, namens=typed.get("party", ""))


def score(seat: Seat, typed: dict[str, str]) -> Response:
    """Count what the sheets of a group at this table say of each value.

    As with dots, only what differs from what her page showed is set.
    """
    names = [name.removeprefix("was-") for name in typed if name.startswith("was-")]
    boxes = {name: sheets_in(typed.get(name, "")) for name in names}
    changed = {name: sheets for name, sheets in boxes.items() if str(sheets) != typed[f"was-{name}"]}
    value_score_room.count_paper(
        seat.store,
        meeting_id=seat.meeting_id,
        sheet={scored_in(name): sheets for name, sheets in changed.items()},
        group=group_of(typed.get("by")),
        table=table_of(seat),
    )
    return seat.back(cijfers=1, van=typed.get("by", ""))


def boxes_of(counted: Iterable[ScoreCount]) -> dict[str, dict[str, int]]:
    """Return what stands in each box of each group; a group by its stored value, nobody's group is empty."""
    found: dict[str, dict[str, int]] = {str(one): {} for one in ("", *Group)}
    for one in counted:
        found[one.group or ""][f"{one.aim_id}-{score_name(one.score)}"] = one.people
    return found


def score_name(score: int | None) -> str:
    """Return how a score is called in a form; 0 is "weet ik niet"."""
    return str(score or 0)


def scored_in(name: str) -> tuple[int, int | None]:
    """Return the value and the score of a box; raises RuleBroken for a box that is not ours."""
    aim_id, _, given = name.partition("-")
    found = whole(aim_id), whole(given)
    if found[0] is None or found[1] is None:
        raise RuleBroken("score.choice")
    return found[0], found[1] or None


def sheets_in(text: str) -> int:
    """Return how many sheets somebody typed, an empty box being none; raises RuleBroken otherwise."""
    sheets = whole(text.strip() or "0")
    if sheets is None:
        raise RuleBroken("score.paper", limit=value_score_room.MOST_ON_PAPER)
    return sheets


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
    return zipped(request, script(*SCRIPTS))


def routes() -> Iterable[Route]:
    """The routes of the helper."""
    acting = HELPER.acting
    return (
        Route("/hulp", to_door),
        Route("/hulp/tafelhulp.js", helper_script),
        Route("/hulp/{code}", HELPER.showing()),
        Route("/hulp/{code}/events", HELPER.ringing()),
        Route("/hulp/{code}/notes", acting(post), methods=["POST"]),
        Route("/hulp/{code}/notes/{note_id:digits}", acting(change), methods=["POST"]),
        Route("/hulp/{code}/themes", acting(gather), methods=["POST"]),
        Route("/hulp/{code}/votes", acting(count), methods=["POST"]),
        Route("/hulp/{code}/answers", acting(answer), methods=["POST"]),
        Route("/hulp/{code}/objections", acting(object_to), methods=["POST"]),
        Route("/hulp/{code}/mentions", acting(draw), methods=["POST"]),
        Route("/hulp/{code}/roles", acting(divide), methods=["POST"]),
        Route("/hulp/{code}/scores", acting(score), methods=["POST"]),
        Route("/hulp/{code}/translations", acting(translate), methods=["POST"]),
        *(Route(f"/hulp/{{code}}/{form}", HELPER.returning()) for form in FORMS),
    )

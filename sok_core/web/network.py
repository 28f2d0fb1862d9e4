"""The network on the projector: the picture as numbers, for a screen of any size."""

from collections.abc import Iterable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sok_core import mention, sight
from sok_core.drawing import Drawing, Line, Node, chair_note, drawing
from sok_core.errors import Conflict, RuleBroken
from sok_core.family import CHAIR, FAMILY_SHAPES, Family
from sok_core.label import Box, Label
from sok_core.model import Heard, PromptKind, Relation, Wall
from sok_core.web.answer import answering, json_answer, whole
from sok_core.web.live import Look, look_of

LEAST_PIXELS, MOST_PIXELS = 100, 8000
LEAST_LETTER, LEAST_SHARE = 32, 0.75  # pixels, and of the letter of the screen: readable from eight metres


async def picture(request: Request) -> Response:
    """The picture of who works with whom, as the hall may see it now, in pixels of the asking screen."""
    return await run_in_threadpool(_picture, request)


def _picture(request: Request) -> Response:
    look = look_of(request)
    width, height, letter = (_pixels(request, name) for name in ("width", "height", "letter"))
    return json_answer(picture_of(_wall(look), width=width, height=height, letter=letter))


def _wall(look: Look) -> Wall:
    with look.store.read() as tables:
        wall = tables.wall(look.meeting_id)
    prompt = wall.situation.prompt
    if prompt is None or prompt.kind is not PromptKind.NETWORK:
        raise Conflict("mention.not_asked")
    if not sight.is_wall_open(wall.situation, look.audience):
        raise Conflict("network.not_shown")
    return wall


def _pixels(request: Request, name: str) -> int:
    value = whole(request.query_params.get(name))
    least = 1 if name == "letter" else LEAST_PIXELS
    if value is None or not least <= value <= MOST_PIXELS:
        raise RuleBroken("network.size")
    return value


def picture_of(wall: Wall, *, width: int, height: int, letter: int) -> dict[str, Any]:
    """Return the lines of the dossier and, marked as new, those that the room told and nobody kept yet.

    ``alone`` counts people who speak for themselves, by the party that they work with. ``chairs`` are the
    empty ones between the others, with who goes there and when; the strip says that of its own.
    """
    said = mention.heard(wall.mentions, wall.relations)
    told = [_line(-place, one) for place, one in enumerate(said, 1) if mention.is_waiting(one)]
    least = max(LEAST_LETTER, round(letter * LEAST_SHARE))
    drawn = drawing(
        wall.parties,
        [*wall.relations, *told],
        width=width,
        height=height,
        letter=letter,
        least=min(letter, least),
    )
    names = {one.id: one.short_name for one in wall.parties}
    notes = {one.id: chair_note(one) for one in wall.parties}
    return {
        "nodes": [_node(one) for one in drawn.nodes],
        "lines": [_drawn(one) for one in drawn.lines],
        "families": [_family(one) for one in drawn.families],
        "chair": CHAIR,
        "strip": _strip(drawn),
        "letter": drawn.letter,
        "remarks": [{"text": one.text, "box": _box(one.box)} for one in drawn.remarks],
        "parties": len(drawn.nodes),
        "chairs": [
            f"{names[one.party_id]} ({notes[one.party_id]})"
            for one in drawn.nodes
            if one.is_empty and not one.is_apart
        ],
        "alone": [
            {"name": names[one.ends[0]], "people": one.people}
            for one in said
            if len(one.ends) == 1 and not one.is_dropped
        ],
    }


def _line(line_id: int, one: Heard) -> Relation:
    source, target = one.ends
    return Relation(line_id, source, target, one.kind, mention.STRENGTH)


def _node(one: Node) -> dict[str, Any]:
    return {
        "id": one.party_id,
        "family": one.family,
        "x": round(one.x, 1),
        "y": round(one.y, 1),
        "radius": round(one.radius, 1),
        "empty": one.is_empty,
        "label": _label(one.label) if one.label else None,
        "lead": _spot(one.label.lead((one.x, one.y))) if one.label and one.label.is_far else None,
        "name": one.name,
    }


def _family(one: Family) -> dict[str, str]:
    shape = FAMILY_SHAPES[one]
    return {"name": one, "symbol": shape.symbol, "fill": shape.fill}


def _label(one: Label) -> dict[str, Any]:
    return {"lines": one.lines, "side": one.side, "box": _box(one.box)}


def _drawn(one: Line) -> dict[str, Any]:
    """Return a line; ``fresh`` when the room just told it, or just told something more of it."""
    return {
        "from": _spot(one.start),
        "to": _spot(one.end),
        "width": round(one.width, 1),
        "directed": one.is_directed,
        "fresh": any(each < 0 for each in one.relation_ids),
        "known": any(each > 0 for each in one.relation_ids),
    }


def _strip(drawn: Drawing) -> list[float] | None:
    return _box(drawn.apart) if drawn.apart else None


def _box(box: Box) -> list[float]:
    return [round(value, 1) for value in (box.x, box.y, box.width, box.height)]


def _spot(spot: tuple[float, float]) -> list[float]:
    return [round(value, 1) for value in spot]


def routes() -> Iterable[Route]:
    """Where a screen asks for the picture."""
    return (Route("/live/{code}/network", answering(picture)),)

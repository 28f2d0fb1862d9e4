"""The picture of the network in pixels: one drawing for the page, the projector and paper.

Nothing in it is an opinion: names, kinds, strengths, and who is still missing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sok_core import layout, words
from sok_core.family import FAMILY_OF, Family
from sok_core.label import Box, Label, name_lines, placed, text_width
from sok_core.model import Party, PartyStatus, Relation, RelationKind

LINE_HEIGHT = 1.16
RADIUS = 0.42  # of a letter
LEAST_RADIUS = 7.0  # px: a finger or a mouse has to find it
CHAIR = 0.6  # of a letter: an empty chair has to be seen for what it is
PAGE_WIDTHS = (1.5, 2.0, 3.2, 5.0, 7.0)  # px, strength 1 to 5
WALL_WIDTHS = (0.1, 0.13, 0.17, 0.22, 0.28)  # of a letter: nothing on the wall is thinner than 0.1
MANY_LINES = 150
EMPTY = (PartyStatus.TO_APPROACH, PartyStatus.MISSING)
COMPOUND = re.compile(
    r"(?<=\w{4})(?=(?:vereniging|organisatie|corporatie|coöperatie|initiatief|vrouwen|kwartier|verhuurders|"
    r"ondernemers|eigenaren|bedrijf|beheerder)\w{0,2}\b)"
)


@dataclass(frozen=True)
class Node:
    """A party. ``is_empty``: its chair is empty, so it is dashed and has no fill. ``is_apart``: no line.

    ``note`` is who goes there and when; ``label`` is None where there is no room for a name.
    """

    party_id: int
    name: str
    family: Family
    x: float
    y: float
    radius: float
    is_empty: bool
    is_apart: bool
    note: str = ""
    label: Label | None = None


@dataclass(frozen=True)
class Line:
    """All lines between two parties, as wide as the strongest; an arrow when all go the same way."""

    source_id: int
    target_id: int
    start: tuple[float, float]
    end: tuple[float, float]
    width: float
    strength: int
    kinds: tuple[RelationKind, ...]
    is_directed: bool
    relation_ids: tuple[int, ...]


@dataclass(frozen=True)
class Drawing:
    """A picture of ``width`` by ``height`` pixels, y downward, in letters of ``letter`` pixels.

    ``apart`` is the strip in which parties without a line stand, None when there are none.
    """

    width: float
    height: float
    letter: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    families: tuple[Family, ...]
    apart: Box | None = None


def drawing(
    parties: Iterable[Party],
    relations: Iterable[Relation],
    *,
    width: float,
    height: float,
    letter: float,
    stretch: float = 1.0,
) -> Drawing:
    """Return the picture at the places that the parties have, in pixels; a line to nobody here is left out.

    ``stretch``: how much wider it may be drawn, with letters of the same size, and still have no name on
    another. Who has no line has no place, and stands in a strip: at the right when it is wide, else below.
    """
    known = sorted(parties, key=lambda one: one.id)
    lines = list(relations)
    inside = [one for one in known if one.x is not None and one.y is not None]
    outside = sorted((one for one in known if one not in inside), key=_rank)
    strip, apart = _apart(outside, width=width, height=height, letter=letter)
    free = _room(width, height, strip)
    nodes = _nodes(inside, free, letter)
    drawn = _lines(lines, nodes, letter)
    segments = [(one.start, one.end) for one in drawn] if len(drawn) <= MANY_LINES else []
    named = _named(nodes, drawn, segments, free, letter, stretch)
    shown = {FAMILY_OF[one.type] for one in known}
    families = tuple(family for family in Family if family in shown)
    return Drawing(width, height, letter, (*named, *apart), tuple(drawn), families, strip)


def chair_note(party: Party) -> str:
    """Return who goes to a party that is not at the table yet, and when."""
    if party.status not in EMPTY:
        return ""
    if not party.caller:
        return "Wie gaat langs?"
    day = f", {words.day(party.call_by).partition(' ')[2]}" if party.call_by else ""
    return f"{party.caller}{day}"


def _rank(party: Party) -> tuple[bool, str, int]:
    return party.status in EMPTY, party.short_name.casefold(), party.id


def _radius(party: Party, letter: float, *, is_apart: bool = False) -> float:
    if party.status not in EMPTY:
        return max(letter * RADIUS, LEAST_RADIUS)
    return max(letter * CHAIR, LEAST_RADIUS) * (1.3 if is_apart else 1)


def _node(party: Party, x: float, y: float, radius: float, *, is_apart: bool) -> Node:
    is_empty = party.status in EMPTY
    return Node(
        *(party.id, party.short_name, FAMILY_OF[party.type], x, y, radius, is_empty, is_apart),
        note=chair_note(party),
    )


def _room(width: float, height: float, strip: Box | None) -> Box:
    if strip is None:
        return Box(0, 0, width, height)
    if strip.x > 0:
        return Box(0, 0, strip.x, height)
    return Box(0, 0, width, strip.y)


def _nodes(inside: Sequence[Party], free: Box, letter: float) -> list[Node]:
    """Return the parties with a line at their places; the frame of the layout fills the free room."""
    spots = [(one.x or 0.0, one.y or 0.0) for one in inside]
    wide = max([layout.WIDE, *(x for x, _ in spots)])
    high = max([layout.HIGH, *(y for _, y in spots)])
    radius = max(letter * CHAIR, LEAST_RADIUS)
    side = min(letter * 2.2, free.width / 6)
    over, under = radius + letter * 0.3, radius + letter * 1.6
    return [
        _node(
            party,
            free.x + side + x / wide * (free.width - 2 * side),
            free.y + over + (1 - y / high) * (free.height - over - under),
            _radius(party, letter),
            is_apart=False,
        )
        for party, (x, y) in zip(inside, spots, strict=True)
    ]


def _lines(relations: Iterable[Relation], nodes: Sequence[Node], letter: float) -> list[Line]:
    at = {one.party_id: (one.x, one.y) for one in nodes}
    between: dict[tuple[int, int], list[Relation]] = {}
    for one in relations:
        if one.source_id in at and one.target_id in at:
            ends = min(one.source_id, one.target_id), max(one.source_id, one.target_id)
            between.setdefault(ends, []).append(one)
    return [_drawn_line(found, at, letter, len(between)) for found in between.values()]


def _drawn_line(
    found: Sequence[Relation], at: dict[int, tuple[float, float]], letter: float, count: int
) -> Line:
    ways = {(one.source_id, one.target_id) if one.is_directed else None for one in found}
    (way,) = ways if len(ways) == 1 else (None,)
    source, target = way or (found[0].source_id, found[0].target_id)
    strength = max(one.strength for one in found)
    width = max(PAGE_WIDTHS[strength - 1], WALL_WIDTHS[strength - 1] * letter)
    kinds = tuple(kind for kind in RelationKind if kind in {one.kind for one in found})
    return Line(
        *(source, target, at[source], at[target], width * _thinness(count), strength),
        *(kinds, way is not None, tuple(one.id for one in found)),
    )


def _thinness(count: int) -> float:
    """Return how much thinner lines are drawn where there are many."""
    return 1.0 if count <= MANY_LINES else 0.5 if count <= 2 * MANY_LINES else 0.25


def _named(
    nodes: Sequence[Node],
    lines: Sequence[Line],
    segments: Sequence[tuple[tuple[float, float], tuple[float, float]]],
    free: Box,
    letter: float,
    stretch: float,
) -> list[Node]:
    """Return the nodes with the names that fit, those with most lines first."""
    degree = {one.party_id: 0 for one in nodes}
    for line in lines:
        degree[line.source_id] += 1
        degree[line.target_id] += 1
    order = sorted(range(len(nodes)), key=lambda place: (-degree[nodes[place].party_id], place))
    labels = placed(
        [(one.x, one.y) for one in nodes],
        [one.radius for one in nodes],
        [broken(one.name) for one in nodes],
        order=order,
        letter=letter,
        free=free,
        segments=segments,
        stretch=stretch,
    )
    return [replace(one, label=label) for one, label in zip(nodes, labels, strict=True)]


def broken(name: str) -> str:
    """Return a name with a soft hyphen where a long word of Dutch may be cut.

    >>> broken("Huurdersvereniging").replace(chr(0xAD), "|")
    'Huurders|vereniging'
    """
    return COMPOUND.sub("\u00ad", name)


def _apart(
    parties: Sequence[Party], *, width: float, height: float, letter: float
) -> tuple[Box | None, list[Node]]:
    """Return the strip of those without a line, and each of them in it; with fewer words where many stand."""
    if not parties:
        return None, []
    is_wide = width >= 1.3 * height and width >= 24 * letter
    for has_note, has_name in ((True, True), (False, True), (False, False)):
        cells = [_cell(one, letter, has_note=has_note, has_name=has_name) for one in parties]
        flowed = _column(cells, width, height, letter) if is_wide else _rows(cells, width, height, letter)
        if flowed:
            break
    else:
        flowed = _heap(cells, width, height, letter, is_wide=is_wide)
    strip, spots = flowed
    nodes = []
    for party, cell, (x, y) in zip(parties, cells, spots, strict=True):
        middle = x + _radius(party, letter, is_apart=True)
        node = _node(party, middle, y + cell.height / 2, middle - x, is_apart=True)
        nodes.append(replace(node, label=_beside(node, cell, letter)))
    return strip, nodes


@dataclass(frozen=True)
class _Cell:
    lines: tuple[str, ...]
    width: float
    height: float


def _cell(party: Party, letter: float, *, has_note: bool, has_name: bool) -> _Cell:
    lines = name_lines(broken(party.short_name), wide=11) if has_name else ()
    note = chair_note(party) if has_note and has_name else ""
    lines = (*lines, *(name_lines(note, wide=16) if note else ()))
    widest = max((text_width(line, letter) for line in lines), default=0.0)
    side = 2 * _radius(party, letter, is_apart=True)
    gap = 0.35 * letter if lines else 0.0
    return _Cell(lines, side + gap + widest, max(side, len(lines) * LINE_HEIGHT * letter))


def _beside(node: Node, cell: _Cell, letter: float) -> Label | None:
    if not cell.lines:
        return None
    x = node.x + node.radius + 0.35 * letter
    wide = cell.width - 2 * node.radius - 0.35 * letter
    high = len(cell.lines) * LINE_HEIGHT * letter
    return Label(cell.lines, "right", Box(x, node.y - high / 2, wide, high))


Flowed = tuple[Box, list[tuple[float, float]]]


def _column(cells: Sequence[_Cell], width: float, height: float, letter: float) -> Flowed | None:
    gap = 0.6 * letter
    total = sum(cell.height + gap for cell in cells) + gap
    if total > height:
        return None
    wide = max(cell.width for cell in cells) + 1.2 * letter
    if wide > 0.34 * width:
        return None
    left, y = width - wide, (height - total) / 2 + gap
    spots = []
    for cell in cells:
        spots.append((left + 0.6 * letter, y))
        y += cell.height + gap
    return Box(left, 0, wide, height), spots


def _rows(cells: Sequence[_Cell], width: float, height: float, letter: float) -> Flowed | None:
    side, gap = 0.5 * letter, 0.9 * letter
    rows: list[list[_Cell]] = [[]]
    for cell in cells:
        used = sum(each.width + gap for each in rows[-1])
        if rows[-1] and used + cell.width > width - 2 * side:
            rows.append([])
        rows[-1].append(cell)
    tall = sum(max(cell.height for cell in row) + 0.4 * letter for row in rows) + 0.4 * letter
    if tall > 0.36 * height or max(cell.width for cell in cells) > width - 2 * side:
        return None
    y = height - tall + 0.4 * letter
    spots = []
    for row in rows:
        high, x = max(cell.height for cell in row), side
        for cell in row:
            spots.append((x, y + (high - cell.height) / 2))
            x += cell.width + gap
        y += high + 0.4 * letter
    return Box(0, height - tall, width, tall), spots


def _heap(cells: Sequence[_Cell], width: float, height: float, letter: float, *, is_wide: bool) -> Flowed:
    """Return shapes without words, for a crowd, close together in the strip."""
    step = letter * 1.7
    if is_wide:
        per = max(1, int((height - letter) / step))
        wide = (len(cells) + per - 1) // per * step + letter
        spots = [
            (width - wide + letter / 2 + place // per * step, letter / 2 + place % per * step)
            for place in range(len(cells))
        ]
        return Box(width - wide, 0, wide, height), spots
    per = max(1, int((width - letter) / step))
    tall = (len(cells) + per - 1) // per * step + letter
    spots = [
        (letter / 2 + place % per * step, height - tall + letter / 2 + place // per * step)
        for place in range(len(cells))
    ]
    return Box(0, height - tall, width, tall), spots

"""The picture of the network in pixels: one drawing for the page, the projector and paper.

Nothing in it is an opinion: names, kinds, strengths, and who is still missing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import hypot

from sok_core import label, layout, short_name, words
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
REMARK = 1.5  # letters: room below the picture for what it says of itself
REACHES = (2.0, 4.0)  # letters: how far parties may move apart for their names
ROWED = (0.6, 1.0)  # and where that is not enough: how far on the way to rows with room for every name
SHORT_NAME = 6.4  # letters: room for a short name under its point
EASING = 40  # rounds
CROWD = 100  # parties: from here points are as small as can be
WIDE = 36  # letters: from here the strip stands at the right, on a smaller screen below
STRIP, WIDE_STRIP = 0.34, 0.55  # how much of the picture it may take, and when empty chairs ask for it
HEAP = 9  # letters: how wide a heap of shapes may be at the right
BESIDE = 0.35  # letters between a shape in the strip and its name
Forms = Mapping[int, Sequence[str]]  # of each party: shorter ways to write its name, the best first
Flowed = tuple[Box, list[tuple[float, float]]]
EMPTY = (PartyStatus.TO_APPROACH, PartyStatus.MISSING)


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
class Remark:
    """What the picture says of itself: how many names are not in it. It begins at the left of its box."""

    text: str
    box: Box


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
    remarks: tuple[Remark, ...] = ()


def drawing(
    parties: Iterable[Party],
    relations: Iterable[Relation],
    *,
    width: float,
    height: float,
    letter: float,
    stretch: float = 1.0,
    least: float | None = None,
) -> Drawing:
    """Return the picture at the places that the parties have, in pixels; a line to nobody here is left out.

    ``stretch``: how much wider it may be drawn, with letters of the same size, and still have no name on
    another. Who has no line has no place, and stands in a strip: at the right when it is wide, else below.
    ``least``: how small letters may get where there is no room for all names, in pixels.
    """
    known = sorted(parties, key=lambda one: one.id)
    lines = list(relations)
    found = _drawn(known, lines, width=width, height=height, letter=letter, stretch=stretch)
    if least is None or least >= letter or _faults(found) == (0, 0):
        return found
    smaller = _drawn(known, lines, width=width, height=height, letter=least, stretch=stretch)
    return min(found, smaller, key=_faults)


def _faults(picture: Drawing) -> tuple[int, int]:
    """Return how many names are not there, and how many are not whole."""
    named = [one.label for one in picture.nodes if one.label]
    return len(picture.nodes) - len(named), sum(one.is_short for one in named)


def _drawn(
    known: Sequence[Party],
    relations: Sequence[Relation],
    *,
    width: float,
    height: float,
    letter: float,
    stretch: float,
) -> Drawing:
    inside = [one for one in known if one.x is not None and one.y is not None]
    outside = sorted((one for one in known if one.x is None or one.y is None), key=_rank)
    names = [one.short_name for one in known]
    forms = dict(zip([one.id for one in known], short_name.forms(names), strict=True))
    strip, apart, remarks = _apart(outside, forms, width=width, height=height, letter=letter)
    free = _room(width, height, strip)
    low = REMARK * letter
    above = replace(free, height=free.height - low)
    has_room = len(inside) <= label.FEW  # for all names, perhaps; with more there hardly is
    named, drawn = _with_names(inside, relations, forms, free if has_room else above, letter, stretch)
    missing = sum(one.label is None for one in named)
    if missing and has_room:
        named, drawn = _with_names(inside, relations, forms, above, letter, stretch)
        missing = sum(one.label is None for one in named)
    if missing:
        said = f"{words.count(missing, 'naam staat', 'namen staan')} er niet bij"
        box = Box(above.x + 0.5 * letter, above.y + above.height, text_width(said, letter), low)
        remarks = [*remarks, Remark(said, box)]
    shown = {FAMILY_OF[one.type] for one in known}
    families = tuple(family for family in Family if family in shown)
    nodes = (*named, *apart)
    return Drawing(width, height, letter, nodes, tuple(drawn), families, strip, tuple(remarks))


def _with_names(
    inside: Sequence[Party],
    relations: Sequence[Relation],
    forms: Forms,
    free: Box,
    letter: float,
    stretch: float,
) -> tuple[list[Node], list[Line]]:
    """Return the parties with a line where they stand, and their lines, a little apart if that helps."""
    nodes = _nodes(inside, free, letter)
    best = _named_with_lines(nodes, relations, forms, free, letter, stretch)
    if stretch > 1 or len(nodes) > label.FEW:
        return best
    for moved in _moves(nodes, free, letter):
        if all(one.label for one in best[0]):
            break
        other = _named_with_lines(moved, relations, forms, free, letter, stretch)
        best = min(best, other, key=lambda each: sum(one.label is None for one in each[0]))
    return best


def _moves(nodes: Sequence[Node], free: Box, letter: float) -> Iterator[list[Node]]:
    """Return the parties moved ever further for their names."""
    for reach in REACHES:
        yield (eased := _eased(nodes, free, letter, reach=reach * letter))
    rows = _in_rows(nodes, free, letter)
    for share in ROWED:
        yield [
            replace(one, x=one.x + share * (x - one.x), y=one.y + share * (y - one.y))
            for one, (x, y) in zip(eased, rows, strict=True)
        ]


def _in_rows(nodes: Sequence[Node], free: Box, letter: float) -> list[tuple[float, float]]:
    """Return a spot for each party in rows, who is higher or more to the left before who is not."""
    per = max(1, min(len(nodes), int(free.width / (SHORT_NAME * letter))))
    rows = -(-len(nodes) // per)
    order = sorted(range(len(nodes)), key=lambda place: (nodes[place].y, place))
    spots = {}
    for row in range(rows):
        first, last = row * len(nodes) // rows, (row + 1) * len(nodes) // rows
        for turn, place in enumerate(sorted(order[first:last], key=lambda each: (nodes[each].x, each))):
            x = free.width * (turn + 0.5) / (last - first)
            y = free.height * row / rows + nodes[place].radius + 0.15 * letter
            spots[place] = free.x + x, free.y + y
    return [spots[place] for place in range(len(nodes))]


def _named_with_lines(
    nodes: Sequence[Node],
    relations: Sequence[Relation],
    forms: Forms,
    free: Box,
    letter: float,
    stretch: float,
) -> tuple[list[Node], list[Line]]:
    lines = _lines(relations, nodes, letter)
    segments = [(one.start, one.end) for one in lines] if len(lines) <= MANY_LINES else []
    return _named(nodes, lines, segments, forms, free, letter, stretch), lines


def _eased(nodes: Sequence[Node], free: Box, letter: float, *, reach: float) -> list[Node]:
    """Return the parties moved apart as far as their names ask for, at most ``reach`` each way."""
    spots = [(one.x, one.y) for one in nodes]
    sizes = [_asked(one, letter) for one in nodes]
    for _ in range(EASING):
        is_free = True
        for one, two in combinations(range(len(nodes)), 2):
            (ax, ay), (bx, by) = spots[one], spots[two]
            wide, high = ((sizes[one][axis] + sizes[two][axis]) / 2 for axis in (0, 1))
            across, up = (bx - ax) / wide, (by - ay) / high
            far = hypot(across, up)
            if far >= 1:
                continue
            is_free = False
            ux, uy = (across / far, up / far) if far > 1e-6 else (0.6, 0.8)
            push = (1 - far) / 2
            x, y = ux * push * wide, uy * push * high
            spots[one] = _near(nodes[one], ax - x, ay - y, reach, free, letter)
            spots[two] = _near(nodes[two], bx + x, by + y, reach, free, letter)
        if is_free:
            break
    return [replace(one, x=x, y=y) for one, (x, y) in zip(nodes, spots, strict=True)]


def _asked(node: Node, letter: float) -> tuple[float, float]:
    """Return how much room a party asks for with its name in two lines."""
    lines = name_lines(short_name.broken(node.name), wide=10)
    wide = min(max(text_width(line, letter) for line in lines), 7 * letter)
    return wide + 0.3 * letter, 2 * node.radius + (LINE_HEIGHT * len(lines) + 0.3) * letter


def _near(node: Node, x: float, y: float, reach: float, free: Box, letter: float) -> tuple[float, float]:
    """Return the spot that is nearest to this one, within reach of a party and inside the picture."""
    edge = node.radius + 0.3 * letter
    return (
        min(max(x, node.x - reach, free.x + edge), node.x + reach, free.x + free.width - edge),
        min(max(y, node.y - reach, free.y + edge), node.y + reach, free.y + free.height - edge),
    )


def chair_note(party: Party) -> str:
    """Return who goes to a party that is not at the table yet, and when."""
    if party.status not in EMPTY:
        return ""
    if not party.caller:
        return "Wie gaat langs?"
    day = f", {words.day(party.call_by).partition(' ')[2]}" if party.call_by else ""
    return f"{party.caller}{day}"


def _rank(party: Party) -> tuple[bool, str, int]:
    return party.status not in EMPTY, party.short_name.casefold(), party.id


def _radius(party: Party, letter: float, *, is_apart: bool = False, is_crowd: bool = False) -> float:
    if is_crowd:
        return LEAST_RADIUS
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
            _radius(party, letter, is_crowd=len(inside) > CROWD),
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
    forms: Forms,
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
        [short_name.broken(one.name) for one in nodes],
        order=order,
        letter=letter,
        free=free,
        segments=segments,
        stretch=stretch,
        shorter=[forms[one.party_id] for one in nodes],
    )
    return [replace(one, label=found) for one, found in zip(nodes, labels, strict=True)]


def _apart(
    parties: Sequence[Party], forms: Forms, *, width: float, height: float, letter: float
) -> tuple[Box | None, list[Node], list[Remark]]:
    """Return the strip of those without a line, each of them in it, and how many have no name there.

    Empty chairs come first and have a name before anybody else; who is left is a shape, and is counted.
    """
    if not parties:
        return None, [], []
    is_wide = width >= 1.3 * height and width >= WIDE * letter
    flow = _columns if is_wide else _rows
    room = min(HEAP * letter, 0.3 * width) if is_wide else width - 2 * letter
    chairs = sum(one.status in EMPTY for one in parties)
    names = [one.short_name for one in parties]
    short = [next(iter(forms[one.id]), one.short_name) for one in parties]
    for share, has_note, spelled, least in (
        (STRIP, True, names, len(parties)),
        (STRIP, False, names, len(parties)),
        (STRIP, False, short, chairs),
        (WIDE_STRIP, False, short, chairs),
        (WIDE_STRIP, False, short, 0),
        (1.0, False, short, 0),
    ):
        wide = 11 if is_wide else 30
        cells = [
            _cell(one, name, letter, has_note=has_note, wide=wide)
            for one, name in zip(parties, spelled, strict=True)
        ]
        for count in range(len(parties), least - 1, -1):
            heap = [_heap(len(parties) - count, letter, room)] if count < len(parties) else []
            flowed = flow([*cells[:count], *heap], width, height, letter, share=share)
            if flowed:
                return _seated(parties, cells[:count], heap, flowed, letter)
    return _seated(parties, [], heap, (Box(0, 0, width, height), [(letter / 2, letter / 2)]), letter)


@dataclass(frozen=True)
class _Cell:
    """Room for a party with its name, or for a heap of shapes (``spots``, from its corner) above a line."""

    lines: tuple[str, ...]
    width: float
    height: float
    spots: tuple[tuple[float, float], ...] = ()


def _cell(party: Party, name: str, letter: float, *, has_note: bool, wide: int) -> _Cell:
    lines = name_lines(short_name.broken(name), wide=wide)
    note = chair_note(party) if has_note else ""
    lines = (*lines, *(name_lines(note, wide=max(wide, 16)) if note else ()))
    widest = max(text_width(line, letter) for line in lines)
    side = 2 * _radius(party, letter, is_apart=True)
    return _Cell(lines, side + BESIDE * letter + widest, max(side, len(lines) * LINE_HEIGHT * letter))


def _heap(count: int, letter: float, room: float) -> _Cell:
    """Return a heap of shapes in rows, with how many they are below it."""
    said = f"en nog {count}"
    step = 2.3 * max(letter * CHAIR, LEAST_RADIUS)
    per = max(1, min(int(room / step), max(4, round(count / 3))))
    rows = (count + per - 1) // per
    spots = tuple((step * (place % per + 0.5), step * (place // per + 0.5)) for place in range(count))
    wide = max(min(per, count) * step, text_width(said, letter))
    return _Cell((said,), wide, rows * step + LINE_HEIGHT * letter, spots)


def _seated(
    parties: Sequence[Party], named: Sequence[_Cell], heap: Sequence[_Cell], flowed: Flowed, letter: float
) -> tuple[Box, list[Node], list[Remark]]:
    strip, corners = flowed
    nodes, remarks = [], []
    for party, cell, (x, y) in zip(parties, named, corners, strict=False):
        radius = _radius(party, letter, is_apart=True)
        node = _node(party, x + radius, y + cell.height / 2, radius, is_apart=True)
        nodes.append(replace(node, label=_beside(node, cell, letter)))
    for cell, (x, y) in zip(heap, corners[len(named) :], strict=True):
        rest = parties[len(named) :]
        nodes += [
            _node(party, x + across, y + down, _radius(party, letter), is_apart=True)
            for party, (across, down) in zip(rest, cell.spots, strict=True)
        ]
        high = LINE_HEIGHT * letter
        remarks.append(Remark(cell.lines[0], Box(x, y + cell.height - high, cell.width, high)))
    return strip, nodes, remarks


def _beside(node: Node, cell: _Cell, letter: float) -> Label:
    x = node.x + node.radius + BESIDE * letter
    wide = cell.width - 2 * node.radius - BESIDE * letter
    high = len(cell.lines) * LINE_HEIGHT * letter
    return Label(cell.lines, "right", Box(x, node.y - high / 2, wide, high))


def _columns(
    cells: Sequence[_Cell], width: float, height: float, letter: float, *, share: float
) -> Flowed | None:
    """Return cells below each other in columns at the right, in at most this share of the width."""
    gap, side = 0.6 * letter, 0.6 * letter
    columns: list[list[_Cell]] = [[]]
    for cell in cells:
        if columns[-1] and sum(each.height + gap for each in (*columns[-1], cell)) + gap > height:
            columns.append([])
        columns[-1].append(cell)
    wide = sum(max(cell.width for cell in column) + 2 * side for column in columns)
    tall = max(sum(cell.height + gap for cell in column) + gap for column in columns)
    if tall > height or wide > share * width:
        return None
    x, spots = width - wide + side, []
    for column in columns:
        y = (height - tall) / 2 + gap
        for cell in column:
            spots.append((x, y))
            y += cell.height + gap
        x += max(cell.width for cell in column) + 2 * side
    return Box(width - wide, 0, wide, height), spots


def _rows(
    cells: Sequence[_Cell], width: float, height: float, letter: float, *, share: float
) -> Flowed | None:
    """Return cells beside each other in rows at the bottom, in at most this share of the height."""
    side, gap = 0.5 * letter, 0.9 * letter
    rows: list[list[_Cell]] = [[]]
    for cell in cells:
        used = sum(each.width + gap for each in rows[-1])
        if rows[-1] and used + cell.width > width - 2 * side:
            rows.append([])
        rows[-1].append(cell)
    tall = sum(max(cell.height for cell in row) + 0.4 * letter for row in rows) + 0.4 * letter
    if tall > share * height or max(cell.width for cell in cells) > width - 2 * side:
        return None
    y, spots = height - tall + 0.4 * letter, []
    for row in rows:
        high, x = max(cell.height for cell in row), side
        for cell in row:
            spots.append((x, y + (high - cell.height) / 2))
            x += cell.width + gap
        y += high + 0.4 * letter
    return Box(0, height - tall, width, tall), spots

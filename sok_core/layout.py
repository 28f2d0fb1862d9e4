"""Where points and lines stand on a sheet: a first layout that can be read, and a place for a newcomer.

All of it is geometry in a frame of ``WIDE`` by ``HIGH``, y upward; a graph always gets the same places.
"""

import heapq
import math
import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

WIDE, HIGH = 4.0, 3.0
SEED = 7
FEW = 40  # up to here there is time to try several layouts, and to polish the best
TRIES = 16
MANY_LINES = 150  # from here a newcomer weighs a few spots only
FULL = 9  # from here a layout fills the frame
WIDTH_OF_NAME = 1.9  # a name asks for more room beside a point than above it

Spot = tuple[float, float]
Edge = tuple[int, int]
Places = dict[int, Spot]


def arrange(pieces: Sequence[Collection[int]], edges: Collection[Edge]) -> Places:
    """Return a place for every point of a graph, whose connected ``pieces`` do not mix.

    >>> sorted(arrange([[1, 2, 3]], [(1, 2), (2, 3)]))
    [1, 2, 3]
    """
    boxes = []
    for piece in sorted(pieces, key=lambda each: (-len(each), min(each))):
        inside = [edge for edge in edges if edge[0] in piece]
        boxes.append(_laid_out(sorted(piece), inside))
    if not boxes:
        return {}
    packed = boxes[0] if len(boxes) == 1 else _packed(boxes)
    is_small = len(packed) <= FEW
    places = _separated(_filling(packed), rounds=60 if is_small else 20)
    return _filling(_polished(places, edges)) if is_small else places


def join(places: Mapping[int, Spot], newcomers: Collection[int], edges: Collection[Edge]) -> Places:
    """Return a place for each newcomer, near its neighbours and in free space; nobody else moves."""
    if not newcomers:
        return {}
    found, waiting = dict(places), set(newcomers)
    near = _neighbours(edges)
    grid = _Grid(found.values(), len(found) + len(waiting))
    while waiting:
        one = min(waiting, key=lambda each: (-len(near[each] & found.keys()), each))
        around = sorted(near[one] & found.keys())
        spot = grid.free(one, [found[each] for each in around], found, edges)
        found[one] = spot
        grid.take(spot)
        waiting.remove(one)
    return {one: found[one] for one in newcomers}


def crossings(places: Mapping[int, Spot], edges: Collection[Edge]) -> int:
    """Return how often two lines cross.

    >>> square = {1: (0, 0), 2: (1, 1), 3: (1, 0), 4: (0, 1)}
    >>> crossings(square, [(1, 2), (3, 4)]), crossings(square, [(1, 3), (2, 4)])
    (1, 0)
    """
    drawn = [(edge, places[edge[0]], places[edge[1]]) for edge in edges]
    return sum(
        _cross(a, b, c, d) for (one, a, b), (two, c, d) in combinations(drawn, 2) if not set(one) & set(two)
    )


def distance_to_line(spot: Spot, start: Spot, end: Spot) -> float:
    """Return how far a spot is from the nearest point of a line.

    >>> distance_to_line((1, 1), (0, 0), (2, 0))
    1.0
    """
    (px, py), (ax, ay), (bx, by) = spot, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length)) if length else 0.0
    return math.hypot(px - ax - along * dx, py - ay - along * dy)


def _cross(a: Spot, b: Spot, c: Spot, d: Spot) -> bool:
    def side(p: Spot, q: Spot, r: Spot) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _neighbours(edges: Iterable[Edge]) -> dict[int, set[int]]:
    near: dict[int, set[int]] = {}
    for one, two in edges:
        near.setdefault(one, set()).add(two)
        near.setdefault(two, set()).add(one)
    return near


def _laid_out(points: Sequence[int], edges: Sequence[Edge]) -> Places:
    """Return one piece in a box of its own, as wide as it has points."""
    if len(points) == 1:
        return {points[0]: (0.0, 0.0)}
    pairs = _steps_apart(points, _neighbours(edges))
    tries = TRIES if len(points) <= FEW else 1
    layouts = [_turned(_stressed(points, pairs, seed=SEED + each)) for each in range(tries)]
    return min(layouts, key=lambda each: _untidiness(each, edges)) if tries > 1 else layouts[0]


def _steps_apart(points: Sequence[int], near: Mapping[int, set[int]]) -> list[tuple[int, int, int]]:
    """Return each pair of points, by place in ``points``, with how many steps it is from one to the other."""
    place = {one: index for index, one in enumerate(points)}
    pairs = []
    for start in points:
        steps, edge = {start: 0}, [start]
        while edge:
            found = {each for one in edge for each in near[one] if each not in steps}
            steps.update(dict.fromkeys(found, steps[edge[0]] + 1))
            edge = sorted(found)
        pairs += [
            (place[start], place[each], far) for each, far in steps.items() if place[start] < place[each]
        ]
    return pairs


def _stressed(points: Sequence[int], pairs: Sequence[tuple[int, int, int]], *, seed: int) -> Places:
    """Return places at which two points are about as far apart as the steps between them.

    Source: Zheng, Pawar and Goodman, Graph drawing by stochastic gradient descent (2018).
    """
    chance = random.Random(seed)  # noqa: S311  (a drawing, no secret)
    xs, ys = ([chance.random() for _ in points] for _ in range(2))
    rounds, order = (30 if len(points) <= FEW else 8), list(pairs)
    most = max(far for _, _, far in pairs) ** 2
    for turn in range(rounds):
        pace = most * (0.1 / most) ** (turn / (rounds - 1))
        chance.shuffle(order)
        for one, two, far in order:
            dx, dy = xs[one] - xs[two], ys[one] - ys[two]
            length = math.sqrt(dx * dx + dy * dy) or 1e-6
            move = min(pace / (far * far), 1.0) * (length - far) / (2 * length)
            xs[one] -= move * dx
            ys[one] -= move * dy
            xs[two] += move * dx
            ys[two] += move * dy
    return {each: (xs[index], ys[index]) for index, each in enumerate(points)}


def _turned(places: Places) -> Places:
    """Return the same picture, turned so that it is widest from left to right."""
    count = len(places)
    mx, my = (sum(spot[axis] for spot in places.values()) / count for axis in (0, 1))
    xx = sum((x - mx) ** 2 for x, _ in places.values())
    yy = sum((y - my) ** 2 for _, y in places.values())
    xy = sum((x - mx) * (y - my) for x, y in places.values())
    angle = math.atan2(2 * xy, xx - yy) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return {
        one: ((x - mx) * cos + (y - my) * sin, (y - my) * cos - (x - mx) * sin)
        for one, (x, y) in places.items()
    }


def _untidiness(places: Places, edges: Collection[Edge]) -> float:
    spread = _separated(_filling(places), rounds=20)
    return crossings(spread, edges) + 2 * sum(_crowding(spread, one, edges) for one in spread)


def _crowding(places: Mapping[int, Spot], one: int, edges: Iterable[Edge], room: float = 0.22) -> float:
    """Return how much lines that pass by come too near to a point."""
    spot = places[one]
    far = (distance_to_line(spot, places[a], places[b]) for a, b in edges if one not in (a, b))
    return sum(1 - each / room for each in far if each < room)


def _bounds(spots: Collection[Spot]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return min(xs), min(ys), max(xs), max(ys)


def _filling(places: Places) -> Places:
    """Return the picture stretched over the frame; a small one stays in the middle of it."""
    left, low, right, top = _bounds(list(places.values()))
    share = min(1.0, max(0.5, math.sqrt(len(places) / FULL)))
    return {
        one: (
            WIDE * (0.5 + share * ((x - left) / (right - left) - 0.5)) if right - left > 1e-6 else WIDE / 2,
            HIGH * (0.5 + share * ((y - low) / (top - low) - 0.5)) if top - low > 1e-6 else HIGH / 2,
        )
        for one, (x, y) in places.items()
    }


def _gap(count: int) -> float:
    """Return how far apart points should be, from above to below; beside each other they ask for more."""
    return 0.62 * math.sqrt(WIDE * HIGH / max(count, 4) / WIDTH_OF_NAME)


def _separated(places: Places, *, rounds: int) -> Places:
    """Return the picture with points pushed apart that would lie on each other, all inside the frame."""
    spots, high = dict(places), _gap(len(places))
    wide = high * WIDTH_OF_NAME
    for _ in range(rounds):
        is_free = True
        order = sorted(spots, key=lambda one: (spots[one], one))
        for index, one in enumerate(order):
            for two in order[index + 1 :]:
                (ax, ay), (bx, by) = spots[one], spots[two]
                dx, dy = (bx - ax) / wide, (by - ay) / high
                if dx >= 1 and spots[two][0] - spots[one][0] > 2 * wide:
                    break
                far = math.hypot(dx, dy)
                if far >= 1:
                    continue
                is_free = False
                ux, uy = (dx / far, dy / far) if far > 1e-6 else (0.6, 0.8)
                push = (1 - far) / 2
                spots[one] = _inside(ax - ux * push * wide, ay - uy * push * high)
                spots[two] = _inside(bx + ux * push * wide, by + uy * push * high)
        if is_free:
            break
    return spots


def _inside(x: float, y: float) -> Spot:
    return min(WIDE, max(0.0, x)), min(HIGH, max(0.0, y))


def _packed(boxes: Sequence[Places]) -> Places:
    """Return the pieces beside and below each other, each with room for its points, in about 4 to 3."""
    sides = [math.sqrt(len(box)) for box in boxes]
    total = sum((side + 0.6) ** 2 for side in sides)
    shelves = (_shelves(boxes, sides, width=math.sqrt(total * 4 / 3) * factor) for factor in (1.0, 1.2, 1.45))

    def shape(places: Places) -> float:
        left, low, right, top = _bounds(list(places.values()))
        return abs(math.log((right - left + 0.5) / (top - low + 0.5) / (4 / 3)))

    return min(shelves, key=shape)


def _shelves(boxes: Sequence[Places], sides: Sequence[float], *, width: float) -> Places:
    placed: Places = {}
    x = y = high = 0.0
    for box, side in zip(boxes, sides, strict=True):
        wide, tall = side * 4 / 3, side
        if x and x + wide > width * 1.05:
            x, y, high = 0.0, y - high - 0.6, 0.0
        left, low, right, top = _bounds(list(box.values()))
        for one, (px, py) in box.items():
            across = (px - left) / (right - left) if right > left else 0.5
            up = (py - low) / (top - low) if top > low else 0.5
            placed[one] = (x + across * (wide - 0.3), y - tall + up * tall)
        x, high = x + wide + 0.6, max(high, tall)
    return placed


def _polished(places: Places, edges: Collection[Edge]) -> Places:
    """Return the picture after moving single points where that makes it easier to read."""
    spots = dict(places)
    chance = random.Random(SEED)  # noqa: S311  (a drawing, no secret)
    for reach in (1.2, 0.8, 0.5, 0.3):
        for one in sorted(spots):
            own = [edge for edge in edges if one in edge]
            others = [edge for edge in edges if one not in edge]
            best = _burden(spots, one, own, others)
            for _ in range(8):
                before = spots[one]
                spots[one] = _inside(
                    before[0] + chance.uniform(-reach, reach), before[1] + chance.uniform(-reach, reach)
                )
                now = _burden(spots, one, own, others)
                if now < best - 1e-9:
                    best = now
                else:
                    spots[one] = before
    return spots


def _burden(spots: Places, one: int, own: Sequence[Edge], others: Sequence[Edge]) -> float:
    """Return how badly a point stands: lines that cross, points and lines too near, lines too long."""
    crossing = sum(
        _cross(spots[a], spots[b], spots[c], spots[d])
        for a, b in own
        for c, d in others
        if not {a, b} & {c, d}
    )
    passing = sum(
        max(0.0, 1 - distance_to_line(spots[each], spots[a], spots[b]) / 0.22)
        for a, b in own
        for each in spots
        if each not in (a, b)
    )
    length = sum(math.dist(spots[a], spots[b]) for a, b in own)
    near = sum(_nearness(spots[one], spots[each], len(spots)) for each in spots if each != one)
    return crossing + 2 * (passing + _crowding(spots, one, others)) + 0.5 * length + 6 * near


def _nearness(one: Spot, two: Spot, count: int) -> float:
    high = _gap(count) * 1.1
    far = math.hypot((one[0] - two[0]) / (high * WIDTH_OF_NAME), (one[1] - two[1]) / high)
    return max(0.0, 1 - far)


class _Grid:
    """The free cells of the frame, which grows to the right and downward when it is full."""

    def __init__(self, spots: Iterable[Spot], count: int) -> None:
        self.gap = _gap(count)
        self.cell = self.gap / 3
        self.taken: list[Spot] = []
        self.cells: set[tuple[int, int]] = set()
        self.wide, self.high = int(WIDE / self.cell), int(HIGH / self.cell)
        self.cells = {(i, j) for i in range(self.wide + 1) for j in range(self.high + 1)}
        for spot in spots:
            self.take(spot)

    def take(self, spot: Spot) -> None:
        """Let nobody else stand here."""
        self.taken.append(spot)
        i, j = spot[0] / self.cell, spot[1] / self.cell
        reach_i, reach_j = 3 * WIDTH_OF_NAME, 3
        self.cells -= {
            (a, b)
            for a in range(math.ceil(i - reach_i), math.floor(i + reach_i) + 1)
            for b in range(math.ceil(j - reach_j), math.floor(j + reach_j) + 1)
            if ((a - i) / reach_i) ** 2 + ((b - j) / reach_j) ** 2 < 1
        }

    def free(
        self, one: int, around: Sequence[Spot], places: Mapping[int, Spot], edges: Collection[Edge]
    ) -> Spot:
        """Return the free spot that is best for a newcomer with these neighbours."""
        while not self.cells:
            self._widen()
        targets = around or [(WIDE / 2, HIGH / 2)]

        def far(cell: tuple[int, int]) -> tuple[float, tuple[int, int]]:
            x, y = self._spot(cell)
            return sum((x - tx) ** 2 + (y - ty) ** 2 for tx, ty in targets), cell

        drawn = [
            (places[a], places[b]) for a, b in edges if a in places and b in places and one not in (a, b)
        ]
        weighed = 40 if len(drawn) < MANY_LINES else 4 if len(drawn) < 3 * MANY_LINES else 1
        nearest = heapq.nsmallest(weighed, self.cells, key=far)
        if len(nearest) == 1:
            return self._spot(nearest[0])
        return self._spot(min(nearest, key=lambda cell: (self._cost(self._spot(cell), around, drawn), cell)))

    def _cost(self, spot: Spot, around: Sequence[Spot], drawn: Sequence[tuple[Spot, Spot]]) -> float:
        length = sum(math.dist(spot, each) for each in around)
        crossing = sum(_cross(spot, each, a, b) for each in around for a, b in drawn)
        passing = sum(1 for a, b in drawn if distance_to_line(spot, a, b) < self.gap / 2)
        through = sum(
            1
            for each in around
            for other in self.taken
            if other != each and distance_to_line(other, spot, each) < self.gap / 3
        )
        return length + 0.3 * crossing + 0.5 * passing + 0.7 * through

    def _spot(self, cell: tuple[int, int]) -> Spot:
        return cell[0] * self.cell, cell[1] * self.cell

    def _widen(self) -> None:
        first = self.wide + 1
        self.wide += math.ceil(3 * WIDTH_OF_NAME)
        self.cells |= {(i, j) for i in range(first, self.wide + 1) for j in range(self.high + 1)}
        for spot in self.taken:
            i, j = round(spot[0] / self.cell), round(spot[1] / self.cell)
            self.cells.discard((i, j))

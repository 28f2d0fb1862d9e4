"""Names beside points: which side each goes, so that no name lies on another or on a point."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Side = Literal["right", "left", "above", "below"]
Spot = tuple[float, float]

# How wide signs of our bold font are, as a share of the size of the letter.
WIDTHS = {
    0.25: "'",
    0.3: "ij.,’:",
    0.35: "l ()",
    0.4: "frt-",
    0.45: "I1/",
    0.55: "csvxyz7–",
    0.6: "abdeghknopquEFJL239",
    0.65: "BPRSTVYZ4568",
    0.7: "ACDKUX0",
    0.75: "wGHNO&",
    0.8: "Q",
    0.9: "mMW",
}
WIDTH_OF = {sign: share for share, signs in WIDTHS.items() for sign in signs}
OTHER = 0.65
LINE_HEIGHT = 1.16
SOFT = "\u00ad"
GAP = 0.16
MOST_RIVALS = 2
ROUNDS = 2
DEPTHS = ((28, 3), (40, 2), (100, 1))  # with more names there is less time to move those that stand already


@dataclass(frozen=True)
class Box:
    """A rectangle; x and y are its left and its top."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Box") -> bool:
        """Whether two rectangles have room in common.

        >>> Box(0, 0, 2, 2).overlaps(Box(1, 1, 2, 2)), Box(0, 0, 2, 2).overlaps(Box(2, 0, 1, 1))
        (True, False)
        """
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def holds(self, other: "Box") -> bool:
        """Whether another rectangle lies inside this one."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )

    def touches(self, start: Spot, end: Spot) -> bool:
        """Whether a line runs through this rectangle.

        >>> Box(0, 0, 2, 2).touches((-1, 1), (3, 1)), Box(0, 0, 2, 2).touches((-1, 3), (3, 3))
        (True, False)
        """
        (ax, ay), (bx, by) = start, end
        first, last = 0.0, 1.0
        for at, move, low, high in (
            (ax, bx - ax, self.x, self.x + self.width),
            (ay, by - ay, self.y, self.y + self.height),
        ):
            if move == 0:
                if not low < at < high:
                    return False
                continue
            one, two = sorted(((low - at) / move, (high - at) / move))
            first, last = max(first, one), min(last, two)
        return first < last


@dataclass(frozen=True)
class Label:
    """The lines of a name, at which side of its point, and the rectangle that they fill."""

    lines: tuple[str, ...]
    side: Side
    box: Box


def text_width(text: str, letter: float) -> float:
    """Return about how wide a text is, in the unit of ``letter``; rather too wide than too narrow.

    >>> text_width("Welzijn", 10) > text_width("Spil", 10)
    True
    """
    return letter * sum(WIDTH_OF.get(sign, OTHER) for sign in text if sign != SOFT)


def name_lines(name: str, *, wide: int) -> tuple[str, ...]:
    """Return a name in one line, or in two about as long when it has over ``wide`` signs and can be broken.

    >>> name_lines("Warm Molenkwartier", wide=12)
    ('Warm', 'Molenkwartier')
    >>> name_lines("De Spil", wide=12)
    ('De Spil',)
    """
    whole = name.replace(SOFT, "")
    if len(whole) <= wide:
        return (whole,)
    cuts = [place for place, sign in enumerate(name) if sign in f" {SOFT}"]
    if not cuts:
        return (whole,)
    dear = {SOFT: 4}  # at a space a name breaks better than in a word
    cut = min(cuts, key=lambda at: (max(at, len(name) - at - 1) + dear.get(name[at], 0), at))
    first = name[:cut] + ("-" if name[cut] == SOFT else "")
    return first.replace(SOFT, ""), name[cut + 1 :].replace(SOFT, "")


@dataclass(frozen=True)
class _Place:
    """One way to write a name: beside its point ``at``, which stays put when the picture gets wider."""

    label: Label
    owner: int
    cost: float


def placed(
    spots: Sequence[Spot],
    radii: Sequence[float],
    names: Sequence[str],
    *,
    order: Sequence[int],
    letter: float,
    free: Box,
    segments: Sequence[tuple[Spot, Spot]] = (),
    stretch: float = 1.0,
) -> list[Label | None]:
    """Return for each point its label, or None where there is no room for one; ``order`` says who goes first.

    No label that is returned lies on another, on a point or outside ``free``, also when the picture is drawn
    up to ``stretch`` times as wide with letters of the same size. A soft hyphen is where a name may be cut.
    """
    scene = _Scene(spots, radii, letter, free, segments, stretch)
    ways = [scene.ways(one, names[one]) for one in range(len(spots))]
    chosen: dict[int, _Place] = {}
    for one in order:
        scene.seat(one, ways, chosen)
    depth = next((each for most, each in DEPTHS if len(spots) <= most), 0)
    for _ in range(ROUNDS if depth else 0):
        for one in order:
            if one not in chosen:
                scene.seat_with_moves(one, ways, chosen, depth=depth)
    return [chosen[one].label if one in chosen else None for one in range(len(spots))]


class _Scene:
    def __init__(
        self,
        spots: Sequence[Spot],
        radii: Sequence[float],
        letter: float,
        free: Box,
        segments: Sequence[tuple[Spot, Spot]],
        stretch: float,
    ) -> None:
        self.spots, self.radii, self.letter, self.free = spots, radii, letter, free
        self.segments, self.stretch = segments, stretch
        self.by_height = sorted(range(len(spots)), key=lambda one: spots[one][1])
        self.heights = [spots[one][1] for one in self.by_height]
        self.widest = max(radii, default=0.0)

    def ways(self, one: int, name: str) -> list[_Place]:
        """Return where this name can stand as far as points and the edge go, the best first."""
        found = []
        whole = (name.replace(SOFT, ""),)
        texts = list(dict.fromkeys((name_lines(name, wide=12), whole, name_lines(name, wide=8))))
        segments = self._passing(one, max(text_width(line, self.letter) for lines in texts for line in lines))
        for rank, lines in enumerate(texts):
            for turn, (side, box) in enumerate(self._boxes(one, lines)):
                if self.free.holds(box) and not self._is_on_point(one, box):
                    crossed = sum(box.touches(*each) for each in segments)
                    cost = crossed + 0.3 * min(turn, 4) + 0.4 * rank
                    found.append(_Place(Label(lines, side, box), one, cost))
        return sorted(found, key=lambda way: way.cost)

    def seat(self, one: int, ways: Sequence[Sequence[_Place]], chosen: dict[int, _Place]) -> bool:
        """Give a name the best place that is still free."""
        for way in ways[one]:
            if not any(self._clash(way, other) for other in chosen.values()):
                chosen[one] = way
                return True
        return False

    def seat_with_moves(
        self, one: int, ways: Sequence[Sequence[_Place]], chosen: dict[int, _Place], *, depth: int
    ) -> bool:
        """Give a name a place that is free once those in the way stand elsewhere, and those in their way."""
        if self.seat(one, ways, chosen):
            return True
        if not depth:
            return False
        for way in ways[one]:
            rivals = [other.owner for other in chosen.values() if self._clash(way, other)]
            if len(rivals) > MOST_RIVALS:
                continue
            before = dict(chosen)
            for rival in rivals:
                del chosen[rival]
            chosen[one] = way
            if all(self._moved(rival, way, ways, chosen, depth) for rival in rivals):
                return True
            chosen.clear()
            chosen.update(before)
        return False

    def _moved(
        self,
        rival: int,
        way: _Place,
        ways: Sequence[Sequence[_Place]],
        chosen: dict[int, _Place],
        depth: int,
    ) -> bool:
        return self.seat_with_moves(rival, ways, chosen, depth=depth - 1) and chosen.get(way.owner) is way

    def _passing(self, one: int, wide: float) -> list[tuple[Spot, Spot]]:
        """Return the lines that come so near to a point that they may run through its name."""
        x, y = self.spots[one]
        across = self.radii[one] + GAP * self.letter + wide
        along = self.radii[one] + 3 * LINE_HEIGHT * self.letter
        return [
            (a, b)
            for a, b in self.segments
            if min(a[0], b[0]) < x + across
            and max(a[0], b[0]) > x - across
            and min(a[1], b[1]) < y + along
            and max(a[1], b[1]) > y - along
        ]

    def _boxes(self, one: int, lines: tuple[str, ...]) -> list[tuple[Side, Box]]:
        (x, y), away = self.spots[one], self.radii[one] + GAP * self.letter
        wide = max(text_width(line, self.letter) for line in lines)
        high = len(lines) * LINE_HEIGHT * self.letter
        middle, beside = x - wide / 2, y - high / 2
        aside, up = min(wide * 0.36, self.letter * 2), self.letter * 0.55
        return [
            ("below", Box(middle, y + away, wide, high)),
            ("right", Box(x + away, beside, wide, high)),
            ("above", Box(middle, y - away - high, wide, high)),
            ("left", Box(x - away - wide, beside, wide, high)),
            *(("right", Box(x + away, beside + shift, wide, high)) for shift in (-up, up)),
            *(("left", Box(x - away - wide, beside + shift, wide, high)) for shift in (-up, up)),
            *(("below", Box(middle + shift, y + away, wide, high)) for shift in (-aside, aside)),
            *(("above", Box(middle + shift, y - away - high, wide, high)) for shift in (-aside, aside)),
        ]

    def _is_on_point(self, one: int, box: Box) -> bool:
        first = bisect_left(self.heights, box.y - self.widest)
        last = bisect_right(self.heights, box.y + box.height + self.widest)
        for other in self.by_height[first:last]:
            (x, y), radius = self.spots[other], self.radii[other]
            if other != one and abs(y - box.y - box.height / 2) < box.height / 2 + radius:
                point = Box(x - radius, y - radius, 2 * radius, 2 * radius)
                if self._meet(box, self.spots[one][0], point, x):
                    return True
        return False

    def _clash(self, one: _Place, two: _Place) -> bool:
        first, second = one.label.box, two.label.box
        if first.y >= second.y + second.height or second.y >= first.y + first.height:
            return False
        return self._meet(first, self.spots[one.owner][0], second, self.spots[two.owner][0])

    def _meet(self, one: Box, at: float, two: Box, other: float) -> bool:
        """Whether two rectangles, each tied to the x of its point, meet at some width up to the stretch."""
        more = (self.stretch - 1) * (other - at)  # how much further the second goes to the right
        gap, pad = two.x - one.x - one.width, self.letter * 0.12
        if min(gap, gap + more) >= pad:
            return False
        gap = one.x - two.x - two.width
        return min(gap, gap - more) < pad

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
    0.35: "l \u00a0()",
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
FEW = 40  # up to here there is time for shorter names, and for names further away
STEPS = ((FEW, 250), (100, 60))  # with more names there is no time to move those that stand already
FAR = (1.0, 2.1)  # letters: how much further away a name may stand, with a thin line to its point
SHORTER, FARTHER = 4.0, 3.0  # how dear that is, in lines that run through a name


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
    """The lines of a name, at which side of its point, and the rectangle that they fill.

    ``is_far``: so far from its point that a thin line has to lead there. ``is_short``: part of the name.
    """

    lines: tuple[str, ...]
    side: Side
    box: Box
    is_far: bool = False
    is_short: bool = False

    def lead(self, spot: Spot) -> Spot:
        """Return the end of the line from a point: where this rectangle is nearest to it."""
        box = self.box
        return (
            min(max(spot[0], box.x), box.x + box.width),
            min(max(spot[1], box.y + 0.15 * box.height), box.y + 0.85 * box.height),
        )


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


@dataclass(frozen=True, slots=True)
class _Place:
    """One way to write a name: beside its point ``at``, which stays put when the picture gets wider.

    The last four are the sides of the name together with the line that leads to it from its point.
    """

    label: Label
    owner: int
    cost: float
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    first_x: float = 0.0
    first_y: float = 0.0
    last_x: float = 0.0
    last_y: float = 0.0

    @classmethod
    def of(cls, label: Label, owner: int, cost: float, spot: Spot) -> "_Place":
        """Return a place with its sides at hand: they are compared very often."""
        box = label.box
        left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
        x, y = spot if label.is_far else (left, top)
        outer = min(left, x), min(top, y), max(right, x), max(bottom, y)
        return cls(label, owner, cost, left, top, right, bottom, *outer)


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
    shorter: Sequence[Sequence[str]] = (),
) -> list[Label | None]:
    """Return for each point its label, or None where there is no room for one; ``order`` says who goes first.

    No label that is returned lies on another, on a point or outside ``free``, also when the picture is drawn
    up to ``stretch`` times as wide with letters of the same size. A soft hyphen is where a name may be cut.
    ``shorter`` are other ways to write each name, for when there is no room for them all as they are.
    """
    scene = _Scene(spots, radii, letter, free, segments, stretch)
    steps = next((each for most, each in STEPS if len(spots) <= most), 0)
    ways = [scene.ways(one, names[one]) for one in range(len(spots))]
    chosen = scene.fitted(order, ways, steps)
    if len(chosen) < len(spots) <= FEW and (shorter or stretch == 1):
        more = [scene.more_ways(one, shorter[one] if shorter else ()) for one in range(len(spots))]
        ways = [
            sorted([*each, *extra], key=lambda way: way.cost) for each, extra in zip(ways, more, strict=True)
        ]
        small = [sorted(each, key=lambda way: scene.size(way)) for each in ways]
        chosen = scene.fitted(order, small, steps, better=ways)
    return [chosen[one].label if one in chosen else None for one in range(len(spots))]


_Segment = tuple[Spot, Spot, float, float, float, float]  # from, to, and its first and last x and y


def _segment(start: Spot, end: Spot) -> _Segment:
    (ax, ay), (bx, by) = start, end
    return start, end, min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


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
        self.segments, self.stretch = [_segment(*each) for each in segments], stretch
        self.by_height = sorted(range(len(spots)), key=lambda one: spots[one][1])
        self.heights = [spots[one][1] for one in self.by_height]
        self.widest = max(radii, default=0.0)
        self.pad = letter * 0.12
        self.whole: dict[int, list[tuple[str, ...]]] = {}

    def ways(self, one: int, name: str) -> list[_Place]:
        """Return where this name can stand as far as points and the edge go, the best first."""
        whole = (name.replace(SOFT, ""),)
        texts = list(dict.fromkeys((name_lines(name, wide=12), whole, name_lines(name, wide=8))))
        segments = self._passing(one, self._wide(texts))
        found = [
            _Place.of(
                Label(lines, side, box),
                one,
                self._crossed(box, segments) + 0.3 * min(turn, 4) + 0.4 * rank,
                self.spots[one],
            )
            for rank, lines in enumerate(texts)
            for turn, (side, box) in enumerate(self._boxes(one, lines))
            if self._is_free(one, box)
        ]
        self.whole[one] = texts
        return sorted(found, key=lambda way: way.cost)

    def more_ways(self, one: int, shorter: Sequence[str]) -> list[_Place]:
        """Return where a name can stand when it is written shorter, or further from its point."""
        short = list(dict.fromkeys(name_lines(each, wide=10) for each in shorter))
        segments = self._passing(one, self._wide([*self.whole[one], *short]) + FAR[-1] * self.letter)
        found = []
        for rank, lines in enumerate(short, 1):
            for turn, (side, box) in enumerate(self._boxes(one, lines)):
                if self._is_free(one, box):
                    cost = self._crossed(box, segments) + 0.3 * min(turn, 4) + SHORTER + 0.7 * rank
                    found.append(
                        _Place.of(Label(lines, side, box, is_short=True), one, cost, self.spots[one])
                    )
        if self.stretch == 1:
            for rank, lines in enumerate([*self.whole[one], *short]):
                is_short = rank >= len(self.whole[one])
                for away in FAR:
                    for side, box in self._boxes(one, lines, away=away):
                        if self._is_free(one, box):
                            cost = self._crossed(box, segments) + FARTHER + away + 0.7 * rank
                            cost += SHORTER if is_short else 0
                            label = Label(lines, side, box, True, is_short)
                            found.append(_Place.of(label, one, cost, self.spots[one]))
        return found

    def size(self, way: _Place) -> float:
        """Return how much room a place takes, in lines of one letter; what is dear counts a little."""
        box = way.label.box
        return box.width * box.height / self.letter**2 + 0.3 * way.cost

    def fitted(
        self,
        order: Sequence[int],
        ways: Sequence[Sequence[_Place]],
        steps: int,
        *,
        better: Sequence[Sequence[_Place]] | None = None,
    ) -> dict[int, _Place]:
        """Return a place for as many as can be, without two that clash; then ``better`` ones that are free.

        Who finds no free place takes the one where it sends away fewest; who is sent away is looked at again.
        The more often somebody came back for a place, the dearer it is to send him away. The best is kept.
        """
        chosen: dict[int, _Place] = {}
        for one in order:
            self._seat(one, ways, chosen)
        waiting = [one for one in order if one not in chosen and ways[one]]
        best, weight = dict(chosen), dict.fromkeys(order, 1.0)
        for _ in range(steps if waiting else 0):
            one = waiting.pop(0)
            if not self._seat(one, ways, chosen):
                weight[one] += 1
                waiting += sorted(self._shoved(one, ways[one], chosen, weight))
            if len(chosen) > len(best):
                best = dict(chosen)
            if not waiting:
                break
        for one in [*order, *order] if better else order:
            before = best.pop(one, None)
            if not self._seat(one, better or ways, best) and before:
                best[one] = before
        return best

    def _seat(self, one: int, ways: Sequence[Sequence[_Place]], chosen: dict[int, _Place]) -> bool:
        """Give a name the best place that is still free."""
        for way in ways[one]:
            if not any(self._clash(way, other) for other in chosen.values()):
                chosen[one] = way
                return True
        return False

    def _shoved(
        self, one: int, ways: Sequence[_Place], chosen: dict[int, _Place], weight: dict[int, float]
    ) -> list[int]:
        """Give a name the place where those in the way weigh least, and return who lost theirs."""
        best: tuple[float, _Place, list[int]] | None = None
        for way in ways:
            price, rivals = 0.02 * way.cost, []
            for other in chosen.values():
                if self._clash(way, other):
                    price += weight[other.owner]
                    rivals.append(other.owner)
                    if best and price >= best[0]:
                        break
            if best is None or price < best[0]:
                best = price, way, rivals
        if best is None:
            return []
        for rival in best[2]:
            del chosen[rival]
        chosen[one] = best[1]
        return best[2]

    def _wide(self, texts: Sequence[tuple[str, ...]]) -> float:
        return max(text_width(line, self.letter) for lines in texts for line in lines)

    def _crossed(self, box: Box, segments: Sequence[_Segment]) -> int:
        left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
        return sum(
            box.touches(start, end)
            for start, end, first_x, first_y, last_x, last_y in segments
            if first_x < right and last_x > left and first_y < bottom and last_y > top
        )

    def _is_free(self, one: int, box: Box) -> bool:
        return self.free.holds(box) and not self._is_on_point(one, box)

    def _passing(self, one: int, wide: float) -> list[_Segment]:
        """Return the lines that come so near to a point that they may run through its name."""
        x, y = self.spots[one]
        across = self.radii[one] + GAP * self.letter + wide
        along = self.radii[one] + 3 * LINE_HEIGHT * self.letter
        return [
            each
            for each in self.segments
            if each[2] < x + across and each[4] > x - across and each[3] < y + along and each[5] > y - along
        ]

    def _boxes(self, one: int, lines: tuple[str, ...], away: float = 0.0) -> list[tuple[Side, Box]]:
        (x, y), away = self.spots[one], self.radii[one] + (GAP + away) * self.letter
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
        left, right, at = box.x, box.x + box.width, self.spots[one][0]
        middle, half = box.y + box.height / 2, box.height / 2
        first = bisect_left(self.heights, box.y - self.widest)
        last = bisect_right(self.heights, box.y + box.height + self.widest)
        for other in self.by_height[first:last]:
            (x, y), radius = self.spots[other], self.radii[other]
            if (
                abs(y - middle) < half + radius
                and self._meet(left, right, at, x - radius, x + radius, x)
                and other != one
            ):
                return True
        return False

    def _clash(self, one: _Place, two: _Place) -> bool:
        if one.first_y >= two.last_y or two.first_y >= one.last_y:
            return False
        is_fixed = self.stretch == 1
        if is_fixed and (one.first_x >= two.last_x + self.pad or two.first_x >= one.last_x + self.pad):
            return False
        if one.label.is_far and self._is_led_through(one, two.label.box):
            return True
        if two.label.is_far and self._is_led_through(two, one.label.box):
            return True
        if one.top >= two.bottom or two.top >= one.bottom:
            return False
        if is_fixed:
            return one.left < two.right + self.pad and two.left < one.right + self.pad
        at, other = self.spots[one.owner][0], self.spots[two.owner][0]
        return self._meet(one.left, one.right, at, two.left, two.right, other)

    def _is_led_through(self, one: _Place, box: Box) -> bool:
        (x, y), near = self.spots[one.owner], one.label.box
        if box.x > max(x, near.x + near.width) or box.x + box.width < min(x, near.x):
            return False
        if box.y > max(y, near.y + near.height) or box.y + box.height < min(y, near.y):
            return False
        return box.touches((x, y), one.label.lead((x, y)))

    def _meet(self, left: float, right: float, at: float, left_2: float, right_2: float, at_2: float) -> bool:
        """Whether two things, each tied to the x of its point, meet at some width up to the stretch."""
        more = (self.stretch - 1) * (at_2 - at)  # how much further the second goes to the right
        gap, other_gap = left_2 - right, left - right_2
        is_left_of = gap >= self.pad and gap + more >= self.pad
        return not is_left_of and (other_gap < self.pad or other_gap - more < self.pad)

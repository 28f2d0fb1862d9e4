"""Values scored from 1 to 5: who may be shown apart, where people differ most, and if that can be chance."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sok_core import words
from sok_core.model import Crowd, Gap, Group, Lane, RoundResult, ScoreCount, ScoreRound, Spread, ValueResult

LEAST = 5  # no crowd with fewer scores is shown
SCORES = (1, 2, 3, 4, 5)
MOST_EXACT = 100  # people; up to here every way to divide them is counted
RARE = 0.05  # what comes by chance less often than once in twenty times is not called chance
CROWDS = {Group.RESIDENT: Crowd.RESIDENTS, Group.ORGANISATION: Crowd.ORGANISATIONS, None: Crowd.UNSAID}
APART = (Crowd.RESIDENTS, Crowd.ORGANISATIONS)

Histogram = tuple[int, ...]  # how many at 0, 1, 2 …


# ---------------------------------------------------------------- who may be shown


def results(counts: Iterable[ScoreCount], order: Iterable[int]) -> list[ValueResult]:
    """Return what everybody may see of each value of one round that got answers, in the order given."""
    told: dict[int, list[ScoreCount]] = {}
    for one in counts:
        told.setdefault(one.aim_id, []).append(one)
    known = [aim_id for aim_id in order if aim_id in told]
    return [result(aim_id, told[aim_id]) for aim_id in [*known, *sorted(set(told) - set(known))]]


def result(aim_id: int, counts: Iterable[ScoreCount]) -> ValueResult:
    """Return what everybody may see of one value.

    No crowd of fewer than five scores is shown (domain.md 5.6), and none can be worked out: either the whole
    room is shown and nothing else, or crowds that share nobody, each of five or more. Then those who did not
    say as whom they are here come apart too, or are left out; else they would be the room less the others.
    """
    lanes = {crowd: _lane(crowd, counts) for crowd in (*APART, Crowd.UNSAID)}
    unsaid = lanes[Crowd.UNSAID]
    if all(lanes[crowd].people >= LEAST for crowd in APART):
        is_shown = unsaid.people >= LEAST
        shown = tuple(lanes[crowd] for crowd in (*APART, *([Crowd.UNSAID] if is_shown else [])))
        return ValueResult(aim_id, shown, 0 if is_shown else unsaid.people + unsaid.unknown)
    room = together(lanes.values())
    return ValueResult(aim_id, (room,) if room.people >= LEAST else ())


def together(lanes: Iterable[Lane]) -> Lane:
    """Return the scores of several crowds as those of the whole room."""
    found = list(lanes)
    scores = tuple(sum(column) for column in zip(*(lane.scores for lane in found), strict=True))
    return Lane(Crowd.ROOM, scores or (0,) * len(SCORES), sum(lane.unknown for lane in found))


def _lane(crowd: Crowd, counts: Iterable[ScoreCount]) -> Lane:
    mine = [one for one in counts if CROWDS[one.group] is crowd]
    given = tuple(sum(one.people for one in mine if one.score == score) for score in SCORES)
    return Lane(crowd, given, sum(one.people for one in mine if one.score is None))


def closed(rounds: Iterable[ScoreRound]) -> list[ScoreRound]:
    """Return the rounds of which anything may be shown, oldest first: never one that goes on."""
    return sorted((one for one in rounds if one.closed_at is not None), key=lambda one: (one.date, one.id))


# ---------------------------------------------------------------- what they say


def mean(lane: Lane) -> float:
    """Return the mean of the scores, a help beside the dots and never in their place.

    >>> mean(Lane(Crowd.ROOM, (1, 0, 0, 0, 1), unknown=8))
    3.0
    """
    return sum(score * people for score, people in zip(SCORES, lane.scores, strict=True)) / lane.people


def gap(shown: ValueResult) -> Gap | None:
    """Return how much higher residents score a value than organisations; None when they are not apart."""
    lanes = _apart(shown)
    if lanes is None:
        return None
    residents, organisations = lanes
    return Gap(shown.aim_id, _between(lanes), chance(residents.scores, organisations.scores))


def biggest_gap(shown: Iterable[ValueResult]) -> Gap | None:
    """Return the widest gap between residents and organisations, the first of equals; None without any."""
    widths = [(abs(_between(lanes)), one) for one in shown if (lanes := _apart(one)) is not None]
    width, widest = max(widths, key=lambda pair: pair[0], default=(0.0, None))
    return gap(widest) if widest is not None and width else None


def _apart(shown: ValueResult) -> tuple[Lane, Lane] | None:
    lanes = {lane.crowd: lane for lane in shown.lanes}
    residents, organisations = (lanes.get(crowd) for crowd in APART)
    return (residents, organisations) if residents and organisations else None


def _between(lanes: tuple[Lane, Lane]) -> float:
    residents, organisations = lanes
    return mean(residents) - mean(organisations)


def distances(lane: Lane) -> Histogram:
    """Return how far scores lie from the middle one (their median), counted in half points.

    >>> distances(Lane(Crowd.ROOM, (1, 0, 2, 0, 1)))  # two lie on the middle, two lie two points off
    (2, 0, 0, 0, 2, 0, 0, 0, 0)
    """
    given = [score for score, people in zip(SCORES, lane.scores, strict=True) for _ in range(people)]
    low, high = given[(len(given) - 1) // 2], given[len(given) // 2]
    found = [0] * (2 * len(SCORES) - 1)
    for score in given:
        found[abs(2 * score - low - high)] += 1
    return tuple(found)


def spread(lane: Lane) -> float:
    """Return how far scores lie from the middle one, on average in points.

    The distance to the median is what Brown and Forsythe take for a test of equal spread ("Robust tests for
    the equality of variances", Journal of the American Statistical Association 69, 1974): one far answer of
    a small group counts less than in a standard deviation, and a room can follow it on its fingers.

    >>> spread(Lane(Crowd.ROOM, (1, 0, 2, 0, 1)))
    1.0
    """
    return _middle(distances(lane)) / 2


def biggest_spread(shown: Iterable[ValueResult]) -> Spread | None:
    """Return the value whose scores lie furthest apart, beside all the others; None with fewer than two."""
    rooms = {one.aim_id: together(one.lanes) for one in shown if one.lanes}
    if len(rooms) < 2:
        return None
    widest = max(rooms, key=lambda aim_id: spread(rooms[aim_id]))
    others = [distances(room) for aim_id, room in rooms.items() if aim_id != widest]
    rest = tuple(sum(column) for column in zip(*others, strict=True))
    points = spread(rooms[widest])
    return Spread(widest, points, chance(distances(rooms[widest]), rest)) if points else None


def can_be_chance(found: Gap | Spread) -> bool:
    """Whether a difference as large as this one comes of chance more often than once in twenty times."""
    return found.chance >= RARE


# ---------------------------------------------------------------- chance


@cache
def chance(first: Histogram, second: Histogram) -> float:
    """Return how often two groups differ at least this much when the same answers are divided at random.

    A permutation test, two-sided, of the difference of means (Fisher, "The design of experiments", 1935,
    section 21; Good, "Permutation, parametric, and bootstrap tests of hypotheses", 2005). It asks nothing of
    the shape of the answers, which few people on five steps would not have. Up to 100 people each way to
    divide them is counted; beyond that its normal approximation is close enough (the tests hold the two
    side by side).

    >>> round(chance((3, 0), (0, 3)), 2)  # 2 of the 20 ways to divide six people
    0.1
    """
    fewest = min(first, second, key=sum)
    pooled = tuple(one + other for one, other in zip(first, second, strict=True))
    total, drawn = sum(pooled), sum(fewest)
    if not drawn:
        return 1.0
    return (_exact if total <= MOST_EXACT else _normal)(pooled, drawn, _sum(fewest))


def _exact(pooled: Histogram, drawn: int, seen: int) -> float:
    """Count in how many ways a group of ``drawn`` people has a sum at least as far off as ``seen``.

    In whole numbers: the mean sum is drawn/total of all, so everything is taken ``total`` times.
    """
    total, whole = sum(pooled), _sum(pooled)
    ways: dict[tuple[int, int], int] = {(0, 0): 1}
    for step, people in enumerate(pooled):
        grown: dict[tuple[int, int], int] = {}
        for (taken, reached), number in ways.items():
            for more in range(min(people, drawn - taken) + 1):
                key = taken + more, reached + more * step
                grown[key] = grown.get(key, 0) + number * math.comb(people, more)
        ways = grown
    off = abs(total * seen - drawn * whole)
    far = sum(
        number
        for (taken, reached), number in ways.items()
        if taken == drawn and abs(total * reached - drawn * whole) >= off
    )
    return far / math.comb(total, drawn)


def _normal(pooled: Histogram, drawn: int, seen: int) -> float:
    """Return the same from a normal curve with the exact mean and variance, corrected by half a step.

    Sums are whole numbers and their mean need not be one: each tail begins at its own first sum.
    """
    total, whole = sum(pooled), _sum(pooled)
    centre = whole / total
    squares = sum(people * (step - centre) ** 2 for step, people in enumerate(pooled))
    deviation = math.sqrt(drawn * (total - drawn) / (total * (total - 1)) * squares)
    off = abs(total * seen - drawn * whole)
    if not deviation or not off:
        return 1.0
    above, below = -((-drawn * whole - off) // total), (drawn * whole - off) // total
    tails = (above - 0.5 - drawn * centre, drawn * centre - below - 0.5)
    return sum(math.erfc(tail / deviation / math.sqrt(2)) / 2 for tail in tails)


def _sum(histogram: Histogram) -> int:
    return sum(step * people for step, people in enumerate(histogram))


def _middle(histogram: Histogram) -> float:
    return _sum(histogram) / sum(histogram)


# ---------------------------------------------------------------- in words


def findings(shown: Sequence[ValueResult], titles: Mapping[int, str]) -> list[str]:
    """Return what a round says, in one or two sentences: the widest gap and the widest spread."""
    seen = [one for one in shown if one.lanes]
    if not seen:
        return [f"Er zijn minder dan {LEAST} antwoorden. Daarom laten we nog niets zien."]
    told = []
    if (wide := biggest_gap(shown)) is not None:
        told.append(_told_gap(wide, titles))
    if (far := biggest_spread(shown)) is not None:
        is_same = wide is not None and wide.aim_id == far.aim_id
        told.append(_told_spread(far, "" if is_same else titles[far.aim_id]))
    return told or [_told_plainly(seen, titles)]


def _told_plainly(shown: Sequence[ValueResult], titles: Mapping[int, str]) -> str:
    """Return what there is to say when no value stands out: all the same, or the answers to one value."""
    rooms = {one.aim_id: together(one.lanes) for one in shown}
    for aim_id, room in rooms.items():
        given = [score for score, people in zip(SCORES, room.scores, strict=True) if people]
        if len(given) > 1:
            return f"De antwoorden bij ‘{titles[aim_id]}’ lopen van {given[0]} tot {given[-1]}."
    return "Iedereen geeft een waarde hetzelfde cijfer."


def _told_gap(one: Gap, titles: Mapping[int, str]) -> str:
    way = "minder" if one.points < 0 else "meer"
    who = f"bewoners merken ‘{titles[one.aim_id]}’ {way} dan organisaties"
    found = f"Het grootste verschil: {who} ({_points(one.points)})."
    return f"{found} Dat kan toeval zijn." if can_be_chance(one) else found


def _told_spread(one: Spread, title: str) -> str:
    """Return where answers lie furthest apart; ``title`` is empty for the value that was just named."""
    where = f"De antwoorden liggen het verst uit elkaar bij ‘{title}’."
    found = where if title else "Daar liggen de antwoorden ook het verst uit elkaar."
    return f"{found} Dat kan toeval zijn." if can_be_chance(one) else found


def trend(history: Sequence[RoundResult], aim_id: int, title: str) -> str:
    """Return how a value went from the first round to the last that shows it: its level, then what divides.

    That is the gap between residents and organisations where both rounds show them apart, else the spread.
    Only of the newest round it says "nu"; of an earlier one it says the day.
    """
    shown = [
        (each.round, one) for each in history for one in each.results if one.aim_id == aim_id and one.lanes
    ]
    if len(shown) < 2:
        return f"‘{title}’ heeft pas één keer cijfers."
    (_, first), (last_round, last) = shown[0], shown[-1]
    day = "" if last_round == history[-1].round else f"Op {words.date(last_round.date, with_year=True)}"
    before, after = _apart(first), _apart(last)
    if before and after:
        pairs = list(zip(before, after, strict=True))
        (verb, residents), others = (_went(*pair, verbs=("gingen", "bleven")) for pair in pairs)
        went = others[1] if verb == others[0] == "gingen" else " ".join(others)
        level = f"Bij ‘{title}’ {verb} bewoners {residents}, en organisaties {went}."
        apart = _told_gap_of(last, day)
    else:
        pairs = [(together(first.lanes), together(last.lanes))]
        level = f"‘{title}’ {' '.join(_went(*pairs[0], verbs=('ging', 'bleef')))}."
        apart = _told_spread_of(pairs[0][1], day)
    moved = [pair for pair in pairs if _level(pair[0]) != _level(pair[1])]
    is_chance = bool(moved) and all(chance(one.scores, other.scores) >= RARE for one, other in moved)
    return f"{level} Dat kan toeval zijn. {apart}" if is_chance else f"{level} {apart}"


def _went(first: Lane, last: Lane, *, verbs: tuple[str, str]) -> tuple[str, str]:
    """Return how the level of a crowd went: the verb, and what comes behind it."""
    went, stayed = verbs
    if _level(first) == _level(last):
        return stayed, f"gelijk: {_level(last)}"
    return went, f"van {_level(first)} naar {_level(last)}"


def _level(lane: Lane) -> str:
    return words.decimal(mean(lane))


def _told_gap_of(shown: ValueResult, day: str) -> str:
    wide = gap(shown)
    if wide is None or not wide.points:
        return f"{day} was er geen verschil." if day else "Nu is er geen verschil."
    told = f"{f'{day} was' if day else 'Nu is'} het verschil {_points(wide.points)}."
    return f"{told} Dat verschil kan toeval zijn." if can_be_chance(wide) else told


def _told_spread_of(room: Lane, day: str) -> str:
    points = spread(room)
    if not points:
        return f"{day} gaf iedereen hetzelfde cijfer." if day else "Nu geeft iedereen hetzelfde cijfer."
    lie = f"{day} lagen" if day else "Nu liggen"
    return f"{lie} antwoorden gemiddeld {_points(points)} van het midden."


def _points(number: float) -> str:
    points = words.rounded(abs(number))
    if number and not points:
        return "minder dan 0,1 punt"
    return f"{words.decimal(points)} {'punten' if points > 1 else 'punt'}"

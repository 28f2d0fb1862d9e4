"""Values scored: a dot for each answer, residents beside organisations; per value, or one value over time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from sok_core import value_score, words
from sok_core.charts.style import PALE, SHADES, Shade
from sok_core.model import Crowd, Lane, RoundResult, ValueResult

UNIT, TOP, BOTTOM, RIGHT = 14, 8, 72, 130  # pixels; a unit is the height of one dot with its air
ABREAST = 4  # dots beside each other at one score; more stand on top, so that all stay apart on a phone
BETWEEN = 0.21  # of a score: from one dot to the next
DOT, LETTER, SMALL = 9, 16, 14
HEAD, AFTER, APART = 1.9, 0.9, 0.5  # units: for a name, between rows and between lanes
NAMES = {
    Crowd.RESIDENTS: ("bewoner", "bewoners"),
    Crowd.ORGANISATIONS: ("mens van een organisatie", "mensen van organisaties"),
    Crowd.UNSAID: ("niet gezegd", "niet gezegd"),
    Crowd.ROOM: ("mens", "mensen"),
}
# There is little room beside the dots.
BESIDE_DOTS = NAMES | {Crowd.ORGANISATIONS: ("van een organisatie", "van organisaties")}
GLYPHS = {Crowd.RESIDENTS: "●", Crowd.ORGANISATIONS: "◇", Crowd.UNSAID: "△", Crowd.ROOM: "■"}
SYMBOLS = {
    Crowd.RESIDENTS: "circle",
    Crowd.ORGANISATIONS: "diamond",
    Crowd.UNSAID: "triangle-up",
    Crowd.ROOM: "square",
}
MEANINGS = {
    Crowd.RESIDENTS: "bewoner",
    Crowd.ORGANISATIONS: "iemand van een organisatie",
    Crowd.UNSAID: "zei niet als wie",
    Crowd.ROOM: "iemand uit de zaal",
}


@dataclass(frozen=True)
class Row:
    """One row of a figure: a value, or a moment, with its scores."""

    name: str
    result: ValueResult


@dataclass(frozen=True)
class _Placed:
    """A lane with its place: ``floor`` is where its lowest dots stand, ``height`` how many lie on top."""

    row: Row
    lane: Lane
    floor: float
    height: int


def of_round(found: RoundResult, titles: Mapping[int, str]) -> list[Row]:
    """Return a row for each value of a round of which anything may be shown."""
    return [Row(titles[one.aim_id], one) for one in found.results if one.lanes and one.aim_id in titles]


def over_time(history: Sequence[RoundResult], aim_id: int) -> list[Row]:
    """Return a row for each round in which one value may be shown, oldest first."""
    return [
        Row(words.date(each.round.date, with_year=True), one)
        for each in history
        for one in each.results
        if one.aim_id == aim_id and one.lanes
    ]


def figure(rows: Sequence[Row], *, template: str = "sok") -> go.Figure:
    """Return a dot for each answer, from 1 to 5, a lane for each crowd; a line marks the mean of a lane."""
    shade = SHADES[template]
    lanes, names, depth = _placed(rows)
    chart = go.Figure([_names(names, shade), *_dots(lanes, shade), _sizes(lanes, shade)])
    means = [_mean(one, shade) for one in lanes]
    chart.update_layout(
        template=template,
        height=round(TOP + BOTTOM + UNIT * depth),
        margin={"l": 8, "r": RIGHT, "t": TOP, "b": BOTTOM},
        shapes=[*(_between(score, depth, shade) for score in value_score.SCORES[1:]), *means],
        xaxis={
            "range": [0.45, 5.55],
            "tickvals": list(value_score.SCORES),
            "ticktext": ["1<br>bijna<br>nooit", "2", "3", "4", "5<br>bijna<br>altijd"],
            "showgrid": False,
            "fixedrange": True,
        },
        yaxis={"visible": False, "range": [-depth, 0], "fixedrange": True},
    )
    return chart


def _placed(rows: Sequence[Row]) -> tuple[list[_Placed], list[tuple[str, float]], float]:
    """Return each lane and each name with its place, going down from 0, and how deep they go together."""
    lanes, names, depth = [], [], 0.0
    for row in rows:
        names.append((row.name, -depth - HEAD / 2))
        depth += HEAD
        for lane in row.result.lanes:
            height = max(1, -(-max(lane.scores) // ABREAST))
            depth += height
            lanes.append(_Placed(row, lane, -depth, height))
            depth += APART
        depth += AFTER
    return lanes, names, max(depth, 1.0)


def _spots(one: _Placed) -> Iterator[tuple[float, float, int]]:
    """Yield where each dot of a lane stands, and its score."""
    for score, people in zip(value_score.SCORES, one.lane.scores, strict=True):
        for place in range(people):
            level, across = divmod(place, ABREAST)
            beside = min(ABREAST, people - level * ABREAST)
            yield score + (across - (beside - 1) / 2) * BETWEEN, one.floor + level + 0.5, score


def _dots(lanes: Sequence[_Placed], shade: Shade) -> list[go.Scatter]:
    return [
        _crowd(crowd, mine, shade)
        for crowd in Crowd
        if (mine := [one for one in lanes if one.lane.crowd is crowd])
    ]


def _crowd(crowd: Crowd, lanes: Sequence[_Placed], shade: Shade) -> go.Scatter:
    spots = [(one, *spot) for one in lanes for spot in _spots(one)]
    is_open = crowd in (Crowd.ORGANISATIONS, Crowd.UNSAID)
    fill = shade.paper if is_open else PALE if crowd is Crowd.ROOM else shade.accent
    return go.Scatter(
        mode="markers",
        x=[x for _, x, _, _ in spots],
        y=[y for _, _, y, _ in spots],
        marker={
            "symbol": SYMBOLS[crowd],
            "size": DOT,
            "color": fill,
            "line": {
                "color": shade.accent if crowd is Crowd.RESIDENTS else shade.ink,
                "width": 2 if is_open else 1,
            },
        },
        hovertext=[f"{escape(one.row.name)}: {_given(one.lane, score)}" for one, _, _, score in spots],
        hoverinfo="text",
        cliponaxis=False,
    )


def _given(lane: Lane, score: int) -> str:
    people = lane.scores[score - 1]
    return f"{words.count(people, *NAMES[lane.crowd])} {'geeft' if people == 1 else 'geven'} een {score}"


def _names(names: Sequence[tuple[str, float]], shade: Shade) -> go.Scatter:
    return _text(
        [(0.45, y) for _, y in names],
        [f"<b>{escape(name)}</b>" for name, _ in names],
        LETTER,
        shade.ink,
    )


def _sizes(lanes: Sequence[_Placed], shade: Shade) -> go.Scatter:
    return _text(
        [(5.5, one.floor + one.height / 2) for one in lanes],
        [words.count(one.lane.people, *BESIDE_DOTS[one.lane.crowd]) for one in lanes],
        SMALL,
        shade.ink,
    )


def _text(spots: Sequence[tuple[float, float]], texts: Sequence[str], letter: int, colour: str) -> go.Scatter:
    return go.Scatter(
        mode="text",
        x=[x for x, _ in spots],
        y=[y for _, y in spots],
        text=texts,
        textposition="middle right",
        textfont={"size": letter, "color": colour},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _mean(one: _Placed, shade: Shade) -> dict[str, object]:
    middle = value_score.mean(one.lane)
    return {
        "type": "line",
        "x0": middle,
        "x1": middle,
        "y0": one.floor - 0.1,
        "y1": one.floor + one.height + 0.1,
        "line": {"color": shade.strong_line, "width": 2},
        "layer": "below",
    }


def _between(score: int, depth: float, shade: Shade) -> dict[str, object]:
    """Return a thin line before a score, so that each dot is seen to belong to one."""
    return {
        "type": "line",
        "x0": score - 0.5,
        "x1": score - 0.5,
        "y0": -depth,
        "y1": -HEAD,
        "line": {"color": shade.hair, "width": 1},
        "layer": "below",
    }


def size(lane: Lane) -> str:
    """Return how many gave a score: "16 mensen van organisaties", or "3 niet gezegd"."""
    return words.count(lane.people, *NAMES[lane.crowd])


def who(lane: Lane) -> str:
    """Return whose scores these are: "bewoners", or "hele zaal"."""
    return NAMES[lane.crowd][1] if lane.crowd is not Crowd.ROOM else "hele zaal"


def legend(rows: Sequence[Row]) -> str:
    """Return what the signs of a figure mean; only those that stand in it."""
    crowds = {lane.crowd for row in rows for lane in row.result.lanes}
    signs = [f"{GLYPHS[crowd]} {MEANINGS[crowd]}" for crowd in Crowd if crowd in crowds]
    return " · ".join([*signs, "| gemiddelde"])


def with_legend(chart: go.Figure, rows: Sequence[Row]) -> go.Figure:
    """Put what the signs mean under a figure that stands alone, as on paper."""
    low, _ = chart.layout.yaxis.range
    chart.add_annotation(
        x=0.45, y=low, yshift=-BOTTOM - LETTER, xanchor="left", showarrow=False, text=legend(rows)
    )
    chart.update_layout(height=chart.layout.height + 2 * LETTER, margin_b=BOTTOM + 2 * LETTER)
    return chart


def too_few(found: RoundResult, titles: Mapping[int, str]) -> list[str]:
    """Return what the values of a round are called of which nothing may be shown."""
    return [titles[one.aim_id] for one in found.results if not one.lanes and one.aim_id in titles]


def remarks(rows: Sequence[Row], hidden: Sequence[str] = ()) -> list[str]:
    """Return what the figure leaves out, and why; ``hidden`` are the names of rows that are not there."""
    found = []
    if rows and hidden:
        named = words.enumerated(f"‘{name}’" for name in hidden)
        found.append(f"Minder dan {value_score.LEAST} cijfers, en daarom niet te zien: {named}.")
    if any(lane.crowd is Crowd.ROOM for row in rows for lane in row.result.lanes):
        found.append(
            "Waar een groep minder dan 5 cijfers gaf, staat alleen de hele zaal. Zo is niemand te herkennen."
        )
    if left_out := max((row.result.left_out for row in rows), default=0):
        told = words.count(left_out, "mens zei", "mensen zeiden")
        found.append(f"{told} niet als wie. Dat zijn er te weinig om apart te laten zien.")
    return found


def table(rows: Sequence[Row], *, head: str) -> list[dict[str, str]]:
    """Return the figure as a table: a row for each lane; ``head`` is what its rows are called."""
    return [
        {
            head: row.name,
            "Wie": who(lane),
            **{
                str(score): str(people) for score, people in zip(value_score.SCORES, lane.scores, strict=True)
            },
            "Weet ik niet": str(lane.unknown),
            "Gemiddelde": words.decimal(value_score.mean(lane)),
            "Spreiding": words.decimal(value_score.spread(lane)),
        }
        for row in rows
        for lane in row.result.lanes
    ]


def alt(rows: Sequence[Row]) -> str:
    """Return what the figure shows, for who does not see it."""
    told = "; ".join(
        f"{row.name}, {size(lane)}: {_listed(lane)}" for row in rows for lane in row.result.lanes
    )
    return f"Stippen van alle cijfers van 1 tot 5. {told or 'Nog leeg'}."


def _listed(lane: Lane) -> str:
    given = zip(value_score.SCORES, lane.scores, strict=True)
    return ", ".join(f"{people} keer een {score}" for score, people in given if people)

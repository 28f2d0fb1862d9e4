"""The force field: how much interest and influence each party has, as far as the reader may know.

Never for the wall or for paper that goes round: these are guesses of a few people about others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from sok_core import estimate
from sok_core.charts.network import beside
from sok_core.charts.style import FONT, SHADES, Shade
from sok_core.estimate import Opinion
from sok_core.insight import FIELDS, MUCH, field, listed, number
from sok_core.label import Box, Label, placed
from sok_core.model import Estimate, EstimateKind, Party
from sok_core.short_name import broken

WIDTH, HEIGHT = 620, 540
LEFT, TOP, RIGHT, BOTTOM = 84, 12, 12, 44
LOW, HIGH = 0.2, 5.8
MIDDLE = MUCH - 0.5
LETTER, RADIUS = 14, 6.5
STEP = 0.2  # between two that were given the same numbers
ROW = 4
STRETCH = 2.5
ATTITUDES = (  # symbol, glyph, word, from which value
    ("triangle-up", "▲", "staat erachter", 1),
    ("circle", "●", "afwachtend", 0),
    ("triangle-down", "▼", "heeft bezwaren", -2),
)
UNKNOWN = ("square", "■", "weten we niet")


@dataclass(frozen=True)
class Seat:
    """A party in the force field; x and y are a little beside its numbers where others have the same."""

    party: Party
    interest: Opinion
    influence: Opinion
    attitude: Opinion | None
    x: float
    y: float

    @property
    def look(self) -> tuple[str, str, str]:
        """The symbol, the glyph and the word of its attitude."""
        if self.attitude is None:
            return UNKNOWN
        value = self.attitude.value
        return next((symbol, glyph, word) for symbol, glyph, word, least in ATTITUDES if value >= least)


def seats(parties: Iterable[Party], estimates: Sequence[Estimate]) -> list[Seat]:
    """Return where each party stands of which the reader may know both numbers, by id."""
    about = {kind: estimate.opinions(estimates, kind) for kind in EstimateKind}
    interest, influence = about[EstimateKind.INTEREST], about[EstimateKind.INFLUENCE]
    known = sorted(
        (one for one in parties if one.id in interest and one.id in influence), key=lambda one: one.id
    )
    at: dict[tuple[int, int], list[Party]] = {}
    for one in known:
        at.setdefault((interest[one.id].value, influence[one.id].value), []).append(one)
    found = []
    for one in known:
        spot = interest[one.id].value, influence[one.id].value
        dx, dy = _aside(at[spot].index(one), len(at[spot]))
        attitude = about[EstimateKind.ATTITUDE].get(one.id)
        found.append(Seat(one, interest[one.id], influence[one.id], attitude, spot[0] + dx, spot[1] - dy))
    return found


def _aside(place: int, count: int) -> tuple[float, float]:
    """Return how far one of several with the same numbers stands from them: rows of four around the spot."""
    row, rows = place // ROW, (count + ROW - 1) // ROW
    in_row = min(ROW, count - row * ROW)
    return STEP * (place % ROW - (in_row - 1) / 2), STEP * (row - (rows - 1) / 2)


def figure(found: Sequence[Seat], *, template: str = "sok") -> go.Figure:
    """Return the four fields with the parties in them; a thin cross shows how far opinions lie apart."""
    shade = SHADES[template]
    chart = go.Figure(
        [
            *_spreads(found, shade),
            *_points(found, shade),
        ]
    )
    chart.update_layout(_layout(found, shade, template))
    return chart


def _pixel(x: float, y: float) -> tuple[float, float]:
    share_x, share_y = (x - LOW) / (HIGH - LOW), (y - LOW) / (HIGH - LOW)
    return LEFT + share_x * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - share_y * (HEIGHT - TOP - BOTTOM)


def _labels(found: Sequence[Seat]) -> list[Label | None]:
    return placed(
        [_pixel(one.x, one.y) for one in found],
        [RADIUS] * len(found),
        [broken(one.party.short_name) for one in found],
        order=range(len(found)),
        letter=LETTER,
        free=Box(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM),
        stretch=STRETCH,
    )


def _spreads(found: Iterable[Seat], shade: Shade) -> Iterable[go.Scatter]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for one in found:
        xs += [one.interest.least, one.interest.most, None, one.x, one.x, None]
        ys += [one.y, one.y, None, one.influence.least, one.influence.most, None]
    yield go.Scatter(
        x=xs,
        y=ys,
        mode="lines",
        name="hoe ver meningen uiteen liggen",
        line={"width": 1.5, "color": shade.line},
        hoverinfo="skip",
    )


def _points(found: Sequence[Seat], shade: Shade) -> Iterable[go.Scatter]:
    for look in dict.fromkeys(one.look for one in found):
        those = [one for one in found if one.look == look]
        yield go.Scatter(
            x=[one.x for one in those],
            y=[one.y for one in those],
            mode="markers",
            name=look[2],
            customdata=[one.party.id for one in those],
            text=[_hover(one) for one in those],
            hovertemplate="%{text}<extra></extra>",
            marker={
                "symbol": look[0],
                "size": 2 * RADIUS,
                "color": shade.accent,
                "line": {"color": shade.ink, "width": 1.5},
            },
        )


def _hover(one: Seat) -> str:
    return (
        f"{escape(one.party.short_name)}<br>{field(one.interest.value, one.influence.value)}<br>{one.look[2]}"
    )


def _names(found: Sequence[Seat], shade: Shade) -> list[dict[str, Any]]:
    font = {"family": FONT, "size": LETTER, "color": shade.ink}
    return [
        {
            **beside(label, _pixel(one.x, one.y)),
            "x": one.x,
            "y": one.y,
            "text": "<br>".join(escape(line) for line in label.lines),
            "font": font,
        }
        for one, label in zip(found, _labels(found), strict=True)
        if label is not None
    ]


def _layout(found: Sequence[Seat], shade: Shade, template: str) -> dict[str, Any]:
    axis = {"range": [LOW, HIGH], "fixedrange": True, "showgrid": False, "tickvals": [1, 5]}
    middle = {"type": "line", "layer": "below", "line": {"color": shade.line, "width": 2}}
    return {
        "template": template,
        "height": HEIGHT,
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "hovermode": "closest",
        "xaxis": {**axis, "ticktext": ["weinig belang", "veel belang"]},
        "yaxis": {**axis, "ticktext": ["weinig<br>invloed", "veel<br>invloed"]},
        "shapes": [
            {**middle, "x0": MIDDLE, "x1": MIDDLE, "y0": LOW, "y1": HIGH},
            {**middle, "x0": LOW, "x1": HIGH, "y0": MIDDLE, "y1": MIDDLE},
        ],
        "annotations": [
            *_names(found, shade),
            *_corners(shade),
        ],
    }


def _corners(shade: Shade) -> list[dict[str, Any]]:
    return [
        {
            "text": f"<b>{name}</b>",
            "x": HIGH - 0.05 if has_interest else LOW + 0.05,
            "y": HIGH - 0.05 if has_influence else LOW + 0.05,
            "xanchor": "right" if has_interest else "left",
            "yanchor": "top" if has_influence else "bottom",
            "showarrow": False,
            "font": {"color": shade.soft, "size": LETTER + 1},
        }
        for (has_interest, has_influence), name in FIELDS.items()
    ]


def finding(found: Sequence[Seat]) -> str:
    """Return the sentence above the chart."""
    together = [
        one.party.short_name
        for one in found
        if field(one.interest.value, one.influence.value) == FIELDS[True, True]
    ]
    if not together:
        return "Nog geen partij heeft veel belang en veel invloed"
    if len(together) > 3:
        return f"Met {number(len(together))} partijen trek je samen op"
    return f"Trek samen op met {listed(together)}"


def legend(found: Sequence[Seat]) -> str:
    """Return which shapes occur, and what they mean."""
    looks = dict.fromkeys(one.look for one in found)
    return " · ".join(f"{glyph} {word}" for _, glyph, word in looks)


def table(found: Sequence[Seat]) -> list[dict[str, str]]:
    """Return the same as rows to read, by name, with how far opinions lie apart."""
    return [
        {
            "Partij": one.party.short_name,
            "Vak": field(one.interest.value, one.influence.value),
            "Belang": _spread(one.interest),
            "Invloed": _spread(one.influence),
            "Houding": one.look[2],
        }
        for one in sorted(found, key=lambda each: each.party.short_name.casefold())
    ]


def _spread(one: Opinion) -> str:
    if one.least == one.most:
        return f"{one.value}"
    return f"{one.value} ({one.least} tot {one.most}, {one.count} mensen)"

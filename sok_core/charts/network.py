"""The network picture as a plotly Figure, from a drawing in pixels."""

from collections.abc import Collection, Iterable, Sequence
from html import escape
from itertools import groupby
from typing import Any

import plotly.graph_objects as go

from sok_core import words
from sok_core.charts.style import FONT, SHADES, Shade
from sok_core.drawing import EMPTY, Drawing, Line, Node, chair_note
from sok_core.family import CHAIR, FAMILY_SHAPES
from sok_core.label import Label
from sok_core.model import Party
from sok_core.pulse import Pair, pair

FADED = 0.22
# Which side of a label leans on its point, across and along.
ANCHORS = {
    "right": ("left", "middle"),
    "left": ("right", "middle"),
    "above": ("center", "bottom"),
    "below": ("center", "top"),
}
Bright = set[int] | None  # None: nobody was chosen, so everybody is


def figure(
    picture: Drawing,
    *,
    chosen: Collection[int] = (),
    fading: Collection[Pair] = (),
    template: str = "sok",
    is_fixed: bool = False,
) -> go.Figure:
    """Return the picture; with ``chosen`` parties only they, their neighbours and their lines are in ink.

    The axes are the pixels of the drawing. ``is_fixed`` keeps its width; else it follows the page, and the
    height stays. Every party is a point with its id as ``customdata``. Lines that fade are dashed.
    """
    shade, bright = SHADES[template], neighbourhood(picture, chosen)
    axis = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    layout = {
        "template": template,
        "height": picture.height,
        "width": picture.width if is_fixed else None,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "hovermode": "closest",
        "clickmode": "event+select",
        "xaxis": {**axis, "range": [0, picture.width]},
        "yaxis": {**axis, "range": [picture.height, 0]},
        "annotations": [*_labels(picture, bright, shade), *_remarks(picture, shade)],
        "shapes": [
            *_strip(picture, shade),
            *_leads(picture, bright, shade),
            *_chairs(picture, bright, shade),
        ],
    }
    traces = [
        *_lines(picture, set(chosen) if bright else set(), set(fading), shade),
        *_nodes(picture, bright, shade),
    ]
    # Dicts and not Scatters: a Figure takes those apart and builds them again, which takes as long.
    return go.Figure(traces, layout)


def neighbourhood(picture: Drawing, chosen: Collection[int]) -> Bright:
    """Return the chosen parties with their neighbours; None when nobody was chosen: all are bright."""
    found = set(chosen) & {one.party_id for one in picture.nodes}
    if not found:
        return None
    ends = [{line.source_id, line.target_id} for line in picture.lines]
    return found.union(*(pair for pair in ends if pair & found))


def _strip(picture: Drawing, shade: Shade) -> list[dict[str, Any]]:
    box = picture.apart
    if box is None:
        return []
    corners = {"x0": box.x, "y0": box.y, "x1": box.x + box.width, "y1": box.y + box.height}
    return [
        {"type": "rect", "layer": "below", **corners, "fillcolor": shade.strip, "line": {"width": 0}},
    ]


def _leads(picture: Drawing, bright: Bright, shade: Shade) -> list[dict[str, Any]]:
    """Return a thin line from each name that stands further away to its point."""
    far = [(one, one.label.lead((one.x, one.y))) for one in picture.nodes if one.label and one.label.is_far]
    return [
        {
            "type": "path",
            "path": f"M0.0,0.0 L{x - one.x:.1f},{one.y - y:.1f}",
            "xsizemode": "pixel",
            "ysizemode": "pixel",
            "xanchor": one.x,
            "yanchor": one.y,
            "layer": "below",
            "opacity": 1.0 if _is_bright(one, bright) else FADED,
            "line": {"color": shade.ink, "width": max(1.0, 0.05 * picture.letter)},
        }
        for one, (x, y) in far
    ]


def _remarks(picture: Drawing, shade: Shade) -> list[dict[str, Any]]:
    """Return what the picture says of itself, in plain letters."""
    font = {"family": FONT, "size": picture.letter, "color": shade.soft, "weight": 400}
    return [
        {
            "x": one.box.x,
            "y": one.box.y + one.box.height / 2,
            "text": escape(one.text),
            "font": font,
            "xanchor": "left",
            "yanchor": "middle",
            "align": "left",
            "showarrow": False,
            "borderpad": 0,
        }
        for one in picture.remarks
    ]


def _chairs(picture: Drawing, bright: Bright, shade: Shade) -> list[dict[str, Any]]:
    """Return an empty chair for each party that is still to come, in pixels around its point."""
    return [
        {
            "type": "path",
            "path": chair_path(one.radius),
            "xsizemode": "pixel",
            "ysizemode": "pixel",
            "xanchor": one.x,
            "yanchor": one.y,
            "opacity": 1.0 if _is_bright(one, bright) else FADED,
            "line": {
                "color": shade.ink,
                "width": (pen := max(1.5, 0.08 * picture.letter)),
                "dash": _dash(pen),
            },
        }
        for one in picture.nodes
        if one.is_empty
    ]


def _dash(pen: float) -> str:
    return f"{2.4 * pen:.1f}px,{1.4 * pen:.1f}px"


def chair_path(size: float) -> str:
    """Return the outline of an empty chair as a path in pixels, y upward as plotly has it.

    >>> chair_path(10).split(" M")[0]
    'M-6.5,-10.0 L-6.5,10.0'
    """
    strokes = (tuple(coordinate * size for spot in stroke for coordinate in spot) for stroke in CHAIR)
    return " ".join(f"M{x0:.1f},{-y0:.1f} L{x1:.1f},{-y1:.1f}" for x0, y0, x1, y1 in strokes)


def _is_bright(node: Node, bright: Bright) -> bool:
    return bright is None or node.party_id in bright


def _lines(picture: Drawing, chosen: set[int], fading: set[Pair], shade: Shade) -> Iterable[dict[str, Any]]:
    """Return one trace for all lines that look alike."""

    def look(line: Line) -> tuple[bool, float, bool, bool]:
        is_bright = not chosen or bool({line.source_id, line.target_id} & chosen)
        return is_bright, line.width, line.is_directed, pair(line.source_id, line.target_id) in fading

    for (is_bright, _, _, is_fading), lines in groupby(sorted(picture.lines, key=look), key=look):
        yield _line_trace(list(lines), picture, shade, is_bright=is_bright, is_fading=is_fading)


def _line_trace(
    lines: Sequence[Line], picture: Drawing, shade: Shade, *, is_bright: bool, is_fading: bool
) -> dict[str, Any]:
    strength, width = lines[0].strength, lines[0].width
    colour = shade.strong_line if strength > 3 else shade.line
    trace: dict[str, Any] = {
        "type": "scatter",
        "x": [x for line in lines for x in (line.start[0], line.end[0], None)],
        "y": [y for line in lines for y in (line.start[1], line.end[1], None)],
        "mode": "lines",
        "line": {"width": width, "color": colour, **({"dash": "dash"} if is_fading else {})},
        "opacity": 1.0 if is_bright else FADED,
        "hoverinfo": "skip",
        "name": f"lijn {strength}",
    }
    if lines[0].is_directed:
        size = max(11.0, 2.8 * width, 0.5 * picture.letter)
        trace["mode"], trace["name"] = "lines+markers", f"lijn {strength} met richting"
        trace["marker"] = {
            "symbol": "arrow",
            "angleref": "previous",
            "size": [each for _ in lines for each in (0, size, 0)],
            "standoff": picture.nodes[0].radius + 2,
            "color": colour,
            "line": {"width": 0},
            "opacity": 1,
        }
    return trace


def _nodes(picture: Drawing, bright: Bright, shade: Shade) -> Iterable[dict[str, Any]]:
    """Return one trace for all parties that look alike."""

    def look(one: Node) -> tuple[str, bool, bool]:
        return one.family, one.is_empty, _is_bright(one, bright)

    for (_, _, is_bright), nodes in groupby(sorted(picture.nodes, key=look), key=look):
        yield _node_trace(list(nodes), picture, shade, is_bright=is_bright)


def _node_trace(nodes: Sequence[Node], picture: Drawing, shade: Shade, *, is_bright: bool) -> dict[str, Any]:
    shape, is_empty = FAMILY_SHAPES[nodes[0].family], nodes[0].is_empty
    behind = shade.strip if nodes[0].is_apart else shade.paper
    return {
        "type": "scatter",
        "x": [one.x for one in nodes],
        "y": [one.y for one in nodes],
        "mode": "markers",
        "name": "lege stoel" if is_empty else str(nodes[0].family),
        "customdata": [one.party_id for one in nodes],
        "text": [_hover(one) for one in nodes],
        "hovertemplate": "%{text}<extra></extra>",
        "opacity": 1.0 if is_bright else FADED,
        "marker": {
            "symbol": "square" if is_empty else shape.symbol,
            "size": 2 * nodes[0].radius,
            "color": behind if is_empty else shape.fill,
            "opacity": 1,
            "line": {"color": shade.ink, "width": 0 if is_empty else max(2.0, 0.06 * picture.letter)},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _hover(node: Node) -> str:
    state = "Nog niet aan tafel" if node.is_empty else ""
    parts = (f"<b>{escape(node.name)}</b>", str(node.family).capitalize(), state, escape(node.note))
    return "<br>".join(part for part in parts if part)


def _labels(picture: Drawing, bright: Bright, shade: Shade) -> list[dict[str, Any]]:
    """Return the names, each at its own distance in pixels, which stays when the page is wider."""
    font = {"family": FONT, "size": picture.letter, "color": shade.ink, "weight": 600}
    return [
        {
            **beside(one.label, (one.x, one.y)),
            "x": one.x,
            "y": one.y,
            "text": "<br>".join(escape(line) for line in one.label.lines),
            "font": {**font, "shadow": _halo(shade.strip if one.is_apart else shade.paper)},
            "opacity": 1.0 if _is_bright(one, bright) else FADED,
        }
        for one in picture.nodes
        if one.label is not None
    ]


def beside(label: Label, spot: tuple[float, float]) -> dict[str, Any]:
    """Return how plotly hangs a label on its point: by which side, and how many pixels away."""
    across, along = ANCHORS[label.side]
    box = label.box
    x = {"left": box.x, "right": box.x + box.width}.get(across, box.x + box.width / 2)
    y = {"top": box.y, "bottom": box.y + box.height}.get(along, box.y + box.height / 2)
    return {
        "xanchor": across,
        "yanchor": along,
        "xshift": round(x - spot[0], 2),
        "yshift": round(spot[1] - y, 2),
        "align": across,
        "showarrow": False,
        "borderpad": 0,
    }


def _halo(paper: str) -> str:
    around = ((1, 1), (-1, 1), (1, -1), (-1, -1), (0, 2), (2, 0), (0, -2), (-2, 0))
    return ", ".join(f"{x}px {y}px 1px {paper}" for x, y in around)


def legend(picture: Drawing) -> str:
    """Return in one line which shapes occur, each with its glyph."""
    return " · ".join(f"{FAMILY_SHAPES[family].glyph} {family}" for family in picture.families)


def chairs(parties: Iterable[Party]) -> str:
    """Return the empty chairs in one line, each with who goes there and when; empty when there are none."""
    empty = sorted((one for one in parties if one.status in EMPTY), key=lambda one: one.short_name.casefold())
    return _chair_line((one.short_name, chair_note(one)) for one in empty)


def _chair_line(named: Iterable[tuple[str, str]]) -> str:
    told = "; ".join(f"{name} ({note})" if note else name for name, note in named)
    return f"Lege stoelen: {told}." if told else ""


def alt(picture: Drawing) -> str:
    """Return what the picture shows, for who does not see it."""
    empty, apart = (sum(getattr(one, name) for one in picture.nodes) for name in ("is_empty", "is_apart"))
    sentences = [
        f"Netwerk van {words.count(len(picture.nodes), 'partij', 'partijen')} "
        f"met {words.count(len(picture.lines), 'lijn', 'lijnen')}.",
        f"{words.count(apart, 'partij heeft', 'partijen hebben')} nog geen lijn." if apart else "",
        f"{words.count(empty, 'stoel is', 'stoelen zijn')} nog leeg." if empty else "",
        _chair_line((one.name, one.note) for one in picture.nodes if one.is_empty),
    ]
    return " ".join(one for one in sentences if one)


HEADS = ("Partij", "Werkt met", "Soort", "Hoe sterk", "Richting")


def table(picture: Drawing, *, fading: Collection[Pair] = ()) -> list[dict[str, str]]:
    """Return the picture as rows to read: each line with its ends, and each party that has none."""
    names = {one.party_id: one.name for one in picture.nodes}
    rows = [
        (
            names[line.source_id],
            names[line.target_id],
            ", ".join(words.RELATION_KINDS[kind] for kind in line.kinds),
            words.RELATION_STRENGTHS[line.strength]
            + (", valt stil" if pair(line.source_id, line.target_id) in fading else ""),
            "van links naar rechts" if line.is_directed else "beide kanten op",
        )
        for line in picture.lines
    ]
    rows += [(one.name, "nog niemand", "", "", "") for one in picture.nodes if one.is_apart]
    rows += [
        (one.name, f"nog niet aan tafel: {one.note}", "", "", "") for one in picture.nodes if one.is_empty
    ]
    return [dict(zip(HEADS, row, strict=True)) for row in rows]

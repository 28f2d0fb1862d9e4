"""A figure of charts/ on paper: the same plotly Figure, drawn by typst, so without a browser.

It knows what our charts are made of (scatter with lines, markers, text; bars, also on top of each other;
shapes; axes of numbers, days and names), and refuses the rest.
"""

import datetime as dt
import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from pathlib import Path
from typing import Any, Literal

import typst

from sok_core.export.figure_symbol import arrow, outline
from sok_core.export.glyph import drawable
from sok_core.export.paper import plain
from sok_core.export.paper_pdf import fonts, typeset

TEMPLATE = Path(__file__).with_name("figure.typ")
PPI = 144  # two pixels of the file for one of the figure
WIDTH, HEIGHT = 1000, 600
DASHES = {"dash": (2.5, 1.5), "dot": (0, 2)}  # in widths of the line
KNOWN_MODES = {"lines", "markers", "text"}
MOST_MONTHS, ABOUT = 8, 5  # marks along an axis that nobody gave marks
ABOVE = 0.05  # room over the highest point, as plotly leaves
LETTER = 0.56  # of the size of a letter, its width
Mark = dict[str, Any]
Figure = Any  # a plotly Figure: only charts/ imports plotly


def png(figure: Figure) -> bytes:
    """Return the figure as a picture, twice as sharp as on a page; raises ValueError as ``marks`` does."""
    return _compiled(figure, "png")


def svg(figure: Figure, *, alt: str) -> str:
    """Return the figure as SVG; ``alt`` is what it says to who does not see it. Raises as ``marks`` does."""
    drawn = _compiled(figure, "svg").decode("utf-8")
    return drawn.replace("<svg ", '<svg role="img" ', 1).replace(">", f"><title>{escape(alt)}</title>", 1)


def pdf(figure: Figure, *, title: str, alt: str, made_at: dt.datetime) -> bytes:
    """Return the figure as one accessible page under its title; raises as ``marks`` does."""
    data = {**_data(figure), "title": title, "alt": alt}
    return typeset(TEMPLATE, data, made_at=made_at)


def _compiled(figure: Figure, form: Literal["png", "svg"]) -> bytes:
    found = typst.compile(
        TEMPLATE,
        format=form,
        ppi=PPI,
        font_paths=fonts(),
        sys_inputs={"paper": json.dumps(_data(figure))},
    )
    if not isinstance(found, bytes):
        raise TypeError("a figure is one page")
    return found


def _data(figure: Figure) -> dict[str, object]:
    wide, high = size(figure)
    paper = figure.layout.paper_bgcolor or figure.layout.template.layout.paper_bgcolor
    paper = paper if (paper or "").startswith("#") else "#FFFFFF"
    return {"width": wide, "height": high, "fill": paper, "marks": marks(figure), "title": "", "alt": ""}


def size(figure: Figure) -> tuple[float, float]:
    """Return how wide and how high a figure is, in its pixels."""
    return float(figure.layout.width or WIDTH), float(figure.layout.height or HEIGHT)


def marks(figure: Figure) -> list[Mark]:
    """Return all that is to be drawn, in pixels from the left and from the top.

    Raises ValueError for a trace, a mode, a symbol or a shape that is not drawn here.
    """
    for trace in figure.data:
        if trace.type not in ("scatter", "bar"):
            raise ValueError(f"a trace of type {trace.type} is not drawn on paper")
    sheet = _Sheet(figure)
    below = [shape for shape in figure.layout.shapes if shape.layer == "below"]
    above = [shape for shape in figure.layout.shapes if shape.layer != "below"]
    found = [*_grid(figure, sheet), *(mark for shape in below for mark in _shape(shape, sheet))]
    floors: dict[Any, float] = {}
    for trace in figure.data:
        found += _scatter(trace, sheet) if trace.type == "scatter" else _bars(trace, sheet, floors)
    found += [mark for shape in above for mark in _shape(shape, sheet)]
    return [*found, *_notes(figure, sheet), *_ticks(figure, sheet)]


class _Sheet:
    """Where a value of the axes lies, in pixels."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.wide, self.high = size(figure)
        margin = figure.layout.margin
        standard = figure.layout.template.layout.margin

        def side(name: str) -> float:
            own, usual = getattr(margin, name), getattr(standard, name)
            return float(own if own is not None else usual if usual is not None else 8)

        named = [v for trace in figure.data for v in trace.y or () if isinstance(v, str)]
        names = [line for name in named for line in name.split("<br>")]
        letters = max(map(len, names), default=0) * LETTER * (figure.layout.template.layout.font.size or 16)
        self.left = max(side("l"), letters + 8 if figure.layout.yaxis.automargin else 0)
        self.top = side("t")
        self.right, self.bottom = self.wide - side("r"), self.high - side("b")
        self.xs, self.ys = self._scale("x"), self._scale("y")

    def _scale(self, axis: str) -> "_Scale":
        own = getattr(self.figure.layout, f"{axis}axis")
        ends = (self.left, self.right) if axis == "x" else (self.bottom, self.top)
        return _Scale(self._values(axis), own.range, ends, grows=own.rangemode == "tozero")

    def _values(self, axis: str) -> list[Any]:
        """Return all that has to fit along an axis; of bars on each other also where the last one ends."""
        found = [v for trace in self.figure.data for v in (getattr(trace, axis) or ()) if v is not None]
        bars = [trace for trace in self.figure.data if trace.type == "bar"]
        lying = [trace.orientation == "h" for trace in bars]
        if bars and all((axis == "x") == lies for lies in lying) and self.is_stacked:
            tops: dict[Any, float] = {}
            for trace in bars:
                names, along = (trace.y, trace.x) if axis == "x" else (trace.x, trace.y)
                for name, value in zip(names, along, strict=True):
                    tops[name] = tops.get(name, 0.0) + value
            found += tops.values()
        elif bars and found and not any(isinstance(v, str) for v in found) and self.is_stacked:
            found += [min(found) - 0.5, max(found) + 0.5]
        return found

    @property
    def is_stacked(self) -> bool:
        """Whether bars of the same name stand on each other."""
        return bool(self.figure.layout.barmode == "stack")

    def spot(self, x: Any, y: Any) -> tuple[float, float]:
        """Return the pixel of a value."""
        return self.xs.at(x), self.ys.at(y)


class _Scale:
    def __init__(
        self,
        values: Sequence[Any],
        span: Sequence[Any] | None,
        ends: tuple[float, float],
        *,
        grows: bool = False,
    ) -> None:
        self.names = list(dict.fromkeys(v for v in values if isinstance(v, str)))
        self.has_days = any(isinstance(v, dt.date) for v in (*values, *(span or ())))
        numbers = [_number(v) for v in values if not isinstance(v, str)]
        if self.names:
            low, high = -0.5, len(self.names) - 0.5
        elif numbers:
            low, high = (
                (min(numbers), max(numbers)) if self.has_days else (min(0.0, *numbers), max(0.0, *numbers))
            )
            high += (high - low) * ABOVE if grows else 0
        else:
            low, high = 0.0, 1.0
        self.low, self.high = (_number(span[0]), _number(span[1])) if span else (low, high)
        self.ends = ends

    def at(self, value: Any) -> float:
        """Return the pixel of a value, of a day or of the name of a category."""
        number = self.names.index(value) if isinstance(value, str) else _number(value)
        share = (number - self.low) / ((self.high - self.low) or 1)
        return self.ends[0] + share * (self.ends[1] - self.ends[0])

    def rounds(self) -> list[float]:
        """Return the round numbers along it, about five."""
        wide = (self.high - self.low) / ABOUT
        if wide <= 0:
            return [self.low]
        size = 10.0 ** math.floor(math.log10(wide))
        step = next(each * size for each in (1, 2, 5, 10) if each * size >= wide)
        first = math.ceil(self.low / step)
        return [each * step for each in range(first, math.floor(self.high / step) + 1)]

    def months(self) -> list[dt.date]:
        """Return the first days of months along it, never too many."""
        first, last = dt.date.fromordinal(int(self.low)), dt.date.fromordinal(int(self.high))
        count = (last.year - first.year) * 12 + last.month - first.month
        step = next(each for each in (1, 2, 3, 6, 12, 24, 60, 1200) if count / each <= MOST_MONTHS)
        begin = first.year * 12 + first.month - 1
        begin += -begin % step
        found = [dt.date(each // 12, each % 12 + 1, 1) for each in range(begin, begin + count + 1, step)]
        return [one for one in found if first <= one <= last]


def _number(value: Any) -> float:
    """Return a value of an axis as a number; a day is the number of that day."""
    return float(value.toordinal()) if isinstance(value, dt.date) else float(value)


def _each(value: Any, count: int) -> list[Any]:
    """Return a property for each of some points: it may be one for all."""
    if isinstance(value, str) or not hasattr(value, "__len__"):
        return [value] * count
    return list(value)


def _scatter(trace: Any, sheet: _Sheet) -> Iterator[Mark]:
    modes = set((trace.mode or "lines").split("+"))
    if unknown := modes - KNOWN_MODES:
        raise ValueError(f"a scatter of mode {min(unknown)} is not drawn on paper")
    points = [
        None if x is None or y is None else sheet.spot(x, y) for x, y in zip(trace.x, trace.y, strict=True)
    ]
    faint = 1.0 if trace.opacity is None else float(trace.opacity)
    if "lines" in modes:
        yield from _strokes(trace, points, faint)
    if "markers" in modes:
        yield from _markers(trace, points, faint)
    if "text" in modes:
        yield from _texts(trace, points, faint)


Points = Sequence[tuple[float, float] | None]


def _strokes(trace: Any, points: Points, faint: float) -> Iterator[Mark]:
    run: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            yield _path([run], trace.line.color, trace.line.width, faint=faint, dash=trace.line.dash)
        run = []


def _path(
    strokes: Sequence[Sequence[tuple[float, float]]],
    colour: str,
    width: float | None,
    *,
    faint: float = 1.0,
    dash: str | None = None,
    fill: str | None = None,
) -> Mark:
    return {
        "kind": "path",
        "strokes": [[list(spot) for spot in stroke] for stroke in strokes],
        "stroke": colour,
        "width": (thick := 2 if width is None else width),
        "dash": _dashes(dash or "solid", thick),
        "fill": fill,
        "opacity": faint,
    }


def _dashes(dash: str, width: float) -> list[float]:
    """Return the lengths of strokes and gaps: of a word of plotly, or of its own list of pixels."""
    if dash == "solid":
        return []
    if "px" in dash:
        return [float(each.removesuffix("px")) for each in dash.split(",")]
    return [each * width for each in DASHES[dash]]


def _markers(trace: Any, points: Points, faint: float) -> Iterator[Mark]:
    marker, count = trace.marker, len(points)
    looks = zip(
        points,
        _each(marker.symbol or "circle", count),
        _each(marker.size or 6, count),
        _each(marker.color, count),
        _each(1.0 if marker.opacity is None else marker.opacity, count),
        strict=True,
    )
    before: tuple[float, float] | None = None
    for point, symbol, across, colour, opacity in looks:
        if point is not None and across and opacity:
            if symbol == "arrow":
                if before is not None:
                    spots = arrow(before, point, across, marker.standoff or 0)
                    yield _path([spots], colour, 0, faint=faint * opacity, fill=colour)
            else:
                yield _marker(symbol, point, across, colour, marker.line, faint * opacity)
        before = point


def _marker(
    symbol: str, point: tuple[float, float], across: float, colour: str, edge: Any, faint: float
) -> Mark:
    is_open = symbol.endswith("-open")
    spots = [(point[0] + x, point[1] + y) for x, y in outline(symbol.removesuffix("-open"), across)]
    stroke = colour if is_open else edge.color
    width = (edge.width or (1 if is_open else 0)) if stroke else 0
    return _path([spots], stroke or colour, width, faint=faint, fill=None if is_open else colour)


def _texts(trace: Any, points: Points, faint: float) -> Iterator[Mark]:
    places = _each(trace.textposition or "middle center", len(points))
    wording = _each(trace.text, len(points))
    has_markers = "markers" in (trace.mode or "")
    for point, text, place in zip(points, wording, places, strict=True):
        if point is None or not text:
            continue
        up, across = place.split()
        away = (trace.marker.size or 6) / 2 + 2 if has_markers and place != "middle center" else 0
        dx = {"left": -away, "right": away}.get(across, 0)
        dy = {"top": -away, "bottom": away}.get(up, 0) if across == "center" else 0
        yield _text(text, (point[0] + dx, point[1] + dy), up, across, trace.textfont, faint)


def _text(text: str, spot: tuple[float, float], up: str, across: str, font: Any, faint: float = 1.0) -> Mark:
    shadow = re.search(r"#[0-9A-Fa-f]{6}", font.shadow or "")
    weight = font.weight if isinstance(font.weight, int) else 700 if font.weight == "bold" else 400
    return {
        "kind": "text",
        "lines": [drawable(plain(unescape(re.sub(r"<[^>]*>", "", line)))) for line in text.split("<br>")],
        "x": spot[0],
        "y": spot[1],
        "up": up,
        "across": across,
        "size": font.size or 16,
        "weight": 700 if weight >= 600 else 400,
        "colour": font.color or "#2A2420",
        "halo": shadow[0] if shadow else None,
        "opacity": faint,
    }


def _bars(trace: Any, sheet: _Sheet, floors: dict[Any, float]) -> Iterator[Mark]:
    """Draw bars from 0, ``base`` or the bar below (``floors``); each has in its middle the text that fits."""
    lies = trace.orientation == "h"
    along, scale = (trace.x, sheet.xs) if lies else (trace.y, sheet.ys)
    names, across = (trace.y, sheet.ys) if lies else (trace.x, sheet.xs)
    count = len(names)
    bases = _each(trace.base if trace.base is not None else 0, count)
    half = (
        abs(across.at(1) - across.at(0)) * (1 - (sheet.figure.layout.bargap or 0.22)) / 2
        if not (across.names)
        else abs(across.ends[1] - across.ends[0]) / len(across.names) * 0.39
    )
    colours = _each(trace.marker.color, count)
    wording = _each(trace.text, count)
    hides = lies and sheet.figure.layout.uniformtext.mode == "hide"
    for name, value, base, colour, text in zip(names, along, bases, colours, wording, strict=True):
        floor = floors.get(name, 0) if sheet.is_stacked else base
        floors[name] = floor + value
        if not value and sheet.is_stacked:
            continue
        start, end, middle = scale.at(floor), scale.at(floor + value), across.at(name)
        box = [(start, middle - half), (end, middle - half), (end, middle + half), (start, middle + half)]
        spots = box if lies else [(y, x) for x, y in box]
        edge = trace.marker.line
        yield _path([spots], edge.color or colour, edge.width or 0, fill=colour)
        if text and not (hides and abs(end - start) < LETTER * trace.textfont.size * len(text)):
            spot = ((start + end) / 2, middle) if lies else (middle, (start + end) / 2)
            yield _text(str(text), spot, "middle", "center", trace.textfont)


def _shape(shape: Any, sheet: _Sheet) -> Iterator[Mark]:
    faint = 1.0 if shape.opacity is None else float(shape.opacity)
    line = shape.line
    if shape.type == "rect":
        (left, top), (right, bottom) = sheet.spot(shape.x0, shape.y0), sheet.spot(shape.x1, shape.y1)
        spots = [(left, top), (right, top), (right, bottom), (left, bottom)]
        yield _path(
            [spots], line.color or "#2A2420", line.width, faint=faint, dash=line.dash, fill=shape.fillcolor
        )
    elif shape.type == "line":
        ends = [sheet.spot(shape.x0, shape.y0), sheet.spot(shape.x1, shape.y1)]
        yield _path([ends], line.color or "#2A2420", line.width, faint=faint, dash=line.dash)
    elif shape.type == "path" and shape.xsizemode == shape.ysizemode == "pixel":
        x, y = sheet.spot(shape.xanchor, shape.yanchor)
        strokes = [[(x + a, y - b) for a, b in stroke] for stroke in _strokes_of(shape.path)]
        yield _path(strokes, line.color, line.width, faint=faint, dash=line.dash)
    else:
        raise ValueError(f"a shape of type {shape.type} is not drawn on paper")


def _strokes_of(path: str) -> list[list[tuple[float, float]]]:
    """Return the strokes of a path of M and L."""
    pairs = (
        [tuple(map(float, one.split(","))) for one in re.split("[ML ]+", part) if one]
        for part in path.split("M")
    )
    return [[(x, y) for x, y in stroke] for stroke in pairs if stroke]


def _notes(figure: Figure, sheet: _Sheet) -> Iterator[Mark]:
    """Draw annotations: texts at a place, without an arrow."""
    for one in figure.layout.annotations:
        if one.showarrow is not False:
            raise ValueError("an annotation with an arrow is not drawn on paper")
        place = {"left": "right", "right": "left"}.get(one.xanchor or "center", "center")
        up = {"top": "bottom", "bottom": "top"}.get(one.yanchor or "middle", "middle")
        x, y = sheet.spot(one.x, one.y)
        faint = 1.0 if one.opacity is None else float(one.opacity)
        yield _text(one.text, (x + (one.xshift or 0), y - (one.yshift or 0)), up, place, one.font, faint)


def _grid(figure: Figure, sheet: _Sheet) -> Iterator[Mark]:
    """Draw the lines behind a chart whose height is read off, at its round numbers."""
    if _is_read_off(figure.layout.yaxis, sheet.ys):
        colour = figure.layout.template.layout.yaxis.gridcolor or "#E6DCCB"
        for value in sheet.ys.rounds():
            yield _path([[(sheet.left, sheet.ys.at(value)), (sheet.right, sheet.ys.at(value))]], colour, 1)


def _is_read_off(own: Any, scale: _Scale) -> bool:
    """Whether the numbers along an axis count: it is seen, and begins at zero."""
    return own.visible is not False and own.rangemode == "tozero" and not (own.tickvals or scale.names)


def _ticks(figure: Figure, sheet: _Sheet) -> Iterator[Mark]:
    """Draw what stands along an axis: its names, what it was given, months, or round numbers."""
    usual = figure.layout.template.layout.font
    for axis, scale in (("x", sheet.xs), ("y", sheet.ys)):
        own = getattr(figure.layout, f"{axis}axis")
        if own.visible is False or own.showticklabels is False:
            continue
        for value, text in _named(own, scale):
            spot = (scale.at(value), sheet.bottom + 4) if axis == "x" else (sheet.left - 6, scale.at(value))
            up, across = ("bottom", "center") if axis == "x" else ("middle", "left")
            yield _text(str(text), spot, up, across, usual)


def _named(own: Any, scale: _Scale) -> list[tuple[Any, str]]:
    """Return the places along an axis with what stands there."""
    if own.tickvals:
        return list(zip(own.tickvals, own.ticktext or (), strict=True))
    if scale.names:
        return [(name, name) for name in scale.names]
    if scale.has_days:
        return [(one, f"{one.month}/{one:%y}") for one in scale.months()]
    if not _is_read_off(own, scale):
        return []
    return [(one, _dutch(one) + (own.ticksuffix or "")) for one in scale.rounds()]


def _dutch(value: float) -> str:
    """Return a round number as plotly writes it with our separators: all its digits, as in 1.250 and 0,05."""
    return f"{value:,.10g}".translate(str.maketrans(",.", ".,"))


def texts(found: Iterable[Mark]) -> list[str]:
    """Return what is written in a drawing, for who checks it against its figure."""
    return [" ".join(one["lines"]) for one in found if one["kind"] == "text"]

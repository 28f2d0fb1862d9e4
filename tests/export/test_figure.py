"""A figure on paper: what plotly would show is what is drawn, and what we cannot draw is refused."""

import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest
from PIL import Image

from sok_core import drawing
from sok_core.charts import network
from sok_core.export import figure
from sok_core.export.figure_symbol import arrow, outline
from tests.export.read import alternatives, is_accessible, pdf, pdf_text
from tests.molenkwartier import neighbourhood

NOW = dt.datetime(2026, 11, 28, 12, 0, tzinfo=dt.UTC)
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Iterator[drawing.Drawing]:
    with neighbourhood(tmp_path_factory.mktemp("figure")) as store, store.read() as tables:
        yield drawing.drawing(tables.party.all(), tables.relation.all(), width=1400, height=990, letter=24)


@pytest.fixture(scope="module")
def made(picture: drawing.Drawing) -> go.Figure:
    return network.figure(picture, is_fixed=True)


def paths(found: list[figure.Mark]) -> list[figure.Mark]:
    return [one for one in found if one["kind"] == "path"]


def test_the_same_names_stand_at_the_same_places(made: go.Figure) -> None:
    shown = [
        (each.text.replace("<br>", " "), round(each.x + each.xshift), round(each.y - each.yshift))
        for each in made.layout.annotations
    ]
    drawn = [
        (" ".join(one["lines"]), round(one["x"]), round(one["y"]))
        for one in figure.marks(made)
        if one["kind"] == "text"
    ]
    assert Counter(drawn) == Counter(shown)
    assert len(shown) == 18


def rounded(spot: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(each, 2) for each in spot)


def test_the_same_lines_and_shapes_are_drawn(made: go.Figure, picture: drawing.Drawing) -> None:
    found = paths(figure.marks(made))
    strokes = [one for one in found if one["fill"] is None and not one["dash"]]
    ends = {tuple(map(rounded, (line.start, line.end))): line.width for line in picture.lines}
    assert len(strokes) == len(picture.lines) == 33
    for one in strokes:
        ((start, end),) = one["strokes"]
        assert one["width"] == ends[rounded(start), rounded(end)]
    fills = Counter(one["fill"] for one in found if one["fill"] and one["width"] > 0)
    assert fills["#1B3360"] == 1  # the municipality
    assert fills["#FADF72"] == 4
    chairs = [one for one in found if one["dash"]]
    assert len(chairs) == 2
    arrows = [one for one in found if one["fill"] in ("#5A5048", "#877A6A")]
    assert len(arrows) == sum(line.is_directed for line in picture.lines) == 4


def test_png_and_svg_come_without_a_browser(made: go.Figure) -> None:
    body = figure.png(made)
    assert body.startswith(PNG)
    assert (int.from_bytes(body[16:20]), int.from_bytes(body[20:24])) == (2100, 1485)
    drawn = figure.svg(made, alt="Netwerk <van> 18 partijen")
    root = ET.fromstring(drawn)  # noqa: S314  (made here)
    assert root.attrib["role"] == "img"
    assert root[0].tag.endswith("title")
    assert root[0].text == "Netwerk <van> 18 partijen"


def test_the_pdf_is_accessible_and_says_the_finding(made: go.Figure) -> None:
    body = figure.pdf(
        made, title="Gemeente heeft de meeste lijnen", alt="Netwerk van 18 partijen", made_at=NOW
    )
    assert is_accessible(body)
    assert alternatives(body) == ["Netwerk van 18 partijen"]
    assert "Gemeente heeft de meeste lijnen" in pdf_text(body)
    assert len(pdf(body).pages) == 1


def test_a_strange_sign_is_named_and_a_command_stays_a_text() -> None:
    found = go.Figure(go.Scatter(x=[1], y=[1], mode="text", text=["#panic() 水 &lt;b&gt;"]))
    assert figure.texts(figure.marks(found)) == ["#panic() [CJK UNIFIED IDEOGRAPH-6C34] <b>"]
    assert figure.png(found).startswith(PNG)


def test_a_name_at_the_edge_stands_whole_on_the_sheet() -> None:
    at_the_edges = go.Scatter(x=[0, 1], y=[1, 1], mode="text", text=["oTTTo", "oTTTo"])
    found = go.Figure(
        at_the_edges, {"width": 300, "height": 200, "xaxis": {"range": [0, 1], "visible": False}}
    )
    with Image.open(io.BytesIO(figure.png(found))) as drawn:
        wide, high = drawn.size
        edges = drawn.crop((0, 0, 1, high)), drawn.crop((wide - 1, 0, wide, high))
        assert drawn.getcolors(maxcolors=wide * high) != [(wide * high, drawn.getpixel((0, 0)))]
        assert [len(one.getcolors()) for one in edges] == [1, 1]


def test_bars_stand_as_high_as_their_values() -> None:
    found = go.Figure(
        go.Bar(x=["voor", "na"], y=[10, 33], text=["10", "33"], marker={"color": "#17595C"}),
        layout={"template": "sok", "width": 400, "height": 300},
    )
    bars = paths(figure.marks(found))
    highs = [abs(one["strokes"][0][0][1] - one["strokes"][0][1][1]) for one in bars]
    assert highs[1] / highs[0] == pytest.approx(3.3)
    assert figure.texts(figure.marks(found)) == ["10", "33", "voor", "na"]
    lying = go.Figure(go.Bar(y=["a", "b"], x=[1, 4], orientation="h", marker={"color": "#17595C"}))
    wide = [abs(one["strokes"][0][0][0] - one["strokes"][0][1][0]) for one in paths(figure.marks(lying))]
    assert wide[1] / wide[0] == pytest.approx(4)


@pytest.mark.parametrize(
    "strange",
    [
        go.Figure(go.Pie(values=[1, 2])),
        go.Figure(go.Scatter(x=[1], y=[1], mode="markers", marker={"symbol": "star"})),
        go.Figure(layout={"shapes": [{"type": "circle", "x0": 0, "x1": 1, "y0": 0, "y1": 1}]}),
        go.Figure(layout={"annotations": [{"text": "pijl", "x": 1, "y": 1, "showarrow": True}]}),
    ],
    ids=["pie", "star", "circle", "arrow"],
)
def test_what_is_not_known_is_an_error(strange: go.Figure) -> None:
    with pytest.raises(ValueError, match="not drawn on paper"):
        figure.marks(strange)


def test_a_name_of_two_lines_before_a_bar_takes_no_more_room_than_its_longest_line() -> None:
    lefts = []
    for name in ("Vereniging blok 2", "Vereniging blok 2<br>Wieksingel-Noord"):
        bar = {"type": "bar", "orientation": "h", "x": [1], "y": [name]}
        drawn = go.Figure([bar], {"yaxis": {"automargin": True}, "template": "sok"})
        lefts.append(min(x for one in paths(figure.marks(drawn)) for x, _ in one["strokes"][0]))
    assert lefts[0] == lefts[1]


def test_a_count_that_does_not_fit_in_its_piece_is_left_out_on_paper_too() -> None:
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "y": ["jan"],
            "x": [count],
            "text": [text],
            "textfont": {"size": 14},
        }
        for count, text in ((1, "✓ 1"), (99, "● 99"))
    ]
    layout = {"barmode": "stack", "uniformtext": {"mode": "hide", "minsize": 14}, "template": "sok"}
    assert figure.texts(figure.marks(go.Figure(bars, layout))) == ["● 99", "jan"]


def test_round_numbers_along_an_axis_are_written_in_dutch() -> None:
    for high, shown in ((1250, ["0", "500", "1.000"]), (0.3, ["0", "0,1", "0,2", "0,3"])):
        drawn = go.Figure(
            [{"type": "scatter", "x": [1, 2], "y": [0, high]}], {"yaxis": {"rangemode": "tozero"}}
        )
        assert figure.texts(figure.marks(drawn)) == shown


def test_a_broken_line_is_two_strokes() -> None:
    found = go.Figure(
        go.Scatter(x=[0, 1, None, 2, 3], y=[0, 1, None, 0, 1], mode="lines", line={"color": "#17595C"})
    )
    assert len(paths(figure.marks(found))) == 2


@pytest.mark.parametrize("symbol", ["circle", "square", "diamond", "pentagon", "hexagon", "cross"])
def test_a_symbol_lies_around_its_point(symbol: str) -> None:
    corners = outline(symbol, 20)
    assert sum(x for x, _ in corners) == pytest.approx(0, abs=1e-6)
    assert max(abs(x) for x, _ in corners) == pytest.approx(10, rel=0.35)


def test_an_arrow_stops_before_its_party() -> None:
    tip, *_ = arrow((0, 0), (100, 0), 10, 20)
    assert tip == (80, 0)


def test_the_template_names_no_colour_of_its_own() -> None:
    source = figure.TEMPLATE.read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{6}", source)

"""The network picture as a Figure: what it shows is what the drawing says, and never an opinion."""

import doctest

import plotly.graph_objects as go
import pytest

from sok_core import drawing
from sok_core.charts import network, style
from sok_core.drawing import Drawing
from sok_core.family import FAMILY_SHAPES, Family
from sok_core.model import Party, PartyStatus, PartyType, Relation, RelationKind

PARTIES = [
    Party(1, "Gemeente", "Gemeente", PartyType.MUNICIPALITY, PartyStatus.AT_THE_TABLE, x=1.0, y=1.0),
    Party(2, "De <b>Spil", "De <b>Spil", PartyType.COMMUNITY_CENTRE, PartyStatus.SPOKEN, x=3.0, y=2.0),
    Party(3, "Boys", "Boys", PartyType.SPORTS_CLUB, PartyStatus.TO_APPROACH, x=2.0, y=3.0),
    Party(4, "Verhuurders", "Verhuurders", PartyType.LANDLORDS, PartyStatus.MISSING, caller="De wijkagent"),
]
LINES = [
    Relation(1, 1, 2, RelationKind.MONEY, 5, True),
    Relation(2, 2, 3, RelationKind.PERSONAL, 1),
]


@pytest.fixture
def picture() -> Drawing:
    return drawing.drawing(PARTIES, LINES, width=620, height=560, letter=14)


def named(figure: go.Figure, name: str) -> go.Scatter:
    (trace,) = [each for each in figure.data if each.name == name]
    return trace


def test_the_examples_hold() -> None:
    assert doctest.testmod(network).failed == 0
    assert doctest.testmod(network).attempted > 0


def test_every_party_is_a_point_with_its_id(picture: Drawing) -> None:
    figure = network.figure(picture)
    points = [each for trace in figure.data if trace.mode == "markers" for each in trace.customdata]
    assert sorted(points) == [1, 2, 3, 4]
    assert named(figure, "gemeente").marker.symbol == "hexagon"
    assert named(figure, "gemeente").marker.color == "#1B3360"
    assert named(figure, "gemeente").marker.line.width >= 2
    assert figure.layout.xaxis.range == (0, 620)
    assert figure.layout.yaxis.range == (560, 0)


def test_names_are_texts_never_markup(picture: Drawing) -> None:
    texts = [each.text for each in network.figure(picture).layout.annotations]
    assert any("De &lt;b&gt;Spil" in text for text in texts)
    assert not any("<b>" in text for text in texts)


def test_an_empty_chair_has_no_fill_and_a_dashed_drawing(picture: Drawing) -> None:
    figure = network.figure(picture)
    paths = [shape for shape in figure.layout.shapes if shape.type == "path"]
    assert len(paths) == 2
    assert all("px," in shape.line.dash and shape.fillcolor is None for shape in paths)
    for trace in figure.data:
        if trace.name == "lege stoel":
            assert trace.marker.line.width == 0
    hover = [text for trace in figure.data if trace.mode == "markers" for text in trace.text]
    assert any("Nog niet aan tafel" in text and "De wijkagent" in text for text in hover)


def test_lines_are_as_wide_as_they_are_strong_and_point_where_they_go(picture: Drawing) -> None:
    figure = network.figure(picture)
    strong, weak = named(figure, "lijn 5 met richting"), named(figure, "lijn 1")
    assert strong.line.width > weak.line.width
    assert strong.marker.symbol == "arrow"
    assert (strong.x[0], strong.x[1]) == (picture.nodes[0].x, picture.nodes[1].x)
    assert weak.mode == "lines"


def test_a_chosen_party_leaves_the_rest_faint(picture: Drawing) -> None:
    assert network.neighbourhood(picture, [1]) == {1, 2}
    assert network.neighbourhood(picture, []) is None
    assert network.neighbourhood(picture, [99]) is None
    figure = network.figure(picture, chosen=[1])
    assert named(figure, "gemeente").opacity == 1
    assert named(figure, "lijn 1").opacity == network.FADED
    assert {trace.opacity for trace in figure.data if trace.name == "lege stoel"} == {network.FADED}
    assert {trace.opacity for trace in network.figure(picture).data} == {1}


def test_it_says_in_words_what_it_shows(picture: Drawing) -> None:
    assert network.alt(picture) == (
        "Netwerk van 4 partijen met 2 lijnen. 1 partij heeft nog geen lijn. 2 stoelen zijn nog leeg. "
        "Lege stoelen: Boys (Wie gaat langs?); Verhuurders (De wijkagent)."
    )
    assert network.legend(picture) == "⬟ huur en koop · ▲ buurt, zorg, school · ⬢ gemeente"
    rows = network.table(picture)
    assert rows[0] == {
        "Partij": "Gemeente",
        "Werkt met": "De <b>Spil",
        "Soort": "geld",
        "Hoe sterk": "heel stevig",
        "Richting": "van links naar rechts",
    }
    assert [row["Werkt met"] for row in rows[-3:]] == [
        *("nog niemand", "nog niet aan tafel: Wie gaat langs?", "nog niet aan tafel: De wijkagent"),
    ]


def test_each_family_has_a_shape_and_a_colour_of_its_own() -> None:
    shapes = FAMILY_SHAPES
    assert set(shapes) == set(Family)
    assert len({shape.symbol for shape in shapes.values()}) == len({s.fill for s in shapes.values()}) == 8


@pytest.mark.parametrize("template", ["sok", "sok_dark"])
def test_it_is_drawn_on_paper_and_in_the_dark(picture: Drawing, template: str) -> None:
    figure = network.figure(picture, template=template)
    assert figure.layout.template.layout.paper_bgcolor == style.SHADES[template].paper
    assert figure.layout.template.layout.dragmode is False

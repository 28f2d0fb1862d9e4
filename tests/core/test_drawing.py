"""The picture in pixels: names that never lie on each other, and who has no line stands apart."""

import datetime as dt
import doctest
import itertools
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core import drawing, label, layout, short_name
from sok_core.drawing import Drawing
from sok_core.family import FAMILY_OF
from sok_core.label import Box
from sok_core.model import Party, PartyStatus, PartyType, Relation, RelationKind
from tests import molenkwartier

Rows = tuple[list[Party], list[Relation]]
NAMES = ("De Spil", "Huurdersvereniging Zuid", "Warm Molenkwartier", "VvE", "W" * 40, "Gemeente")
WALL = {"width": 1800, "height": 820, "letter": 45}
SMALL_WALL = {"width": 1000, "height": 600, "letter": 32}
PAGE = {"width": 620, "height": 560, "letter": 14}
PHONE = {"width": 350, "height": 520, "letter": 12}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rows]:
    with molenkwartier.neighbourhood(tmp_path_factory.mktemp("draw")) as store, store.read() as tables:
        yield tables.party.all(), tables.relation.all()


def party(number: int, name: str = "Partij", **more: object) -> Party:
    values: dict[str, object] = {"type": PartyType.OTHER, "status": PartyStatus.AT_THE_TABLE}
    return Party(id=number, name=name, short_name=name, **values | more)  # type: ignore[arg-type]


def line(number: int, source: int, target: int, strength: int = 2, *, is_directed: bool = False) -> Relation:
    return Relation(number, source, target, RelationKind.MONEY, strength, is_directed)


@st.composite
def networks(draw: st.DrawFn) -> Rows:
    count = draw(st.integers(1, 45))
    spots = draw(
        st.lists(
            st.tuples(st.integers(0, 40), st.integers(0, 30)), min_size=count, max_size=count, unique=True
        )
    )
    names = draw(st.lists(st.sampled_from(NAMES), min_size=count, max_size=count))
    status = draw(st.lists(st.sampled_from(PartyStatus), min_size=count, max_size=count))
    ends = st.integers(1, count)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=count, unique=True))
    drawn = [line(number, *pair) for number, pair in enumerate(pairs, 1) if pair[0] != pair[1]]
    tied = {end for one in drawn for end in (one.source_id, one.target_id)}
    parties = [
        party(number, name, status=state, **({"x": x / 10, "y": y / 10} if number in tied else {}))
        for number, ((x, y), name, state) in enumerate(zip(spots, names, status, strict=True), 1)
    ]
    return parties, drawn


def shown(picture: Drawing) -> list[tuple[int, Box]]:
    return [(one.party_id, one.label.box) for one in picture.nodes if one.label]


def faults(picture: Drawing) -> list[str]:
    """Return which names lie on each other, on a party, or outside the picture."""
    found, boxes = [], shown(picture)
    for (one, box), (two, other) in itertools.combinations(boxes, 2):
        if box.overlaps(other):
            found.append(f"{one} on {two}")
    for one, box in boxes:
        if not Box(-1, -1, picture.width + 2, picture.height + 2).holds(box):
            found.append(f"{one} outside")
        for node in picture.nodes:
            side = 2 * node.radius
            point = Box(node.x - node.radius, node.y - node.radius, side, side)
            if node.party_id != one and box.overlaps(point):
                found.append(f"{one} on party {node.party_id}")
    return found


def stretched(picture: Drawing, factor: float) -> Drawing:
    """Return the picture as a wider page shows it: points move, letters stay as they are."""
    nodes = [
        replace(
            one,
            x=one.x * factor,
            label=one.label
            and replace(one.label, box=replace(one.label.box, x=one.label.box.x + one.x * (factor - 1))),
        )
        for one in picture.nodes
    ]
    return replace(picture, width=picture.width * factor, nodes=tuple(nodes))


def test_the_examples_hold() -> None:
    for module in (short_name, label):
        assert doctest.testmod(module).failed == 0
        assert doctest.testmod(module).attempted > 0


@settings(max_examples=60)
@given(networks(), st.sampled_from([WALL, SMALL_WALL, PAGE, PHONE]))
def test_no_shown_name_lies_on_another_or_on_a_party(rows: Rows, paper: dict[str, float]) -> None:
    assert faults(drawing.drawing(*rows, **paper)) == []


@settings(max_examples=30)
@given(networks())
def test_it_stays_so_when_the_page_is_wider(rows: Rows) -> None:
    picture = drawing.drawing(*rows, **PAGE, stretch=2.5)
    for factor in (1, 1.3, 1.9, 2.5):
        assert faults(stretched(picture, factor)) == []


@settings(max_examples=20)
@given(networks())
def test_everybody_is_drawn_once_and_the_same_each_time(rows: Rows) -> None:
    picture = drawing.drawing(*rows, **PAGE)
    assert sorted(one.party_id for one in picture.nodes) == [one.id for one in rows[0]]
    assert picture == drawing.drawing(list(reversed(rows[0])), rows[1], **PAGE)


@pytest.mark.parametrize("paper", [WALL, SMALL_WALL, PAGE, {"width": 1400, "height": 990, "letter": 24}])
def test_at_eighteen_parties_every_name_is_there(rows: Rows, paper: dict[str, float]) -> None:
    picture = drawing.drawing(*rows, **paper)
    assert [one.name for one in picture.nodes if one.label is None] == []
    assert faults(picture) == []


def test_the_demo_has_every_name_on_any_width_of_the_page(rows: Rows) -> None:
    picture = drawing.drawing(*rows, **PAGE, stretch=2.5)
    assert all(one.label for one in picture.nodes)


def test_who_has_no_line_stands_apart_by_name(rows: Rows) -> None:
    picture = drawing.drawing(*rows, **WALL)
    apart = [one for one in picture.nodes if one.is_apart]
    assert [one.name for one in apart] == ["Molenboys", "Particuliere verhuurders"]
    assert all(one.is_empty for one in apart)
    assert picture.apart is not None
    assert all(picture.apart.x < one.x for one in apart)
    assert all(one.x < picture.apart.x for one in picture.nodes if not one.is_apart)


def test_a_high_picture_has_them_at_the_bottom(rows: Rows) -> None:
    picture = drawing.drawing(*rows, **PAGE)
    assert picture.apart is not None
    assert picture.apart.width == PAGE["width"]
    assert all(one.y > picture.apart.y for one in picture.nodes if one.is_apart)


def test_an_empty_chair_says_who_goes_there_and_when() -> None:
    waiting = party(1, status=PartyStatus.MISSING)
    assert drawing.chair_note(waiting) == "Wie gaat langs?"
    called = replace(waiting, caller="De voorzitter", call_by=dt.date(2026, 12, 3))
    assert drawing.chair_note(called) == "De voorzitter, 3 december"
    assert drawing.chair_note(replace(called, status=PartyStatus.SPOKEN)) == ""
    (node,) = drawing.drawing([called], [], **WALL).nodes
    assert node.is_empty
    assert node.label
    assert " ".join(node.label.lines).endswith("De voorzitter, 3 december")


def test_two_lines_between_two_parties_are_one_as_wide_as_the_strongest() -> None:
    both = [party(1, x=1.0, y=1.0), party(2, x=3.0, y=2.0)]
    one_way = [line(1, 2, 1, 2, is_directed=True), line(2, 2, 1, 5, is_directed=True)]
    (drawn,) = drawing.drawing(both, one_way, **PAGE).lines
    assert (drawn.source_id, drawn.target_id, drawn.strength, drawn.is_directed) == (2, 1, 5, True)
    assert drawn.relation_ids == (1, 2)
    (drawn,) = drawing.drawing(both, [*one_way, line(3, 1, 2, 1, is_directed=True)], **PAGE).lines
    assert not drawn.is_directed


def test_lines_get_wider_with_their_strength() -> None:
    both = [party(1, x=1.0, y=1.0), party(2, x=3.0, y=2.0)]
    for paper in (WALL, PAGE):
        widths = [
            drawing.drawing(both, [line(1, 1, 2, each)], **paper).lines[0].width for each in range(1, 6)
        ]
        assert widths == sorted(set(widths))
        assert min(widths) >= (4.5 if paper is WALL else 1.5)


LONG_NAMES = (
    *("Gemeente Oosterhaven", "Woonstichting De Haven", "Buurthuis De Spil", "Huurdersvereniging Zuid"),
    *("Basisschool De Meelbloem", "Warm Molenkwartier", "Netbeheerder Stroomnet", "Welzijn Oosterhaven"),
    *("VvE De Molenhof", "Ondernemersvereniging", "Energieloket Oosterhaven", "Voetbalclub Molenboys"),
    *("Particuliere verhuurders", "Moskee El Iman", "Vrouwengroep De Handen", "Eigenaren Wiekstraat"),
    *("Warmtebedrijf Haven", "Wijkteam Noordoost", "Huisartsen Kwartier", "Kerk De Ark", "Bibliotheek Oost"),
    *("Politie, wijkagent", "Ouderenbond KBO", "Energiecoöperatie Zonnewiek", "Speeltuinvereniging De Wiek"),
)
BEAMERS = (
    {"width": 1920, "height": 760, "letter": 45, "least": 34},
    {"width": 1024, "height": 430, "letter": 32},
)


def neighbourhood(seed: int, alone: int) -> Rows:
    """Return 25 parties with long names, of which the last few have no line and half of these are missing."""
    chance, tied = random.Random(seed), 25 - alone  # noqa: S311  (a drawing, no secret)
    pairs = {(chance.randrange(1, one), one) for one in range(2, tied + 1)}
    while len(pairs) < 45:
        one, two = sorted(chance.sample(range(1, tied + 1), 2))
        pairs.add((one, two))
    spots = layout.arrange([range(1, tied + 1)], sorted(pairs))
    parties = []
    for number, name in enumerate(LONG_NAMES, 1):
        x, y = spots.get(number, (None, None))
        is_missing = number > 25 - alone // 2
        status = PartyStatus.MISSING if is_missing else PartyStatus.AT_THE_TABLE
        parties.append(party(number, name, status=status, x=x, y=y))
    return parties, [line(number, *pair) for number, pair in enumerate(sorted(pairs), 1)]


@pytest.mark.parametrize(
    ("seed", "alone", "beamer"),
    [(1, 0, BEAMERS[0]), (2, 4, BEAMERS[0]), (4, 4, BEAMERS[0]), (1, 0, BEAMERS[1]), (3, 0, BEAMERS[1])],
)
def test_at_twenty_five_parties_a_beamer_shows_every_name(
    seed: int, alone: int, beamer: dict[str, float]
) -> None:
    picture = drawing.drawing(*neighbourhood(seed, alone), **beamer)
    assert [one.name for one in picture.nodes if one.label is None] == []
    assert faults(picture) == []
    assert picture.remarks == ()
    texts = [" ".join(one.label.lines) for one in picture.nodes if one.label]
    assert len(set(texts)) == 25
    assert picture.letter >= 32


@pytest.mark.parametrize("seed", [2, 4])
def test_an_old_beamer_with_a_strip_leaves_out_a_few_names_at_most_and_says_how_many(seed: int) -> None:
    picture = drawing.drawing(*neighbourhood(seed, 4), **BEAMERS[1])
    nameless = [one for one in picture.nodes if one.label is None]
    assert len(nameless) <= 4
    assert not any(one.is_empty for one in nameless)
    assert faults(picture) == []
    assert any(str(len(nameless)) in one.text for one in picture.remarks)


def test_empty_chairs_have_a_name_before_others_and_the_rest_is_counted() -> None:
    chairs = [party(number, f"Stoel {number}", status=PartyStatus.MISSING) for number in range(1, 5)]
    others = [party(number, f"Vereniging {number}") for number in range(5, 65)]
    for paper in (WALL, SMALL_WALL, PAGE, PHONE):
        picture = drawing.drawing([*others, *chairs], [], **paper)
        nameless = [one for one in picture.nodes if one.label is None]
        assert nameless
        assert not any(one.is_empty for one in nameless)
        assert [one.text for one in picture.remarks] == [f"en nog {len(nameless)}"]
        assert faults(picture) == []


def test_a_long_name_takes_no_name_from_the_others_in_the_strip() -> None:
    there = [party(1, "Kerk"), party(2, "W" * 40), party(3, "Moskee", status=PartyStatus.MISSING)]
    for paper in (WALL, SMALL_WALL, PAGE):
        picture = drawing.drawing(there, [], **paper)
        assert {one.name for one in picture.nodes if one.label} >= {"Kerk", "Moskee"}


def test_a_name_that_does_not_fit_is_counted_in_the_picture() -> None:
    spots = layout.arrange([range(1, 201)], [(1, other) for other in range(2, 201)])
    parties = [party(one, f"Partij nummer {one}", x=x, y=y) for one, (x, y) in sorted(spots.items())]
    picture = drawing.drawing(parties, [line(other, 1, other) for other in range(2, 201)], **WALL)
    missing = sum(one.label is None for one in picture.nodes)
    assert missing > 1
    assert [one.text for one in picture.remarks] == [f"{missing} namen staan er niet bij"]
    assert faults(picture) == []


def test_a_crowd_without_a_line_keeps_a_shape_each() -> None:
    crowd = [party(number, "Particuliere verhuurders") for number in range(1, 120)]
    for paper in (WALL, SMALL_WALL, PAGE):
        picture = drawing.drawing(crowd, [], **paper)
        assert len(picture.nodes) == 119
        assert len({(one.x, one.y) for one in picture.nodes}) == 119


def test_a_party_outside_the_frame_still_is_in_the_picture() -> None:
    far = [party(1, "A", x=9.0, y=1.0), party(2, "B", x=0.0, y=0.0)]
    picture = drawing.drawing(far, [line(1, 1, 2)], **PAGE)
    assert all(0 < one.x < PAGE["width"] for one in picture.nodes)
    assert layout.WIDE < 9


def test_every_type_has_a_family() -> None:
    assert set(FAMILY_OF) == set(PartyType)

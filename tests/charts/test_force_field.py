"""The force field: only what may be read, each party in its field, and how far opinions lie apart."""

import datetime as dt

from sok_core.charts import force_field
from sok_core.export import figure
from sok_core.model import Estimate, EstimateKind, Party, PartyStatus, PartyType, Reader

DAY = dt.date(2026, 11, 5)
PARTIES = [
    Party(number, name, name, PartyType.OTHER, PartyStatus.SPOKEN)
    for number, name in enumerate(("Boys & Co", "Gemeente", "Spil", "Welzijn"), 1)
]


def thought(party_id: int, kind: EstimateKind, *values: int) -> list[Estimate]:
    return [
        Estimate(number, kind, value, Reader.TABLE, f"kijker {number}", DAY, party_id=party_id)
        for number, value in enumerate(values)
    ]


ESTIMATES = [
    *thought(1, EstimateKind.INTEREST, 2),
    *thought(1, EstimateKind.INFLUENCE, 1),
    *thought(2, EstimateKind.INTEREST, 5),
    *thought(2, EstimateKind.INFLUENCE, 3, 5, 5),
    *thought(2, EstimateKind.ATTITUDE, 1),
    *thought(3, EstimateKind.INTEREST, 2),
    *thought(3, EstimateKind.INFLUENCE, 1),
    *thought(3, EstimateKind.ATTITUDE, -2),
    *thought(4, EstimateKind.INTEREST, 4),
]


def test_only_who_has_both_numbers_has_a_seat() -> None:
    assert [one.party.id for one in force_field.seats(PARTIES, ESTIMATES)] == [1, 2, 3]
    assert force_field.seats(PARTIES, []) == []


def test_who_has_the_same_numbers_stands_beside_the_other_always_in_the_same_way() -> None:
    one, two, three = force_field.seats(PARTIES, ESTIMATES)
    assert (one.x, one.y) != (three.x, three.y)
    assert abs(one.x - 2) < 0.5 > abs(three.x - 2)
    assert (two.x, two.y) == (5, 5)
    assert force_field.seats(list(reversed(PARTIES)), ESTIMATES) == [one, two, three]


def test_it_shows_attitude_as_a_shape_and_the_spread_as_a_line() -> None:
    chart = force_field.figure(force_field.seats(PARTIES, ESTIMATES))
    symbols = {trace.name: trace.marker.symbol for trace in chart.data if trace.mode == "markers"}
    assert symbols == {
        "weten we niet": "square",
        "staat erachter": "triangle-up",
        "heeft bezwaren": "triangle-down",
    }
    (spread,) = [trace for trace in chart.data if trace.mode == "lines"]
    assert (3, 5) in list(zip(spread.y, spread.y[1:], strict=False))


def test_the_table_and_the_finding_say_the_same() -> None:
    found = force_field.seats(PARTIES, ESTIMATES)
    assert force_field.finding(found) == "Trek samen op met Gemeente"
    row = force_field.table(found)[1]
    assert row == {
        "Partij": "Gemeente",
        "Vak": "samen optrekken",
        "Belang": "5",
        "Invloed": "5 (3 tot 5, 3 mensen)",
        "Houding": "staat erachter",
    }
    assert force_field.finding([]) == "Nog geen partij heeft veel belang en veel invloed"


def test_paper_has_the_four_fields_and_every_name() -> None:
    drawn = figure.texts(figure.marks(force_field.figure(force_field.seats(PARTIES, ESTIMATES))))
    for text in ("samen optrekken", "op tijd spreken", "een stem geven", "op de hoogte houden"):
        assert text in drawn
    assert {"Boys & Co", "Gemeente", "Spil", "weinig belang", "veel belang"} <= set(drawn)

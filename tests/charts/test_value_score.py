"""The dots of scores: one for each answer, groups by shape as well as colour, and drawn on paper too."""

import datetime as dt

from sok_core.charts import value_score as chart
from sok_core.charts.value_score import Row
from sok_core.export import figure
from sok_core.model import Crowd, Lane, RoundResult, ScoreRound, ValueResult

TITLES = {1: "Vertrouwen & zo", 2: "Betaalbaar"}
RESIDENTS = Lane(Crowd.RESIDENTS, (1, 4, 6, 4, 1), unknown=2)
ORGANISATIONS = Lane(Crowd.ORGANISATIONS, (0, 0, 2, 5, 1))
ROOM = Lane(Crowd.ROOM, (0, 3, 2, 0, 0), unknown=1)
TRUST = ValueResult(1, (RESIDENTS, ORGANISATIONS), left_out=2)
MONEY = ValueResult(2, (ROOM,))


def a_round(day: int, *results: ValueResult) -> RoundResult:
    return RoundResult(ScoreRound(day, "Kwartaalmoment", dt.date(2026, 11, day), people=24), results)


ROUND = a_round(5, TRUST, MONEY, ValueResult(3))
ROWS = chart.of_round(ROUND, TITLES)


def traces() -> dict[str, object]:
    """Return the dots by their shape."""
    drawn = chart.figure(ROWS)
    return {trace.marker.symbol: trace for trace in drawn.data if trace.mode == "markers"}


def test_each_answer_is_one_dot_at_its_score() -> None:
    by_shape = traces()
    dots = {
        shape: [round(x) for x in trace.x]  # type: ignore[attr-defined]
        for shape, trace in by_shape.items()
    }
    assert dots == {
        "circle": [1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5],
        "diamond": [3, 3, 4, 4, 4, 4, 4, 5],
        "square": [2, 2, 2, 3, 3],
    }


def test_no_two_dots_lie_on_each_other() -> None:
    spots = [spot for trace in traces().values() for spot in zip(trace.x, trace.y, strict=True)]  # type: ignore[attr-defined]
    assert len({(round(x, 3), round(y, 3)) for x, y in spots}) == len(spots) == 16 + 8 + 5


def test_groups_differ_in_shape_and_in_how_dark_they_are() -> None:
    looks = {shape: trace.marker.color for shape, trace in traces().items()}  # type: ignore[attr-defined]
    assert len(set(looks.values())) == 3
    assert looks["diamond"] == "#FFFFFF"


def test_a_full_hall_makes_a_higher_figure_and_keeps_all_dots_within_their_score() -> None:
    full = Row("Vol", ValueResult(1, (Lane(Crowd.ROOM, (0, 0, 90, 0, 0)),)))
    drawn = chart.figure([full])
    (dots,) = [trace for trace in drawn.data if trace.mode == "markers"]
    assert len(dots.x) == 90
    assert all(2.5 < x < 3.5 for x in dots.x)
    low, high = drawn.layout.yaxis.range
    assert all(low < y < high for y in dots.y)


def test_a_value_that_may_not_be_shown_has_no_row() -> None:
    assert [row.name for row in ROWS] == ["Vertrouwen & zo", "Betaalbaar"]


def test_over_time_each_round_that_may_be_shown_is_a_row() -> None:
    history = [a_round(1, TRUST), a_round(3, ValueResult(1), MONEY), a_round(5, TRUST)]
    assert [row.name for row in chart.over_time(history, 1)] == ["1 november 2026", "5 november 2026"]


def test_the_table_has_every_count_and_who_does_not_know() -> None:
    first, second, room = chart.table(ROWS, head="Waarde")
    assert first == {
        "Waarde": "Vertrouwen & zo",
        "Wie": "bewoners",
        "1": "1",
        "2": "4",
        "3": "6",
        "4": "4",
        "5": "1",
        "Weet ik niet": "2",
        "Gemiddelde": "3",
        "Spreiding": "0,8",
    }
    assert second["Wie"] == "mensen van organisaties"
    assert (room["Wie"], room["Weet ik niet"]) == ("hele zaal", "1")


def test_half_a_tenth_goes_up() -> None:
    six_threes_and_two_fours = Lane(Crowd.ROOM, (0, 0, 6, 2, 0))
    (row,) = chart.table([Row("Vertrouwen", ValueResult(1, (six_threes_and_two_fours,)))], head="Waarde")
    assert row["Gemiddelde"] == "3,3"


def test_who_does_not_see_it_hears_the_same() -> None:
    told = chart.alt(ROWS)
    assert "Vertrouwen & zo, 8 mensen van organisaties: 2 keer een 3, 5 keer een 4, 1 keer een 5" in told
    assert chart.alt([]) == "Stippen van alle cijfers van 1 tot 5. Nog leeg."


def test_the_signs_are_explained_and_what_is_left_out_is_said() -> None:
    assert chart.legend(ROWS).startswith(
        "● bewoner · ◇ iemand van een organisatie · ■ iemand uit de zaal · | gemiddelde"
    )
    alone = chart.with_legend(chart.figure(ROWS), ROWS)
    assert chart.legend(ROWS) in figure.texts(figure.marks(alone))
    assert chart.remarks(ROWS) == [
        "Waar een groep minder dan 5 cijfers gaf, staat alleen de hele zaal. Zo is niemand te herkennen.",
        "2 mensen zeiden niet als wie. Dat zijn er te weinig om apart te laten zien.",
    ]
    assert chart.too_few(ROUND, TITLES | {3: "Samen"}) == ["Samen"]
    (hidden, *_) = chart.remarks(ROWS, ["Samen", "Groen"])
    assert hidden == "Minder dan 5 cijfers, en daarom niet te zien: ‘Samen’ en ‘Groen’."
    assert chart.remarks([], ["Samen"]) == []
    assert chart.remarks([Row("Goed", ValueResult(1, (RESIDENTS, ORGANISATIONS)))]) == []


def test_words_of_people_are_no_markup_in_a_figure() -> None:
    rows = [Row("<b>hard</b>", MONEY)]
    drawn = chart.figure(rows)
    assert drawn.data[0].text == ("<b>&lt;b&gt;hard&lt;/b&gt;</b>",)
    assert all("<b>" not in text for trace in drawn.data[1:2] for text in trace.hovertext)


def test_it_is_drawn_on_paper_as_on_the_page_and_in_the_dark() -> None:
    written = figure.texts(figure.marks(chart.figure(ROWS)))
    assert written[:2] == ["Vertrouwen & zo", "Betaalbaar"]
    assert {"16 bewoners", "8 van organisaties", "5 mensen"} <= set(written)
    assert chart.figure(ROWS, template="sok_dark").data[1].marker.color == "#6FBDB9"


def test_a_figure_is_small_on_the_wire() -> None:
    lanes = (Lane(Crowd.RESIDENTS, (60,) * 5), Lane(Crowd.ORGANISATIONS, (20,) * 5))
    many = [Row(f"Waarde {place}", ValueResult(place, lanes)) for place in range(8)]
    assert len(chart.figure(many).to_json()) < 400_000

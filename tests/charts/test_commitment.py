"""Charts of promises: the same counts as the states, and a piece of a bar that can be found again."""

import doctest
from dataclasses import replace
from pathlib import Path

import pytest

from sok_core import commitment_state
from sok_core.charts import commitment as chart
from sok_core.commitment_state import Carried, Month
from sok_core.model import (
    UNCHANGED,
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Direction,
    LeadChange,
    Party,
    PartyStatus,
    PartyType,
    Update,
)
from sok_core.store import Store
from tests.following import BEGIN, TODAY, day
from tests.molenkwartier import neighbourhood

HOUSES = Commitment(
    1,
    1,
    "Dertig huizen",
    1,
    BEGIN,
    kind=CommitmentKind.NUMBER,
    unit="huizen",
    baseline=0,
    target=30,
    due=day(12, 31),
)

BLOCK = Party(
    1, "VvE", "Vereniging van… <Wiek> blok 2", PartyType.OWNERS_ASSOCIATION, PartyStatus.AT_THE_TABLE
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder: Path = tmp_path_factory.mktemp("charts")
    with neighbourhood(folder) as found:
        yield found


def said(*values: float | None) -> list[Update]:
    return [
        Update(number, 1, day(number), CommitmentStatus.ON_TRACK, value)
        for number, value in enumerate(values, 1)
    ]


def test_the_examples_hold() -> None:
    found = doctest.testmod(chart)
    assert (found.failed, found.attempted > 1) == (0, True)


def test_the_bars_count_what_the_states_say(store: Store) -> None:
    with store.read() as tables:
        states = commitment_state.states(tables, today=TODAY)
        months = commitment_state.by_month(
            tables.commitment.all(), tables.update.steps(), tables.lead_change.all(), until=TODAY
        )
    drawn = chart.by_month(months)
    last = {trace.name: trace.x[0] for trace in drawn.data}
    counts = commitment_state.counts(states)
    assert last == {chart.label(status): counts[status] for status in CommitmentStatus}
    assert sum(last.values()) == 17
    assert chart.month_rows(months)[-1]["✓ klaar"] == "6"
    assert chart.finding(counts, unseen=commitment_state.unseen(states)) == (
        "Zes afspraken zijn klaar, nog geen daarvan bevestigd, zeven staan op ‘let op’"
    )
    assert chart.finding(counts, unseen=0) == "Zes afspraken zijn klaar, zeven staan op ‘let op’"
    one = {CommitmentStatus.DONE: 1}
    assert chart.finding(one, unseen=1) == "Eén afspraak is klaar, maar nog niet bevestigd"


def test_each_month_is_a_bar_with_its_name_before_it_and_the_newest_is_lowest() -> None:
    counts = dict.fromkeys(CommitmentStatus, 0) | {CommitmentStatus.DONE: 2, CommitmentStatus.STUCK: 1}
    drawn = chart.by_month([Month(day(number), counts) for number in range(1, 12)])
    stuck = next(trace for trace in drawn.data if trace.name == "■ loopt vast")
    assert (stuck.orientation, stuck.y[0], stuck.y[-1]) == ("h", "nov 2026", "jan 2026")
    assert [chart.decoded(one)[0] for one in stuck.customdata] == list(range(10, -1, -1))
    assert stuck.text[0] == f"■{chart.THIN}1"
    assert drawn.layout.xaxis.range == pytest.approx((0, 3), rel=0.01)


def test_what_begins_later_is_said_under_the_bars() -> None:
    none = dict.fromkeys(CommitmentStatus, 0)
    for later, says in (
        (0, "maand."),
        (1, "maand. Eén afspraak begint later."),
        (2, "Twee afspraken beginnen later."),
    ):
        assert chart.legend([Month(day(1), none, later=later)]).endswith(says)


def test_a_count_without_room_in_its_piece_is_left_out_and_never_small() -> None:
    month = Month(day(1), dict.fromkeys(CommitmentStatus, 1) | {CommitmentStatus.DONE: 600})
    for drawn in (chart.by_month([month]), chart.carrying([Carried(BLOCK, open=(HOUSES,))])):
        fits = drawn.layout.uniformtext
        assert (fits.mode, fits.minsize) == ("hide", 14)
        assert {trace.constraintext for trace in drawn.data} == {None}


def test_a_long_name_before_a_bar_takes_two_lines_and_its_bar_the_room_for_them() -> None:
    mill = replace(BLOCK, short_name="De Spil")
    short, long = (chart.carrying([Carried(each, open=(HOUSES,))]) for each in (mill, BLOCK))
    assert list(long.data[0].y) == ["Vereniging van… &lt;Wiek&gt;<br>blok 2"]
    assert long.layout.height == short.layout.height + 14


def test_every_piece_of_a_bar_is_found_again() -> None:
    codes = [chart.code(month, status) for month in range(12) for status in CommitmentStatus]
    assert len(set(codes)) == 72
    assert [chart.code(*chart.decoded(one)) for one in codes] == codes


def test_a_number_has_a_line_only_from_four_values_and_a_gap_where_none_was_given() -> None:
    few, many = (
        chart.way(HOUSES, said(1, 2, 3), today=TODAY),
        chart.way(HOUSES, said(1, None, 3, 4, 5), today=TODAY),
    )
    assert few.data[1].mode == "markers"
    assert many.data[1].mode == "lines+markers"
    assert many.data[1].y == (1, None, 3, 4, 5)
    assert not many.data[1].connectgaps
    assert tuple(many.data[0].y) == (0, 30)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ((), "Er is nog geen getal"),
        ((5, 6), "Nu 6, het doel is 30 huizen"),
        ((5, 10, 20, 29), "Nu 29, het doel is 30 huizen. Dat is op schema"),
        ((5, 5, 5, 6), "Nu 6, het doel is 30 huizen. Dat loopt achter op een rechte lijn"),
    ],
)
def test_the_title_says_where_the_number_stands(values: tuple[float, ...], says: str) -> None:
    assert chart.way_finding(HOUSES, said(*values), today=TODAY) == says


DOWN = replace(HOUSES, direction=Direction.DOWN, baseline=None, target=10)


def test_a_target_without_a_begin_lies_flat_and_nothing_is_judged() -> None:
    drawn = chart.way(DOWN, said(60, 55, 50, 45), today=TODAY)
    assert (tuple(drawn.data[0].x), tuple(drawn.data[0].y)) == ((BEGIN, day(12, 31)), (10, 10))
    assert chart.way_finding(DOWN, said(60, 55, 50, 45), today=TODAY) == "Nu 45, het doel is 10 huizen"
    assert chart.way_caption(DOWN) == "Dertig huizen. De streepjeslijn is het doel."


def test_the_words_under_a_line_are_of_what_is_drawn() -> None:
    up, no_day = replace(HOUSES, baseline=None), replace(HOUSES, due=None)
    assert tuple(chart.way(up, said(1), today=TODAY).data[0].y) == (0, 30)
    assert tuple(chart.way(no_day, said(1), today=TODAY).data[0].y) == (30, 30)
    sloping, flat = (
        f"De streepjeslijn {each}." for each in ("loopt recht van begin naar doel", "is het doel")
    )
    found = [chart.way_caption(one).partition(". ")[2] for one in (HOUSES, up, no_day)]
    assert found == [sloping, sloping, flat]
    nothing = replace(HOUSES, target=None)
    assert len(chart.way(nothing, said(1), today=TODAY).data) == 1
    assert chart.way_caption(nothing) == "Dertig huizen."


def test_what_has_to_go_down_is_judged_from_its_begin() -> None:
    down = replace(DOWN, baseline=60)
    assert chart.way_finding(down, said(60, 55, 50, 45), today=TODAY).endswith(
        "loopt achter op een rechte lijn"
    )
    assert chart.way_finding(down, said(60, 30, 20, 10), today=TODAY).endswith("op schema")


def test_the_months_under_a_line_stand_beside_each_other_on_a_phone() -> None:
    axis = chart.way(HOUSES, said(1, 2, 3, 4), today=TODAY).layout.xaxis
    assert axis.tickangle == 0
    assert axis.ticktext[0] == "feb<br>2026"
    widest = max(len(line) for text in axis.ticktext for line in text.split("<br>"))
    assert 10 * (widest + 1) * len(axis.ticktext) <= 250  # pixels of a phone that are left for the line


def test_a_thousand_is_written_alike_in_the_title_and_along_the_axis() -> None:
    many = replace(HOUSES, target=1250)
    drawn = chart.way(many, said(1000), today=TODAY)
    assert chart.way_finding(many, said(1000), today=TODAY) == "Nu 1.000, het doel is 1.250 huizen"
    usual = drawn.layout.template.layout
    assert (usual.separators, usual.yaxis.separatethousands) == (",.", True)
    assert drawn.layout.margin.l >= 24 + 9 * len("1.250")


def test_what_was_stopped_is_not_behind() -> None:
    *told, last = said(2, 4, 5, 5)
    told.append(replace(last, status=CommitmentStatus.STOPPED))
    found = chart.way_finding(HOUSES, told, today=TODAY)
    assert found == "Gestopt op 1 april 2026 bij 5, het doel was 30 huizen"


def test_a_unit_in_the_plural_stands_beside_the_target_and_over_the_numbers() -> None:
    steps = replace(HOUSES, kind=CommitmentKind.STEPS, steps=("a", "b"), target=2)
    for one, says, head in (
        (HOUSES, "Nu 1, het doel is 30 huizen", "Getal (huizen)"),
        (steps, "Nu 1, het doel is 2 stappen", "Getal (stappen)"),
        (replace(HOUSES, unit=""), "Nu 1, het doel is 30", "Getal"),
    ):
        assert chart.way_finding(one, said(1), today=TODAY) == says
        assert chart.way_rows(one, said(1))[0][head] == "1"


def test_one_step_is_no_steps_and_one_month_is_no_months() -> None:
    steps = replace(HOUSES, kind=CommitmentKind.STEPS, steps=("a",), target=1)
    assert chart.way_finding(steps, said(1), today=TODAY) == "Nu 1, het doel is 1 stap"
    open_end = replace(steps, target=None)
    assert chart.way_finding(open_end, said(1), today=TODAY) == "Nu 1 stap"
    assert chart.way_finding(replace(HOUSES, target=None), said(1), today=TODAY) == "Nu huizen: 1"
    assert "1 keer gemeten, van 1 naar 1 stap." in chart.way_alt(open_end, said(1), today=TODAY)
    month = Month(day(10), dict.fromkeys(CommitmentStatus, 1))
    assert "per status in de laatste maand. " in chart.month_alt([month])


def test_a_unit_with_a_full_stop_of_its_own_ends_a_sentence_once() -> None:
    one, told = replace(HOUSES, unit="st.", due=None), said(3, 4)
    assert chart.way_finding(one, told, today=TODAY) == "Nu 4, het doel is 30 st."
    assert chart.way_alt(one, told, today=TODAY).endswith("van 3 naar 4 st. Nu 4, het doel is 30 st.")
    late = chart.way_finding(replace(HOUSES, unit="st."), said(3, 4, 5, 6), today=TODAY)
    assert "30 st. Dat" in late
    assert ".." not in late
    told[-1] = replace(told[-1], status=CommitmentStatus.STOPPED)
    assert ".." not in chart.way_alt(one, told, today=TODAY)


def test_nothing_changed_is_no_measurement() -> None:
    (first, *same) = said(6, 6, 6, 6)
    told = [first, *(replace(each, text=UNCHANGED) for each in same)]
    drawn = chart.way(HOUSES, told, today=TODAY)
    assert (drawn.data[1].mode, drawn.data[1].y) == ("markers", (6,))
    assert chart.way_finding(HOUSES, told, today=TODAY) == "Nu 6, het doel is 30 huizen"
    assert "1 keer gemeten" in chart.way_alt(HOUSES, told, today=TODAY)
    assert len(chart.way_rows(HOUSES, told)) == 4
    assert not chart.has_line(HOUSES, told[1:])


def test_who_stopped_is_not_named_for_what_comes() -> None:
    gone = LeadChange(1, 1, HOUSES.owner_id, TODAY)
    for lead, who in ((None, "De Spil"), (gone, "zoekt een trekker")):
        found = commitment_state.state_of(HOUSES, today=TODAY, lead=lead)
        shown = commitment_state.coming([found], [], today=TODAY)
        assert [row["Wie"] for row in chart.ahead_rows(shown, {1: "De Spil"})] == [who]
    later = replace(gone, on=day(12, 1))
    shown = commitment_state.coming([replace(found, no_lead=None, leaving=later)], [], today=TODAY)
    told = ["De Spil stopt", "zoekt een trekker"]
    assert [row["Wie"] for row in chart.ahead_rows(shown, {1: "De Spil"})] == told


def test_what_a_moment_decided_leaves_no_gap_as_nobody_measured() -> None:
    decided = Update(9, 1, day(3, 15), CommitmentStatus.ON_TRACK, check_in_id=1)
    told = said(1, 2, 3, 4)
    drawn = chart.way(HOUSES, [*told[:3], decided, told[3]], today=TODAY).data[-1]
    assert list(drawn.y) == [1, 2, 3, 4]


def test_yes_or_no_has_no_line() -> None:
    one = Commitment(1, 1, "Geregeld", 1, BEGIN, kind=CommitmentKind.YES_NO)
    assert not chart.has_line(one, said(1))
    assert chart.has_line(HOUSES, said(1))
    assert not chart.has_line(HOUSES, said(None))


def test_who_only_helps_has_no_bar_and_is_in_the_table(store: Store) -> None:
    with store.read() as tables:
        states = commitment_state.states(tables, today=TODAY)
        found = commitment_state.carried(states, tables.party.all(), tables.role_part.all())
    drawn = chart.carrying(found)
    assert sum(drawn.data[0].x) == 10
    assert "De Meelbloem" not in drawn.data[0].y
    assert "De Meelbloem" in [row["Partij"] for row in chart.carrying_rows(found)]
    assert chart.carrying_finding(found) == (
        "Zeven partijen trekken samen tien open afspraken, drie daarvan zijn vrijwilliger"
    )


def test_one_party_does_nothing_together() -> None:
    party = Party(1, "De Spil", "De Spil", PartyType.SCHOOL, PartyStatus.AT_THE_TABLE)
    alone = Carried(party, open=(Commitment(1, 1, "Bomen", 1, BEGIN),))
    assert chart.carrying_finding([alone]) == "Eén partij trekt één open afspraak"


def test_numbers_in_a_bar_are_dark_where_the_bar_is_light(store: Store) -> None:
    with store.read() as tables:
        states = commitment_state.states(tables, today=TODAY)
        found = commitment_state.carried(states, tables.party.all(), tables.role_part.all())
    for template, letters in (("sok", "#FFFFFF"), ("sok_dark", "#201C18")):
        assert chart.carrying(found, template=template).data[0].textfont.color == letters


def test_what_comes_stands_on_its_day(store: Store) -> None:
    with store.read() as tables:
        states = commitment_state.states(tables, today=TODAY)
        found = commitment_state.coming(states, tables.check_in.all(), today=TODAY)
    drawn = chart.ahead(found, today=TODAY, days=commitment_state.AHEAD)
    assert list(drawn.data[1].x) == [one.day for one in reversed(found)]
    assert [row["Wat"] for row in chart.ahead_rows(found, {})] == [one.title for one in found]


def test_of_much_that_comes_the_first_are_drawn_and_all_stand_in_the_table() -> None:
    found = [commitment_state.Coming(day(12, 1), f"Afspraak {number}") for number in range(500)]
    drawn = chart.ahead(found, today=TODAY, days=90)
    assert list(drawn.data[0].text)[-1].endswith("Afspraak 0")
    assert len(drawn.data[0].text) == len(drawn.data[1].x) == 30
    assert drawn.layout.height < 2000
    assert len(drawn.to_json()) < 30_000
    assert len(chart.ahead_rows(found, {})) == 500
    assert chart.ahead_legend(found).startswith("Getekend zijn de eerste 30, nog 470 staan in de tabel. ●")
    assert chart.ahead_legend(found[:31]).startswith("Getekend zijn de eerste 30, nog één staat in de tabel.")
    assert chart.ahead_legend(found[:30]).startswith("●")
    assert chart.ahead_alt(found).endswith("Afspraak 29; nog 470 in de tabel.")


def test_a_long_title_takes_two_lines_that_fit_on_a_phone() -> None:
    title = "De gemeenschappelijke commissie organiseert een avond in de wijk."
    short, long = (
        chart.ahead([commitment_state.Coming(day(11, 9), each)], today=TODAY, days=90)
        for each in ("Kort.", title)
    )
    lines = long.data[0].text[0].split("<br>")
    assert lines[0] == "<b>9 november</b>  De gemeenschappelijke"
    assert len(lines) == 2
    assert max(map(len, lines[1:])) <= 40
    assert long.layout.height == short.layout.height + 18


def test_what_looks_for_a_lead_from_a_day_has_a_sign_of_its_own() -> None:
    due, moment = commitment_state.Coming(day(12, 1), "Bomen"), commitment_state.Coming(day(12, 2), "Samen")
    leaving = replace(due, is_leaving=True)
    assert "□" not in chart.ahead_legend([due])
    assert chart.ahead_legend([leaving, due]).endswith(" · □ een afspraak zoekt dan een trekker")
    drawn = chart.ahead([due, leaving, moment], today=TODAY, days=90)
    assert list(drawn.data[1].marker.symbol) == ["circle", "square", "circle"]


def test_a_title_is_no_html() -> None:
    one = commitment_state.Coming(day(11, 9), "<b>hard</b>")
    assert "&lt;b&gt;hard" in chart.ahead([one], today=TODAY, days=90).data[0].text[0]


def test_nothing_to_follow_is_a_figure_too() -> None:
    assert len(chart.by_month([]).data) == 6
    assert chart.month_alt([]) == "Er is nog geen afspraak om te volgen."
    assert chart.ahead_alt([]) == "De komende dagen: niets."

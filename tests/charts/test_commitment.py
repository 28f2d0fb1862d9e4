"""Charts of promises: the same counts as the states, and a piece of a bar that can be found again."""

import doctest
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from sok_core import commitment_state
from sok_core.charts import commitment as chart
from sok_core.commitment_state import Month
from sok_core.model import (
    UNCHANGED,
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Direction,
    LeadChange,
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
    last = {trace.name: trace.y[-1] for trace in drawn.data}
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


def test_the_status_names_beside_the_last_bar_never_touch() -> None:
    month = Month(day(1), dict.fromkeys(CommitmentStatus, 1) | {CommitmentStatus.DONE: 60})
    places = sorted(one.y for one in chart.by_month([month]).layout.annotations)
    assert len(places) == 6
    assert min(after - before for before, after in pairwise(places)) >= 65 * 0.07


def test_short_names_beside_the_last_bar_leave_room_for_the_bars() -> None:
    none = dict.fromkeys(CommitmentStatus, 0)
    short = chart.by_month([Month(day(1), none | {CommitmentStatus.DONE: 3})])
    long = chart.by_month([Month(day(1), none | {CommitmentStatus.NOT_BEGUN: 3})])
    assert 60 < short.layout.margin.r < 100 < 150 < long.layout.margin.r


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
        ((5, 6), "Nu 6 huizen, het doel is 30"),
        ((5, 10, 20, 29), "Nu 29 huizen, het doel is 30. Dat is op schema"),
        ((5, 5, 5, 6), "Nu 6 huizen, het doel is 30. Dat loopt achter op een rechte lijn"),
    ],
)
def test_the_title_says_where_the_number_stands(values: tuple[float, ...], says: str) -> None:
    assert chart.way_finding(HOUSES, said(*values), today=TODAY) == says


DOWN = replace(HOUSES, direction=Direction.DOWN, baseline=None, target=10)


def test_a_target_without_a_begin_lies_flat_and_nothing_is_judged() -> None:
    drawn = chart.way(DOWN, said(60, 55, 50, 45), today=TODAY)
    assert (tuple(drawn.data[0].x), tuple(drawn.data[0].y)) == ((BEGIN, day(12, 31)), (10, 10))
    assert chart.way_finding(DOWN, said(60, 55, 50, 45), today=TODAY) == "Nu 45 huizen, het doel is 10"
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


def test_what_was_stopped_is_not_behind() -> None:
    *told, last = said(2, 4, 5, 5)
    told.append(replace(last, status=CommitmentStatus.STOPPED))
    found = chart.way_finding(HOUSES, told, today=TODAY)
    assert found == "Gestopt op 1 april 2026 bij 5 huizen, het doel was 30"


def test_nothing_changed_is_no_measurement() -> None:
    (first, *same) = said(6, 6, 6, 6)
    told = [first, *(replace(each, text=UNCHANGED) for each in same)]
    drawn = chart.way(HOUSES, told, today=TODAY)
    assert (drawn.data[1].mode, drawn.data[1].y) == ("markers", (6,))
    assert chart.way_finding(HOUSES, told, today=TODAY) == "Nu 6 huizen, het doel is 30"
    assert "1 keer gemeten" in chart.way_alt(HOUSES, told, today=TODAY)
    assert len(chart.way_rows(HOUSES, told)) == 4
    assert not chart.has_line(HOUSES, told[1:])


def test_who_stopped_is_not_named_for_what_comes() -> None:
    gone = LeadChange(1, 1, HOUSES.owner_id, TODAY)
    for lead, who in ((None, "De Spil"), (gone, "zoekt een trekker")):
        found = commitment_state.state_of(HOUSES, today=TODAY, lead=lead)
        shown = commitment_state.coming([found], [], today=TODAY)
        assert [row["Wie"] for row in chart.ahead_rows(shown, {1: "De Spil"})] == [who]


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


def test_a_title_is_no_html() -> None:
    one = commitment_state.Coming(day(11, 9), "<b>hard</b>")
    assert "&lt;b&gt;hard" in chart.ahead([one], today=TODAY, days=90).data[0].text[0]


def test_nothing_to_follow_is_a_figure_too() -> None:
    assert len(chart.by_month([]).data) == 6
    assert chart.month_alt([]) == "Er is nog geen afspraak om te volgen."
    assert chart.ahead_alt([]) == "De komende dagen: niets."

"""Work days: weekends, Dutch holidays and the summer recess left out."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sok_core import calendar
from sok_core.model import Region

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_work", "is_work_in_recess"),
    [
        (dt.date(2025, 10, 9), True, True),
        (dt.date(2025, 10, 11), False, False),  # Saturday
        (dt.date(2026, 4, 27), False, False),  # King's day
        (dt.date(2026, 7, 14), True, True),
        (dt.date(2026, 7, 15), False, True),
        (dt.date(2026, 8, 31), False, True),
        (dt.date(2026, 9, 1), True, True),
        (dt.date(2026, 12, 25), False, False),
    ],
)
def test_nobody_decides_on_a_free_day(day: dt.date, is_work: bool, is_work_in_recess: bool) -> None:
    assert calendar.is_work_day(day) is is_work
    assert calendar.is_work_day(day, in_recess=True) is is_work_in_recess


def test_four_weeks_that_begin_before_the_summer_end_after_it() -> None:
    assert calendar.after(dt.date(2026, 7, 6), work_days=20) == dt.date(2026, 9, 18)
    assert calendar.after(dt.date(2026, 7, 6), work_days=20, in_recess=True) == dt.date(2026, 8, 3)


@given(DAYS, st.integers(1, 40), st.booleans())
def test_the_last_day_to_ask_is_in_time_and_the_day_after_is_not(
    day: dt.date, work_days: int, in_recess: bool
) -> None:
    asked = calendar.before(day, work_days=work_days, in_recess=in_recess)
    assert calendar.is_work_day(asked, in_recess=in_recess)
    assert calendar.after(asked, work_days=work_days, in_recess=in_recess) <= day
    too_late = calendar.first_work_day(asked + calendar.DAY, in_recess=in_recess)
    assert calendar.after(too_late, work_days=work_days, in_recess=in_recess) > day


@pytest.mark.parametrize(
    ("day", "north", "middle", "south", "anywhere"),
    [
        (dt.date(2026, 2, 14), "", "voorjaarsvakantie", "voorjaarsvakantie", "voorjaarsvakantie"),
        (dt.date(2026, 3, 1), "voorjaarsvakantie", "", "", "voorjaarsvakantie"),
        (dt.date(2026, 3, 2), "", "", "", ""),
        (dt.date(2026, 12, 31), *["kerstvakantie"] * 4),
        (dt.date(2030, 8, 1), *["zomervakantie"] * 4),  # not known yet: the recess
        (dt.date(2030, 5, 1), *[""] * 4),
    ],
)
def test_schools_are_free_in_turn(day: dt.date, north: str, middle: str, south: str, anywhere: str) -> None:
    found = [calendar.school_break(day, region) for region in (*Region, None)]
    assert found == [north, middle, south, anywhere]


def test_no_break_lies_outside_the_years_that_are_known() -> None:
    for _, _, first, last in calendar.BREAKS:
        assert first <= last
        assert calendar.knows_breaks(first)
        assert calendar.knows_breaks(last)

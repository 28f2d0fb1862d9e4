"""Work days: weekends, Dutch holidays and the summer recess left out."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sok_core import calendar

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
    assert calendar.after(asked, work_days=work_days, in_recess=in_recess) <= day
    too_late = calendar.first_work_day(asked + calendar.DAY, in_recess=in_recess)
    assert calendar.after(too_late, work_days=work_days, in_recess=in_recess) > day

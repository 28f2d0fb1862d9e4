"""Days on which a Dutch organisation decides nothing: weekends, public holidays and the summer recess.

The recess is an assumption: from mid-July to the end of August most councils, boards and associations do not
meet (school summer holidays run from early July to the end of August, in turn per region).
"""

import datetime as dt
from functools import cache

import holidays

RECESS = ((7, 15), (8, 31))  # (month, day) of its first and its last day, every year
DAY = dt.timedelta(days=1)


@cache
def _holidays(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("NL", years=year))


def is_in_recess(day: dt.date) -> bool:
    """Whether a day is in the summer recess.

    >>> is_in_recess(dt.date(2026, 8, 31)), is_in_recess(dt.date(2026, 9, 1))
    (True, False)
    """
    first, last = RECESS
    return first <= (day.month, day.day) <= last


def is_work_day(day: dt.date, *, in_recess: bool = False) -> bool:
    """Whether people decide on a day; ``in_recess`` counts the summer too.

    >>> is_work_day(dt.date(2026, 4, 6)), is_work_day(dt.date(2026, 4, 7))  # Easter Monday
    (False, True)
    """
    is_off = day.weekday() >= 5 or day in _holidays(day.year)
    return not is_off and (in_recess or not is_in_recess(day))


def first_work_day(day: dt.date, *, in_recess: bool = False) -> dt.date:
    """Return this day, or the first work day after it."""
    while not is_work_day(day, in_recess=in_recess):
        day += DAY
    return day


def after(day: dt.date, *, work_days: int, in_recess: bool = False) -> dt.date:
    """Return the day on which so many work days have passed since a day.

    >>> after(dt.date(2026, 4, 2), work_days=1)  # past Good Friday and Easter Monday
    datetime.date(2026, 4, 7)
    """
    for _ in range(work_days):
        day = first_work_day(day + DAY, in_recess=in_recess)
    return day


def before(day: dt.date, *, work_days: int, in_recess: bool = False) -> dt.date:
    """Return the last day from which so many work days have passed on a day: ``after`` the other way."""
    for _ in range(work_days):
        while not is_work_day(day, in_recess=in_recess):
            day -= DAY
        day -= DAY
    return day

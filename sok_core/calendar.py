"""Days on which a Dutch organisation decides nothing: weekends, public holidays and the summer recess.

The recess is an assumption: from mid-July to the end of August most councils, boards and associations do not
meet (school summer holidays run from early July to the end of August, in turn per region). Here are also the
school breaks by region, as schools tell them; a school may differ a week, and most take two weeks in May. The
dates of the Ministry of Education are on its own site: whoever adds a year looks them up there.
"""

import datetime as dt
from functools import cache

import holidays

from sok_core.model import Region

RECESS = ((7, 15), (8, 31))  # (month, day) of its first and its last day, every year
DAY = dt.timedelta(days=1)
_NORTH, _MIDDLE, _SOUTH = ((region,) for region in Region)
_ALL = tuple(Region)
# Name, regions, first and last day. Until BREAKS_UNTIL these are all that there are.
BREAKS = (
    ("herfstvakantie", _NORTH + _MIDDLE, dt.date(2025, 10, 18), dt.date(2025, 10, 26)),
    ("herfstvakantie", _SOUTH, dt.date(2025, 10, 11), dt.date(2025, 10, 19)),
    ("kerstvakantie", _ALL, dt.date(2025, 12, 20), dt.date(2026, 1, 4)),
    ("voorjaarsvakantie", _NORTH, dt.date(2026, 2, 21), dt.date(2026, 3, 1)),
    ("voorjaarsvakantie", _MIDDLE + _SOUTH, dt.date(2026, 2, 14), dt.date(2026, 2, 22)),
    ("meivakantie", _ALL, dt.date(2026, 4, 18), dt.date(2026, 5, 3)),
    ("zomervakantie", _NORTH, dt.date(2026, 7, 4), dt.date(2026, 8, 16)),
    ("zomervakantie", _MIDDLE, dt.date(2026, 7, 18), dt.date(2026, 8, 30)),
    ("zomervakantie", _SOUTH, dt.date(2026, 7, 11), dt.date(2026, 8, 23)),
    ("herfstvakantie", _NORTH, dt.date(2026, 10, 10), dt.date(2026, 10, 18)),
    ("herfstvakantie", _MIDDLE + _SOUTH, dt.date(2026, 10, 17), dt.date(2026, 10, 25)),
    ("kerstvakantie", _ALL, dt.date(2026, 12, 19), dt.date(2027, 1, 3)),
    ("voorjaarsvakantie", _NORTH + _MIDDLE, dt.date(2027, 2, 20), dt.date(2027, 2, 28)),
    ("voorjaarsvakantie", _SOUTH, dt.date(2027, 2, 13), dt.date(2027, 2, 21)),
    ("meivakantie", _ALL, dt.date(2027, 4, 24), dt.date(2027, 5, 9)),
    ("zomervakantie", _NORTH, dt.date(2027, 7, 10), dt.date(2027, 8, 22)),
    ("zomervakantie", _MIDDLE, dt.date(2027, 7, 17), dt.date(2027, 8, 29)),
    ("zomervakantie", _SOUTH, dt.date(2027, 7, 17), dt.date(2027, 9, 5)),  # sources differ: the widest
)
BREAKS_FROM, BREAKS_UNTIL = dt.date(2025, 9, 1), dt.date(2027, 9, 30)


@cache
def _holidays(year: int) -> dict[dt.date, str]:
    return dict(holidays.country_holidays("NL", years=year, language="nl").items())


def holiday(day: dt.date) -> str:
    """Return what holiday a day is, empty when it is none.

    >>> holiday(dt.date(2026, 5, 14)), holiday(dt.date(2026, 5, 15))
    ('Hemelvaartsdag', '')
    """
    return _holidays(day.year).get(day, "")


def knows_breaks(day: dt.date) -> bool:
    """Whether the school breaks around a day are known here; else only the summer recess is."""
    return BREAKS_FROM <= day <= BREAKS_UNTIL


def school_break(day: dt.date, region: Region | None = None) -> str:
    """Return in which school break a day is, empty when in none; without a region in that of any region.

    >>> school_break(dt.date(2026, 2, 26), Region.NORTH), school_break(dt.date(2026, 2, 26), Region.SOUTH)
    ('voorjaarsvakantie', '')
    """
    if not knows_breaks(day):
        return "zomervakantie" if is_in_recess(day) else ""
    found = (
        name
        for name, regions, first, last in BREAKS
        if first <= day <= last and (region is None or region in regions)
    )
    return next(found, "")


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
    """Return the last work day from which so many work days have passed on a day: ``after`` the other way.

    >>> before(dt.date(2026, 9, 7), work_days=5)  # not in the recess
    datetime.date(2026, 7, 14)
    """
    for _ in range(work_days):
        while not is_work_day(day, in_recess=in_recess):
            day -= DAY
        day -= DAY
    while not is_work_day(day, in_recess=in_recess):
        day -= DAY
    return day

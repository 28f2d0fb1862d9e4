"""Time: stored in UTC, shown in Amsterdam, and handed in wherever a rule needs it."""

import datetime as dt
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> dt.datetime:
    """Return the present moment in UTC."""
    return dt.datetime.now(dt.UTC)


def local(moment: dt.datetime) -> dt.datetime:
    """Return a stored moment as Amsterdam time."""
    return moment.astimezone(AMSTERDAM)


def utc(day: dt.date, time: dt.time) -> dt.datetime:
    """Return the UTC moment of a time of day in Amsterdam."""
    return dt.datetime.combine(day, time, AMSTERDAM).astimezone(dt.UTC)


def today(moment: dt.datetime, reference_date: dt.date | None = None) -> dt.date:
    """Return what counts as today: a dossier's own reference date, else the date in Amsterdam."""
    return reference_date or local(moment).date()

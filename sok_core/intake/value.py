"""Values as people type them in a cell: whole numbers, dates, yes and no."""

import datetime as dt
import re

from sok_core import words
from sok_core.errors import RuleBroken
from sok_core.intake.column import plain

WHOLE = re.compile(r"([+-]?)\s?(\d{1,3}(?:\.\d{3})+|\d+)(?:,0+)?")
DAY_FIRST = re.compile(r"(?:[a-z]{2,9}\s)?(\d{1,2})[-/. ](\d{1,2}|[a-z]{3,9})\.?[-/. ](\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
YES = {"ja", "j", "x", "1", "waar", "yes", "true", "directed", "eenkantop", "heen"}
NO = {"nee", "n", "0", "onwaar", "no", "false", "undirected", "mutual", "beidekanten", "tweekantenop"}


def whole(text: str) -> int:
    """Return a whole number, written with or without Dutch thousands; raises RuleBroken.

    >>> whole("1.250"), whole("-2"), whole("45,0")
    (1250, -2, 45)
    """
    found = WHOLE.fullmatch(text.strip().replace("\N{MINUS SIGN}", "-").replace("–", "-"))
    if not found or len(found[2]) > 12:
        raise RuleBroken("intake.number", value=text)
    return int(found[1] + found[2].replace(".", ""))


def decimal(text: str) -> float:
    """Return a number as Dutch people or Excel write it, a percentage too; raises RuleBroken.

    >>> decimal("7,5"), decimal("1.250"), decimal("76%"), decimal("-0.5")
    (7.5, 1250.0, 76.0, -0.5)
    """
    found = words.as_decimal(text)
    if found is None:
        raise RuleBroken("intake.decimal", value=text)
    return found


def date(text: str) -> dt.date:
    """Return a date in the Dutch order or as 2026-11-28; raises RuleBroken.

    >>> date("28-11-2026"), date("1 mrt 26")
    (datetime.date(2026, 11, 28), datetime.date(2026, 3, 1))
    """
    told = text.strip().casefold()
    try:
        if found := YEAR_FIRST.fullmatch(told):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found := DAY_FIRST.fullmatch(told):
            year = int(found[3])
            return dt.date(year + 2000 if year < 100 else year, _month(found[2]), int(found[1]))
    except ValueError as error:
        raise RuleBroken("intake.date", value=text) from error
    raise RuleBroken("intake.date", value=text)


def yes_no(text: str) -> bool:
    """Return whether a cell says yes; for a line, whether it goes one way. Raises RuleBroken."""
    told = plain(text)
    if told not in YES | NO:
        raise RuleBroken("intake.yes_no", value=text)
    return told in YES


def _month(text: str) -> int:
    """Return the number of a month; raises ValueError when it is none."""
    if text.isdecimal():
        return int(text)
    short = {"maa": "mrt", "maart": "mrt"}.get(text, text[:3])
    return MONTHS.index(short) + 1

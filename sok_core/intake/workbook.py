"""The cells of an Excel workbook as people see them; of a formula what Excel kept of its outcome."""

import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook

from sok_core.errors import RuleBroken

MEGABYTES_UNPACKED = 150
BROKEN = (
    zipfile.BadZipFile,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
)
FRACTION = re.compile(r"\.(0+)")
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")

Unread = tuple[int, int, RuleBroken]


@dataclass(frozen=True)
class Cells:
    """The rows of one sheet, with what we had to guess and what could not be read, by row and column."""

    rows: list[list[str]]
    notices: tuple[str, ...]
    errors: tuple[Unread, ...]


def cells(body: bytes, sheets: Sequence[str] = ()) -> Cells:
    """Return the cells of the sheet with one of these names, else of the first with something in it.

    Raises RuleBroken: broken, of another kind, or too large once unpacked.
    """
    has_formulas = _check(body)
    try:
        book = _loaded(body)
        filled = [sheet.title for sheet in book.worksheets if _is_filled(sheet)]
        if not filled:
            raise RuleBroken("table.empty")
        wanted = [title for title in filled if _plain(title) in map(_plain, sheets)]
        chosen = (wanted or filled)[0]
        formulas = _formulas(_loaded(body, outcomes=False)[chosen]) if has_formulas else set()
        rows, errors = _read(book[chosen], formulas)
    except BROKEN as error:
        raise RuleBroken("table.broken") from error
    others = [f"‘{title}’" for title in filled if title != chosen]
    told = f"We lezen het blad ‘{chosen}’. {', '.join(others)} doet niet mee." if others else ""
    return Cells(rows, (told,) if told else (), tuple(errors))


def _check(body: bytes) -> bool:
    """Refuse what is no workbook, and what would grow too large; returns whether there is a formula in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts = packed.infolist()
            if not any(part.filename == "xl/workbook.xml" for part in parts):
                raise RuleBroken("table.foreign")
            if sum(part.file_size for part in parts) > MEGABYTES_UNPACKED * 1024**2:
                raise RuleBroken("table.too_large", limit=MEGABYTES_UNPACKED)
            sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
            return any(FORMULA.search(packed.read(part)) for part in sheets)
    except BROKEN as error:
        raise RuleBroken("table.broken") from error


def _loaded(body: bytes, *, outcomes: bool = True) -> Any:
    return load_workbook(io.BytesIO(body), read_only=True, data_only=outcomes, keep_links=False)


def _is_filled(sheet: Any) -> bool:
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    return any(value is not None for row in sheet.iter_rows(values_only=True) for value in row)


def _formulas(sheet: Any) -> set[tuple[int, int]]:
    """Return where formulas stand, by row and column."""
    sheet.reset_dimensions()
    return {
        (number, place)
        for number, row in enumerate(sheet.iter_rows(), 1)
        for place, cell in enumerate(row)
        if cell.data_type == "f"
    }


def _read(sheet: Any, formulas: set[tuple[int, int]]) -> tuple[list[list[str]], list[Unread]]:
    """Return texts, and what could not be read: a formula without outcome, a mistake of Excel's."""
    rows: list[list[str]] = []
    errors: list[Unread] = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        rows.append([shown(cell) for cell in row])
        for place, cell in enumerate(row):
            if cell.data_type == "e":
                errors.append((number, place, RuleBroken("intake.cell_error", value=cell.value)))
            elif cell.value is None and (number, place) in formulas:
                errors.append((number, place, RuleBroken("intake.formula")))
                rows[-1][place] = "?"
    return rows, errors


def shown(cell: Any) -> str:
    """Return a cell as people see it: dates as 28-11-2026, numbers without a needless fraction."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.datetime):
        return f"{value:%d-%m-%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    return tidy(str(value))


def tidy(text: str) -> str:
    """Return a text on one line, without signs that nobody can see."""
    if not text.isprintable():
        text = "".join(sign if unicodedata.category(sign) != "Cc" else " " for sign in text)
    return " ".join(text.split())


def _number(value: float, number_format: str) -> str:
    sign = ""
    if number_format.rstrip().endswith("%"):
        value, sign = round(value * 100, 6), "%"
    fraction = FRACTION.search(number_format)
    if fraction:
        return f"{value:.{len(fraction[1])}f}".replace(".", ",") + sign
    text = f"{value:.10g}" if isinstance(value, float) else str(value)
    return text.replace(".", ",") + sign


def _plain(title: str) -> str:
    return title.strip().casefold()

"""Sheets of an Excel workbook, to sort and count in. What people typed is text, never a formula."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from sok_core.export.paper import plain, runs_right_to_left

Value = str | int | float | dt.date | None

PETROL, TABLE = "17595C", "F1E9DA"
RIGHT_TO_LEFT: dict[str, Any] = {"horizontal": "right", "readingOrder": 2}
DUTCH_DAY = "[$-413]d mmmm yyyy"
FOOTER_LENGTH = 60  # Excel refuses a file with a footer of more than 255 signs
LOOKS_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Column:
    """A column of a sheet; ``width`` is in signs."""

    title: str
    width: int


def add(
    book: Workbook, title: str, columns: Sequence[Column], rows: Sequence[tuple[Value, ...]], *, footer: str
) -> None:
    """Add a sheet with a header that stays in sight and comes back on every printed page."""
    sheet = book.create_sheet(title)
    _header(sheet, columns)
    for place, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(place, column), value)
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, False
    sheet.page_margins = PageMargins(left=0.6, right=0.6, top=0.6, bottom=0.8, footer=0.4)
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.left.text = (
        plain(f"{footer[:FOOTER_LENGTH]} · {title}").replace("\n", " ").replace("&", "&&")
    )
    sheet.oddFooter.right.text = "Pagina &P van &N"


def _header(sheet: Worksheet, columns: Sequence[Column]) -> None:
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, 1):
        cell = sheet.cell(1, place, column.title)
        cell.font, cell.fill = Font("Calibri", 11, bold=True), PatternFill("solid", start_color=TABLE)
        cell.border = Border(bottom=Side("medium", color=PETROL))
        sheet.column_dimensions[get_column_letter(place)].width = column.width


def _write(cell: Cell, value: Value) -> None:
    if isinstance(value, str):
        _write_text(cell, plain(value))
        return
    cell.value = value
    cell.alignment = Alignment(vertical="top")
    if isinstance(value, dt.date):
        cell.number_format = DUTCH_DAY


def _write_text(cell: Cell, text: str) -> None:
    """Write a text that stays a text, also when someone goes through it in Excel and presses Enter."""
    if not text:
        return
    cell.value = LOOKS_CODED.sub("_x005F_", text)
    cell.data_type, cell.quotePrefix = "s", True
    way = RIGHT_TO_LEFT if runs_right_to_left(text) else {}
    cell.alignment = Alignment(vertical="top", wrap_text=True, **way)


def describe(book: Workbook, title: str, *, made_at: dt.datetime) -> None:
    """Say what a workbook is, for who looks at its properties."""
    properties = book.properties
    properties.title, properties.creator, properties.language = plain(title), "SOK-tafel", "nl-NL"
    properties.created = made_at.astimezone(dt.UTC).replace(tzinfo=None)

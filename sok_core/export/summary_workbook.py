"""The summary as an Excel workbook, to sort and count in. What people typed is text, never a formula."""

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sok_core.export.paper import plain, runs_right_to_left
from sok_core.export.summary_model import Summary
from sok_core.export.summary_paper import facts, notices, unagreed, unanswered
from sok_core.words import DECISION_KINDS, DECISION_STATUSES, clock_time, count

Value = str | int | dt.date | None

PETROL, TABLE = "17595C", "F1E9DA"
RIGHT_TO_LEFT: dict[str, Any] = {"horizontal": "right", "readingOrder": 2}
DUTCH_DAY = "[$-413]d mmmm yyyy"
LOOKS_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Column:
    """A column of a sheet; ``width`` is in signs."""

    title: str
    width: int


ABOUT = (Column("Onderdeel", 24), Column("Inhoud", 90))
NOTES = (
    Column("Vraag", 8),
    Column("Tekst van de vraag", 38),
    Column("Thema", 34),
    Column("Nummer", 10),
    Column("Briefje", 70),
)
THEMES = (Column("Thema", 38), Column("Waar het over gaat", 70), Column("Briefjes", 10))
AGREED = (
    Column("Soort", 12),
    Column("Wat", 70),
    Column("Wie", 38),
    Column("Wanneer", 20),
    Column("Stand", 16),
)


def workbook(summary: Summary) -> bytes:
    """Return the summary as an xlsx file."""
    book = Workbook()
    book.remove(book.active)
    _sheet(book, "Bijeenkomst", ABOUT, list(_about(summary)))
    _sheet(book, "Briefjes", NOTES, list(_notes(summary)), otherwise=unanswered(summary))
    _sheet(book, "Besluiten en acties", AGREED, list(_agreed(summary)), otherwise=unagreed(summary))
    if summary.themes:
        _sheet(
            book, "Thema’s", THEMES, [(each.title, each.description, each.count) for each in summary.themes]
        )
    _describe(book, summary)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _about(summary: Summary) -> Iterator[tuple[str, str]]:
    for notice in notices(summary):
        yield "Let op", notice
    yield "Wijk", summary.neighbourhood
    yield "Bijeenkomst", summary.title
    yield from facts(summary)
    for question in summary.questions:
        notes = count(question.count, "briefje", "briefjes")
        yield f"Vraag {question.position}", f"{question.text} ({notes})"
    for outcome in summary.outcomes:
        yield "Uitkomst", outcome
    for item in summary.programme:
        start = clock_time(item.starts_at)
        yield "Programma", " ".join(filter(None, [start, f"{item.title} ({item.minutes} minuten)"]))


def _notes(summary: Summary) -> Iterator[tuple[Value, ...]]:
    for question in summary.questions:
        for group in question.groups:
            for note in group.quotes:
                yield question.position, question.text, group.title, note.number, note.text


def _agreed(summary: Summary) -> Iterator[tuple[Value, ...]]:
    for each in summary.agreed:
        yield DECISION_KINDS[each.kind], each.text, each.who, each.due, DECISION_STATUSES[each.status]


def _sheet(
    book: Workbook,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[Value, ...]],
    *,
    otherwise: str = "",
) -> None:
    """Add a sheet with a header that stays in sight, or with one sentence when there are no rows."""
    sheet = book.create_sheet(title)
    if not rows:
        sheet.column_dimensions["A"].width = 90
        _write(sheet.cell(1, 1), otherwise)
        return
    _header(sheet, columns)
    for place, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(place, column), value)
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, False
    sheet.print_title_rows = "1:1"


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


def _describe(book: Workbook, summary: Summary) -> None:
    properties = book.properties
    properties.title, properties.creator, properties.language = plain(summary.title), "SOK-tafel", "nl-NL"
    properties.created = summary.made_at.astimezone(dt.UTC).replace(tzinfo=None)

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
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from sok_core.export import summary_proposal
from sok_core.export.paper import plain, runs_right_to_left
from sok_core.export.summary_model import Summary
from sok_core.export.summary_paper import facts, made, notices
from sok_core.model import DecisionKind
from sok_core.words import DECISION_KINDS, DECISION_STATUSES, clock_time, count

Value = str | int | dt.date | None

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


ABOUT = (Column("Onderdeel", 22), Column("Inhoud", 100))
NOTES = (
    Column("Vraag", 9),
    Column("Tekst van de vraag", 34),
    Column("Thema", 30),
    Column("Nummer", 11),
    Column("Briefje", 68),
)
TRANSLATED = Column("Vertaling", 68)  # only when somebody translated a note
THEMES = (Column("Thema", 40), Column("Waar het over gaat", 70), Column("Briefjes", 12))
VOTES = (Column("Waarop", 68), Column("Stippen", 12), Column("Van papier", 14))
PROPOSALS = (
    Column("Voorstel", 11),
    Column("Tekst", 9),
    Column("Wat er stond", 68),
    Column("Stand", 30),
    Column("Antwoorden", 14),
    Column("Kan hiermee leven", 20),
    Column("Heeft een bezwaar", 20),
    Column("Van papier", 14),
    Column("Bezwaren op het scherm", 68),
    Column("Niet op het scherm", 20),
)
AGREED = (
    Column("Soort", 12),
    Column("Wie", 34),
    Column("Wat", 68),
    Column("Wanneer", 19),
    Column("Stand", 16),
)


def workbook(summary: Summary) -> bytes:
    """Return the summary as an xlsx file; a sheet that would be empty is left out."""
    book = Workbook()
    book.remove(book.active)
    sheets: dict[str, tuple[Sequence[Column], list[tuple[Value, ...]]]] = {
        "Bijeenkomst": (ABOUT, list(_about(summary))),
        "Besluiten en acties": (AGREED, list(_agreed(summary))),
        "Voorstellen": (PROPOSALS, list(summary_proposal.rows(summary))),
        "Briefjes": _notes(summary),
        "Stippen": (VOTES, [row for result in summary.votes for row in result.rows]),
        "Thema’s": (THEMES, [(each.title, each.description, each.count) for each in summary.themes]),
    }
    for title, (columns, rows) in sheets.items():
        if rows:
            _sheet(book, title, columns, rows, footer=summary.title)
    _describe(book, summary)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _about(summary: Summary) -> Iterator[tuple[Value, ...]]:
    for notice in notices(summary):
        yield "Let op", notice
    yield "Wijk", summary.neighbourhood
    yield "Bijeenkomst", summary.title
    yield from facts(summary)
    for question in summary.questions:
        notes = count(question.count, "briefje", "briefjes") if question.count else "geen briefjes"
        yield f"Vraag {question.position}", f"{question.text} ({notes})"
    for outcome in summary.outcomes:
        yield "Uitkomst", outcome
    for text in summary.skipped:
        yield "Niet aan bod gekomen", text
    for item in summary.programme:
        start = clock_time(item.starts_at)
        yield "Programma", " ".join(filter(None, [start, f"{item.title} ({item.minutes} minuten)"]))
    yield "Gemaakt op", made(summary)


def _notes(summary: Summary) -> tuple[Sequence[Column], list[tuple[Value, ...]]]:
    rows = [
        (question.position, question.text, group.title, note.number, note.text, note.translation)
        for question in summary.questions
        for group in question.groups
        for note in group.quotes
    ]
    if any(row[-1] for row in rows):
        return (*NOTES, TRANSLATED), [*rows]
    return NOTES, [row[:-1] for row in rows]


def _agreed(summary: Summary) -> Iterator[tuple[Value, ...]]:
    for kind in DecisionKind:
        for each in summary.of_kind(kind):
            yield DECISION_KINDS[kind], each.who, each.text, each.due, DECISION_STATUSES[each.status]


def _sheet(
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


def _describe(book: Workbook, summary: Summary) -> None:
    properties = book.properties
    properties.title, properties.creator, properties.language = plain(summary.title), "SOK-tafel", "nl-NL"
    properties.created = summary.made_at.astimezone(dt.UTC).replace(tzinfo=None)

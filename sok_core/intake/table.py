"""A table from a file or from the clipboard: cells of text, as people see them. Nothing in it is executed."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from sok_core.errors import RuleBroken
from sok_core.intake import workbook
from sok_core.intake.report import Problem, in_order
from sok_core.words import number

MEGABYTES = 10
MOST_ROWS = 10_000
MOST_COLUMNS = 100
SEPARATORS = "\t;,"
FIRST_LINES = 20
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
ZIPPED, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"SQLite format", b"{\\rtf", b"<!DOCTYPE", b"<html")
WINDOWS = "De letters zijn gelezen zoals Windows ze schrijft (cp1252). Kijk of letters als ë en ö kloppen."
MAC = "De letters zijn gelezen zoals een oude Mac ze schrijft. Kijk of letters als ë en ö kloppen."
LIKELY = re.compile("[áàâäéèêëíìîïóòôöúùûüçñ’]|(?<![a-z])[‘“]|[”–—](?![a-z])")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
SAYS_SEPARATOR = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)
MISREAD = re.compile("\N{REPLACEMENT CHARACTER}|[ÃÂ][\x80-¿]|â€|[\x80-\x9f]")
KEPT_TEXT = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True)
class Row:
    """One row with its number as in Excel; as many cells as there are headings."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Headings and rows, without what is empty.

    ``notices`` say what we had to guess, ``problems`` which cells nobody could read.
    """

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    heading_row: int = 1
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Raw:
    """All cells, as they came; ``notices`` as in a Table, ``errors`` by row (from 1) and column (from 0)."""

    rows: list[list[str]]
    notices: tuple[str, ...] = ()
    errors: tuple[tuple[int, int, RuleBroken], ...] = ()


def read(body: bytes, name: str, *, sheets: Sequence[str] = (), has_headings: bool = True) -> Table:
    """Read a csv or an xlsx file; ``sheets`` are names that go before the first sheet with something in it.

    Raises RuleBroken: too large, empty, too many rows or columns, broken, of another kind.
    """
    if len(body) > MEGABYTES * 1024**2:
        raise RuleBroken("table.too_large", limit=MEGABYTES)
    if body.startswith(OLD_OFFICE):
        raise RuleBroken("table.locked")
    if body.startswith(ZIPPED):
        found = workbook.cells(body, sheets)
        return _table(_Raw(found.rows, found.notices, found.errors), has_headings=has_headings)
    if body.startswith(FOREIGN) or PurePath(name).suffix.lower() in (".xlsx", ".xls", ".ods"):
        raise RuleBroken("table.foreign" if body.strip() else "table.empty")
    text, notices = _decoded(body)
    return _table(replace(_separated(text), notices=notices), has_headings=has_headings)


def pasted(text: str, *, has_headings: bool = True) -> Table:
    """Read cells as they were copied from Excel; raises as ``read`` does."""
    if len(text) > MEGABYTES * 1024**2:
        raise RuleBroken("table.too_large", limit=MEGABYTES)
    return _table(_separated(text), has_headings=has_headings)


def column_name(place: int) -> str:
    """Return what Excel calls a column, counted from 0.

    >>> column_name(0), column_name(27)
    ('A', 'AB')
    """
    before, last = divmod(place, 26)
    return (column_name(before - 1) if before else "") + chr(ord("A") + last)


def _decoded(body: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file: what its first bytes say, else UTF-8, else what old Excel writes."""
    said = next((encoding for mark, encoding in BYTE_ORDER_MARKS if body.startswith(mark)), None)
    try:
        if said:
            return body.decode(said), ()
        if b"\x00" in body:
            raise RuleBroken("table.foreign")
        return body.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if said:
            raise RuleBroken("table.letters") from error
    return _guessed(body)


def _guessed(body: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file that does not say how it was written: as old Windows does, or an old Mac.

    What gives the most signs that make sense where they stand is right; Windows, when both give as many.
    """
    windows, mac = body.decode("cp1252", errors="replace"), body.decode("mac_roman")
    found = len(LIKELY.findall(mac))
    if found > len(LIKELY.findall(windows)) and found > len(NOT_ASCII.findall(mac)) // 2:
        return mac, (MAC,)
    if "\N{REPLACEMENT CHARACTER}" in windows:
        raise RuleBroken("table.letters")
    return windows, (WINDOWS,)


def _separated(text: str) -> _Raw:
    said = SAYS_SEPARATOR.match(text)
    text = text[said.end() :] if said else text
    separator = said[1] if said else _separator(text)
    rows = _parsed(text, separator)
    errors = tuple(
        (number, place, RuleBroken("intake.formula"))
        for number, row in enumerate(rows, 1)
        for place, cell in enumerate(row)
        if cell.startswith("=")
    )
    kept = [[cell[1:] if KEPT_TEXT.match(cell) else cell for cell in row] for row in rows]
    return _Raw(kept, (), errors)


def _separator(text: str) -> str:
    """Return the sign that parts the first row with something in it in the most cells, as Excel uses them."""
    start = text.lstrip("\r\n")
    first = "\n".join(start.splitlines()[:FIRST_LINES])
    return max(SEPARATORS, key=lambda sign: len(next(csv.reader(io.StringIO(first), delimiter=sign), [])))


def _parsed(text: str, separator: str) -> list[list[str]]:
    """Return the cells of each row. From the clipboard a quotation mark may be just one.

    In a file it may not: one mark too many would swallow all rows after it.
    """
    try:
        return _rows(text, separator)
    except RuleBroken:
        if separator != "\t":
            raise
        return _rows(text, separator, quoting=csv.QUOTE_NONE)


def _rows(text: str, separator: str, *, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, quoting=quoting)
    rows, line = [], 1
    try:
        for row in reader:
            line = reader.line_num + 1
            rows.append([workbook.tidy(cell) for cell in row])
    except csv.Error as error:
        raise RuleBroken("table.quote", line=line) from error
    return rows


def _table(raw: _Raw, *, has_headings: bool) -> Table:
    """Return a table without empty rows and columns; raises RuleBroken when nothing or too much is left."""
    filled = [Row(number, tuple(row)) for number, row in enumerate(raw.rows, 1) if any(row)]
    if not filled:
        raise RuleBroken("table.empty")
    width = max(len(row.cells) for row in filled)
    if width > MOST_COLUMNS * 10:
        raise RuleBroken("table.columns", limit=MOST_COLUMNS)
    head, rows, notices = _split(filled, has_headings=has_headings)
    if len(rows) > MOST_ROWS:
        raise RuleBroken("table.rows", count=number(len(rows)), limit=number(MOST_ROWS))
    used = [place for place in range(width) if any(len(r.cells) > place and r.cells[place] for r in filled)]
    if len(used) > MOST_COLUMNS:
        raise RuleBroken("table.columns", limit=MOST_COLUMNS)
    headings = _headings(head.cells, used)
    names = dict(zip(used, headings, strict=True))
    cells = tuple(Row(row.number, tuple(_at(row.cells, place) for place in used)) for row in rows)
    numbers = {row.number for row in rows}
    unread = [Problem(n, names[p], error) for n, p, error in raw.errors if n in numbers and p in names]
    return Table(
        headings,
        cells,
        head.number,
        (*raw.notices, *notices),
        in_order([*unread, *_misread(cells, headings)]),
    )


def _split(filled: Sequence[Row], *, has_headings: bool) -> tuple[Row, Sequence[Row], tuple[str, ...]]:
    """Return the row of headings, the rows under it, and what was above it: a title of one cell."""
    if not has_headings:
        return Row(0, ()), filled, ()
    wide = next((place for place, row in enumerate(filled[:FIRST_LINES]) if sum(map(bool, row.cells)) > 1), 0)
    above = [row.number for row in filled[:wide]]
    told = (
        (f"De koppen staan in rij {filled[wide].number}. Wat erboven staat, doet niet mee.",) if above else ()
    )
    return filled[wide], filled[wide + 1 :], told


def _headings(cells: Sequence[str], used: Iterable[int]) -> tuple[str, ...]:
    """Return a heading for each column, no two alike; a column without one is called as in Excel."""
    found: list[str] = []
    for place in used:
        heading = _at(cells, place) or f"Kolom {column_name(place)}"
        found.append(heading if heading not in found else f"{heading} ({column_name(place)})")
    return tuple(found)


def _misread(rows: Iterable[Row], headings: Sequence[str]) -> list[Problem]:
    """Return the cells whose letters were lost before the file came to us."""
    return [
        Problem(row.number, heading, RuleBroken("intake.letters", value=cell[:40]))
        for row in rows
        for heading, cell in zip(headings, row.cells, strict=True)
        if not cell.isascii() and MISREAD.search(cell)
    ]


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""

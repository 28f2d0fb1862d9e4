"""Parties and relations as tables, in Excel and csv, for one reader."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from openpyxl import Workbook

from sok_core import estimate, party
from sok_core.export import sheet
from sok_core.export.meeting import place_name
from sok_core.export.paper import plain
from sok_core.export.sheet import Column, Value
from sok_core.model import Dossier, Estimate, EstimateKind, Party, Reader, Relation
from sok_core.words import (
    PARTY_CAPACITIES,
    PARTY_COLUMNS,
    PARTY_LISTS,
    PARTY_RINGS,
    PARTY_STATUSES,
    PARTY_TYPES,
    READERS,
    RELATION_COLUMNS,
    RELATION_KINDS,
)

if TYPE_CHECKING:
    from sok_core.store import Store

PARTY_LABELS: dict[str, Mapping[Any, str]] = {
    "type": PARTY_TYPES,
    "status": PARTY_STATUSES,
    "ring": PARTY_RINGS,
    "capacity": PARTY_CAPACITIES,
    "listed_as": PARTY_LISTS,
}
SCORES = {
    "interest": EstimateKind.INTEREST,
    "influence": EstimateKind.INFLUENCE,
    "attitude": EstimateKind.ATTITUDE,
}
WIDTHS = {"name": 40, "source": 32, "target": 32, "short_name": 24, "interest_text": 50, "note": 50}
WIDTHS |= {"brings": 36, "needs": 36, "type": 26, "contact_role": 26, "listed_as": 34, "call_by": 20}
WIDTHS |= {"commitment": 44, "text": 60, "meeting": 32, "check_in": 32, "why": 40}
USUAL_WIDTH = 16
LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")

Rows = list[dict[str, Value]]


@dataclass(frozen=True)
class Tables:
    """All parties and relations as one reader may see them, in rows by field; no field that nobody filled."""

    dossier: Dossier
    reader: Reader
    made_at: dt.datetime
    parties: Rows
    relations: Rows

    @property
    def footer(self) -> str:
        """What it is, and for whom."""
        place = place_name(self.dossier.name, is_fictional=self.dossier.is_fictional)
        return f"{place} · {READERS[self.reader]}"


def gather(store: "Store", reader: Reader, *, now: dt.datetime) -> Tables:
    """Read all that goes into the tables, at one moment; opinions and notes only as far as the reader may."""
    with store.read() as tables:
        dossier = tables.dossier.current()
        parties, relations = tables.party.all(), tables.relation.all()
        given = tables.estimate.readable_by(reader)
        notes, note_readers = tables.relation.notes(reader), tables.relation.note_readers()
    has_names = party.has_names_for(dossier, reader)
    names = {one.id: one.name for one in parties}
    noted = {line: (text, READERS[note_readers[line]]) for line, text in notes.items()}
    return Tables(
        dossier,
        reader,
        now,
        _filled(PARTY_COLUMNS, list(_parties(parties, given, has_names=has_names))),
        _filled(RELATION_COLUMNS, list(_relations(relations, names, given, noted))),
    )


def file_name(tables: Tables, what: str, ending: str) -> str:
    """Return the name of a file; one that is not for everybody says so.

    Such as partijen-molenkwartier.xlsx, or partijen-molenkwartier-alleen-begeleider.xlsx.
    """
    parts = [what, tables.dossier.slug]
    if tables.reader is not Reader.TABLE:
        parts.append(READERS[tables.reader].replace(" ", "-"))
    return f"{'-'.join(parts)}.{ending}"


def workbook(tables: Tables) -> bytes:
    """Return an Excel file with a sheet of parties and one of relations, as our own import reads them."""
    return book(
        tables,
        "Partijen en relaties",
        {
            "Partijen": columned(PARTY_COLUMNS, tables.parties),
            "Relaties": columned(RELATION_COLUMNS, tables.relations),
        },
    )


def columned(columns: Mapping[str, str], rows: Rows) -> tuple[list[Column], list[tuple[Value, ...]]]:
    """Return rows by field as a sheet: its columns, and a tuple for each row."""
    names = list(rows[0]) if rows else list(columns)
    headings = [Column(columns[name], WIDTHS.get(name, USUAL_WIDTH)) for name in names]
    return headings, [tuple(row.get(name) for name in names) for row in rows]


class Footed(Protocol):
    """Tables of a dossier that say at the foot of each sheet what they are."""

    @property
    def footer(self) -> str: ...  # noqa: D102
    @property
    def made_at(self) -> dt.datetime: ...  # noqa: D102


def book(tables: Footed, title: str, sheets: Mapping[str, Any]) -> bytes:
    """Return an Excel file of some sheets."""
    made = Workbook()
    made.remove(made.active)
    for name, (columns, rows) in sheets.items():
        sheet.add(made, name, columns, rows, footer=tables.footer)
    sheet.describe(made, f"{title}: {tables.footer}", made_at=tables.made_at)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def party_csv(tables: Tables) -> bytes:
    """Return the parties as csv that opens in a Dutch Excel: semicolons, and a mark for its letters."""
    return as_csv(PARTY_COLUMNS, tables.parties)


def relation_csv(tables: Tables) -> bytes:
    """Return the relations as csv, as ``party_csv`` does."""
    return as_csv(RELATION_COLUMNS, tables.relations)


def _parties(
    parties: Iterable[Party], given: Sequence[Estimate], *, has_names: bool
) -> Iterator[dict[str, Value]]:
    opinions = {field: estimate.opinions(given, kind) for field, kind in SCORES.items()}
    readers = _strictest((one.party_id, one) for one in given if one.kind in SCORES.values())
    for one in parties:
        row: dict[str, Value] = {name: getattr(one, name) for name in PARTY_COLUMNS if hasattr(one, name)}
        row |= {name: labels.get(row[name], "") for name, labels in PARTY_LABELS.items()}
        row["contact_name"] = one.contact_name if has_names else ""
        for field, found in opinions.items():
            row[field] = found[one.id].value if one.id in found else None
        yield row | {"reader": readers.get(one.id, "")}


def _relations(
    relations: Iterable[Relation],
    names: Mapping[int, str],
    given: Sequence[Estimate],
    noted: Mapping[int, tuple[str, str]],
) -> Iterator[dict[str, Value]]:
    tensions = estimate.opinions(given, EstimateKind.TENSION)
    readers = _strictest((one.relation_id, one) for one in given if one.kind is EstimateKind.TENSION)
    for one in relations:
        note, note_reader = noted.get(one.id, ("", ""))
        yield {
            "source": names[one.source_id],
            "target": names[one.target_id],
            "kind": RELATION_KINDS[one.kind],
            "strength": one.strength,
            "is_directed": "ja" if one.is_directed else "nee",
            "since": one.since,
            "asserted_by": one.asserted_by,
            "asserted_on": one.asserted_on,
            "note": note,
            "note_reader": note_reader,
            "tension": tensions[one.id].value if one.id in tensions else None,
            "reader": readers.get(one.id, ""),
        }


def _strictest(given: Iterable[tuple[int | None, Estimate]]) -> dict[int, str]:
    """Return for whom the estimates of each party or relation are meant: the fewest of them."""
    order, found = list(Reader), dict[int, Reader]()
    for subject, one in given:
        if subject is not None:
            found[subject] = min(found.get(subject, one.reader), one.reader, key=order.index)
    return {subject: READERS[reader] for subject, reader in found.items()}


def _filled(columns: Mapping[str, str], rows: Rows) -> Rows:
    """Return rows without the fields that are empty in all of them; a table of nothing keeps the first."""
    always = list(columns)[:2]
    used = [name for name in columns if name in always or any(row[name] not in (None, "") for row in rows)]
    return [{name: row[name] for name in used} for row in rows]


def as_csv(columns: Mapping[str, str], rows: Rows) -> bytes:
    """Return rows by field as csv that opens in a Dutch Excel, as our own import reads it."""
    names = list(rows[0]) if rows else list(columns)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns[name] for name in names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    """Return a cell of csv. What looks like a formula gets an apostrophe, which our import takes off."""
    if isinstance(value, dt.date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    if isinstance(value, int):
        return str(value)
    text = plain(value or "")
    return f"'{text}" if LIKE_A_FORMULA.match(text) else text

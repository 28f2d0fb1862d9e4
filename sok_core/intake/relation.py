"""A table of relations into a dossier: all of it or, when one row is wrong, nothing."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sok_core import estimate, network, relation
from sok_core.errors import Conflict, RuleBroken
from sok_core.intake import rows, value
from sok_core.intake.column import guess, plain
from sok_core.intake.rows import Checked, Reading, Ready, party_called
from sok_core.intake.table import Row, Table
from sok_core.model import EstimateKind, Reader, Relation, RelationKind
from sok_core.words import RELATION_COLUMNS, RELATION_STRENGTHS

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

SHEETS = ("Relaties", "Connections", "Relations")
ENDS = {"source": "source_id", "target": "target_id"}
SCORES = {"tension": EstimateKind.TENSION}
ALSO_CALLED = {
    "source": ("from", "bron", "partij a", "partij 1"),
    "target": ("to", "doel", "partij b", "partij 2"),
    "kind": ("soort", "type", "relatie", "soort relatie"),
    "strength": ("sterkte", "strength"),
    "is_directed": ("richting", "direction", "directed"),
    "since": ("vanaf",),
    "asserted_by": ("volgens", "verteld door"),
    "asserted_on": ("verteld op",),
    "note": ("opmerking", "description", "omschrijving", "toelichting"),
    "note_reader": (),
    "tension": ("spanning",),
    "reader": ("lezer",),
}
STRENGTHS = {plain(word): number for number, word in RELATION_STRENGTHS.items()}


@dataclass(frozen=True)
class Brought:
    """What an import did: the lines that came in."""

    added: tuple[Relation, ...]


@dataclass
class _Known:
    """The parties by what they are called, and each line between two of them with its row (0: it is kept)."""

    parties: dict[str, int]
    names: list[str]
    lines: dict[frozenset[int], list[tuple[Relation, int]]]


def columns(table: Table) -> dict[str, str]:
    """Return which field of a relation each heading stands for, as far as that is sure."""
    known = {name: (heading, *ALSO_CALLED[name]) for name, heading in RELATION_COLUMNS.items()}
    return guess(table.headings, known)


def check(tables: "Tables", table: Table, chosen: Mapping[str, str]) -> Checked:
    """Return what a table of relations would do, with a report per row; nothing is written.

    ``chosen`` is the field by heading. A party is known by its name or by its short name.
    """
    reading = Reading(table, dict(chosen))
    if not reading.check_columns(RELATION_COLUMNS, "source", "target"):
        return reading.checked([])
    parties = tables.party.all()
    called = {name.casefold(): one.id for one in parties for name in (one.short_name, one.name)}
    known = _Known(called, [name for one in parties for name in (one.name, one.short_name)], {})
    for line in tables.relation.all():
        known.lines.setdefault(relation.ends(line.source_id, line.target_id), []).append((line, 0))
    ready = [one for row in table.rows if (one := _row(reading, row, known))]
    return reading.checked(ready)


def bring_in(store: "Store", table: Table, chosen: Mapping[str, str], *, today: dt.date) -> Brought:
    """Put a table of relations in the dossier, in one transaction; raises RuleBroken when a row is wrong."""
    with store.write() as tables:
        checked = check(tables, table, chosen)
        if not checked.may_go_in:
            raise RuleBroken("intake.rows")
        added = relation.add_rows(tables, [one.fields for one in checked.ready])
        for one, line in zip(checked.ready, added, strict=True):
            for given in rows.estimates(one, today=today):
                estimate.put(tables, **given, relation_id=line.id)
        network.settle(tables)
    return Brought(tuple(added))


def take_back(store: "Store", brought: Brought) -> None:
    """Remove exactly the lines that an import added; raises Conflict when one was changed meanwhile."""
    with store.write() as tables:
        now = {one.id: one for one in tables.relation.all()}
        given = tables.estimate.readable_by(Reader.FACILITATOR)
        judged = {one.relation_id for one in given if one.given_by != rows.GIVEN_BY}
        if any(now.get(one.id) != one or one.id in judged for one in brought.added):
            raise Conflict("intake.used")
        for one in brought.added:
            tables.relation.delete(one.id)
        network.settle(tables)


def _row(reading: Reading, row: Row, known: _Known) -> Ready | None:
    """Return a row that can go in; what is wrong with it is reported."""
    found = reading.parsed(row, lambda name, text: _parsed(reading, name, text, known))
    for end in ENDS:
        if end not in found and reading.is_whole(row):
            reading.wrong(row.number, reading.heading(end), "intake.party_empty")
    scores = rows.scores(found, SCORES)
    reader = found.pop("reader", Reader.FACILITATOR)
    if not reading.is_whole(row):
        return None
    fields = {ENDS.get(name, name): each for name, each in found.items()}
    fields.setdefault("kind", RelationKind.COOPERATION)
    if fields["source_id"] == fields["target_id"]:
        reading.wrong(row.number, reading.heading("target"), "relation.self")
        return None
    return Ready(row.number, fields, scores, reader) if _is_new(reading, row, fields, known) else None


def _parsed(reading: Reading, name: str, text: str, known: _Known) -> Any:
    if name in ENDS:
        return party_called(reading, text, known.parties, known.names)
    if name in SCORES:
        return rows.score(SCORES[name], text)
    if name in ("reader", "note_reader"):
        return reading.spelling.choice(Reader, text)
    if name == "kind":
        return reading.spelling.choice(RelationKind, text)
    if name == "strength":
        return _strength(text)
    if name == "is_directed":
        return value.yes_no(text)
    if name == "asserted_on":
        return value.date(text)
    ends = {"source_id": 1, "target_id": 2}  # for the rule, which looks at a whole line
    return relation.clean({**ends, name: text})[name]


def _strength(text: str) -> int:
    try:
        number = STRENGTHS.get(plain(text)) or value.whole(text)
    except RuleBroken as error:
        raise RuleBroken("relation.strength") from error
    if number not in relation.STRENGTHS:
        raise RuleBroken("relation.strength")
    return number


def _is_new(reading: Reading, row: Row, fields: Mapping[str, Any], known: _Known) -> bool:
    """Whether there is no such line yet, in the dossier or in an earlier row; else it is reported."""
    between = relation.ends(fields["source_id"], fields["target_id"])
    lines = known.lines.setdefault(between, [])
    for line, number in lines:
        if relation.is_same(line, fields):
            code = "intake.relation_twice" if number else "intake.relation_there"
            reading.wrong(row.number, reading.heading("target"), code, row=number)
            return False
    is_directed = bool(fields.get("is_directed"))
    ends = fields["source_id"], fields["target_id"]
    lines.append((Relation(0, *ends, fields["kind"], 1, is_directed), row.number))
    return True

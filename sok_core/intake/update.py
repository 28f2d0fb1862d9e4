"""A table of updates into a dossier: what is right goes in, once; each row that is not right is reported."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sok_core import commitment_road, delicate, update
from sok_core.commitment import impersonal
from sok_core.errors import RuleBroken
from sok_core.intake import value
from sok_core.intake.column import guess, plain
from sok_core.intake.rows import Checked, Reading, Ready, party_called
from sok_core.intake.table import Row, Table
from sok_core.model import Commitment, CommitmentStatus, Update
from sok_core.words import UPDATE_COLUMNS

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

SHEETS = ("Berichten", "Updates", "Voortgang")
ENTERED_BY = "import"
NEEDED = ("commitment", "date", "status")
PARTIES = ("asked_help_from", "reported_by")
ABOUT_WHAT = {"commitment", "reported_by"}  # in a row with these alone nothing is told
ALSO_CALLED = {
    "commitment": ("afspraak of artikel", "artikel", "commitment"),
    "date": ("dag", "date"),
    "status": ("hoe staat het", "stand", "stoplicht", "status"),
    "value": ("waarde", "stand van het getal", "hoe ver", "value"),
    "text": ("regel", "bericht", "opmerking", "toelichting", "note"),
    "evidence": ("bewijs", "link naar bewijs"),
    "next_step": ("actie", "wat nu"),
    "asked_help_from": ("hulp van", "hulp"),
    "reported_by": ("volgens", "partij", "gemeld door"),
}
# Which cell a rule of updates is about; any other is about the row as a whole.
ABOUT = {
    "commitment.lead_stopped": "asked_help_from",
    "commitment.lead_unmet": "asked_help_from",
    "commitment.number": "value",
    "update.future": "date",
    "update.stopped": "text",
    "update.no_number": "value",
    "update.steps": "value",
    "update.yes_no": "value",
}


@dataclass(frozen=True)
class Brought:
    """What an import did: the updates that came in. They are put right with a correction, as all others."""

    added: tuple[Update, ...]


@dataclass
class _Known:
    """What rows may name, and what was said already, with its row (0: it is in the dossier)."""

    commitments: dict[str, list[Commitment]]
    titles: list[str]
    parties: dict[str, int]
    names: list[str]
    said: dict[tuple[Any, ...], int] = field(default_factory=dict)


def columns(table: Table) -> dict[str, str]:
    """Return which field of an update each heading stands for, as far as that is sure."""
    known = {name: (heading, *ALSO_CALLED[name]) for name, heading in UPDATE_COLUMNS.items()}
    return guess(table.headings, known)


def check(tables: "Tables", table: Table, chosen: Mapping[str, str], *, today: dt.date) -> Checked:
    """Return what a table of updates would do, with a report per row; nothing is written.

    ``chosen`` is the field by heading. A commitment is known by its title (also as the list to fill in has
    it, without a phone number) or by the number of its clause, a party by its name or by its short name. A
    row in which nothing is told is passed over, and one that was told before is ready, with nothing to come
    of it: a list that grows comes in again and again.
    """
    reading = Reading(table, dict(chosen))
    if not reading.check_columns(UPDATE_COLUMNS, *NEEDED):
        return reading.checked([])
    known = _known(tables)
    ready = [one for row in table.rows if (one := _row(tables, reading, row, known, today))]
    return reading.checked(ready)


def bring_in(
    store: "Store", table: Table, chosen: Mapping[str, str], *, today: dt.date, now: dt.datetime
) -> Brought:
    """Put what is right and new of a table of updates in the dossier, in one transaction.

    Raises RuleBroken when nothing in it is right.
    """
    with store.write() as tables:
        checked = check(tables, table, chosen, today=today)
        if checked.problems and not checked.ready:
            raise RuleBroken("intake.rows")
        more = {"entered_by": ENTERED_BY, "created_at": now}
        added = tables.update.add_all([{**one.fields, **more} for one in checked.waiting])
    return Brought(tuple(added))


def _known(tables: "Tables") -> _Known:
    parties, commitments = tables.party.all(), tables.commitment.all()
    numbers, outside = commitment_road.numbers(tables), delicate.told_outside(tables)
    titles = outside.get("commitment", {})
    called: dict[str, list[Commitment]] = {}
    for one in commitments:
        told = titles.get(one.id, one)
        said = {plain(each.title) for each in (one, told, impersonal(one), impersonal(told))}
        for name in filter(None, (*said, numbers.get(one.clause_id or 0))):
            called.setdefault(name, []).append(one)
    return _Known(
        called,
        titles=[one.title for one in commitments],
        parties={name.casefold(): one.id for one in parties for name in (one.short_name, one.name)},
        names=[name for one in parties for name in (one.name, one.short_name)],
        said={_same(vars(one)): 0 for one in [*tables.update.where(), *outside.get("update", {}).values()]},
    )


def _row(tables: "Tables", reading: Reading, row: Row, known: _Known, today: dt.date) -> Ready | None:
    """Return a row that can go in; what is wrong with it is reported."""
    found = reading.parsed(row, lambda name, text: _parsed(reading, name, text, known))
    if found.keys() <= ABOUT_WHAT and reading.is_whole(row):
        return None
    for name in NEEDED:
        if name not in found and reading.is_whole(row):
            reading.wrong(row.number, reading.heading(name), "intake.empty")
    if not reading.is_whole(row):
        return None
    commitment = found.pop("commitment")
    try:
        fields = update.row(tables, commitment, found, today=today)
    except RuleBroken as error:
        about = ABOUT.get(error.code, "commitment")
        reading.wrong(row.number, reading.heading(about, UPDATE_COLUMNS[about]), error.code, **error.values)
        return None
    return _once(reading, Ready(row.number, fields, {}, name=commitment.title), known)


def _parsed(reading: Reading, name: str, text: str, known: _Known) -> Any:
    if name == "commitment":
        return _commitment(reading, text, known)
    if name in PARTIES:
        return party_called(reading, text, known.parties, known.names)
    if name == "date":
        return value.date(text)
    if name == "value":
        return text if plain(text) in update.YES_NO else value.decimal(text)
    if name == "status":
        return reading.spelling.choice(CommitmentStatus, text)
    return update.clean({name: text})[name]


def _commitment(reading: Reading, name: str, known: _Known) -> Commitment:
    found = known.commitments.get(_number(name)) or known.commitments.get(plain(name)) or []
    if len(found) > 1:
        raise RuleBroken("intake.commitment_several", name=_number(name))
    if found:
        return found[0]
    near = reading.spelling.near(name, known.titles)
    raise RuleBroken("intake.commitment_near" if near else "intake.commitment_unknown", name=name, near=near)


def _number(name: str) -> str:
    """Return the number of an article, written with or without the word."""
    return name.casefold().removeprefix("artikel").removeprefix("art.").strip().replace(",", ".")


def _once(reading: Reading, one: Ready, known: _Known) -> Ready | None:
    """Return a row as it is when it is new, marked when it was told before; twice in a list is reported."""
    number = known.said.setdefault(_same(one.fields), one.row)
    if number == one.row:
        return one
    if number == 0:
        return replace(one, is_there=True)
    reading.wrong(one.row, reading.heading("commitment"), "intake.update_twice", row=number)
    return None


def _same(fields: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return by what two updates are the same."""
    names = ("commitment_id", "date", "status", "value")
    return (*(fields.get(name) for name in names), fields.get("text") or "")

"""A table of parties into a dossier: all of it or, when one row is wrong, nothing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sok_core import estimate, party, short_name
from sok_core.errors import Conflict, RuleBroken
from sok_core.intake import rows, value
from sok_core.intake.column import guess
from sok_core.intake.rows import Checked, Reading, Ready
from sok_core.intake.table import Row, Table
from sok_core.model import Estimate, EstimateKind, Party, Reader
from sok_core.words import ESTIMATE_KINDS, PARTY_COLUMNS, field_value

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

SHEETS = ("Partijen", "Elements", "Parties")
SCORES = {
    "interest": EstimateKind.INTEREST,
    "influence": EstimateKind.INFLUENCE,
    "attitude": EstimateKind.ATTITUDE,
}
ALSO_CALLED = {
    "name": ("naam partij", "partij", "organisatie", "label", "party", "organisation", "organization"),
    "short_name": ("afkorting", "roepnaam"),
    "type": ("soort partij", "type partij", "categorie", "party type"),
    "status": ("stand van zaken",),
    "ring": ("schil",),
    "interest_text": ("waar gaat het ze om", "description", "omschrijving", "belang in woorden"),
    "contact_role": ("contact", "functie", "functie contactpersoon"),
    "contact_name": ("contactpersoon", "naam contactpersoon"),
    "brings": ("brengt", "wat brengen ze mee"),
    "needs": ("nodig", "wat hebben ze nodig"),
    "capacity": ("inzet",),
    "represents": ("achterban", "aantal mensen", "represents approx"),
    "listed_as": ("list",),
    "caller": ("wie belt", "beller", "gaat erheen"),
    "call_by": ("bellen voor", "spreken voor"),
    "interest": ("belang",),
    "influence": ("invloed",),
    "attitude": ("houding",),
    "reader": ("lezer",),
}
Middles = Mapping[EstimateKind, Mapping[int, Sequence[int]]]
NO_NAMES = "Dit dossier bewaart geen namen van mensen. De kolom ‘{}’ doet niet mee."


@dataclass(frozen=True)
class Renewed:
    """A party that an import brought up to date: its fields and scores, as they were and as they became."""

    party_id: int
    was: Mapping[str, Any]
    fields: Mapping[str, Any]
    gave: Mapping[EstimateKind, Estimate | None]
    scores: Mapping[EstimateKind, tuple[int, Reader]]


@dataclass(frozen=True)
class Brought:
    """What an import did: the parties that came in, and those that it brought up to date."""

    added: tuple[Party, ...]
    renewed: tuple[Renewed, ...] = ()

    @property
    def changed(self) -> int:
        """How many parties were brought up to date."""
        return len(self.renewed)


def columns(table: Table) -> dict[str, str]:
    """Return which field of a party each heading stands for, as far as that is sure."""
    return guess(
        table.headings, {name: (heading, *ALSO_CALLED[name]) for name, heading in PARTY_COLUMNS.items()}
    )


def check(tables: "Tables", table: Table, chosen: Mapping[str, str], *, updates: bool = False) -> Checked:
    """Return what a table of parties would do, with a report per row; nothing is written.

    ``chosen`` is the field by heading. With ``updates`` a row whose name is there already changes that
    party: an empty cell changes nothing.
    """
    reading = Reading(table, dict(chosen))
    if not tables.dossier.current().has_contact_names:
        _without_names(reading)
    if not reading.check_columns(PARTY_COLUMNS, "name"):
        return reading.checked([])
    there = {spelled.casefold(): one for one in tables.party.all() for spelled in (one.short_name, one.name)}
    taken: dict[str, int] = {}
    middles = _middles(tables)
    ready = [
        one
        for row in table.rows
        if (one := _row(reading, row, there=there, taken=taken, middles=middles, updates=updates))
    ]
    return reading.checked(ready)


def differences(one: Ready) -> list[tuple[str, str, str]]:
    """Return what a row changes of a party that is there: the field, what stands there, what comes there."""
    fields = [
        (PARTY_COLUMNS[name], field_value(one.was[name]), field_value(value))
        for name, value in one.fields.items()
    ]
    return fields + [
        (ESTIMATE_KINDS[kind].capitalize(), str(one.was.get(kind, "niets")), f"{value}, als mening erbij")
        for kind, value in one.scores.items()
    ]


def bring_in(
    store: "Store",
    table: Table,
    chosen: Mapping[str, str],
    *,
    updates: bool = False,
    seen: Sequence[Ready] | None = None,
    today: dt.date,
) -> Brought:
    """Put a table of parties in the dossier, in one transaction; raises RuleBroken when a row is wrong.

    With ``seen``, the rows as the writer saw them, raises Conflict when the parties changed meanwhile.
    """
    with store.write() as tables:
        checked = check(tables, table, chosen, updates=updates)
        if not checked.may_go_in:
            raise RuleBroken("intake.rows")
        if seen is not None and tuple(seen) != checked.ready:
            raise Conflict("intake.changed")
        new = [one for one in checked.waiting if one.party_id is None]
        added = party.add_rows(tables, [one.fields for one in new])
        for one, made in zip(new, added, strict=True):
            for given in rows.estimates(one, today=today):
                estimate.put(tables, **given, party_id=made.id)
        imported = _imported(tables)
        renewed = [
            _renew(tables, one, one.party_id, imported, today=today)
            for one in checked.waiting
            if one.party_id is not None
        ]
    return Brought(tuple(added), tuple(renewed))


def _imported(tables: "Tables") -> dict[tuple[int | None, EstimateKind], Estimate]:
    """Return what earlier imports said, by party and kind."""
    given = tables.estimate.readable_by(Reader.FACILITATOR)
    return {(one.party_id, one.kind): one for one in given if one.given_by == rows.GIVEN_BY}


def _renew(
    tables: "Tables",
    one: Ready,
    party_id: int,
    imported: Mapping[tuple[int | None, EstimateKind], Estimate],
    *,
    today: dt.date,
) -> Renewed:
    """Write what differs of a party that is there, and return how to put that back."""
    if one.fields:
        tables.party.update(party_id, **one.fields)
    for given in rows.estimates(one, today=today):
        estimate.put(tables, **given, party_id=party_id)
    return Renewed(
        party_id,
        {name: one.was[name] for name in one.fields},
        one.fields,
        {kind: imported.get((party_id, kind)) for kind in one.scores},
        {kind: (value, one.reader) for kind, value in one.scores.items()},
    )


def take_back(store: "Store", brought: Brought) -> None:
    """Remove exactly the parties that an import added, and put back what it changed: all of it, or nothing.

    Raises Conflict when something hangs on a party that was added, or what was changed was changed again.
    """
    with store.write() as tables:
        now = {one.id: replace(one, x=None, y=None) for one in tables.party.all()}
        used = tables.party.in_use(but_given_by=rows.GIVEN_BY)
        if any(now.get(one.id) != one or one.id in used for one in brought.added):
            raise Conflict("intake.used")
        imported = _imported(tables)
        for each in brought.renewed:
            _put_back(tables, each, now.get(each.party_id), imported)
        for one in brought.added:
            party.take_away(tables, one.id)


def _put_back(
    tables: "Tables",
    one: Renewed,
    now: Party | None,
    imported: Mapping[tuple[int | None, EstimateKind], Estimate],
) -> None:
    """Give a party the values that it had before an import; raises Conflict when they changed since."""
    given = {kind: imported.get((one.party_id, kind)) for kind in one.scores}
    scores = {kind: (each.value, each.reader) for kind, each in given.items() if each}
    if now is None or {name: getattr(now, name) for name in one.fields} != one.fields or scores != one.scores:
        raise Conflict("intake.renewed")
    if "short_name" in one.was:
        party.change_row(tables, one.party_id, one.was)
    elif one.was:
        tables.party.update(one.party_id, **one.was)
    for kind, before in one.gave.items():
        if before is None:
            tables.estimate.take_back(kind, given_by=rows.GIVEN_BY, party_id=one.party_id)
        else:
            tables.estimate.give(
                kind,
                value=before.value,
                reader=before.reader,
                given_by=rows.GIVEN_BY,
                given_on=before.given_on,
                party_id=one.party_id,
            )


def _without_names(reading: Reading) -> None:
    heading = reading.heading("contact_name")
    if heading:
        reading.columns = {h: name for h, name in reading.columns.items() if h != heading}
        reading.notices.append(NO_NAMES.format(heading))


def _row(
    reading: Reading,
    row: Row,
    *,
    there: Mapping[str, Party],
    taken: dict[str, int],
    middles: Middles,
    updates: bool,
) -> Ready | None:
    """Return a row that can go in; what is wrong with it is reported."""
    found = reading.parsed(row, lambda name, text: _parsed(reading, name, text))
    before = there.get(str(found.get("name", "")).casefold()) if updates else None
    if "name" not in found and reading.is_whole(row):
        reading.wrong(row.number, reading.heading("name"), "party.name_empty")
    if "name" in found:
        if before is None and "short_name" not in found and len(found["name"]) > party.MAX_SHORT_NAME:
            found["short_name"] = short_name.free(
                found["name"],
                party.MAX_SHORT_NAME,
                lambda each: each.casefold() in there or each.casefold() in taken,
            )
        _check_names(reading, row, found, there=there, taken=taken, before=before)
    scores = rows.scores(found, SCORES)
    reader = found.pop("reader", Reader.FACILITATOR)
    if not reading.is_whole(row):
        return None
    if before is None:
        return Ready(row.number, found, scores, reader)
    return _differing(row.number, before, found, scores, reader, middles)


def _differing(
    number: int,
    before: Party,
    found: Mapping[str, Any],
    scores: Mapping[EstimateKind, int],
    reader: Reader,
    middles: Middles,
) -> Ready:
    """Return what a row changes of a party that is there: no field that is so already, no score that we know.

    A file that was taken out of the dossier has the middle of what was said, as some reader may see it: that
    is nobody's opinion to add.
    """
    values = party.clean({"short_name": before.short_name, **found, "name": before.name})
    fields = {name: value for name, value in values.items() if value != getattr(before, name)}
    known = {kind: middles[kind].get(before.id, ()) for kind in scores}
    new = {kind: value for kind, value in scores.items() if value not in known[kind]}
    was = {name: getattr(before, name) for name in fields}
    was |= {str(kind): known[kind][0] for kind in new if known[kind]}
    return Ready(number, fields, new, reader, before.id, before.name, was)


def _middles(tables: "Tables") -> Middles:
    """Return the middle of what was said of each party, for each reader; what the facilitator sees first."""
    found: dict[EstimateKind, dict[int, list[int]]] = {kind: {} for kind in SCORES.values()}
    for reader in (Reader.FACILITATOR, Reader.CORE_TEAM, Reader.TABLE):
        given = tables.estimate.readable_by(reader)
        for kind, middles in found.items():
            for party_id, opinion in estimate.opinions(given, kind).items():
                middles.setdefault(party_id, []).append(opinion.value)
    return found


def _parsed(reading: Reading, name: str, text: str) -> Any:
    if name in SCORES:
        return rows.score(SCORES[name], text)
    if name == "reader":
        return reading.spelling.choice(Reader, text)
    if name in party.CHOICES:
        return reading.spelling.choice(party.CHOICES[name], text)
    parse = {"represents": value.whole, "call_by": value.date}.get(name, str)
    return party.clean({name: parse(text)})[name]


def _check_names(
    reading: Reading,
    row: Row,
    found: Mapping[str, Any],
    *,
    there: Mapping[str, Party],
    taken: dict[str, int],
    before: Party | None,
) -> None:
    """Report a name, or a short name, that is somebody else's: in the dossier, or in an earlier row."""
    kept = before.short_name if before else short_name.cut(found["name"], party.MAX_SHORT_NAME)
    names = {"name": before.name if before else found["name"], "short_name": found.get("short_name", kept)}
    for field, name in names.items():
        key, heading = name.casefold(), reading.heading(field, reading.heading("name"))
        other = there.get(key)
        if other is not None and other != before:
            code = "intake.name_there" if field == "name" else "intake.short_name_there"
            reading.wrong(row.number, heading, code, name=name)
            return
        if taken.get(key, row.number) != row.number:
            reading.wrong(row.number, heading, "intake.name_twice", name=name, row=taken[key])
            return
    for name in names.values():
        taken.setdefault(name.casefold(), row.number)

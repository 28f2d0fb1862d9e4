"""A table of parties into a dossier: all of it or, when one row is wrong, nothing."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sok_core import estimate, party, short_name
from sok_core.errors import Conflict, RuleBroken
from sok_core.intake import rows, value
from sok_core.intake.column import guess
from sok_core.intake.rows import Checked, Reading, Ready
from sok_core.intake.table import Row, Table
from sok_core.model import EstimateKind, Party, Reader
from sok_core.words import PARTY_COLUMNS

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
NO_NAMES = "Dit dossier bewaart geen namen van mensen. De kolom ‘{}’ doet niet mee."


@dataclass(frozen=True)
class Brought:
    """What an import did: the parties that came in, and how many were changed."""

    added: tuple[Party, ...]
    changed: int = 0


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
    ready = [
        one for row in table.rows if (one := _row(reading, row, there=there, taken=taken, updates=updates))
    ]
    return reading.checked(ready)


def bring_in(
    store: "Store", table: Table, chosen: Mapping[str, str], *, updates: bool = False, today: dt.date
) -> Brought:
    """Put a table of parties in the dossier, in one transaction; raises RuleBroken when a row is wrong."""
    with store.write() as tables:
        checked = check(tables, table, chosen, updates=updates)
        if not checked.may_go_in:
            raise RuleBroken("intake.rows")
        new = [one for one in checked.ready if one.party_id is None]
        added = party.add_rows(tables, [one.fields for one in new])
        changed = [one for one in checked.ready if one.party_id is not None]
        for one in changed:
            tables.party.update(one.party_id or 0, **party.clean(one.fields))
        about = [*zip(new, (one.id for one in added), strict=True), *((one, one.party_id) for one in changed)]
        for one, party_id in about:
            for given in rows.estimates(one, today=today):
                estimate.put(tables, **given, party_id=party_id)
    return Brought(tuple(added), len(changed))


def take_back(store: "Store", brought: Brought) -> None:
    """Remove exactly the parties that an import added; raises Conflict when something hangs on one."""
    with store.write() as tables:
        now = {one.id: replace(one, x=None, y=None) for one in tables.party.all()}
        used = _in_use(tables)
        if any(now.get(one.id) != one or one.id in used for one in brought.added):
            raise Conflict("intake.used")
        for one in brought.added:
            tables.party.delete(one.id)


def _without_names(reading: Reading) -> None:
    heading = reading.heading("contact_name")
    if heading:
        reading.columns = {h: name for h, name in reading.columns.items() if h != heading}
        reading.notices.append(NO_NAMES.format(heading))


def _row(
    reading: Reading, row: Row, *, there: Mapping[str, Party], taken: dict[str, int], updates: bool
) -> Ready | None:
    """Return a row that can go in; what is wrong with it is reported."""
    found = reading.parsed(row, lambda name, text: _parsed(reading, name, text))
    before = there.get(str(found.get("name", "")).casefold()) if updates else None
    if "name" not in found and reading.is_whole(row):
        reading.wrong(row.number, reading.heading("name"), "party.name_empty")
    if "name" in found:
        _check_names(reading, row, found, there=there, taken=taken, before=before)
    scores = rows.scores(found, SCORES)
    reader = found.pop("reader", Reader.FACILITATOR)
    if not reading.is_whole(row):
        return None
    if before is not None:
        found = {"short_name": before.short_name, **found, "name": before.name}
    return Ready(row.number, found, scores, reader, before.id if before else None)


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


def _in_use(tables: "Tables") -> set[int]:
    """Return the parties on which something hangs: a line, a talk, a seat, an evening, an estimate, words."""
    used = {end for line in tables.relation.all() for end in (line.source_id, line.target_id)}
    for talk in tables.conversation.readable_by(Reader.FACILITATOR):
        used |= {talk.party_id, *talk.named_parties}
    for meeting in tables.meeting.all():
        used |= set(tables.meeting.parties_present(meeting.id))
    used |= tables.mention.parties()
    given = tables.estimate.readable_by(Reader.FACILITATOR)
    used |= {one.party_id for one in given if one.party_id and one.given_by != rows.GIVEN_BY}
    return used | {seat.party_id for seat in tables.core_team.all() if seat.party_id}

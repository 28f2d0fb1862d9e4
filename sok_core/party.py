"""Parties: who is, or should be, at the table. For one that comes in at the door its name is enough."""

import datetime as dt
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sok_core import network, short_name, together, words
from sok_core.errors import Conflict, NotFound, RuleBroken, SokError
from sok_core.model import Capacity, Dossier, Party, PartyList, PartyStatus, PartyType, Reader, Ring

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_NAME = 80
MAX_SHORT_NAME = 40
MAX_TEXT = 500
MOST_REPRESENTED = 100_000
TEXTS = ("interest_text", "contact_role", "contact_name", "brings", "needs", "caller")
CHOICES: dict[str, type[StrEnum]] = {
    "type": PartyType,
    "status": PartyStatus,
    "ring": Ring,
    "capacity": Capacity,
    "listed_as": PartyList,
}
FIELDS = ("name", "short_name", *CHOICES, *TEXTS, "represents", "call_by")
NEVER_MISSED = (PartyType.FACILITATOR, PartyType.OTHER)
FORGOTTEN = (  # kinds that are often forgotten, the most forgotten first
    PartyType.LANDLORDS,
    PartyType.SELF_ORGANISATION,
    PartyType.TENANTS_ASSOCIATION,
    PartyType.OWNERS_ASSOCIATION,
    PartyType.HOME_OWNERS,
    PartyType.GRID_OPERATOR,
    PartyType.ENTREPRENEURS,
    PartyType.SPORTS_CLUB,
)


@dataclass(frozen=True)
class Row:
    """One row of a table in which parties are changed: ``before`` is what it showed, None for a new party.

    ``fields`` (FIELDS) is all that is known of a new party, and else only what was changed.
    """

    fields: Mapping[str, Any]
    before: Party | None = None


def add(store: "Store", *, name: str) -> Party:
    """Write down a party that is at the table; one with this name already is returned as it is.

    What kind of party it is can be told later. Raises RuleBroken without a name, or over 80 characters.
    """
    values = clean({"name": name, "status": PartyStatus.AT_THE_TABLE})
    with store.write() as tables:
        parties = tables.party.all()
        taken = {spelled.casefold() for one in parties for spelled in _names(one)}
        return named(parties, values["name"]) or _insert(tables, _freed(values, {}, taken))


def write_down(store: "Store", **fields: Any) -> Party:
    """Write down a party with all that is known of it (FIELDS).

    Raises RuleBroken as ``clean`` does, and when another party has this name already.
    """
    return write_down_all(store, [fields])[0]


def write_down_all(store: "Store", rows: Iterable[Mapping[str, Any]]) -> list[Party]:
    """Write down many parties: all of them or, when one cannot be, none; raises as ``write_down`` does."""
    with store.write() as tables:
        return add_rows(tables, rows)


def add_rows(tables: "Tables", rows: Iterable[Mapping[str, Any]]) -> list[Party]:
    """Write down many parties inside a transaction that goes on, with one look at the names that are taken.

    Raises as ``write_down`` does.
    """
    taken = {spelled.casefold(): one.name for one in tables.party.all() for spelled in _names(one)}
    added = []
    for row in rows:
        values = _freed(clean(row), row, taken)
        _check_names(tables, values)
        for spelled in (values["name"], values["short_name"]):
            if spelled.casefold() in taken:
                raise RuleBroken("party.name_taken", name=taken[spelled.casefold()])
        added.append(_insert(tables, values))
        taken |= {spelled.casefold(): added[-1].name for spelled in _names(added[-1])}
    return added


def _freed(values: dict[str, Any], typed: Mapping[str, Any], taken: Container[str]) -> dict[str, Any]:
    """Return values with a short name that nobody has, when no short name was typed."""
    if typed.get("short_name"):
        return values
    short = short_name.free(values["name"], MAX_SHORT_NAME, lambda each: each.casefold() in taken)
    return values | {"short_name": short}


class _Spelled(Container[str]):
    """All names of a table, as they are while it is checked; looked through only for a name that was cut."""

    def __init__(self, rows: Mapping[int, tuple[int, str, str]]) -> None:
        self.rows = rows

    def __contains__(self, name: object) -> bool:
        return any(name in (one.casefold(), short.casefold()) for _, one, short in self.rows.values())


def add_row(tables: "Tables", fields: Mapping[str, Any]) -> Party:
    """Write down one party inside a transaction that goes on; raises as ``write_down`` does."""
    return add_rows(tables, [fields])[0]


def change(store: "Store", *, party_id: int, before: Party | None = None, **fields: Any) -> Party:
    """Change what is known of a party; a field that is not named stays. Raises as ``write_down`` does.

    With ``before``, the party as the writer saw it, only what differs from that is changed; raises Conflict
    when somebody else changed the same meanwhile.
    """
    with store.write() as tables:
        if before is not None:
            fields = _differing(fields, before, tables.party.get(party_id))
        return change_row(tables, party_id, fields)


def change_row(tables: "Tables", party_id: int, fields: Mapping[str, Any]) -> Party:
    """Change one party inside a transaction that goes on; raises NotFound, and as ``write_down`` does."""
    now = tables.party.get(party_id)
    values = clean({"name": now.name, "short_name": now.short_name, **fields})
    _check_names(tables, values)
    _check_free([party for party in tables.party.all() if party.id != party_id], values)
    tables.party.update(party_id, **values)
    return tables.party.get(party_id)


def save_table(store: "Store", rows: Sequence[Row], *, removed: Iterable[int] = ()) -> int:
    """Save a table of parties, all of it or nothing; return how many rows were new, changed or removed.

    Raises RuleBroken ``party.rows`` with ``rows``: (which row, counted from 1, what is wrong with it).
    """
    with store.write() as tables:
        gone = {each.id for each in tables.party.all()} & set(removed)
        for party_id in gone:
            take_away(tables, party_id)
        there = {each.id: each for each in tables.party.all()}
        waiting, wrong = _check_rows(tables, rows, there)
        if wrong:
            raise RuleBroken("party.rows", count=len({number for number, _ in wrong}), rows=tuple(wrong))
        for row_id, values in waiting:
            if row_id is None:
                _insert(tables, values)
            else:
                tables.party.update(row_id, **values)
        if gone:
            network.settle(tables)
    return len(gone) + len(waiting)


def _check_rows(
    tables: "Tables", rows: Sequence[Row], there: Mapping[int, Party]
) -> tuple[list[tuple[int | None, dict[str, Any]]], list[tuple[int, SokError]]]:
    """Return what is to be written, and what is wrong; names are judged as they will be in the end."""
    waiting: list[tuple[int | None, dict[str, Any]]] = []
    wrong: list[tuple[int, SokError]] = []
    named_now = {each.id: (0, each.name, each.short_name) for each in there.values()}
    for number, row in enumerate(rows, start=1):
        party_id = row.before.id if row.before else None
        try:
            values = _checked(tables, row, there)
            if row.before is None:
                values = _freed(values, row.fields, _Spelled(named_now))
        except SokError as error:
            wrong.append((number, error))
            continue
        if values:
            waiting.append((party_id, values))
        if "name" in values:
            named_now[party_id or -number] = (number, values["name"], values["short_name"])
    wrong += _clashes(list(named_now.values()))
    return waiting, sorted(wrong, key=lambda one: one[0])


def _checked(tables: "Tables", row: Row, there: Mapping[int, Party]) -> dict[str, Any]:
    """Return what a row changes, clean; all of it for a new party. Raises as ``change`` does."""
    if row.before is None:
        values = clean(row.fields)
    elif row.before.id not in there:
        raise NotFound("party.unknown")
    else:
        values = _differing(row.fields, row.before, there[row.before.id])
    _check_names(tables, values)
    return values


def _differing(fields: Mapping[str, Any], before: Party, now: Party) -> dict[str, Any]:
    """Return the fields that differ from what their writer saw; raises Conflict when others changed them."""
    if "name" in fields:
        fields = {"short_name": before.short_name, **fields}
    changed, clash = together.changed(clean(fields), before=vars(before), now=vars(now))
    if clash:
        there = words.field_value(getattr(now, clash))
        raise Conflict("party.changed", name=now.short_name, field=words.PARTY_FIELDS[clash], there=there)
    if changed.keys() & {"name", "short_name"}:
        changed = {"name": now.name, "short_name": now.short_name} | changed
    return changed


def _clashes(named_now: Sequence[tuple[int, str, str]]) -> list[tuple[int, SokError]]:
    """Return the rows (0: not one of the table) that have a name or a short name that another has too."""
    keys = [{name.casefold(), short.casefold()} for _, name, short in named_now]
    times = Counter(key for each in keys for key in each)
    return [
        (number, RuleBroken("party.name_taken", name=name))
        for (number, name, _), each in zip(named_now, keys, strict=True)
        if number and any(times[key] > 1 for key in each)
    ]


def what_changed(before: Party, now: Party) -> list[str]:
    """Return the fields of a party that somebody changed since it was read."""
    return [name for name in FIELDS if getattr(before, name) != getattr(now, name)]


def add_chair(store: "Store", *, type: PartyType) -> Party:
    """Put an empty chair for a kind of party that nobody is of; raises as ``write_down`` does."""
    return write_down(store, name=words.PARTY_TYPES[type], type=type, status=PartyStatus.MISSING)


def unseen_types(parties: Iterable[Party]) -> list[PartyType]:
    """Return the kinds that no party is of, those that are often forgotten first."""
    there = {each.type for each in parties}
    order = [*FORGOTTEN, *(type for type in PartyType if type not in FORGOTTEN)]
    return [type for type in order if type not in there and type not in NEVER_MISSED]


def remove(store: "Store", *, party_id: int) -> None:
    """Remove a party and all that hangs on it; raises NotFound, and RuleBroken once it promised."""
    with store.write() as tables:
        take_away(tables, party_id)
        network.settle(tables)


def take_away(tables: "Tables", party_id: int) -> None:
    """Remove a party inside a transaction that goes on; raises as ``remove`` does."""
    if tables.party.has_promised(party_id):
        raise RuleBroken("party.promised", name=tables.party.get(party_id).short_name)
    tables.party.delete(party_id)


def has_names_for(dossier: Dossier, reader: Reader) -> bool:
    """Whether this reader may see names of people: the dossier keeps them, and he is of the core team."""
    return dossier.has_contact_names and reader is not Reader.TABLE


def clean(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a party as they are kept: spaces tidied, choices as their enum, empty as None or "".

    A choice may be its stored value. Raises RuleBroken: no name, too long, an unknown choice, a number or a
    date that is none, a field that a party does not have.
    """
    values: dict[str, Any] = {}
    for field, value in fields.items():
        if field not in FIELDS:
            raise RuleBroken("party.field", field=field)
        values[field] = _cleaned(field, value)
    if "name" in values:
        values["short_name"] = values.get("short_name") or short_name.cut(values["name"], MAX_SHORT_NAME)
    return values


def named(parties: Iterable[Party], name: str) -> Party | None:
    """Return the party with this name or short name, in capitals or not."""
    wanted = " ".join(name.split()).casefold()
    return next((p for p in parties if wanted in (p.name.casefold(), p.short_name.casefold())), None)


def _names(one: Party) -> tuple[str, str]:
    return one.name, one.short_name


def _cleaned(field: str, value: Any) -> Any:
    if field in CHOICES:
        return _choice(field, value)
    if field == "represents":
        return _number(value)
    if field == "call_by":
        return _date(value)
    text = " ".join(str(value or "").split())
    limit = {"name": MAX_NAME, "short_name": MAX_SHORT_NAME}.get(field, MAX_TEXT)
    if field == "name" and not text:
        raise RuleBroken("party.name_empty")
    if len(text) > limit:
        raise RuleBroken("party.name_too_long" if field == "name" else "party.text_too_long", limit=limit)
    return text


def _choice(field: str, value: Any) -> StrEnum | None:
    if value in (None, ""):
        defaults: dict[str, StrEnum] = {"type": PartyType.OTHER, "status": PartyStatus.TO_APPROACH}
        return defaults.get(field)
    try:
        return CHOICES[field](str(value))
    except ValueError as error:
        raise RuleBroken(f"party.{field}", value=value) from error


def _number(value: Any) -> int | None:
    if value in (None, ""):
        return None
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise RuleBroken("party.represents", limit=MOST_REPRESENTED) from error
    if not 0 <= number <= MOST_REPRESENTED:
        raise RuleBroken("party.represents", limit=MOST_REPRESENTED)
    return number


def _date(value: Any) -> dt.date | None:
    if value in (None, ""):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise RuleBroken("party.call_by") from error


def _check_names(tables: "Tables", values: Mapping[str, Any]) -> None:
    if values.get("contact_name") and not tables.dossier.current().has_contact_names:
        raise RuleBroken("party.contact_name")


def _check_free(others: list[Party], values: Mapping[str, Any]) -> None:
    for name in (values["name"], values["short_name"]):
        if there := named(others, name):
            raise RuleBroken("party.name_taken", name=there.name)


def _insert(tables: "Tables", values: Mapping[str, Any]) -> Party:
    defaults: dict[str, Any] = {"type": PartyType.OTHER, "status": PartyStatus.TO_APPROACH}
    return tables.party.add(**defaults | dict(values))

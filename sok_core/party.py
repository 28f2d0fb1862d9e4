"""Parties: who is, or should be, at the table. For one that comes in at the door its name is enough."""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sok_core import network
from sok_core.errors import RuleBroken
from sok_core.model import Capacity, Party, PartyList, PartyStatus, PartyType, Ring

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


def add(store: "Store", *, name: str) -> Party:
    """Write down a party that is at the table; one with this name already is returned as it is.

    What kind of party it is can be told later. Raises RuleBroken without a name, or over 80 characters.
    """
    values = clean({"name": name, "status": PartyStatus.AT_THE_TABLE})
    with store.write() as tables:
        return named(tables.party.all(), values["name"]) or _insert(tables, values)


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
        values = clean(row)
        for spelled in (values["name"], values["short_name"]):
            if spelled.casefold() in taken:
                raise RuleBroken("party.name_taken", name=taken[spelled.casefold()])
        added.append(_insert(tables, values))
        taken |= {spelled.casefold(): added[-1].name for spelled in _names(added[-1])}
    return added


def add_row(tables: "Tables", fields: Mapping[str, Any]) -> Party:
    """Write down one party inside a transaction that goes on; raises as ``write_down`` does."""
    values = clean(fields)
    _check_free(tables.party.all(), values)
    return _insert(tables, values)


def change(store: "Store", *, party_id: int, **fields: Any) -> Party:
    """Change what is known of a party; a field that is not named stays. Raises as ``write_down`` does."""
    with store.write() as tables:
        return change_row(tables, party_id, fields)


def change_row(tables: "Tables", party_id: int, fields: Mapping[str, Any]) -> Party:
    """Change one party inside a transaction that goes on; raises NotFound, and as ``write_down`` does."""
    before = tables.party.get(party_id)
    values = clean({"name": before.name, "short_name": before.short_name, **fields})
    _check_free([party for party in tables.party.all() if party.id != party_id], values)
    tables.party.update(party_id, **values)
    return tables.party.get(party_id)


def remove(store: "Store", *, party_id: int) -> None:
    """Remove a party with its relations, talks and estimates; raises NotFound."""
    with store.write() as tables:
        tables.party.delete(party_id)
        network.settle(tables)


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
        values["short_name"] = values.get("short_name") or values["name"][:MAX_SHORT_NAME].strip()
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


def _check_free(others: list[Party], values: Mapping[str, Any]) -> None:
    for name in (values["name"], values["short_name"]):
        if there := named(others, name):
            raise RuleBroken("party.name_taken", name=there.name)


def _insert(tables: "Tables", values: Mapping[str, Any]) -> Party:
    defaults: dict[str, Any] = {"type": PartyType.OTHER, "status": PartyStatus.TO_APPROACH}
    return tables.party.add(**defaults | dict(values))

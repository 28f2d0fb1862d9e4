"""Relations: who works with whom, how strong the line is, and who says so."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sok_core import network
from sok_core.errors import NotFound, RuleBroken
from sok_core.model import Reader, Relation, RelationKind

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

STRENGTHS = range(1, 6)
KEPT = ("source_id", "target_id", "kind", "strength", "is_directed")
MAX_TEXT = 500
MAX_SINCE = 20
FIELDS = (
    *("source_id", "target_id", "kind", "strength", "is_directed", "since", "note", "note_reader"),
    *("asserted_by", "asserted_on", "meeting_id"),
)


def draw(store: "Store", **fields: Any) -> Relation:
    """Draw a line between two parties (FIELDS); raises RuleBroken as ``clean`` does, NotFound for a party.

    Also RuleBroken when there is a line of this kind between the two already.
    """
    return draw_all(store, [fields])[0]


def draw_all(store: "Store", rows: Iterable[Mapping[str, Any]]) -> list[Relation]:
    """Draw many lines: all of them or, when one cannot be, none; raises as ``draw`` does."""
    with store.write() as tables:
        drawn = add_rows(tables, rows)
        network.settle(tables)
    return drawn


def add_rows(tables: "Tables", rows: Iterable[Mapping[str, Any]]) -> list[Relation]:
    """Draw many lines inside a transaction that goes on, which settles the picture at its end.

    What is there is looked at once. Raises as ``draw`` does.
    """
    parties = {one.id for one in tables.party.all()}
    there: dict[frozenset[int], list[Relation]] = {}
    for one in tables.relation.all():
        there.setdefault(ends(one.source_id, one.target_id), []).append(one)
    drawn = []
    for row in rows:
        values = clean(row)
        between = ends(values["source_id"], values["target_id"])
        if not between <= parties:
            raise NotFound("party.unknown")
        if any(is_same(one, values) for one in there.get(between, [])):
            raise RuleBroken("relation.known")
        drawn.append(tables.relation.add(**values))
        there.setdefault(between, []).append(drawn[-1])
    return drawn


def ends(one: int, other: int) -> frozenset[int]:
    """Return the two parties of a line, in no order."""
    return frozenset((one, other))


def add_row(tables: "Tables", fields: Mapping[str, Any]) -> Relation:
    """Draw one line inside a transaction that goes on, which settles the picture at its end."""
    return add_rows(tables, [fields])[0]


def change(store: "Store", *, relation_id: int, **fields: Any) -> Relation:
    """Change a line; a field that is not named stays. Raises as ``draw`` does."""
    with store.write() as tables:
        before = tables.relation.get(relation_id)
        kept = {name: getattr(before, name) for name in KEPT}
        values = clean(kept | fields)
        for end in ("source_id", "target_id"):
            tables.party.get(values[end])
        others = [one for one in tables.relation.of(values["source_id"]) if one.id != relation_id]
        if any(is_same(one, values) for one in others):
            raise RuleBroken("relation.known")
        tables.relation.update(relation_id, **values)
        network.settle(tables)
        return tables.relation.get(relation_id)


def remove(store: "Store", *, relation_id: int) -> None:
    """Take a line away; raises NotFound."""
    with store.write() as tables:
        tables.relation.delete(relation_id)
        network.settle(tables)


def clean(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a relation as they are kept; a choice may be its stored value.

    Raises RuleBroken: only one party, from a party to itself, an unknown kind or reader, a strength outside
    1 to 5, a text that is too long, a field that a relation does not have.
    """
    values = dict(fields)
    if unknown := set(values) - set(FIELDS):
        raise RuleBroken("relation.field", field=min(unknown))
    if not values["source_id"] or not values["target_id"]:
        raise RuleBroken("relation.end")
    if values["source_id"] == values["target_id"]:
        raise RuleBroken("relation.self")
    values["kind"] = _choice(RelationKind, values.get("kind") or RelationKind.COOPERATION, "relation.kind")
    values["strength"] = _strength(values.get("strength"))
    if "note_reader" in values:
        values["note_reader"] = _choice(
            Reader, values["note_reader"] or Reader.FACILITATOR, "relation.reader"
        )
    for name, limit in (("since", MAX_SINCE), ("note", MAX_TEXT), ("asserted_by", MAX_TEXT)):
        if name in values:
            values[name] = " ".join(str(values[name] or "").split())
            if len(values[name]) > limit:
                raise RuleBroken("relation.text_too_long", limit=limit)
    values["is_directed"] = bool(values.get("is_directed"))
    return values


def is_same(one: Relation, values: Mapping[str, Any]) -> bool:
    """Whether this is the same line: its ends and kind; its direction counts when both lines have one."""
    way, other = (one.source_id, one.target_id), (values["source_id"], values["target_id"])
    if one.kind is not values["kind"]:
        return False
    return way == other or (way == other[::-1] and not (one.is_directed and values.get("is_directed")))


def _choice(cls: Any, value: Any, code: str) -> Any:
    try:
        return cls(str(value))
    except ValueError as error:
        raise RuleBroken(code, value=value) from error


def _strength(value: Any) -> int:
    if value in (None, ""):
        return 2
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise RuleBroken("relation.strength") from error
    if number not in STRENGTHS or (number != value and str(value) != str(number)):
        raise RuleBroken("relation.strength")
    return number

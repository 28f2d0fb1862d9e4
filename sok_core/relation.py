"""Relations: who works with whom, how strong the line is, and who says so."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sok_core import network, together, words
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import Reader, Relation, RelationKind

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

STRENGTHS = range(1, 6)
WAY = ("source_id", "target_id", "is_directed")
KEPT = (*WAY, "kind", "strength")
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


def change(
    store: "Store", *, relation_id: int, before: Mapping[str, Any] | None = None, **fields: Any
) -> Relation:
    """Change a line; a field that is not named stays. Raises as ``draw`` does.

    With ``before``, the line as the writer saw it (``as_seen``), only what differs from that is changed;
    raises Conflict when somebody else changed the same meanwhile.
    """
    with store.write() as tables:
        return change_row(tables, relation_id, fields, before=before)


def change_row(
    tables: "Tables", relation_id: int, fields: Mapping[str, Any], *, before: Mapping[str, Any] | None = None
) -> Relation:
    """Change one line inside a transaction that goes on; raises as ``change`` does."""
    now = tables.relation.get(relation_id)
    if before is not None:
        fields = _differing(tables, fields, before, now)
    values = clean({name: getattr(now, name) for name in KEPT} | dict(fields))
    for end in ("source_id", "target_id"):
        tables.party.get(values[end])
    others = [one for one in tables.relation.of(values["source_id"]) if one.id != relation_id]
    if any(is_same(one, values) for one in others):
        raise RuleBroken("relation.known")
    tables.relation.update(relation_id, **values)
    network.settle(tables)
    return tables.relation.get(relation_id)


def as_seen(one: Relation, *, note: str, note_reader: Reader) -> dict[str, Any]:
    """Return every field of a line, with its note, as somebody sees it who may read that."""
    seen: dict[str, Any] = vars(one) | {"note": note, "note_reader": note_reader}
    return {name: seen[name] for name in FIELDS}


def told_in(seen: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, str]:
    """Return what stands in each field of a line, as a person reads it; ``names`` are of the parties."""
    way = f"van {names.get(seen['source_id'])} naar {names.get(seen['target_id'])}"
    values = dict(seen) | {
        "strength": words.RELATION_STRENGTHS[seen["strength"]],
        "direction": way if seen["is_directed"] else "beide kanten op",
    }
    return {name: words.field_value(value) for name, value in values.items()}


def _differing(
    tables: "Tables", fields: Mapping[str, Any], before: Mapping[str, Any], now: Relation
) -> dict[str, Any]:
    """Return the fields that differ from what their writer saw; raises Conflict when others changed them.

    From where to where a line runs is one thing.
    """
    note, meant = tables.relation.notes(Reader.FACILITATOR), tables.relation.note_readers()
    seen = as_seen(now, note=note.get(now.id, ""), note_reader=meant[now.id])
    cleaned = clean({name: before[name] for name in KEPT} | dict(fields))
    typed = {name: cleaned[name] for name in fields if name not in WAY} | {"direction": _direction(cleaned)}
    changed, clash = together.changed(
        typed,
        before=dict(before) | {"direction": _direction(before)},
        now=seen | {"direction": _direction(seen)},
    )
    if clash:
        names = {each.id: each.short_name for each in tables.party.all()}
        raise Conflict(
            "relation.changed", field=words.RELATION_FIELDS[clash], there=told_in(seen, names)[clash]
        )
    if changed.pop("direction", None):
        changed |= {name: cleaned[name] for name in WAY}
    return changed


def _direction(values: Mapping[str, Any]) -> tuple[int, int, bool]:
    """Return from where to where a line runs; one without a direction has no first end."""
    source, target = values["source_id"], values["target_id"]
    if values["is_directed"]:
        return source, target, True
    return min(source, target), max(source, target), False


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

"""Estimates: what somebody thinks of a party or of a relation, and who may read that.

An estimate is one person's guess, so several stand side by side: the middle one is shown, with their spread.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sok_core.errors import RuleBroken
from sok_core.model import Estimate, EstimateKind, Reader

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

RANGES = {
    EstimateKind.INTEREST: range(1, 6),
    EstimateKind.INFLUENCE: range(1, 6),
    EstimateKind.ATTITUDE: range(-2, 3),
    EstimateKind.TENSION: range(4),
}
MAX_GIVER = 80


@dataclass(frozen=True)
class Opinion:
    """What several people think of one thing together: the middle value, and the least and most of them."""

    value: int
    least: int
    most: int
    count: int


def give(store: "Store", **said: Any) -> None:
    """Keep one estimate, as ``put`` does, in a transaction of its own."""
    with store.write() as tables:
        put(tables, **said)


def put(
    tables: "Tables",
    *,
    kind: EstimateKind,
    value: int | None,
    given_by: str,
    given_on: dt.date,
    reader: Reader = Reader.FACILITATOR,
    party_id: int | None = None,
    relation_id: int | None = None,
) -> None:
    """Keep what somebody thinks of a party or a relation; ``value`` None takes it back.

    Raises RuleBroken for a value outside its range, NotFound for a party or relation that is not there.
    """
    giver = " ".join(given_by.split())[:MAX_GIVER] or "onbekend"
    is_of_relation = kind is EstimateKind.TENSION
    subject = relation_id if is_of_relation else party_id
    if subject is None:
        raise RuleBroken("estimate.subject")
    if is_of_relation:
        tables.relation.get(subject)
    else:
        tables.party.get(subject)
    about = {"relation_id": subject} if is_of_relation else {"party_id": subject}
    if value is None:
        tables.estimate.take_back(kind, given_by=giver, **about)
    elif isinstance(value, bool) or value not in RANGES[kind]:
        raise RuleBroken(f"estimate.{kind}")
    else:
        tables.estimate.give(kind, value=value, reader=reader, given_by=giver, given_on=given_on, **about)


def release(store: "Store", *, estimate_id: int, reader: Reader) -> None:
    """Let others read an estimate too, or not any more; raises NotFound."""
    with store.write() as tables:
        tables.estimate.release(estimate_id, reader=reader)


def opinions(estimates: Iterable[Estimate], kind: EstimateKind) -> dict[int, Opinion]:
    """Return what is thought of each party (or relation, for tension): an Opinion by its id.

    The middle of an even number is the lower of the two: no decimals.
    """
    values: dict[int, list[int]] = {}
    for one in estimates:
        subject = one.relation_id if kind is EstimateKind.TENSION else one.party_id
        if one.kind is kind and subject is not None:
            values.setdefault(subject, []).append(one.value)
    return {
        subject: Opinion(sorted(found)[(len(found) - 1) // 2], min(found), max(found), len(found))
        for subject, found in values.items()
    }

"""Estimates: what somebody thinks of a party or of a relation, and who may read that.

An estimate is one person's guess, so several stand side by side: the middle one is shown, with their spread.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sok_core import words
from sok_core.errors import Conflict, RuleBroken
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
    seen: Collection[Estimate] | None = None,
) -> None:
    """Keep what somebody thinks of a party or a relation; ``value`` None takes it back.

    Raises RuleBroken for a value outside its range, NotFound for a party or relation that is not there. With
    ``seen``, the estimates as the writer saw them, raises Conflict when this one was changed meanwhile.
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
    if seen is not None:
        now = given(tables.estimate.readable_by(Reader.FACILITATOR), kind, giver, subject)
        wanted = None if value is None else (value, reader)
        if now not in (given(seen, kind, giver, subject), wanted):
            raise Conflict("estimate.changed", field=words.ESTIMATE_KINDS[kind], there=told(kind, now))
    if value is None:
        tables.estimate.take_back(kind, given_by=giver, **about)
    elif isinstance(value, bool) or value not in RANGES[kind]:
        raise RuleBroken(f"estimate.{kind}")
    else:
        tables.estimate.give(kind, value=value, reader=reader, given_by=giver, given_on=given_on, **about)


def given(
    estimates: Iterable[Estimate], kind: EstimateKind, giver: str, subject: int
) -> tuple[int, Reader] | None:
    """Return what one person said of a party (or of a relation, for tension), and who may read that."""
    found = (
        (one.value, one.reader)
        for one in estimates
        if (one.kind, one.given_by) == (kind, giver) and subject_of(one) == subject
    )
    return next(found, None)


def told(kind: EstimateKind, given: tuple[int, Reader] | None) -> str:
    """Return an estimate and who may read it, as a person reads it."""
    return f"{words.ESTIMATE_VALUES[kind][given[0]]}, {words.READERS[given[1]]}" if given else "niets"


def subject_of(one: Estimate) -> int | None:
    """Return the party that an estimate is about, or the relation for tension."""
    return one.relation_id if one.kind is EstimateKind.TENSION else one.party_id


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
        subject = subject_of(one)
        if one.kind is kind and subject is not None:
            values.setdefault(subject, []).append(one.value)
    return {
        subject: Opinion(sorted(found)[(len(found) - 1) // 2], min(found), max(found), len(found))
        for subject, found in values.items()
    }

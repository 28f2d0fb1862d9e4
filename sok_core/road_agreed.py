"""Clauses and their words as the agreement in force has them, whatever a draft does with them by now.

A draft can withdraw, merge and add. For who wrote a note that is a proposal, until everybody signed it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sok_core import agreement, consent
from sok_core.agreement import Article
from sok_core.model import Clause, ClauseStatus, Source

if TYPE_CHECKING:
    from sok_core.store import Tables

GROUNDS = ("task_id", "project_id", "theme_id")


@dataclass(frozen=True)
class Agreed:
    """Clauses with their words and numbers; ``proposed`` are those that the agreement does not have."""

    clauses: Sequence[Clause]
    sources: Sequence[Source]
    numbers: Mapping[int, str] = field(default_factory=dict)
    proposed: frozenset[int] = frozenset()


def read(tables: "Tables", clauses: Sequence[Clause], sources: Sequence[Source]) -> Agreed:
    """Return clauses and their words as they are in force; as they are now when no agreement is."""
    version = consent.signed_version(tables)
    document = agreement.opened(version) if version else None
    if document is None:
        return Agreed(clauses, sources)
    articles = {one.clause_id: one for one in document.articles}
    by_id = {one.id: one for one in clauses}
    merged = {
        one.id: tuple(_where(one, by_id))
        for one in clauses
        if one.into_id is not None and not (one.id in articles and articles[one.id].is_withdrawn)
    }
    return Agreed(
        [_as_agreed(one, articles.get(one.id), _from(one, merged, by_id)) for one in clauses],
        [one for one in sources if one.via_id not in merged],
        {one.clause_id: one.number for one in document.articles},
        frozenset(by_id.keys() - articles.keys()),
    )


def _where(clause: Clause, by_id: Mapping[int, Clause]) -> Iterator[int]:
    """Yield the clauses that a draft merged a clause into, one after the other."""
    seen, into = {clause.id}, clause.into_id
    while into is not None and into in by_id and into not in seen:
        seen.add(into)
        yield into
        into = by_id[into].into_id


def _from(clause: Clause, merged: Mapping[int, Sequence[int]], by_id: Mapping[int, Clause]) -> list[Clause]:
    """Return what a draft merged into a clause."""
    return [by_id[each] for each, into in merged.items() if clause.id in into]


def _as_agreed(clause: Clause, article: Article | None, taken: Sequence[Clause]) -> Clause:
    """Return a clause as an agreement has it, without the grounds of what a draft merged into it."""
    lent: dict[str, Any] = {
        name: None
        for name in GROUNDS
        if getattr(clause, name) is not None
        and any(getattr(one, name) == getattr(clause, name) for one in taken)
    }
    clause = replace(clause, **lent)
    if article is None:
        return clause
    if article.is_withdrawn:
        return replace(clause, status=ClauseStatus.WITHDRAWN, why=article.why)
    return replace(clause, status=ClauseStatus.IN_FORCE, why="", withdrawn_on=None, into_id=None)

"""Clauses that went on in others: where each is now, and what each took along.

A clause that is merged keeps its own words and grounds, and lends nothing: every road walks on to the other.
So bringing it back takes along just what was its own.
"""

from collections.abc import Iterator, Mapping

from sok_core.model import Clause, ClauseStatus


def where_now(clauses: Mapping[int, Clause], one: Clause) -> Iterator[Clause]:
    """Yield the clauses that a clause went on in, one after the other."""
    seen, into = {one.id}, one.into_id
    while into is not None and into in clauses and into not in seen:
        seen.add(into)
        yield clauses[into]
        into = clauses[into].into_id


def last(clauses: Mapping[int, Clause], one: Clause) -> Clause:
    """Return the clause that holds now what a clause said: itself, or where it went on at last."""
    return [one, *where_now(clauses, one)][-1]


def is_kept(clauses: Mapping[int, Clause], one: Clause) -> bool:
    """Whether what a clause said counts, there or in the clause that it went on in."""
    return last(clauses, one).status is ClauseStatus.IN_FORCE


def first(clauses: Mapping[int, Clause], clause_id: int, ground: str) -> int | None:
    """Return the id of a ground (``task_id`` …) of a clause, else the first of what was merged into it."""
    found: Iterator[int | None] = (getattr(clauses[each], ground) for each in with_merged(clauses, clause_id))
    return next(filter(None, found), None)


def with_merged(clauses: Mapping[int, Clause], clause_id: int) -> list[int]:
    """Return a clause, first, with all that went on in it."""
    found = [clause_id]
    for here in found:
        found += [one.id for one in clauses.values() if one.into_id == here and one.id not in found]
    return found

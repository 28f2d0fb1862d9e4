"""Clauses as a frozen text has them, whatever a draft does with them by now.

A draft can withdraw, merge, bring back and add. For who wrote a note that is a proposal, until everybody
signed it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sok_core import agreement, clause_merge, consent
from sok_core.agreement import Article, Document
from sok_core.model import Clause, ClauseStatus

if TYPE_CHECKING:
    from sok_core.store import Tables


@dataclass(frozen=True)
class Agreed:
    """Clauses with their numbers, both by id; ``proposed`` are those that the agreement does not have.

    ``version`` is the frozen text that has them so, None when they are as the draft has them.
    """

    clauses: Mapping[int, Clause]
    numbers: Mapping[int, str] = field(default_factory=dict)
    proposed: frozenset[int] = frozenset()
    version: int | None = None


def read(tables: "Tables", clauses: Iterable[Clause]) -> Agreed:
    """Return clauses as they are in force; as they are now when no agreement is."""
    version = consent.signed_version(tables)
    document = agreement.opened(version) if version else None
    return in_text(document, clauses) if document else Agreed({one.id: one for one in clauses})


def in_text(document: Document, clauses: Iterable[Clause]) -> Agreed:
    """Return clauses as a frozen text has them, read from that text.

    One that it does not have counts by itself, as long as what it says is in the draft.
    """
    articles, drafts = {one.clause_id: one for one in document.articles}, {one.id: one for one in clauses}
    merged = agreement.merged(document.articles, drafts)
    return Agreed(
        {
            each: _agreed(one, articles[each], merged.get(each)) if each in articles else _own(drafts, one)
            for each, one in drafts.items()
        },
        {each: one.number for each, one in articles.items()},
        frozenset(drafts.keys() - articles.keys()),
        document.version,
    )


def _agreed(clause: Clause, article: Article, into_id: int | None) -> Clause:
    status = ClauseStatus.WITHDRAWN if article.is_withdrawn else ClauseStatus.IN_FORCE
    return replace(clause, status=status, why=article.why, withdrawn_on=None, into_id=into_id)


def _own(drafts: Mapping[int, Clause], clause: Clause) -> Clause:
    return replace(clause, status=clause_merge.last(drafts, clause).status, into_id=None)

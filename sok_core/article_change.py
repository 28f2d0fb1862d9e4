"""What became of an article that is followed: the agreement in force says something else by now, or nothing.

A commitment keeps which version its article was followed from. A change that everybody signed does not write
in it by itself: people take it over, leave the commitment as it is, or end it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import agreement, consent, words
from sok_core.agreement import Article
from sok_core.model import Clause, Commitment, Version

if TYPE_CHECKING:
    from sok_core.store import Tables

NONE = -1  # the number of no version: none was in force
PARTS = {"text": "de tekst", "parties": "wie", "due": "wanneer", "means": "de middelen"}


@dataclass(frozen=True)
class ArticleChange:
    """How an article that is followed differs from what is in force.

    ``was`` is the article that was followed, ``now`` what is in force: None when that holds no such article.
    ``version`` is the version in force, None when none is. ``is_unsigned``: the signature of who leads was
    taken back, so that it never promised this. ``is_back``: an older version is in force again than the one
    it was followed from.
    """

    version: int | None
    was: Article | None = None
    now: Article | None = None
    is_unsigned: bool = False
    is_back: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether nobody is bound any more to what is followed."""
        return self.now is None

    @property
    def parts(self) -> tuple[str, ...]:
        """What differs, by the names of ``Article``, in the order of PARTS."""
        return _parts(self.was, self.now) if self.was and self.now else ()

    @property
    def sentence(self) -> str:
        """What happened, as the core team reads it."""
        which = f"Artikel {self.was.number}" if self.was else "Het artikel"
        if self.is_unsigned:
            return "De handtekening van wie dit trekt, is teruggenomen."
        if self.version is None:
            return "Er is nu geen overeenkomst die geldt."
        if self.is_back:
            return f"Versie {self.version} geldt weer. {self._stands_back(which.lower())}"
        if self.now is None:
            return f"{which} staat niet meer in versie {self.version}, die nu geldt."
        if self.was and self.was.clause_id != self.now.clause_id:
            return f"{which} is in versie {self.version} opgegaan in artikel {self.now.number}."
        return f"{which} is veranderd in versie {self.version}: {self._differs}."

    def _stands_back(self, which: str) -> str:
        """Return how the older version has it; what it says was not changed there, it was so before."""
        if self.now is None:
            return f"Daarin staat {which} niet."
        if self.was and self.was.clause_id != self.now.clause_id:
            return f"Daarin is {which} opgegaan in artikel {self.now.number}."
        return f"Daarin staat {which} anders: {self._differs}."

    @property
    def _differs(self) -> str:
        return words.enumerated(PARTS[part] for part in self.parts)

    def releases(self, party_id: int) -> bool:
        """Whether a party does not promise this any more: it is of nobody now, or of others."""
        if self.now is None:
            return True
        return self.was is not None and party_id in {*self.was.parties} - {*self.now.parties}

    def can_be_late(self, today: dt.date) -> bool:
        """Whether the day on which it has to be done has passed in what is in force too."""
        due = agreement.due_of(self.now) if self.now else None
        return "due" not in self.parts or (due is not None and due < today)


def found(tables: "Tables", commitments: Iterable[Commitment], *, today: dt.date) -> dict[int, ArticleChange]:
    """Return by commitment id what changed of the articles that are followed, and that nobody took over yet.

    Of what was written by hand or from a project nothing can change.
    """
    followed = [one for one in commitments if one.clause_id is not None and one.version is not None]
    if not followed:
        return {}
    signed = tables.signature.all()
    unsigned = {one.party_id for one in signed} - {one.party_id for one in signed if one.counts}
    version = consent.signed_version(tables, today=today)
    if version is None:
        return {one.id: ArticleChange(None) for one in followed}
    number = version.number
    told = {one.id: ArticleChange(number, is_unsigned=True) for one in followed if one.owner_id in unsigned}
    rest = [one for one in followed if one.id not in told and one.version != number]
    return told | (_changed(tables, rest, version) if rest else {})


def back(tables: "Tables", *, today: dt.date) -> dict[int, str]:
    """Return by its id what ended because of its article, and can be followed again, with why in a sentence.

    Its article is in force as it was followed, or it is in force where it was not; and nobody follows it.
    """
    newest = tables.update.newest(as_of=today)
    ended = {each: one.ended_in for each, one in newest.items() if one.ended_in is not None and one.is_stop}
    version = consent.signed_version(tables, today=today) if ended else None
    if version is None:
        return {}
    texts, clauses = {one.number: _articles(one) for one in tables.version.all()}, _clauses(tables)
    commitments, found = tables.commitment.all(), {}
    taken = {
        one.clause_id for one in commitments if one.id not in newest or not newest[one.id].status.is_over
    }
    for one in (each for each in commitments if each.id in ended and each.clause_id not in taken):
        first = texts.get(one.version or 0, {}).get(one.clause_id or 0)
        was = _standing(texts.get(ended[one.id], {}), clauses, one.clause_id)
        now = _standing(texts[version.number], clauses, one.clause_id)
        if now is not None and _is_back(one, first, was, now):
            found[one.id] = f"Artikel {now.number} geldt weer: het staat in versie {version.number}."
    return found


def _is_back(one: Commitment, first: Article | None, was: Article | None, now: Article) -> bool:
    """Whether an article came back: ``first`` as it was followed, ``was`` when that ended."""
    if now.clause_id != one.clause_id:
        return False
    if was is None or was.clause_id != one.clause_id:
        return True
    is_given_back = one.owner_id in now.parties and one.owner_id not in was.parties
    return is_given_back or (bool(_parts(was, now)) and first is not None and not _parts(first, now))


def _changed(tables: "Tables", followed: list[Commitment], version: Version) -> dict[int, ArticleChange]:
    """Return what changed of articles that were followed from another version than the one in force."""
    texts = {one.number: one for one in tables.version.all()}
    numbers = {one.version for one in followed if one.version in texts} | {version.number}
    articles = {each: _articles(texts[each]) for each in numbers if each is not None}
    changed, clauses = {}, _clauses(tables)
    for one in followed:
        was = articles.get(one.version or 0, {}).get(one.clause_id or 0)
        now = _standing(articles[version.number], clauses, one.clause_id)
        if now is None or (was is not None and _parts(was, now)):
            is_back = (one.version or 0) > version.number
            changed[one.id] = ArticleChange(version.number, was, now, is_back=is_back)
    return changed


def _articles(version: Version) -> dict[int, Article]:
    document = agreement.opened(version)
    return {one.clause_id: one for one in document.articles} if document else {}


def _clauses(tables: "Tables") -> dict[int, Clause]:
    return {one.id: one for one in tables.clause.all()}


def _standing(
    articles: Mapping[int, Article], clauses: Mapping[int, Clause], clause_id: int | None
) -> Article | None:
    """Return the article that stands, or the one that it was merged into; None when there is none.

    Read from the frozen text: a draft may bring back what was merged, or merge it elsewhere.
    """
    merged = agreement.merged(articles.values(), clauses)
    seen: set[int] = set()
    while clause_id is not None and clause_id in articles and clause_id not in seen:
        one = articles[clause_id]
        if not one.is_withdrawn:
            return one
        seen.add(clause_id)
        clause_id = merged.get(clause_id)
    return None


def _parts(was: Article, now: Article) -> tuple[str, ...]:
    differs = {
        "text": was.text != now.text,
        "parties": set(was.parties) != set(now.parties),
        "due": was.due != now.due,
        "means": was.means != now.means,
    }
    return tuple(part for part in PARTS if differs[part])

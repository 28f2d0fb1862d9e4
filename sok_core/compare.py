"""Two texts of the agreement side by side: what is new, changed, moved or withdrawn, word by word.

Pure: two documents in, plain data out, for the screen and for paper.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sok_core import clause_text, words
from sok_core.agreement import Article, Document, Named
from sok_core.difference import Kind, Piece, woven
from sok_core.model import AimKind, ClauseText, DocumentType

AIM_KINDS = {AimKind.VALUE: "Waarde", AimKind.GOAL: "Doel"}
GONE_PARTY = "een partij die wegging"
GONE_AIM = "een waarde of doel dat jullie loslieten"


class Change(StrEnum):
    """What became of an article from one text to the other."""

    NEW = "nieuw"
    CHANGED = "veranderd"
    MOVED = "verplaatst"
    WITHDRAWN = "ingetrokken"
    BACK = "teruggehaald"
    GONE = "staat_er_niet"
    SAME = "gelijk"


@dataclass(frozen=True)
class Field:
    """What else changed in an article: a label, what stood there and what stands there now."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Compared:
    """One article in both texts. ``why`` are the reasons that were given, ``old_number`` when it moved."""

    change: Change
    number: str
    chapter: str
    clause_id: int
    pieces: tuple[Piece, ...] = ()
    fields: tuple[Field, ...] = ()
    why: tuple[str, ...] = ()
    old_number: str = ""


def compare(
    old: Document, new: Document, *, because: Mapping[int, Sequence[str]] | None = None
) -> list[Compared]:
    """Return every article of two texts in the order of the new one, those that are gone at the end.

    ``because`` holds by clause id why it was changed in between (``reasons``).
    """
    before = {one.clause_id: one for one in old.articles}
    titles = {
        one.clause_id: chapter.title
        for text in (old, new)
        for chapter in text.chapters
        for one in chapter.articles
    }
    names, why = (_named(old, new), _named(new, old)), because or {}
    found = [
        _compared(before.get(one.clause_id), one, titles[one.clause_id], why.get(one.clause_id, ()), names)
        for one in new.articles
    ]
    there = {one.clause_id for one in new.articles}
    gone = [one for one in old.articles if one.clause_id not in there]
    return found + [
        Compared(
            Change.GONE, one.number, titles[one.clause_id], one.clause_id, (Piece(Kind.REMOVED, one.text),)
        )
        for one in gone
    ]


def around(old: Document, new: Document) -> list[Field]:
    """Return what changed outside the articles: title, kind, chapters, parties, values and goals."""
    rows = [
        ("Titel", old.title, new.title),
        ("Soort tekst", _kind(old.type), _kind(new.type)),
        ("Doen niet meer mee", _others(old, new), ""),
        ("Doen nieuw mee", "", _others(new, old)),
    ]
    called = {one.id: one.introduced for one in old.parties}
    rows += [
        ("Partij heet nu anders", called.get(one.id, one.introduced), one.introduced) for one in new.parties
    ]
    before, after = ({one.number: one.title for one in text.chapters} for text in (old, new))
    rows += [
        (f"Hoofdstuk {number}", before.get(number, ""), after.get(number, ""))
        for number in sorted({*before, *after})
    ]
    was, now = ({one.id: one for one in text.aims} for text in (old, new))
    for each in {**was, **now}:
        name = (now.get(each) or was[each]).name
        rows.append((f"Waarde of doel ‘{name}’", _meant(was.get(each)), _meant(now.get(each))))
    return [Field(*row) for row in rows if row[1] != row[2]]


def _others(of: Document, than: Document) -> str:
    """Return the parties of one text that the other does not name."""
    there = {one.id for one in than.parties}
    return words.enumerated(one.name for one in of.parties if one.id not in there)


def _kind(type: str) -> str:
    return clause_text.NAMES[DocumentType(type)]


def _meant(one: Named | None) -> str:
    if one is None:
        return ""
    kind = f"{AIM_KINDS[AimKind(one.kind)]}: " if one.kind else ""
    return kind + ". ".join(filter(None, (one.name, one.more, *one.noticed_by)))


@dataclass(frozen=True)
class _Names:
    """How one text names parties, values and goals, by id."""

    parties: Mapping[int, str]
    aims: Mapping[int, str]

    def who(self, article: Article) -> str:
        return words.enumerated(self.parties.get(one, GONE_PARTY) for one in article.parties)

    def what_for(self, article: Article) -> str:
        return words.enumerated(self.aims.get(one, GONE_AIM) for one in article.aims)


def _named(text: Document, other: Document) -> _Names:
    """Return the names that a text gives; what only the other one names has its name there."""
    return _Names(
        {one.id: one.more or one.name for each in (other, text) for one in each.parties},
        {one.id: one.name for each in (other, text) for one in each.aims},
    )


def _compared(
    old: Article | None, new: Article, chapter: str, because: Sequence[str], names: tuple[_Names, _Names]
) -> Compared:
    if old is None:
        pieces: tuple[Piece, ...] = (Piece(Kind.ADDED, new.text),)
        change = Change.WITHDRAWN if new.is_withdrawn else Change.NEW
        return Compared(change, new.number, chapter, new.clause_id, pieces, why=_why(new, because))
    fields = tuple(_fields(old, new, *names))
    pieces = woven(old.text, new.text)
    if new.is_withdrawn and not old.is_withdrawn:
        change = Change.WITHDRAWN
    elif old.is_withdrawn and not new.is_withdrawn:
        change = Change.BACK
    elif fields or old.text != new.text:
        change = Change.CHANGED
    else:
        change = Change.MOVED if old.number != new.number else Change.SAME
    why = _why(new, because) if change is not Change.SAME else ()
    moved = old.number if old.number != new.number else ""
    return Compared(change, new.number, chapter, new.clause_id, pieces, fields, why, moved)


def _why(new: Article, because: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in (*because, new.why) if one))


def _fields(old: Article, new: Article, was: _Names, now: _Names) -> Iterable[Field]:
    """Return what else changed; another name for the same party is no change of the article."""
    rows = (
        (old.parties != new.parties, Field("Wie", was.who(old), now.who(new))),
        (old.means != new.means, Field("Waarmee", old.means, new.means)),
        (old.due != new.due, Field("Wanneer", _day(old.due), _day(new.due))),
        (old.aims != new.aims, Field("Waarvoor", was.what_for(old), now.what_for(new))),
    )
    return (field for is_other, field in rows if is_other)


def _day(due: str) -> str:
    return words.date(dt.date.fromisoformat(due), with_year=True) if due else ""


def reasons(
    texts: Iterable[ClauseText], *, after: dt.datetime | None, until: dt.datetime | None = None
) -> dict[int, list[str]]:
    """Return by clause id why it was changed after one moment, up to another (None: up to now)."""
    found: dict[int, list[str]] = {}
    for one in texts:
        is_between = (after is None or one.saved_at > after) and (until is None or one.saved_at <= until)
        if one.because and is_between:
            found.setdefault(one.clause_id, []).append(one.because)
    return found


def counted(found: Iterable[Compared]) -> dict[Change, int]:
    """Return how many articles had each change; those without any are left out."""
    kinds = [one.change for one in found]
    return {kind: kinds.count(kind) for kind in Change if kind in kinds}

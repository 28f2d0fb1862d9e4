"""A Word file that came back: what was changed in it, tracked or not, and what was said beside it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest

from sok_core import agreement, article_line, mark
from sok_core.agreement import Document
from sok_core.errors import RuleBroken
from sok_core.intake import word_reader
from sok_core.intake.word_reader import Passage, Reader, bare, number_of, squeezed
from sok_core.model import Version
from sok_core.reaction import MAX_TEXT, NO_TEXT, REMOVE, Proposal, tidy
from sok_core.word_file import BROKEN, WordFile

MOVED = "staat nu op een andere plaats"
Place = tuple[int | None, str]  # a clause, and the number of an article
LOOSE: Place = (None, "")


@dataclass(frozen=True)
class Changed:
    """One thing to choose from a file. ``old`` and ``new`` differ when a text was proposed.

    Without a clause it is of the whole; with a number it is then of an article that the version has not.
    ``is_line``: it is of the line under the article, which says who, with what and by when. ``is_below``: it
    is a paragraph that somebody put under the article.
    """

    clause_id: int | None
    number: str
    old: str
    new: str
    comment: str = ""
    is_tracked: bool = True
    is_line: bool = False
    is_below: bool = False

    @property
    def proposal(self) -> Proposal:
        """What is kept of it when it is chosen. Only another text of an article can become its words."""
        is_text = self.clause_id is not None and not (self.is_line or self.is_below)
        if is_text and not self.comment:
            return (
                Proposal(self.clause_id, NO_TEXT, self.new) if self.new else Proposal(self.clause_id, REMOVE)
            )
        return Proposal(self.clause_id, f"{self._where}{self.comment or self._told}"[:MAX_TEXT])

    @property
    def _where(self) -> str:
        about = [f"Artikel {self.number}"] if self.number and self.clause_id is None else []
        about += ["de regel onder het artikel"] if self.is_line else []
        about += ["onder het artikel"] if self.is_below else []
        return f"{', '.join(about)}: ".capitalize() if about else ""

    @property
    def _told(self) -> str:
        if not self.old:
            told = f"zet erbij: {self.new}"
        elif self.new:
            told = f"maak hiervan: ‘{self.new}’. Er staat: ‘{self.old}’"
        else:
            told = f"haal weg: {self.old}"
        return told if self._where else f"{told[:1].upper()}{told[1:]}"


@dataclass(frozen=True)
class Returned:
    """What a file says, with the version it belongs to. ``is_concept``: it was never frozen."""

    version: Version
    changes: tuple[Changed, ...]
    is_concept: bool = False
    is_older: bool = False


def read(body: bytes, versions: Sequence[Version], *, sent: Callable[[Version], Iterable[bytes]]) -> Returned:
    """Read a file that came back and match it to one of the frozen versions (oldest first).

    ``sent`` makes the Word files of a version as they may have gone out, before and after parties signed:
    what stands outside the articles is held against these. Raises RuleBroken: too large, no Word file,
    broken, not made by us, or of a text that we do not have.
    """
    if not versions:
        raise RuleBroken("returned.no_version")
    try:
        reader = word_reader.read(WordFile(body))
    except BROKEN as error:
        raise RuleBroken("word_file.broken") from error
    marks = reader.marks
    known = {mark.of_version(one): one for one in versions}
    found = next((known[name] for name in marks if name in known), None)
    is_concept = found is None and mark.CONCEPT in marks
    if found is None and not is_concept:
        is_ours = any(mark.is_text(name) or mark.clause_in(name) is not None for name in marks)
        raise RuleBroken("returned.other_text" if is_ours else "returned.foreign")
    version = found or versions[-1]
    text = agreement.read(version.content)
    reader.adopt({one.number: one.clause_id for one in text.articles if not one.is_withdrawn})
    papers = [] if is_concept else [word_reader.read(WordFile(one)) for one in sent(version)]
    below = _below(text, reader, papers)
    return Returned(
        version,
        (
            *_changes(text, reader, is_concept=is_concept),
            *_unknown(text, reader),
            *_loose(reader, below),
            *(_untracked(reader, papers, below) if papers else ()),
            *(_moved(text, reader) if papers else ()),
        ),
        is_concept,
        is_older=version.number != versions[-1].number,
    )


def _changes(text: Document, reader: Reader, *, is_concept: bool) -> Iterator[Changed]:
    """What became of the articles of the version, and of the line under each."""
    for one in text.articles:
        passage = reader.passages.get(one.clause_id)
        if passage is None:  # somebody took the whole article out, unseen
            if reader.passages and not is_concept and not one.is_withdrawn:
                yield Changed(one.clause_id, one.number, one.text, "", is_tracked=False)
            continue
        # A concept is compared with itself: the text may have moved on since.
        old = bare(passage.before, one.number) if is_concept else one.text
        yield from _article(one.clause_id, one.number, old, passage)
        told = None if is_concept else article_line.of(text, one)
        yield from _line(one.clause_id, one.number, told, reader.lines.get(one.clause_id))


def _unknown(text: Document, reader: Reader) -> Iterator[Changed]:
    """What became of articles that came after the version: a reaction to it can only be of the whole."""
    known = {one.clause_id for one in text.articles}
    for clause_id, passage in reader.passages.items():
        if clause_id not in known:
            number = number_of(passage.before) or number_of(passage.after)
            yield from _article(None, number, bare(passage.before, number), passage)
            yield from _line(None, number, None, reader.lines.get(clause_id))


def _article(clause_id: int | None, number: str, old: str, passage: Passage) -> Iterator[Changed]:
    new = bare(passage.after, number)
    if squeezed(old) != squeezed(new):
        yield Changed(clause_id, number, old, new, is_tracked=passage.is_tracked)
    for comment in passage.comments:
        yield Changed(clause_id, number, old, old, comment)


def _line(clause_id: int | None, number: str, told: str | None, found: Passage | None) -> Iterator[Changed]:
    """What became of the line under an article; ``told`` is what it said, None: compared with itself."""
    passage = found or Passage()
    old, new = tidy(passage.before) if told is None else told, tidy(passage.after)
    if squeezed(old) != squeezed(new):
        yield Changed(clause_id, number, old, new, is_tracked=passage.is_tracked, is_line=True)
    for comment in passage.comments:
        yield Changed(clause_id, number, old, old, comment, is_line=True)


def _below(text: Document, reader: Reader, sent: Sequence[Reader]) -> dict[int, Place]:
    """Return where somebody put a paragraph under an article, with nothing of ours between, by its id()."""
    ours = {line.said for one in sent for line in one.loose}
    known = {one.clause_id: one.number for one in text.articles}
    lines = [id(one) for one in reader.lines.values()]
    found, over = {}, set()
    for one in reader.loose:
        if one.under is None or id(one) in lines:
            continue
        if one.said and (one.said in ours or not sent):
            over.add(one.under)
        elif one.under not in over:
            passage = reader.passages[one.under]
            number = known.get(one.under) or number_of(passage.before) or number_of(passage.after)
            found[id(one)] = (one.under if one.under in known else None, number)
    return found


def _loose(reader: Reader, below: Mapping[int, Place]) -> Iterator[Changed]:
    """What was changed with a trace outside every article, and what was said there."""
    for passage in reader.outside:
        old, new = tidy(passage.before), tidy(passage.after)
        place = below.get(id(passage), LOOSE)
        is_copy = {squeezed(old), squeezed(new)} <= reader.articles
        if passage.is_tracked and squeezed(old) != squeezed(new) and not is_copy:
            yield Changed(*place, old, new, is_below=place != LOOSE)
        for comment in passage.comments:
            yield Changed(*place, old, old, comment, is_below=place != LOOSE)


def _untracked(reader: Reader, sent: Sequence[Reader], below: Mapping[int, Place]) -> Iterator[Changed]:
    """What was changed without a trace outside every article: title, parties, values, what was put between.

    Who signed by then, and on what terms, is our own bookkeeping: it is marked as that. Of a file without
    these marks it differs by paper: what one of them has is not new, and what one of them lacks is not
    gone. The list per party repeats the articles, which count where they stand.
    """
    has_marks = any(one.state for one in reader.loose)
    papers = [_said(each for each in one.outside if not (has_marks and each.state)) for one in sent]
    paragraphs = [one for one in reader.outside if one.said and not one.is_state]
    came = _said(paragraphs)
    articles = reader.articles.union(*(one.articles for one in sent))
    there = [Counter(one) for one in papers]
    gone_left = _least(there) - Counter(came)
    new_left = Counter(came) - _most([Counter(_said(one.loose)) for one in sent])
    once = {line for line, count in there[0].items() if count == 1 and line not in articles}
    for kind, start, end, first, last in SequenceMatcher(None, papers[0], came, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone = [one for one in papers[0][start:end] if one not in articles and _take(gone_left, one)]
        put = [one for one in paragraphs[first:last] if one.said not in articles]
        new = [one for one in put if _take(new_left, one.said)]
        # What was typed under an article took the place of nothing: only what is left can be another wording.
        typed = list(takewhile(lambda one: id(one) in below, new[: max(0, len(new) - len(gone))]))
        rest = new[len(typed) :]
        for old, now in [*((None, one) for one in typed), *zip_longest(gone, rest)]:
            place = below.get(id(now), LOOSE) if old is None else LOOSE
            said = now.said if now else ""
            yield Changed(*place, old or "", said, is_tracked=False, is_below=place != LOOSE)
        moved = [one for one in papers[0][start:end] if one in once and one in came]
        if moved:
            text = " / ".join(moved)
            yield Changed(None, "", text, text, f"‘{text}’ {MOVED}.", is_tracked=False)


def _moved(text: Document, reader: Reader) -> Iterator[Changed]:
    """Articles that stand in another order, without a trace."""
    by_id = {one.clause_id: one for one in text.articles}
    order = [one for one in by_id if one in reader.order]
    came = [one for one in reader.order if one in by_id]
    for kind, start, end, _, _ in SequenceMatcher(None, order, came, autojunk=False).get_opcodes():
        for one in [by_id[each] for each in order[start:end]] if kind in ("delete", "replace") else ():
            comment = f"Artikel {one.number} {MOVED}."
            yield Changed(one.clause_id, one.number, one.text, one.text, comment, is_tracked=False)


def _least(counts: Sequence[Counter[str]]) -> Counter[str]:
    """Return how often each line is at least in all of them."""
    found = counts[0]
    for one in counts[1:]:
        found &= one
    return found


def _most(counts: Sequence[Counter[str]]) -> Counter[str]:
    """Return how often each line is at most in one of them."""
    found = Counter[str]()
    for one in counts:
        found |= one
    return found


def _take(left: Counter[str], line: str) -> bool:
    """Whether there is still one of these to tell of; then it is told."""
    if left[line] <= 0:
        return False
    left[line] -= 1
    return True


def _said(paragraphs: Iterable[Passage]) -> list[str]:
    """What paragraphs say, as it was before what was tracked."""
    return [one.said for one in paragraphs if one.said]

"""A Word file that came back: what was changed in it, tracked or not, and what was said beside it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from itertools import zip_longest
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from sok_core import agreement, article_line, mark
from sok_core.agreement import Document
from sok_core.errors import RuleBroken
from sok_core.model import Version
from sok_core.reaction import MAX_TEXT, NO_TEXT, REMOVE, Proposal, tidy
from sok_core.word_file import BROKEN, WordFile

COMMENTS = "word/comments.xml"
GONE = {qn("w:del"), qn("w:moveFrom")}
ADDED = {qn("w:ins"), qn("w:moveTo")}
TEXTS = {qn("w:t"), qn("w:delText")}
SPACES = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
SKIPPED = {qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:delInstrText"), qn("w:drawing"), qn("w:pict")}
NUMBER = re.compile(r"\d+(\.\d+)*")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass
class Passage:
    """The text of one article in a file, as it was sent (``before``) and as it came back (``after``).

    ``under`` is the clause of the last article before it, for a paragraph outside every article.
    """

    before: str = ""
    after: str = ""
    is_tracked: bool = False
    comments: list[str] = field(default_factory=list)
    under: int | None = None

    @property
    def is_line(self) -> bool:
        """Whether it reads as the line under an article, or did."""
        return any(map(article_line.is_line, (self.before, self.after)))

    def say(self, text: str, *, is_gone: bool, is_added: bool) -> None:
        """Add a piece of text."""
        self.before += "" if is_added else text
        self.after += "" if is_gone else text
        self.is_tracked = self.is_tracked or is_gone or is_added


@dataclass(frozen=True)
class Changed:
    """One thing to choose from a file. ``old`` and ``new`` differ when a text was proposed.

    Without a clause it is of the whole; with a number it is then of an article that the version has not.
    ``is_line``: it is of the line under the article, which says who, with what and by when.
    """

    clause_id: int | None
    number: str
    old: str
    new: str
    comment: str = ""
    is_tracked: bool = True
    is_line: bool = False

    @property
    def proposal(self) -> Proposal:
        """What is kept of it when it is chosen. Only another text of an article can become its words."""
        is_text = self.clause_id is not None and not self.is_line
        if is_text and not self.comment:
            return (
                Proposal(self.clause_id, NO_TEXT, self.new) if self.new else Proposal(self.clause_id, REMOVE)
            )
        return Proposal(self.clause_id, f"{self._where}{self.comment or self._told}"[:MAX_TEXT])

    @property
    def _where(self) -> str:
        about = [f"Artikel {self.number}"] if self.number and self.clause_id is None else []
        about += ["de regel onder het artikel"] if self.is_line else []
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
        reader = _read(WordFile(body))
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
    return Returned(
        version,
        (
            *_changes(text, reader, is_concept=is_concept),
            *_unknown(text, reader),
            *_loose(reader),
            *(() if is_concept else _untracked(reader, [_read(WordFile(one)) for one in sent(version)])),
        ),
        is_concept,
        is_older=version.number != versions[-1].number,
    )


def _changes(text: Document, reader: "_Reader", *, is_concept: bool) -> Iterator[Changed]:
    """What became of the articles of the version, and of the line under each."""
    for one in text.articles:
        passage = reader.passages.get(one.clause_id)
        if passage is None:  # somebody took the whole article out, unseen
            if reader.passages and not is_concept and not one.is_withdrawn:
                yield Changed(one.clause_id, one.number, one.text, "", is_tracked=False)
            continue
        # A concept is compared with itself: the text may have moved on since.
        old = _bare(passage.before, one.number) if is_concept else one.text
        yield from _article(one.clause_id, one.number, old, passage)
        told = None if is_concept else article_line.of(text, one)
        yield from _line(one.clause_id, one.number, told, reader.lines.get(one.clause_id))


def _unknown(text: Document, reader: "_Reader") -> Iterator[Changed]:
    """What became of articles that came after the version: a reaction to it can only be of the whole."""
    known = {one.clause_id for one in text.articles}
    for clause_id, passage in reader.passages.items():
        if clause_id not in known:
            number = _number(passage.before) or _number(passage.after)
            yield from _article(None, number, _bare(passage.before, number), passage)
            yield from _line(None, number, None, reader.lines.get(clause_id))


def _article(clause_id: int | None, number: str, old: str, passage: Passage) -> Iterator[Changed]:
    new = _bare(passage.after, number)
    if _squeezed(old) != _squeezed(new):
        yield Changed(clause_id, number, old, new, is_tracked=passage.is_tracked)
    for comment in passage.comments:
        yield Changed(clause_id, number, old, old, comment)


def _line(clause_id: int | None, number: str, told: str | None, found: Passage | None) -> Iterator[Changed]:
    """What became of the line under an article; ``told`` is what it said, None: compared with itself."""
    passage = found or Passage()
    old, new = tidy(passage.before) if told is None else told, tidy(passage.after)
    if _squeezed(old) != _squeezed(new):
        yield Changed(clause_id, number, old, new, is_tracked=passage.is_tracked, is_line=True)
    for comment in passage.comments:
        yield Changed(clause_id, number, old, old, comment, is_line=True)


def _loose(reader: "_Reader") -> Iterator[Changed]:
    """What was changed with a trace outside every article, and what was said there."""
    for passage in reader.outside:
        old, new = tidy(passage.before), tidy(passage.after)
        is_copy = {_squeezed(old), _squeezed(new)} <= reader.articles
        if passage.is_tracked and _squeezed(old) != _squeezed(new) and not is_copy:
            yield Changed(None, "", old, new)
        for comment in passage.comments:
            yield Changed(None, "", old, old, comment)


def _untracked(reader: "_Reader", sent: Sequence["_Reader"]) -> Iterator[Changed]:
    """What was changed without a trace outside every article: title, parties, values, what was put between.

    Papers differ in who signed by then: what one of them has is not new, and what one of them lacks is not
    gone.
    """
    papers = [_said(one.outside) for one in sent]
    articles = reader.articles.union(*(one.articles for one in sent))
    known = articles.union(*(_said(one.loose) for one in sent))
    certain, came = set(papers[0]).intersection(*papers) - articles, _said(reader.outside)
    for kind, start, end, first, last in SequenceMatcher(None, papers[0], came, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone = [one for one in papers[0][start:end] if one in certain and one not in came]
        new = [one for one in came[first:last] if one not in known]
        for old, now in zip_longest(gone, new, fillvalue=""):
            yield Changed(None, "", old, now, is_tracked=False)


def _said(paragraphs: Iterable[Passage]) -> list[str]:
    """What paragraphs say, as it was before what was tracked."""
    said = (_squeezed(one.before if one.is_tracked else one.after) for one in paragraphs)
    return [one for one in said if one]


def _bare(text: str, number: str) -> str:
    """Return what an article says, without the number before it."""
    return tidy(text.strip().removeprefix(number).lstrip(". \t"))


def _number(text: str) -> str:
    found = NUMBER.match(text.strip())
    return found[0] if found else ""


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _read(packed: WordFile) -> "_Reader":
    """Return a reader that has been through the whole file."""
    said = parse_xml(packed.xml(COMMENTS)).iter(qn("w:comment")) if COMMENTS in packed.names else ()
    comments = {
        one.get(qn("w:id")): tidy("\n".join(_text_of(p) for p in one.iter(qn("w:p")))) for one in said
    }
    reader = _Reader(comments)
    reader.walk(parse_xml(packed.xml(packed.body)), is_gone=False, is_added=False)
    return reader


def _text_of(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


class _Reader:
    """Walks through a document once and keeps, per article, what was there and what is."""

    def __init__(self, comments: Mapping[str | None, str]) -> None:
        self.comments = comments
        self.marks: list[str] = []
        self.passages: dict[int, Passage] = {}
        self.loose: list[Passage] = []
        self._last: int | None = None
        self._open: dict[str | None, int] = {}
        self._closing: list[str | None] = []
        self._said: set[str | None] = set()

    @cached_property
    def lines(self) -> dict[int, Passage]:
        """The line under each article: the first that looks like one."""
        found: dict[int, Passage] = {}
        for one in self.loose:
            if one.under is not None and one.is_line:
                found.setdefault(one.under, one)
        return found

    @cached_property
    def articles(self) -> set[str]:
        """What every article said and says. The list per party repeats these; they count where they stand."""
        texts = [text for one in self.passages.values() for text in (one.before, one.after)]
        return {_squeezed(_bare(one, _number(one))) for one in texts}

    @property
    def outside(self) -> list[Passage]:
        """The paragraphs that are no article and no line under one."""
        lines = {id(one) for one in self.lines.values()}
        return [one for one in self.loose if id(one) not in lines]

    def walk(self, element: Any, *, is_gone: bool, is_added: bool) -> None:
        """Read all under an element."""
        for child in element:
            tag = child.tag
            if tag in SKIPPED or tag == FALLBACK:
                continue
            if tag == qn("w:p"):
                self._paragraph(child, is_gone=is_gone, is_added=is_added)
                continue
            self._mark(child)
            if tag in TEXTS:
                self._passage().say(child.text or "", is_gone=is_gone, is_added=is_added)
            elif tag in SPACES:
                self._passage().say(SPACES[tag], is_gone=is_gone, is_added=is_added)
            else:
                self.walk(child, is_gone=is_gone or tag in GONE, is_added=is_added or tag in ADDED)

    def _paragraph(self, paragraph: Any, *, is_gone: bool, is_added: bool) -> None:
        """Read one paragraph. A passage begins and ends with it: people type before and after a bookmark."""
        if self._open:
            self._passage().say("\n", is_gone=False, is_added=False)
        else:
            self.loose.append(Passage(under=self._last))
        starts = [one for one in paragraph.iter(qn("w:bookmarkStart")) if _clause_of(one) is not None]
        if len(starts) == 1:
            self._begin(starts[0])
        self.walk(paragraph, is_gone=is_gone, is_added=is_added)
        self._close()

    def _mark(self, element: Any) -> None:
        """Open or close a passage, or keep a comment where it stands."""
        if element.tag == qn("w:bookmarkStart"):
            self.marks.append(element.get(qn("w:name"), ""))
            if _clause_of(element) is not None and element.get(qn("w:id")) not in self._open:
                self._close()
                self._begin(element)
        elif element.tag == qn("w:bookmarkEnd"):
            self._closing.append(element.get(qn("w:id")))
        elif element.tag in (qn("w:commentRangeStart"), qn("w:commentReference")):
            number = element.get(qn("w:id"))
            if self.comments.get(number) and number not in self._said:
                self._said.add(number)
                self._passage().comments.append(self.comments[number])

    def _begin(self, start: Any) -> None:
        clause_id = _clause_of(start)
        if clause_id is not None:
            self._open[start.get(qn("w:id"))] = self._last = clause_id
            self.passages.setdefault(clause_id, Passage())

    def _close(self) -> None:
        for number in self._closing:
            self._open.pop(number, None)
        self._closing.clear()

    def _passage(self) -> Passage:
        """Return where a text belongs now: the article that opened last, else the loose paragraph."""
        for clause_id in reversed(self._open.values()):
            return self.passages[clause_id]
        if not self.loose:
            self.loose.append(Passage(under=self._last))
        return self.loose[-1]


def _clause_of(start: Any) -> int | None:
    return mark.clause_in(start.get(qn("w:name"), ""))

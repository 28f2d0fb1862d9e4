"""A Word file that came back: what was changed in it, tracked or not, and what was said beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from sok_core import agreement, mark
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
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass
class Passage:
    """The text of one article in a file, as it was sent (``before``) and as it came back (``after``)."""

    before: str = ""
    after: str = ""
    is_tracked: bool = False
    comments: list[str] = field(default_factory=list)

    def say(self, text: str, *, is_gone: bool, is_added: bool) -> None:
        """Add a piece of text."""
        self.before += "" if is_added else text
        self.after += "" if is_gone else text
        self.is_tracked = self.is_tracked or is_gone or is_added


@dataclass(frozen=True)
class Changed:
    """One thing to choose from a file. ``old`` and ``new`` differ when a text was proposed."""

    clause_id: int | None
    number: str
    old: str
    new: str
    comment: str = ""
    is_tracked: bool = True

    @property
    def proposal(self) -> Proposal:
        """What is kept of it when it is chosen."""
        if self.comment:
            return Proposal(self.clause_id, self.comment)
        if not self.new:
            return Proposal(self.clause_id, REMOVE if self.clause_id else f"Haal weg: {self.old}"[:MAX_TEXT])
        return Proposal(self.clause_id, NO_TEXT, self.new)


@dataclass(frozen=True)
class Returned:
    """What a file says, with the version it belongs to. ``is_concept``: it was never frozen."""

    version: Version
    changes: tuple[Changed, ...]
    is_concept: bool = False
    is_older: bool = False


def read(body: bytes, versions: Sequence[Version]) -> Returned:
    """Read a file that came back and match it to one of the frozen versions (oldest first).

    Raises RuleBroken: too large, no Word file, broken, not made by us, or of a text that we do not have.
    """
    if not versions:
        raise RuleBroken("returned.no_version")
    try:
        marks, passages, loose = _read(WordFile(body))
    except BROKEN as error:
        raise RuleBroken("word_file.broken") from error
    known = {mark.of_version(one): one for one in versions}
    found = next((known[name] for name in marks if name in known), None)
    is_concept = found is None and mark.CONCEPT in marks
    if found is None and not is_concept:
        is_ours = any(mark.is_text(name) or mark.clause_in(name) is not None for name in marks)
        raise RuleBroken("returned.other_text" if is_ours else "returned.foreign")
    version = found or versions[-1]
    articles = agreement.read(version.content).articles
    return Returned(
        version,
        (*_changes(articles, passages, is_concept=is_concept), *_loose(loose)),
        is_concept,
        is_older=version.number != versions[-1].number,
    )


def _changes(
    articles: Sequence[agreement.Article], passages: Mapping[int, Passage], *, is_concept: bool
) -> Iterator[Changed]:
    for one in articles:
        if one.is_withdrawn:
            continue
        passage = passages.get(one.clause_id)
        if passage is None:  # somebody took the whole article out, unseen
            if passages and not is_concept:
                yield Changed(one.clause_id, one.number, one.text, "", is_tracked=False)
            continue
        # A concept is compared with itself: the text may have moved on since.
        old = _bare(passage.before, one.number) if is_concept else one.text
        new = _bare(passage.after, one.number)
        if _squeezed(old) != _squeezed(new):
            yield Changed(one.clause_id, one.number, old, new, is_tracked=passage.is_tracked)
        for comment in passage.comments:
            yield Changed(one.clause_id, one.number, old, old, comment)


def _loose(loose: Sequence[Passage]) -> Iterator[Changed]:
    """What stands outside every article: comments, and paragraphs with tracked changes."""
    for passage in loose:
        old, new = tidy(passage.before), tidy(passage.after)
        if passage.is_tracked and _squeezed(old) != _squeezed(new):
            yield Changed(None, "", old, new)
        for comment in passage.comments:
            yield Changed(None, "", old, old, comment)


def _bare(text: str, number: str) -> str:
    """Return what an article says, without the number before it."""
    return tidy(text.strip().removeprefix(number).lstrip(". \t"))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _read(packed: WordFile) -> tuple[list[str], dict[int, Passage], list[Passage]]:
    """Return all marks, the passages by clause id, and what stands outside them."""
    said = parse_xml(packed.xml(COMMENTS)).iter(qn("w:comment")) if COMMENTS in packed.names else ()
    comments = {
        one.get(qn("w:id")): tidy("\n".join(_text_of(p) for p in one.iter(qn("w:p")))) for one in said
    }
    reader = _Reader(comments)
    reader.walk(parse_xml(packed.xml(packed.body)), is_gone=False, is_added=False)
    return reader.marks, reader.passages, reader.loose


def _text_of(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


class _Reader:
    """Walks through a document once and keeps, per article, what was there and what is."""

    def __init__(self, comments: Mapping[str | None, str]) -> None:
        self.comments = comments
        self.marks: list[str] = []
        self.passages: dict[int, Passage] = {}
        self.loose: list[Passage] = []
        self._open: dict[str | None, int] = {}
        self._closing: list[str | None] = []
        self._said: set[str | None] = set()

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
            self.loose.append(Passage())
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
            self._open[start.get(qn("w:id"))] = clause_id
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
            self.loose.append(Passage())
        return self.loose[-1]


def _clause_of(start: Any) -> int | None:
    return mark.clause_in(start.get(qn("w:name"), ""))

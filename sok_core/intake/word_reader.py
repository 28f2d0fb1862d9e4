"""A Word file as it is read: each article before and after, what stands outside, and what was said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from sok_core import article_line, mark
from sok_core.reaction import tidy
from sok_core.word_file import WordFile

COMMENTS = "word/comments.xml"
NOTES = {"w:footnoteReference": "word/footnotes.xml", "w:endnoteReference": "word/endnotes.xml"}
GONE = {qn("w:del"), qn("w:moveFrom")}
ADDED = {qn("w:ins"), qn("w:moveTo")}
TEXTS = {qn("w:t"), qn("w:delText")}
SPACES = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
SKIPPED = {qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:delInstrText")}
PICTURES = {qn("w:drawing"), qn("w:pict")}
CROSSED_OUT = [qn(name) for name in ("w:strike", "w:dstrike", "w:vanish")]
OFF = {"0", "false", "off"}
NUMBER = re.compile(r"\d+(\.\d+)*")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass
class Passage:
    """The text of one article in a file, as it was sent (``before``) and as it came back (``after``).

    ``under`` is the clause of the last article before it, for a paragraph outside every article. ``state`` is
    what the mark of our own bookkeeping says of it.
    """

    before: str = ""
    after: str = ""
    is_tracked: bool = False
    comments: list[str] = field(default_factory=list)
    under: int | None = None
    state: str = ""

    @property
    def said(self) -> str:
        """What it says on one line, as it was before what was tracked."""
        return squeezed(self.before if self.is_tracked else self.after)

    @property
    def is_state(self) -> bool:
        """Whether it is our own bookkeeping, which nobody changed without a trace."""
        return bool(self.state) and self.state == mark.said(self.before if self.is_tracked else self.after)

    @property
    def is_line(self) -> bool:
        """Whether it reads as the line under an article, or did."""
        return any(map(article_line.is_line, (self.before, self.after)))

    def say(self, text: str, *, is_gone: bool, is_added: bool) -> None:
        """Add a piece of text."""
        self.before += "" if is_added else text
        self.after += "" if is_gone else text
        self.is_tracked = self.is_tracked or is_gone or is_added


def bare(text: str, number: str) -> str:
    """Return what an article says, without the number before it."""
    return tidy(text.strip().removeprefix(number).lstrip(". \t"))


def number_of(text: str) -> str:
    """Return the number with which a text begins, such as "5.1"; empty when there is none."""
    found = NUMBER.match(text.strip())
    return found[0] if found else ""


def squeezed(text: str) -> str:
    """Return a text with one space between its words, to compare it."""
    return " ".join(text.split())


def read(packed: WordFile) -> "Reader":
    """Return a reader that has been through the whole file."""
    reader = Reader(
        _texts(packed, COMMENTS, "w:comment"),
        {
            (qn(tag), number): f"Voetnoot: {text}"
            for tag, part in NOTES.items()
            for number, text in _texts(packed, part, tag.removesuffix("Reference")).items()
        },
    )
    reader.walk(parse_xml(packed.xml(packed.body)), is_gone=False, is_added=False)
    return reader


def _texts(packed: WordFile, part: str, tag: str) -> dict[str | None, str]:
    """Return the texts of a part that hangs beside the body, by their number there."""
    if part not in packed.names:
        return {}
    found = parse_xml(packed.xml(part)).iter(qn(tag))
    return {one.get(qn("w:id")): tidy("\n".join(_text_of(p) for p in one.iter(qn("w:p")))) for one in found}


def _text_of(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


class Reader:
    """Walks through a document once and keeps, per article, what was there and what is."""

    def __init__(
        self, comments: Mapping[str | None, str], notes: Mapping[tuple[str, str | None], str]
    ) -> None:
        self.comments, self.notes = comments, notes
        self.marks: list[str] = []
        self.passages: dict[int, Passage] = {}
        self.loose: list[Passage] = []
        self.order: list[int] = []
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
        return {squeezed(bare(one, number_of(one))) for one in texts}

    @property
    def outside(self) -> list[Passage]:
        """The paragraphs that are no article and no line under one."""
        lines = {id(one) for one in self.lines.values()}
        return [one for one in self.loose if id(one) not in lines]

    def adopt(self, articles: Mapping[str, int]) -> None:
        """Find articles (clause ids by their number) that lost their mark by the number before them."""
        lost = {number: one for number, one in articles.items() if one not in self.passages}
        for place, passage in enumerate(list(self.loose)):
            number = number_of(passage.before or passage.after)
            if number not in lost or not bare(passage.after or passage.before, number):
                continue
            clause_id, before = lost.pop(number), passage.under
            for one in self.loose[place:]:
                one.under = clause_id if one.under == before else one.under
            self.passages[clause_id] = passage
        self.loose = [one for one in self.loose if all(one is not each for each in self.passages.values())]

    def walk(self, element: Any, *, is_gone: bool, is_added: bool) -> None:
        """Read all under an element."""
        for child in element:
            tag = child.tag
            if tag in SKIPPED or tag == FALLBACK:
                continue
            if tag in PICTURES:
                for box in child.iter(qn("w:txbxContent")):
                    self.walk(box, is_gone=is_gone, is_added=is_added)
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
                is_out = is_gone or tag in GONE or _is_crossed_out(child)
                self.walk(child, is_gone=is_out, is_added=is_added or tag in ADDED)

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
            self._passage().state = mark.state_in(self.marks[-1]) or self._passage().state
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
        elif note := self.notes.get((element.tag, element.get(qn("w:id")))):
            self._passage().comments.append(note)

    def _begin(self, start: Any) -> None:
        clause_id = _clause_of(start)
        if clause_id is not None:
            self._open[start.get(qn("w:id"))] = self._last = clause_id
            self.passages.setdefault(clause_id, Passage())
            if clause_id not in self.order:
                self.order.append(clause_id)

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


def _is_crossed_out(run: Any) -> bool:
    """Whether the letters of a run are struck through or hidden: what is there to see is gone."""
    style = run.find(qn("w:rPr")) if run.tag == qn("w:r") else None
    marks = [style.find(name) for name in CROSSED_OUT] if style is not None else []
    return any(one is not None and one.get(qn("w:val"), "true") not in OFF for one in marks)

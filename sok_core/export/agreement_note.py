"""The appendix from note to article: what residents wrote, word for word, behind each article."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sok_core import road, road_agreed
from sok_core.agreement import Document
from sok_core.export import paper_pdf, paper_word
from sok_core.export.agreement import date, lettered
from sok_core.export.agreement_model import Agreed
from sok_core.export.meeting import FICTIONAL
from sok_core.export.paper import Article, Block, Closing, Heading, Paper, Paragraph, Quote, Quotes
from sok_core.model import Meeting, Note, Outcome, Prompt, TargetKind
from sok_core.note import personal_data, visible, without_personal_data
from sok_core.theme import in_public
from sok_core.words import count

if TYPE_CHECKING:
    from sok_core.store import Store, Tables


@dataclass(frozen=True)
class Road:
    """What one article grew from: notes by their question, dots by theme, and how many conversations."""

    quotes: tuple[Quotes, ...] = ()
    dots: tuple[tuple[str, int], ...] = ()
    talks: int = 0


def pdf(agreed: Agreed, roads: Mapping[int, Road]) -> bytes:
    """Return the appendix as an accessible PDF."""
    return paper_pdf.pdf(paper(agreed, roads))


def word(agreed: Agreed, roads: Mapping[int, Road]) -> bytes:
    """Return the appendix as a Word file."""
    return paper_word.word(paper(agreed, roads))


def gather(store: "Store", text: Document | None = None) -> dict[int, Road]:
    """Return by clause id what it grew from, also by way of its task, its project or what was merged into it.

    With a frozen text it is as that has it: what was merged later stands there by itself, and what was taken
    off later is there. Hidden notes and personal data are left out for good.
    """
    with store.read() as tables:
        found = road.read(tables)
        if text:
            clauses = road_agreed.in_text(text, found.clauses.values()).clauses
            found = replace(found, clauses=clauses, sources=tables.source.all(version=text.version))
        roads = {each: road.behind(found, Outcome.CLAUSE, each) for each in found.clauses}
        linked = {
            each: {one.id for group in back.groups for one in group.notes} for each, back in roads.items()
        }
        wanted = {note_id for ids in linked.values() for note_id in ids}
        walls = [_wall(tables, meeting, wanted) for meeting in tables.meeting.all()]
    return {
        each: Road(
            quotes=tuple(quotes for wall in walls for quotes in wall.quotes(linked[each])),
            dots=tuple(line for wall in walls for line in wall.theme_dots(linked[each])),
            talks=len(back.conversations) + back.kept_back,
        )
        for each, back in roads.items()
        if linked[each] or back.conversations or back.kept_back
    }


@dataclass(frozen=True)
class _Wall:
    """The notes of one meeting that may be printed, with its questions and the dots on its themes."""

    meeting: Meeting
    prompts: tuple[Prompt, ...]
    notes: tuple[Note, ...]
    themes: Mapping[int, str]
    dots: Mapping[int, int]

    def quotes(self, ids: set[int]) -> Iterator[Quotes]:
        where = ", ".join(filter(None, [date(self.meeting.date), self.meeting.place]))
        for prompt in self.prompts:
            found = [one for one in self.notes if one.id in ids and one.prompt_id == prompt.id]
            if found:
                written = tuple(Quote(one.number, one.text, one.translation) for one in found)
                yield Quotes(written, colour=prompt.position, about=f"{prompt.text} {where}.")

    def theme_dots(self, ids: set[int]) -> list[tuple[str, int]]:
        used = dict.fromkeys(one.theme_id for one in self.notes if one.id in ids and one.theme_id)
        return [(self.themes[one], self.dots[one]) for one in used if self.dots.get(one)]


def _wall(tables: "Tables", meeting: Meeting, wanted: set[int]) -> _Wall:
    every = tables.note.of(meeting.id)
    if not wanted & {one.id for one in every}:
        return _Wall(meeting, (), (), {}, {})
    prompts = tables.prompt.of(meeting.id)
    dots: Counter[int] = Counter()
    for one in every:
        if one.theme_id:
            dots[one.theme_id] += one.votes
    for (target, target_id), laid in tables.vote.told().items():  # never of a vote that goes on
        if target is TargetKind.THEME:
            dots[target_id] += laid
    shown = [one for one in visible(every) if one.id in wanted and personal_data(one.text) is None]
    shown = [one for one in shown if personal_data(one.translation) is None]
    return _Wall(
        meeting,
        tuple(prompts),
        tuple(shown),
        {one.id: in_public(one) for one in tables.theme.of(meeting.id)},
        dots,
    )


def paper(agreed: Agreed, roads: Mapping[int, Road]) -> Paper:
    """Return the appendix as a paper."""
    return Paper(
        title="Van briefje naar artikel",
        above=f"{agreed.place} · bijlage bij {agreed.which}",
        subject=f"De briefjes achter elk artikel van {agreed.title}",
        facts=(),
        notices=tuple(filter(None, (agreed.replaced, FICTIONAL if agreed.is_fictional else ""))),
        blocks=tuple(_blocks(agreed, roads)),
        footer=agreed.footer,
        made_at=agreed.made_at,
    )


def _blocks(agreed: Agreed, roads: Mapping[int, Road]) -> Iterator[Block]:
    yield Paragraph(
        "Bij elk artikel staat wat mensen schreven, precies zoals ze het schreven. "
        "Wie het schreef, staat er nooit bij."
    )
    for chapter in agreed.document.chapters:
        if chapter.articles:
            yield Heading(f"{chapter.number}. {chapter.title}")
        for one in chapter.articles:
            text = (
                f"Ingetrokken. {without_personal_data(one.why)}" if one.is_withdrawn else lettered(one.text)
            )
            yield Article(one.number, text.strip(), is_withdrawn=one.is_withdrawn, is_leading=True)
            yield from _road(roads.get(one.clause_id, Road()))
    yield Closing((f"Gemaakt op {date(agreed.today)}.",))


def _road(back: Road) -> Iterator[Block]:
    yield from back.quotes
    said = []
    if back.dots:
        counted = ", ".join(f"‘{name}’ {count(dots, 'stip', 'stippen')}" for name, dots in back.dots)
        said.append(f"Stippen op de thema’s van deze briefjes: {counted}.")
    if back.talks:
        said.append("Uit een gesprek." if back.talks == 1 else f"Uit {back.talks} gesprekken.")
    if not said and not back.quotes:
        said.append("Bij dit artikel staat geen briefje.")
    if said:
        yield Paragraph(" ".join(said), is_soft=True)

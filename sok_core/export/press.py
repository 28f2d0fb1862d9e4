"""The press sheet: one A4 for a newspaper, with what was agreed, by whom, and in whose words."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sok_core import agreement, delicate
from sok_core.agreement import Article
from sok_core.aim import to_quote
from sok_core.export import paper_pdf, paper_word, sentence
from sok_core.export.agreement import date, when
from sok_core.export.agreement_model import Agreed
from sok_core.export.agreement_words import some
from sok_core.export.meeting import FICTIONAL
from sok_core.export.paper import Block, Closing, Heading, Paper, Paragraph, Points, Quote, Quotes
from sok_core.model import AimKind, MeetingStatus, Outcome, Section
from sok_core.note import visible
from sok_core.words import capital, count, ended, enumerated

if TYPE_CHECKING:
    from sok_core.store import Store

MOST_QUOTES, LEAST_QUOTE, LONGEST_QUOTE = 3, 20, 110
MOST_ACTS, EVERYBODY = 4, 10_000
HOW_FIRM = "Hoe vast de afspraken zijn, hangt af van de woorden in de tekst, niet van de naam."


@dataclass(frozen=True)
class Numbers:
    """What was counted on the way, and some notes of residents behind the values."""

    meetings: int = 0
    notes: int = 0
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Room:
    """How much goes on the sheet: acts, parties by name, and whether a goal says what it means."""

    acts: int
    parties: int = EVERYBODY
    has_meanings: bool = True


# A newspaper wants to know what will happen, so what a goal means goes before the last two acts do.
ROOMS = (
    *(Room(acts) for acts in range(MOST_ACTS, 1, -1)),
    *(Room(acts, has_meanings=False) for acts in range(MOST_ACTS - 1, -1, -1)),
    *(Room(0, parties, has_meanings=False) for parties in (20, 12, 6)),
)
SPARE = (Paragraph("…"),) * 2  # Word sets the same sheet a little wider than we do


def gather(store: "Store") -> Numbers:
    """Count what came before, and choose one short note per value; hidden and personal ones stay inside."""
    with store.read() as tables:
        held = [one for one in tables.meeting.all() if one.status is MeetingStatus.CLOSED]
        notes = {note.id: note for one in tables.meeting.all() for note in visible(tables.note.of(one.id))}
        grown: dict[int, list[int]] = defaultdict(list)
        for source in tables.source.all():
            if source.outcome is Outcome.AIM and source.note_id is not None:
                grown[source.outcome_id].append(source.note_id)
        aims = [one for one in tables.aim.all() if one.kind is AimKind.VALUE and one.gone_at is None]
    quotes: list[Quote] = []
    for aim in aims:
        fit = [notes[one] for one in grown.get(aim.id, ()) if one in notes]
        fit = [one for one in to_quote(fit) if LEAST_QUOTE <= len(one.text) <= LONGEST_QUOTE]
        quotes += [Quote(one.number, one.text, one.translation) for one in fit[:1]]
    return Numbers(len(held), len(notes), tuple(quotes[:MOST_QUOTES]))


def pdf(agreed: Agreed, numbers: Numbers) -> bytes:
    """Return the press sheet as an accessible PDF."""
    return paper_pdf.pdf(paper(agreed, numbers))


def word(agreed: Agreed, numbers: Numbers) -> bytes:
    """Return the press sheet as a Word file."""
    return paper_word.word(paper(agreed, numbers))


def paper(agreed: Agreed, numbers: Numbers) -> Paper:
    """Return the press sheet as a paper with as much in it as goes on one page."""
    made = (_paper(agreed, numbers, room) for room in ROOMS)
    return next((one for one in made if _is_one_page(one)), _paper(agreed, numbers, ROOMS[-1]))


def _is_one_page(sheet: Paper) -> bool:
    return paper_pdf.pages(replace(sheet, blocks=(*sheet.blocks, *SPARE))) <= 1


def _paper(agreed: Agreed, numbers: Numbers, room: Room) -> Paper:
    return Paper(
        title=_title(agreed),
        above=f"{agreed.place} · voor de pers",
        subject=f"Persblad bij {agreed.title}, {agreed.which}",
        facts=(),
        notices=tuple(filter(None, (agreed.replaced, FICTIONAL if agreed.is_fictional else ""))),
        blocks=tuple(_blocks(agreed, numbers, room)),
        footer=agreed.footer,
        made_at=agreed.made_at,
    )


def _title(agreed: Agreed) -> str:
    if agreed.over:
        return agreed.over.rstrip(".")
    size = len(agreed.going_on or agreed.taking_part or agreed.document.parties)
    parties = f"{count(size, 'partij', 'partijen')} in {agreed.neighbourhood}"
    if agreed.going_on:
        return f"{parties} {'tekende' if size == 1 else 'tekenden samen'}"
    return f"{parties} {'spreekt iets af' if size == 1 else 'spreken samen iets af'}"


def _blocks(agreed: Agreed, numbers: Numbers, room: Room) -> Iterator[Block]:
    yield Paragraph(_lead(agreed, room.parties))
    for told in filter(None, (agreed.missing, agreed.hanging, agreed.since)):
        yield Paragraph(told)
    yield Paragraph(_in_numbers(agreed, numbers))
    values, goals = agreement.values(agreed.document), agreement.goals(agreed.document)
    if goals:
        yield Heading("Wat willen ze?", level=1)
        yield Points(
            tuple(f"{ended(one.name)} {one.more}".strip() if room.has_meanings else one.name for one in goals)
        )
    if values:
        yield Paragraph(f"Zo werken ze samen: {ended(enumerated([one.name.lower() for one in values]))}")
    bound = {None, *(one.id for one in agreed.bound)}
    acts = [
        one
        for one in agreed.document.articles
        if one.section == Section.PROJECTS and not one.is_withdrawn and (_leads(one) in bound)
    ]
    acts = [one for one in acts if delicate.says(one.text)]
    if acts[: room.acts]:
        yield Heading("Wat gaat er gebeuren?", level=1)
        yield Points(tuple(sentence.first(one.text) for one in acts[: room.acts]))
    if numbers.quotes:
        yield Heading("In de woorden van bewoners", level=1)
        yield Quotes(numbers.quotes)
    contact = f"Vragen? {agreed.contact}" if agreed.contact else ""
    yield Closing(tuple(filter(None, [contact, HOW_FIRM])))


def _in_numbers(agreed: Agreed, numbers: Numbers) -> str:
    in_force = [one for one in agreed.document.articles if not one.is_withdrawn]
    counted = (
        ("partij", "partijen", len(agreed.taking_part)),
        ("artikel", "artikelen", len(in_force)),
        ("bijeenkomst", "bijeenkomsten", numbers.meetings),
        ("briefje", "briefjes", numbers.notes),
    )
    return f"In cijfers: {enumerated([count(size, one, many) for one, many, size in counted if size])}."


def _leads(one: Article) -> int | None:
    return one.parties[0] if one.parties else None


def _lead(agreed: Agreed, most: int) -> str:
    signed = [agreed.short.get(one.party_id, "") for one in agreed.going_on]
    names = some(signed or agreed.taking_part, most)
    kind = agreed.kind.lower()
    if signed:
        places = {one.place for one in agreed.signed_first}
        where = f" ({places.pop()})" if len(places) == 1 and "" not in places else ""
        on = capital(f"{when(agreed)}{where}")
        if len(signed) == 1:
            return f"{on} tekende {names} de {kind}."
        return f"{on} tekenden zij hun {kind}. Dit zijn ze: {ended(names)}"
    if agreed.over:
        return f"De partijen tekenden een {kind}. Nu doet geen van hen meer mee."
    planned = f" Op {date(agreed.signing_on)} willen ze tekenen." if agreed.signing_on else ""
    begin = f"In {agreed.neighbourhood} maken bewoners en organisaties samen afspraken: een {kind}."
    return f"{begin}{planned} Dit zijn ze: {ended(names)}" if agreed.taking_part else f"{begin}{planned}"

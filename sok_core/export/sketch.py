"""The first sketch of the agreement: it falls out of parties, values, goals and stakes."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import delicate, road, stake
from sok_core.clock import local, today
from sok_core.export.meeting import FICTIONAL, place_name
from sok_core.export.paper import (
    Block,
    Closing,
    Heading,
    Paper,
    Paragraph,
    Points,
    Quote,
    Quotes,
    Table,
)
from sok_core.model import Aim, AimKind, Note, Outcome, Party, Stake
from sok_core.words import CONCEPT, day, ended

if TYPE_CHECKING:
    from sok_core.store import Store

NAME = "Schets van onze afspraken"
LATER = (
    "Wie wat doet, en wat iemand niet doet (stap 3).",
    "Welke projecten we samen beginnen (stap 4).",
    "Geld, uren en ruimte, hoe we besluiten, en hoe we elkaar scherp houden (stap 5).",
)


@dataclass(frozen=True)
class Line:
    """A value or a goal with the words beside it, where it came from, and what parties say of it."""

    aim: Aim
    quotes: tuple[Note, ...]
    origin: str
    voices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sketch:
    """All that the sketch is made of. ``silent`` are the parties that still have to answer."""

    slug: str
    place: str
    is_fictional: bool
    parties: tuple[Party, ...]
    lines: tuple[Line, ...]
    stakes: tuple[tuple[Party, Stake], ...]
    silent: tuple[Party, ...]
    made_at: dt.datetime

    def of(self, kind: AimKind) -> list[Line]:
        """Return the values, or the goals."""
        return [one for one in self.lines if one.aim.kind is kind]


def gather(store: "Store", *, now: dt.datetime) -> Sketch:
    """Read all that the sketch is made of, as far as it may lie on the table."""
    found = delicate.without_hidden_words(road.kept(store))
    with store.read() as tables:
        dossier, parties, stakes = tables.dossier.current(), tables.party.all(), tables.stake.all()
    names = {one.id: one.short_name for one in parties}
    as_of = today(now, dossier.reference_date)
    whole = {one.party_id: one for one in stakes if one.aim_id is None}
    speaking = stake.speaking(parties)
    lines = (
        Line(
            one,
            tuple(road.quoted(found, one)),
            road.origin(road.behind(found, Outcome.AIM, one.id), today=as_of),
            tuple(
                (names[each.party_id], each.text) for each in stakes if each.aim_id == one.id and each.text
            ),
        )
        for one in found.aims.values()
        if one.gone_at is None
    )
    return Sketch(
        slug=dossier.slug,
        place=place_name(dossier.name, is_fictional=dossier.is_fictional),
        is_fictional=dossier.is_fictional,
        parties=tuple(speaking),
        lines=tuple(lines),
        stakes=tuple((one, whole[one.id]) for one in speaking if one.id in whole),
        silent=tuple(stake.silent(parties, stakes)),
        made_at=now,
    )


def file_name(sketch: Sketch, ending: str) -> str:
    """Return the name of the file, such as schets-molenkwartier.docx."""
    return f"schets-{sketch.slug}.{ending}"


def paper(sketch: Sketch) -> Paper:
    """Return the sketch as a paper for Word and PDF."""
    made = day(local(sketch.made_at).date(), with_year=True)
    return Paper(
        title=NAME,
        above=f"{sketch.place} · schets",
        subject=f"{NAME} van {sketch.place}",
        facts=(("Gemaakt op", made),),
        notices=(CONCEPT, *([FICTIONAL] if sketch.is_fictional else [])),
        blocks=tuple(blocks(sketch)),
        footer=f"{sketch.place} · schets van {made} · concept",
        made_at=sketch.made_at,
    )


def blocks(sketch: Sketch) -> Iterator[Block]:
    """Return what stands in the sketch; what is not there yet is said."""
    yield Heading("Wie doen er mee?")
    if sketch.parties:
        yield Points(tuple(one.name for one in sketch.parties))
    else:
        yield Paragraph("Er zit nog niemand aan tafel.", is_soft=True)
    yield from _aims("Wat willen we bereiken?", sketch.of(AimKind.GOAL), "Er is nog geen doel gekozen.")
    yield from _aims("Hoe werken we samen?", sketch.of(AimKind.VALUE), "Er is nog geen waarde gekozen.")
    yield from _stakes(sketch)
    yield Heading("Wat staat er nog niet in?")
    yield Points(LATER)
    yield Closing((CONCEPT, "Een briefje staat er precies zoals het geschreven is."))


def _aims(title: str, lines: Sequence[Line], none: str) -> Iterator[Block]:
    yield Heading(title)
    if not lines:
        yield Paragraph(none, is_soft=True)
    for line in lines:
        yield Heading(line.aim.title, level=2)
        if line.aim.meaning:
            yield Paragraph(line.aim.meaning)
        if line.aim.noticed_by:
            yield Paragraph("Dat merk je aan:")
            yield Points(line.aim.noticed_by)
        if line.quotes:
            quotes = tuple(Quote(one.number, one.text, one.translation) for one in line.quotes)
            yield Quotes(quotes, about=f"In eigen woorden, {line.origin}:")
        if line.voices:
            yield Table(
                f"Wat partijen zeggen over {line.aim.title}",
                ("Partij", "Wat dit voor ons betekent"),
                line.voices,
                (1, 3),
            )


def _stakes(sketch: Sketch) -> Iterator[Block]:
    yield Heading("Wat betekent dit voor elke partij?")
    for party, said in sketch.stakes:
        yield Heading(party.name, level=2)
        if said.text:
            yield Paragraph(said.text)
        won = [f"Wat we kunnen winnen: {said.gain}"] if said.gain else []
        lost = [f"Wat we kunnen verliezen: {said.lose}"] if said.lose else []
        if won or lost:
            yield Points((*won, *lost))
    if sketch.silent:
        names = ", ".join(one.short_name for one in sketch.silent)
        yield Paragraph(f"Nog niet geantwoord: {ended(names)}", is_soft=True)

"""The run sheet of a meeting: what happens when, what is asked, and what to bring."""

import datetime as dt
from collections.abc import Iterator

from sok_core.clock import utc
from sok_core.export.meeting import FICTIONAL, Material, Way, when
from sok_core.export.paper import Block, Checklist, Heading, Paper, Paragraph, Table
from sok_core.meeting import planned_starts
from sok_core.model import AgendaBlock, PromptKind
from sok_core.words import clock_time, count

WAYS = {PromptKind.TALK: "praten", PromptKind.VALUES: "cijfers"}

TO_BRING = (
    "Computer met oplader",
    "Beamer met kabel",
    "Verlengsnoer en stekkerdoos",
    "Telefoon om de wifi te proberen",
    "Posters van de vragen",
    "Kaartjes zonder naam",
    "Pennen en dikke stiften",
    "Stippen of stipkaarten",
    "Grote vellen papier",
    "Plakband en scharen",
    "Dit draaiboek, ook voor wie helpt",
    "Koffie, thee en iets lekkers",
)


def paper(material: Material, way: Way) -> Paper:
    """Return the run sheet as a paper with room to write."""
    return Paper(
        title=material.meeting.title,
        above=f"{material.place} · draaiboek",
        subject=f"Draaiboek van de bijeenkomst in {material.place} op {when(material.meeting)}",
        facts=tuple((label, value) for label, value in _facts(material, way) if value),
        notices=(FICTIONAL,) if material.is_fictional else (),
        blocks=(*programme(material), *asked(material), Heading("Neem mee"), Checklist(TO_BRING)),
        footer=f"Draaiboek · {material.footer}",
        made_at=material.made_at,
    )


def _facts(material: Material, way: Way) -> Iterator[tuple[str, str]]:
    yield "Wanneer", when(material.meeting)
    yield "Waar", material.meeting.place.strip()
    yield "Adres voor telefoons", way.address if way.is_fixed else f"{way.address} (kijk het na in de zaal)"
    yield "Code", way.code
    yield "Hulp", material.contact.strip()


def programme(material: Material) -> Iterator[Block]:
    """Return the blocks with their times; who leads each is written in by hand."""
    yield Heading("Programma")
    if not material.blocks:
        yield Paragraph("Er staan nog geen onderdelen in het plan.", is_soft=True)
        return
    starts = planned_starts(material.meeting, material.blocks)
    rows = tuple(
        (_span(start, block), str(block.minutes), block.title, block.form, "", "")
        for start, block in zip(starts, material.blocks, strict=True)
    )
    header = ("Tijd", "Min.", "Onderdeel", "Werkvorm", "Wie", "Aantekeningen")
    yield Table("Programma", header, rows, (20, 10, 33, 20, 14, 28), is_roomy=True)
    yield Paragraph(_length(material), is_soft=True)


def asked(material: Material) -> Iterator[Block]:
    """Return the questions with their position, and room beside them."""
    if not material.prompts:
        return
    yield Heading("Vragen")
    rows = tuple(
        (f"Vraag {prompt.position}", prompt.text, _way_of(prompt.kind), "") for prompt in material.prompts
    )
    yield Table("Vragen", ("Nummer", "Vraag", "Hoe", "Aantekeningen"), rows, (17, 50, 18, 36), is_roomy=True)


def _way_of(kind: PromptKind) -> str:
    return WAYS.get(kind, "briefjes")


def _span(start: dt.datetime | None, block: AgendaBlock) -> str:
    if start is None:
        return ""
    end = start + dt.timedelta(minutes=block.minutes)
    return f"{clock_time(start)}–{clock_time(end)}"


def _length(material: Material) -> str:
    """Say how long everything takes together, and whether that fits."""
    minutes = sum(block.minutes for block in material.blocks)
    total = f"Samen {count(minutes, 'minuut', 'minuten')}"
    meeting = material.meeting
    if meeting.starts_at is None or meeting.ends_at is None:
        return f"{total}."
    end = utc(meeting.date, meeting.starts_at) + dt.timedelta(minutes=minutes)
    over = int((end - utc(meeting.date, meeting.ends_at)).total_seconds() // 60)
    if over > 0:
        return f"▲ {total}: {count(over, 'minuut', 'minuten')} te lang voor {clock_time(meeting.ends_at)}."
    left = f" Er is {count(-over, 'minuut', 'minuten')} over." if over else ""
    return f"{total}, tot {clock_time(end)}.{left}"

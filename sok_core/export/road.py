"""What became of every note, for everybody to read: hidden and personal words are left out."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import aim, delicate, road
from sok_core.clock import local, today
from sok_core.errors import NotFound
from sok_core.export.meeting import FICTIONAL, place_name
from sok_core.export.paper import Block, Closing, Heading, Paper, Paragraph, Table
from sok_core.export.paper_pdf import pdf as as_pdf
from sok_core.model import Meeting, MeetingStatus, Note
from sok_core.note import without_personal_data
from sok_core.road import Road
from sok_core.theme import in_public
from sok_core.words import count, date, day

if TYPE_CHECKING:
    from sok_core.store import Store

NAME = "Wat is er met mijn briefje gebeurd?"
NO_THEME = "Zonder thema"


@dataclass(frozen=True)
class Line:
    """One note that everybody may read, and what became of it."""

    number: int
    text: str
    translation: str
    end: str
    more: str


@dataclass(frozen=True)
class Part:
    """The notes of one theme."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Evening:
    """The notes of one meeting, by theme."""

    title: str
    date: str
    place: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Roads:
    """All that is told. ``left_out`` counts the notes that not everybody may read."""

    slug: str
    place: str
    is_fictional: bool
    evenings: tuple[Evening, ...]
    left_out: int
    made_at: dt.datetime

    @property
    def notes(self) -> int:
        """How many notes are told of."""
        return sum(len(part.lines) for evening in self.evenings for part in evening.parts)

    @property
    def silence(self) -> str:
        """What is left out, as a sentence; empty when nothing is."""
        if not self.left_out:
            return ""
        stands = "staat" if self.left_out == 1 else "staan"
        return f"{count(self.left_out, 'briefje', 'briefjes')} {stands} hier niet, om mensen te beschermen."

    @property
    def made_on(self) -> str:
        """The day on which this was made."""
        return day(local(self.made_at).date(), with_year=True)


def gather(store: "Store", meeting_id: int | None = None, *, now: dt.datetime) -> Roads:
    """Read what became of the notes of one meeting, or of all that are over; raises NotFound."""
    with store.read() as tables:
        dossier = tables.dossier.current()
        found = road.read(tables, today=today(now, dossier.reference_date), as_agreed=True)
    found = delicate.without_hidden_words(found)
    if meeting_id is not None and meeting_id not in found.meetings:
        raise NotFound("meeting.unknown")
    meetings = [
        one
        for one in found.meetings.values()
        if one.id == meeting_id or (meeting_id is None and one.status is MeetingStatus.CLOSED)
    ]
    ids = {one.id for one in meetings}
    notes = [one for one in found.notes.values() if one.meeting_id in ids]
    shown = [one for one in notes if aim.is_fit(one)]
    return Roads(
        slug=dossier.slug,
        place=place_name(dossier.name, is_fictional=dossier.is_fictional),
        is_fictional=dossier.is_fictional,
        evenings=tuple(evening for one in meetings for evening in _evening(found, one, shown)),
        left_out=len(notes) - len(shown),
        made_at=now,
    )


def file_name(roads: Roads, meeting_id: int | None, ending: str) -> str:
    """Return the name of the file, such as briefjes-molenkwartier.pdf."""
    return f"briefjes-{roads.slug}{f'-{meeting_id}' if meeting_id else ''}.{ending}"


def pdf(roads: Roads) -> bytes:
    """Return all of it as a PDF."""
    return as_pdf(paper(roads))


def paper(roads: Roads) -> Paper:
    """Return all of it as a paper, by meeting and theme."""
    return Paper(
        title=NAME,
        above=roads.place,
        subject=f"{NAME} {roads.place}",
        facts=(("Briefjes", str(roads.notes)), ("Gemaakt op", roads.made_on)),
        notices=(FICTIONAL,) if roads.is_fictional else (),
        blocks=tuple(_blocks(roads)),
        footer=f"{roads.place} · {NAME}",
        made_at=roads.made_at,
    )


def _blocks(roads: Roads) -> Iterator[Block]:
    if not roads.evenings:
        yield Paragraph("Er is nog geen avond met briefjes geweest.", is_soft=True)
    for evening in roads.evenings:
        yield Heading(evening.title, above=", ".join(filter(None, [evening.date, evening.place])))
        for part in evening.parts:
            rows = tuple((str(one.number), _words(one), _end(one)) for one in part.lines)
            yield Heading(part.title, level=2)
            yield Table(
                f"Briefjes bij {part.title}", ("Nummer", "Briefje", "Wat ermee gebeurde"), rows, (2, 7, 7)
            )
    yield Closing(tuple(filter(None, [roads.silence, "Bij een briefje staat nooit wie het schreef."])))


def _words(line: Line) -> str:
    return f"{line.text}\n({line.translation})" if line.translation else line.text


def _end(line: Line) -> str:
    return f"{line.end}. {line.more}" if line.more else line.end


def _evening(found: Road, meeting: Meeting, shown: list[Note]) -> Iterator[Evening]:
    own = sorted((one for one in shown if one.meeting_id == meeting.id), key=lambda one: one.number)
    if not own:
        return
    parts = [
        Part(in_public(theme), tuple(_line(found, one) for one in own if one.theme_id == theme.id))
        for theme in found.themes.values()
        if theme.meeting_id == meeting.id
    ]
    parts.append(Part(NO_THEME, tuple(_line(found, one) for one in own if one.theme_id is None)))
    when = date(meeting.date, with_year=True)
    yield Evening(meeting.title, when, meeting.place, tuple(part for part in parts if part.lines))


def _line(found: Road, note: Note) -> Line:
    told = road.end(found, note.id)
    text, more = without_personal_data(told.text), without_personal_data(told.more)
    return Line(note.number, note.text, note.translation, text, more)

"""What the papers of one meeting are made of, and what they say alike."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sok_core.model import AgendaBlock, CheckIn, Meeting, Note, Prompt
from sok_core.note import visible
from sok_core.theme import in_public
from sok_core.words import clock_time, day

if TYPE_CHECKING:
    from sok_core.store import Store

EVENING_FROM = 17
TIED = "\N{NO-BREAK SPACE}"
FICTIONAL = "Deze wijk is fictief. Alle mensen, organisaties en uitspraken zijn verzonnen."

DOTS = 5  # a budget for a meeting without questions


class Planned(Protocol):
    """Whatever has a day and times."""

    @property
    def date(self) -> dt.date:
        """The day."""

    @property
    def starts_at(self) -> dt.time | None:
        """When it begins, in Amsterdam."""

    @property
    def ends_at(self) -> dt.time | None:
        """When it ends, in Amsterdam."""


@dataclass(frozen=True)
class Way:
    """How a phone comes in: the address to type, the code, and both as a QR code (SVG).

    ``is_fixed``: somebody chose this address, so that it is the same in every hall.
    """

    address: str
    code: str
    qr: str
    is_fixed: bool = True


@dataclass(frozen=True)
class Material:
    """All that the papers of a meeting are made of. ``notes`` are those that everybody may read.

    ``themes`` are the names of the themes that hold such a note, as they stand on the screen.
    """

    slug: str
    neighbourhood: str
    is_fictional: bool
    contact: str
    meeting: Meeting
    prompts: tuple[Prompt, ...]
    blocks: tuple[AgendaBlock, ...]
    themes: tuple[str, ...]
    notes: tuple[Note, ...]
    made_at: dt.datetime

    @property
    def place(self) -> str:
        """The neighbourhood as it stands on paper."""
        return place_name(self.neighbourhood, is_fictional=self.is_fictional)

    @property
    def dots(self) -> int:
        """How many dots each person or table has under the question on the screen, else under the first."""
        on_screen = [prompt.dots for prompt in self.prompts if prompt.id == self.meeting.prompt_id]
        return next(iter([*on_screen, *(prompt.dots for prompt in self.prompts)]), DOTS)

    @property
    def footer(self) -> str:
        """Where and when, for the foot of a page."""
        return f"{self.place} · {self.meeting.title} · {day(self.meeting.date, with_year=True)}"


def gather(store: "Store", meeting_id: int, *, now: dt.datetime) -> Material:
    """Read all that the papers of a meeting are made of, at one moment; raises NotFound."""
    with store.read() as tables:
        dossier = tables.dossier.current()
        meeting = tables.meeting.get(meeting_id)
        notes = visible(tables.note.of(meeting_id))
        used = {note.theme_id for note in notes}
        return Material(
            slug=dossier.slug,
            neighbourhood=dossier.name,
            is_fictional=dossier.is_fictional,
            contact=dossier.contact,
            meeting=meeting,
            prompts=tuple(tables.prompt.of(meeting_id)),
            blocks=tuple(tables.agenda.of(meeting_id)),
            themes=tuple(in_public(theme) for theme in tables.theme.of(meeting_id) if theme.id in used),
            notes=tuple(notes),
            made_at=now,
        )


def file_name(material: Material, kind: str, ending: str) -> str:
    """Return the name of a paper, such as draaiboek-molenkwartier-2025-04-10.pdf."""
    return f"{kind}-{material.slug}-{material.meeting.date.isoformat()}.{ending}"


def place_name(neighbourhood: str, *, is_fictional: bool) -> str:
    """Return a neighbourhood as it stands on paper, so that nobody takes a fictional one for real."""
    return f"{neighbourhood} (fictief)" if is_fictional else neighbourhood


def when(planned: Planned) -> str:
    """Return the day with its times, as far as they are known."""
    times = f"{TIED}tot{TIED}".join(clock_time(time) for time in (planned.starts_at, planned.ends_at) if time)
    return ", ".join(filter(None, [day(planned.date, with_year=True), times]))


def where_and_when(one: CheckIn) -> str:
    """Return the day, the time and the place of a moment: "donderdag 14 januari om 13:30, De Spil"."""
    at = f" om {clock_time(one.starts_at)}" if one.starts_at else ""
    return ", ".join(filter(None, [f"{day(one.date)}{at}", one.place]))


def occasion(starts_at: dt.time | None) -> str:
    """Return how people call a meeting that begins at this time of day."""
    is_evening = starts_at is None or starts_at.hour >= EVENING_FROM
    return "avond" if is_evening else "bijeenkomst"

"""What was decided and learned, in the progress report: who does what by when, and how that stands."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sok_core import decision, words
from sok_core.export.paper import Block, Heading, Paragraph, Points, Table
from sok_core.export.summary_agreed import TIED, standing
from sok_core.model import Decision, Lesson
from sok_core.note import without_personal_data

if TYPE_CHECKING:
    from sok_core.store import Tables

Dated = tuple[dt.date, Decision]
HEADER, WIDTHS = ("Dag", "Soort", "Wat", "Wie", "Klaar op"), (5, 5, 10, 7, 5)


def decisions(tables: "Tables", first: dt.date, last: dt.date) -> list[Dated]:
    """Return what meetings decided from one day to another, each with its day; of who no names of people."""
    days = {one.id: one.date for one in tables.meeting.all()}
    found = decision.impersonal(tables)
    return [(days[one.meeting_id], one) for one in found if first <= days[one.meeting_id] <= last]


def decided(outcomes: Sequence[str], found: Sequence[Dated]) -> Iterator[Block]:
    """Return what came of moments, and what meetings decided with who, by when and how it stands."""
    if outcomes:
        yield Points(tuple(map(without_personal_data, outcomes)))
    if found:
        yield Table("Besluiten", HEADER, tuple(_row(*each) for each in found), WIDTHS)
    if not (outcomes or found):
        yield Paragraph("Er is niets besloten.")


def _row(day: dt.date, one: Decision) -> tuple[str, ...]:
    kind = f"{words.DECISION_KINDS[one.kind]} ({standing(one).replace(' ', TIED)})"
    due = words.date(one.due, with_year=True) if one.due else ""
    return words.date(day, with_year=True), kind, without_personal_data(one.text), one.who, due


def learned(lessons: Sequence[Lesson], numbers: Mapping[int, str]) -> Iterator[Block]:
    """Return what was learned of how people work together; ``numbers`` are of articles by clause id."""
    if lessons:
        yield Heading("Wat leerden we van hoe we werken?")
        told = ((without_personal_data(one.text), _when(one, numbers)) for one in lessons)
        yield Points(tuple(f"{text} ({when})" for text, when in told))


def _when(one: Lesson, numbers: Mapping[int, str]) -> str:
    day = words.date(one.on, with_year=True)
    number = numbers.get(one.clause_id or 0)
    return f"{day}, nu artikel {number}" if number else day

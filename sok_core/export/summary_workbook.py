"""The summary as an Excel workbook, to sort and count in. What people typed is text, never a formula."""

import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from sok_core import value_score
from sok_core.export import sheet, summary_mention, summary_party, summary_proposal, summary_value_score
from sok_core.export.sheet import Column, Value
from sok_core.export.summary_model import Summary
from sok_core.export.summary_paper import facts, made, notices
from sok_core.model import DecisionKind, MeetingStatus
from sok_core.words import DECISION_KINDS, DECISION_STATUSES, clock_time, count

ABOUT = (Column("Onderdeel", 22), Column("Inhoud", 100))
NOTES = (
    Column("Vraag", 9),
    Column("Tekst van de vraag", 34),
    Column("Thema", 30),
    Column("Nummer", 11),
    Column("Briefje", 68),
)
TRANSLATED = Column("Vertaling", 68)  # only when somebody translated a note
THEMES = (Column("Thema", 40), Column("Waar het over gaat", 70), Column("Briefjes", 12))
VOTES = (Column("Vraag", 34), Column("Waarop", 68), Column("Stippen", 12), Column("Van papier", 14))
SCORES = (
    Column("Waarde", 46),
    Column("Wie", 20),
    *(Column(f"Cijfer {score}", 12) for score in value_score.SCORES),
    Column("Weet ik niet", 16),
)
PROPOSALS = (
    Column("Voorstel", 11),
    Column("Tekst", 9),
    Column("Wat er stond", 68),
    Column("Stand", 30),
    Column("Antwoorden", 14),
    Column("Kan hiermee leven", 20),
    Column("Heeft een bezwaar", 20),
    Column("Van papier", 14),
    Column("Bezwaren op het scherm", 68),
    Column("Niet op het scherm", 20),
)
PARTIES = (
    Column("Partij", 46),
    Column("Stand", 28),
    Column("Wie gaat erheen", 34),
    Column("Voor wanneer", 20),
)
AGREED = (
    Column("Soort", 12),
    Column("Wie", 34),
    Column("Wat", 68),
    Column("Wanneer", 19),
    Column("Stand", 16),
)


def workbook(summary: Summary) -> bytes:
    """Return the summary as an xlsx file; a sheet that would be empty is left out."""
    book = Workbook()
    book.remove(book.active)
    sheets: dict[str, tuple[Sequence[Column], list[tuple[Value, ...]]]] = {
        "Bijeenkomst": (ABOUT, list(_about(summary))),
        "Besluiten en acties": (AGREED, list(_agreed(summary))),
        "Wie zit er aan tafel": (PARTIES, list(summary_party.rows(summary))),
        "Voorstellen": (PROPOSALS, list(summary_proposal.rows(summary))),
        "Briefjes": _notes(summary),
        "Cijfers": (SCORES, list(summary_value_score.rows(summary))),
        "Stippen": (VOTES, [(result.question, *row) for result in summary.votes for row in result.rows]),
        "Thema’s": (THEMES, [(each.title, each.description, each.count) for each in summary.themes]),
    }
    for title, (columns, rows) in sheets.items():
        if rows:
            sheet.add(book, title, columns, rows, footer=summary.title)
    sheet.describe(book, summary.title, made_at=summary.made_at)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _about(summary: Summary) -> Iterator[tuple[Value, ...]]:
    for notice in notices(summary):
        yield "Let op", notice
    yield "Wijk", summary.neighbourhood
    yield "Bijeenkomst", summary.title
    yield from facts(summary)
    for question in summary.questions:
        notes = count(question.count, "briefje", "briefjes") if question.count else "geen briefjes"
        told = "" if question.lines or question.is_scored else f" ({notes})"
        yield f"Vraag {question.position}", f"{question.text}{told}"
        if question.lines:
            is_past = summary.status is MeetingStatus.CLOSED
            for sentence in summary_mention.sentences(question.lines, is_past=is_past):
                yield f"Bij vraag {question.position}", sentence
    for outcome in summary.outcomes:
        yield "Uitkomst", outcome
    for text in summary.skipped:
        yield "Niet aan bod gekomen", text
    for item in summary.programme:
        start = clock_time(item.starts_at)
        yield (
            "Programma",
            " ".join(filter(None, [start, f"{item.title} ({count(item.minutes, 'minuut', 'minuten')})"])),
        )
    yield "Gemaakt op", made(summary)


def _notes(summary: Summary) -> tuple[Sequence[Column], list[tuple[Value, ...]]]:
    rows = [
        (question.position, question.text, group.title, note.number, note.text, note.translation)
        for question in summary.questions
        for group in question.groups
        for note in group.quotes
    ]
    if any(row[-1] for row in rows):
        return (*NOTES, TRANSLATED), [*rows]
    return NOTES, [row[:-1] for row in rows]


def _agreed(summary: Summary) -> Iterator[tuple[Value, ...]]:
    for kind in DecisionKind:
        for each in summary.of_kind(kind):
            yield DECISION_KINDS[kind], each.who, each.text, each.due, DECISION_STATUSES[each.status]

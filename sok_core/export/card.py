"""Cards to cut out: empty notes, dots to colour, and the notes of a meeting to sort by hand."""

from collections.abc import Sequence
from pathlib import Path

from sok_core.errors import Conflict, RuleBroken
from sok_core.export.meeting import Material
from sok_core.export.paper_pdf import typeset
from sok_core.model import Note, PromptKind
from sok_core.words import count

TEMPLATE = Path(__file__).with_name("card.typ")
BLANK_CHOICES = 8
MOST_TABLES = 30
MOST_LINES = 6


def empty_notes(material: Material) -> bytes:
    """Return one sheet of empty notes per question that is answered in writing."""
    questions = [
        {"label": f"Vraag {prompt.position}", "position": prompt.position, "text": prompt.text}
        for prompt in material.prompts
        if prompt.kind is PromptKind.NOTES
    ]
    blank = {"label": "", "position": 1, "text": ""}
    return _made(
        material,
        "empty",
        title="Lege kaartjes",
        above="Zes per blad. Druk er genoeg af, en knip langs de lijnen.",
        questions=questions or [blank],
    )


def dot_cards(material: Material) -> bytes:
    """Return cards with a row of circles for each theme; without themes, rows to write a name in."""
    return _made(
        material,
        "dots",
        title="Stipkaarten",
        above=material.footer,
        budget=f"Je hebt {count(material.dots, 'stip', 'stippen')}.",
        rule="Kleur een rondje voor elke stip. Meer stippen op één regel mag.",
        dots=material.dots,
        choices=list(material.themes) or [""] * BLANK_CHOICES,
    )


def written(material: Material, *, tables: int = 1) -> bytes:
    """Return the notes that everybody may read, each on a card with its number, dealt over some tables.

    Every table gets its share of each question. Raises RuleBroken for a number of tables that is not
    from 1 to 30, Conflict when there are no notes.
    """
    if not 1 <= tables <= MOST_TABLES:
        raise RuleBroken("paper.tables", limit=MOST_TABLES)
    if not material.notes:
        raise Conflict("paper.no_notes")
    positions = {prompt.id: prompt.position for prompt in material.prompts}
    ordered = sorted(material.notes, key=lambda note: (positions[note.prompt_id], note.number))
    piles = [
        {
            "name": f"Tafel {place} van {tables}" if tables > 1 else "Briefjes",
            "notes": [
                {"number": note.number, "position": positions[note.prompt_id], "text": _lines(note)}
                for note in pile
            ],
        }
        for place, pile in enumerate(deal(ordered, tables), 1)
        if pile
    ]
    return _made(
        material,
        "written",
        title="Briefjes",
        above=f"{material.meeting.title} · knip langs de lijnen",
        piles=piles,
    )


def deal(notes: Sequence[Note], tables: int) -> list[list[Note]]:
    """Return notes dealt over tables one by one, in their order."""
    return [list(notes[place::tables]) for place in range(tables)]


def _lines(note: Note) -> str:
    """Return a note's text; one of many short lines is set as one, so that it stays on its card."""
    return note.text if note.text.count("\n") < MOST_LINES else " ".join(note.text.split())


def _made(material: Material, kind: str, *, title: str, **values: object) -> bytes:
    data = {
        "kind": kind,
        "title": f"{title}: {material.meeting.title}",
        "subject": f"{title} voor {material.footer}",
        **values,
    }
    return typeset(TEMPLATE, data, made_at=material.made_at)

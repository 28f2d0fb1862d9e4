"""Cards to cut out: empty notes, dots to colour, and the notes of a meeting to sort by hand."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sok_core.errors import Conflict, RuleBroken
from sok_core.export.language import asked, setting, titled
from sok_core.export.meeting import Material
from sok_core.export.paper_pdf import typeset
from sok_core.model import Note, PromptKind
from sok_core.words import translation

TEMPLATE = Path(__file__).with_name("card.typ")
BLANK_CHOICES = 8
MOST_TABLES = 30
MOST_LINES = 6


def empty_notes(material: Material, language: str = "nl") -> bytes:
    """Return one sheet of empty notes per question that is answered in writing, in one of our languages.

    Who cuts them is told so in Dutch; all that stands on a note is in the language.
    """
    _ = translation(language)
    questions = [
        {
            "label": _("Vraag %s") % prompt.position,
            "name": f"bij vraag {prompt.position}",
            "position": prompt.position,
            **asdict(asked(prompt, language)),
        }
        for prompt in material.prompts
        if prompt.kind is PromptKind.NOTES
    ]
    blank = {"label": "", "name": "", "position": 1, "text": "", "lang": language, "dutch": ""}
    return _made(
        material,
        "empty",
        title="Lege kaartjes",
        language=language,
        above="Druk er genoeg af, en knip langs de lijnen.",
        questions=questions or [blank],
        question=_("Vraag"),
        table=_("Tafel"),
        number=_("Nummer"),
        by_hall=_("(vult de zaal in)"),
        speak=_("Praat je liever? Zeg het, wij schrijven het op."),
        no_names=_("Zet geen namen op je kaartje."),
    )


def dot_cards(material: Material, language: str = "nl") -> bytes:
    """Return cards with a row of circles for each theme; without themes, rows to write a name in.

    The names of themes stay as the group gave them.
    """
    _ = translation(language)
    return _made(
        material,
        "dots",
        title="Stipkaarten",
        language=language,
        above=material.footer,
        ask=_("Wat vind jij het belangrijkst?"),
        budget=_("Je hebt 1 stip.") if material.dots == 1 else _("Je hebt %s stippen.") % material.dots,
        rule=_("Kleur een rondje voor elke stip. Meer stippen op één regel mag."),
        no_names=_("Zet geen naam op deze kaart."),
        dots=material.dots,
        choices=list(material.themes) or [""] * BLANK_CHOICES,
    )


def written(material: Material, language: str = "nl", *, tables: int = 1) -> bytes:
    """Return the notes that everybody may read, each on a card with its number, dealt over some tables.

    A note keeps its own words, with the Dutch small under it when somebody put that there; what we say
    on a card is in the language. Every table gets its share of each question. Raises RuleBroken for a
    number of tables that is not from 1 to 30, Conflict when there are no notes.
    """
    if not 1 <= tables <= MOST_TABLES:
        raise RuleBroken("paper.tables", limit=MOST_TABLES)
    if not material.notes:
        raise Conflict("paper.no_notes")
    _ = translation(language)
    positions = {prompt.id: prompt.position for prompt in material.prompts}
    ordered = sorted(material.notes, key=lambda note: (positions[note.prompt_id], note.number))
    piles = [
        {
            "name": f"Tafel {place} van {tables}" if tables > 1 else "Briefjes",
            "notes": [
                {
                    "number": note.number,
                    "position": positions[note.prompt_id],
                    "label": _("Vraag %s") % positions[note.prompt_id],
                    "text": _lines(note.text),
                    "dutch": _lines(note.translation),
                }
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
        language=language,
        above=f"{material.meeting.title} · knip langs de lijnen",
        piles=piles,
    )


def deal(notes: Sequence[Note], tables: int) -> list[list[Note]]:
    """Return notes dealt over tables one by one, in their order."""
    return [list(notes[place::tables]) for place in range(tables)]


def _lines(text: str) -> str:
    """Return the words of a note; many short lines are set as one, so that they stay on their card."""
    return text if text.count("\n") < MOST_LINES else " ".join(text.split())


def _made(material: Material, kind: str, *, title: str, language: str = "nl", **values: object) -> bytes:
    name = titled(title, language)
    data = {
        "kind": kind,
        "name": name,
        "title": f"{name}: {material.meeting.title}",
        "subject": f"{name} voor {material.footer}",
        **setting(language),
        **values,
    }
    return typeset(TEMPLATE, data, made_at=material.made_at)

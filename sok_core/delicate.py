"""Notes that may speak of one person: of somebody's health, or by name. A human looks before everybody reads.

A machine cannot know, so nothing is left out by itself: this says which few of many notes to read first.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING

from sok_core import road, words
from sok_core.aim import is_fit
from sok_core.model import Note, Outcome
from sok_core.task import MAX_TITLE

if TYPE_CHECKING:
    from sok_core.store import Tables

HEALTH = re.compile(
    r"\b(adhd|alzheimer|astma|autis|beroerte|burn-?out|chemo|copd|dement|depress|diabetes|epilep|gehandicapt"
    r"|hartpatiënt|kanker|kortademig|longen|longziekte|medicijn|ms-patiënt|parkinson|psych|reuma|rolstoel"
    r"|scootmobiel|suikerziekte|verslaa|zieke?\b|ziekte)",
    re.IGNORECASE,
)
NAME = re.compile(r"(?<![.!?:…])(?<![.!?:…] )(?<=[ ,(])[A-ZÀ-Þ][a-zà-ÿ]{2,}\b")  # not where a sentence begins


class Doubt(Enum):
    """Why somebody should read a note before it is shown to everybody."""

    HEALTH = "lijkt over iemands gezondheid te gaan"
    NAME = "lijkt een naam te noemen"


def doubt(text: str, known: Collection[str] = ()) -> Doubt | None:
    """Return why a text should be read first; ``known`` are words in small letters that name nobody.

    >>> doubt("mijn vrouw heeft astma"), doubt("nu blijft alles bij Joke liggen")
    (<Doubt.HEALTH: 'lijkt over iemands gezondheid te gaan'>, <Doubt.NAME: 'lijkt een naam te noemen'>)
    >>> doubt("Schimmel weg in de Molenvliet", {"molenvliet"})
    """
    if HEALTH.search(text):
        return Doubt.HEALTH
    named = (one.lower() for one in NAME.findall(text))
    return Doubt.NAME if any(one not in known for one in named) else None


def known_words(tables: "Tables") -> set[str]:
    """Return the words that a dossier uses for its parties, places and articles."""
    texts = [tables.dossier.current().name]
    texts += [f"{one.name} {one.short_name}" for one in tables.party.all()]
    texts += [f"{one.title} {one.place}" for one in tables.meeting.all()]
    texts += [one.text for one in tables.clause_text.all()]
    return {word.lower() for text in texts for word in re.findall(r"\w+", text)}


def on_paper(tables: "Tables") -> list[Note]:
    """Return the notes that papers may show in their own words: what values and articles grew from.

    An article also shows those of its task and its project.
    """
    grounds = {(Outcome.TASK, one.task_id) for one in tables.clause.all()}
    grounds |= {(Outcome.PROJECT, one.project_id) for one in tables.clause.all()}
    ids = {
        one.note_id
        for one in tables.source.all()
        if one.note_id is not None
        and (one.outcome in (Outcome.AIM, Outcome.CLAUSE) or (one.outcome, one.outcome_id) in grounds)
    }
    return tables.note.some(sorted(ids))


def doubtful(notes: Iterable[Note], known: Collection[str]) -> list[tuple[Note, Doubt]]:
    """Return the notes that everybody would read, and that should be read by one of us first."""
    found = ((one, doubt(f"{one.text}\n{one.translation}", known)) for one in notes if is_fit(one))
    return [(one, why) for one, why in found if why]


def still_said(tables: "Tables") -> list[str]:
    """Return what still carries the words of a note that was hidden since: a name, or the text of an article.

    Hiding takes a note away and not what people made of it: whoever hides reads here what to change by hand.
    """
    sources = {one.note_id for one in tables.source.all() if one.note_id is not None}
    hidden = [one for one in tables.note.some(sorted(sources)) if one.is_hidden]
    found = road.read(tables) if hidden else None
    return [] if found is None else sorted({said for one in hidden for said in _carrying(found, one)})


def _carrying(found: road.Road, note: Note) -> Iterator[str]:
    grown, said = road.ahead(found, note.id), words.shortened(note.text, MAX_TITLE).rstrip(" …").casefold()
    named = [(road.aim_name(one), one.title) for one in grown.aims]
    named += [(f"taak ‘{one.title}’", one.title) for one in grown.tasks]
    named += [(f"project ‘{one.title}’", one.title) for one in grown.projects]
    named += [(road.article(found, one.id), found.texts[one.id].text) for one in grown.clauses]
    yield from (name for name, text in named if said in text.casefold())

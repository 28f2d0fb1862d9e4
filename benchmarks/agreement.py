"""The agreement on paper: Word and PDF together, of the demo and of a large neighbourhood."""

import time
from statistics import median

from benchmarks.report import Section
from benchmarks.server import folder
from sok_core import settings
from sok_core.clock import now
from sok_core.export import agreement, agreement_note
from sok_core.export.agreement_model import gather
from sok_core.intake import demo
from sok_core.model import Channel, Outcome
from sok_core.model import Section as Chapter
from sok_core.store import Store
from sok_core.store.house import House
from sok_core.store.shelf import Shelf

HOW = (
    "De overeenkomst van de voorbeeldwijk als Word en als PDF samen, en daarna met 60 artikelen en 500 "
    "briefjes, met de bijlage van briefje naar artikel erbij (Word en PDF). De eerste keer is met het laden "
    "van de letters. Het midden van vijf keer."
)
DEMO_MS, LARGE_MS = 2000.0, 5000.0
CLAUSES, NOTES = 60, 500


def measure(*, quick: bool) -> Section:
    """Measure making the papers."""
    section = Section("Afspraken", HOW)
    times = 2 if quick else 5
    with folder() as data:
        house, shelf = House(data / "huis.sqlite"), Shelf(data / "dossiers", data / "backups")
        store = demo.load(shelf, house, settings.demo_folder())
        report(section, "voorbeeldwijk", [papers(store) for _ in range(times)], DEMO_MS)
        grow(store)
        report(section, "60 artikelen, 500 briefjes", [all_papers(store) for _ in range(times)], LARGE_MS)
        shelf.close_all()
        house.close()
    return section


def report(section: Section, name: str, seconds: list[float], goal: float) -> None:
    """Add what was measured of one neighbourhood."""
    section.add(f"{name}, eerste keer", seconds[0] * 1000, "ms", goal)
    section.add(f"{name}, midden", median(seconds) * 1000, "ms", goal)


def papers(store: Store) -> float:
    """Make the agreement as Word and PDF, and return how many seconds that took."""
    start = time.perf_counter()
    agreed = gather(store, None, now=now())
    for make in (agreement.word, agreement.pdf):
        make(agreed)
    return time.perf_counter() - start


def all_papers(store: Store) -> float:
    """Make the agreement and its appendix, both as Word and PDF."""
    start = time.perf_counter()
    papers(store)
    agreed, roads = gather(store, None, now=now()), agreement_note.gather(store)
    for make in (agreement_note.word, agreement_note.pdf):
        make(agreed, roads)
    return time.perf_counter() - start


def grow(store: Store) -> None:
    """Add articles and notes until there are as many as a large neighbourhood has."""
    with store.write() as tables:
        meetings = tables.meeting.all()
        asked = [prompt for one in meetings for prompt in tables.prompt.of(one.id)]
        prompt = next(one for one in asked if tables.note.of_prompt(one.id))
        there = sum(len(tables.note.of(one.id)) for one in meetings)
        notes = [
            tables.note.add(
                meeting_id=prompt.meeting_id,
                prompt_id=prompt.id,
                number=1000 + place,
                text=f"Wij willen een warm huis en een rekening die klopt, nummer {place}",
                created_at=now(),
                channel=Channel.FACILITATOR,
            )
            for place in range(NOTES - there)
        ]
        parties = [one.id for one in tables.party.all()]
        known = len(tables.clause.all())
        for place in range(CLAUSES - known):
            added = tables.clause.add(section=Chapter.PROJECTS)
            tables.clause_text.add(
                clause_id=added.id,
                text="De gemeente en de corporatie maken samen een plan per straat. Bewoners lezen mee.",
                saved_at=now(),
                party_ids=tuple(parties[place % len(parties) :][:3]),
                means="uren en onderhoudsgeld",
            )
        clauses = [one.id for one in tables.clause.all()]
        for place, note in enumerate(notes):
            tables.source.link(Outcome.CLAUSE, clauses[place % len(clauses)], notes=[note.id])

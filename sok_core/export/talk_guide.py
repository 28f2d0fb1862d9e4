"""The talk guide: what to ask a party, on A5, with lines to write on while somebody talks."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from sok_core.export.meeting import place_name
from sok_core.export.paper_pdf import typeset
from sok_core.model import Party
from sok_core.words import day

if TYPE_CHECKING:
    from sok_core.store import Store

TEMPLATE = Path(__file__).with_name("talk_guide.typ")
NAME = "Gespreksleidraad"
ROOM = 60  # signs of a function
QUESTIONS = (
    ("Wat vinden jullie belangrijk?", "Vraag door: waarom is dat zo?", 3),
    ("Waar maken jullie je zorgen over?", "Wat mag er nooit gebeuren?", 3),
    ("Wie moeten wij nog meer spreken?", "Met wie werken jullie nu al samen?", 2),
)
SHARING = (
    "Nee: alleen de begeleider leest dit.",
    "Ja, met het kernteam.",
    "Ja, iedereen aan tafel mag het weten.",
)


@dataclass(frozen=True)
class Guide:
    """What a talk guide is made of; without a party there is a line to write its name on."""

    slug: str
    place: str
    party: Party | None
    made_at: dt.datetime


def gather(store: "Store", party_id: int | None, *, now: dt.datetime) -> Guide:
    """Read what a talk guide is made of; raises NotFound for a party that is not there."""
    with store.read() as tables:
        dossier = tables.dossier.current()
        party = tables.party.get(party_id) if party_id is not None else None
    place = place_name(dossier.name, is_fictional=dossier.is_fictional)
    return Guide(dossier.slug, place, party, now)


def file_name(guide: Guide) -> str:
    """Return the name of the file, such as gespreksleidraad-molenkwartier.pdf."""
    return f"gespreksleidraad-{guide.slug}{f'-{guide.party.id}' if guide.party else ''}.pdf"


def pdf(guide: Guide, *, is_double: bool = False) -> bytes:
    """Return the guide on one page of A5; ``is_double``: twice on A4, to cut through."""
    party = guide.party
    data = {
        "title": f"{NAME}: {party.name}" if party else NAME,
        "subject": f"{NAME} voor {guide.place}",
        "name": NAME,
        "place": guide.place,
        "party": party.name if party else "",
        "contact": _short(party.contact_role) if party else "",
        "who": _short(party.caller) if party else "",
        "when": _by(party.call_by) if party and party.call_by else "",
        "begin": "Vertel wie je bent en waarom je komt. Zeg dat je meeschrijft. Luister meer dan je praat.",
        "questions": [{"text": text, "more": more, "lines": lines} for text, more, lines in QUESTIONS],
        "next": "Wat spreken we af?",
        "sharing": "Mag ik dit delen?",
        "choices": list(SHARING),
        "after": "Typ het daarna over in SOK-tafel. Dat duurt een minuut. Gooi dit papier dan weg.",
        "names": "Schrijf functies op, geen namen van mensen.",
        "is_double": is_double,
    }
    return typeset(TEMPLATE, data, made_at=guide.made_at)


def _short(text: str) -> str:
    """Return a text that leaves room for the rest of the page."""
    return shorten(text, ROOM, placeholder="…")


def _by(date: dt.date) -> str:
    return f"vóór {day(date)}"

"""The form on which one party answers to the frozen text with a pen."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import agreement, clock, mandate, words
from sok_core import consent as rules
from sok_core.agreement import Document, Named, control_code
from sok_core.errors import NotFound
from sok_core.export.meeting import FICTIONAL, place_name
from sok_core.export.paper import Block, Checklist, Closing, Heading, Paper, Paragraph, Table
from sok_core.export.paper_pdf import pdf as draw
from sok_core.model import Version

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

ROWS = 4
NAME = "Akkoord"


@dataclass(frozen=True)
class Form:
    """What a form is made of; without a party there is room for its name."""

    slug: str
    place: str
    is_fictional: bool
    party: Named | None
    document: Document
    version: Version
    proviso: str
    made_at: dt.datetime


def gather(store: "Store", party_id: int | None, *, now: dt.datetime, number: int | None = None) -> Form:
    """Read what a form on a version is made of, on the newest without a number.

    Raises NotFound for a party that does not sign and cannot join, or without a version.
    """
    with store.read() as tables:
        dossier = tables.dossier.current()
        version = tables.version.newest() if number is None else tables.version.numbered(number)
        if version is None:
            raise NotFound("version.unknown")
        document = agreement.checked(tables, version)
        party = _party(tables, document, version.number, party_id)
        if party_id is not None and party is None:
            raise NotFound("mandate.party")
        known = mandate.of_version(tables, version.number).get(party_id or 0)
    place = place_name(dossier.name, is_fictional=dossier.is_fictional)
    proviso = known.proviso if known else ""
    return Form(dossier.slug, place, dossier.is_fictional, party, document, version, proviso, now)


def _party(tables: "Tables", document: Document, version: int, party_id: int | None) -> Named | None:
    """Return a party as the text names it, or as it is called when it joins; None for one that may not."""
    if party_id is None or not rules.may_answer(tables, document, version, party_id=party_id):
        return None
    called = [rules.named_now(one) for one in tables.party.all()]
    return next((one for one in (*document.parties, *called) if one.id == party_id), None)


def file_name(form: Form) -> str:
    """Return the name of the file, such as akkoord-molenkwartier-3-versie-3.pdf."""
    party = f"-{form.party.id}" if form.party else ""
    return f"akkoord-{form.slug}{party}-versie-{form.version.number}.pdf"


def pdf(form: Form) -> bytes:
    """Return the form as an accessible PDF."""
    version, code = form.version, control_code(form.version.digest)
    frozen = words.day(clock.local(version.frozen_at).date(), with_year=True)
    paper = Paper(
        title=form.party.name if form.party else NAME,
        above=f"{form.place} · akkoord",
        subject=f"Antwoord op de afspraken van {form.place}, versie {version.number}",
        facts=(
            ("Tekst", f"Versie {version.number}, bevroren op {frozen}"),
            ("Controlecode", code),
        ),
        notices=(FICTIONAL,) if form.is_fictional else (),
        blocks=tuple(_blocks(form)),
        footer=f"{NAME} · {form.place} · versie {version.number} · {code}",
        made_at=form.made_at,
    )
    return draw(paper)


def _blocks(form: Form) -> list[Block]:
    reserve = form.proviso or "…"
    return [
        Heading("Kunnen jullie deze tekst tekenen?"),
        Paragraph("Kruis één antwoord aan. Het gaat over de hele tekst."),
        Checklist(("Ja", "Ja, als …", "Nog niet, want …")),
        Table("Wat er nog nodig is", ("Wat is er nog nodig?",), (("",),), (1,), is_roomy=True),
        Paragraph(f"Onder voorbehoud van: {reserve}"),
        Heading("Denken jullie bij een artikel anders?", level=2),
        Table(
            "Uitzonderingen", ("Artikel", "Wat moet er anders?"), (("", ""),) * ROWS, (1, 5), is_roomy=True
        ),
        Heading("Wie antwoordt?", level=2),
        Table("Wie antwoordt", ("Functie", "Datum"), (("", ""),), (3, 2), is_roomy=True),
        Closing(("Schrijf een functie op, geen naam. Geef dit papier aan de begeleider.",)),
    ]

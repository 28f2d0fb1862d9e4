"""The paper on which a party writes what values and goals mean for it."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import delicate
from sok_core.export.meeting import FICTIONAL, place_name
from sok_core.export.paper import Block, Closing, Heading, Paper, Paragraph, Table
from sok_core.export.paper_pdf import pdf as as_pdf
from sok_core.model import Aim, AimKind, Party

if TYPE_CHECKING:
    from sok_core.store import Store

NAME = "Wat betekent dit voor ons?"
LINE = "…" * 22
ASKED = ("Wat betekent dit voor ons?", "Wat kunnen we winnen?", "Wat kunnen we verliezen?")
KINDS = {AimKind.VALUE: "Waarde", AimKind.GOAL: "Doel"}


@dataclass(frozen=True)
class Form:
    """What the form is made of; without a party there is a line to write its name on."""

    slug: str
    place: str
    is_fictional: bool
    party: Party | None
    aims: tuple[Aim, ...]
    made_at: dt.datetime


def gather(store: "Store", party_id: int | None, *, now: dt.datetime) -> Form:
    """Read what the form is made of; raises NotFound for a party that is not there."""
    with delicate.for_paper(store) as tables:
        dossier = tables.dossier.current()
        party = tables.party.get(party_id) if party_id is not None else None
        in_order = tuple(sorted(tables.aim.all(), key=lambda one: one.kind is AimKind.GOAL))
    place = place_name(dossier.name, is_fictional=dossier.is_fictional)
    return Form(dossier.slug, place, dossier.is_fictional, party, in_order, now)


def file_name(form: Form) -> str:
    """Return the name of the file, such as formulier-molenkwartier.pdf."""
    return f"formulier-{form.slug}{f'-{form.party.id}' if form.party else ''}.pdf"


def pdf(form: Form) -> bytes:
    """Return the form on A4."""
    return as_pdf(paper(form))


def paper(form: Form) -> Paper:
    """Return the form: three questions, and a line for each value and goal."""
    blocks: list[Block] = [
        Heading("Voor ons"),
        Paragraph("Schrijf in gewone woorden. Een paar woorden is genoeg. Praat er eerst samen over."),
        Table(
            "Onze antwoorden", ("Vraag", "Ons antwoord"), tuple((each, "") for each in ASKED), (1, 3), True
        ),
    ]
    if form.aims:
        rows = tuple((f"{KINDS[one.kind]}: {one.title}", "") for one in form.aims)
        header = ("Waarde of doel", "Wat betekent dit voor ons? Eén zin.")
        blocks += [
            Heading("Per waarde en doel"),
            Table("Een zin per waarde en doel", header, rows, (1, 2), True),
        ]
    blocks.append(
        Closing(
            (
                "Geef dit terug aan de begeleider. Wat je hier schrijft, lezen alle partijen.",
                "Schrijf geen namen van mensen op.",
            )
        )
    )
    return Paper(
        title=NAME,
        above=f"{form.place} · stap 2",
        subject=f"{NAME} Een formulier voor {form.place}",
        facts=(("Wij zijn", form.party.name if form.party else LINE), ("Ingevuld op", LINE)),
        notices=(FICTIONAL,) if form.is_fictional else (),
        blocks=tuple(blocks),
        footer=f"{form.place} · {NAME}",
        made_at=form.made_at,
    )

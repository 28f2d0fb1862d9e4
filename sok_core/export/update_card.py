"""The card on which one party writes how its commitments go: A5, to hand around and to type over."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sok_core import clock, commitment, delicate, update, words
from sok_core.charts.commitment import GLYPHS
from sok_core.errors import RuleBroken
from sok_core.export.meeting import place_name
from sok_core.export.paper_pdf import typeset
from sok_core.model import CheckIn, Commitment, CommitmentKind, CommitmentStatus, Dossier, Party

if TYPE_CHECKING:
    from sok_core.store import Store

TEMPLATE = Path(__file__).with_name("update_card.typ")
NAME = "Hoe gaat het met jullie afspraken?"


@dataclass(frozen=True)
class Card:
    """What the card of one party is made of; ``check_in`` is the moment that it is for, if any."""

    dossier: Dossier
    party: Party
    commitments: tuple[Commitment, ...]
    check_in: CheckIn | None
    made_at: dt.datetime


def gather(store: "Store", party_id: int, *, now: dt.datetime) -> Card:
    """Read a card; raises NotFound for a party that is not there, RuleBroken when it leads nothing."""
    with delicate.for_paper(store) as tables:
        dossier, party = tables.dossier.current(), tables.party.get(party_id)
        today = clock.today(now, dossier.reference_date)
        found = update.current_round(tables, today=today)
        asked = {one.party_id: one.asked for one in update.replies(tables, today=today)}
    if party_id not in asked:
        raise RuleBroken("update.nothing")
    own = tuple(map(commitment.impersonal, asked[party_id]))
    return Card(dossier, party, own, found.check_in if found else None, now)


def file_name(card: Card) -> str:
    """Return the name of the file, such as bijwerkkaart-molenkwartier-4.pdf."""
    return f"bijwerkkaart-{card.dossier.slug}-{card.party.id}.pdf"


def pdf(card: Card) -> bytes:
    """Return the card as an accessible PDF; a party that leads much gets more than one."""
    place = place_name(card.dossier.name, is_fictional=card.dossier.is_fictional)
    when = f"Geef dit terug uiterlijk {words.day(card.check_in.date)}." if card.check_in else ""
    data = {
        "title": f"{NAME} {card.party.name}",
        "subject": f"Bijwerkkaart van {card.party.name} voor {place}",
        "name": NAME,
        "place": place,
        "party": card.party.name,
        "how": f"Kruis per afspraak aan hoe het staat. Eén regel is genoeg. {when}".strip(),
        "same": "Er is niets veranderd aan al onze afspraken",
        "statuses": [
            f"{GLYPHS[each]} {words.capital(words.COMMITMENT_STATUSES[each])}" for each in CommitmentStatus
        ],
        "commitments": [_asked(one) for one in card.commitments],
        "after": "Schrijf functies op, geen namen van mensen. Het kernteam typt dit over.",
    }
    return typeset(TEMPLATE, data, made_at=card.made_at)


def _asked(one: Commitment) -> dict[str, Any]:
    """Return what is asked of one commitment; of one without a number no number is asked."""
    choices = [*map(words.capital, update.YES_NO)] if one.kind is CommitmentKind.YES_NO else []
    return {"title": one.title, "number": update.asks(one), "choices": choices, "steps": one.steps}

"""The papers of a meeting by their name in an address: how to ask for one, and how it is made."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from sok_core import settings
from sok_core.address import short
from sok_core.errors import NotFound, RuleBroken
from sok_core.export import card, invitation, meeting, poster, run_sheet
from sok_core.export.meeting import Material, Way
from sok_core.export.paper_pdf import pdf
from sok_core.export.paper_word import word
from sok_core.store import Store
from sok_core.web import qr, running
from sok_core.web.answer import whole
from sok_core.words import LANGUAGES, language_name

MOST_CONTACT = 300
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


class Kind(StrEnum):
    """The papers, by their name in an address and in the name of the file."""

    RUN_SHEET = "draaiboek"
    INVITATION = "uitnodiging"
    POSTERS = "posters"
    EMPTY_NOTES = "kaartjes"
    DOT_CARDS = "stipkaarten"
    WRITTEN_NOTES = "briefjes"


IN_LANGUAGES = (Kind.POSTERS, Kind.EMPTY_NOTES, Kind.DOT_CARDS, Kind.WRITTEN_NOTES)


@dataclass(frozen=True)
class Made:
    """One file, ready to leave."""

    body: bytes
    name: str
    media_type: str


def link(slug: str, meeting_id: int, kind: Kind, **options: str | int) -> str:
    """Return the address of a paper; an option that says nothing is left out."""
    chosen = urlencode({name: value for name, value in options.items() if value})
    return f"/download/{slug}/papier/{meeting_id}/{kind}{f'?{chosen}' if chosen else ''}"


def guide_link(slug: str, party_id: int | None = None, *, is_double: bool = False) -> str:
    """Return the address of the talk guide: blank, or for one party; ``is_double``: twice on A4."""
    chosen = urlencode(
        {name: each for name, each in (("partij", party_id), ("dubbel", int(is_double))) if each}
    )
    return f"/download/{slug}/gespreksleidraad{f'?{chosen}' if chosen else ''}"


def cards_link(slug: str, language: str = "nl") -> str:
    """Return the address of the cards on who works with whom."""
    return f"/download/{slug}/wie-werkt-met-wie{'' if language == 'nl' else f'?taal={language}'}"


def make(store: Store, meeting_id: int, kind: str, options: Mapping[str, str], *, now: dt.datetime) -> Made:
    """Return a paper of a meeting as it is now.

    Raises NotFound for a meeting or a paper that is not there, Conflict when there is nothing to put on it,
    RuleBroken for a number of tables that cannot be or a language that we do not have.
    """
    if kind not in tuple(Kind):
        raise NotFound("paper.unknown")
    material = meeting.gather(store, meeting_id, now=now)
    chosen = language(options) if kind in IN_LANGUAGES else "nl"
    body = _body(Kind(kind), material, options, chosen)
    ending = "docx" if kind == Kind.INVITATION else "pdf"
    name = kind if chosen == "nl" else f"{kind}-{language_name(chosen).lower()}"
    return Made(body, meeting.file_name(material, name, ending), MEDIA_TYPES[ending])


def _body(kind: Kind, material: Material, options: Mapping[str, str], language: str) -> bytes:
    match kind:
        case Kind.RUN_SHEET:
            return pdf(run_sheet.paper(material, way(material)))
        case Kind.INVITATION:
            return word(invitation.paper(material, offer(options)))
        case Kind.POSTERS:
            return poster.pdf(material, None if options.get("papier") else way(material), language)
        case Kind.EMPTY_NOTES:
            return card.empty_notes(material, language)
        case Kind.DOT_CARDS:
            return card.dot_cards(material, language)
        case Kind.WRITTEN_NOTES:
            return card.written(material, language, tables=_tables(options))


def way(material: Material) -> Way:
    """Return how phones come in at the address that this server has now."""
    base, code = running.current().address, material.meeting.code
    return Way(
        address=short(f"{base}/m"),
        code=code,
        qr=qr.svg(f"{base}/m/{code}"),
        is_fixed=bool(settings.read("SOK_ADDRESS")),
    )


def offer(options: Mapping[str, str]) -> invitation.Offer:
    """Return what an invitation promises."""
    return invitation.Offer(
        has_food=bool(options.get("eten")),
        has_childcare=bool(options.get("kinderopvang")),
        is_accessible=bool(options.get("toegankelijk")),
        contact=options.get("contact", "")[:MOST_CONTACT],
    )


def language(options: Mapping[str, str]) -> str:
    """Return in which language a paper is asked for; raises RuleBroken for one that we do not have."""
    asked = options.get("taal", "nl")
    if asked not in LANGUAGES:
        raise RuleBroken("language.unknown")
    return asked


def _tables(options: Mapping[str, str]) -> int:
    return whole(options.get("tafels", "1")) or 0

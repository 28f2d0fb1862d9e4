"""The mandate packet of one party: what it is asked to decide, and one A4 with what it promises."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sok_core import clock, delicate, mandate, words
from sok_core.agreement import Article, control_code
from sok_core.errors import NotFound
from sok_core.export.meeting import FICTIONAL, place_name
from sok_core.export.paper_pdf import typeset
from sok_core.mandate import NO_LEGAL_FORM, Sheet, Task
from sok_core.model import Agreement, MandateBasis, Region

if TYPE_CHECKING:
    from sok_core.store import Store

TEMPLATE = Path(__file__).with_name("mandate.typ")
NAME = "Mandaat"
ASKED = {
    MandateBasis.COLLEGE: "Het college besluit dat onze gemeente deze afspraken aangaat, en wie er tekent.",
    MandateBasis.BOARD: "Het bestuur besluit dat wij deze afspraken aangaan, en wie er tekent.",
    MandateBasis.MEMBERS: "De leden besluiten dat wij deze afspraken aangaan, en wie er namens hen tekent.",
    MandateBasis.PROXY: "Wie meedoet, geeft een volmacht aan wie tekent. Bewaar die bij elkaar.",
}


@dataclass(frozen=True)
class Packet:
    """What a packet is made of; ``today`` is what the dossier calls today."""

    slug: str
    place: str
    is_fictional: bool
    sheet: Sheet
    agreement: Agreement
    today: dt.date
    made_at: dt.datetime
    region: Region | None = None


def gather(store: "Store", party_id: int, *, now: dt.datetime, number: int | None = None) -> Packet:
    """Read what a packet of a version is made of, of the newest without a number.

    Raises NotFound for a party that does not sign, or without a version.
    """
    with delicate.for_paper(store) as tables:
        dossier, version, kept = (
            tables.dossier.current(),
            tables.version.newest() if number is None else tables.version.numbered(number),
            tables.agreement.current(),
        )
        if version is None or kept is None:
            raise NotFound("version.unknown")
        sheet = mandate.sheet(tables, version, party_id)
    place = place_name(dossier.name, is_fictional=dossier.is_fictional)
    today = clock.today(now, dossier.reference_date)
    return Packet(dossier.slug, place, dossier.is_fictional, sheet, kept, today, now, dossier.region)


def file_name(packet: Packet) -> str:
    """Return the name of the packet without an ending, such as mandaat-molenkwartier-3-versie-3."""
    return f"mandaat-{packet.slug}-{packet.sheet.party.id}-versie-{packet.sheet.version.number}"


def pdf(packet: Packet) -> bytes:
    """Return the packet: a page for who decides, and a page to lay on the table there."""
    sheet, version = packet.sheet, packet.sheet.version
    known = sheet.mandate
    planned, (signing_on, place) = packet.agreement.signing_on, packet.agreement.feast(packet.today)
    found = mandate.plan(
        known, sheet.party.kind, signing_on=planned, today=packet.today, region=packet.region
    )
    data: dict[str, Any] = {
        "title": f"{NAME}: {sheet.party.name}",
        "subject": f"Mandaat van {sheet.party.name} voor de afspraken van {packet.place}",
        "place": packet.place,
        "notice": FICTIONAL if packet.is_fictional else "",
        "party": sheet.party.name,
        "version": f"Versie {version.number}" + (f", ‘{version.title}’" if version.title else ""),
        "code": control_code(version.digest),
        "frozen": words.day(clock.local(version.frozen_at).date(), with_year=True),
        "ask": ASKED[found.basis],
        "facts": [
            ("Wie beslist", known.body or words.MANDATE_BASES[found.basis].capitalize()),
            ("Vergadert op", _date(known.meets_on)),
            ("Gevraagd op", _date(known.requested_on)),
            ("Tekenen op", _date(signing_on)),
            ("Waar", place),
            ("Wie tekent", known.function),
        ],
        "plan": [*mandate.sentences(found, known, signing_on=planned), *mandate.earlier_noes(known)],
        "legal": NO_LEGAL_FORM if mandate.lacks_legal_form(sheet.party) else "",
        "proviso": known.proviso,
        "promise": known.promise or ("" if sheet.articles else mandate.taking_part(sheet.document)),
        "articles": [_article(one) for one in sheet.articles],
        "shared": ", ".join(one.number for one in sheet.shared),
        "tasks": _tasks(sheet.tasks),
        "tasks-of": f"Zo staan de rollen er op {_date(packet.today)}. De bevroren tekst zijn de artikelen.",
        "refused": list(sheet.refused),
        "footer": f"{packet.place} · versie {version.number} · {control_code(version.digest)}",
    }
    return typeset(TEMPLATE, data, made_at=packet.made_at)


def _date(date: dt.date | None) -> str:
    return words.day(date, with_year=True) if date else ""


def _article(one: Article) -> dict[str, str]:
    due = f"Uiterlijk {_date(dt.date.fromisoformat(one.due))}" if one.due else ""
    return {
        "number": one.number,
        "text": one.text,
        "more": " · ".join(part for part in (due, one.means) if part),
    }


def _tasks(tasks: Iterable[Task]) -> list[str]:
    """Return a line per task, with every role of this party in it."""
    roles: dict[tuple[int, str], list[str]] = {}
    for one in tasks:
        hours = f" ({words.hours(one.hours)} per week)" if one.hours else ""
        roles.setdefault((one.id, one.title), []).append(f"{one.role.replace('_', ' ')}{hours}")
    return [f"{title}: {', '.join(found)}" for (_, title), found in roles.items()]

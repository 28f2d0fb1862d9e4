"""A sheet per party to sign with a pen: its own promise, its function, and which text it signs."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from sok_core import mandate
from sok_core.agreement import Article
from sok_core.errors import Conflict
from sok_core.export.agreement import date, proviso
from sok_core.export.agreement_model import Agreed
from sok_core.export.paper_pdf import typeset
from sok_core.words import enumerated

TEMPLATE = Path(__file__).with_name("signature_sheet.typ")


def pdf(agreed: Agreed) -> bytes:
    """Return one page per party; raises Conflict for a text that was not frozen, or without a party."""
    if agreed.version is None:
        raise Conflict("paper.not_frozen")
    if not agreed.document.parties:
        raise Conflict("paper.no_parties")
    promised = {one.id: mandate.promised(agreed.document, one.id) for one in agreed.document.parties}
    said = {party_id: f"Wij tekenen {proviso(text)}" for party_id, text in agreed.provisos}
    for party_id, text in agreed.conditions:
        said[party_id] = f"{said.get(party_id, '')} Wij zeiden: ‘{text}’".strip()
    data = {
        "title": f"Handtekeningen: {agreed.title}",
        "subject": f"Om te tekenen: {agreed.title}, {agreed.which}",
        "above": f"{agreed.title} · {agreed.which} · {agreed.code}",
        "promise": "Wij beloven",
        "place": agreed.signing_place,
        "date": date(agreed.signing_on) if agreed.signing_on else "",
        "check": (
            f"Je tekent versie {agreed.version.number} met controlecode {agreed.code}. "
            "Kijk of dezelfde code op jouw tekst staat."
        ),
        "footer": agreed.footer,
        "parties": [
            {
                "name": party.name,
                "function": _by(agreed, party.id),
                "many": f"Wat in {_articles(promised[party.id][0])} staat. Zie de tekst.",
                "promises": [{"number": one.number, "text": one.text} for one in promised[party.id][0]],
                "shared": _shared(promised[party.id][1]),
                "proviso": said.get(party.id, ""),
            }
            for party in agreed.document.parties
        ],
    }
    return typeset(TEMPLATE, data, made_at=agreed.made_at)


def _by(agreed: Agreed, party_id: int) -> str:
    instead = agreed.substitutes.get(party_id, "")
    said = [agreed.functions.get(party_id, ""), f"met volmacht voor {instead}" if instead else ""]
    return ", ".join(filter(None, said))


def _articles(articles: Sequence[Article]) -> str:
    return f"artikel {enumerated([one.number for one in articles])}"


def _shared(articles: Iterable[Article]) -> str:
    numbers = ", ".join(one.number for one in articles)
    return f"En met alle partijen samen: artikel {numbers}." if numbers else ""

"""A sheet per party to sign with a pen: what it reads aloud, its function, and which text it signs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sok_core import mandate
from sok_core.agreement import Article
from sok_core.errors import Conflict
from sok_core.export.agreement import date, proviso
from sok_core.export.agreement_model import Agreed
from sok_core.export.paper_pdf import typeset
from sok_core.words import enumerated, shortened

TEMPLATE = Path(__file__).with_name("signature_sheet.typ")
REFUSED = (
    "Wie voor jullie beslist, zei nee. Is er een nieuw besluit? Vraag de begeleider om dat op te schrijven, "
    "en om een nieuw vel."
)
MOST_SIGNS = 700  # of a reserve: with more there is no room for the pen


def pdf(agreed: Agreed) -> bytes:
    """Return one page per party, also for who joins.

    Raises Conflict for a text that was not frozen, or without a party.
    """
    if agreed.version is None:
        raise Conflict("paper.not_frozen")
    if not agreed.document.parties:
        raise Conflict("paper.no_parties")
    data = {
        "title": f"Handtekeningen: {agreed.title}",
        "subject": f"Om te tekenen: {agreed.title}, {agreed.which}",
        "above": f"{agreed.title} · {agreed.which} · {agreed.code}",
        "notice": agreed.replaced,
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
                "signs": party.id not in agreed.refused,
                **_asked(agreed, party.id),
            }
            for party in (*agreed.document.parties, *agreed.joining)
        ],
    }
    return typeset(TEMPLATE, data, made_at=agreed.made_at)


def _asked(agreed: Agreed, party_id: int) -> dict[str, Any]:
    """What a party reads before it signs; of one for which who decides said no, why it does not sign."""
    if party_id in agreed.refused:
        said = {"head": "Nog niet tekenen", "short": REFUSED, "many": REFUSED}
        return said | {"promises": [], "shared": "", "proviso": ""}
    return _promise(agreed, party_id) | {"proviso": _hangs_on(agreed, party_id)}


def _promise(agreed: Agreed, party_id: int) -> dict[str, Any]:
    """What a party reads aloud: its short words with the articles they are of, else each of its articles.

    A party that no article names says that it takes part.
    """
    own, shared = mandate.promised(agreed.document, party_id)
    many = f"Wat in {_articles(own)} staat. Zie de tekst." if own else ""
    short = agreed.promises.get(party_id, "")
    head = "Wij beloven" if own or short else "Wij tekenen"
    short = short or ("" if own else mandate.taking_part(agreed.document))
    if not short:
        listed = [{"number": one.number, "text": one.text} for one in own]
        said = f"En met alle partijen samen: {_articles(shared)}." if shared else ""
        return {"head": head, "short": "", "many": many, "promises": listed, "shared": said}
    parts = [f"Dat staat in {_articles(own)}."] if own else []
    parts += [f"En met alle partijen samen: {_articles(shared)}."] if shared else []
    return {"head": head, "short": short, "many": short, "promises": [], "shared": " ".join(parts)}


def _hangs_on(agreed: Agreed, party_id: int) -> str:
    """What the yes of a party hangs on, and what it said with it; a long one is read on in the text."""
    said = [f"Wij tekenen {proviso(text)}" for one, text in agreed.to_sign.provisos if one == party_id]
    said += [f"Wij zeiden: ‘{text}’" for one, text in agreed.to_sign.conditions if one == party_id]
    whole = " ".join(said)
    if len(whole) <= MOST_SIGNS:
        return whole
    return f"{shortened(whole, MOST_SIGNS)} Lees de rest in de tekst, bij ‘{agreed.wording.signing}’."


def _by(agreed: Agreed, party_id: int) -> str:
    instead = agreed.substitutes.get(party_id, "")
    said = [agreed.functions.get(party_id, ""), f"met volmacht van {instead}" if instead else ""]
    return ", ".join(filter(None, said))


def _articles(articles: Sequence[Article]) -> str:
    return f"artikel {enumerated([one.number for one in articles])}"

"""The agreement to hang on a wall: its name, goals, values and parties, on A3 or A2."""

from pathlib import Path

from sok_core import agreement
from sok_core.errors import NotFound
from sok_core.export.agreement import when
from sok_core.export.agreement_model import Agreed
from sok_core.export.meeting import FICTIONAL
from sok_core.export.paper_pdf import typeset
from sok_core.words import NOT_SIGNED

TEMPLATE = Path(__file__).with_name("agreement_poster.typ")
SIZES = ("a3", "a2")


def pdf(agreed: Agreed, *, size: str = "a3") -> bytes:
    """Return the poster on one sheet; raises NotFound for a size of paper that we do not have."""
    if size not in SIZES:
        raise NotFound("paper.unknown")
    signed = f"Getekend {when(agreed)}." if agreed.going_on else ""
    unsigned = agreed.replaced or agreed.over or ("" if agreed.has_been_signed else NOT_SIGNED)
    state = "Dit is een concept." if agreed.version is None else unsigned
    data = {
        "title": agreed.title,
        "subject": f"Poster bij {agreed.title}, {agreed.which}",
        "above": agreed.place,
        "notice": " ".join(filter(None, [state, FICTIONAL if agreed.is_fictional else ""])),
        "size": size,
        "goals": [one.name for one in agreement.goals(agreed.document)],
        "values": [
            {"name": one.name, "sign": next(iter(one.noticed_by), one.more)}
            for one in agreement.values(agreed.document)
        ],
        "parties": agreed.taking_part,
        "foot": " ".join(
            filter(
                None, [signed, agreed.missing, agreed.hanging, agreed.since, agreed.contact, agreed.footer]
            )
        ),
    }
    return typeset(TEMPLATE, data, made_at=agreed.made_at)

"""Paper cards for the hall: on whose behalf you are here, and with whom you work together already."""

import datetime as dt
from pathlib import Path

from sok_core import words
from sok_core.export.language import setting, titled
from sok_core.export.paper_pdf import typeset

TEMPLATE = Path(__file__).with_name("relation_card.typ")
NAME = "Kaartjes: wie werkt met wie"
PARTIES_PER_CARD = 2


def cards(place: str, *, language: str = "nl", made_at: dt.datetime) -> bytes:
    """Return a sheet of four cards to cut out, in one of our languages; who cuts is told so in Dutch.

    What people tick are the kinds of a relation, in the words that they would use.
    """
    _ = words.translation(language)
    name = titled(NAME, language)
    data = {
        "title": f"{name} ({place})",
        "subject": f"{name} voor {place}",
        "name": name,
        "above": f"{place} · knip langs de lijnen",
        "behalf": _("Namens wie ben je hier?"),
        "myself": _("Ik praat voor mezelf."),
        "with_whom": _("Met wie werk je nu al samen?"),
        "how": _("Schrijf de naam van een groep of organisatie, en kruis aan wat jullie samen doen."),
        "no_names": _("Schrijf geen namen van mensen op."),
        "kinds": [_(text) for text in words.RELATION_SAYINGS.values()],
        "parties": PARTIES_PER_CARD,
        **setting(language),
    }
    return typeset(TEMPLATE, data, made_at=made_at)

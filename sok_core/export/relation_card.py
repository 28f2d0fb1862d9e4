"""Paper cards for the hall: on whose behalf you are here, and with whom you work together already."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from sok_core.export.language import setting, titled
from sok_core.export.paper_pdf import typeset
from sok_core.model import RelationKind
from sok_core.words import translation

TEMPLATE = Path(__file__).with_name("relation_card.typ")
NAME = "Kaartjes: wie werkt met wie"
PARTIES_PER_CARD = 2


def cards(place: str, *, language: str = "nl", made_at: dt.datetime) -> bytes:
    """Return a sheet of four cards to cut out, in one of our languages; who cuts is told so in Dutch.

    What people tick are the kinds of a relation, in the words that they would use.
    """
    _ = translation(language)
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
        "kinds": list(kinds(_).values()),
        "parties": PARTIES_PER_CARD,
        **setting(language),
    }
    return typeset(TEMPLATE, data, made_at=made_at)


def kinds(_: Callable[[str], str]) -> dict[RelationKind, str]:
    """Return what each kind of relation is called by who has one."""
    return {
        RelationKind.COOPERATION: _("we doen samen dingen"),
        RelationKind.INFORMATION: _("we vertellen elkaar dingen"),
        RelationKind.MONEY: _("we geven of krijgen geld"),
        RelationKind.FORMAL: _("we hebben een afspraak op papier"),
        RelationKind.REPRESENTATION: _("we praten namens de ander"),
        RelationKind.CUSTOMER: _("we zijn klant"),
        RelationKind.PERSONAL: _("we kennen elkaar goed"),
    }

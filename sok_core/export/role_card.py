"""Blank role cards: per task six plain questions, to fill in by hand; on A5, or twice on A4."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from sok_core import delicate, words
from sok_core.export.language import setting, titled
from sok_core.export.meeting import place_name
from sok_core.export.paper_pdf import typeset

if TYPE_CHECKING:
    from sok_core.store import Store

TEMPLATE = Path(__file__).with_name("role_card.typ")
NAME = "Rolkaarten"


def cards(store: "Store", *, language: str = "nl", is_double: bool = True, made_at: dt.datetime) -> bytes:
    """Return a card per task, in one of our languages; without tasks one with a line for its name.

    The names of tasks stay as the group gave them, but for the words of a note that was hidden since.
    """
    with delicate.for_paper(store) as tables:
        tasks, dossier = tables.task.all(), tables.dossier.current()
    _ = words.translation(language)
    name, place = titled(NAME, language), place_name(dossier.name, is_fictional=dossier.is_fictional)
    data = {
        "title": f"{name} ({place})",
        "subject": f"{name} voor {place}",
        "name": _("Rolkaart"),
        "place": place,
        "which": _("Welke taak?"),
        "behalf": _("Namens wie ben je hier?"),
        "how": _("Kruis aan wat jouw groep kan."),
        "whom": _("Van wie verwacht je het?"),
        "can": _("Dat kunnen wij"),
        "questions": [_(each) for each in words.ROLE_QUESTIONS.values()],
        "time": _("Hoe doen jullie dat?"),
        "paid": _("Betaald"),
        "volunteer": _("Vrijwillig"),
        "hours": _("Uren per week"),
        "refused": _("Wat doen jullie juist niet?"),
        "no_names": _("Schrijf geen namen van mensen op."),
        "tasks": [{"title": one.title, "about": one.description} for one in tasks]
        or [{"title": "", "about": ""}],
        "is_double": is_double,
        **setting(language),
    }
    return typeset(TEMPLATE, data, made_at=made_at)

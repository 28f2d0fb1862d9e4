"""Scores on paper: the card to fill in by hand, and the dots of one moment as a page to hang up."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from sok_core import delicate, value_score, value_score_room, words
from sok_core.charts import value_score as chart
from sok_core.errors import Conflict, NotFound
from sok_core.export import figure
from sok_core.export.language import setting, titled
from sok_core.export.meeting import place_name
from sok_core.export.paper_pdf import typeset
from sok_core.value_score_room import QUESTION

if TYPE_CHECKING:
    from sok_core.store import Store

TEMPLATE = Path(__file__).with_name("value_score.typ")
NAME = "Waardenkaart"
MOST_BESIDE = 8  # values on half an A4; more stand on a whole one
WIDTH = 1000  # pixels


def card(store: "Store", *, language: str = "nl", made_at: dt.datetime) -> bytes:
    """Return a card with every value and five scores to tick, in one of our languages.

    The names of values stay as the group gave them. Raises Conflict when there are none.
    """
    with delicate.for_paper(store) as tables:
        values, dossier = value_score_room.values(tables), tables.dossier.current()
    if not values:
        raise Conflict("score.no_values")
    _ = words.translation(language)
    name, place = titled(NAME, language), place_name(dossier.name, is_fictional=dossier.is_fictional)
    data = {
        "title": f"{name} ({place})",
        "subject": f"{name} voor {place}",
        "question": _(QUESTION),
        "scale": _("1 is bijna nooit, 5 is bijna altijd. Zet per waarde één kruis."),
        "here": _("Ik ben hier …"),
        "groups": [_(label) for label in words.GROUPS.values()],
        "unknown": _("Weet ik niet"),
        "no_names": _("Schrijf geen namen van mensen op."),
        "place": place,
        "values": [one.title for one in values],
        "is_double": len(values) <= MOST_BESIDE,
        **setting(language),
    }
    return typeset(TEMPLATE, data, made_at=made_at)


def dots(store: "Store", *, round_id: int | None = None, made_at: dt.datetime) -> bytes:
    """Return the dots of one moment, or (None) of the newest, as an accessible page under what they say.

    Raises Conflict when nothing of it may be shown, NotFound for a moment that is not there.
    """
    with delicate.for_paper(store) as tables:
        history, titles = value_score_room.history(tables), value_score_room.titles(tables)
    found = [one for one in history if round_id in (None, one.round.id)]
    if history and not found:
        raise NotFound("score_round.unknown")
    rows = chart.of_round(found[-1], titles) if found else []
    if not rows:
        raise Conflict("score.nothing")
    drawn = chart.with_legend(chart.figure(rows), rows)
    drawn.update_layout(width=WIDTH)
    said = value_score.findings(found[-1].results, titles)
    return figure.pdf(drawn, title=" ".join(said), alt=chart.alt(rows), made_at=made_at)

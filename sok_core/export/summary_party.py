"""Who sits at the table: who was there, who was not, and the empty chairs. Names of parties only."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sok_core.export.paper import Block, Heading, Paragraph, Points, Table
from sok_core.export.summary_agreed import UNKNOWN, deadline
from sok_core.export.summary_model import Chair, Summary
from sok_core.model import Party, PartyStatus, PartyType
from sok_core.words import PARTY_STATUSES

EMPTY = (PartyStatus.MISSING, PartyStatus.TO_APPROACH)
HEADER, WIDTHS = ("Partij", "Stand", "Wie gaat erheen", "Voor wanneer"), (14, 8, 10, 10)


def seats(parties: Sequence[Party], present: Collection[int], *, is_told: bool) -> dict[str, Any]:
    """Return the parties that were there, and when the rest is told who was not and which chairs are empty.

    The facilitator is no party to miss.
    """
    others = [one for one in parties if is_told and one.id not in present]
    return {
        "parties": tuple(one.name for one in parties if one.id in present),
        "absent": tuple(
            one.name
            for one in others
            if one.status is PartyStatus.AT_THE_TABLE and one.type is not PartyType.FACILITATOR
        ),
        "chairs": tuple(
            Chair(one.name, one.status, one.caller, one.call_by) for one in others if one.status in EMPTY
        ),
    }


def at_the_table(summary: Summary) -> Iterator[Block]:
    """Return the page on who sits at the table; nothing when nobody is missed.

    Who was there stands at the head of the paper already.
    """
    if not (summary.absent or summary.chairs):
        return
    was_held = summary.status.was_held
    yield Heading("Wie zit er aan tafel?")
    if summary.parties:
        yield Heading("Deze partijen waren er" if was_held else "Deze partijen komen", level=2)
        yield Points(summary.parties)
    if summary.absent:
        was_there = was_held and summary.parties
        yield Heading("Aan tafel, maar nu niet aanwezig" if was_there else "Aan tafel", level=2)
        yield Points(summary.absent)
    if summary.chairs:
        yield Heading("Lege stoelen", level=2)
        yield Paragraph("Deze partijen zitten nog niet aan tafel. Zo stond het toen dit papier werd gemaakt.")
        yield Table("Lege stoelen", HEADER, tuple(map(_row, summary.chairs)), WIDTHS)


def rows(summary: Summary) -> Iterator[tuple[str | dt.date | None, ...]]:
    """Return each party as a row of a sheet, when there is such a page."""
    if not (summary.absent or summary.chairs):
        return
    for name in summary.parties:
        yield name, "was er", "", None
    for name in summary.absent:
        yield name, "aan tafel, was er niet" if summary.parties else "aan tafel", "", None
    for chair in summary.chairs:
        yield chair.party, PARTY_STATUSES[chair.status], chair.caller, chair.call_by


def _row(chair: Chair) -> tuple[str, ...]:
    status = PARTY_STATUSES[chair.status].capitalize()
    return chair.party, status, chair.caller or UNKNOWN, deadline(chair.call_by)

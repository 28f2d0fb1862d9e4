"""Talks with parties."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sok_core.model.access import Reader


class TalkResult(StrEnum):
    SPOKEN = "gesproken"
    FAILED = "niet_gelukt"


@dataclass(frozen=True)
class Conversation:
    """One talk with a party. ``held_by`` is a function; ``named_parties`` are ids, ``named_unlisted`` names.

    ``reader`` says who may read what was told; that there was a talk, and when, everybody in the team knows.
    """

    id: int
    party_id: int
    date: dt.date
    held_by: str
    result: TalkResult
    reader: Reader
    minutes: int | None = None
    what_matters: str = ""
    worries: str = ""
    named_parties: tuple[int, ...] = ()
    named_unlisted: tuple[str, ...] = ()
    next_step: str = ""
    next_date: dt.date | None = None

"""What parties and residents said of a text, and what was answered."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sok_core.model.note import Group


class ReactionAnswer(StrEnum):
    """What was done with a reaction."""

    ADOPTED = "overgenomen"
    PARTLY = "deels"
    NOT = "niet"


@dataclass(frozen=True)
class Reaction:
    """A comment on one clause (None: on the whole) of a frozen version.

    ``party_id`` None: from a resident. ``channel`` is how it came in, in words. ``proposed`` is the better
    text that somebody wrote, empty without one. ``why`` belongs to the answer. ``file`` is the SHA-256 of the
    file that it was taken from, in hex, empty without one.
    """

    id: int
    version: int
    text: str
    clause_id: int | None = None
    party_id: int | None = None
    group: Group | None = None
    channel: str = ""
    received_on: dt.date | None = None
    proposed: str = ""
    answer: ReactionAnswer | None = None
    why: str = ""
    answered_on: dt.date | None = None
    file: str = ""

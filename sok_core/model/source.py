"""The road from people's own words to what became of them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What words can grow into."""

    AIM = "doel_of_waarde"
    TASK = "taak"
    PROJECT = "project"
    CLAUSE = "artikel"


@dataclass(frozen=True)
class Source:
    """One note, or one conversation, that something grew from. It stays when that changes.

    ``since`` is the first version that could be frozen with it. ``until`` is the last that was: it was taken
    off after that, and stays on the road of that text.
    """

    id: int
    outcome: Outcome
    outcome_id: int
    note_id: int | None = None
    conversation_id: int | None = None
    since: int = 0
    until: int | None = None


class FateKind(StrEnum):
    """Why words led to nothing that was agreed, so far."""

    KEPT = "bewaard_voor_later"
    NO_CLAUSE = "geen_afspraak"


@dataclass(frozen=True)
class Fate:
    """Why a theme (all its notes), or one note, did not end in a clause. What is said of a note goes first.

    ``why`` ends the sentence "Geen afspraak, want …"; ``text`` is what people may read more.
    """

    id: int
    kind: FateKind
    theme_id: int | None = None
    note_id: int | None = None
    why: str = ""
    text: str = ""
    created_at: dt.datetime | None = None

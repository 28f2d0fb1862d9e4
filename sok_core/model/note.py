"""Sticky notes."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """How a note came in; never shown on the wall (paper equals phone)."""

    PHONE = "telefoon"
    FACILITATOR = "begeleider"
    HELPER = "tafelhulp"


class Group(StrEnum):
    """As whom somebody is here; nobody has to say."""

    RESIDENT = "bewoner"
    ORGANISATION = "organisatie"


@dataclass(frozen=True)
class Note:
    """One sticky note. ``number`` is the same on screen, phone and paper, unique within its meeting.

    ``device`` is a keyed hash that says only "the same phone"; it never leaves the server. ``stack_id`` is
    the note that lies on top when the group laid notes on one stack. ``votes`` are dots of an evening on
    paper; those of a vote in the app are rows of their own. ``translation`` is the Dutch put under it.
    """

    id: int
    meeting_id: int
    prompt_id: int
    number: int
    text: str
    created_at: dt.datetime
    channel: Channel = Channel.PHONE
    group: Group | None = None
    table: int | None = None
    device: str = ""
    changed_at: dt.datetime | None = None
    hidden_at: dt.datetime | None = None
    hidden_reason: str = ""
    theme_id: int | None = None
    stack_id: int | None = None
    votes: int = 0
    translation: str = ""

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

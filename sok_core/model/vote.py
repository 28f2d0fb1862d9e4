"""Dots."""

from dataclasses import dataclass
from enum import StrEnum

from sok_core.model.note import Channel


class TargetKind(StrEnum):
    """What gets dots: a theme, or a note when the group made no themes."""

    THEME = "thema"
    NOTE = "briefje"


@dataclass(frozen=True)
class Vote:
    """The dots of one voter on one target. ``voter`` is the hash of a phone, or names a table."""

    id: int
    meeting_id: int
    prompt_id: int
    target: TargetKind
    target_id: int
    voter: str
    dots: int
    table: int | None = None
    channel: Channel = Channel.PHONE


@dataclass(frozen=True)
class Tally:
    """What one target got: ``dots`` in all, of which ``on_paper`` came from paper."""

    target: TargetKind
    target_id: int
    number: int
    title: str
    dots: int = 0
    on_paper: int = 0

"""Relations as the room tells them, before the facilitator keeps them."""

import datetime as dt
from dataclasses import dataclass

from sok_core.model.note import Channel
from sok_core.model.relation import RelationKind


@dataclass(frozen=True)
class Mention:
    """Somebody in the room works with a party. ``party_id`` None: he speaks for himself.

    ``voter`` is the hash of a phone, or names a card of paper. ``dropped_at``: the facilitator left it out.
    """

    id: int
    meeting_id: int
    prompt_id: int
    voter: str
    target_id: int
    kind: RelationKind
    party_id: int | None = None
    table: int | None = None
    channel: Channel = Channel.PHONE
    dropped_at: dt.datetime | None = None


@dataclass(frozen=True)
class Heard:
    """What the room said of one line: ``people`` say so (a card of paper is one), for ``parties``.

    ``ends`` are two party ids, the lower first; or one, for people who speak for themselves. ``is_kept``: it
    is a relation of the dossier.
    """

    ends: tuple[int, ...]
    kind: RelationKind
    people: int
    parties: int = 0
    is_kept: bool = False
    is_dropped: bool = False


@dataclass(frozen=True)
class Told:
    """How many lines the room told under one question, by whom: people on phones, and cards of paper.

    ``parties`` counts those for whom somebody spoke. ``people`` is 0 where nobody knows any more.
    """

    lines: int = 0
    people: int = 0
    cards: int = 0
    parties: int = 0

"""How a commitment goes: what was said of it, when and by whom, and whether others see it too."""

import datetime as dt
from dataclasses import dataclass

from sok_core.model.commitment import CommitmentStatus

UNCHANGED = "Niets veranderd"


@dataclass(frozen=True)
class Update:
    """What was said of one commitment on one day. It is never changed: a correction is another update.

    ``value`` is in the unit of the commitment, ``progress`` in percent of the way to its target.
    ``reported_by`` and ``asked_help_from`` are parties; ``entered_by`` is who typed it, by function.
    ``corrects_id`` is the update that this one comes in the place of. ``check_in_id`` is the moment at which,
    or the round before which, it was said. ``ended_in`` is the version in force because of which a commitment
    ended (``commitment_article.end``), -1 when none was.
    """

    id: int
    commitment_id: int
    date: dt.date
    status: CommitmentStatus
    value: float | None = None
    progress: int | None = None
    text: str = ""
    evidence: str = ""
    next_step: str = ""
    asked_help_from: int | None = None
    reported_by: int | None = None
    entered_by: str = ""
    corrects_id: int | None = None
    check_in_id: int | None = None
    created_at: dt.datetime | None = None
    ended_in: int | None = None

    @property
    def is_stop(self) -> bool:
        """Whether it says that nothing more happens."""
        return self.status is CommitmentStatus.STOPPED

    @property
    def is_decided(self) -> bool:
        """Whether a moment decided it together; no party says then how it goes, and nobody measured."""
        return self.check_in_id is not None and self.reported_by is None

    @property
    def is_unchanged(self) -> bool:
        """Whether a party said that all is as it was: how it goes and the number are those of before."""
        return self.text == UNCHANGED and not self.is_decided

    @property
    def is_fact(self) -> bool:
        """Whether somebody said how it goes, in words or numbers of its own."""
        return not (self.is_unchanged or self.is_decided)


@dataclass(frozen=True)
class Confirmation:
    """What a second party says of an update: is this right? The last thing that it said counts."""

    id: int
    update_id: int
    party_id: int
    is_right: bool
    on: dt.date
    text: str = ""

"""What the group goes for: values and goals, and what they mean for each party."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class AimKind(StrEnum):
    """A value says how we work together, a goal what we want to reach."""

    VALUE = "waarde"
    GOAL = "doel"


@dataclass(frozen=True)
class Aim:
    """A value or a goal. ``noticed_by`` says how you notice it ("dat merk je aan").

    ``theme_id`` is the theme that it came from; its notes are kept as Source rows. ``quotes`` are the ids of
    notes whose words stand beside it, two at most. ``more_themes`` are themes that were added to it later.
    One that the group let go (``gone_at``, ``gone_why``) can come back.
    """

    id: int
    kind: AimKind
    position: int
    title: str
    meaning: str = ""
    noticed_by: tuple[str, ...] = ()
    theme_id: int | None = None
    quotes: tuple[int, ...] = ()
    gone_at: dt.datetime | None = None
    more_themes: tuple[int, ...] = ()
    gone_why: str = ""

    @property
    def theme_ids(self) -> tuple[int, ...]:
        """The themes that it grew from, the first one first."""
        return (*([self.theme_id] if self.theme_id is not None else []), *self.more_themes)


@dataclass(frozen=True)
class Stake:
    """What a value or a goal means for one party; ``aim_id`` None: what the whole agreement means for it."""

    id: int
    party_id: int
    aim_id: int | None = None
    text: str = ""
    gain: str = ""
    lose: str = ""

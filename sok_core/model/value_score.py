"""Values scored again: how often people noticed a value of their agreement in the last three months."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sok_core.model.note import Group


class Crowd(StrEnum):
    """Of whom scores are shown together."""

    RESIDENTS = "bewoners"
    ORGANISATIONS = "organisaties"
    UNSAID = "niet_gezegd"
    ROOM = "hele_zaal"


@dataclass(frozen=True)
class ScoreRound:
    """Once that a group scored its values: under a question of a meeting, or as it was brought in.

    ``people`` is how many took part; while scoring goes on (``closed_at`` None) it is counted anew each time.
    """

    id: int
    title: str
    date: dt.date
    meeting_id: int | None = None
    prompt_id: int | None = None
    people: int = 0
    closed_at: dt.datetime | None = None


@dataclass(frozen=True)
class ScoreCount:
    """How many people of a group gave a value the same score; ``score`` None is "weet ik niet"."""

    round_id: int
    aim_id: int
    group: Group | None
    score: int | None
    people: int


@dataclass(frozen=True)
class Lane:
    """The scores of one crowd for one value: ``scores`` says how many gave 1, 2, 3, 4 and 5."""

    crowd: Crowd
    scores: tuple[int, ...]
    unknown: int = 0

    @property
    def people(self) -> int:
        """How many gave a score; who does not know is not among them."""
        return sum(self.scores)


@dataclass(frozen=True)
class ValueResult:
    """What everybody may see of one value in one round; without lanes too few people gave it a score.

    ``left_out`` counts who did not say as whom they are here, when they were too few to be shown apart.
    """

    aim_id: int
    lanes: tuple[Lane, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class RoundResult:
    """What everybody may see of one round that is over."""

    round: ScoreRound
    results: tuple[ValueResult, ...]


@dataclass(frozen=True)
class Gap:
    """How much higher residents score a value than organisations, in points (less than 0: lower).

    ``chance`` is how often a gap this wide comes of dividing the same answers at random, from 0 to 1.
    """

    aim_id: int
    points: float
    chance: float


@dataclass(frozen=True)
class Spread:
    """How far apart the scores for a value lie: on average so many points from the middle one.

    ``chance`` is how often the other values would differ as much from this one by chance, from 0 to 1.
    """

    aim_id: int
    points: float
    chance: float

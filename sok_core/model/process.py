"""The six parts of the process, and what a core team says of them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """The six parts of the SOK process, after LSA Bewoners."""

    EXPLORATION = "verkenning"
    GOALS_VALUES = "doelen_waarden"
    ROLES = "rollen"
    PROJECTS = "concrete_projecten"
    SIGNING = "ondertekenen"
    MONITORING = "monitoring"


class StepMarkKind(StrEnum):
    """What a core team says of a step; the last mark counts."""

    DONE = "klaar"
    SKIPPED = "overgeslagen"
    REPEATED = "opnieuw"
    REOPENED = "toch_niet"


@dataclass(frozen=True)
class StepMark:
    id: int
    step: Step
    kind: StepMarkKind
    why: str
    marked_at: dt.datetime

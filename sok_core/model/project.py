"""Small, short projects to act and to practise working together."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class ProjectStatus(StrEnum):
    """How far a project is. An idea that was not chosen waits, and comes back."""

    IDEA = "idee"
    LATER = "later"
    CHOSEN = "gekozen"
    BUSY = "bezig"
    DONE = "klaar"
    STOPPED = "gestopt"


@dataclass(frozen=True)
class Project:
    """One project on one A4. ``lesson`` is one line, afterwards, on how the parties worked together."""

    id: int
    position: int
    title: str
    status: ProjectStatus
    goal: str = ""
    first_step: str = ""
    first_step_on: dt.date | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    done_when: str = ""
    budget: int | None = None
    funding: str = ""
    means: str = ""
    space: str = ""
    reach: int | None = None
    aim_ids: tuple[int, ...] = ()
    theme_id: int | None = None
    dots: int = 0
    lesson: str = ""
    lesson_on: dt.date | None = None
    lesson_clause_id: int | None = None

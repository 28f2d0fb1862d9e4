"""The moments, planned ahead, at which everybody looks together how it goes."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class CheckInStatus(StrEnum):
    PLANNED = "gepland"
    HELD = "gehouden"
    CANCELLED = "niet_doorgegaan"


class AttendanceStatus(StrEnum):
    """Whether a party was there; away is without a word."""

    PRESENT = "aanwezig"
    EXCUSED = "afgemeld"
    AWAY = "afwezig"


@dataclass(frozen=True)
class CheckIn:
    """One moment; times of day are Europe/Amsterdam. ``meeting_id`` is the evening that it was, if any.

    ``why`` says why it did not take place, or why it is on this day; ``moved_to_id`` is the moment that came
    in its place. ``spoken_ids`` are the commitments to speak of, in their order, once that is settled.
    ``told_from`` is from which day parties told for it, when its round was open as it got this day.
    """

    id: int
    date: dt.date
    title: str
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    place: str = ""
    status: CheckInStatus = CheckInStatus.PLANNED
    meeting_id: int | None = None
    moved_to_id: int | None = None
    why: str = ""
    outcomes: tuple[str, ...] = ()
    residents: int | None = None
    organisations: int | None = None
    spoken_ids: tuple[int, ...] = ()
    told_from: dt.date | None = None


@dataclass(frozen=True)
class AgendaCard:
    """One card of the agenda of a moment on the wall.

    A part of the evening with ``lines``, or a commitment to speak of: under which part it comes (``above``)
    and ``rows`` of a question with what is known, empty when nothing is.
    """

    title: str
    above: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Attendance:
    """Whether one party was at one moment."""

    id: int
    check_in_id: int
    party_id: int
    status: AttendanceStatus


@dataclass(frozen=True)
class Lesson:
    """One line on what to change in how we work. ``clause_id`` is the clause that it became."""

    id: int
    text: str
    on: dt.date
    check_in_id: int | None = None
    clause_id: int | None = None

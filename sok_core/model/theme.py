"""What the group found in its notes, and the acts of gathering."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """What the group found in its notes, and how it called it; no title as long as there is no name yet.

    A theme that was taken apart stays as a row (``gone_at``), so that it can come back as it was.
    """

    id: int
    meeting_id: int
    position: int
    title: str
    description: str = ""
    gone_at: dt.datetime | None = None


@dataclass(frozen=True)
class Move:
    """One act of gathering by one hand, with what it changed, so that it can be undone.

    ``notes`` holds per note (id, theme before, stack before, theme after, stack after); ``themes`` per theme
    (id, title before, was it there before, title after, is it there after); ``votes`` per voter whose dots
    went along (row of the dots before, row after, how many).
    """

    id: int
    meeting_id: int
    hand: str
    made_at: dt.datetime
    notes: tuple[tuple[int, int | None, int | None, int | None, int | None], ...] = ()
    themes: tuple[tuple[int, str, bool, str, bool], ...] = ()
    votes: tuple[tuple[int, int, int], ...] = ()
    undone_at: dt.datetime | None = None

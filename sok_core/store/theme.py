"""Rows of themes, and of the moves that made them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sok_core.model import Change, Move, Theme
from sok_core.store.door import Door


class Themes(Door[Theme]):
    """The themes of all meetings."""

    noun = "theme"
    model = Theme

    def of(self, meeting_id: int) -> list[Theme]:
        """Return the themes of a meeting in their order."""
        return self.where("meeting_id = ? AND gone_at IS NULL", [meeting_id], order_by="position, id")

    def add(self, meeting_id: int, *, title: str, description: str = "") -> Theme:
        """Add a theme at the end."""
        (last,) = self.db.conn.execute(
            "SELECT coalesce(max(position), 0) FROM theme WHERE meeting_id = ?", [meeting_id]
        ).fetchone()
        row_id = self._insert(meeting_id=meeting_id, position=last + 1, title=title, description=description)
        return self._told(row_id)

    def update(self, theme_id: int, **values: Any) -> Theme:
        """Change a theme and return it as it is now."""
        self._update(theme_id, **values)
        return self._told(theme_id)

    def _told(self, theme_id: int) -> Theme:
        theme = self.get(theme_id)
        self.changes.append(Change("theme", theme.meeting_id, theme=theme))
        return theme


class Moves(Door[Move]):
    """What was done while gathering, so that it can be undone."""

    noun = "move"
    model = Move

    def add(
        self,
        meeting_id: int,
        *,
        hand: str,
        made_at: dt.datetime,
        notes: Iterable[tuple[Any, ...]],
        themes: Iterable[tuple[Any, ...]],
        votes: Iterable[tuple[Any, ...]] = (),
    ) -> None:
        """Keep one move."""
        self._insert(
            meeting_id=meeting_id,
            hand=hand,
            made_at=made_at,
            notes=tuple(notes),
            themes=tuple(themes),
            votes=tuple(votes),
        )

    def last(self, meeting_id: int, *, hand: str | None = None) -> Move | None:
        """Return the last move that was not undone, of one hand or of anybody."""
        found = self.where(
            "meeting_id = ? AND undone_at IS NULL AND (? IS NULL OR hand = ?)",
            [meeting_id, hand, hand],
            order_by="id DESC LIMIT 1",
        )
        return found[0] if found else None

    def before(self, move: Move) -> list[Move]:
        """Return the earlier moves of the same meeting, undone or not, the latest first."""
        return self.where("meeting_id = ? AND id < ?", [move.meeting_id, move.id], order_by="id DESC")

    def undo(self, move_id: int, *, now: dt.datetime) -> None:
        """Note that a move was undone."""
        self._update(move_id, undone_at=now)

"""Rows of clauses, and of every text that they ever had."""

import json
from typing import Any

from sok_core.model import Clause, ClauseText, Section
from sok_core.store.door import Door, Rows


class Clauses(Rows[Clause]):
    """Clauses, also those that were withdrawn."""

    noun = "clause"
    model = Clause

    def add(self, **values: Any) -> Clause:
        """Add a clause; without a ``position`` at the end of its chapter."""
        if "position" not in values:
            values["position"] = self.next_position(values["section"])
        return super().add(**values)

    def next_position(self, section: Section) -> int:
        """Return the first position after all clauses of a chapter: two sections may share one."""
        sections = self._in_one_chapter(section)
        marks = ", ".join("?" * len(sections))
        (last,) = self.db.conn.execute(
            f"SELECT coalesce(max(position), 0) FROM clause WHERE section IN ({marks})",  # noqa: S608  (our own words)
            sections,
        ).fetchone()
        return int(last) + 1

    def _in_one_chapter(self, section: Section) -> list[str]:
        row = self.db.conn.execute("SELECT chapters FROM agreement").fetchone()
        chapters: list[tuple[str, str, int]] = json.loads(row[0]) if row else []
        shared = {number for name, _, number in chapters if name == section}
        return [name for name, _, number in chapters if number in shared] or [section]


class ClauseTexts(Door[ClauseText]):
    """What clauses said; a save adds a row, and no row is ever changed."""

    noun = "clause_text"
    model = ClauseText

    def all(self) -> list[ClauseText]:
        """Return every text, oldest first."""
        return self.where(order_by="saved_at, id")

    def of(self, clause_id: int) -> list[ClauseText]:
        """Return every text of one clause, oldest first."""
        return self.where("clause_id = ?", [clause_id], order_by="saved_at, id")

    def newest(self) -> dict[int, ClauseText]:
        """Return by clause id what it says now."""
        return {one.clause_id: one for one in self.all()}

    def add(self, **values: Any) -> ClauseText:
        """Save a text."""
        row = self.get(self._insert(**values))
        self._changed()
        return row

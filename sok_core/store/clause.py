"""Rows of clauses, and of every text that they ever had."""

from typing import Any

from sok_core.model import Clause, ClauseText, Section
from sok_core.store.door import Door, Rows


class Clauses(Rows[Clause]):
    """Clauses, also those that were withdrawn."""

    noun = "clause"
    model = Clause

    def add(self, **values: Any) -> Clause:
        """Add a clause; without a ``position`` at the end of its section."""
        values.setdefault("position", self.next_position(values["section"]))
        return super().add(**values)

    def next_position(self, section: Section) -> int:
        """Return the first position of a section that no clause ever had."""
        (last,) = self.db.conn.execute(
            "SELECT coalesce(max(position), 0) FROM clause WHERE section = ?", [section]
        ).fetchone()
        return int(last) + 1


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

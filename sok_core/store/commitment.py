"""Rows of commitments, and of who took over or stopped leading them."""

import datetime as dt
from typing import Any

from sok_core.model import Commitment, LeadChange
from sok_core.store.door import Door, Rows


class Commitments(Rows[Commitment]):
    """What is followed."""

    noun = "commitment"
    model = Commitment

    def all(self) -> list[Commitment]:
        """Return all of them, in their order."""
        return self.where(order_by="position, id")

    def add(self, **values: Any) -> Commitment:
        """Add a commitment at the end."""
        (last,) = self.db.conn.execute("SELECT coalesce(max(position), 0) FROM commitment").fetchone()
        return super().add(position=last + 1, **values)


class LeadChanges(Door[LeadChange]):
    """Who took over, and who stopped; no row is ever changed. Only what was none after all goes."""

    noun = "lead_change"
    model = LeadChange

    def of(self, commitment_id: int) -> list[LeadChange]:
        """Return what happened to the lead of one commitment, oldest first."""
        return self.where("commitment_id = ?", [commitment_id], order_by='"on", id')

    def all(self) -> list[LeadChange]:
        """Return what happened to every lead, oldest first."""
        return self.where(order_by='"on", id')

    def add(self, **values: Any) -> LeadChange:
        """Write down that somebody took over or stopped."""
        row = self.get(self._insert(**values))
        self._changed()
        return row

    def forget(self, *, party_id: int, on: dt.date, why: str) -> None:
        """Take away that a party left what it led from a day on, or from a later change of that lead on."""
        self.db.conn.execute(
            'DELETE FROM lead_change WHERE party_id IS NULL AND was_id = ? AND "on" >= ? AND why = ?',
            [party_id, on.isoformat(), why],
        )
        self._changed()

    def delete(self, row_id: int) -> None:
        """Take one change away that was none after all."""
        self.db.conn.execute("DELETE FROM lead_change WHERE id = ?", [row_id])
        self._changed()

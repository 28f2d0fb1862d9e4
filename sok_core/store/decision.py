"""Rows of decisions, actions and parked points."""

from typing import Any

from sok_core.model import Decision, DecisionKind, DecisionStatus
from sok_core.store.door import Door


class Decisions(Door[Decision]):
    """Decisions, actions and parked points."""

    noun = "decision"
    model = Decision

    def of(self, meeting_id: int) -> list[Decision]:
        """Return what a meeting decided, in the order in which it was written down."""
        return self.where("meeting_id = ?", [meeting_id])

    def all(self) -> list[Decision]:
        """Return what was decided, the oldest meeting first, in the order in which it was written down."""
        return self.where(order_by="(SELECT date FROM meeting WHERE meeting.id = meeting_id), meeting_id, id")

    def waiting(self) -> list[Decision]:
        """Return the actions and parked points that are still open, over all meetings, oldest first."""
        return self.where("kind <> ? AND status = ?", [DecisionKind.DECISION, DecisionStatus.OPEN])

    def add(self, **values: Any) -> Decision:
        """Write one down."""
        decision = self.get(self._insert(**values))
        self._changed(decision.meeting_id)
        return decision

    def update(self, decision_id: int, **values: Any) -> None:
        """Change one."""
        self._update(decision_id, **values)
        self._changed(self.get(decision_id).meeting_id)

    def remove(self, decision_id: int) -> None:
        """Take one away."""
        decision = self.get(decision_id)
        self.table.delete(decision_id)
        self._changed(decision.meeting_id)

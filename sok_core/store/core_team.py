"""Rows of the core team."""

from typing import Any

from sok_core.model import CoreTeamMember
from sok_core.store.door import Door


class CoreTeam(Door[CoreTeamMember]):
    """The seats in the core team, also those that ended."""

    noun = "core_team"
    model = CoreTeamMember

    def now(self) -> list[CoreTeamMember]:
        """Return the seats that are taken, longest first."""
        return self.where("until IS NULL", order_by="since IS NULL, since, id")

    def all(self) -> list[CoreTeamMember]:
        """Return every seat, also those that ended."""
        return self.where()

    def add(self, **values: Any) -> CoreTeamMember:
        """Add a seat."""
        member = self.get(self._insert(**values))
        self._changed()
        return member

    def update(self, member_id: int, **values: Any) -> None:
        """Change a seat; raises NotFound."""
        self._update(member_id, **values)
        self._changed()

    def delete(self, member_id: int) -> None:
        """Remove a seat that was written down by mistake; raises NotFound."""
        self.get(member_id)
        self.db.conn.execute("DELETE FROM core_team WHERE id = ?", [member_id])
        self._changed()

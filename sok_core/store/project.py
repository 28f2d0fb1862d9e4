"""Rows of projects, and of the ideas for one."""

from typing import Any

from sok_core.model import Project
from sok_core.store.door import Rows


class Projects(Rows[Project]):
    """Projects and ideas."""

    noun = "project"
    model = Project

    def all(self) -> list[Project]:
        """Return all of them, in their order."""
        return self.where(order_by="position, id")

    def add(self, **values: Any) -> Project:
        """Add a project or an idea at the end."""
        (last,) = self.db.conn.execute("SELECT coalesce(max(position), 0) FROM project").fetchone()
        return super().add(position=last + 1, **values)

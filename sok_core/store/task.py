"""Rows of tasks, and of who takes which role in a task or a project."""

from typing import Any

from sok_core.model import RoleKind, RolePart, Stance, Task
from sok_core.store.door import Rows


class Tasks(Rows[Task]):
    """The tasks that the group chose."""

    noun = "task"
    model = Task

    def all(self) -> list[Task]:
        """Return the tasks that are there, in their order."""
        return self.where("gone_at IS NULL", order_by="position, id")

    def add(self, **values: Any) -> Task:
        """Add a task at the end."""
        (last,) = self.db.conn.execute("SELECT coalesce(max(position), 0) FROM task").fetchone()
        return super().add(position=last + 1, **values)


class RoleParts(Rows[RolePart]):
    """Who offers, expects, agreed or refuses a role."""

    noun = "role_part"
    model = RolePart

    def of_tasks(self) -> list[RolePart]:
        """Return what was said of the roles in tasks."""
        return self.where("task_id IS NOT NULL")

    def of_projects(self) -> list[RolePart]:
        """Return the roles in projects."""
        return self.where("project_id IS NOT NULL")

    def led_tasks(self) -> set[int]:
        """Return the ids of the tasks whose lead was agreed."""
        rows = self.db.conn.execute(
            "SELECT DISTINCT task_id FROM role_part WHERE task_id IS NOT NULL AND role = ? AND stance = ?",
            [str(RoleKind.LEAD), str(Stance.AGREED)],
        )
        return {int(row[0]) for row in rows}

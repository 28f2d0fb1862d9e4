"""Rows of tasks, and of who takes which role in a task or a project."""

from typing import Any

from sok_core.model import Channel, RoleKind, RolePart, Stance, Task
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

    def add(self, **values: Any) -> RolePart:
        """Write one down, and tell the meeting in which it was said."""
        part = super().add(**values)
        self._told(part)
        return part

    def delete(self, row_id: int) -> None:
        """Take one away, and tell the meeting in which it was said; raises NotFound."""
        part = self.get(row_id)
        super().delete(row_id)
        self._told(part)

    def _told(self, part: RolePart) -> None:
        if part.meeting_id is not None:
            self._changed(part.meeting_id)

    def forget_phones(self, meeting_id: int) -> None:
        """Cut the thread between roles and phones; what was said stays."""
        self.db.conn.execute(
            "UPDATE role_part SET device = 'weg ' || id WHERE meeting_id = ? AND channel = ?",
            [meeting_id, str(Channel.PHONE)],
        )

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

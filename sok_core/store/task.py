"""Rows of tasks, and of who takes which role in a task or a project."""

from typing import Any, TypeVar

from sok_core.model import Channel, MeetingStatus, PromptKind, RoleKind, RolePart, Stance, Task
from sok_core.store.door import Rows

T = TypeVar("T")
SAID_IN = "meeting_id = ? AND task_id IN (SELECT id FROM task WHERE gone_at IS NULL)"


class MarkedRows(Rows[T]):
    """Rows that decide on a mark on the wall: a meeting that asks about roles hears of each change."""

    told_as: str

    def _changed(self, meeting_id: int | None = None, *, kind: str | None = None) -> None:
        super()._changed(meeting_id, kind=kind)
        asking = self.db.conn.execute(
            "SELECT meeting.id FROM meeting JOIN prompt ON prompt.id = meeting.prompt_id"
            " WHERE meeting.status = ? AND prompt.kind = ?",
            [str(MeetingStatus.RUNNING), str(PromptKind.ROLES)],
        )
        for (asking_id,) in asking.fetchall():
            super()._changed(asking_id, kind=self.told_as)


class Tasks(MarkedRows[Task]):
    """The tasks that the group chose."""

    noun = "task"
    model = Task
    told_as = "reset"  # phones choose from them

    def all(self) -> list[Task]:
        """Return the tasks that are there, in their order."""
        return self.where("gone_at IS NULL", order_by="position, id")

    def add(self, **values: Any) -> Task:
        """Add a task at the end."""
        (last,) = self.db.conn.execute("SELECT coalesce(max(position), 0) FROM task").fetchone()
        return super().add(position=last + 1, **values)


class RoleParts(MarkedRows[RolePart]):
    """Who offers, expects, agreed or refuses a role."""

    noun = "role_part"
    model = RolePart
    told_as = "role_part"

    def said_in(self, meeting_id: int, *, device: str | None = None) -> list[RolePart]:
        """Return what was said in a meeting of the tasks that are there, by all or from one device."""
        return self.where(f"{SAID_IN} AND device = coalesce(?, device)", [meeting_id, device])

    def newest_in(self, meeting_id: int, *, limit: int) -> list[RolePart]:
        """Return what was said last in a meeting, newest first."""
        return self.where(SAID_IN, [meeting_id], order_by=f"id DESC LIMIT {limit:d}")

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

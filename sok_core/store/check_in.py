"""Rows of check-ins, of who was there, and of what to change in how we work."""

from collections.abc import Mapping

from sok_core.model import Attendance, AttendanceStatus, CheckIn, Lesson
from sok_core.store.door import Door, Rows


class CheckIns(Rows[CheckIn]):
    """Moments to look together how it goes."""

    noun = "check_in"
    model = CheckIn

    def all(self) -> list[CheckIn]:
        """Return all moments, by day."""
        return self.where(order_by="date, starts_at, id")


class Attendances(Door[Attendance]):
    """Which parties were at a moment, excused themselves, or stayed away."""

    noun = "attendance"
    model = Attendance

    def of(self, check_in_id: int) -> list[Attendance]:
        """Return who was at one moment."""
        return self.where("check_in_id = ?", [check_in_id], order_by="party_id")

    def all(self) -> list[Attendance]:
        """Return who was at every moment."""
        return self.where(order_by="check_in_id, party_id")

    def put(self, check_in_id: int, statuses: Mapping[int, AttendanceStatus]) -> None:
        """Let this be who was there, by party id, in place of what was known."""
        self.db.conn.execute("DELETE FROM attendance WHERE check_in_id = ?", [check_in_id])
        for party_id, status in statuses.items():
            self._insert(check_in_id=check_in_id, party_id=party_id, status=status)
        self._changed()


class Lessons(Rows[Lesson]):
    """What to change in how we work."""

    noun = "lesson"
    model = Lesson

    def all(self) -> list[Lesson]:
        """Return every lesson, by day."""
        return self.where(order_by='"on", id')

"""Rows of meetings, and which parties were there."""

from collections.abc import Iterable
from typing import Any

from sok_core.model import Meeting, MeetingStatus, ScreenView, Step
from sok_core.store.door import Door

# Whoever looks on must read anew when one of these changes: what he may see is another thing then.
SIGHT = {"prompt_id", "status", "code", "screen", "title", "place", "date", "proposal_id"}


class Meetings(Door[Meeting]):
    """Meetings, and which parties were there."""

    noun = "meeting"
    model = Meeting

    def all(self) -> list[Meeting]:
        """Return all meetings, oldest first."""
        return self.where(order_by="date, starts_at, id")

    def of_step(self, step: Step) -> list[Meeting]:
        """Return the meetings of one step, oldest first."""
        return self.where("step = ?", [step], order_by="date, starts_at, id")

    def running(self) -> Meeting | None:
        """Return the meeting that is going on, the newest if there are several."""
        return next(iter(self.where("status = ?", [MeetingStatus.RUNNING], order_by="opened_at DESC")), None)

    def exists(self, meeting_id: int) -> bool:
        """Whether there is a meeting with this id."""
        return self.table.count_where("id = ?", [meeting_id]) > 0

    def add(self, **values: Any) -> Meeting:
        """Add a meeting."""
        row_id = self._insert(**values)
        self._changed(row_id)
        return self.get(row_id)

    def update(self, meeting_id: int, **values: Any) -> None:
        """Change a meeting; where what people may see changes, everyone reads anew."""
        self._update(meeting_id, **values)
        self._changed(meeting_id, kind="reset" if SIGHT & values.keys() else "meeting")

    def tell_anew(self, meeting_id: int) -> None:
        """Let everyone who looks on read anew: what they choose from changed."""
        self._changed(meeting_id, kind="reset")

    def tell_screen(self, view: ScreenView) -> Meeting | None:
        """Let everyone read anew when the projector shows this view, and return that meeting; else None."""
        running = self.running()
        if running is None or running.screen is not view:
            return None
        self.tell_anew(running.id)
        return running

    def next_number(self, meeting_id: int) -> int:
        """Take the next note number; a number is never given twice."""
        self.db.conn.execute("UPDATE meeting SET last_number = last_number + 1 WHERE id = ?", [meeting_id])
        (number,) = self.db.conn.execute(
            "SELECT last_number FROM meeting WHERE id = ?", [meeting_id]
        ).fetchone()
        return int(number)

    def remove(self, meeting_id: int) -> None:
        """Delete a meeting with everything that hangs on it."""
        notes = "SELECT id FROM note WHERE meeting_id = :id"
        themes = "SELECT id FROM theme WHERE meeting_id = :id"
        run = self.db.conn.execute
        run(f"DELETE FROM source WHERE note_id IN ({notes})", {"id": meeting_id})  # noqa: S608  (our own words)
        run(f"DELETE FROM fate WHERE note_id IN ({notes}) OR theme_id IN ({themes})", {"id": meeting_id})  # noqa: S608  (our own words)
        for noun in ("aim", "task", "project", "clause"):  # these stay, and only lose their theme
            run(f"UPDATE {noun} SET theme_id = NULL WHERE theme_id IN ({themes})", {"id": meeting_id})  # noqa: S608  (our own words)
        for noun in ("task", "role_part", "relation", "check_in"):
            run(f"UPDATE {noun} SET meeting_id = NULL WHERE meeting_id = :id", {"id": meeting_id})  # noqa: S608  (our own words)
        rounds = "SELECT id FROM score_round WHERE meeting_id = :id"
        run(f"DELETE FROM value_score WHERE round_id IN ({rounds})", {"id": meeting_id})  # noqa: S608  (our own words)
        for noun in (
            "vote_key",
            "vote",
            "move",
            "note_key",
            "note",
            "theme",
            "answer",
            "wording",
            "proposal",
            "decision",
            "mention",
            "agenda_block",
            "score_round",
            "prompt",
            "meeting_party",
        ):
            self.db.table(noun).delete_where("meeting_id = ?", [meeting_id])
        self.table.delete(meeting_id)
        self._changed(meeting_id, kind="reset")

    def was_attended(self, meeting_id: int) -> bool:
        """Whether a meeting left a trace of anybody: who was ticked, or something said or decided in it.

        What was decided before its day is no trace.
        """
        said = (
            f"SELECT 1 FROM {noun} WHERE meeting_id = :id"  # noqa: S608  (our own words)
            for noun in ("meeting_party", "note", "vote", "answer", "mention", "role_part")
        )
        decided = (
            "SELECT 1 FROM decision JOIN meeting ON meeting.id = decision.meeting_id"
            " WHERE meeting.id = :id AND date(decision.created_at) >= meeting.date"
        )
        scored = (
            "SELECT 1 FROM value_score JOIN score_round ON score_round.id = value_score.round_id"
            " WHERE score_round.meeting_id = :id"
        )
        traces = " UNION ALL ".join((*said, decided, scored))
        (found,) = self.db.conn.execute(f"SELECT EXISTS ({traces})", {"id": meeting_id}).fetchone()
        return bool(found)

    def parties_present(self, meeting_id: int) -> list[int]:
        """Return the ids of the parties that were ticked as present."""
        rows = self.db.table("meeting_party").rows_where("meeting_id = ?", [meeting_id], order_by="party_id")
        return [int(row["party_id"]) for row in rows]

    def set_parties_present(self, meeting_id: int, party_ids: Iterable[int]) -> None:
        """Write down which parties were there, in place of what was known."""
        table = self.db.table("meeting_party")
        table.delete_where("meeting_id = ?", [meeting_id])
        table.insert_all(
            {"meeting_id": meeting_id, "party_id": party_id} for party_id in sorted(set(party_ids))
        )
        self._changed(meeting_id)

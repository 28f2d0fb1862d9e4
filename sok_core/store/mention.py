"""Rows of what the room says about who works with whom."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sok_core.model import Channel, MeetingStatus, Mention
from sok_core.store.door import Door


class Mentions(Door[Mention]):
    """What phones and cards of paper said about lines between parties."""

    noun = "mention"
    model = Mention

    def of(self, prompt_id: int) -> list[Mention]:
        """Return all that was said under a question."""
        return self.where("prompt_id = ?", [prompt_id])

    def of_running(self) -> list[Mention]:
        """Return what meetings that go on now told and did not leave out."""
        running = "meeting_id IN (SELECT id FROM meeting WHERE status = ?)"
        return self.where(f"dropped_at IS NULL AND {running}", [str(MeetingStatus.RUNNING)])

    def of_voter(self, prompt_id: int, voter: str) -> list[Mention]:
        """Return what one phone said under a question."""
        return self.where("prompt_id = ? AND voter = ?", [prompt_id, voter])

    def count(self, prompt_id: int) -> int:
        """Return how many lines were said under a question and not left out."""
        return self.table.count_where("prompt_id = ? AND dropped_at IS NULL", [prompt_id])

    def add(self, **values: Any) -> Mention:
        """Keep what somebody said."""
        mention = self.get(self._insert(**values))
        self._changed(mention.meeting_id)
        return mention

    def delete(self, mention: Mention) -> None:
        """Forget what somebody said and takes back."""
        self.db.conn.execute("DELETE FROM mention WHERE id = ?", [mention.id])
        self._changed(mention.meeting_id)

    def forget_voter(self, mention: Mention) -> None:
        """Keep a line without who said it."""
        self._update(mention.id, voter=f"weg {mention.id}", table=None)
        self._changed(mention.meeting_id)

    def drop(self, mentions: Iterable[Mention], *, at: dt.datetime | None) -> None:
        """Leave out what was said, or (None) let it be seen again."""
        for one in mentions:
            self._update(one.id, dropped_at=at)
            self._changed(one.meeting_id)

    def tell(self, meeting_id: int) -> None:
        """Let who looks on read the picture anew: a line was kept."""
        self._changed(meeting_id)

    def forget_voters(self, meeting_id: int) -> None:
        """Cut the thread between lines and phones; the lines stay."""
        self.db.conn.execute(
            "UPDATE mention SET voter = 'weg ' || id WHERE meeting_id = ? AND channel = ?",
            [meeting_id, str(Channel.PHONE)],
        )

"""Rows of what the room says about who works with whom."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sok_core.mention import TAKEN_BACK
from sok_core.model import Channel, MeetingStatus, Mention, Told
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

    def told(self, prompt_id: int, *, with_dropped: bool = False) -> Told:
        """Return how many lines were said under a question by whom; without what was left out, or with it."""
        row = self.db.conn.execute(
            """
            SELECT COUNT(DISTINCT kind || min(target_id, COALESCE(party_id, target_id)) || ' '
                                       || max(target_id, COALESCE(party_id, target_id))),
                   COUNT(DISTINCT CASE WHEN channel = :phone AND voter NOT LIKE 'weg %' THEN voter END),
                   COUNT(DISTINCT CASE WHEN channel != :phone THEN voter END),
                   COUNT(DISTINCT party_id)
            FROM mention
            WHERE prompt_id = :prompt AND voter NOT LIKE 'terug %' AND (:dropped OR dropped_at IS NULL)
            """,
            {"prompt": prompt_id, "phone": str(Channel.PHONE), "dropped": with_dropped},
        ).fetchone()
        (voices,) = self.db.conn.execute("SELECT voices FROM prompt WHERE id = ?", [prompt_id]).fetchone()
        lines, people, cards, parties = row
        return Told(lines, people + voices, cards, parties)

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
        """Keep a line that nobody says any more."""
        self._update(mention.id, voter=f"{TAKEN_BACK}{mention.id}", table=None)
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
        """Cut the thread between lines and phones; the lines stay, and how many people told them.

        Who told one line from both its ends stays one person for that line, and for no other.
        """
        values = {"meeting": meeting_id, "phone": str(Channel.PHONE)}
        self.db.conn.execute(
            """
            UPDATE prompt SET voices = voices + (
                SELECT COUNT(DISTINCT voter) FROM mention
                WHERE prompt_id = prompt.id AND channel = :phone
                  AND voter NOT LIKE 'weg %' AND voter NOT LIKE 'terug %'
            ) WHERE meeting_id = :meeting
            """,
            values,
        )
        self.db.conn.execute(
            """
            UPDATE mention SET voter = 'weg ' || line.first
            FROM (
                SELECT id, min(id) OVER (
                    PARTITION BY prompt_id, voter, kind,
                        min(target_id, COALESCE(party_id, target_id)),
                        max(target_id, COALESCE(party_id, target_id))
                ) AS first
                FROM mention
                WHERE meeting_id = :meeting AND channel = :phone
                  AND voter NOT LIKE 'weg %' AND voter NOT LIKE 'terug %'
            ) AS line
            WHERE mention.id = line.id
            """,
            values,
        )

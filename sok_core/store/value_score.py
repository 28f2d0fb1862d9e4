"""Rows of scores, and of the rounds in which they were given; only counts leave this file."""

from typing import Any

from sok_core.model import Group, ScoreCount, ScoreRound
from sok_core.store.door import Door, Rows

# A phone is one row for each value, with one person; paper, and a room whose phones are forgotten, are a row
# for each value, group and score. So both count alike: who answered most values says how many there are.
PEOPLE = (
    "SELECT coalesce(sum(people), 0) FROM (SELECT max(people) AS people FROM"
    ' (SELECT device, "group", sum(people) AS people FROM value_score WHERE round_id = ?'
    ' GROUP BY device, "group", aim_id) GROUP BY device, "group")'
)
FORGOTTEN = "weg"  # a device that is no phone: the phones of a room that is over, together
PAPER = "tafel "  # how the devices begin that are the paper of a table; the hash of a phone has no space


class ScoreRounds(Rows[ScoreRound]):
    """Each time that the group scored its values."""

    noun = "score_round"
    model = ScoreRound

    def all(self) -> list[ScoreRound]:
        """Return every round, oldest first."""
        return self.where(order_by="date, id")

    def of_prompt(self, prompt_id: int) -> ScoreRound:
        """Return the round under a question; raises NotFound."""
        found = self.where("prompt_id = ?", [prompt_id])
        return found[0] if found else self.get(0)

    def of_meeting(self, meeting_id: int) -> list[ScoreRound]:
        """Return the rounds of a meeting."""
        return self.where("meeting_id = ?", [meeting_id])

    def delete(self, row_id: int) -> None:
        """Remove a round with all that was scored in it."""
        self.db.table("value_score").delete_where("round_id = ?", [row_id])
        super().delete(row_id)


class ValueScores(Door[ScoreCount]):
    """Who gave which value what; whoever asks gets counts, or what one device said itself."""

    noun = "value_score"
    model = ScoreCount

    def put(
        self, one: ScoreRound, *, aim_id: int, device: str, group: Group | None, score: int | None
    ) -> bool:
        """Let this be what a phone says of a value, and as whom it speaks; return if it said nothing yet."""
        where = [one.id, device]
        self.db.conn.execute(
            'UPDATE value_score SET "group" = ? WHERE round_id = ? AND device = ?', [group, *where]
        )
        gone = self.db.conn.execute(
            "DELETE FROM value_score WHERE round_id = ? AND device = ? AND aim_id = ?", [*where, aim_id]
        )
        self._insert(round_id=one.id, aim_id=aim_id, device=device, group=group, score=score, people=1)
        self._changed(one.meeting_id)
        return gone.rowcount == 0

    def put_paper(
        self,
        one: ScoreRound,
        *,
        aim_id: int,
        device: str,
        group: Group | None,
        score: int | None,
        people: int,
    ) -> None:
        """Let this be how many sheets of a table say the same."""
        self.db.conn.execute(
            "DELETE FROM value_score WHERE round_id = ? AND device = ? AND aim_id = ?"
            ' AND "group" IS ? AND score IS ?',
            [one.id, device, aim_id, group, score],
        )
        if people:
            values = {"aim_id": aim_id, "device": device, "group": group, "score": score}
            self._insert(round_id=one.id, people=people, **values)
        self._changed(one.meeting_id)

    def regroup(self, one: ScoreRound, *, device: str, group: Group | None) -> None:
        """Let a phone that scored values speak as another."""
        known = self.db.conn.execute(
            'UPDATE value_score SET "group" = ? WHERE round_id = ? AND device = ?', [group, one.id, device]
        )
        if known.rowcount:
            self._changed(one.meeting_id)

    def counts(self, round_id: int) -> list[ScoreCount]:
        """Return how many people of each group gave each value each score, phones and paper together."""
        return self._counted("round_id = ?", [round_id])

    def of_device(self, round_id: int, device: str) -> list[ScoreCount]:
        """Return what one phone said, or stands on the paper of one table."""
        return self._counted("round_id = ? AND device = ?", [round_id, device])

    def people(self, round_id: int) -> int:
        """Return how many people took part in a round."""
        (people,) = self.db.conn.execute(PEOPLE, [round_id]).fetchone()
        return int(people)

    def is_forgotten(self, round_id: int) -> bool:
        """Whether nobody knows any more which phone gave which score of a round."""
        return self.table.count_where("round_id = ? AND device = ?", [round_id, FORGOTTEN]) > 0

    def forget_phones(self, round_id: int) -> None:
        """Cut the thread between scores and phones, and between the scores of one phone; the counts stay."""
        is_phone = f"round_id = ? AND device NOT LIKE '{PAPER}%'"
        kept = self._counted(is_phone, [round_id])
        self.table.delete_where(is_phone, [round_id])
        for one in kept:
            self._insert(device=FORGOTTEN, **vars(one))

    def _counted(self, where: str, args: list[Any]) -> list[ScoreCount]:
        cursor = self.db.conn.execute(
            'SELECT round_id, aim_id, "group", score, sum(people) FROM value_score'  # noqa: S608  (our own words)
            f' WHERE {where} GROUP BY round_id, aim_id, "group", score ORDER BY aim_id, "group", score',
            args,
        )
        return [
            ScoreCount(round_id, aim_id, Group(group) if group else None, score, people)
            for round_id, aim_id, group, score, people in cursor
        ]

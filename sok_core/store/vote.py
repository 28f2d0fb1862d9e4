"""Rows of dots."""

from collections.abc import Iterable

from sok_core.model import Channel, Phase, Prompt, TargetKind, Vote
from sok_core.store.door import Door


class Votes(Door[Vote]):
    """Dots, and the keys under which phones sent them."""

    noun = "vote"
    model = Vote

    def of_prompt(self, prompt_id: int) -> list[Vote]:
        """Return where the dots of a question lie."""
        return self.where("prompt_id = ? AND dots > 0", [prompt_id])

    def of_voter(self, prompt_id: int, voter: str) -> list[Vote]:
        """Return where the dots of one voter lie."""
        return self.where("prompt_id = ? AND voter = ? AND dots > 0", [prompt_id, voter])

    def count(self, prompt_id: int) -> int:
        """Return how many dots lie under a question."""
        (dots,) = self.db.conn.execute(
            "SELECT coalesce(sum(dots), 0) FROM vote WHERE prompt_id = ?", [prompt_id]
        ).fetchone()
        return int(dots)

    def told(self) -> dict[tuple[TargetKind, int], int]:
        """Return how many dots lie on each place, of every vote that is over."""
        rows = self.db.conn.execute(
            "SELECT v.target, v.target_id, sum(v.dots) FROM vote v JOIN prompt p ON p.id = v.prompt_id "
            "WHERE v.dots > 0 AND p.phase != ? GROUP BY v.target, v.target_id",
            [Phase.VOTE],
        )
        return {(TargetKind(target), target_id): dots for target, target_id, dots in rows}

    def themes_with_dots(self, meeting_id: int) -> set[int]:
        """Return the ids of themes on which dots lie."""
        rows = self.db.conn.execute(
            "SELECT DISTINCT target_id FROM vote WHERE meeting_id = ? AND target = ? AND dots > 0",
            [meeting_id, TargetKind.THEME],
        )
        return {row[0] for row in rows}

    def places(self, prompt_id: int) -> set[tuple[TargetKind, int]]:
        """Return where dots lie under a question."""
        rows = self.db.conn.execute(
            "SELECT DISTINCT target, target_id FROM vote WHERE prompt_id = ? AND dots > 0", [prompt_id]
        )
        return {(TargetKind(target), target_id) for target, target_id in rows}

    def carry(self, theme_id: int, *, into: int) -> list[tuple[int, int, int]]:
        """Lay all dots of one theme on another, each still of its voter; return (from, to, dots) by row."""
        carried = []
        for vote in self.where("target = ? AND target_id = ? AND dots > 0", [TargetKind.THEME, theme_id]):
            there = self._row(vote.prompt_id, vote.target, into, vote.voter)
            row_id = self.put(
                meeting_id=vote.meeting_id,
                prompt_id=vote.prompt_id,
                target=vote.target,
                target_id=into,
                voter=vote.voter,
                dots=vote.dots + (there.dots if there else 0),
                table=vote.table,
                channel=vote.channel,
            )
            self._update(vote.id, dots=0)
            carried.append((vote.id, row_id, vote.dots))
        return carried

    def carry_back(self, carried: Iterable[tuple[int, int, int]]) -> None:
        """Lay dots that were carried back where they lay, as far as they still are where they came."""
        for from_id, to_id, dots in carried:
            came_from, went_to = self.get(from_id), self.get(to_id)
            moved = min(dots, went_to.dots)
            self._update(to_id, dots=went_to.dots - moved)
            self._update(from_id, dots=came_from.dots + moved)
            self._changed(came_from.meeting_id)

    def _row(self, prompt_id: int, target: TargetKind, target_id: int, voter: str) -> Vote | None:
        found = self.where(
            "prompt_id = ? AND target = ? AND target_id = ? AND voter = ?",
            [prompt_id, target, target_id, voter],
        )
        return found[0] if found else None

    def put(
        self,
        *,
        meeting_id: int,
        prompt_id: int,
        target: TargetKind,
        target_id: int,
        voter: str,
        dots: int,
        table: int | None,
        channel: Channel,
    ) -> int:
        """Let exactly this many dots of one voter lie on a target, and return the row that says so."""
        found = self._row(prompt_id, target, target_id, voter)
        if found:
            row_id = found.id
            self._update(row_id, dots=dots)
        else:
            row_id = self._insert(
                meeting_id=meeting_id,
                prompt_id=prompt_id,
                target=target,
                target_id=target_id,
                voter=voter,
                dots=dots,
                table=table,
                channel=channel,
            )
        self._changed(meeting_id)
        return row_id

    def wipe(self, prompt: Prompt) -> None:
        """Let no dot lie under a question; the rows stay, moves of themes point to them."""
        self.db.conn.execute("UPDATE vote SET dots = 0 WHERE prompt_id = ?", [prompt.id])
        self._changed(prompt.meeting_id)

    def is_known_key(self, meeting_id: int, key: str) -> bool:
        """Whether a dot came under this key before."""
        row = self.db.conn.execute(
            "SELECT 1 FROM vote_key WHERE meeting_id = ? AND key = ?", [meeting_id, key]
        ).fetchone()
        return row is not None

    def remember_key(self, meeting_id: int, key: str) -> None:
        """Keep the key under which a dot came."""
        self.db.table("vote_key").insert({"meeting_id": meeting_id, "key": key})

    def is_forgotten(self, prompt_id: int) -> bool:
        """Whether dots lie under a question of which nobody knows any more from which phone they came."""
        row = self.db.conn.execute(
            "SELECT 1 FROM vote WHERE prompt_id = ? AND dots > 0 AND voter LIKE 'weg %' LIMIT 1", [prompt_id]
        ).fetchone()
        return row is not None

    def forget_voters(self, meeting_id: int) -> None:
        """Cut the thread between dots and phones; the dots stay where they lie."""
        self.db.conn.execute(
            "UPDATE vote SET voter = 'weg ' || id WHERE meeting_id = ? AND channel = ?",
            [meeting_id, Channel.PHONE],
        )
        self.db.conn.execute("DELETE FROM vote_key WHERE meeting_id = ?", [meeting_id])

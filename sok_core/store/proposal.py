"""Rows of proposals, of their wordings, and of the answers to those."""

from typing import Any

from sok_core.model import Answer, Channel, Proposal, ProposalStatus, Wording
from sok_core.store.door import Door


class Proposals(Door[Proposal]):
    """Proposals. What the hall sees of one changes with ``tell_anew`` of the meeting."""

    noun = "proposal"
    model = Proposal

    def of(self, meeting_id: int) -> list[Proposal]:
        """Return the proposals of a meeting, in the order in which they were written."""
        return self.where("meeting_id = ?", [meeting_id])

    def add(self, meeting_id: int) -> Proposal:
        """Lay a proposal on the table; its first wording is another row."""
        row_id = self._insert(meeting_id=meeting_id, status=ProposalStatus.ON_TABLE)
        self._changed(meeting_id)
        return self.get(row_id)

    def update(self, proposal_id: int, **values: Any) -> None:
        """Change how far a proposal is."""
        self._update(proposal_id, **values)
        self._changed(self.get(proposal_id).meeting_id)

    def of_decision(self, decision_id: int) -> list[Proposal]:
        """Return the proposals that led to a decision, or to a point that waits: one, or none."""
        return self.where("decision_id = ?", [decision_id])


class Wordings(Door[Wording]):
    """The wordings of proposals; none is ever thrown away."""

    noun = "wording"
    model = Wording

    def of(self, proposal_id: int) -> list[Wording]:
        """Return every wording of a proposal, oldest first."""
        return self.where("proposal_id = ?", [proposal_id], order_by="version")

    def newest(self, proposal_id: int) -> Wording:
        """Return the wording that counts; raises NotFound."""
        return self.get(max((one.id for one in self.of(proposal_id)), default=0))

    def add(self, **values: Any) -> Wording:
        """Add a wording."""
        wording = self.get(self._insert(**values))
        self._changed(wording.meeting_id, kind="proposal")
        return wording

    def update(self, wording_id: int, **values: Any) -> None:
        """Open or close the round of a wording, or change a text that nobody saw yet."""
        self._update(wording_id, **values)
        self._changed(self.get(wording_id).meeting_id, kind="proposal")


class Answers(Door[Answer]):
    """What phones and paper answered."""

    noun = "answer"
    model = Answer

    def of(self, wording_id: int) -> list[Answer]:
        """Return every answer to a wording."""
        return self.where("wording_id = ?", [wording_id])

    def of_voter(self, wording_id: int, voter: str) -> Answer | None:
        """Return what one phone, or one line of a sheet of paper, said before; None when it did not."""
        return next(iter(self.where("wording_id = ? AND voter = ?", [wording_id, voter])), None)

    def put(self, *, meeting_id: int, wording_id: int, voter: str, **values: Any) -> bool:
        """Let this be the one answer of a voter; returns whether there was none before."""
        known = self.of_voter(wording_id, voter)
        if known is None:
            self._insert(meeting_id=meeting_id, wording_id=wording_id, voter=voter, **values)
        else:
            self._update(known.id, **values)
        self._changed(meeting_id)
        return known is None

    def update(self, answer_id: int, **values: Any) -> None:
        """Let the hall read an objection, or hide it again."""
        self._update(answer_id, **values)
        self._changed(self.get(answer_id).meeting_id)

    def remove(self, answer_id: int) -> None:
        """Take away an objection that was typed from paper."""
        answer = self.get(answer_id)
        self.table.delete(answer_id)
        self._changed(answer.meeting_id)

    def forget_voters(self, meeting_id: int) -> None:
        """Cut the thread between answers and phones; the answers stay."""
        self.db.conn.execute(
            "UPDATE answer SET voter = 'weg ' || id WHERE meeting_id = ? AND channel = ?",
            [meeting_id, Channel.PHONE],
        )

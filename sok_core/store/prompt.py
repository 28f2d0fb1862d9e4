"""Rows of questions."""

from typing import Any

from sok_core.model import Phase, Prompt, PromptKind
from sok_core.store.door import Door


class Prompts(Door[Prompt]):
    """The questions of all meetings."""

    noun = "prompt"
    model = Prompt

    def of(self, meeting_id: int) -> list[Prompt]:
        """Return the questions of a meeting in their order."""
        return self.where("meeting_id = ?", [meeting_id], order_by="position, id")

    def count(self, meeting_id: int) -> int:
        """Return how many questions a meeting has."""
        return self.table.count_where("meeting_id = ?", [meeting_id])

    def add(
        self, meeting_id: int, *, text: str, kind: PromptKind = PromptKind.NOTES, phase: Phase = Phase.CLOSED
    ) -> Prompt:
        """Add a question at the end."""
        position = self.count(meeting_id) + 1
        row_id = self._insert(meeting_id=meeting_id, position=position, text=text, kind=kind, phase=phase)
        self._changed(meeting_id, kind="meeting")
        return self.get(row_id)

    def update(self, prompt_id: int, **values: Any) -> None:
        """Change a question; everyone who looks at it reads anew."""
        self._update(prompt_id, **values)
        self._changed(self.get(prompt_id).meeting_id, kind="reset")

    def remove(self, prompt_id: int) -> None:
        """Take a question away and close the row."""
        prompt = self.get(prompt_id)
        self.table.delete(prompt_id)
        for position, left in enumerate(self.of(prompt.meeting_id), 1):
            self._update(left.id, position=position)
        self._changed(prompt.meeting_id, kind="meeting")

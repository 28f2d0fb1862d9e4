"""Rows of conversations; nobody gets the words without saying as whom he reads."""

from dataclasses import replace
from typing import Any

from sok_core.model import Conversation, Reader
from sok_core.store.door import Door


class Conversations(Door[Conversation]):
    """The talks with the parties of a neighbourhood."""

    noun = "conversation"
    model = Conversation

    def readable_by(self, reader: Reader) -> list[Conversation]:
        """Return every talk, newest first; of one that is not for this reader only who, when and whether.

        Empty texts and no names stand for what is kept back; ``reader`` of the row tells which those are.
        """
        return [
            one if reader.may_read(one.reader) else _without_words(one)
            for one in self.where(order_by="date DESC, id DESC")
        ]

    def add(self, **values: Any) -> Conversation:
        """Add a talk."""
        conversation = self.get(self._insert(**values))
        self._changed()
        return conversation

    def update(self, conversation_id: int, **values: Any) -> None:
        """Change a talk; raises NotFound."""
        self._update(conversation_id, **values)
        self._changed()

    def delete(self, conversation_id: int) -> None:
        """Remove a talk; raises NotFound."""
        self.get(conversation_id)
        self.db.conn.execute("DELETE FROM source WHERE conversation_id = ?", [conversation_id])
        self.db.conn.execute("DELETE FROM conversation WHERE id = ?", [conversation_id])
        self._changed()


def _without_words(one: Conversation) -> Conversation:
    return replace(
        one,
        minutes=None,
        what_matters="",
        worries="",
        named_parties=(),
        named_unlisted=(),
        next_step="",
        next_date=None,
    )

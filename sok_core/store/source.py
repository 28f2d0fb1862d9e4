"""Rows of the road from words to what grew from them, and of why other words led to nothing yet."""

from collections.abc import Iterable
from typing import Any

from sok_core.model import Fate, Outcome, Source
from sok_core.store.door import Rows


class Sources(Rows[Source]):
    """From which notes and conversations something grew."""

    noun = "source"
    model = Source

    def of(self, outcome: Outcome, outcome_id: int) -> list[Source]:
        """Return from which words one thing grew."""
        return self.where("outcome = ? AND outcome_id = ?", [outcome, outcome_id])

    def link(
        self,
        outcome: Outcome,
        outcome_id: int,
        *,
        notes: Iterable[int] = (),
        conversations: Iterable[int] = (),
    ) -> None:
        """Let something have grown from these words too; what was linked stays."""
        known = self.of(outcome, outcome_id)
        for name, ids in (("note_id", notes), ("conversation_id", conversations)):
            there = {getattr(one, name) for one in known}
            for each in dict.fromkeys(ids):
                if each not in there:
                    self._insert(outcome=outcome, outcome_id=outcome_id, **{name: each})
        self._changed()

    def unlink(self, outcome: Outcome, outcome_id: int, *, notes: Iterable[int]) -> None:
        """Undo that something was linked to these notes."""
        for note_id in notes:
            self.db.conn.execute(
                "DELETE FROM source WHERE outcome = ? AND outcome_id = ? AND note_id = ?",
                [outcome, outcome_id, note_id],
            )
        self._changed()


class Fates(Rows[Fate]):
    """Why a theme, or a note, did not end in a clause."""

    noun = "fate"
    model = Fate

    def put(self, *, theme_id: int | None = None, note_id: int | None = None, **values: Any) -> Fate:
        """Let this be what is said of a theme or a note; it is said once."""
        known = self.where("theme_id IS ? AND note_id IS ?", [theme_id, note_id])
        if known:
            return self.update(known[0].id, **values)
        return self.add(theme_id=theme_id, note_id=note_id, **values)

    def about(self, *, theme_id: int | None, note_id: int | None) -> Fate | None:
        """Return what is said of a theme or a note, None when nothing is."""
        return next(iter(self.where("theme_id IS ? AND note_id IS ?", [theme_id, note_id])), None)

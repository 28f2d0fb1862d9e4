"""Rows of the road from words to what grew from them, and of why other words led to nothing yet."""

from collections.abc import Collection, Iterable
from typing import Any

from sok_core.model import Fate, Outcome, Source
from sok_core.store.door import Rows


class Sources(Rows[Source]):
    """From which notes and conversations something grew: as it is now, or as a frozen version has it."""

    noun = "source"
    model = Source

    def all(self, *, version: int | None = None) -> list[Source]:
        """Return what everything grew from, oldest first; with a version as that has it (``of``)."""
        return self._there(version)

    def of(self, outcome: Outcome, outcome_id: int, *, version: int | None = None) -> list[Source]:
        """Return from which words one thing grew.

        With the number of a frozen version also what was taken off since: in that text it stays.
        """
        return self._there(version, "outcome = ? AND outcome_id = ?", outcome, outcome_id)

    def ever(self) -> list[Source]:
        """Return also what was taken off, and stands in a frozen version only."""
        return self.where()

    def _there(self, version: int | None, which: str = "1", *args: object) -> list[Source]:
        kept = [] if version is None else [version, version]
        stays = " OR (since <= ? AND until >= ?)" if kept else ""
        return self.where(f"{which} AND (until IS NULL{stays})", [*args, *kept])

    def link(
        self,
        outcome: Outcome,
        outcome_id: int,
        *,
        notes: Iterable[int] = (),
        conversations: Iterable[int] = (),
    ) -> None:
        """Let something have grown from these words too; what was linked stays."""
        known, last = self.of(outcome, outcome_id), self._last_version()
        for name, ids in (("note_id", notes), ("conversation_id", conversations)):
            there = {getattr(one, name) for one in known}
            for each in dict.fromkeys(ids):
                if each not in there:
                    self._insert(outcome=outcome, outcome_id=outcome_id, since=last + 1, **{name: each})
        self._changed()

    def take_off(
        self, outcome: Outcome, outcome_id: int, *, notes: Iterable[int], stood_in: Collection[int]
    ) -> None:
        """Let something rest no longer on these notes; a version that was frozen with them keeps them.

        ``stood_in`` are the numbers of the frozen versions that have it.
        """
        last, wanted = self._last_version(), set(notes)
        for one in self.of(outcome, outcome_id):
            if one.note_id in wanted and any(one.since <= number for number in stood_in):
                self._update(one.id, until=last)
        self.unlink(outcome, outcome_id, notes=wanted)

    def _last_version(self) -> int:
        """Return the number of the newest frozen version; they count from 0."""
        [(number,)] = self.db.conn.execute("SELECT COALESCE(max(number), -1) FROM version")
        return int(number)

    def unlink(self, outcome: Outcome, outcome_id: int, *, notes: Iterable[int]) -> None:
        """Undo that something was linked to these notes."""
        for note_id in notes:
            self.db.conn.execute(
                "DELETE FROM source WHERE outcome = ? AND outcome_id = ? AND note_id = ? AND until IS NULL",
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

"""Rows of sticky notes, and the keys under which they came."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sok_core.model import Change, Note
from sok_core.store.door import Door
from sok_core.store.row import decode


class KeyRow(NamedTuple):
    """What is known of a key; its note may have been taken away since."""

    note_id: int
    number: int


class Notes(Door[Note]):
    """Notes, and the keys under which they came."""

    noun = "note"
    model = Note

    def of(self, meeting_id: int) -> list[Note]:
        """Return all notes of a meeting by number, hidden ones too."""
        return self.where("meeting_id = ?", [meeting_id], order_by="number")

    def of_prompt(self, prompt_id: int) -> list[Note]:
        """Return all notes under one question by number, hidden ones too."""
        return self.where("prompt_id = ?", [prompt_id], order_by="number")

    def some(self, ids: Sequence[int]) -> list[Note]:
        """Return these notes by meeting and number, hidden ones too; one that is gone is passed over."""
        marks = ", ".join("?" * len(ids))
        return self.where(f"id IN ({marks})", ids, order_by="meeting_id, number")

    def newest(self, prompt_id: int, *, limit: int) -> list[Note]:
        """Return the newest notes of a question, hidden ones too."""
        rows = self.table.rows_where("prompt_id = ?", [prompt_id], order_by="number DESC", limit=limit)
        return [decode(Note, row) for row in rows]

    def counts(self, prompt_id: int) -> tuple[int, int]:
        """Return how many notes of a question are on the wall, and how many are hidden."""
        row = self.db.conn.execute(
            "SELECT count(*), count(hidden_at) FROM note WHERE prompt_id = ?", [prompt_id]
        ).fetchone()
        return row[0] - row[1], row[1]

    def counts_by_prompt(self, meeting_id: int) -> dict[int, int]:
        """Return the number of visible notes per question of a meeting."""
        rows = self.db.conn.execute(
            "SELECT prompt_id, count(*) FROM note "
            "WHERE meeting_id = ? AND hidden_at IS NULL GROUP BY prompt_id",
            [meeting_id],
        )
        return dict(rows.fetchall())

    def counts_by_meeting(self) -> dict[int, tuple[int, int]]:
        """Return per meeting how many notes may be seen, and how many of those lie in no theme."""
        rows = self.db.conn.execute(
            "SELECT meeting_id, count(*), sum(theme_id IS NULL) FROM note "
            "WHERE hidden_at IS NULL GROUP BY meeting_id"
        )
        return {meeting_id: (count, loose) for meeting_id, count, loose in rows}

    def used_themes(self, meeting_id: int, *, prompt_id: int) -> set[int]:
        """Return the ids of the themes that hold a note of a question which may be seen.

        Of the whole meeting when the question has no such note.
        """
        rows = self.db.conn.execute(
            "SELECT DISTINCT n.theme_id FROM note n JOIN theme t ON t.id = n.theme_id "
            "WHERE n.meeting_id = ? AND n.hidden_at IS NULL AND t.gone_at IS NULL AND (n.prompt_id = ? OR "
            "NOT EXISTS (SELECT 1 FROM note WHERE prompt_id = ? AND hidden_at IS NULL))",
            [meeting_id, prompt_id, prompt_id],
        )
        return {row[0] for row in rows}

    def exists(self, note_id: int) -> bool:
        """Whether a note is there, hidden or not."""
        return bool(self.where("id = ?", [note_id]))

    def add(self, **values: Any) -> Note:
        """Add a note."""
        note = self.get(self._insert(**values))
        self.changes.append(Change("note", note.meeting_id, note))
        return note

    def update(self, note_id: int, **values: Any) -> Note:
        """Change a note and return it as it is now."""
        self._update(note_id, **values)
        note = self.get(note_id)
        self.changes.append(Change("note", note.meeting_id, note))
        return note

    def lay(self, note_id: int, *, theme_id: int | None, stack_id: int | None) -> None:
        """Lay a note under a theme and on a stack, or loose; its words stay as they are."""
        self._update(note_id, theme_id=theme_id, stack_id=stack_id)
        note = self.get(note_id)
        self.changes.append(Change("moved", note.meeting_id, note))

    def remove(self, note_id: int) -> None:
        """Delete a note with the roads from it; its number, its key and its id stay used.

        Dots that lie on it stay too: the count says how many lie on what is gone.
        """
        note = self.get(note_id)
        for under in self.where("stack_id = ?", [note_id]):
            self.lay(under.id, theme_id=under.theme_id, stack_id=None)
        for noun in ("source", "fate"):
            self.db.conn.execute(f"DELETE FROM {noun} WHERE note_id = ?", [note_id])  # noqa: S608  (our own words)
        self.db.conn.execute(
            "UPDATE aim SET quotes ="
            " (SELECT json_group_array(value) FROM json_each(quotes) WHERE value != :id)"
            " WHERE EXISTS (SELECT 1 FROM json_each(quotes) WHERE value = :id)",
            {"id": note_id},
        )
        self.table.delete(note_id)
        self.changes.append(Change("gone", note.meeting_id, note))

    def forget_devices(self, meeting_id: int) -> None:
        """Cut the last thread between notes and phones; who wrote what can then no longer be found."""
        self.db.conn.execute("UPDATE note SET device = '' WHERE meeting_id = ?", [meeting_id])
        self.db.table("note_key").delete_where("meeting_id = ?", [meeting_id])

    def key(self, meeting_id: int, key: str) -> KeyRow | None:
        """Return what became of a key, or None when it is new."""
        row = self.db.conn.execute(
            "SELECT note_id, number FROM note_key WHERE meeting_id = ? AND key = ?", [meeting_id, key]
        ).fetchone()
        return KeyRow(*row) if row else None

    def remember_key(self, meeting_id: int, key: str, *, note: Note) -> None:
        """Keep the key under which a note came."""
        self.db.table("note_key").insert(
            {"meeting_id": meeting_id, "key": key, "note_id": note.id, "number": note.number}
        )

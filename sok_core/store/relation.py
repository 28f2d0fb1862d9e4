"""Rows of relations. What was noted with one is read apart, by whoever may."""

from typing import Any

from sok_core.model import Reader, Relation
from sok_core.store.door import Door


class Relations(Door[Relation]):
    """The lines between the parties of a neighbourhood."""

    noun = "relation"
    model = Relation

    def all(self) -> list[Relation]:
        """Return all relations, in the order in which they were told."""
        return self.where()

    def of(self, party_id: int) -> list[Relation]:
        """Return the relations of one party."""
        return self.where("? IN (source_id, target_id)", [party_id])

    def notes(self, reader: Reader) -> dict[int, str]:
        """Return what was noted with relations and this reader may read: text by relation id."""
        rows = self.db.conn.execute("SELECT id, note, note_reader FROM relation WHERE note != ''")
        return {row_id: text for row_id, text, meant in rows if reader.may_read(Reader(meant))}

    def note_readers(self) -> dict[int, Reader]:
        """Return for whom each note is meant: reader by relation id."""
        rows = self.db.conn.execute("SELECT id, note_reader FROM relation")
        return {row_id: Reader(meant) for row_id, meant in rows}

    def add(self, **values: Any) -> Relation:
        """Add a relation; ``note`` and ``note_reader`` may go with it."""
        relation = self.get(self._insert(**values))
        self._changed()
        return relation

    def update(self, relation_id: int, **values: Any) -> None:
        """Change a relation; raises NotFound."""
        self._update(relation_id, **values)
        self._changed()

    def delete(self, relation_id: int) -> None:
        """Remove a relation and what people think of it; raises NotFound."""
        self.get(relation_id)
        self.db.conn.execute("DELETE FROM estimate WHERE relation_id = ?", [relation_id])
        self.db.conn.execute("DELETE FROM relation WHERE id = ?", [relation_id])
        self._changed()

"""What every table-door has: a table, a class of the model, and the list of changes of this transaction."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar, cast

from sqlite_utils import Database
from sqlite_utils.db import NotFoundError, Table

from sok_core.errors import NotFound
from sok_core.model import Change
from sok_core.store.row import decoder, encode_row

T = TypeVar("T")


class Door(Generic[T]):
    """Rows of one table as dataclasses of the model.

    ``instead`` are rows by id that who reads gets in the place of those that are kept.
    """

    noun: str
    model: type[T]

    def __init__(self, db: Database, changes: list[Change]) -> None:
        self.db = db
        self.changes = changes
        self.instead: Mapping[int, T] = {}

    @property
    def table(self) -> Table:
        """The table behind this door."""
        return self.db.table(self.noun)

    def get(self, row_id: int) -> T:
        """Return one row; raises NotFound."""
        found = self.where("id = ?", [row_id])
        if not found:
            raise NotFound(f"{self.noun}.unknown")
        return found[0]

    def where(self, where: str = "1", args: Sequence[Any] = (), *, order_by: str = "id") -> list[T]:
        """Return the rows for which a condition holds.

        One statement: rows_where asks for the names of all tables first, and each statement is a moment at
        which this thread may have to wait for the one that serves the streams.
        """
        cursor = self.db.conn.execute(f'SELECT * FROM "{self.noun}" WHERE {where} ORDER BY {order_by}', args)  # noqa: S608  (our own words)
        build = decoder(self.model, tuple(column[0] for column in cursor.description))
        found = [build(row) for row in cursor]
        return [self.instead.get(cast(Any, one).id, one) for one in found] if self.instead else found

    def _insert(self, **values: Any) -> int:
        """Add a row, under an id that no row of this table ever had, and return that id."""
        row_id = self._next_id()
        self.table.insert(encode_row({"id": row_id, **values}))
        return row_id

    def _next_id(self) -> int:
        """Take the next id. Whatever keeps the id of a row that is gone must not find another one there."""
        [(row_id,)] = self.db.conn.execute(
            f'INSERT INTO last_id SELECT ?, COALESCE(max(id), 0) + 1 FROM "{self.noun}" WHERE true'  # noqa: S608  (our own words)
            " ON CONFLICT (noun) DO UPDATE SET id = max(last_id.id + 1, excluded.id) RETURNING id",
            [self.noun],
        ).fetchall()
        return int(row_id)

    def _update(self, row_id: int, **values: Any) -> None:
        try:
            self.table.update(row_id, encode_row(values))
        except NotFoundError as error:
            raise NotFound(f"{self.noun}.unknown") from error

    def _changed(self, meeting_id: int | None = None, *, kind: str | None = None) -> None:
        self.changes.append(Change(kind or self.noun, meeting_id))


class Rows(Door[T]):
    """A door that may do everything with its rows; those of one dossier, told to all who listen."""

    def all(self) -> list[T]:
        """Return every row, oldest first."""
        return self.where()

    def add(self, **values: Any) -> T:
        """Add a row and return it."""
        row = self.get(self._insert(**values))
        self._changed()
        return row

    def update(self, row_id: int, **values: Any) -> T:
        """Change a row and return it as it is now; raises NotFound."""
        self._update(row_id, **values)
        self._changed()
        return self.get(row_id)

    def delete(self, row_id: int) -> None:
        """Remove a row that was written down by mistake; raises NotFound."""
        self.get(row_id)
        self.db.conn.execute(f'DELETE FROM "{self.noun}" WHERE id = ?', [row_id])  # noqa: S608  (our own words)
        self._changed()

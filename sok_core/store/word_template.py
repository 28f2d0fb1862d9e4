"""The one Word template of a dossier."""

import datetime as dt

from sok_core.errors import NotFound
from sok_core.model import WordTemplate
from sok_core.store.door import Door


class WordTemplates(Door[WordTemplate]):
    """At most one template; its bytes are read apart."""

    noun = "word_template"
    model = WordTemplate

    def current(self) -> WordTemplate | None:
        """Return what is known of the template, None without one."""
        return next(iter(self.where(order_by="id DESC LIMIT 1")), None)

    def put(
        self, *, name: str, digest: str, added_at: dt.datetime, has_place: bool, data: bytes
    ) -> WordTemplate:
        """Keep a template in the place of the one before."""
        self.db.conn.execute("DELETE FROM word_template")
        row_id = self._insert(name=name, digest=digest, added_at=added_at, has_place=has_place, bytes=data)
        self._changed()
        return self.get(row_id)

    def remove(self) -> None:
        """Take the template away."""
        self.db.conn.execute("DELETE FROM word_template")
        self._changed()

    def data(self) -> bytes:
        """Return the bytes of the template; raises NotFound without one."""
        found = self.db.conn.execute("SELECT bytes FROM word_template ORDER BY id DESC LIMIT 1").fetchone()
        if found is None:
            raise NotFound("word_template.gone")
        return bytes(found[0])

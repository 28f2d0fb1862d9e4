"""The agreement of a dossier, and its frozen versions."""

import datetime as dt
from typing import Any

from sok_core.model import Agreement, Version
from sok_core.store.door import Door


class Agreements(Door[Agreement]):
    """The one agreement of this dossier."""

    noun = "agreement"
    model = Agreement

    def current(self) -> Agreement | None:
        """Return the agreement, None before its kind was chosen."""
        return next(iter(self.where()), None)

    def put(self, **values: Any) -> Agreement:
        """Begin the agreement (``type`` is needed then), or change what is given of it."""
        known = self.current()
        if known is None:
            self._insert(**values)
        else:
            self._update(known.id, **values)
        self._changed()
        (row,) = self.where()
        return row


class Versions(Door[Version]):
    """Frozen versions. There is no way to change or delete one: the file itself refuses that."""

    noun = "version"
    model = Version

    def all(self) -> list[Version]:
        """Return every frozen version, oldest first."""
        return self.where(order_by="number")

    def newest(self) -> Version | None:
        """Return the last version that was frozen."""
        return next(iter(self.where(order_by="number DESC LIMIT 1")), None)

    def numbered(self, number: int) -> Version | None:
        """Return one version by its number."""
        return next(iter(self.where("number = ?", [number])), None)

    def add(self, *, number: int, title: str, content: str, digest: str, frozen_at: dt.datetime) -> Version:
        """Keep a version for good."""
        row_id = self._insert(number=number, title=title, content=content, digest=digest, frozen_at=frozen_at)
        self._changed()
        return self.get(row_id)

"""Rows of parties."""

from typing import Any

from sok_core.model import Party
from sok_core.store.door import Door


class Parties(Door[Party]):
    """The parties of a neighbourhood."""

    noun = "party"
    model = Party

    def all(self) -> list[Party]:
        """Return all parties, by short name."""
        return self.where(order_by="short_name COLLATE NOCASE, id")

    def add(self, **values: Any) -> Party:
        """Add a party."""
        party = self.get(self._insert(**values))
        self._changed()
        return party

"""Rows of new contact persons; no row is ever changed."""

from typing import Any

from sok_core.model import ContactChange
from sok_core.store.door import Door


class ContactChanges(Door[ContactChange]):
    """Who became the contact of a party, by function."""

    noun = "contact_change"
    model = ContactChange

    def all(self) -> list[ContactChange]:
        """Return every change, oldest first."""
        return self.where(order_by='"on", id')

    def add(self, **values: Any) -> ContactChange:
        """Write down that a party has a new contact."""
        row = self.get(self._insert(**values))
        self._changed()
        return row

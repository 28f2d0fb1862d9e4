"""Rows of themes."""

from sok_core.model import Theme
from sok_core.store.door import Door


class Themes(Door[Theme]):
    """The themes of all meetings."""

    noun = "theme"
    model = Theme

    def of(self, meeting_id: int) -> list[Theme]:
        """Return the themes of a meeting in their order."""
        return self.where("meeting_id = ?", [meeting_id], order_by="position, id")

    def add(self, meeting_id: int, *, title: str, description: str = "") -> Theme:
        """Add a theme at the end."""
        position = len(self.of(meeting_id)) + 1
        row_id = self._insert(meeting_id=meeting_id, position=position, title=title, description=description)
        self._changed(meeting_id)
        return self.get(row_id)

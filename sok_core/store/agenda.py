"""Rows of agenda blocks."""

import datetime as dt
from collections.abc import Sequence

from sok_core.model import AgendaBlock
from sok_core.store.door import Door


class AgendaBlocks(Door[AgendaBlock]):
    """The blocks of all agendas."""

    noun = "agenda_block"
    model = AgendaBlock

    def of(self, meeting_id: int) -> list[AgendaBlock]:
        """Return the blocks of a meeting in their order."""
        return self.where("meeting_id = ?", [meeting_id], order_by="position, id")

    def replace(self, meeting_id: int, blocks: Sequence[tuple[int, str, str]]) -> None:
        """Write the agenda anew from (minutes, title, form); what had begun stays begun under its title."""
        begun = {block.title: block.started_at for block in self.of(meeting_id)}
        self.table.delete_where("meeting_id = ?", [meeting_id])
        for position, (minutes, title, form) in enumerate(blocks, 1):
            self._insert(
                meeting_id=meeting_id,
                position=position,
                minutes=minutes,
                title=title,
                form=form,
                started_at=begun.get(title),
            )
        self._changed(meeting_id, kind="meeting")

    def start(self, block_id: int, *, now: dt.datetime | None) -> None:
        """Note that a block began now, or (None) that it did not begin after all."""
        self._update(block_id, started_at=now)
        self._changed(self.get(block_id).meeting_id, kind="meeting")

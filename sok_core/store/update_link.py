"""Rows of the links with which parties tell how it goes: one of each party, gone when it is withdrawn."""

import datetime as dt
from collections.abc import Collection

from sok_core.model import UpdateLink
from sok_core.store.door import Door


class UpdateLinks(Door[UpdateLink]):
    """The links that work."""

    noun = "update_link"
    model = UpdateLink

    def all(self) -> list[UpdateLink]:
        """Return every link, oldest first."""
        return self.where()

    def of(self, party_id: int) -> UpdateLink | None:
        """Return the link of a party; None when it has none."""
        return next(iter(self.where("party_id = ?", [party_id])), None)

    def with_hash(self, key_hash: str) -> UpdateLink | None:
        """Return the link of which this is what is kept of the key; None when there is none (any more)."""
        return next(iter(self.where("key_hash = ?", [key_hash])), None)

    def put(self, *, party_id: int, key_hash: str, made_at: dt.datetime, made_by: str) -> UpdateLink:
        """Let this be the link of a party; the one before works no more."""
        self.end(party_id)
        made = self.get(self._insert(party_id=party_id, key_hash=key_hash, made_at=made_at, made_by=made_by))
        self._changed()
        return made

    def end(self, party_id: int) -> bool:
        """Remove the link of a party; returns whether there was one."""
        found = self.db.conn.execute("DELETE FROM update_link WHERE party_id = ?", [party_id]).rowcount
        if found:
            self._changed()
        return bool(found)

    def keep(self, hashes: Collection[str]) -> None:
        """Remove the links of all other keys."""
        for one in self.all():
            if one.key_hash not in hashes:
                self.end(one.party_id)

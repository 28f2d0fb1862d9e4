"""Rows of estimates; nobody gets one without saying as whom he reads."""

import datetime as dt

from sok_core.model import Estimate, EstimateKind, Reader
from sok_core.store.door import Door


class Estimates(Door[Estimate]):
    """What people think of parties and relations."""

    noun = "estimate"
    model = Estimate

    def readable_by(self, reader: Reader) -> list[Estimate]:
        """Return the estimates that this reader may read, oldest first."""
        return [one for one in self.where() if reader.may_read(one.reader)]

    def give(
        self,
        kind: EstimateKind,
        *,
        value: int,
        reader: Reader,
        given_by: str,
        given_on: dt.date,
        party_id: int | None = None,
        relation_id: int | None = None,
    ) -> None:
        """Keep an estimate in the place of what this person said before of the same thing."""
        self.take_back(kind, given_by=given_by, party_id=party_id, relation_id=relation_id)
        self._insert(
            kind=kind,
            value=value,
            reader=reader,
            given_by=given_by,
            given_on=given_on,
            party_id=party_id,
            relation_id=relation_id,
        )
        self._changed()

    def take_back(
        self,
        kind: EstimateKind,
        *,
        given_by: str,
        party_id: int | None = None,
        relation_id: int | None = None,
    ) -> None:
        """Forget what this person said of a party or a relation."""
        self.db.conn.execute(
            "DELETE FROM estimate WHERE kind = ? AND given_by = ? AND party_id IS ? AND relation_id IS ?",
            [str(kind), given_by, party_id, relation_id],
        )
        self._changed()

    def release(self, estimate_id: int, *, reader: Reader) -> None:
        """Let another reader in, or out; raises NotFound."""
        self._update(estimate_id, reader=reader)
        self._changed()

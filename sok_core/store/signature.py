"""Rows of signatures, and of the scans of paper with signatures."""

import datetime as dt
from typing import Any

from sok_core.errors import NotFound
from sok_core.model import Scan, Signature
from sok_core.store.door import Door, Rows


class Signatures(Rows[Signature]):
    """Who signed which version, on the day or later."""

    noun = "signature"
    model = Signature

    def of(self, version: int) -> list[Signature]:
        """Return the signatures under one version, in the order in which they came."""
        return self.where("version = ?", [version], order_by="signed_at, id")

    def bound(self, day: dt.date, *, as_of: dt.datetime | None = None) -> set[int]:
        """Return the parties that a signature binds on a day, under whichever version (``Signature.holds``).

        With ``as_of`` only what was signed by that moment counts.
        """
        signed = self.where("taken_back_at IS NULL AND (withdrawn_on IS NULL OR withdrawn_on > ?)", [day])
        return {one.party_id for one in signed if as_of is None or one.signed_at <= as_of}

    def stopped(self, day: dt.date) -> dict[int, dt.date]:
        """Return by party id since when it stopped, seen on a day; without one that signed again since.

        One whose proviso was not met did not stop: it may sign another text.
        """
        return self._gone(day, is_unmet=False)

    def failed(self, day: dt.date) -> dict[int, dt.date]:
        """Return by party id since when its proviso failed; without one that is bound."""
        return self._gone(day, is_unmet=True)

    def let_go(self, day: dt.date) -> dict[int, dt.date]:
        """Return by party id since when nothing binds it any more: it stopped, or its proviso failed."""
        return self.failed(day) | self.stopped(day)

    def unmet(self, version: int) -> dict[int, dt.date]:
        """Return since when the proviso failed of who signed a version with one, and not again."""
        last = {one.party_id: one for one in self.of(version) if one.counts}
        return {each: one.withdrawn_on for each, one in last.items() if one.is_unmet and one.withdrawn_on}

    def _gone(self, day: dt.date, *, is_unmet: bool) -> dict[int, dt.date]:
        gone = self.where(
            "taken_back_at IS NULL AND is_unmet = ? AND withdrawn_on <= ?",
            [is_unmet, day],
            order_by="withdrawn_on, id",
        )
        ends = {one.party_id: one.withdrawn_on for one in gone if one.withdrawn_on}
        bound = self.bound(day)
        return {party_id: on for party_id, on in ends.items() if party_id not in bound}


class Scans(Door[Scan]):
    """Scanned pages; the bytes are read apart."""

    noun = "scan"
    model = Scan

    def of(self, version: int) -> list[Scan]:
        """Return what was attached to one version, without what was taken away."""
        return self.where("version = ? AND removed_at IS NULL", [version])

    def removed(self, version: int) -> list[Scan]:
        """Return what was taken away of one version."""
        return self.where("version = ? AND removed_at IS NOT NULL", [version])

    def add(self, *, data: bytes, **values: Any) -> Scan:
        """Keep a scan."""
        scan = self.get(self._insert(bytes=data, **values))
        self._changed()
        return scan

    def remove(self, scan_id: int, *, at: dt.datetime, why: str) -> None:
        """Take a scan away: its bytes go, and that it was there stays; raises NotFound."""
        if self.get(scan_id).removed_at is not None:
            raise NotFound("scan.unknown")
        self._update(scan_id, removed_at=at, why=why, bytes=b"")
        self._changed()

    def data(self, scan_id: int) -> bytes:
        """Return the bytes of a scan; raises NotFound."""
        self.get(scan_id)
        (found,) = self.db.conn.execute("SELECT bytes FROM scan WHERE id = ?", [scan_id]).fetchone()
        return bytes(found)

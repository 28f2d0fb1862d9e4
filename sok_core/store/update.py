"""Rows of updates and of confirmations. Nothing here is ever changed or removed: both only grow."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from sok_core.model import UNCHANGED, CommitmentStatus, Confirmation, Update
from sok_core.store.door import Door

# A correction comes in the place of what it corrects; the other stays to be read.
STANDS = 'NOT EXISTS (SELECT 1 FROM "update" AS later WHERE later.corrects_id = "update".id)'
# Of what was said on one day a correction has the place of what it corrects, however late it came.
PLACE = "COALESCE(first_id, id)"
BY_DAY = f"date, {PLACE}, id"
NEWEST = (
    'id IN (SELECT (SELECT "update".id FROM "update"'
    " WHERE commitment_id = commitment.id AND date <= ? AND {which}"
    " ORDER BY date DESC, {place} DESC LIMIT 1) FROM commitment)"
)
FACT = "text <> ? AND (check_in_id IS NULL OR reported_by IS NOT NULL)"  # see Update.is_fact
# Decided by a moment, and kept with that: what is kept with an evening is a decision of its own.
APART = (
    "check_in_id IS NOT NULL AND reported_by IS NULL AND NOT EXISTS"
    ' (SELECT 1 FROM decision WHERE update_id = COALESCE("update".first_id, "update".id))'
)
MEASURED = """
    SELECT DISTINCT commitment_id FROM "update"
    WHERE value IS NOT NULL AND id NOT IN (SELECT corrects_id FROM "update" WHERE corrects_id IS NOT NULL)
"""
# What came in the place of an update that was confirmed, step by step; the last of it stands.
HOLDING = """
    WITH RECURSIVE instead(confirmed_id, id) AS (
        SELECT DISTINCT update_id, update_id FROM confirmation
        UNION SELECT confirmed_id, "update".id FROM "update" JOIN instead ON "update".corrects_id = instead.id
    )
    SELECT confirmation.id, "update".commitment_id FROM confirmation
    JOIN "update" ON "update".id = confirmation.update_id
    WHERE confirmation."on" <= :as_of AND NOT EXISTS (
        SELECT 1 FROM "update" AS next
        WHERE next.commitment_id = "update".commitment_id AND next.status <> "update".status
        AND COALESCE(next.first_id, next.id) > COALESCE("update".first_id, "update".id)
        AND next.date BETWEEN "update".date AND :as_of
        AND NOT EXISTS (SELECT 1 FROM "update" AS later WHERE later.corrects_id = next.id)
    )
    AND NOT EXISTS (
        SELECT 1 FROM instead JOIN "update" AS last ON last.id = instead.id
        WHERE instead.confirmed_id = "update".id
        AND (last.status <> "update".status OR last.value IS NOT "update".value)
        AND NOT EXISTS (SELECT 1 FROM "update" AS later WHERE later.corrects_id = last.id)
    )
"""
# Of every commitment at once: an index holds all of this in its order, so that no text has to be passed over.
EVERY = f"""
    SELECT commitment_id, date, status FROM "update"
    WHERE id NOT IN (SELECT corrects_id FROM "update" WHERE corrects_id IS NOT NULL) ORDER BY date, {PLACE}
"""  # noqa: S608  (our own words)
STATUSES = {str(status): status for status in CommitmentStatus}
FAR = dt.date.max


class Updates(Door[Update]):
    """What was said of commitments."""

    noun = "update"
    model = Update

    def of(self, commitment_id: int) -> list[Update]:
        """Return all that was ever said of one commitment, what was corrected too, by day."""
        return self.where("commitment_id = ?", [commitment_id], order_by=BY_DAY)

    def standing(self, commitment_id: int) -> list[Update]:
        """Return what stands of one commitment, by day: without what was corrected."""
        return self.where(f"commitment_id = ? AND {STANDS}", [commitment_id], order_by=BY_DAY)

    def between(self, first: dt.date, last: dt.date) -> list[Update]:
        """Return what stands of every commitment from one day to another, by day."""
        return self.where(
            f"date BETWEEN ? AND ? AND {STANDS}", [first.isoformat(), last.isoformat()], order_by=BY_DAY
        )

    def newest(self, *, as_of: dt.date = FAR) -> dict[int, Update]:
        """Return by commitment id the last thing said of it up to a day, in one statement."""
        found = self.where(NEWEST.format(which=STANDS, place=PLACE), [as_of.isoformat()])
        return {one.commitment_id: one for one in found}

    def facts(self, *, as_of: dt.date = FAR) -> dict[int, Update]:
        """Return by commitment id the last that somebody said of how it goes, in words of its own.

        "Niets veranderd" and what a moment decided are passed over; in one statement.
        """
        found = self.where(
            NEWEST.format(which=f"{FACT} AND {STANDS}", place=PLACE), [as_of.isoformat(), UNCHANGED]
        )
        return {one.commitment_id: one for one in found}

    def steps(self) -> list[tuple[int, dt.date, CommitmentStatus]]:
        """Return (commitment, day, status) of all that stands, by day; no text is read."""
        rows = self.db.conn.execute(EVERY)
        return [(of, dt.date.fromisoformat(date), STATUSES[status]) for of, date, status in rows]

    def measured(self) -> set[int]:
        """Return the commitments of which a number stands, in one statement."""
        rows = self.db.conn.execute(MEASURED)
        return {int(row[0]) for row in rows}

    def corrected(self) -> set[int]:
        """Return the ids of what was corrected."""
        rows = self.db.conn.execute('SELECT corrects_id FROM "update" WHERE corrects_id IS NOT NULL')
        return {int(row[0]) for row in rows}

    def decided_apart(self) -> list[Update]:
        """Return what stands of what moments decided, in its order, without what is kept with an evening."""
        return self.where(f"{APART} AND {STANDS}", order_by=PLACE)

    def instead_of(self, update_id: int) -> Update:
        """Return what stands now in the place of an update that corrects none."""
        (found,) = self.where(f"? IN (id, first_id) AND {STANDS}", [update_id])
        return found

    def first_of(self, update_id: int) -> int:
        """Return the id of what an update is of in the end: of itself, unless it is a correction."""
        found = self.db.conn.execute('SELECT first_id FROM "update" WHERE id = ?', [update_id]).fetchone()
        return found[0] or update_id if found else update_id

    def add(self, **values: Any) -> Update:
        """Write down what was said."""
        return self.add_all([values])[0]

    def add_all(self, rows: Collection[dict[str, Any]]) -> list[Update]:
        """Write down many at once, told to who listens as one change."""
        added = [self.get(self._insert(**values, first_id=self._first(values))) for values in rows]
        if added:
            self._changed()
        return added

    def _first(self, values: dict[str, Any]) -> int | None:
        """Return what a correction is of in the end, past earlier corrections; None when it is none."""
        wrong = values.get("corrects_id")
        return None if wrong is None else self.first_of(wrong)


class Confirmations(Door[Confirmation]):
    """What second parties said of updates."""

    noun = "confirmation"
    model = Confirmation

    def of(self, update_id: int) -> list[Confirmation]:
        """Return what others said of one update, oldest first."""
        return self.where("update_id = ?", [update_id])

    def holding(self, *, as_of: dt.date = FAR) -> dict[int, list[Confirmation]]:
        """Return by commitment id what others said of how it goes, as long as it goes like that.

        Once something else was said of the commitment, or its status or number was put right, what others
        said before tells nothing any more.
        """
        rows = self.db.conn.execute(HOLDING, {"as_of": as_of.isoformat()}).fetchall()
        of = dict(rows)
        found: dict[int, list[Confirmation]] = {}
        for one in self.where(f"id IN ({', '.join(str(each) for each in of)})"):
            found.setdefault(of[one.id], []).append(one)
        return found

    def add(self, **values: Any) -> Confirmation:
        """Write down what a second party said."""
        row = self.get(self._insert(**values))
        self._changed()
        return row

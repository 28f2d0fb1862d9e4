"""Promises to follow for the tests: three parties, and what they say of what they promised."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sok_core import party
from sok_core.model import CheckIn, Commitment, CommitmentStatus, PartyStatus, PartyType, Update
from sok_core.store import Store

BEGIN = dt.date(2026, 1, 1)
TODAY = dt.date(2026, 11, 5)


def day(month: int, day: int = 1) -> dt.date:
    return dt.date(2026, month, day)


@dataclass(frozen=True)
class Following:
    """A dossier in which a school, a municipality and a residents' group made promises."""

    store: Store
    school: int
    town: int
    group: int

    def commitment(self, title: str = "De school plant bomen.", **fields: Any) -> Commitment:
        """Write a commitment of the school, past all rules."""
        with self.store.write() as tables:
            return tables.commitment.add(
                **{"title": title, "owner_id": self.school, "starts_on": BEGIN} | fields
            )

    def said(
        self,
        one: Commitment,
        on: dt.date,
        status: CommitmentStatus = CommitmentStatus.ON_TRACK,
        **fields: Any,
    ) -> Update:
        """Write what was said, past all rules."""
        with self.store.write() as tables:
            return tables.update.add(commitment_id=one.id, date=on, status=status, **fields)

    def check_in(self, on: dt.date = TODAY, **fields: Any) -> CheckIn:
        """Write a moment, past all rules."""
        with self.store.write() as tables:
            return tables.check_in.add(**{"date": on, "title": "Kwartaalmoment"} | fields)


def begin(store: Store) -> Following:
    """Put the three parties in a dossier."""
    named = (
        ("De Meelbloem", PartyType.SCHOOL),
        ("Gemeente Oosterhaven", PartyType.MUNICIPALITY),
        ("Bewonersgroep Molenkwartier", PartyType.RESIDENTS_INITIATIVE),
    )
    ids = [
        party.write_down(store, name=name, type=kind, status=PartyStatus.AT_THE_TABLE).id
        for name, kind in named
    ]
    return Following(store, *ids)

"""A frozen agreement for the tests: two parties with promises of their own, and an evening to sign on."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sok_core import agreement, consent, party
from sok_core.model import (
    Consent,
    ConsentAnswer,
    DocumentType,
    PartyStatus,
    PartyType,
    Section,
    Signature,
    SignatureMethod,
    Version,
)
from sok_core.signature import Pen
from sok_core.store import Store
from tests.evening import NOW

DAY = dt.date(2026, 11, 26)
LATER = NOW + dt.timedelta(hours=1)
PEN = Pen(SignatureMethod.PEN, "voorzitter")


@dataclass
class Text:
    """An agreement of a school and a municipality in a dossier; ``other`` is a party that signs nothing."""

    store: Store
    school: int
    town: int
    other: int
    clauses: tuple[int, int, int]

    def freeze(self, now: dt.datetime = NOW) -> Version:
        """Freeze the text; a second time with another title, because the same text is frozen only once."""
        with self.store.read() as tables:
            newest = tables.version.newest()
        if newest is not None:
            agreement.name(self.store, title=f"Afspraken {newest.number + 1}")
        return agreement.freeze(self.store, title="Om te tekenen", now=now)

    def say(
        self,
        party_id: int,
        answer: ConsentAnswer = ConsentAnswer.YES,
        *,
        version: int = 0,
        text: str = "",
        instead_of: int | None = None,
    ) -> Consent:
        return consent.answer(
            self.store,
            party_id=party_id,
            version=version,
            answer=answer,
            date=DAY,
            text=text,
            function="directeur",
            instead_of=instead_of,
        )

    def open(self, *, version: int = 0, now: dt.datetime = NOW) -> None:
        """Let both say yes to a version, and open the signing."""
        for party_id in (self.school, self.town):
            self.say(party_id, version=version)
        consent.open_signing(self.store, now=now)

    def add(
        self, text: str, *party_ids: int, saved_at: dt.datetime = NOW, section: Section = Section.ROLES
    ) -> int:
        """Write one more article."""
        with self.store.write() as tables:
            added = tables.clause.add(section=section)
            tables.clause_text.add(
                clause_id=added.id, text=text, saved_at=saved_at, party_ids=party_ids, means="12 uur"
            )
        return added.id


def write(store: Store) -> Text:
    """Write that agreement; nothing of it is frozen yet."""
    agreement.begin(store, type=DocumentType.COOPERATION_AGREEMENT)
    named = (
        ("De Meelbloem", PartyType.SCHOOL),
        ("Gemeente Oosterhaven", PartyType.MUNICIPALITY),
        ("Ondernemers Wieklaan", PartyType.ENTREPRENEURS),
    )
    school, town, other = (
        party.write_down(store, name=name, type=kind, status=PartyStatus.AT_THE_TABLE).id
        for name, kind in named
    )
    text = Text(store, school, town, other, (0, 0, 0))
    text.clauses = (
        text.add("De school plant vijf bomen.", school),
        text.add("De gemeente betaalt de bomen.", town),
        text.add("Wij komen elk kwartaal bij elkaar.", school, town),
    )
    return text


def signed(text: Text) -> list[Signature]:
    """Return what was signed, also what does not count any more."""
    with text.store.read() as tables:
        return tables.signature.all()


def tamper(store: Store, **fields: str) -> None:
    """Write in the frozen texts around the guard of the file, as no hand of ours can."""
    with store.write() as tables:
        db: Any = tables.version.db
        db.execute("DROP TRIGGER IF EXISTS version_stays_update")
        for name, value in fields.items():
            db.execute(f"UPDATE version SET {name} = ?", [value])  # noqa: S608  (names of our own)

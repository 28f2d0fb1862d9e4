"""Which column is what: headings and values as people write them, matched to ours."""

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any

from sok_core.errors import RuleBroken
from sok_core.model import (
    Capacity,
    CommitmentStatus,
    PartyList,
    PartyStatus,
    PartyType,
    Reader,
    RelationKind,
    Ring,
)
from sok_core.words import (
    COMMITMENT_STATUSES,
    PARTY_CAPACITIES,
    PARTY_LISTS,
    PARTY_RINGS,
    PARTY_STATUSES,
    PARTY_TYPES,
    READERS,
    RELATION_KINDS,
)

SURELY, PERHAPS = 0.86, 0.6  # how alike two words are, from 0 to 1
MOST_COMPARISONS = 100_000  # a table in which nothing is right may not take minutes
IN_BRACKETS = re.compile(r"\(.*?\)")
LABELS: dict[type[StrEnum], Mapping[Any, str]] = {
    PartyType: PARTY_TYPES,
    PartyStatus: PARTY_STATUSES,
    Ring: PARTY_RINGS,
    Capacity: PARTY_CAPACITIES,
    PartyList: PARTY_LISTS,
    RelationKind: RELATION_KINDS,
    Reader: READERS,
    CommitmentStatus: COMMITMENT_STATUSES,
}
ALSO_CALLED: dict[StrEnum, tuple[str, ...]] = {
    PartyType.RESIDENTS_INITIATIVE: ("bewoners", "bewonersgroep", "buurtgroep"),
    PartyType.HOUSING_CORPORATION: ("corporatie", "woningbouwvereniging"),
    PartyType.TENANTS_ASSOCIATION: ("huurders", "bewonerscommissie"),
    PartyType.HOME_OWNERS: ("woningeigenaren",),
    PartyType.ENERGY_COMPANY: ("warmtebedrijf", "energieleverancier"),
    PartyType.WELFARE: ("welzijn", "opbouwwerk"),
    PartyType.SELF_ORGANISATION: ("moskee", "kerk", "vrouwengroep", "geloofsgemeenschap"),
    PartyType.SCHOOL: ("kinderopvang", "basisschool"),
    PartyType.COMMUNITY_CENTRE: ("wijkcentrum", "huis van de wijk"),
    PartyType.ENTREPRENEURS: ("winkeliersvereniging", "bedrijven"),
    PartyType.ENERGY_DESK: ("energiecoaches",),
    PartyType.FACILITATOR: ("begeleider",),
    PartyStatus.AT_THE_TABLE: ("doet mee",),
    PartyStatus.TO_APPROACH: ("nog bellen", "benaderen"),
    CommitmentStatus.NOT_BEGUN: ("niet begonnen", "grijs", "nog niet gestart"),
    CommitmentStatus.ON_TRACK: ("goed", "groen", "loopt"),
    CommitmentStatus.TAKE_CARE: ("loopt achter", "oranje", "geel"),
    CommitmentStatus.STUCK: ("vast", "rood", "hulp nodig"),
    CommitmentStatus.DONE: ("af", "gedaan", "gehaald", "blauw"),
    Reader.FACILITATOR: ("begeleider",),
    Reader.TABLE: ("iedereen", "op tafel"),
}


def plain(text: str) -> str:
    """Return a text without capitals, accents, spaces and signs, to compare it by.

    >>> plain("Énergie-coöperatie"), plain("aan_tafel")
    ('energiecooperatie', 'aantafel')
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if sign.isalnum())


def guess(headings: Sequence[str], known: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return which field each heading stands for, as far as that is sure; no field twice.

    ``known`` has what a field may be called. What stands between brackets does not count.
    """
    fields = {plain(name): field for field, names in known.items() for name in (field, *names)}
    found: dict[str, str] = {}
    for heading in headings:
        field = fields.get(plain(heading)) or fields.get(plain(IN_BRACKETS.sub("", heading)))
        if field and field not in found.values():
            found[heading] = field
    return found


class Spelling:
    """What people may have meant, for one table; it remembers what it found, and does not look forever."""

    def __init__(self) -> None:
        self._choices: dict[tuple[type[StrEnum], str], StrEnum | RuleBroken] = {}
        self._comparisons_left = MOST_COMPARISONS
        self.notices: list[str] = []

    def choice(self, cls: type[StrEnum], text: str) -> StrEnum:
        """Return which of some choices a text means; one that was spelled nearly so gives a notice.

        Raises RuleBroken with the choices, or with the one that is most like it.
        """
        key = cls, plain(text)
        if key not in self._choices:
            self._choices[key] = self._look(cls, text)
        found = self._choices[key]
        if isinstance(found, RuleBroken):
            raise found
        return found

    def near(self, wanted: str, names: Collection[str], *, cutoff: float = PERHAPS) -> str:
        """Return which of some names is most like this one; empty when none is."""
        if self._comparisons_left <= 0:
            return ""
        self._comparisons_left -= len(names)
        folded = {one.casefold(): one for one in names}
        found = difflib.get_close_matches(wanted.casefold(), folded, n=1, cutoff=cutoff)
        return folded[found[0]] if found else ""

    def _look(self, cls: type[StrEnum], text: str) -> StrEnum | RuleBroken:
        called, wanted = _called(cls), plain(text)
        if wanted in called:
            return called[wanted]
        near = self.near(wanted, called)
        if not near:
            if cls is PartyType:  # twenty of them are too many for every row
                return RuleBroken("intake.type", value=text)
            return RuleBroken("intake.choice", value=text, choices=", ".join(LABELS[cls].values()))
        meant = called[near]
        if difflib.SequenceMatcher(None, wanted, near).ratio() < SURELY:
            return RuleBroken("intake.choice_near", value=text, near=LABELS[cls][meant])
        self.notices.append(f"‘{text}’ is gelezen als ‘{LABELS[cls][meant]}’.")
        return meant


@cache
def _called(cls: type[StrEnum]) -> dict[str, StrEnum]:
    """Return what each choice is called: what is stored, what is shown, and other words for it."""
    return {
        plain(name): one
        for one in cls
        for name in (one.value, LABELS[cls][one], one.name, *ALSO_CALLED.get(one, ()))
    }

"""The agreement as a whole: which kind of document, its chapters, its frozen versions."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class DocumentType(StrEnum):
    """Four kinds of document that differ in wording and in the sections that are offered."""

    LETTER_OF_INTENT = "intentieverklaring"
    COVENANT = "convenant"
    COOPERATION_AGREEMENT = "samenwerkingsovereenkomst"
    GROUND_RULES = "spelregels"


class Section(StrEnum):
    """What a chapter is about; two sections may share a chapter."""

    PARTIES = "partijen"
    RECITALS = "overwegende_dat"
    DEFINITIONS = "begrippen"
    GOALS = "doelen"
    VALUES = "waarden"
    ROLES = "rollen"
    PROJECTS = "projecten"
    RESOURCES = "middelen"
    GOVERNANCE = "overleg_en_besluitvorming"
    COMMUNICATION = "communicatie"
    DATA = "gegevens_en_openbaarheid"
    MONITORING = "monitoring"
    ACCESSION = "toetreding"
    DURATION = "looptijd"
    DISPUTES = "geschillen"
    SIGNING = "ondertekening"
    ANNEXES = "bijlagen"


@dataclass(frozen=True)
class Agreement:
    """The one agreement of a dossier. ``chapters`` are (section, title, chapter number), in their order.

    ``signing_on`` and ``place`` are of the feast. ``opened_why`` is why the facilitator opened the signing
    although not every party had said yes. ``roll_call`` is the order in which parties sign (ids), ``turn_id``
    the party whose turn it is.
    """

    id: int
    type: DocumentType
    title: str = ""
    chapters: tuple[tuple[str, str, int], ...] = ()
    signing_on: dt.date | None = None
    place: str = ""
    opened_at: dt.datetime | None = None
    opened_why: str = ""
    roll_call: tuple[int, ...] = ()
    turn_id: int | None = None

    def feast(self, day: dt.date) -> tuple[dt.date | None, str]:
        """Return when and where people sign, seen from a day: no day and no place once it is over."""
        is_over = self.signing_on is not None and self.signing_on < day
        return (None, "") if is_over else (self.signing_on, self.place)


@dataclass(frozen=True)
class Version:
    """The whole text as it was frozen, never to change again.

    ``content`` is canonical JSON (UTF-8, sorted keys) with all that was promised; ``digest`` is its SHA-256
    in hex. ``number`` counts from 0 (the first sentences in the hall).
    """

    id: int
    number: int
    title: str
    content: str
    digest: str
    frozen_at: dt.datetime

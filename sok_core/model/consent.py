"""Whether each party can and will sign: its mandate, and its yes to one frozen version."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class MandateBasis(StrEnum):
    """Whose decision lets somebody sign."""

    COLLEGE = "collegebesluit"
    BOARD = "bestuursbesluit"
    MEMBERS = "ledenvergadering"
    PROXY = "volmacht"


class MandateStatus(StrEnum):
    """How far a mandate is."""

    ASKED = "gevraagd"
    IN = "binnen"
    REFUSED = "zei_nee"
    SIGNED = "getekend"


@dataclass(frozen=True)
class Mandate:
    """What a party needs before it may sign one version. ``body`` decides and meets on ``meets_on``.

    ``proviso`` is what the yes hangs on ("onder voorbehoud van"), and is printed. ``read_on``: it has read
    the text. ``promise`` is the short one that is read aloud, by who signs (``function``), in the place of
    ``substitute_for``. ``key_hash`` is what is kept of the link that lets this party sign once. ``passed``
    are the fields that held for an earlier version and do no more: nobody asks for them again. ``why`` is the
    reason of a no that was decided; ``earlier_noes`` are (ISO day, reason) of those that gave way to a yes.
    """

    id: int
    party_id: int
    version: int
    basis: MandateBasis | None = None
    body: str = ""
    meets_on: dt.date | None = None
    requested_on: dt.date | None = None
    decided_on: dt.date | None = None
    status: MandateStatus = MandateStatus.ASKED
    proviso: str = ""
    read_on: dt.date | None = None
    promise: str = ""
    function: str = ""
    substitute_for: str = ""
    key_hash: str = ""
    key_ends_at: dt.datetime | None = None
    passed: tuple[str, ...] = ()
    why: str = ""
    earlier_noes: tuple[tuple[str, str], ...] = ()


class ConsentAnswer(StrEnum):
    """The answer to "Kun je met deze tekst leven?"."""

    YES = "ja"
    YES_IF = "ja_als"
    NOT_YET = "nog_niet"


@dataclass(frozen=True)
class Consent:
    """What one party answered to one frozen version; the answer in force has no ``superseded_by``.

    ``exceptions`` are the ids of clauses where its answer differs; ``objected`` are (clause id, text,
    whether the text was changed because of it).
    """

    id: int
    party_id: int
    version: int
    answer: ConsentAnswer
    date: dt.date
    text: str = ""
    function: str = ""
    exceptions: tuple[int, ...] = ()
    objected: tuple[tuple[int, str, bool], ...] = ()
    superseded_by: int | None = None

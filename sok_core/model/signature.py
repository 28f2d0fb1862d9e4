"""Signatures under one frozen version, and who joined or stopped later."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class SignatureKind(StrEnum):
    """Signed on the day, or joined later."""

    SIGNING = "ondertekening"
    ACCESSION = "toetreding"


class SignatureMethod(StrEnum):
    """With a pen on paper, a finger on a screen, or typed."""

    PEN = "pen"
    FINGER = "vinger"
    TYPED = "getypt"


class Undone(StrEnum):
    """What was said of a signature, and holds no more: that its party stops, or that a proviso was not met.

    A stop on a later day is overtaken when a proviso turns out not to be met before it.
    """

    STOP = "stopt"
    UNMET = "niet_voldaan"
    OVERTAKEN = "ingehaald"


@dataclass(frozen=True)
class Signature:
    """One party that signed one version, by function. ``digest`` is that of the version as it was then.

    ``promise`` is what was read aloud. ``drawing`` are lines of a finger: each a tuple of (x, y) from 0 to
    1000. Stopping (``withdrawn_on``) is an event: the signature stays. So does one that was set by mistake
    (``taken_back_at``), which does not count; ``why`` belongs to either. ``signed_on`` is the day that stands
    on paper which was written down later than that; ``signed_at`` is when it was written down. ``stayed`` is
    all that was said of it and holds no more: from which day, why, since when not, why not, and what it was
    (``Undone``; a stop when that is left out).
    ``proviso`` is with what reserve it was set, and ``met_on`` since when what it hung on is there; with
    ``is_unmet`` that did not come, and it binds its party no more (``withdrawn_on``), which did not stop.
    """

    id: int
    party_id: int
    version: int
    digest: str
    kind: SignatureKind
    method: SignatureMethod
    signed_at: dt.datetime
    place: str = ""
    function: str = ""
    on_behalf_of: str = ""
    promise: str = ""
    drawing: tuple[tuple[tuple[int, int], ...], ...] = ()
    consent_id: int | None = None
    substitute_for: str = ""
    withdrawn_on: dt.date | None = None
    why: str = ""
    taken_back_at: dt.datetime | None = None
    signed_on: dt.date | None = None
    stayed: tuple[tuple[str, ...], ...] = ()
    met_on: dt.date | None = None
    is_unmet: bool = False
    proviso: str = ""

    @property
    def counts(self) -> bool:
        """Whether this party signed and was not taken back; one that stopped later did sign."""
        return self.taken_back_at is None

    @property
    def has_bound(self) -> bool:
        """Whether it bound its party at any time: what it hung on did not fail (``is_unmet``)."""
        return self.counts and not self.is_unmet

    @property
    def is_open_ended(self) -> bool:
        """Whether it binds its party, and nobody said until when."""
        return self.counts and self.withdrawn_on is None

    def holds(self, day: dt.date) -> bool:
        """Whether this signature binds its party on a day: until the day from which it stops."""
        return self.counts and (self.withdrawn_on is None or self.withdrawn_on > day)


@dataclass(frozen=True)
class Scan:
    """A scanned page with signatures, attached afterwards; its bytes stay in the store.

    Of one that was taken away stays when (``removed_at``) and ``why``, and no longer its bytes.
    """

    id: int
    version: int
    name: str
    type: str
    digest: str
    added_at: dt.datetime
    removed_at: dt.datetime | None = None
    why: str = ""


@dataclass(frozen=True)
class Turn:
    """One party in the roll call: what it promises, who reads that aloud, and whether it signed by now.

    ``condition`` is what it said with its yes, and ``proviso`` on what its signature depends. One that
    stopped (``has_stopped``) may have signed this version before; when it did not, nobody waits for it, nor
    for one that signed with a proviso that was not met (``is_unmet``), nor for one for which who decides said
    no (``is_refused``).
    """

    party_id: int
    name: str
    short_name: str
    promises: tuple[str, ...]
    function: str = ""
    substitute_for: str = ""
    is_signed: bool = False
    condition: str = ""
    proviso: str = ""
    has_stopped: bool = False
    is_unmet: bool = False
    is_refused: bool = False

    @property
    def is_left(self) -> bool:
        """Whether the others wait for this party: it did not sign, did not stop, and may sign."""
        return not (self.is_signed or self.has_stopped or self.is_unmet or self.is_refused)


@dataclass(frozen=True)
class RollCall:
    """The signing as it goes on: every party in its order. ``party_id`` is whose turn it is, None: nobody's.

    ``code`` is the control code of the version that is signed.
    """

    version: int
    code: str
    turns: tuple[Turn, ...] = ()
    party_id: int | None = None

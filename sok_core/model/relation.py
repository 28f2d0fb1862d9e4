"""Relations between parties."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class RelationKind(StrEnum):
    COOPERATION = "samenwerking"
    INFORMATION = "informatie"
    MONEY = "geld"
    FORMAL = "formeel"
    REPRESENTATION = "vertegenwoordiging"
    CUSTOMER = "klant"
    PERSONAL = "persoonlijk"


@dataclass(frozen=True)
class Relation:
    """A line between two parties, as everybody may see it; ``strength`` is 1 (weak) to 5 (strong).

    Its tension is an Estimate; its note is read apart, by whoever may. ``since`` is a year or a year and
    month. ``meeting_id``: it was told in the room there.
    """

    id: int
    source_id: int
    target_id: int
    kind: RelationKind
    strength: int
    is_directed: bool = False
    since: str = ""
    asserted_by: str = ""
    asserted_on: dt.date | None = None
    meeting_id: int | None = None

"""What somebody thinks of a party or a relation, and who may read that."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sok_core.model.access import Reader


class EstimateKind(StrEnum):
    """Of a party: interest and influence (1 to 5), attitude (-2 to 2); of a relation: tension (0 to 3)."""

    INTEREST = "belang"
    INFLUENCE = "invloed"
    ATTITUDE = "houding"
    TENSION = "spanning"


@dataclass(frozen=True)
class Estimate:
    """One opinion of one person, by function (``given_by``), about a party or about a relation."""

    id: int
    kind: EstimateKind
    value: int
    reader: Reader
    given_by: str
    given_on: dt.date
    party_id: int | None = None
    relation_id: int | None = None

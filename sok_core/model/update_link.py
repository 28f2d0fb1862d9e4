"""The link with which a party tells by itself how its commitments go."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class UpdateLink:
    """A link of one party. Of its key only a hash is kept; ``made_by`` is who made it, by function."""

    id: int
    party_id: int
    key_hash: str
    made_at: dt.datetime
    made_by: str = ""

"""Who speaks for a party from a day on, by function: a new contact person."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class ContactChange:
    """Somebody with this function became the contact of a party; ``was`` is the function before."""

    id: int
    party_id: int
    function: str
    on: dt.date
    was: str = ""

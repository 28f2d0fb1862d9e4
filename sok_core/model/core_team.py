"""The core team."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class CoreTeamMember:
    """One seat in the core team, by function; ``party_id`` None: for no party. ``until``: it ended."""

    id: int
    function: str
    party_id: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None

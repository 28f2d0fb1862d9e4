"""The organisation's own Word template, in which its agreement is made."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class WordTemplate:
    """A Word file with a letterhead; its bytes stay in the store.

    ``has_place``: it says where the agreement comes, and keeps its other words.
    """

    id: int
    name: str
    digest: str
    added_at: dt.datetime
    has_place: bool = False

"""One neighbourhood."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Region(StrEnum):
    """The three parts of the country whose schools are free in turn."""

    NORTH = "noord"
    MIDDLE = "midden"
    SOUTH = "zuid"


@dataclass(frozen=True)
class Dossier:
    """One neighbourhood. ``uuid`` is who it is, ``slug`` its file name, ``revision`` counts its changes.

    ``road_key`` opens the public page about what became of the notes; empty as long as there is none.
    ``came_from`` is the address of the machine that this file was taken from, as it was at ``came_at``;
    ``came_machine`` are the signs of that machine, and ``came_handed_to`` is who goes on with it, as was
    written there. All are empty in a dossier that never travelled.
    """

    uuid: str
    slug: str
    name: str
    created_at: dt.datetime
    revision: int
    reference_date: dt.date | None = None
    is_fictional: bool = False
    contact: str = ""
    retention_until: dt.date | None = None
    handed_over_to: str = ""
    handed_over_at: dt.datetime | None = None
    wifi_name: str = ""
    wifi_password: str = ""
    passphrase_hash: str = ""
    has_contact_names: bool = False
    road_key: str = ""
    region: Region | None = None
    came_from: str = ""
    came_at: dt.datetime | None = None
    came_machine: str = ""
    came_handed_to: str = ""

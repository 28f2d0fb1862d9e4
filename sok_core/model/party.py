"""Who is, or should be, at the table."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class PartyType(StrEnum):
    RESIDENTS_INITIATIVE = "bewonersinitiatief"
    ENERGY_COOPERATIVE = "energiecooperatie"
    MUNICIPALITY = "gemeente"
    HOUSING_CORPORATION = "woningcorporatie"
    TENANTS_ASSOCIATION = "huurdersorganisatie"
    OWNERS_ASSOCIATION = "vve"
    HOME_OWNERS = "eigenaren"
    LANDLORDS = "verhuurders"
    ENERGY_COMPANY = "energiebedrijf"
    GRID_OPERATOR = "netbeheerder"
    WELFARE = "welzijnsorganisatie"
    SELF_ORGANISATION = "zelforganisatie"
    SCHOOL = "school"
    COMMUNITY_CENTRE = "buurthuis"
    ENTREPRENEURS = "ondernemers"
    SOCIAL_ENTERPRISE = "sociale_onderneming"
    SPORTS_CLUB = "sportvereniging"
    ENERGY_DESK = "energieloket"
    FACILITATOR = "procesbegeleider"
    OTHER = "overig"


class PartyStatus(StrEnum):
    AT_THE_TABLE = "aan_tafel"
    SPOKEN = "gesproken"
    TO_APPROACH = "nog_benaderen"
    MISSING = "ontbreekt"


class Ring(StrEnum):
    """How near a party stands to the table."""

    CORE = "kern"
    SHELL = "schil"
    EDGE = "rand"


class Capacity(StrEnum):
    """Whether people do this in paid time."""

    PAID = "betaald"
    VOLUNTEER = "vrijwillig"
    MIXED = "gemengd"


class PartyList(StrEnum):
    """Five ways to think of who is missing, after De Beuk."""

    UNAVOIDABLE = "onvermijdelijk"
    WANTED = "gewenst"
    FORGOTTEN = "vaak_vergeten"
    HARD_TO_FIND = "moeilijk_te_vinden"
    UNEXPECTED = "onverwacht"


@dataclass(frozen=True)
class Party:
    """A party. What people think of it (interest, influence, attitude) is an Estimate, with its own reader.

    ``caller`` goes there, by function, before or on ``call_by``. ``x`` and ``y`` is its place in the network
    picture (None: none yet). ``contact_name`` stays empty unless the dossier keeps names. What it was called
    before, also in short, is in ``former_names``.
    """

    id: int
    name: str
    short_name: str
    type: PartyType
    status: PartyStatus
    interest_text: str = ""
    contact_role: str = ""
    contact_name: str = ""
    ring: Ring | None = None
    brings: str = ""
    needs: str = ""
    capacity: Capacity | None = None
    represents: int | None = None
    listed_as: PartyList | None = None
    caller: str = ""
    call_by: dt.date | None = None
    x: float | None = None
    y: float | None = None
    former_names: tuple[str, ...] = ()

"""Who is, or should be, at the table."""

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


@dataclass(frozen=True)
class Party:
    id: int
    name: str
    short_name: str
    type: PartyType
    status: PartyStatus
    in_core_team: bool = False

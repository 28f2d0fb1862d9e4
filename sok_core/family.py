"""Families of party types, each with a shape and a colour of its own, on page, wall and paper."""

from dataclasses import dataclass
from enum import StrEnum

from sok_core.model import PartyType


class Family(StrEnum):
    """Types of party that share a shape and a colour."""

    OTHER = "anders"
    RESIDENTS = "bewoners"
    HOUSING = "huur en koop"
    SOCIAL = "buurt, zorg, school"
    BUSINESS = "ondernemers"
    ENERGY = "energie"
    CORPORATION = "woningcorporatie"
    MUNICIPALITY = "gemeente"


FAMILIES = {
    Family.OTHER: (PartyType.FACILITATOR, PartyType.OTHER),
    Family.RESIDENTS: (
        PartyType.RESIDENTS_INITIATIVE,
        PartyType.ENERGY_COOPERATIVE,
        PartyType.SELF_ORGANISATION,
    ),
    Family.HOUSING: (
        PartyType.TENANTS_ASSOCIATION,
        PartyType.OWNERS_ASSOCIATION,
        PartyType.HOME_OWNERS,
        PartyType.LANDLORDS,
    ),
    Family.SOCIAL: (
        PartyType.WELFARE,
        PartyType.COMMUNITY_CENTRE,
        PartyType.SCHOOL,
        PartyType.SPORTS_CLUB,
    ),
    Family.BUSINESS: (PartyType.ENTREPRENEURS, PartyType.SOCIAL_ENTERPRISE),
    Family.ENERGY: (PartyType.ENERGY_COMPANY, PartyType.GRID_OPERATOR, PartyType.ENERGY_DESK),
    Family.CORPORATION: (PartyType.HOUSING_CORPORATION,),
    Family.MUNICIPALITY: (PartyType.MUNICIPALITY,),
}
FAMILY_OF = {type: family for family, types in FAMILIES.items() for type in types}


@dataclass(frozen=True)
class Shape:
    """How a family of parties is drawn: a symbol of plotly, its glyph in a text, and its fill."""

    symbol: str
    glyph: str
    fill: str


FAMILY_SHAPES = {
    Family.OTHER: Shape("cross", "✚", "#FFFFFF"),
    Family.RESIDENTS: Shape("circle", "●", "#FADF72"),
    Family.HOUSING: Shape("pentagon", "⬟", "#93C2DF"),
    Family.SOCIAL: Shape("triangle-up", "▲", "#E88F45"),
    Family.BUSINESS: Shape("triangle-down", "▼", "#B9759F"),
    Family.ENERGY: Shape("diamond", "◆", "#237F73"),
    Family.CORPORATION: Shape("square", "■", "#96391F"),
    Family.MUNICIPALITY: Shape("hexagon", "⬢", "#1B3360"),
}
# An empty chair in a square of 2 by 2 around its middle, y downward: two posts of the back, the seat, a leg.
CHAIR = (
    ((-0.65, 1.0), (-0.65, -1.0)),
    ((-0.65, -1.0), (-0.25, -1.0)),
    ((-0.25, -1.0), (-0.25, 0.15)),
    ((-0.65, 0.15), (0.65, 0.15)),
    ((0.65, 0.15), (0.65, 1.0)),
)

"""Who may be here."""

from enum import StrEnum


class Role(StrEnum):
    FACILITATOR = "begeleider"
    CORE_TEAM = "kernteam"
    REMOTE = "afstandsbediening"
    HELPER = "tafelhulp"
    SCREEN = "scherm"

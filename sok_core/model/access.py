"""Who may be here."""

from enum import StrEnum


class Reader(StrEnum):
    """Who may read an opinion or a conversation, and as whom somebody reads."""

    FACILITATOR = "begeleider"
    CORE_TEAM = "kernteam"
    TABLE = "mag_op_tafel"

    def may_read(self, meant_for: "Reader") -> bool:
        """Whether this reader may read what is meant for a reader.

        >>> Reader.CORE_TEAM.may_read(Reader.TABLE), Reader.CORE_TEAM.may_read(Reader.FACILITATOR)
        (True, False)
        """
        order = list(Reader)
        return order.index(self) <= order.index(meant_for)


class Role(StrEnum):
    FACILITATOR = "begeleider"
    CORE_TEAM = "kernteam"
    REMOTE = "afstandsbediening"
    HELPER = "tafelhulp"
    SCREEN = "scherm"

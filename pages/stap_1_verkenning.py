"""Step 1: who is at the table, what they told, and who forms the core team."""

from functools import partial

from pages._ui import conversation, core_team, door, intake, network, parts, party, step
from sok_core.access import Right
from sok_core.model import Step

PARTS = {
    "Partijen": party.show,
    "Gesprekken": conversation.show,
    "Netwerk": network.show,
    "Kernteam": core_team.show,
    "Bestanden": intake.show,
}

here = door.enter(Right.READ)
step.show(here, Step.EXPLORATION, parts=partial(parts.in_address, here, PARTS))

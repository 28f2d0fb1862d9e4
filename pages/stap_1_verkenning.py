"""Step 1: parties and their evenings."""

from pages._ui import door, step
from sok_core.access import Right
from sok_core.model import Step

here = door.enter(Right.READ)
step.show(here, Step.EXPLORATION)
with here.store.read() as tables:
    listed, core_team = tables.party.all(), tables.core_team.now()
step.parties(listed, core_team)

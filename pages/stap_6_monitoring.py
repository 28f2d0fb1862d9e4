"""Step 6: keeping each other sharp."""

from functools import partial

from pages._ui import door, parts, step, value_score
from sok_core.access import Right
from sok_core.model import Step

PARTS = {"Waarden": value_score.show}

here = door.enter(Right.READ)
step.show(here, Step.MONITORING, parts=partial(parts.in_address, here, PARTS))

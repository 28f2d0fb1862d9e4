"""Step 2: what people find important, and the values and goals that grow from it."""

from functools import partial

from pages._ui import aim, door, parts, road, sketch, stake, step
from sok_core.access import Right
from sok_core.model import Step

PARTS = {
    "Waarden en doelen": aim.show,
    "Per partij": stake.show,
    "Schets": sketch.show,
    "Briefjes": road.show,
}

here = door.enter(Right.READ)
step.show(here, Step.GOALS_VALUES, parts=partial(parts.in_address, here, PARTS), has_walls=False)

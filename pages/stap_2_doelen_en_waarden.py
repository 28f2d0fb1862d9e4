"""Step 2: what people find important."""

from pages._ui import door, step
from sok_core.access import Right
from sok_core.model import Step

here = door.enter(Right.READ)
step.show(here, Step.GOALS_VALUES)

"""Step 3: who does what."""

from functools import partial

from pages._ui import door, mismatch, parts, role, step, task
from sok_core.access import Right
from sok_core.model import Step

PARTS = {"Taken": task.show, "Rollen": role.show}
FOR_FACILITATOR = {"Nog te bespreken": mismatch.show}

here = door.enter(Right.READ)
own = PARTS | (FOR_FACILITATOR if here.visitor.may(Right.RUN) else {}) | {"Per partij": role.show_parties}
step.show(here, Step.ROLES, parts=partial(parts.in_address, here, own))

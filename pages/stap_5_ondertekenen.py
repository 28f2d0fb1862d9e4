"""Step 5: the promises, signed."""

from functools import partial

from pages._ui import agreement_paper, door, parts, reaction, step
from sok_core.access import Right
from sok_core.model import Step

PARTS = {
    "Reacties": reaction.show,
    "Papieren": agreement_paper.show,
}

here = door.enter(Right.READ)
step.show(here, Step.SIGNING, parts=partial(parts.in_address, here, PARTS))

"""Step 5: the promises, signed."""

from functools import partial

from pages._ui import consent, door, mandate, parts, signature, step
from sok_core.access import Right
from sok_core.model import Step

PARTS = {
    "Mandaat": mandate.show,
    "Akkoord": consent.show,
    "Tekenen": signature.show,
}

here = door.enter(Right.READ)
step.show(here, Step.SIGNING, parts=partial(parts.in_address, here, PARTS))

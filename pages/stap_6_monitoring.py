"""Step 6: keeping each other sharp."""

from functools import partial

from pages._ui import (
    attention,
    carried,
    commitment,
    decision_log,
    door,
    handover,
    parts,
    progress_paper,
    step,
)
from sok_core.access import Right
from sok_core.model import Step

PARTS = {
    "Aandacht": attention.show,
    "Afspraken": commitment.show,
    "Wie draagt wat": carried.show,
    "Besluiten": decision_log.show,
    "Papieren": progress_paper.show,
    "Overdracht": handover.show,
}

here = door.enter(Right.READ)
step.show(here, Step.MONITORING, parts=partial(parts.in_address, here, PARTS))

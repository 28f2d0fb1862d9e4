"""Step 6: keeping each other sharp."""

from functools import partial

from pages._ui import (
    attention,
    carried,
    check_in,
    commitment,
    commitment_filter,
    decision_log,
    door,
    handover,
    parts,
    progress_paper,
    round,
    step,
    value_score,
)
from sok_core.access import Right
from sok_core.model import Step

PARTS = {
    "Aandacht": attention.show,
    "Bijwerken": round.show,
    "Momenten": check_in.show,
    "Afspraken": commitment.show,
    "Waarden": value_score.show,
    "Wie draagt wat": carried.show,
    "Besluiten": decision_log.show,
    "Papieren": progress_paper.show,
    "Overdracht": handover.show,
}

here = door.enter(Right.READ)
draws = partial(parts.in_address, here, PARTS, keeps=commitment_filter.ADDRESS)
step.show(here, Step.MONITORING, parts=draws)

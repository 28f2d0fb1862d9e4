"""Step 5: the promises in one text, and signed."""

from pages._ui import (
    agreement_paper,
    clause,
    clause_gap,
    consent,
    door,
    mandate,
    parts,
    reaction,
    signature,
    step,
    version,
)
from sok_core.access import Right
from sok_core.model import Step

PARTS = {
    "Tekst": clause.show,
    "Versies": version.show,
    "Wat mist er": clause_gap.show,
    "Reacties": reaction.show,
    "Mandaat": mandate.show,
    "Akkoord": consent.show,
    "Tekenen": signature.show,
    "Papieren": agreement_paper.show,
}


def shown() -> None:
    """What everybody should know of the text, and the part that is asked for."""
    clause.notice(here)
    parts.in_address(here, PARTS)


here = door.enter(Right.READ)
step.show(here, Step.SIGNING, parts=shown)

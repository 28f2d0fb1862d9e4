"""Step 5: the promises on paper, signed and celebrated."""

from sok_core.model import Step
from sok_core.steps.step import Check, Facts, Recipe, evening, late_actions


def check(facts: Facts) -> Check:
    """Look whether the signing was held by the dossier's own today."""
    step = Step.SIGNING
    held = [meeting for meeting in facts.held(step) if meeting.date <= facts.as_of]
    missing = [] if held else ["Jullie hebben nog niet samen getekend."]
    missing += late_actions(facts, step, today=facts.as_of)
    return Check(evening(facts, step), tuple(missing), bool(held), is_complete=True)


RECIPE = Recipe(
    step=Step.SIGNING,
    title="Tekenen en vieren",
    purpose="Jullie lezen de tekst nog één keer, tekenen en vieren het samen.",
    questions=(
        "Wat beloof jij? Eén zin.",
        "Wat moet er nog anders voordat je tekent?",
        "Wie bedank je?",
        "Wat vertel je straks thuis?",
    ),
    agenda=(
        (20, "Welkom en terugblik", "plenair"),
        (25, "Elke partij leest de eigen belofte voor", "plenair"),
        (20, "Tekenen aan de lange tafel", "plenair"),
        (15, "Wanneer zien we elkaar weer?", "plenair"),
        (40, "Vieren", ""),
    ),
    check=check,
)

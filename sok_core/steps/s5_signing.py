"""Step 5: the promises on paper, signed and celebrated."""

from sok_core.model import Step
from sok_core.steps.step import Check, Facts, Recipe, evening, late_actions


def check(facts: Facts) -> Check:
    """Look whether the signing was held by the dossier's own today."""
    step = Step.SIGNING
    held = [meeting for meeting in facts.held(step) if meeting.date <= facts.as_of]
    missing = [] if held else ["Jullie hebben nog niet samen getekend."]
    missing += signing(facts)
    missing += late_actions(facts, step, today=facts.as_of)
    return Check(evening(facts, step), tuple(missing), bool(held), is_complete=True)


def signing(facts: Facts) -> list[str]:
    """Return how far the parties are with the frozen text, as long as not all of them signed it."""
    everybody = facts.signing_parties
    if facts.signed >= everybody:
        return []
    if facts.signed:
        return [f"{facts.signed} van {everybody} partijen tekenden."]
    said = f"{facts.agreed} van {everybody} partijen zeiden ja." if facts.agreed else "Nog niemand zei ja."
    return [said, "Niemand tekende nog."]


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

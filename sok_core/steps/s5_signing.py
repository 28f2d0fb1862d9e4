"""Step 5: the promises on paper, signed and celebrated."""

from sok_core import words
from sok_core.model import Step
from sok_core.steps.step import Check, Facts, Recipe, evening, late_actions


def check(facts: Facts) -> Check:
    """Look at the text, and whether the signing was held by the dossier's own today.

    What the text leaves open is missing until then: afterwards it was signed that way.
    """
    step = Step.SIGNING
    held = [meeting for meeting in facts.held(step) if meeting.date <= facts.as_of]
    missing = [] if held else ["Jullie hebben nog niet samen getekend."]
    missing += signing(facts)
    if facts.articles and facts.text_gaps and not held:
        open_parts = words.count(facts.text_gaps, "ding", "dingen")
        verb = "staat" if facts.text_gaps == 1 else "staan"
        missing.append(f"In de tekst {verb} nog {open_parts} open. Kijk bij ‘Wat mist er’.")
    missing += late_actions(facts, step, today=facts.as_of)
    done = ". ".join(part for part in (text(facts), change(facts), evening(facts, step)) if part)
    return Check(done, tuple(missing), bool(held or facts.articles), is_complete=True)


def text(facts: Facts) -> str:
    """Return how much text there is, empty when there is none."""
    if not facts.articles and not facts.withdrawn:
        return ""
    said = words.count(facts.articles, "artikel", "artikelen")
    return f"{said}, {words.number(facts.withdrawn)} ingetrokken" if facts.withdrawn else said


def change(facts: Facts) -> str:
    """Return how far the parties are with a text that would change what is in force; empty without one.

    Nothing is missing because of it: what was signed stays in force.
    """
    if not facts.change_version:
        return ""
    size, verbs = facts.change_agreed, ("zei ja", "zeiden ja")
    if facts.change_signed:
        size, verbs = facts.change_signed, ("tekende", "tekenden")
    of = f"{size} van {facts.change_signing_parties}"
    noes = "zei" if facts.change_refused == 1 else "zeiden"
    refused = f", {facts.change_refused} {noes} nee" if facts.change_refused else ""
    return f"Versie {facts.change_version} ligt voor: {of} {verbs[0] if size == 1 else verbs[1]}{refused}"


def signing(facts: Facts) -> list[str]:
    """Return how far the parties are with the text in force, as long as not all of them signed it."""
    everybody = facts.signing_parties
    if facts.signed >= everybody:
        return []
    of = words.count(everybody, "partij", "partijen")
    refused = []
    if facts.refused:
        verb = "zei" if facts.refused == 1 else "zeiden"
        refused = [f"{words.count(facts.refused, 'partij', 'partijen')} {verb} nee."]
    if facts.signed:
        return [f"{facts.signed} van {of} {'tekende' if facts.signed == 1 else 'tekenden'}.", *refused]
    unsigned = [*refused, "Niemand tekende nog."]
    if facts.agreed >= everybody:
        return unsigned
    verb = "zei" if facts.agreed == 1 else "zeiden"
    said = f"{facts.agreed} van {of} {verb} ja." if facts.agreed else "Nog niemand zei ja."
    return [said, *unsigned]


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

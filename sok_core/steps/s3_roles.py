"""Step 3: who does what, and who needs whom."""

from sok_core.model import Step
from sok_core.steps.step import Check, Facts, Recipe, capital, count, evening, late_actions


def check(facts: Facts) -> Check:
    """Look whether the evening was held and offers and requests were written down."""
    step = Step.ROLES
    held, notes = facts.held(step), facts.note_count(step)
    missing = []
    if not held:
        missing.append("Jullie hebben nog niet verdeeld wie wat doet.")
    elif not notes:
        missing.append("Er staat nog niet op briefjes wat elke groep kan en nodig heeft.")
    missing += late_actions(facts, step, today=facts.today)
    done = evening(facts, step)
    if notes:
        done = f"{capital(count(notes, 'briefje', 'briefjes'))} over wie wat doet"
    return Check(done, tuple(missing), bool(held), is_complete=True)


RECIPE = Recipe(
    step=Step.ROLES,
    title="Hoe werken we slim samen?",
    purpose="Jullie spreken af wie wat doet, wie het trekt en wie meebeslist.",
    questions=(
        "Wat kan jouw groep het beste doen?",
        "Wat heb je van een ander nodig?",
        "Wie kan het beste zorgen dat dit gebeurt?",
        "Waarover wil je meebeslissen?",
        "Wat doe je juist niet?",
    ),
    agenda=(
        (10, "Hoe zit je erbij?", "kring"),
        (25, "Aanbod en vraag op briefjes", "alleen"),
        (30, "Per taak: wie trekt, wie helpt?", "in groepjes"),
        (15, "Pauze", ""),
        (40, "Kun je hiermee leven? Zo nee, wat moet er anders?", "plenair"),
        (10, "Wat nemen we mee?", "kring"),
    ),
    check=check,
)

"""Step 4: small projects with which people practise working together."""

from sok_core.model import DecisionKind, Step
from sok_core.steps.step import Check, Facts, Recipe, capital, count, enumerate_names, evening, late_actions


def check(facts: Facts) -> Check:
    """Look whether the evening was held and no action of it waits."""
    step = Step.PROJECTS
    held = facts.held(step)
    missing = [] if held else ["Jullie hebben nog geen kleine projecten gekozen."]
    missing += late_actions(facts, step, today=facts.today)
    ids = {meeting.id for meeting in held}
    decided, promised = (
        sum(d.meeting_id in ids and d.kind is kind for d in facts.decisions)
        for kind in (DecisionKind.DECISION, DecisionKind.ACTION)
    )
    done = evening(facts, step)
    if decided or promised:
        decisions = [count(decided, "besluit", "besluiten")] if decided else []
        actions = [count(promised, "actie", "acties")] if promised else []
        done = capital(enumerate_names([*decisions, *actions]))
    return Check(done, tuple(missing), bool(held), is_complete=True)


RECIPE = Recipe(
    step=Step.PROJECTS,
    title="Waar beginnen we mee?",
    purpose="Jullie kiezen kleine projecten om vast te doen, en oefenen zo met samenwerken.",
    questions=(
        "Wat kunnen we binnen drie maanden laten zien?",
        "Wie heeft daar plezier van?",
        "Wat is de eerste kleine stap?",
        "Wie zet die stap, en wanneer?",
        "Wat hebben we nodig dat we nog niet hebben?",
    ),
    agenda=(
        (10, "Welkom", "kring"),
        (30, "Projectmarkt: ideeën aan de muur", "rondlopen"),
        (15, "Stemmen, eerst in stilte", "alleen"),
        (15, "Pauze", ""),
        (45, "Per project één A4: doel, trekker, eerste stap", "in groepjes"),
        (20, "Elk groepje vertelt", "plenair"),
    ),
    check=check,
)

"""Step 6: keep meeting, and keep each other sharp."""

from sok_core.model import MeetingStatus, Step
from sok_core.steps.step import Check, Facts, Recipe, evening, late_actions


def check(facts: Facts) -> Check:
    """Look whether there was a moment, and whether the next one is in the diary. This step is never done."""
    step = Step.MONITORING
    held = [meeting for meeting in facts.held(step) if meeting.date <= facts.as_of]
    coming = [
        meeting
        for meeting in facts.of(step)
        if meeting.status is MeetingStatus.RUNNING
        or (meeting.status is MeetingStatus.PLANNED and meeting.date >= min(facts.as_of, facts.today))
    ]
    missing = []
    if not coming:
        which = "Het volgende moment" if held else "Het eerste moment"
        missing.append(f"{which} staat nog niet in de agenda.")
    missing += late_actions(facts, step, today=facts.as_of)
    return Check(evening(facts, step), tuple(missing), bool(held), is_complete=False)


RECIPE = Recipe(
    step=Step.MONITORING,
    title="Houden we elkaar scherp?",
    purpose="Op vaste momenten kijken jullie of iedereen doet wat is beloofd.",
    questions=(
        "Waar zijn we trots op?",
        "Welke afspraak loopt niet, en wat is er nodig?",
        "Welke waarde voelde je te weinig?",
        "Wat stoppen we?",
        "Wie missen we aan tafel?",
    ),
    agenda=(
        (10, "Hoe zit je erbij, in één woord", "kring"),
        (15, "Waarden geven een cijfer, anoniem", "alleen"),
        (40, "Langs de afspraken: alleen wat vastloopt of klaar is", "plenair"),
        (15, "Pauze", ""),
        (10, "Wanneer is het volgende moment?", "plenair"),
    ),
    check=check,
    again="Plan het volgende moment",
)

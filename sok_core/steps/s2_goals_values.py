"""Step 2: what people find important, in their own words, gathered in themes that the group names."""

from sok_core.model import Step
from sok_core.steps.step import Check, Facts, Recipe, capital, count, evening, late_actions


def check(facts: Facts) -> Check:
    """Look whether the evening was held, notes were written, and every note has a theme with a name."""
    step = Step.GOALS_VALUES
    held = facts.held(step)
    themes = [title for meeting in facts.of(step) for title in facts.themes.get(meeting.id, ())]
    notes = facts.note_count(step)
    loose = sum(facts.loose.get(meeting.id, 0) for meeting in held)
    unnamed = sum(not title.strip() for title in themes)
    missing = []
    if not held:
        missing.append("Jullie hebben nog niet samen over doelen en waarden gepraat.")
    elif not notes:
        missing.append("Er hangt nog geen enkel briefje.")
    elif not themes:
        missing.append("De briefjes hebben nog geen thema’s.")
    elif loose:
        waiting = capital(count(loose, "briefje zit", "briefjes zitten"))
        missing.append(f"{waiting} nog niet in een thema.")
    if unnamed:
        missing.append(f"{capital(count(unnamed, 'thema heeft', 'thema’s hebben'))} nog geen naam.")
    missing += late_actions(facts, step, today=facts.today)
    in_themes = notes - sum(facts.loose.get(meeting.id, 0) for meeting in facts.of(step))
    return Check(_done(facts, notes, in_themes, len(themes)), tuple(missing), bool(held), is_complete=True)


def _done(facts: Facts, notes: int, in_themes: int, themes: int) -> str:
    if not notes:
        return evening(facts, Step.GOALS_VALUES)
    written = capital(count(notes, "briefje", "briefjes"))
    if not in_themes:
        return written
    gathered = f"in {count(themes, 'thema', 'thema’s')}"
    return f"{written} {gathered}" if in_themes == notes else f"{written}, {in_themes} daarvan {gathered}"


RECIPE = Recipe(
    step=Step.GOALS_VALUES,
    title="Wat vinden we belangrijk?",
    purpose="Iedereen zegt wat telt, en samen maken jullie daar waarden en doelen van.",
    questions=(
        "Wat vind jij belangrijk als we samen aan onze wijk werken?",
        "Het is vijf jaar later en het is gelukt. Wat zie je in onze wijk?",
        "Waar maak je je zorgen over?",
        "Wat mag er nooit gebeuren?",
        "Kies een waarde. Waaraan merk je die? Geef een voorbeeld.",
    ),
    agenda=(
        (10, "Welkom en spelregels", "kring"),
        (20, "Vraag 1 op de telefoon of op papier", "alleen"),
        (20, "Vraag 2", "alleen"),
        (25, "Briefjes bij elkaar leggen", "in groepjes"),
        (15, "Pauze", ""),
        (30, "Namen geven en kiezen", "plenair"),
        (20, "Wat merk je ervan in het gewone leven?", "in groepjes"),
        (10, "Wat nemen we mee?", "kring"),
    ),
    check=check,
)

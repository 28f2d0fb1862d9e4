"""Step 2: what people find important, in their own words, gathered in themes that the group names."""

from sok_core.model import AimKind, Step
from sok_core.steps.step import Act, Check, Facts, Recipe, evening, late_actions
from sok_core.words import capital, counted, enumerated

PAGE = "stap_2_doelen_en_waarden.py"
KINDS = ((AimKind.VALUE, "waarde", "waarden"), (AimKind.GOAL, "doel", "doelen"))


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
        waiting = capital(counted(loose, "briefje zit", "briefjes zitten"))
        missing.append(f"{waiting} nog niet in een thema.")
    if unnamed:
        missing.append(f"{capital(counted(unnamed, 'thema heeft', 'thema’s hebben'))} nog geen naam.")
    missing += _unseen(facts)
    missing += late_actions(facts, step, today=facts.today)
    in_themes = notes - sum(facts.loose.get(meeting.id, 0) for meeting in facts.of(step))
    return Check(_done(facts, notes, in_themes, len(themes)), tuple(missing), bool(held), is_complete=True)


def first(facts: Facts) -> Act | None:
    """Return that values and goals are chosen, once an evening gave themes and nothing was chosen yet."""
    themes = [
        title for meeting in facts.held(Step.GOALS_VALUES) for title in facts.themes.get(meeting.id, ())
    ]
    if facts.aims or not any(title.strip() for title in themes):
        return None
    why = "Jullie thema’s staan klaar. Maak er met één klik waarden en doelen van."
    return Act("Kies waarden en doelen", why, PAGE, {"deel": "waarden en doelen"})


def _unseen(facts: Facts) -> list[str]:
    """Return what values lack: how you notice them."""
    bare = [one.title for one in facts.aims if one.kind is AimKind.VALUE and not one.noticed_by]
    if not bare:
        return []
    if len(bare) == 1:
        return [f"Bij de waarde ‘{bare[0]}’ staat nog niet waaraan je het merkt."]
    return [f"Bij {counted(len(bare), 'waarde', 'waarden')} staat nog niet waaraan je het merkt."]


def _done(facts: Facts, notes: int, in_themes: int, themes: int) -> str:
    if facts.aims:
        counts = [(sum(each.kind is kind for each in facts.aims), one, many) for kind, one, many in KINDS]
        chosen = enumerated(counted(number, one, many) for number, one, many in counts if number)
        return f"{capital(chosen)} gekozen"
    if not notes:
        return evening(facts, Step.GOALS_VALUES)
    written = capital(counted(notes, "briefje", "briefjes"))
    if not in_themes:
        return written
    gathered = f"in {counted(themes, 'thema', 'thema’s')}"
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
    first=first,
)

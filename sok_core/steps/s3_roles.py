"""Step 3: who does what, and who needs whom."""

from collections.abc import Sequence

from sok_core.model import Step, Task
from sok_core.role import MismatchKind, to_discuss
from sok_core.steps.step import Check, Facts, Recipe, evening, late_actions
from sok_core.words import capital, counted


def check(facts: Facts) -> Check:
    """Look whether the evening was held, tasks were chosen, and of each is said enough.

    Everybody reads this, so it says which tasks to discuss and not why: that stays with the facilitator.
    """
    step = Step.ROLES
    held, notes = facts.held(step), facts.note_count(step)
    unsettled = to_discuss(facts.mismatches)
    unsaid = [
        one for one in facts.tasks if one.open_point or one.id in unsettled or one.id not in facts.led_tasks
    ]
    missing = []
    if facts.tasks:
        missing += _to_discuss(unsaid, len(facts.tasks))
        missing += [one.item for one in facts.mismatches if one.kind is MismatchKind.OVERLOADED][:1]
    elif not held:
        missing.append("Jullie hebben nog niet verdeeld wie wat doet.")
    elif not notes:
        missing.append("Er staat nog niet op briefjes wat elke groep kan en nodig heeft.")
    missing += late_actions(facts, step, today=facts.today)
    done = evening(facts, step)
    if facts.tasks:
        done = capital(counted(len(facts.tasks), "taak", "taken"))
        done += f", {counted(len(unsaid), '', '').strip()} nog te bespreken" if unsaid else ""
    elif notes:
        done = f"{capital(counted(notes, 'briefje', 'briefjes'))} over wie wat doet"
    return Check(done, tuple(missing), bool(held or facts.tasks), is_complete=bool(held))


def _to_discuss(unsaid: Sequence[Task], total: int) -> list[str]:
    if not unsaid:
        return []
    if len(unsaid) == 1:
        return [f"‘{unsaid[0].title}’ is nog te bespreken."]
    if len(unsaid) == total:
        return ["Alle taken zijn nog te bespreken."]
    return [f"{capital(counted(len(unsaid), 'taak is', 'taken zijn'))} nog te bespreken."]


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

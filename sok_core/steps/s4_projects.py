"""Step 4: small projects with which people practise working together."""

from collections.abc import Sequence

from sok_core.model import DecisionKind, Project, ProjectStatus, Step
from sok_core.project import IDEAS, RUNNING
from sok_core.steps.step import Check, Facts, Recipe, evening, late_actions
from sok_core.words import capital, counted, enumerated


def check(facts: Facts) -> Check:
    """Look whether projects were chosen, each with a lead and a first step, and no action waits."""
    step = Step.PROJECTS
    held = facts.held(step)
    chosen = [one for one in facts.projects if one.status not in IDEAS]
    missing = [] if held or chosen else ["Jullie hebben nog geen kleine projecten gekozen."]
    going = [one for one in chosen if one.status in RUNNING]
    missing += [f"‘{one.title}’ heeft geen trekker meer." for one in going if one.id in facts.unled_projects]
    missing += _unfinished(chosen)
    missing += late_actions(facts, step, today=facts.today)
    done = _done(chosen) or _written(facts) or evening(facts, step)
    return Check(done, tuple(missing), bool(held or chosen), is_complete=bool(held))


def _unfinished(chosen: Sequence[Project]) -> list[str]:
    """Return which projects lack a first step, in a sentence."""
    going = [one for one in chosen if one.status is not ProjectStatus.STOPPED]
    without = [one.title for one in going if not one.first_step]
    if len(without) == 1:
        return [f"‘{without[0]}’ heeft nog geen eerste stap."]
    return (
        [f"{capital(counted(len(without), '', 'projecten'))} hebben nog geen eerste stap."] if without else []
    )


def _done(chosen: Sequence[Project]) -> str:
    ready = sum(one.status is ProjectStatus.DONE for one in chosen)
    if not chosen:
        return ""
    more = f", {counted(ready, '', '').strip()} klaar" if ready else ""
    return f"{capital(counted(len(chosen), 'project', 'projecten'))}{more}"


def _written(facts: Facts) -> str:
    """Return what the evening decided, as far as it was written down."""
    ids = {meeting.id for meeting in facts.held(Step.PROJECTS)}
    decided, promised = (
        sum(d.meeting_id in ids and d.kind is kind for d in facts.decisions)
        for kind in (DecisionKind.DECISION, DecisionKind.ACTION)
    )
    decisions = [counted(decided, "besluit", "besluiten")] if decided else []
    actions = [counted(promised, "actie", "acties")] if promised else []
    return capital(enumerated([*decisions, *actions]))


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

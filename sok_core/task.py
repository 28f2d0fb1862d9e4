"""Tasks: what has to be done, as the group chose it; from themes, offers, a short list, or typed."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sok_core import theme, words
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import Note, Outcome, Step, Task
from sok_core.note import visible

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

LEAST, MOST = 6, 10  # advice: fewer says too little, more is not gone through in one evening
MAX_TITLE, MAX_TEXT = 80, 500
FIELDS = {
    "title": "Taak",
    "description": "Wat houdt het in?",
    "open_point": "Waar praten jullie nog over?",
}
USUAL = (
    ("Buren opzoeken", "Bij mensen thuis vertellen wat er kan, en luisteren."),
    ("Nieuws in gewone taal", "Brieven, berichten en een bord dat iedereen snapt."),
    ("Hulp bij formulieren", "Naast iemand zitten bij een aanvraag of een rekening."),
    ("Klein werk in huis", "Kieren dicht, folie, een lamp: wat vandaag al scheelt."),
    ("Eerlijk advies", "Iemand die niets verkoopt, en uitlegt wat je kunt kiezen."),
    ("Geld vinden", "Subsidie aanvragen, en zorgen voor wie niets kan voorschieten."),
    ("Ruimte en koffie", "Een plek om elkaar te zien, die open is als mensen kunnen."),
    ("Iedereen erbij", "Buren bereiken die we nu nog niet zien of horen."),
    ("Bijhouden wat we beloven", "De lijst van afspraken, en elkaar er netjes aan herinneren."),
    ("Het geheel bij elkaar houden", "De agenda, het kernteam en de afspraken tussen de avonden."),
)


def add(store: "Store", *, title: str, description: str = "", meeting_id: int | None = None) -> Task:
    """Add a task; without a meeting it is of the last one of step 3 that began.

    Raises RuleBroken without a title or when it is too long, Conflict when it is there.
    """
    values = clean({"title": title, "description": description})
    with store.write() as tables:
        _must_be_new(tables, values["title"])
        return tables.task.add(**values, meeting_id=meeting_id or _last_meeting(tables))


def _last_meeting(tables: "Tables") -> int | None:
    """Return where the group spoke of roles last: who was not there may want a say in the task."""
    held = [one for one in tables.meeting.of_step(Step.ROLES) if one.status.was_held]
    return held[-1].id if held else None


def from_theme(store: "Store", *, theme_id: int) -> Task:
    """Make a task of a theme; it keeps the road to the notes of that theme that everybody may read.

    Raises Conflict when a task came from it already, or is called that.
    """
    with store.write() as tables:
        one = tables.theme.get(theme_id)
        if any(each.theme_id == theme_id for each in tables.task.all()):
            raise Conflict("task.from_theme", name=theme.named(one))
        values = clean({"title": theme.named(one), "description": one.description})
        _must_be_new(tables, values["title"])
        added = tables.task.add(**values, meeting_id=one.meeting_id, theme_id=theme_id)
        notes = [each.id for each in visible(tables.note.of(one.meeting_id)) if each.theme_id == theme_id]
        tables.source.link(Outcome.TASK, added.id, notes=notes)
        return added


def from_offer(store: "Store", *, note_id: int) -> Task:
    """Make a task of what somebody offered on a note; raises NotFound for a note that may not be read."""
    with store.write() as tables:
        note = tables.note.get(note_id)
        if note.hidden_at is not None:
            raise NotFound("note.unknown")
        values = clean({"title": words.shortened(note.text, MAX_TITLE)})
        _must_be_new(tables, values["title"])
        added = tables.task.add(**values, meeting_id=note.meeting_id, theme_id=None)
        tables.source.link(Outcome.TASK, added.id, notes=[note_id])
        return added


def change(store: "Store", *, task_id: int, before: Task, **fields: str) -> Task:
    """Change a task (FIELDS); raises Conflict when somebody changed the same since ``before`` was read."""
    with store.write() as tables:
        now = tables.task.get(task_id)
        changed = {name: each for name, each in clean(fields).items() if each != getattr(before, name)}
        for name, each in changed.items():
            if (there := getattr(now, name)) not in (getattr(before, name), each):
                raise Conflict("task.changed", field=FIELDS[name], there=there or "niets")
        if "title" in changed:
            _must_be_new(tables, changed["title"], but=task_id)
        return tables.task.update(task_id, **changed) if changed else now


def move(store: "Store", *, task_id: int, by: int) -> None:
    """Move a task some places down, or up; at an end it stays. Raises NotFound when it is not in the list."""
    with store.write() as tables:
        order = [one.id for one in tables.task.all()]
        if task_id not in order:
            raise NotFound("task.unknown")
        place = order.index(task_id)
        order.insert(max(0, min(len(order) - 1, place + by)), order.pop(place))
        for position, each in enumerate(order, 1):
            tables.task.update(each, position=position)


def let_go(store: "Store", *, task_id: int, now: dt.datetime) -> None:
    """Leave a task out; what was said of it stays."""
    with store.write() as tables:
        tables.task.update(task_id, gone_at=now)


def bring_back(store: "Store", *, task_id: int) -> None:
    """Bring a task back as it was, at the end; raises Conflict when another is called that now."""
    with store.write() as tables:
        one = tables.task.get(task_id)
        _must_be_new(tables, one.title, but=task_id)
        last = max((each.position for each in tables.task.all()), default=0)
        tables.task.update(task_id, gone_at=None, position=last + 1)


def clean(fields: dict[str, str]) -> dict[str, Any]:
    """Return fields (FIELDS) with their spaces tidied; raises RuleBroken as ``add`` does."""
    values = {name: " ".join(each.split()) for name, each in fields.items()}
    if "title" in values and not values["title"]:
        raise RuleBroken("task.empty")
    for name, each in values.items():
        limit = MAX_TITLE if name == "title" else MAX_TEXT
        if len(each) > limit:
            raise RuleBroken("task.too_long", limit=limit)
    return values


def usual(tasks: Sequence[Task]) -> list[tuple[str, str]]:
    """Return the usual tasks (title, description) that are not in the list yet."""
    there = {one.title.casefold() for one in tasks}
    return [(title, about) for title, about in USUAL if title.casefold() not in there]


def offers(notes: Sequence[Note], used: set[int]) -> list[Note]:
    """Return the notes that no task came from yet and that everybody may read."""
    return [one for one in visible(notes) if one.id not in used]


def advice(tasks: Sequence[Task]) -> str:
    """Return what their number asks for, in a sentence; empty when it is right. Nobody is held to it."""
    if len(tasks) < LEAST:
        return "Zes tot tien taken werkt het best. Minder mag ook."
    if len(tasks) > MOST:
        return "Zes tot tien taken werkt het best. Met meer kom je er op één avond niet doorheen."
    return ""


def _must_be_new(tables: "Tables", title: str, *, but: int | None = None) -> None:
    if any(one.title.casefold() == title.casefold() and one.id != but for one in tables.task.all()):
        raise Conflict("task.there", name=title)

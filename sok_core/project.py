"""Projects: small things to do now, chosen from ideas; each on one A4, with the lesson that it taught."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sok_core import clause, theme, words
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import (
    Clause,
    Note,
    Outcome,
    Project,
    ProjectStatus,
    RoleKind,
    RolePart,
    Section,
    Step,
    TargetKind,
    Theme,
)
from sok_core.note import visible
from sok_core.role import agreed

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_TITLE, MAX_TEXT = 80, 300  # what fits on one A4
MOST = 10_000_000
FIELDS = {
    "title": "Project",
    "status": "Hoe ver is het?",
    "goal": "Wat willen jullie bereiken?",
    "first_step": "Wat is de eerste kleine stap?",
    "first_step_on": "Wanneer is die stap gezet?",
    "starts_on": "Begin",
    "ends_on": "Eind",
    "done_when": "Wanneer is het klaar?",
    "means": "Welke uren en spullen?",
    "space": "Welke ruimte?",
    "budget": "Hoeveel geld (euro)?",
    "funding": "Van wie komt het geld?",
    "reach": "Hoeveel huishoudens?",
    "aim_ids": "Welke waarde of welk doel dient het?",
}
NUMBERS = ("budget", "reach")
DATES = ("first_step_on", "starts_on", "ends_on")
IDEAS = (ProjectStatus.IDEA, ProjectStatus.LATER)
RUNNING = (ProjectStatus.CHOSEN, ProjectStatus.BUSY)


@dataclass(frozen=True)
class Idea:
    """A theme or a loose note of a meeting of step 4, with its dots; ``project`` when one came from it."""

    title: str
    dots: int
    theme: Theme | None = None
    note: Note | None = None
    project: Project | None = None


def add(store: "Store", *, title: str, status: ProjectStatus = ProjectStatus.CHOSEN) -> Project:
    """Add a project, or an idea for one; raises RuleBroken without a title, Conflict when it is there."""
    values = clean({"title": title, "status": status})
    with store.write() as tables:
        _must_be_new(tables, values["title"])
        return tables.project.add(**values)


def from_theme(store: "Store", *, theme_id: int, status: ProjectStatus) -> Project:
    """Make a project (or an idea that waits) of a theme, with its dots and the road to its readable notes."""
    with store.write() as tables:
        one = tables.theme.get(theme_id)
        if any(each.theme_id == theme_id for each in tables.project.all()):
            raise Conflict("project.from_here", name=theme.named(one))
        title = theme.named(one)
        _must_be_new(tables, title)
        notes = [each for each in visible(tables.note.of(one.meeting_id)) if each.theme_id == theme_id]
        dots = tables.vote.told().get((TargetKind.THEME, theme_id), 0)
        dots += sum(each.votes for each in notes)
        added = tables.project.add(
            title=title, status=status, goal=one.description, theme_id=theme_id, dots=dots
        )
        tables.source.link(Outcome.PROJECT, added.id, notes=[each.id for each in notes])
        return added


def from_note(store: "Store", *, note_id: int, status: ProjectStatus) -> Project:
    """Make a project (or an idea that waits) of one note; raises NotFound when it may not be read."""
    with store.write() as tables:
        note = tables.note.get(note_id)
        if note.is_hidden:
            raise NotFound("note.unknown")
        if tables.source.where("outcome = ? AND note_id = ?", [Outcome.PROJECT, note_id]):
            raise Conflict("project.from_here", name=words.shortened(note.text, MAX_TITLE))
        values = clean({"title": words.shortened(note.text, MAX_TITLE), "status": status})
        _must_be_new(tables, values["title"])
        dots = tables.vote.told().get((TargetKind.NOTE, note_id), 0) + note.votes
        added = tables.project.add(**values, dots=dots)
        tables.source.link(Outcome.PROJECT, added.id, notes=[note_id])
        return added


def ideas(tables: "Tables") -> list[Idea]:
    """Return the themes and the loose notes of step 4 that everybody may read, most dots first."""
    projects = tables.project.all()
    of_theme = {one.theme_id: one for one in projects if one.theme_id is not None}
    by_id = {one.id: one for one in projects}
    of_note = {
        each.note_id: by_id[each.outcome_id]
        for each in tables.source.where("outcome = ?", [Outcome.PROJECT])
        if each.outcome_id in by_id
    }
    told, found = tables.vote.told(), []
    for meeting in tables.meeting.of_step(Step.PROJECTS):
        notes, themes = visible(tables.note.of(meeting.id)), tables.theme.of(meeting.id)
        for one in themes:
            below = [each.votes for each in notes if each.theme_id == one.id]
            dots = told.get((TargetKind.THEME, one.id), 0) + sum(below)
            found.append(Idea(theme.named(one), dots, theme=one, project=of_theme.get(one.id)))
        found += [
            Idea(
                each.text,
                told.get((TargetKind.NOTE, each.id), 0) + each.votes,
                note=each,
                project=of_note.get(each.id),
            )
            for each in notes
            if each.theme_id is None and each.stack_id is None
        ]
    return sorted(found, key=lambda one: -one.dots)


def change(store: "Store", *, project_id: int, before: Project, **fields: Any) -> Project:
    """Change a project (FIELDS); raises Conflict when somebody changed the same since ``before`` was read.

    Raises RuleBroken as ``clean`` does, and for an end that lies before the beginning.
    """
    with store.write() as tables:
        now = tables.project.get(project_id)
        changed = {name: each for name, each in clean(fields).items() if each != getattr(before, name)}
        for name, each in changed.items():
            if getattr(now, name) not in (getattr(before, name), each):
                there = readable(now, name, tables.aim.all())
                raise Conflict("project.changed", field=FIELDS[name], there=there)
        if "title" in changed:
            _must_be_new(tables, changed["title"], but=project_id)
        if not changed.keys().isdisjoint(DATES):
            _must_end_later(replace(now, **changed))
        return tables.project.update(project_id, **changed) if changed else now


def set_status(store: "Store", *, project_id: int, status: ProjectStatus) -> None:
    """Choose an idea, keep it for later, or say how far a project is; raises NotFound."""
    with store.write() as tables:
        tables.project.update(project_id, status=status)


def learn(store: "Store", *, project_id: int, lesson: str, today: dt.date) -> Project:
    """Write down in one line how the parties worked together; raises RuleBroken when empty or too long."""
    lesson = " ".join(lesson.split())
    if not lesson:
        raise RuleBroken("project.lesson_empty")
    if len(lesson) > MAX_TEXT:
        raise RuleBroken("project.too_long", limit=MAX_TEXT)
    with store.write() as tables:
        return tables.project.update(project_id, lesson=lesson, lesson_on=today)


def lesson_to_clause(store: "Store", *, project_id: int, now: dt.datetime, saved_by: str = "") -> Clause:
    """Make the lesson of a project a draft clause on how you decide together, with the project's own road.

    Raises RuleBroken without a lesson, Conflict when it is one already.
    """
    with store.write() as tables:
        one = tables.project.get(project_id)
        if not one.lesson:
            raise RuleBroken("project.lesson_empty")
        if in_clause(tables, one):
            raise Conflict("project.in_clause")
        road = tables.source.of(Outcome.PROJECT, project_id)
        written = clause.write_in(
            tables,
            section=clause.place(tables, Section.GOVERNANCE),
            text=one.lesson,
            now=now,
            by=saved_by,
            notes=[each.note_id for each in road if each.note_id is not None],
            project_id=project_id,
            aim_ids=one.aim_ids,
        )
        tables.project.update(project_id, lesson_clause_id=written.id)
        return written


def in_clause(tables: "Tables", one: Project) -> bool:
    """Whether the lesson of a project is a clause now; one that was withdrawn may be written again."""
    return clause.is_kept(tables, one.lesson_clause_id)


def clean(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields (FIELDS) as they are kept; raises RuleBroken: no title, too long, a wrong number."""
    return {name: _cleaned(name, each) for name, each in fields.items()}


def _cleaned(name: str, value: Any) -> Any:
    if name == "status":
        return ProjectStatus(value)
    if name in DATES:
        return value
    if name == "aim_ids":
        return tuple(value or ())
    if name in NUMBERS:
        if value is not None and not 0 <= value <= MOST:
            raise RuleBroken("project.number", limit=words.number(MOST))
        return None if value is None else int(value)
    text = " ".join(str(value or "").split())
    if name == "title" and not text:
        raise RuleBroken("project.empty")
    limit = MAX_TITLE if name == "title" else MAX_TEXT
    if len(text) > limit:
        raise RuleBroken("project.too_long", limit=limit)
    return text


def readable(one: Project, name: str, aims: Iterable[Any] = ()) -> str:
    """Return what stands in a field, as a person reads it."""
    value = getattr(one, name)
    if name == "status":
        return words.PROJECT_STATUSES[value]
    if name == "aim_ids":
        titles = {each.id: each.title for each in aims}
        return ", ".join(titles[each] for each in value if each in titles) or "niets"
    if isinstance(value, dt.date):
        return words.day(value, with_year=True)
    return words.number(value) if isinstance(value, int) else value or "niets"


def start_of(one: Project) -> dt.date | None:
    """Return from when a project goes on: its beginning, else its first small step; None without a date."""
    return one.starts_on or one.first_step_on


def lacking(one: Project, parts: Iterable[RolePart], *, gone: Collection[int] = ()) -> list[str]:
    """Return what the card of a project still lacks, in words that end 'nog geen …'.

    Who left the table (``gone``) leads nothing.
    """
    leads = set(agreed(parts).get(RoleKind.LEAD, ())) - set(gone)
    wanted = (
        (one.goal, "doel"),
        (leads, "trekker"),
        (one.first_step, "eerste stap"),
        (start_of(one), "datum"),
        (one.aim_ids, "waarde"),
        (one.done_when, "einde (klaar als …)"),
    )
    return [name for value, name in wanted if not value]


def finding(projects: Sequence[Project], *, today: dt.date) -> str:
    """Return what the timeline shows, in a sentence."""
    shown = [one for one in projects if one.status not in IDEAS and start_of(one)]
    done = [one for one in shown if one.status is ProjectStatus.DONE]
    ends = sorted(one.ends_on for one in shown if one.status in RUNNING and one.ends_on)
    late, ahead = [each for each in ends if each < today], [each for each in ends if each >= today]
    if not shown:
        return "Er staat nog geen project op de tijdlijn"
    if len(shown) == 1:
        return _finding_of_one(shown[0], late, ahead)
    parts = [f"{len(done)} van {len(shown)} projecten {'is' if len(done) == 1 else 'zijn'} klaar"]
    if late:
        parts.append(f"{len(late)} {'loopt' if len(late) == 1 else 'lopen'} door na de einddatum")
    elif ahead:
        parts.append(f"het volgende is klaar op {words.day(ahead[0])}")
    return ", ".join(parts)


def _finding_of_one(one: Project, late: Sequence[dt.date], ahead: Sequence[dt.date]) -> str:
    parts = [f"Dit ene project is {'klaar' if one.status is ProjectStatus.DONE else 'nog niet klaar'}"]
    if late:
        parts.append("het loopt door na de einddatum")
    elif ahead:
        parts.append(f"het eind is op {words.day(ahead[0])}")
    return ", ".join(parts)


def _must_end_later(one: Project) -> None:
    start = start_of(one)
    if start and one.ends_on and one.ends_on < start:
        raise RuleBroken("project.ends_first", start=words.day(start, with_year=True))


def _must_be_new(tables: "Tables", title: str, *, but: int | None = None) -> None:
    if any(one.title.casefold() == title.casefold() and one.id != but for one in tables.project.all()):
        raise Conflict("project.there", name=title)

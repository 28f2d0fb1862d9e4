"""Clauses: written, worded anew, put in order, split, merged, withdrawn; each keeps the road it came by.

Numbers are a promise to who reads: once a version with a clause was frozen, its number is never given to
another one, and the clause keeps it as long as it stays in its chapter. See ADR 0010.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sok_core import agreement, clause_merge, clause_text, words
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import (
    Aim,
    AimKind,
    Clause,
    ClauseStatus,
    ClauseText,
    DocumentType,
    Outcome,
    Project,
    Section,
    Source,
    Task,
    Theme,
)
from sok_core.note import personal_data
from sok_core.road import Road, grounds

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

LIMITS = {"text": 2000, "means": 700, "because": 300, "why": 300}
FIELDS = ("text", "party_ids", "means", "due", "aim_ids")
GROUNDS = ("task_id", "project_id", "theme_id")
SPLIT = "Gesplitst: de rest staat in {number}"
MERGED_HERE = "{number} is erbij gekomen"
# Where a draft lands when its own section has no chapter.
_NEAR = {
    Section.VALUES: (Section.GOALS,),
    Section.GOALS: (Section.VALUES,),
    Section.PROJECTS: (Section.ROLES, Section.GOALS),
    Section.ROLES: (Section.GOVERNANCE, Section.PROJECTS),
}


def write(
    store: "Store",
    *,
    section: Section,
    text: str,
    now: dt.datetime,
    by: str = "",
    notes: Iterable[int] = (),
    conversations: Iterable[int] = (),
    **more: Any,
) -> Clause:
    """Write a clause at the end of its chapter, with the words that it grew from.

    ``more`` is party_ids, means, due and aim_ids of its text, task_id and project_id of what it came from;
    ``by`` is a function. Raises RuleBroken: no text, too long, a section that has no chapter.
    """
    with store.write() as tables:
        return write_in(
            tables,
            section=section,
            text=text,
            now=now,
            by=by,
            notes=notes,
            conversations=conversations,
            **more,
        )


def write_in(
    tables: "Tables",
    *,
    section: Section,
    text: str,
    now: dt.datetime,
    by: str = "",
    notes: Iterable[int] = (),
    conversations: Iterable[int] = (),
    task_id: int | None = None,
    project_id: int | None = None,
    theme_id: int | None = None,
    from_id: int | None = None,
    **fields: Any,
) -> Clause:
    """Write a clause inside a transaction that goes on; raises as ``write`` does."""
    values = clean({"text": text, **fields})
    if section not in agreement.chapter_of(_agreement(tables)):
        raise RuleBroken("clause.section")
    added = tables.clause.add(
        section=section,
        position=_free(tables, section),
        task_id=task_id,
        project_id=project_id,
        theme_id=theme_id,
        from_id=from_id,
    )
    tables.clause_text.add(clause_id=added.id, saved_at=now, saved_by=by, **values)
    tables.source.link(Outcome.CLAUSE, added.id, notes=notes, conversations=conversations)
    return added


def draft_from(
    store: "Store",
    grown: Theme | Aim | Task | Project,
    *,
    now: dt.datetime,
    by: str = "",
    section: Section | None = None,
) -> Clause:
    """Write a first clause from what a group found, with a text to change and with all of its road.

    Agreed roles become a sentence for each party. Without a ``section`` it goes where it belongs: a value
    with the values, a task with the roles. Raises as ``write`` does, and Conflict when a task or a project
    has an article already: two people may begin at once.
    """
    with store.write() as tables:
        _must_be_first(tables, grown)
        names = {one.id: one.short_name for one in tables.party.all()}
        type = _agreement(tables).type
        home, values = _drafted(tables, grown, type, names)
        return write_in(tables, section=section or place(tables, home), now=now, by=by, **values)


def _must_be_first(tables: "Tables", grown: Theme | Aim | Task | Project) -> None:
    if not isinstance(grown, Task | Project):
        return  # a value, a goal or a theme may lead to several articles
    column = "task_id" if isinstance(grown, Task) else "project_id"
    lesson = grown.lesson_clause_id if isinstance(grown, Project) else None
    clauses = {one.id: one for one in tables.clause.all()}
    for one in clauses.values():
        if getattr(one, column) == grown.id and one.id != lesson and clause_merge.is_kept(clauses, one):
            there = number(tables, clause_merge.last(clauses, one))
            raise Conflict("clause.there", number=there, name=grown.title)


def _drafted(
    tables: "Tables", grown: Theme | Aim | Task | Project, type: DocumentType, names: Mapping[int, str]
) -> tuple[Section, dict[str, Any]]:
    """Return in which section a draft belongs, and all that ``write_in`` needs for it."""
    if isinstance(grown, Theme):
        notes = [one.id for one in tables.note.of(grown.meeting_id) if one.theme_id == grown.id]
        text = clause_text.of_theme(type, grown)
        return Section.ROLES, {"text": text, "notes": notes, "theme_id": grown.id}
    if isinstance(grown, Aim):
        home = Section.VALUES if grown.kind is AimKind.VALUE else Section.GOALS
        road = _words(tables, Outcome.AIM, grown.id)
        return home, {"text": clause_text.of_aim(type, grown), "aim_ids": (grown.id,)} | road
    if isinstance(grown, Task):
        parts = [one for one in tables.role_part.of_tasks() if one.task_id == grown.id]
        text = clause_text.of_task(type, grown, parts, names)
        road = _words(tables, Outcome.TASK, grown.id) | {"task_id": grown.id}
        return Section.ROLES, {"text": text, "party_ids": clause_text.agreed(parts)} | road
    parts = [one for one in tables.role_part.of_projects() if one.project_id == grown.id]
    more = {"means": clause_text.means_of(grown), "due": grown.ends_on, "aim_ids": grown.aim_ids}
    road = _words(tables, Outcome.PROJECT, grown.id) | {"project_id": grown.id}
    text = clause_text.of_project(type, grown, parts, names)
    return Section.PROJECTS, {"text": text, "party_ids": clause_text.agreed(parts)} | more | road


def _words(tables: "Tables", outcome: Outcome, outcome_id: int) -> dict[str, Any]:
    """Return the notes and conversations that something grew from."""
    return _ids(tables.source.of(outcome, outcome_id))


def _words_to_split(tables: "Tables", one: Clause) -> dict[str, Any]:
    """Return the words on the road of a clause that do not come along with its task or project.

    Those of what was merged into it may rest on other tasks and projects.
    """
    along = {(Outcome.TASK, one.task_id), (Outcome.PROJECT, one.project_id)}
    known = Road(clauses={each.id: each for each in tables.clause.all()})
    places = [(Outcome.CLAUSE, one.id), *grounds(known, one.id)]
    return _ids(each for place in places if place not in along for each in tables.source.of(*place))


def _ids(sources: Iterable[Source]) -> dict[str, Any]:
    found = list(sources)
    return {
        "notes": [one.note_id for one in found if one.note_id is not None],
        "conversations": [one.conversation_id for one in found if one.conversation_id is not None],
    }


def place(tables: "Tables", home: Section) -> Section:
    """Return the section that a draft goes to: its home, one that is near, else the first there is."""
    there = agreement.chapter_of(_agreement(tables))
    return next((one for one in (home, *_NEAR.get(home, ())) if one in there), next(iter(there)))


def edit(
    store: "Store",
    *,
    clause_id: int,
    before: ClauseText,
    now: dt.datetime,
    by: str = "",
    because: str = "",
    **fields: Any,
) -> ClauseText:
    """Save a clause with other fields (FIELDS); every save is a text of its own, and the last one is said.

    Only what differs from ``before``, the text as its writer saw it, is changed; raises Conflict when
    somebody else changed the same meanwhile, or withdrew the clause. Raises RuleBroken as ``write`` does.
    """
    with store.write() as tables:
        one, newest = _in_force(tables, clause_id), tables.clause_text.of(clause_id)[-1]
        changed = {name: value for name, value in clean(fields).items() if value != getattr(before, name)}
        for name, value in changed.items():
            if getattr(newest, name) not in (getattr(before, name), value):
                raise Conflict("clause.changed", number=number(tables, one), field=words.CLAUSE_FIELDS[name])
        if all(getattr(newest, name) == value for name, value in changed.items()):
            return newest
        return _save(tables, newest, now=now, by=by, because=_limited("because", because), **changed)


def _save(
    tables: "Tables", newest: ClauseText, *, now: dt.datetime, by: str, because: str, **changed: Any
) -> ClauseText:
    values = {name: getattr(newest, name) for name in FIELDS} | changed
    moment = max(now, newest.saved_at)
    return tables.clause_text.add(
        clause_id=newest.clause_id, saved_at=moment, saved_by=by, because=because, **values
    )


def what_changed(before: ClauseText, now: ClauseText) -> list[str]:
    """Return the fields of a text that somebody changed since it was read."""
    return [name for name in FIELDS if getattr(before, name) != getattr(now, name)]


def clean(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a text as they are kept: spaces tidied, ids once, in their order.

    Raises RuleBroken: no text, too long, a field that a text does not have.
    """
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in FIELDS:
            raise RuleBroken("clause.field", field=name)
        if name in ("party_ids", "aim_ids"):
            values[name] = tuple(dict.fromkeys(value))
        else:
            values[name] = value if name == "due" else _limited(name, value)
    if values.get("text") == "":
        raise RuleBroken("clause.empty")
    return values


def _limited(field: str, value: str | None) -> str:
    text = " ".join((value or "").split())
    if len(text) > LIMITS[field]:
        raise RuleBroken(f"clause.{field}_too_long", limit=LIMITS[field], length=len(text))
    return text


# ---------------------------------------------------------------- order and numbers


def number(tables: "Tables", one: Clause) -> str:
    """Return the number of a clause, as "5.3"; empty when its section has no chapter."""
    return agreement.numbers(tables.agreement.current(), [one]).get(one.id, "")


def frozen_numbers(tables: "Tables") -> dict[str, int]:
    """Return the numbers that stand in a frozen version, each with the clause that it is of.

    A version that does not read any more is passed over: what is wrong with it is said where it stands.
    """
    found: dict[str, int] = {}
    for version in tables.version.all():
        text = agreement.opened(version)
        found |= {one.number: one.clause_id for one in text.articles} if text else {}
    return found


def move(store: "Store", *, clause_id: int, is_up: bool) -> None:
    """Move a clause one place up or down in its chapter; at the end of it nothing happens.

    Raises RuleBroken when its number, or that of its neighbour, stands in a frozen version.
    """
    with store.write() as tables:
        one = tables.clause.get(clause_id)
        row = _of_chapter(tables, one.section)
        place = [each.id for each in row].index(one.id) + (-1 if is_up else 1)
        if not 0 <= place < len(row):
            return
        other, frozen = row[place], frozen_numbers(tables)
        for each in (one, other):
            if (stays := number(tables, each)) in frozen:
                raise RuleBroken("clause.number_stays", number=stays)
        tables.clause.update(one.id, position=other.position)
        tables.clause.update(other.id, position=one.position)


def move_to(store: "Store", *, clause_id: int, section: Section) -> Clause:
    """Move a clause to the end of another chapter, under a new number; in a frozen version the old one stays.

    Back in the chapter where it was frozen it gets its old number. Raises RuleBroken for a section without
    a chapter.
    """
    with store.write() as tables:
        one = tables.clause.get(clause_id)
        chapters = agreement.chapter_of(_agreement(tables))
        if section not in chapters:
            raise RuleBroken("clause.section")
        if chapters.get(one.section) == chapters[section]:
            return tables.clause.update(one.id, section=section)
        had = [name for name, owner in frozen_numbers(tables).items() if owner == one.id]
        back = [name for name in had if name.startswith(f"{chapters[section]}.")]
        position = int(back[-1].split(".")[1]) if back else _free(tables, section)
        moved = tables.clause.update(one.id, section=section, position=position)
        _close_up(tables, one.section)
        return moved


def _of_chapter(tables: "Tables", section: Section) -> list[Clause]:
    """Return the clauses of one chapter in their order; two sections may share it."""
    chapters = agreement.chapter_of(tables.agreement.current())
    there = [
        one
        for one in tables.clause.all()
        if one.section is section
        or (one.section in chapters and chapters[one.section] == chapters.get(section))
    ]
    return sorted(there, key=lambda one: one.position)


def _free(tables: "Tables", section: Section) -> int:
    """Return the first place of a chapter that no clause has, and none had in a frozen version."""
    chapter = agreement.chapter_of(tables.agreement.current()).get(section)
    used = [one.position for one in _of_chapter(tables, section)]
    return 1 + max([0, *used, *_frozen_places(tables, chapter)])


def _frozen_places(tables: "Tables", chapter: int | None) -> list[int]:
    pairs = (name.split(".") for name in frozen_numbers(tables))
    return [int(place) for there, place in pairs if int(there) == chapter]


def _close_up(tables: "Tables", section: Section) -> None:
    """Close the gap that a clause left behind, as far as no frozen number changes."""
    chapter = agreement.chapter_of(tables.agreement.current()).get(section)
    last = max(_frozen_places(tables, chapter), default=0)
    loose = [one for one in _of_chapter(tables, section) if one.position > last]
    for place, one in enumerate(loose, start=last + 1):
        if one.position != place:
            tables.clause.update(one.id, position=place)


# ---------------------------------------------------------------- split, merge, withdraw


def split(
    store: "Store",
    *,
    clause_id: int,
    before: ClauseText,
    first: str,
    second: str,
    now: dt.datetime,
    by: str = "",
) -> Clause:
    """Split a clause in two, and return the new one; both keep who, means, date, aims and the whole road.

    Raises Conflict when its text is not the one that was seen, RuleBroken when one of the two is empty.
    """
    with store.write() as tables:
        one, newest = _in_force(tables, clause_id), _unchanged(tables, before)
        values = {name: getattr(newest, name) for name in FIELDS}
        known = {each.id: each for each in tables.clause.all()}
        came: dict[str, Any] = {name: clause_merge.first(known, one.id, name) for name in GROUNDS}
        road = _words_to_split(tables, replace(one, **came))
        made = write_in(
            tables,
            section=one.section,
            now=max(now, newest.saved_at),
            by=by,
            from_id=one.id,
            **values | {"text": second} | came | road,
        )
        because = SPLIT.format(number=number(tables, made))
        _save(tables, newest, now=now, by=by, because=because, **clean({"text": first}))
        return made


def merge(
    store: "Store",
    *,
    clause_id: int,
    into_id: int,
    before: ClauseText,
    into_before: ClauseText,
    text: str,
    today: dt.date,
    now: dt.datetime,
    by: str = "",
) -> Clause:
    """Let one clause go on in another, in one text; return that one.

    It gets the parties, means and aims of both, and the first of their dates. The clause that went into it is
    withdrawn, with the other's number as its reason, and keeps its words: they are found through where it
    went. Raises Conflict when a text is not the one that was seen, RuleBroken for a clause and itself.
    """
    if clause_id == into_id:
        raise RuleBroken("clause.same")
    with store.write() as tables:
        one, other = _in_force(tables, clause_id), _in_force(tables, into_id)
        gone, stays = _unchanged(tables, before), _unchanged(tables, into_before)
        values = clean(
            {
                "text": text,
                "party_ids": stays.party_ids + gone.party_ids,
                "means": _both(stays.means, gone.means),
                "due": min((each for each in (stays.due, gone.due) if each), default=None),
                "aim_ids": stays.aim_ids + gone.aim_ids,
            }
        )
        because = MERGED_HERE.format(number=number(tables, one))
        _save(tables, stays, now=now, by=by, because=because, **values)
        why = agreement.MERGED.format(number=number(tables, other))
        tables.clause.update(
            one.id, status=ClauseStatus.WITHDRAWN, why=why, withdrawn_on=today, into_id=other.id
        )
        return other


def _both(first: str, second: str) -> str:
    return ", ".join(dict.fromkeys(one for one in (first, second) if one))


def withdraw(store: "Store", *, clause_id: int, why: str, today: dt.date) -> Clause:
    """Withdraw a clause with a reason that everybody can read; its number stays its own.

    Raises RuleBroken without a reason, or with personal data in it; Conflict when it was withdrawn already.
    """
    why = _limited("why", why)
    if not why:
        raise RuleBroken("clause.why_empty")
    if kind := personal_data(why):
        raise RuleBroken("clause.why_personal", kind=words.PERSONAL[kind])
    with store.write() as tables:
        _in_force(tables, clause_id)
        return tables.clause.update(
            clause_id, status=ClauseStatus.WITHDRAWN, why=why, withdrawn_on=today, into_id=None
        )


def bring_back(store: "Store", *, clause_id: int) -> Clause:
    """Let a clause that was withdrawn, or merged, count again, as it was; raises NotFound."""
    with store.write() as tables:
        return tables.clause.update(
            clause_id, status=ClauseStatus.IN_FORCE, why="", withdrawn_on=None, into_id=None
        )


def confirm(store: "Store", *, clause_id: int, lost: tuple[Outcome, int]) -> Clause:
    """Say that a clause holds without a task or a project (its id) that was let go; raises NotFound."""
    with store.write() as tables:
        held = (*tables.clause.get(clause_id).held_without, lost)
        return tables.clause.update(clause_id, held_without=tuple(dict.fromkeys(held)))


def is_kept(tables: "Tables", clause_id: int | None) -> bool:
    """Whether a clause counts, there or in the one that it went on in; not when there is none."""
    clauses = {one.id: one for one in tables.clause.all()}
    return clause_id in clauses and clause_merge.is_kept(clauses, clauses[clause_id])


def _in_force(tables: "Tables", clause_id: int) -> Clause:
    one = tables.clause.get(clause_id)
    if one.status is ClauseStatus.WITHDRAWN:
        raise Conflict("clause.withdrawn", number=number(tables, one))
    return one


def _unchanged(tables: "Tables", before: ClauseText) -> ClauseText:
    newest = tables.clause_text.of(before.clause_id)[-1]
    if newest.id != before.id:
        one = tables.clause.get(before.clause_id)
        raise Conflict("clause.changed", number=number(tables, one), field=words.CLAUSE_FIELDS["text"])
    return newest


def _agreement(tables: "Tables") -> Any:
    """Return the agreement; a first clause begins one."""
    return tables.agreement.current() or agreement.begin_in(tables, type=DocumentType.COOPERATION_AGREEMENT)

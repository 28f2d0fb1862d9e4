"""The six steps as recipes over shared nouns; each owns its questions, its order and its 'is this ready?'."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sok_core import agreement, clause_gap, clock, commitment_state, consent, role, words
from sok_core.model import ClauseStatus, MeetingStatus, Reader, Step, StepMarkKind, Version
from sok_core.steps import (
    s1_exploration,
    s2_goals_values,
    s3_roles,
    s4_projects,
    s5_signing,
    s6_monitoring,
)
from sok_core.steps.step import Act, Facts, Progress, Recipe, State, act_of
from sok_core.words import capital, counted

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

RECIPES: dict[Step, Recipe] = {
    module.RECIPE.step: module.RECIPE
    for module in (s1_exploration, s2_goals_values, s3_roles, s4_projects, s5_signing, s6_monitoring)
}

MARKED = {
    StepMarkKind.DONE: "op klaar gezet",
    StepMarkKind.SKIPPED: "overgeslagen",
    StepMarkKind.REPEATED: "opnieuw",
}


def facts(tables: "Tables", *, now: dt.datetime, reader: Reader = Reader.TABLE) -> Facts:
    """Gather what the steps look at, in one read of a dossier, as one who may read this much of it."""
    dossier = tables.dossier.current()
    meetings = tables.meeting.all()
    themes = {meeting.id: [theme.title for theme in tables.theme.of(meeting.id)] for meeting in meetings}
    written = tables.note.counts_by_meeting()
    statuses = [one.status for one in tables.clause.all()]
    as_of = clock.today(now, dossier.reference_date)
    return Facts(
        now=now,
        today=clock.today(now),
        as_of=as_of,
        parties=tables.party.all(),
        conversations=tables.conversation.readable_by(reader),
        core_team=tables.core_team.now(),
        meetings=meetings,
        notes={one.id: written.get(one.id, (0, 0))[0] for one in meetings},
        loose={meeting_id: loose for meeting_id, (_, loose) in written.items()},
        themes=themes,
        decisions=tables.decision.all(),
        tasks=tables.task.all(),
        led_tasks=tables.role_part.led_tasks(),
        mismatches=role.open_points(tables),
        unled_projects=_unled_projects(tables),
        projects=tables.project.all(),
        marks=tables.step.latest(),
        aims=tables.aim.all(),
        **_signing(tables, today=as_of),
        articles=statuses.count(ClauseStatus.IN_FORCE),
        withdrawn=statuses.count(ClauseStatus.WITHDRAWN),
        text_gaps=len(clause_gap.gaps_of(tables, today=as_of)) if statuses else 0,
        promises=commitment_state.states(tables, today=as_of),
        check_ins=tables.check_in.all(),
    )


def kept(store: "Store", *, now: dt.datetime, reader: Reader = Reader.TABLE) -> Facts:
    """Return what ``facts`` does, gathered once for each revision of a dossier and each day."""
    found = store.kept(
        ("facts", reader, clock.today(now)), lambda tables: facts(tables, now=now, reader=reader)
    )
    return replace(found, now=now)


def _unled_projects(tables: "Tables") -> set[int]:
    gone, parts = role.gone(tables), tables.role_part.of_projects()
    return {
        one.id
        for one in tables.project.all()
        if role.has_lost_lead([each for each in parts if each.project_id == one.id], gone)
    }


def _signing(tables: "Tables", *, today: dt.date) -> dict[str, int]:
    """Count who signs the text in force, else the newest, and how far they are with a change of it."""
    binding, newest = consent.signed_version(tables, today=today), tables.version.newest()
    known = _counted(tables, binding or newest, today=today)
    if not known or newest is None or binding is None or newest.number <= binding.number:
        return known
    change = _counted(tables, newest, today=today)
    return known | {f"change_{name}": size for name, size in change.items()}


def _counted(tables: "Tables", version: Version | None, *, today: dt.date) -> dict[str, int]:
    """Count who signs one frozen text, and how far they are; nobody waits for who stopped before that."""
    if version is None or not agreement.is_sound(tables, version):  # the page of step 5 says what to do then
        return {}
    signed = {one.party_id for one in tables.signature.of(version.number) if one.has_bound}
    gone = tables.signature.stopped(today).keys() - signed
    parties = {one.id for one in agreement.read(version.content).parties} - gone
    return {
        "version": version.number,
        "signing_parties": len(parties),
        "agreed": len(parties & consent.agreed(tables, version.number)),
        "refused": len((parties - signed) & consent.refused(tables, version.number)),
        "signed": len(parties & signed),
    }


def progress(known: Facts) -> dict[Step, Progress]:
    """Return how far each step is, in their order."""
    return {step: recipe.progress(known) for step, recipe in RECIPES.items()}


def current(steps: Mapping[Step, Progress]) -> Step:
    """Return the step where a neighbourhood is: the furthest that is not finished, else the next to begin.

    A step that was skipped does not count; when all is done it is the last step.
    """
    wanted = [p for p in steps.values() if p.state is not State.SKIPPED]
    begun = [p for p in wanted if p.state.is_begun]
    if begun and begun[-1].state is not State.DONE:
        return begun[-1].step
    order = list(steps)
    after = order.index(begun[-1].step) if begun else -1
    unfinished = [p for p in wanted if p.state is not State.DONE]
    later = [p for p in unfinished if order.index(p.step) > after]
    return next(iter([*later, *unfinished, *wanted[-1:]]), steps[order[-1]]).step


def next_act(known: Facts, steps: Mapping[Step, Progress]) -> tuple[Step, Act]:
    """Return the one act for now: a meeting that goes on, the nearest one planned, or the current step's.

    A moment of step 6 that is nearer than a planned meeting goes first.
    """
    running = [m for m in known.meetings if m.status is MeetingStatus.RUNNING]
    planned = [m for m in known.meetings if m.status is MeetingStatus.PLANNED and m.date >= known.today]
    nearest = [*running, *sorted(planned, key=lambda m: (m.date, m.starts_at or dt.time()))]
    sooner = (one for one in steps.values() if nearest and one.act.is_before(nearest[0]))
    if nearest and (first := next(sooner, None)):
        return first.step, first.act
    if nearest:
        return nearest[0].step, act_of(nearest[0], today=known.today)
    step = current(steps)
    return step, steps[step].act


def headline(steps: Sequence[Progress]) -> str:
    """Return in a sentence or two how far a neighbourhood is.

    States that no step is in are left out; a new neighbourhood hears that the first step waits.
    """
    if all(p.state is State.NOT_BEGUN for p in steps):
        return "Jullie staan aan het begin. De meeste wijken beginnen bij stap 1."
    sentences = []
    for state, one, many in (
        (State.DONE, "stap is klaar", "stappen zijn klaar"),
        (State.INCOMPLETE, "stap mist nog iets", "stappen missen nog iets"),
        (State.BUSY, "stap is bezig", "stappen zijn bezig"),
        (State.SKIPPED, "stap is overgeslagen", "stappen zijn overgeslagen"),
    ):
        number = sum(p.state is state for p in steps)
        if number:
            sentences.append(f"{capital(counted(number, one, many))}.")
    return " ".join(sentences)


def reason(step: Progress) -> str:
    """Return what the core team said of a step, as a sentence; empty when it said nothing (any more)."""
    if step.mark is None or step.mark.kind not in MARKED:
        return ""
    return f"{words.STEPS[step.step]} {MARKED[step.mark.kind]}: ‘{step.mark.why}’"

"""Over any dossier both walks meet; and whatever hands do, no note loses its road."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core import aim, commitment_state, fate, note, road, theme
from sok_core.commitment_state import State
from sok_core.errors import SokError
from sok_core.model import (
    Aim,
    AimKind,
    Clause,
    ClauseStatus,
    Commitment,
    CommitmentStatus,
    Conversation,
    Fate,
    FateKind,
    Meeting,
    MeetingStatus,
    Note,
    Outcome,
    Project,
    ProjectStatus,
    Reader,
    Section,
    Source,
    Step,
    TalkResult,
    Task,
    Theme,
)
from sok_core.road import NOT_YET, EndKind, Road
from tests.evening import Evening, opened

NOW = dt.datetime(2026, 11, 24, 19, 0, tzinfo=dt.UTC)
DAY = NOW.date()
FEW = 4

ids = st.integers(1, FEW)
maybe = st.none() | ids


def rows(make: Any) -> Any:
    """Draw one row for each id."""
    return st.tuples(*(make(each) for each in range(1, FEW + 1))).map(lambda found: {r.id: r for r in found})


def some_clause(number: int) -> Any:
    return st.builds(
        Clause,
        st.just(number),
        st.sampled_from(Section),
        st.just(number),
        status=st.sampled_from(ClauseStatus),
        task_id=maybe,
        project_id=maybe,
        into_id=maybe,
    )


def some_note(number: int) -> Any:
    hidden = st.none() | st.just(NOW)
    one = st.just(number)
    return st.builds(
        Note, one, ids, st.just(1), one, st.just("x"), st.just(NOW), hidden_at=hidden, theme_id=maybe
    )


MEETINGS = {
    n: Meeting(n, Step.ROLES, "", DAY, None, None, "", MeetingStatus.CLOSED, f"C{n}", "")
    for n in range(1, FEW + 1)
}
one_source = st.one_of(
    st.tuples(st.sampled_from(Outcome), ids, ids, st.none()),
    st.tuples(st.sampled_from(Outcome), ids, st.none(), ids),
)
fates = st.lists(
    st.tuples(st.sampled_from(FateKind), st.booleans(), ids), unique_by=lambda one: one[1:], max_size=FEW
)
roads = st.builds(
    lambda notes, aims, projects, clauses, talks, links, said, reader: Road(
        notes=notes,
        themes={n: Theme(n, n, n, f"Thema {n}") for n in range(1, FEW + 1)},
        meetings=MEETINGS,
        conversations=talks,
        aims=aims,
        tasks={n: Task(n, n, f"Taak {n}") for n in range(1, FEW + 1)},
        projects=projects,
        clauses=clauses,
        numbers={n: f"4.{n}" for n in clauses},
        sources=[
            Source(place, outcome, outcome_id, note_id, talk_id)
            for place, (outcome, outcome_id, note_id, talk_id) in enumerate(links, 1)
        ],
        fates=[
            Fate(place, kind, theme_id=None if of_note else each, note_id=each if of_note else None, why="zo")
            for place, (kind, of_note, each) in enumerate(said, 1)
        ],
        reader=reader,
    ),
    rows(some_note),
    rows(lambda n: st.builds(Aim, st.just(n), st.sampled_from(AimKind), st.just(n), st.just(f"Doel {n}"))),
    rows(
        lambda n: st.builds(
            Project, st.just(n), st.just(n), st.just(f"Project {n}"), st.sampled_from(ProjectStatus)
        )
    ),
    rows(some_clause),
    rows(
        lambda n: st.builds(
            Conversation,
            st.just(n),
            st.just(1),
            st.just(DAY),
            st.just(""),
            st.just(TalkResult.SPOKEN),
            st.sampled_from(Reader),
        )
    ),
    st.lists(one_source, max_size=12),
    fates,
    st.sampled_from(Reader),
)


def grown(found: road.Ahead) -> set[tuple[Outcome, int]]:
    named = (
        (Outcome.AIM, found.aims),
        (Outcome.TASK, found.tasks),
        (Outcome.PROJECT, found.projects),
        (Outcome.CLAUSE, found.clauses),
    )
    return {(outcome, one.id) for outcome, each in named for one in each}


@settings(max_examples=300, deadline=None)
@given(found=roads)
def test_every_source_is_found_from_both_ends(found: Road) -> None:
    for one in found.sources:
        place, back = (one.outcome, one.outcome_id), road.behind(found, one.outcome, one.outcome_id)
        if one.note_id is not None:
            assert place in grown(road.ahead(found, one.note_id))
            is_shown = any(n.id == one.note_id for group in back.groups for n in group.notes)
            assert is_shown != found.notes[one.note_id].is_hidden
        if one.conversation_id is not None:
            assert place in grown(road.ahead_of_talk(found, one.conversation_id))
            is_read = any(each.id == one.conversation_id for each in back.conversations)
            assert is_read == found.reader.may_read(found.conversations[one.conversation_id].reader)


@settings(max_examples=300, deadline=None)
@given(found=roads)
def test_the_walks_to_and_from_clauses_meet(found: Road) -> None:
    for note_id, one in found.notes.items():
        onward = {each.id for each in road.ahead(found, note_id).clauses}
        for clause_id in found.clauses:
            groups = road.behind(found, Outcome.CLAUSE, clause_id).groups
            back = {each.id for group in groups for each in group.notes}
            hidden = sum(group.hidden for group in groups)
            assert (clause_id in onward) == (note_id in back) or (one.is_hidden and hidden)


def promise(clause_id: int) -> State:
    """Return a commitment of a clause, told by words of its own: it knows nothing of notes."""
    one = Commitment(clause_id, clause_id, "Bomen", 1, DAY, clause_id=clause_id)
    return State(one, list(CommitmentStatus)[clause_id], DAY, DAY)


@settings(max_examples=300, deadline=None)
@given(found=roads, followed=st.sets(ids))
def test_every_note_behind_a_promise_tells_how_that_stands(found: Road, followed: set[int]) -> None:
    found = replace(found, promises={each: [promise(each)] for each in followed})
    for clause_id, clause in found.clauses.items():
        if clause.status is ClauseStatus.WITHDRAWN:
            continue
        for group in road.behind(found, Outcome.CLAUSE, clause_id).groups:
            for one in group.notes:
                told = road.end(found, one.id)
                assert told.kind is EndKind.CLAUSE
                if clause_id in followed:
                    assert commitment_state.told(promise(clause_id)) in told.more
                if not followed:
                    assert told.more == ""


@settings(max_examples=300, deadline=None)
@given(found=roads)
def test_every_note_has_one_end_and_nothing_known_is_said_so(found: Road) -> None:
    for note_id, one in found.notes.items():
        told = road.end(found, note_id)
        is_known = note_id in found.by_note or any(
            said.note_id == note_id or (said.theme_id is not None and said.theme_id == one.theme_id)
            for said in found.fates
        )
        assert told.text
        assert (told.kind is EndKind.OPEN) == (told.text == NOT_YET)
        if not is_known:
            assert told.kind is EndKind.OPEN
        if any(said.note_id == note_id for said in found.fates):
            assert told.kind in (EndKind.CLAUSE, EndKind.KEPT, EndKind.NO_CLAUSE)


acts = st.tuples(
    st.sampled_from(
        [
            "value",
            "goal",
            "add",
            "new",
            "go",
            "back",
            "order",
            "lay",
            "loose",
            "merge",
            "apart",
            "hide",
            "keep",
        ]
    ),
    st.integers(0, 5),
    st.integers(0, 5),
)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    with opened(tmp_path_factory.mktemp("roads")) as one:
        one.ask()
        for number in range(1, 7):
            one.post(f"Briefje {number}")
        yield one


def fresh(evening: Evening) -> None:
    """Leave six notes, of which four lie under two themes."""
    with evening.store.write() as tables:
        for noun in ("move", "source", "fate", "aim"):
            tables.note.db.table(noun).delete_where()
        for one in tables.note.of(evening.id):
            tables.note.update(one.id, theme_id=None, stack_id=None, hidden_at=None)
        tables.note.db.table("theme").delete_where()
    for numbers, title in (([1, 2], "Samen"), ([3, 4], "Warm")):
        theme.begin(evening.store, meeting_id=evening.id, numbers=numbers, title=title, hand="", now=NOW)


def act(evening: Evening, kind: str, first: int, second: int) -> None:
    """Do one thing as people do: what cannot be is refused."""
    store, common = evening.store, {"meeting_id": evening.id, "hand": "", "now": NOW}
    with store.read() as tables:
        themes = [one.id for one in tables.theme.of(evening.id)]
        aims = [one.id for one in (*tables.aim.all(), *tables.aim.gone())]
    target = themes[first % len(themes)] if themes else 0
    other = themes[second % len(themes)] if themes else 0
    made = aims[second % len(aims)] if aims else 0
    does: dict[str, Any] = {
        "value": lambda: aim.from_theme(store, theme_id=target, kind=AimKind.VALUE),
        "goal": lambda: aim.from_theme(store, theme_id=target, kind=AimKind.GOAL),
        "add": lambda: aim.add_theme(store, aim_id=made, theme_id=target),
        "new": lambda: aim.take_new(store, aim_id=made),
        "go": lambda: aim.let_go(store, aim_id=made, why="zo", now=NOW),
        "back": lambda: aim.bring_back(store, aim_id=made),
        "order": lambda: aim.move(store, aim_id=made, by=1),
        "lay": lambda: theme.gather(store, numbers=[second + 1], to=target, **common),
        "loose": lambda: theme.gather(store, numbers=[second + 1], to=None, **common),
        "merge": lambda: theme.merge(store, theme_id=target, into=other, **common),
        "apart": lambda: theme.take_apart(store, theme_id=target, **common),
        "hide": lambda: note.hide(store, note_id=first + 1, reason="", now=NOW),
        "keep": lambda: fate.keep(store, theme_id=target, now=NOW),
    }
    with suppress(SokError):
        does[kind]()


@settings(max_examples=60, deadline=None)
@given(done=st.lists(acts, min_size=6, max_size=20))
def test_whatever_hands_do_no_note_loses_its_road(evening: Evening, done: list[tuple[str, int, int]]) -> None:
    fresh(evening)
    linked: set[tuple[int | None, int]] = set()
    for one in done:
        act(evening, *one)
        with evening.store.read() as tables:
            found = road.read(tables)
        now = {(each.note_id, each.outcome_id) for each in found.sources}
        assert linked <= now
        linked = now
        for note_id, aim_id in now:
            assert note_id is not None
            assert (Outcome.AIM, aim_id) in grown(road.ahead(found, note_id))

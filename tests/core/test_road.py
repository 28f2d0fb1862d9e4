"""What became of a note, and where a clause came from."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sok_core import road
from sok_core.model import (
    Aim,
    AimKind,
    Clause,
    ClauseStatus,
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
    TargetKind,
    Task,
    Theme,
)
from sok_core.road import EndKind, Road
from tests.evening import NOW
from tests.molenkwartier import neighbourhood

MEETING = Meeting(
    1, Step.GOALS_VALUES, "Avond", NOW.date(), None, None, "De Spil", MeetingStatus.CLOSED, "ABCD", ""
)
NOTES = {n: Note(n, 1, 1, n, f"Briefje {n}", NOW, theme_id=1 if n < 3 else None) for n in (1, 2, 3)}
TALK = {
    n: Conversation(n, 1, NOW.date(), "begeleider", TalkResult.SPOKEN, reader)
    for n, reader in ((1, Reader.FACILITATOR), (2, Reader.TABLE))
}
BASE = Road(notes=NOTES, themes={1: Theme(1, 1, 1, "Samen")}, meetings={1: MEETING}, conversations=TALK)


def clauses(*given: Clause) -> dict[str, Any]:
    return {"clauses": {one.id: one for one in given}, "numbers": {one.id: f"4.{one.id}" for one in given}}


def sources(*given: tuple[Outcome, int, int]) -> dict[str, Any]:
    return {"sources": [Source(place, *one) for place, one in enumerate(given, 1)]}


def ends(found: Road) -> list[str]:
    return [road.end(found, each).text for each in found.notes]


CLAUSE = Clause(2, Section.ROLES, 2)
IN_CLAUSE = sources((Outcome.CLAUSE, 2, 1))


def test_nothing_known_is_not_discussed_yet() -> None:
    assert ends(BASE) == ["Nog niet besproken"] * 3


def test_a_note_stands_in_the_clauses_that_grew_from_it() -> None:
    found = replace(
        BASE,
        **clauses(CLAUSE, Clause(10, Section.ROLES, 10)),
        **sources((Outcome.CLAUSE, 10, 1), (Outcome.CLAUSE, 2, 1), (Outcome.CLAUSE, 10, 2)),
    )
    assert ends(found) == ["Staat in artikel 4.2 en 4.10", "Staat in artikel 4.10", "Nog niet besproken"]


def test_a_clause_that_came_from_a_task_holds_its_notes() -> None:
    found = replace(
        BASE,
        tasks={5: Task(5, 1, "Koffie zetten")},
        **clauses(replace(CLAUSE, task_id=5)),
        **sources((Outcome.TASK, 5, 3)),
    )
    assert road.end(found, 3).text == "Staat in artikel 4.2"
    assert [one.number for group in road.behind(found, Outcome.CLAUSE, 2).groups for one in group.notes] == [
        3
    ]


def test_a_theme_tells_all_its_notes_and_a_note_itself_goes_first() -> None:
    said = [
        Fate(1, FateKind.KEPT, theme_id=1, text="Voor volgend jaar."),
        Fate(2, FateKind.NO_CLAUSE, note_id=2, why="het is een groet"),
    ]
    found = replace(BASE, fates=said)
    assert ends(found) == ["Bewaard voor later", "Geen afspraak, want het is een groet", "Nog niet besproken"]
    assert road.end(found, 1).more == "Voor volgend jaar."


def test_a_clause_that_stands_goes_before_what_was_said() -> None:
    found = replace(BASE, fates=[Fate(1, FateKind.KEPT, note_id=1)], **clauses(CLAUSE), **IN_CLAUSE)
    assert road.end(found, 1).kind is EndKind.CLAUSE


@pytest.mark.parametrize(
    ("came", "rows"),
    [
        ({"theme_id": 1}, {}),
        ({"task_id": 5}, {"tasks": {5: Task(5, 1, "Koffie", theme_id=1)}}),
        ({"project_id": 5}, {"projects": {5: Project(5, 1, "Koffie", ProjectStatus.BUSY, theme_id=1)}}),
    ],
)
def test_a_note_that_came_late_to_its_theme_reads_where_that_stands(
    came: dict[str, int], rows: dict[str, Any]
) -> None:
    found = replace(BASE, **clauses(replace(CLAUSE, **came)), **IN_CLAUSE, **rows)
    assert ends(found) == [
        "Staat in artikel 4.2",
        "Het thema ‘Samen’ staat in artikel 4.2",
        "Nog niet besproken",
    ]
    assert road.end(found, 2).kind is EndKind.CLAUSE


def test_a_theme_that_stands_in_several_articles_names_them_all_and_none_that_was_withdrawn() -> None:
    made = [Clause(each, Section.ROLES, each, theme_id=1) for each in (10, 2, 5, 6)]
    gone = {"status": ClauseStatus.WITHDRAWN}
    of_theme = [*made[:2], replace(made[2], **gone, into_id=7), replace(made[3], **gone)]
    found = replace(BASE, **clauses(*of_theme, Clause(7, Section.ROLES, 7)))
    assert road.end(found, 1).text == "Het thema ‘Samen’ staat in artikel 4.2, 4.7 en 4.10"
    said = replace(found, fates=[Fate(1, FateKind.KEPT, note_id=1), Fate(2, FateKind.KEPT, theme_id=1)])
    assert [road.end(said, each).kind for each in (1, 2)] == [EndKind.KEPT, EndKind.CLAUSE]
    withdrawn = replace(said, **clauses(replace(made[3], **gone)))
    assert road.end(withdrawn, 2).text == "Bewaard voor later"


def test_a_withdrawn_clause_is_told_with_its_reason() -> None:
    gone = replace(CLAUSE, status=ClauseStatus.WITHDRAWN, why="De subsidie stopte.")
    assert road.end(replace(BASE, **clauses(gone), **IN_CLAUSE), 1).text == (
        "Stond in artikel 4.2, maar dat is weer ingetrokken, want de subsidie stopte"
    )


def test_a_merged_clause_leads_to_where_it_went_also_in_a_circle() -> None:
    gone = replace(CLAUSE, status=ClauseStatus.WITHDRAWN, into_id=3)
    into = Clause(3, Section.ROLES, 3)
    found = replace(BASE, **clauses(gone, into), **IN_CLAUSE)
    assert road.end(found, 1).text == "Staat in artikel 4.3"
    assert [g.notes[0].number for g in road.behind(found, Outcome.CLAUSE, 3).groups] == [1]
    circle = replace(found, clauses={2: gone, 3: replace(into, into_id=2, status=ClauseStatus.WITHDRAWN)})
    assert road.end(circle, 1).kind is EndKind.WITHDRAWN


@pytest.mark.parametrize(
    ("outcome", "rows", "told"),
    [
        (Outcome.AIM, {"aims": {7: Aim(7, AimKind.GOAL, 1, "Warm")}}, "Hoort bij het doel ‘Warm’"),
        (
            Outcome.AIM,
            {"aims": {7: Aim(7, AimKind.VALUE, 1, "Warm", gone_at=NOW, gone_why="te vaag.")}},
            "Hoorde bij de waarde ‘Warm’. Dat is losgelaten, want te vaag",
        ),
        (Outcome.TASK, {"tasks": {7: Task(7, 1, "Koken")}}, "Hoort bij de taak ‘Koken’"),
        (
            Outcome.PROJECT,
            {"projects": {7: Project(7, 1, "Tuin", ProjectStatus.BUSY)}},
            "Zit in het project ‘Tuin’",
        ),
        (
            Outcome.PROJECT,
            {"projects": {7: Project(7, 1, "Tuin", ProjectStatus.LATER)}},
            "Bewaard voor later: het idee ‘Tuin’",
        ),
    ],
)
def test_a_road_that_goes_on_is_told(outcome: Outcome, rows: dict[str, Any], told: str) -> None:
    assert road.end(replace(BASE, **rows, **sources((outcome, 7, 3))), 3).text == told


@pytest.mark.parametrize(
    ("outcome", "rows", "told"),
    [
        (
            Outcome.AIM,
            {"aims": {7: Aim(7, AimKind.VALUE, 1, "Warm"), 8: Aim(8, AimKind.GOAL, 2, "Groen")}},
            "Hoort bij de waarde ‘Warm’ en het doel ‘Groen’",
        ),
        (
            Outcome.TASK,
            {"tasks": {7: Task(7, 1, "Koken"), 8: Task(8, 2, "Bellen")}},
            "Hoort bij de taken ‘Koken’ en ‘Bellen’",
        ),
        (
            Outcome.PROJECT,
            {"projects": {n: Project(n, n, f"Bank {n}", ProjectStatus.BUSY) for n in (7, 8)}},
            "Zit in de projecten ‘Bank 7’ en ‘Bank 8’",
        ),
        (
            Outcome.PROJECT,
            {"projects": {n: Project(n, n, f"Bank {n}", ProjectStatus.LATER) for n in (7, 8)}},
            "Bewaard voor later: de ideeën ‘Bank 7’ en ‘Bank 8’",
        ),
    ],
)
def test_all_that_a_note_is_part_of_is_told(outcome: Outcome, rows: dict[str, Any], told: str) -> None:
    found = replace(BASE, **rows, **sources((outcome, 7, 1), (outcome, 8, 1)))
    assert road.end(found, 1).text == told


def test_a_hidden_note_is_counted_and_not_shown() -> None:
    hidden = NOTES | {1: replace(NOTES[1], hidden_at=NOW)}
    found = replace(
        BASE, notes=hidden, **clauses(CLAUSE), **sources((Outcome.CLAUSE, 2, 1), (Outcome.CLAUSE, 2, 2))
    )
    (group,) = road.behind(found, Outcome.CLAUSE, 2).groups
    assert ([one.number for one in group.notes], group.hidden) == ([2], 1)


def test_talks_are_read_by_who_may_read_them() -> None:
    links = [Source(n, Outcome.CLAUSE, 2, conversation_id=n) for n in (1, 2)]
    found = replace(BASE, sources=links, **clauses(CLAUSE))
    table, lead = found, replace(found, reader=Reader.FACILITATOR)
    at_table, leading = (road.behind(each, Outcome.CLAUSE, 2) for each in (table, lead))
    assert ([one.id for one in at_table.conversations], at_table.kept_back) == ([2], 1)
    assert ([one.id for one in leading.conversations], leading.kept_back) == ([1, 2], 0)


def test_dots_of_a_theme_are_those_on_it_and_the_stickers_on_its_notes() -> None:
    notes = NOTES | {1: replace(NOTES[1], votes=4)}
    found = replace(BASE, notes=notes, dots={(TargetKind.THEME, 1): 3, (TargetKind.NOTE, 3): 2})
    assert road.dots_of_theme(found, 1) == 7
    assert [road.dots_of_note(found, each) for each in notes.values()] == [4, 0, 2]


def test_in_the_demo_every_note_has_an_end_and_every_value_a_beginning(tmp_path: Path) -> None:
    with neighbourhood(tmp_path) as store, store.read() as tables:
        found = road.read(tables, Reader.FACILITATOR)
    by_kind = Counter(road.end(found, each).kind for each in found.notes)
    assert by_kind[EndKind.CLAUSE] > 60
    assert by_kind[EndKind.NO_CLAUSE] > 0
    first = next(one for one in found.aims.values() if one.title == "Gelijkwaardig meebeslissen")
    (group,) = road.behind(found, Outcome.AIM, first.id).groups
    assert (group.meeting.date, group.theme is not None) == (dt.date(2025, 4, 10), True)
    assert len(group.notes) == 10

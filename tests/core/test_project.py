"""Projects: from ideas by dots, guarded against each other's pens, and what they teach."""

import datetime as dt
from typing import Any

import pytest

from sok_core import agreement, clause, meeting, note, project
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import (
    DocumentType,
    Meeting,
    Outcome,
    Phase,
    Project,
    ProjectStatus,
    RoleKind,
    RolePart,
    Section,
    Stance,
    Step,
    TargetKind,
)
from tests.evening import NOW, Evening

TODAY = dt.date(2026, 11, 5)


@pytest.fixture
def market(evening: Evening) -> Meeting:
    """An evening of step 4 with a question that is open."""
    with evening.store.write() as tables:
        tables.meeting.update(evening.id, step=Step.PROJECTS)
    evening.ask(phase=Phase.OPEN)
    return evening.meeting


def theme(evening: Evening, title: str, *notes: int) -> int:
    with evening.store.write() as tables:
        made = tables.theme.add(evening.id, title=title, description="Samen koken")
        for each in notes:
            tables.note.update(each, theme_id=made.id)
    return made.id


def dot(evening: Evening, kind: TargetKind, row_id: int, dots: int, voter: str = "Fatma") -> None:
    with evening.store.write() as tables:
        tables.vote.put(
            meeting_id=evening.id,
            prompt_id=evening.prompts[0].id,
            target=kind,
            target_id=row_id,
            voter=voter,
            dots=dots,
            table=None,
            channel=evening.notes[0].channel,
        )


def ideas(evening: Evening) -> list[tuple[str, int]]:
    with evening.store.read() as tables:
        return [(one.title, one.dots) for one in project.ideas(tables) if one.project is None]


def road(evening: Evening, one: Project) -> list[int | None]:
    with evening.store.read() as tables:
        return [each.note_id for each in tables.source.of(Outcome.PROJECT, one.id)]


@pytest.mark.usefixtures("market")
def test_ideas_come_by_dots_and_hidden_notes_never(evening: Evening) -> None:
    soup, bench, hidden = (evening.post(each) for each in ("Soep", "Bankje", "Weg"))
    note.hide(evening.store, note_id=hidden.id, reason="", now=NOW)
    cooking = theme(evening, "Koken", soup.id)
    dot(evening, TargetKind.THEME, cooking, 2)
    dot(evening, TargetKind.NOTE, bench.id, 3)
    assert ideas(evening) == [("Bankje", 3), ("Koken", 2)]


@pytest.mark.usefixtures("market")
def test_one_click_makes_a_project_with_its_dots_and_its_road(evening: Evening) -> None:
    soup, hidden = evening.post("Soep"), evening.post("Weg")
    cooking = theme(evening, "Koken", soup.id, hidden.id)
    note.hide(evening.store, note_id=hidden.id, reason="", now=NOW)
    dot(evening, TargetKind.THEME, cooking, 2)
    dot(evening, TargetKind.THEME, cooking, 3, voter="Kees")
    made = project.from_theme(evening.store, theme_id=cooking, status=ProjectStatus.CHOSEN)
    assert (made.title, made.goal, made.dots, made.theme_id) == ("Koken", "Samen koken", 5, cooking)
    assert road(evening, made) == [soup.id]
    assert ideas(evening) == []
    with pytest.raises(Conflict, match=r"project\.from_here"):
        project.from_theme(evening.store, theme_id=cooking, status=ProjectStatus.LATER)


@pytest.mark.usefixtures("market")
def test_an_idea_that_is_kept_waits_and_can_be_taken_up(evening: Evening) -> None:
    bench = evening.post("Een bankje bij de bushalte")
    made = project.from_note(evening.store, note_id=bench.id, status=ProjectStatus.LATER)
    assert (made.status, road(evening, made)) == (ProjectStatus.LATER, [bench.id])
    with pytest.raises(Conflict):
        project.from_note(evening.store, note_id=bench.id, status=ProjectStatus.CHOSEN)
    project.set_status(evening.store, project_id=made.id, status=ProjectStatus.CHOSEN)
    with evening.store.read() as tables:
        assert tables.project.get(made.id).status is ProjectStatus.CHOSEN


@pytest.mark.usefixtures("market")
def test_a_hidden_note_makes_no_project(evening: Evening) -> None:
    gone = evening.post("Weg")
    note.hide(evening.store, note_id=gone.id, reason="", now=NOW)
    with pytest.raises(NotFound):
        project.from_note(evening.store, note_id=gone.id, status=ProjectStatus.CHOSEN)


def test_what_two_people_change_at_once_is_told_in_words(evening: Evening) -> None:
    seen = project.add(evening.store, title="Soep")
    project.change(
        evening.store, project_id=seen.id, before=seen, first_step_on=TODAY, status=ProjectStatus.BUSY
    )
    for field, value, there in (
        ("first_step_on", dt.date(2027, 1, 1), "donderdag 5 november 2026"),
        ("status", ProjectStatus.DONE, "bezig"),
    ):
        with pytest.raises(Conflict) as caught:
            project.change(evening.store, project_id=seen.id, before=seen, **{field: value})
        assert caught.value.values == {"field": project.FIELDS[field], "there": there}
    now = project.change(evening.store, project_id=seen.id, before=seen, goal=" Samen   eten ", budget=250)
    assert (now.goal, now.budget, now.status) == ("Samen eten", 250, ProjectStatus.BUSY)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, "project.empty"),
        ({"title": "x" * 81}, "project.too_long"),
        ({"goal": "x" * 301}, "project.too_long"),
        ({"budget": -1}, "project.number"),
    ],
)
def test_what_cannot_be_is_refused(evening: Evening, fields: dict[str, Any], code: str) -> None:
    seen = project.add(evening.store, title="Soep")
    with pytest.raises(RuleBroken) as caught:
        project.change(evening.store, project_id=seen.id, before=seen, **fields)
    assert caught.value.code == code


def test_two_projects_have_two_names(evening: Evening) -> None:
    project.add(evening.store, title="Soep")
    with pytest.raises(Conflict, match=r"project\.there"):
        project.add(evening.store, title="soep")


@pytest.mark.usefixtures("market")
def test_a_lesson_becomes_a_draft_clause_once_with_the_road_of_its_project(evening: Evening) -> None:
    soup = evening.post("Soep")
    made = project.from_note(evening.store, note_id=soup.id, status=ProjectStatus.DONE)
    with pytest.raises(RuleBroken, match=r"project\.lesson_empty"):
        project.lesson_to_clause(evening.store, project_id=made.id, now=NOW)
    project.learn(evening.store, project_id=made.id, lesson=" We bellen  eerst. ", today=TODAY)
    written = project.lesson_to_clause(evening.store, project_id=made.id, now=NOW)
    with evening.store.read() as tables:
        assert (written.section, written.project_id) == (Section.GOVERNANCE, made.id)
        assert [one.text for one in tables.clause_text.of(written.id)] == ["We bellen eerst."]
        assert [one.note_id for one in tables.source.of(Outcome.CLAUSE, written.id)] == [soup.id]
    with pytest.raises(Conflict, match=r"project\.in_clause"):
        project.lesson_to_clause(evening.store, project_id=made.id, now=NOW)


@pytest.mark.usefixtures("market")
def test_a_lesson_takes_a_number_that_is_free(evening: Evening) -> None:
    agreement.begin(evening.store, type=DocumentType.COOPERATION_AGREEMENT)
    first = clause.write(evening.store, section=Section.GOVERNANCE, text="Wij beslissen samen.", now=NOW)
    agreement.freeze(evening.store, title="Concept", now=NOW)
    clause.move_to(evening.store, clause_id=first.id, section=Section.ROLES)
    made = project.add(evening.store, title="Soep")
    project.learn(evening.store, project_id=made.id, lesson="We bellen eerst.", today=TODAY)
    written = project.lesson_to_clause(evening.store, project_id=made.id, now=NOW)
    clause.move_to(evening.store, clause_id=first.id, section=Section.GOVERNANCE)
    with evening.store.read() as tables:
        numbers = [clause.number(tables, tables.clause.get(one)) for one in (first.id, written.id)]
    assert len(set(numbers)) == 2


@pytest.mark.usefixtures("market")
def test_a_lesson_whose_article_went_on_in_another_is_an_article_still(evening: Evening) -> None:
    made = project.add(evening.store, title="Soep")
    project.learn(evening.store, project_id=made.id, lesson="We bellen eerst.", today=TODAY)
    written = project.lesson_to_clause(evening.store, project_id=made.id, now=NOW)
    other = clause.write(evening.store, section=Section.GOVERNANCE, text="Wij praten.", now=NOW)
    with evening.store.read() as tables:
        texts = tables.clause_text.newest()
    clause.merge(
        evening.store,
        clause_id=written.id,
        into_id=other.id,
        before=texts[written.id],
        into_before=texts[other.id],
        text="Wij praten, en bellen eerst.",
        today=TODAY,
        now=NOW,
    )
    with pytest.raises(Conflict, match=r"project\.in_clause"):
        project.lesson_to_clause(evening.store, project_id=made.id, now=NOW)


@pytest.mark.usefixtures("market")
def test_a_lesson_finds_a_chapter_in_every_kind_of_text_and_comes_back_after_it_was_withdrawn(
    evening: Evening,
) -> None:
    for number, type in enumerate(DocumentType):
        made = project.add(evening.store, title=f"Soep {number}")
        project.learn(evening.store, project_id=made.id, lesson="We bellen eerst.", today=TODAY)
        agreement.begin(evening.store, type=type)
        written = project.lesson_to_clause(evening.store, project_id=made.id, now=NOW)
        with evening.store.read() as tables:
            assert written.id in {one.clause_id for one in agreement.document(tables).articles}
            assert project.in_clause(tables, tables.project.get(made.id))
        clause.withdraw(evening.store, clause_id=written.id, why="Klopt niet", today=TODAY)
        with evening.store.read() as tables:
            assert not project.in_clause(tables, tables.project.get(made.id))


@pytest.mark.usefixtures("market")
def test_dots_of_a_vote_that_goes_on_are_told_to_nobody(evening: Evening) -> None:
    bench = evening.post("Bankje")
    dot(evening, TargetKind.NOTE, bench.id, 3)
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.VOTE, now=NOW)
    assert ideas(evening) == [("Bankje", 0)]
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.RESULT, now=NOW)
    assert ideas(evening) == [("Bankje", 3)]


def placed(number: int, status: ProjectStatus, ends_on: dt.date | None) -> Project:
    return Project(
        number, number, f"Project {number}", status, starts_on=dt.date(2026, 1, 1), ends_on=ends_on
    )


@pytest.mark.parametrize(
    ("projects", "says"),
    [
        ([], "Er staat nog geen project op de tijdlijn"),
        ([placed(1, ProjectStatus.LATER, None)], "Er staat nog geen project op de tijdlijn"),
        (
            [placed(1, ProjectStatus.DONE, TODAY), placed(2, ProjectStatus.BUSY, dt.date(2026, 12, 1))],
            "1 van 2 projecten is klaar, het volgende is klaar op dinsdag 1 december",
        ),
        (
            [placed(1, ProjectStatus.BUSY, dt.date(2026, 10, 1))],
            "Dit ene project is nog niet klaar, het loopt door na de einddatum",
        ),
        ([placed(1, ProjectStatus.DONE, TODAY)], "Dit ene project is klaar"),
        (
            [Project(1, 1, "Soep", ProjectStatus.CHOSEN, first_step_on=dt.date(2026, 12, 3))],
            "Dit ene project is nog niet klaar",
        ),
    ],
)
def test_the_timeline_says_what_it_shows(projects: list[Project], says: str) -> None:
    assert project.finding(projects, today=TODAY) == says


def test_a_card_says_what_it_lacks() -> None:
    one = Project(1, 1, "Soep", ProjectStatus.CHOSEN, goal="Eten", first_step="Pan lenen")
    lead = RolePart(1, 1, RoleKind.LEAD, Stance.AGREED, project_id=1)
    assert project.lacking(one, []) == ["trekker", "datum", "waarde", "einde (klaar als …)"]
    assert "trekker" not in project.lacking(one, [lead])
    assert "trekker" in project.lacking(one, [lead], gone={lead.party_id})


def test_an_end_before_the_beginning_is_refused(evening: Evening) -> None:
    one = project.add(evening.store, title="Soep")
    for start in ("starts_on", "first_step_on"):
        dates = {start: TODAY, "ends_on": TODAY - dt.timedelta(days=1)}
        with pytest.raises(RuleBroken, match=r"project\.ends_first"):
            project.change(evening.store, project_id=one.id, before=one, **dates)
    now = project.change(evening.store, project_id=one.id, before=one, starts_on=TODAY, ends_on=TODAY)
    with pytest.raises(RuleBroken, match=r"project\.ends_first"):
        project.change(evening.store, project_id=one.id, before=now, starts_on=TODAY + dt.timedelta(days=1))

"""Clauses: drafted from what a group found, saved, ordered, split, merged, withdrawn; numbers that stay."""

import datetime as dt
from typing import Any

import pytest

from sok_core import agreement, clause, clause_road, clause_source, meeting, party, road, task, words
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import (
    AimKind,
    Clause,
    ClauseStatus,
    ClauseText,
    DocumentType,
    Outcome,
    PartyStatus,
    Phase,
    ProjectStatus,
    Reader,
    RoleKind,
    Section,
    Stance,
    TargetKind,
)
from sok_core.store import Store
from tests.core.conftest import at_once
from tests.evening import NOW, Evening

TODAY = NOW.date()
LATER = NOW + dt.timedelta(hours=1)


def write(
    store: Store, text: str = "Wij planten bomen.", section: Section = Section.ROLES, **more: Any
) -> Clause:
    return clause.write(store, section=section, text=text, now=NOW, **more)


def text_of(store: Store, one: Clause) -> ClauseText:
    with store.read() as tables:
        return tables.clause_text.newest()[one.id]


def numbers(store: Store) -> dict[str, str]:
    """Return the text of each article by its number."""
    with store.read() as tables:
        return {one.number: one.text for one in agreement.document(tables).articles}


def clause_number(store: Store, one: Clause) -> str:
    with store.read() as tables:
        return clause.number(tables, one)


def row(store: Store, one: Clause) -> Clause:
    with store.read() as tables:
        return tables.clause.get(one.id)


def notes_of(store: Store, one: Clause) -> set[int | None]:
    with store.read() as tables:
        return {*clause_source.notes_of(tables, one.id)}


def covenant(store: Store) -> None:
    """Begin an agreement in which goals and values share chapter 2."""
    with store.write() as tables:
        tables.agreement.put(
            type=DocumentType.COVENANT,
            chapters=(("rollen", "Rollen", 1), ("doelen", "Doelen", 2), ("waarden", "Waarden", 2)),
        )


# ---------------------------------------------------------------- writing and saving


def test_a_clause_is_written_at_the_end_of_its_chapter_with_its_road(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    note = evening.post("Meer groen")
    first = write(evening.store, "  Wij planten\n bomen. ", notes=[note.id], by="begeleider")
    second = write(evening.store, "Wij geven ze water.")
    assert (first.position, second.position) == (1, 2)
    saved = text_of(evening.store, first)
    assert (saved.text, saved.saved_by) == ("Wij planten bomen.", "begeleider")
    assert notes_of(evening.store, first) == {note.id}


def test_sections_that_share_a_chapter_never_share_a_number(evening: Evening) -> None:
    covenant(evening.store)
    write(evening.store, "Doel", Section.GOALS)
    write(evening.store, "Waarde", Section.VALUES)
    write(evening.store, "Nog een doel", Section.GOALS)
    assert numbers(evening.store) == {"2.1": "Doel", "2.2": "Waarde", "2.3": "Nog een doel"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"text": "  "}, "clause.empty"),
        ({"text": "x" * 2001}, "clause.text_too_long"),
        ({"means": "x" * 701}, "clause.means_too_long"),
        ({"colour": "rood"}, "clause.field"),
    ],
)
def test_a_clause_without_text_or_with_too_much_is_refused(
    evening: Evening, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleBroken) as caught:
        write(evening.store, **more)
    assert caught.value.code == code
    assert numbers(evening.store) == {}


def test_a_section_without_a_chapter_is_refused(evening: Evening) -> None:
    covenant(evening.store)
    with pytest.raises(RuleBroken, match=r"clause\.section"):
        write(evening.store, section=Section.DISPUTES)


def test_every_save_is_a_text_of_its_own_and_says_why(evening: Evening) -> None:
    one = write(evening.store, means="uren", aim_ids=[3, 3])
    saved = clause.edit(
        evening.store,
        clause_id=one.id,
        before=text_of(evening.store, one),
        now=LATER,
        because=" Te  zacht ",
        text="Wij planten dertig bomen.",
    )
    assert (saved.text, saved.because, saved.means, saved.aim_ids) == (
        *("Wij planten dertig bomen.", "Te zacht", "uren", (3,)),
    )
    with evening.store.read() as tables:
        assert [each.text for each in tables.clause_text.of(one.id)] == [
            *("Wij planten bomen.", "Wij planten dertig bomen.")
        ]


def test_saving_what_is_there_already_saves_nothing(evening: Evening) -> None:
    one = write(evening.store)
    before = text_of(evening.store, one)
    clause.edit(evening.store, clause_id=one.id, before=before, now=LATER, text=" Wij planten bomen.")
    with evening.store.read() as tables:
        assert tables.clause_text.of(one.id) == [before]


def test_two_who_edit_the_same_clause_keep_both_what_they_wrote(evening: Evening) -> None:
    one = write(evening.store)
    seen = text_of(evening.store, one)
    clause.edit(evening.store, clause_id=one.id, before=seen, now=LATER, text="Wij planten bloemen.")
    with pytest.raises(Conflict) as caught:
        clause.edit(evening.store, clause_id=one.id, before=seen, now=LATER, text="Wij planten gras.")
    assert caught.value.values["field"] == "Tekst"
    both = clause.edit(evening.store, clause_id=one.id, before=seen, now=LATER, means="groenpotje")
    assert (both.text, both.means) == ("Wij planten bloemen.", "groenpotje")


def test_a_clock_that_runs_behind_never_hides_the_newest_text(evening: Evening) -> None:
    one = write(evening.store)
    early = NOW - dt.timedelta(days=1)
    clause.edit(evening.store, clause_id=one.id, before=text_of(evening.store, one), now=early, text="Nieuw.")
    assert text_of(evening.store, one).text == "Nieuw."


# ---------------------------------------------------------------- drafts


def test_a_theme_becomes_a_clause_with_all_its_notes_also_the_hidden_one(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    note, hidden, other = evening.post("Meer groen"), evening.post("Scheldwoord"), evening.post("Parkeren")
    with evening.store.write() as tables:
        theme = tables.theme.add(evening.id, title="Groen in de straat")
        tables.note.update(note.id, theme_id=theme.id)
        tables.note.update(hidden.id, theme_id=theme.id, hidden_at=NOW)
    agreement.begin(evening.store, type=DocumentType.LETTER_OF_INTENT)
    made = clause.draft_from(evening.store, theme, now=NOW, section=Section.GOALS)
    assert text_of(evening.store, made).text == "Wij willen dit: Groen in de straat."
    assert notes_of(evening.store, made) == {note.id, hidden.id}
    with evening.store.read() as tables:
        road = clause_road.grown_from(tables, made, reader=Reader.FACILITATOR)
    assert [(one.note.text, one.theme and one.theme.title) for one in road.words] == [
        ("Meer groen", "Groen in de straat")
    ]
    assert other.id not in notes_of(evening.store, made)


def test_dots_of_an_article_are_those_on_its_notes_and_their_theme(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    evening.post("Meer groen")
    (note,) = evening.notes
    with evening.store.write() as tables:
        theme = tables.theme.add(evening.id, title="Groen")
        tables.note.update(note.id, theme_id=theme.id, votes=2)
        for target, of in ((TargetKind.THEME, theme.id), (TargetKind.NOTE, note.id)):
            tables.vote.put(
                meeting_id=evening.id,
                prompt_id=note.prompt_id,
                target=target,
                target_id=of,
                voter="Fatma",
                dots=3,
                table=None,
                channel=note.channel,
            )
    made = clause.draft_from(evening.store, theme, now=NOW)
    dots = {}
    for phase in (Phase.VOTE, Phase.RESULT):
        meeting.set_phase(evening.store, meeting_id=evening.id, phase=phase, now=NOW)
        with evening.store.read() as tables:
            dots[phase] = clause_road.grown_from(tables, made, reader=Reader.FACILITATOR).dots
    assert dots == {Phase.VOTE: 2, Phase.RESULT: 8}


def test_a_value_becomes_a_clause_that_says_how_you_notice_it(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    note = evening.post("Gewone woorden graag")
    with evening.store.write() as tables:
        aim = tables.aim.add(
            kind=AimKind.VALUE,
            title="Heldere taal",
            meaning="Iedereen snapt het",
            noticed_by=("Korte brief.", "Uitleg"),
        )
        tables.source.link(Outcome.AIM, aim.id, notes=[note.id])
    made = clause.draft_from(evening.store, aim, now=NOW)
    saved = text_of(evening.store, made)
    assert made.section is Section.VALUES
    assert saved.text == (
        "Wij werken volgens deze waarde: Heldere taal. Iedereen snapt het. "
        "Dat merk je hieraan: Korte brief; Uitleg."
    )
    assert (saved.aim_ids, notes_of(evening.store, made)) == ((aim.id,), {note.id})


@pytest.mark.parametrize(
    ("type", "said"),
    [
        (
            DocumentType.COOPERATION_AGREEMENT,
            "De school trekt dit en betaalt of regelt wat nodig is. De Spil denkt mee.",
        ),
        (DocumentType.LETTER_OF_INTENT, "De school wil dit trekken en betalen of regelen wat nodig is."),
        (DocumentType.COVENANT, "De Spil spant zich in om mee te denken."),
    ],
)
def test_agreed_roles_become_a_sentence_for_each_party(
    evening: Evening, type: DocumentType, said: str
) -> None:
    school, spil, other = (
        party.write_down(evening.store, name=name, status=PartyStatus.AT_THE_TABLE)
        for name in ("De school", "De Spil", "Welzijn")
    )
    agreement.begin(evening.store, type=type)
    with evening.store.write() as tables:
        task = tables.task.add(title="Geveltuinen maken")
        for who, role, stance, text in (
            (spil, RoleKind.ADVISER, Stance.AGREED, ""),
            (school, RoleKind.FUNDER, Stance.AGREED, ""),
            (school, RoleKind.LEAD, Stance.AGREED, ""),
            (other, RoleKind.LEAD, Stance.EXPECTED, ""),
            (spil, RoleKind.EXECUTOR, Stance.NOT, "graven"),
        ):
            tables.role_part.add(party_id=who.id, role=role, stance=stance, task_id=task.id, text=text)
    made = clause.draft_from(evening.store, task, now=NOW)
    saved = text_of(evening.store, made)
    assert said in saved.text
    assert "De Spil doet dit niet: graven." in saved.text
    assert "Welzijn" not in saved.text
    assert set(saved.party_ids) == {school.id, spil.id}
    assert row(evening.store, made).task_id == task.id


def test_a_project_brings_its_means_its_date_and_its_first_step(evening: Evening) -> None:
    with evening.store.write() as tables:
        project = tables.project.add(
            title="Zonnedak",
            status=ProjectStatus.CHOSEN,
            goal="Stroom van eigen dak.",
            first_step="Dak laten meten",
            first_step_on=dt.date(2026, 4, 1),
            ends_on=dt.date(2026, 12, 31),
            budget=74000,
            funding="leden en lening",
            space="zaal",
        )
    made = clause.draft_from(evening.store, project, now=NOW)
    saved = text_of(evening.store, made)
    assert saved.text == "Zonnedak. Stroom van eigen dak. De eerste stap: Dak laten meten (1 april 2026)."
    assert (saved.means, saved.due) == ("74.000 euro (leden en lening), zaal", dt.date(2026, 12, 31))
    assert (made.section, row(evening.store, made).project_id) == (Section.PROJECTS, project.id)


def test_a_draft_lands_near_when_its_own_chapter_is_not_there(evening: Evening) -> None:
    agreement.begin(evening.store, type=DocumentType.GROUND_RULES)
    with evening.store.write() as tables:
        goal = tables.aim.add(kind=AimKind.GOAL, title="Minder tocht")
        project = tables.project.add(title="Tochtstrips", status=ProjectStatus.CHOSEN)
    assert clause.draft_from(evening.store, goal, now=NOW).section is Section.VALUES
    assert clause.draft_from(evening.store, project, now=NOW).section is Section.ROLES


# ---------------------------------------------------------------- order and numbers


def test_clauses_are_put_in_order_as_long_as_nothing_was_frozen(evening: Evening) -> None:
    covenant(evening.store)
    first, second = write(evening.store, "Eén"), write(evening.store, "Twee")
    clause.move(evening.store, clause_id=second.id, is_up=True)
    assert numbers(evening.store) == {"1.1": "Twee", "1.2": "Eén"}
    clause.move(evening.store, clause_id=second.id, is_up=True)
    clause.move(evening.store, clause_id=first.id, is_up=False)
    assert numbers(evening.store) == {"1.1": "Twee", "1.2": "Eén"}


def test_a_frozen_number_is_never_exchanged(evening: Evening) -> None:
    covenant(evening.store)
    write(evening.store, "Eén")
    agreement.freeze(evening.store, title="Concept", now=LATER)
    second, third = write(evening.store, "Twee"), write(evening.store, "Drie")
    with pytest.raises(RuleBroken) as caught:
        clause.move(evening.store, clause_id=second.id, is_up=True)
    assert (caught.value.code, caught.value.values["number"]) == ("clause.number_stays", "1.1")
    clause.move(evening.store, clause_id=third.id, is_up=True)
    assert numbers(evening.store) == {"1.1": "Eén", "1.2": "Drie", "1.3": "Twee"}


def test_a_clause_that_moves_before_freezing_leaves_no_gap(evening: Evening) -> None:
    covenant(evening.store)
    first = write(evening.store, "Eén")
    write(evening.store, "Twee")
    write(evening.store, "Doel", Section.GOALS)
    clause.move_to(evening.store, clause_id=first.id, section=Section.VALUES)
    assert numbers(evening.store) == {"1.1": "Twee", "2.1": "Doel", "2.2": "Eén"}


def test_a_frozen_number_stays_unused_when_its_clause_moves_and_waits_for_it(evening: Evening) -> None:
    covenant(evening.store)
    write(evening.store, "Eén")
    second = write(evening.store, "Twee")
    agreement.freeze(evening.store, title="Concept", now=LATER)
    clause.move_to(evening.store, clause_id=second.id, section=Section.GOALS)
    write(evening.store, "Nieuw")
    assert numbers(evening.store) == {"1.1": "Eén", "2.1": "Twee", "1.3": "Nieuw"}
    clause.move_to(evening.store, clause_id=second.id, section=Section.ROLES)
    assert numbers(evening.store) == {"1.1": "Eén", "1.2": "Twee", "1.3": "Nieuw"}


def test_within_one_chapter_another_section_keeps_the_number(evening: Evening) -> None:
    covenant(evening.store)
    goal = write(evening.store, "Doel", Section.GOALS)
    write(evening.store, "Waarde", Section.VALUES)
    clause.move_to(evening.store, clause_id=goal.id, section=Section.VALUES)
    assert numbers(evening.store) == {"2.1": "Doel", "2.2": "Waarde"}
    with pytest.raises(RuleBroken, match=r"clause\.section"):
        clause.move_to(evening.store, clause_id=goal.id, section=Section.DISPUTES)


# ---------------------------------------------------------------- split, merge, withdraw


def test_both_halves_of_a_clause_keep_the_whole_road(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    note = evening.post("Meer groen")
    covenant(evening.store)
    one = write(evening.store, "Wij planten. Wij geven water.", notes=[note.id], party_ids=[7], means="uren")
    made = clause.split(
        evening.store,
        clause_id=one.id,
        before=text_of(evening.store, one),
        first="Wij planten.",
        second="Wij geven water.",
        now=LATER,
    )
    assert numbers(evening.store) == {"1.1": "Wij planten.", "1.2": "Wij geven water."}
    assert (made.from_id, text_of(evening.store, made).party_ids) == (one.id, (7,))
    assert notes_of(evening.store, one) == notes_of(evening.store, made) == {note.id}
    assert text_of(evening.store, one).because == "Gesplitst: de rest staat in 1.2"


def test_splitting_a_text_that_somebody_else_changed_is_refused_whole(evening: Evening) -> None:
    one = write(evening.store, "Wij planten. Wij geven water.")
    seen = text_of(evening.store, one)
    clause.edit(evening.store, clause_id=one.id, before=seen, now=LATER, text="Wij planten alles.")
    halves: dict[str, Any] = {"clause_id": one.id, "now": LATER}
    with pytest.raises(Conflict, match=r"clause\.changed"):
        clause.split(evening.store, before=seen, first="Wij planten.", second="Wij geven water.", **halves)
    now = text_of(evening.store, one)
    with pytest.raises(RuleBroken, match=r"clause\.empty"):
        clause.split(evening.store, before=now, first=" ", second="Wij geven water.", **halves)
    assert list(numbers(evening.store).values()) == ["Wij planten alles."]


def merge(store: Store, one: Clause, into: Clause, text: str = "Samen.") -> Clause:
    return clause.merge(
        store,
        clause_id=one.id,
        into_id=into.id,
        before=text_of(store, one),
        into_before=text_of(store, into),
        text=text,
        today=TODAY,
        now=LATER,
    )


def test_a_merged_clause_unites_what_both_had_and_says_where_the_other_went(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    first, second = evening.post("Meer groen"), evening.post("Bomen")
    covenant(evening.store)
    with evening.store.write() as tables:
        task = tables.task.add(title="Planten")
        theme = tables.theme.add(evening.id, title="Groen")
    gone = write(
        evening.store,
        notes=[first.id],
        theme_id=theme.id,
        party_ids=[1, 2],
        means="geld",
        due=dt.date(2027, 1, 1),
        task_id=task.id,
    )
    stays = write(evening.store, notes=[second.id], party_ids=[2, 3], means="uren", due=dt.date(2027, 2, 1))
    merge(evening.store, gone, stays)
    text, left = text_of(evening.store, stays), row(evening.store, gone)
    assert (text.text, text.party_ids, text.means) == ("Samen.", (2, 3, 1), "uren, geld")
    assert (text.due, text.because) == (dt.date(2027, 1, 1), "1.1 is erbij gekomen")
    assert notes_of(evening.store, stays) == {first.id, second.id}
    assert (left.status, left.why, left.into_id, left.withdrawn_on) == (
        *(ClauseStatus.WITHDRAWN, "Samengevoegd met 1.2", stays.id, TODAY),
    )
    with evening.store.read() as tables:
        assert clause_road.grown_from(tables, stays, reader=Reader.TABLE).tasks == (task,)
    half = {"clause_id": stays.id, "before": text, "first": "Wij planten.", "second": "Wij geven water."}
    assert clause.split(evening.store, **half, now=LATER).theme_id == theme.id


def test_what_is_merged_and_brought_back_takes_along_just_what_was_its_own(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    first, second = evening.post("Meer groen"), evening.post("Bomen")
    made = task.add(evening.store, title="Planten")
    gone = write(evening.store, notes=[first.id], task_id=made.id)
    stays = write(evening.store, notes=[second.id])
    merge(evening.store, gone, stays)
    with pytest.raises(Conflict, match=r"clause\.there") as refused:
        clause.draft_from(evening.store, made, now=LATER)
    assert refused.value.values["number"] == clause_number(evening.store, stays)
    clause.bring_back(evening.store, clause_id=gone.id)
    assert [notes_of(evening.store, one) for one in (gone, stays)] == [{first.id}, {second.id}]
    with evening.store.read() as tables:
        assert clause_road.grown_from(tables, stays, reader=Reader.TABLE).tasks == ()


def test_a_note_that_came_with_a_merged_article_is_taken_off_both(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    first = evening.post("Meer groen")
    gone, stays = write(evening.store, notes=[first.id]), write(evening.store)
    merge(evening.store, gone, stays)
    clause_source.take_off(evening.store, clause_id=stays.id, note_ids=[first.id])
    assert [notes_of(evening.store, one) for one in (gone, stays)] == [set(), set()]
    with evening.store.read() as tables:
        assert road.end(road.read(tables), first.id).text == road.NOT_YET


def test_a_merged_article_names_where_the_other_stands_by_now(evening: Evening) -> None:
    covenant(evening.store)
    gone, stays = write(evening.store), write(evening.store)
    merge(evening.store, gone, stays)
    clause.move_to(evening.store, clause_id=stays.id, section=Section.GOALS)
    write(evening.store)  # under the number that the other left
    with evening.store.read() as tables:
        text = agreement.document(tables)
    assert text.articles[0].why == "Samengevoegd met 2.1"
    assert agreement.merged(text.articles, {}) == {gone.id: stays.id}


@pytest.mark.parametrize(("why", "into"), [("Samengevoegd met 5.5", 5), ("", 6)])
def test_an_older_text_goes_by_the_clause_until_a_draft_changed_that(why: str, into: int) -> None:
    """It kept the number from the day of the merge, under which another article stands by now."""
    rest = {"section": Section.ROLES, "text": "Wij doen mee."}
    frozen = agreement.Article(1, "5.1", is_withdrawn=True, why="Samengevoegd met 5.5", **rest)
    there = [frozen, agreement.Article(5, "5.2", **rest), agreement.Article(6, "5.5", **rest)]
    gone = Clause(1, Section.ROLES, 1, into_id=5, why=why)
    assert agreement.merged(there, {1: gone}) == {1: into}


def test_the_words_behind_what_was_merged_stay_with_both_halves(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    green, trees = evening.post("Meer groen"), evening.post("Bomen")
    covenant(evening.store)
    with evening.store.write() as tables:
        tasks = [tables.task.add(title=title) for title in ("Planten", "Water geven")]
        for one, said in zip(tasks, (green, trees), strict=True):
            tables.source.link(Outcome.TASK, one.id, notes=[said.id])
    gone, stays = (write(evening.store, task_id=one.id) for one in tasks)
    merge(evening.store, gone, stays)
    seen = text_of(evening.store, stays)
    halves = {"clause_id": stays.id, "before": seen, "first": "Wij planten.", "second": "Wij geven water."}
    made = clause.split(evening.store, **halves, now=LATER)
    assert notes_of(evening.store, made) == {green.id}  # the other comes along with its task
    clause.withdraw(evening.store, clause_id=stays.id, why="Kan niet", today=TODAY)
    with evening.store.read() as tables:
        found = road.read(tables)
    assert [road.end(found, one.id).text for one in (green, trees)] == ["Staat in artikel 1.3"] * 2


def test_both_halves_rest_on_the_task_and_project_of_what_was_merged(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    trees = evening.post("Bomen")
    with evening.store.write() as tables:
        planting = tables.task.add(title="Planten")
        feast = tables.project.add(title="Boomfeest", status=ProjectStatus.CHOSEN)
        tables.source.link(Outcome.TASK, planting.id, notes=[trees.id])
    gone, stays = write(evening.store, task_id=planting.id), write(evening.store, project_id=feast.id)
    merge(evening.store, gone, stays)
    seen = text_of(evening.store, stays)
    halves = {"clause_id": stays.id, "before": seen, "first": "Wij planten.", "second": "Wij geven water."}
    made = clause.split(evening.store, **halves, now=LATER)
    assert (made.task_id, made.project_id) == (planting.id, feast.id)
    assert notes_of(evening.store, made) == set()  # they come along with the task
    with evening.store.read() as tables:
        for half in (stays, made):
            assert clause_road.grown_from(tables, half, reader=Reader.TABLE).tasks == (planting,)


def test_a_clause_is_not_merged_with_itself_nor_with_one_that_was_withdrawn(evening: Evening) -> None:
    one, other = write(evening.store), write(evening.store, "Wij geven water.")
    with pytest.raises(RuleBroken, match=r"clause\.same"):
        merge(evening.store, one, one)
    clause.withdraw(evening.store, clause_id=other.id, why="Kan niet", today=TODAY)
    with pytest.raises(Conflict, match=r"clause\.withdrawn"):
        merge(evening.store, one, other)
    assert row(evening.store, one).status is ClauseStatus.IN_FORCE


def test_a_reason_that_everybody_reads_holds_no_personal_data(evening: Evening) -> None:
    one = write(evening.store)
    with pytest.raises(RuleBroken, match=r"clause\.why_personal") as refused:
        clause.withdraw(evening.store, clause_id=one.id, why="Piet wil niet, bel 06-11112222", today=TODAY)
    assert words.sentence(refused.value).startswith("In de reden staat een telefoonnummer.")
    with evening.store.read() as tables:
        assert tables.clause.get(one.id).status is ClauseStatus.IN_FORCE


def test_a_clause_is_withdrawn_with_a_reason_and_comes_back(evening: Evening) -> None:
    one = write(evening.store)
    with pytest.raises(RuleBroken, match=r"clause\.why_empty"):
        clause.withdraw(evening.store, clause_id=one.id, why=" ", today=TODAY)
    left = clause.withdraw(evening.store, clause_id=one.id, why="Niemand tekent dit.", today=TODAY)
    assert (left.why, left.withdrawn_on) == ("Niemand tekent dit.", TODAY)
    with pytest.raises(Conflict, match=r"clause\.withdrawn"):
        clause.withdraw(evening.store, clause_id=one.id, why="Nog eens", today=TODAY)
    with pytest.raises(Conflict, match=r"clause\.withdrawn"):
        clause.edit(
            evening.store, clause_id=one.id, before=text_of(evening.store, one), now=LATER, text="Toch."
        )
    back = clause.bring_back(evening.store, clause_id=one.id)
    assert (back.status, back.why, back.withdrawn_on) == (ClauseStatus.IN_FORCE, "", None)
    with pytest.raises(NotFound, match=r"clause\.unknown"):
        clause.bring_back(evening.store, clause_id=99)


def test_a_task_that_two_people_begin_at_once_becomes_one_article(evening: Evening) -> None:
    with evening.store.write() as tables:
        task = tables.task.add(title="Bomen water geven")
    acts = [lambda: clause.draft_from(evening.store, task, now=NOW)] * 2
    (refused,) = at_once(*acts)
    assert refused.code == "clause.there"
    with evening.store.read() as tables:
        (made,) = tables.clause.all()
    clause.withdraw(evening.store, clause_id=made.id, why="Toch niet", today=TODAY)
    clause.draft_from(evening.store, task, now=NOW)


def test_two_articles_with_much_means_can_be_merged(evening: Evening) -> None:
    agreement.begin(evening.store, type=DocumentType.COVENANT)
    made = [
        clause.write(evening.store, section=Section.ROLES, text=f"Zin {sign}", means=sign * 300, now=NOW)
        for sign in "ab"
    ]
    with evening.store.read() as tables:
        stays, goes = (tables.clause_text.of(one.id)[-1] for one in made)
    clause.merge(
        evening.store,
        clause_id=goes.clause_id,
        into_id=stays.clause_id,
        before=goes,
        into_before=stays,
        text="Een zin",
        today=TODAY,
        now=NOW,
    )
    assert {sign: text_of(evening.store, made[0]).means.count(sign) for sign in "ab"} == {"a": 300, "b": 300}

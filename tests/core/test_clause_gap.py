"""What is missing in the text: each empty part in one sentence, with the number that opens its article."""

import datetime as dt
from typing import Any

from sok_core import agreement, aim, clause, clause_gap, party, project, task
from sok_core.clause_gap import GapKind
from sok_core.model import (
    AimKind,
    ClauseStatus,
    DocumentType,
    MeetingStatus,
    Outcome,
    Party,
    PartyStatus,
    PartyType,
    ProjectStatus,
    Section,
    Step,
)
from sok_core.signature import join, sign
from sok_core.store import Store
from tests import signing
from tests.evening import NOW, Evening

TODAY = NOW.date()
FULL: dict[str, Any] = {"means": "uren", "due": dt.date(2027, 4, 1), "aim_ids": [1]}


def found(store: Store) -> list[tuple[GapKind, str]]:
    with store.read() as tables:
        return [
            (one.kind, one.number)
            for one in clause_gap.gaps_of(tables, today=TODAY)
            if one.kind is not GapKind.NO_ARTICLE
        ]


def sentences(store: Store) -> list[str]:
    with store.read() as tables:
        return [one.sentence for one in clause_gap.gaps_of(tables, today=TODAY)]


def at_table(store: Store, name: str = "School", **more: Any) -> Party:
    return party.write_down(store, name=name, **{"status": PartyStatus.AT_THE_TABLE} | more)


def begin(store: Store) -> None:
    with store.write() as tables:
        tables.agreement.put(
            type=DocumentType.COOPERATION_AGREEMENT,
            chapters=(("rollen", "Rollen", 1), ("looptijd", "Looptijd", 2)),
        )


def write(store: Store, **more: Any) -> int:
    values: dict[str, Any] = {"section": Section.ROLES, "text": "Wij planten bomen."} | more
    return clause.write(store, now=NOW, **values).id


def merge(store: Store, gone: int, into: int) -> None:
    with store.read() as tables:
        texts = tables.clause_text.newest()
    clause.merge(
        store,
        clause_id=gone,
        into_id=into,
        before=texts[gone],
        into_before=texts[into],
        text="Planten en water geven.",
        today=TODAY,
        now=NOW,
    )


def test_nothing_is_missing_before_anything_was_begun(evening: Evening) -> None:
    assert sentences(evening.store) == []


def test_a_promise_with_all_its_parts_misses_nothing(evening: Evening) -> None:
    begin(evening.store)
    write(evening.store, party_ids=[at_table(evening.store).id], **FULL)
    write(evening.store, section=Section.DURATION, text="Tot en met 2028.")
    assert found(evening.store) == []


def test_each_empty_part_of_a_promise_is_said_with_its_number(evening: Evening) -> None:
    begin(evening.store)
    write(evening.store)
    assert found(evening.store) == [
        (GapKind.NO_PARTY, "1.1"),
        (GapKind.NO_DATE, "1.1"),
        (GapKind.NO_MEANS, "1.1"),
        (GapKind.NO_AIM, "1.1"),
    ]
    assert "Artikel 1.1 zegt niet wie het doet." in sentences(evening.store)


def test_a_promise_for_who_does_not_sign_is_said_first_and_a_withdrawn_one_is_not(evening: Evening) -> None:
    begin(evening.store)
    grid = at_table(evening.store, "Netwerk Laagland", status=PartyStatus.SPOKEN)
    guide = at_table(evening.store, "Begeleider", type=PartyType.FACILITATOR)
    one = write(evening.store, party_ids=[grid.id, guide.id], **FULL)
    assert found(evening.store) == [(GapKind.NOT_SIGNING, "1.1")]
    said = "Artikel 1.1 belooft iets namens Netwerk Laagland en Begeleider. Die zitten niet aan tafel"
    assert any(sentence.startswith(said) for sentence in sentences(evening.store))
    clause.withdraw(evening.store, clause_id=one, why="Tekent niet.", today=TODAY)
    assert found(evening.store) == []


def test_dots_that_wait_for_words_are_said(evening: Evening) -> None:
    begin(evening.store)
    school = at_table(evening.store)
    one = write(evening.store, party_ids=[school.id], **FULL)
    assert found(evening.store) == []
    with evening.store.read() as tables:
        before = tables.clause_text.of(one)[-1]
    clause.edit(evening.store, clause_id=one, before=before, now=NOW, text="Wij spraken in … bijeenkomsten.")
    assert found(evening.store) == [(GapKind.UNFILLED, "1.1")]


def test_a_date_is_judged_by_the_day_of_signing(evening: Evening) -> None:
    begin(evening.store)
    school = at_table(evening.store)
    write(evening.store, party_ids=[school.id], **FULL | {"due": TODAY})
    write(evening.store, party_ids=[school.id], **FULL | {"due": TODAY - dt.timedelta(days=1)})
    assert found(evening.store) == [(GapKind.PAST, "1.2")]
    with evening.store.write() as tables:
        tables.agreement.put(signing_on=TODAY + dt.timedelta(days=1))
    assert found(evening.store) == [(GapKind.PAST, "1.1"), (GapKind.PAST, "1.2")]


def test_a_date_that_was_signed_is_in_time_and_one_that_came_after_it_is_not(evening: Evening) -> None:
    text = signing.write(evening.store)
    due(text, text.clauses[0], TODAY)
    due(text, text.clauses[1], TODAY)
    text.freeze()
    text.open()
    for party_id in (text.school, text.town):
        sign(evening.store, party_id=party_id, pen=signing.PEN, now=NOW)
    with evening.store.write() as tables:
        tables.agreement.put(signing_on=TODAY)
        tables.meeting.update(evening.id, step=Step.SIGNING, status=MeetingStatus.CLOSED)
    year = TODAY + dt.timedelta(days=365)
    assert past(evening.store, year) == []
    due(text, text.clauses[1], TODAY + dt.timedelta(days=30))
    due(text, text.add("De gemeente plaatst banken.", text.town), TODAY + dt.timedelta(days=100))
    assert past(evening.store, year) == ["5.2", "5.4"]


def due(text: signing.Text, clause_id: int, day: dt.date) -> None:
    with text.store.read() as tables:
        before = tables.clause_text.newest()[clause_id]
    clause.edit(text.store, clause_id=clause_id, before=before, now=NOW, due=day)


def past(store: Store, today: dt.date) -> list[str]:
    """Return the numbers of the articles whose day has passed."""
    with store.read() as tables:
        gaps = clause_gap.gaps_of(tables, today=today)
    return [one.number for one in gaps if one.kind is GapKind.PAST]


def test_an_article_that_promises_for_a_party_that_stopped_is_said(evening: Evening) -> None:
    text = signing.write(evening.store)
    text.freeze()
    text.open()
    for party_id in (text.school, text.town):
        made = sign(evening.store, party_id=party_id, pen=signing.PEN, now=NOW)
    last = TODAY + dt.timedelta(days=60)
    with evening.store.write() as tables:
        tables.signature.update(made.id, withdrawn_on=last, why="Geen geld.")
    assert not_signing(evening.store, last - dt.timedelta(days=1)) == []
    says = "belooft iets namens Gemeente Oosterhaven. Die stopte op 22 januari 2027."
    assert not_signing(evening.store, last) == [f"Artikel 5.2 {says}", f"Artikel 5.3 {says}"]
    sign_again(text)
    assert not_signing(evening.store, last) == []


def sign_again(text: signing.Text) -> None:
    with text.store.write() as tables:
        tables.dossier.update(reference_date=TODAY + dt.timedelta(days=60))
    join(text.store, party_id=text.town, pen=signing.PEN, now=signing.LATER)


def not_signing(store: Store, today: dt.date) -> list[str]:
    with store.read() as tables:
        gaps = clause_gap.gaps_of(tables, today=today)
    return [one.sentence for one in gaps if one.kind is GapKind.NOT_SIGNING]


def test_a_task_waits_for_a_clause_and_a_merged_clause_still_keeps_it(evening: Evening) -> None:
    begin(evening.store)
    school = at_table(evening.store)
    with evening.store.write() as tables:
        task, other = tables.task.add(title="Bomen planten"), tables.task.add(title="Water geven")
    first = write(evening.store, party_ids=[school.id], task_id=task.id, **FULL)
    second = write(evening.store, party_ids=[school.id], task_id=other.id, **FULL)
    assert found(evening.store) == []
    merge(evening.store, first, second)
    assert found(evening.store) == []
    clause.withdraw(evening.store, clause_id=second, why="Kan niet.", today=TODAY)
    assert "Voor de taak ‘Bomen planten’ is er nog geen artikel." in sentences(evening.store)


def test_an_article_of_what_was_let_go_is_asked_after_until_people_say_that_it_holds(
    evening: Evening,
) -> None:
    begin(evening.store)
    full = FULL | {"party_ids": [at_table(evening.store).id]}
    planting, watering = (task.add(evening.store, title=title) for title in ("Planten", "Water geven"))
    feast = project.add(evening.store, title="Boomfeest", status=ProjectStatus.BUSY)
    project.learn(evening.store, project_id=feast.id, lesson="Wij beginnen klein.", today=TODAY)
    project.lesson_to_clause(evening.store, project_id=feast.id, now=NOW)  # a lesson holds all the same
    gone = write(evening.store, task_id=planting.id, **full)
    write(evening.store, task_id=watering.id, **full)
    write(evening.store, project_id=feast.id, **full)
    assert GapKind.LET_GO not in [kind for kind, _ in found(evening.store)]
    task.let_go(evening.store, task_id=planting.id, now=NOW)
    project.set_status(evening.store, project_id=feast.id, status=ProjectStatus.STOPPED)
    with evening.store.read() as tables:
        gaps = clause_gap.gaps_of(tables, today=TODAY)
    asked = [one for one in gaps if one.kind is GapKind.LET_GO]
    numbers = [one.number for one in asked]
    assert [one.sentence for one in asked] == [
        f"Artikel {numbers[0]} komt uit de taak ‘Planten’. Die is losgelaten. Klopt dit artikel nog?",
        f"Artikel {numbers[1]} komt uit het project ‘Boomfeest’. Dat is gestopt. Klopt dit artikel nog?",
    ]
    assert asked[0].clause_id == gone
    assert asked[0].lost == (Outcome.TASK, planting.id)
    clause.confirm(evening.store, clause_id=gone, lost=asked[0].lost)
    assert [one for kind, one in found(evening.store) if kind is GapKind.LET_GO] == numbers[1:]


def test_an_article_is_asked_after_for_the_task_of_what_was_merged_into_it(evening: Evening) -> None:
    begin(evening.store)
    planting = task.add(evening.store, title="Planten")
    gone, stays = write(evening.store, task_id=planting.id), write(evening.store)
    merge(evening.store, gone, stays)
    task.let_go(evening.store, task_id=planting.id, now=NOW)
    assert (GapKind.LET_GO, "1.2") in found(evening.store)


def test_an_article_that_holds_without_one_thing_is_asked_after_for_the_next(evening: Evening) -> None:
    begin(evening.store)
    planting, watering = (task.add(evening.store, title=title) for title in ("Planten", "Water geven"))
    feast = project.add(evening.store, title="Boomfeest", status=ProjectStatus.BUSY)
    gone = write(evening.store, task_id=planting.id)
    stays = write(evening.store, project_id=feast.id)
    last = write(evening.store, task_id=watering.id)

    def asked() -> list[tuple[Outcome, int] | None]:
        with evening.store.read() as tables:
            gaps = clause_gap.gaps_of(tables, today=TODAY)
        return [one.lost for one in gaps if one.kind is GapKind.LET_GO]

    task.let_go(evening.store, task_id=planting.id, now=NOW)
    clause.confirm(evening.store, clause_id=gone, lost=(Outcome.TASK, planting.id))
    merge(evening.store, gone, stays)
    assert asked() == []  # what was said of it goes along
    project.set_status(evening.store, project_id=feast.id, status=ProjectStatus.STOPPED)
    assert asked() == [(Outcome.PROJECT, feast.id)]
    clause.confirm(evening.store, clause_id=stays, lost=(Outcome.PROJECT, feast.id))
    assert asked() == []
    task.let_go(evening.store, task_id=watering.id, now=NOW)
    merge(evening.store, last, stays)
    assert asked() == [(Outcome.TASK, watering.id)]


def test_a_value_that_was_let_go_is_named_and_leaves_the_article(evening: Evening) -> None:
    begin(evening.store)
    with evening.store.write() as tables:
        green = tables.aim.add(kind=AimKind.VALUE, title="Groen")
        goal = tables.aim.add(kind=AimKind.GOAL, title="Vijf bomen")
    full = FULL | {"party_ids": [at_table(evening.store).id]}
    write(evening.store, **full | {"aim_ids": [green.id, goal.id]})
    write(evening.store, **full | {"aim_ids": [goal.id]})
    assert found(evening.store) == []
    for each in (green, goal):
        aim.let_go(evening.store, aim_id=each.id, why="Te vaag", now=NOW)
    assert found(evening.store) == [(GapKind.LET_GO, number) for number in ("1.1", "1.1", "1.2")]
    assert sentences(evening.store)[:2] == [
        "Artikel 1.1 hoort bij de waarde ‘Groen’. Die is losgelaten. Waar is dit artikel nu voor?",
        "Artikel 1.1 hoort bij het doel ‘Vijf bomen’. Dat is losgelaten. Waar is dit artikel nu voor?",
    ]
    aim.bring_back(evening.store, aim_id=goal.id)
    with evening.store.read() as tables:
        assert [one.aims for one in agreement.document(tables).articles] == [(goal.id,), (goal.id,)]
    assert found(evening.store) == [(GapKind.LET_GO, "1.1")]


def test_a_usual_chapter_without_an_article_is_named(evening: Evening) -> None:
    agreement.begin(evening.store, type=DocumentType.GROUND_RULES)
    write(evening.store, section=Section.VALUES, text="Wij luisteren.")
    with evening.store.read() as tables:
        empty = {one.section for one in clause_gap.gaps_of(tables, today=TODAY) if one.section}
    assert empty == agreement.SECTIONS[DocumentType.GROUND_RULES] - {Section.VALUES}


def test_what_is_personal_is_said_before_it_is_frozen_for_good(evening: Evening) -> None:
    begin(evening.store)
    write(
        evening.store, section=Section.DURATION, text="Vragen? Bel 06-11112222.", means="uren van jan@wijk.nl"
    )
    gone = write(evening.store, section=Section.DURATION, text="Tot en met 2028.")
    with evening.store.write() as tables:  # as older reasons are
        tables.clause.update(gone, status=ClauseStatus.WITHDRAWN, why="Piet woont op 1234 AB")
    assert found(evening.store)[:2] == [(GapKind.PERSONAL, "2.1"), (GapKind.PERSONAL, "2.2")]
    assert sentences(evening.store)[:2] == [
        "Artikel 2.1 heeft een telefoonnummer en een mailadres. Iedereen leest dit. Haal dat weg.",
        "Artikel 2.2 heeft bij de reden een postcode. Iedereen leest dit. "
        "Haal het terug, en trek het opnieuw in zonder.",
    ]

"""From a promise back to the words that it grew from, and from a note on to how its promise stands."""

import datetime as dt

import pytest

from sok_core import agreement, clause, commitment, commitment_road, project, road
from sok_core.commitment_road import Origin
from sok_core.export import progress
from sok_core.intake import table, update
from sok_core.model import (
    Commitment,
    CommitmentStatus,
    DocumentType,
    Phase,
    ProjectStatus,
    Reader,
    Section,
    Step,
)
from sok_core.road import EndKind
from sok_core.signature import sign
from tests import following, signing
from tests.evening import NOW, Evening
from tests.following import TODAY, Following, day

S = CommitmentStatus


@pytest.fixture
def scene(evening: Evening) -> Following:
    return following.begin(evening.store)


def clause_from(evening: Evening, *notes: int, text: str = "De school plant bomen.") -> int:
    """Write a clause that grew from notes."""
    return clause.write(evening.store, section=Section.ROLES, text=text, now=NOW, notes=notes).id


def origin(scene: Following, one: Commitment) -> Origin:
    with scene.store.read() as tables:
        return commitment_road.origin(tables, one, reader=Reader.TABLE)


def end(scene: Following, note_id: int, today: dt.date | None = TODAY) -> road.End:
    with scene.store.read() as tables:
        return road.end(road.read(tables, today=today), note_id)


def test_a_promise_walks_back_to_the_words_under_its_clause(scene: Following, evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    green, shade = evening.post("Groen"), evening.post("Schaduw")
    with evening.store.write() as tables:
        theme = tables.theme.add(evening.id, title="Natuur")
        tables.note.update(green.id, theme_id=theme.id, votes=4)
    one = scene.commitment(clause_id=clause_from(evening, green.id, shade.id))
    found = origin(scene, one)
    assert found.clause is not None
    assert (found.clause.id, found.text) == (one.clause_id, "De school plant bomen.")
    assert [(word.note.text, word.theme and word.theme.title) for word in found.grown.words] == [
        ("Groen", "Natuur"),
        ("Schaduw", None),
    ]
    assert {word.meeting.id for word in found.grown.words} == {evening.id}
    assert found.grown.dots == 4


def test_a_promise_of_a_project_walks_back_to_its_note(scene: Following, evening: Evening) -> None:
    with evening.store.write() as tables:
        tables.meeting.update(evening.id, step=Step.PROJECTS)
    evening.ask(phase=Phase.OPEN)
    note = evening.post("Een bankje")
    made = project.from_note(evening.store, note_id=note.id, status=ProjectStatus.CHOSEN)
    one = commitment.promise_project(evening.store, project_id=made.id, today=TODAY, owner_id=scene.school)
    found = origin(scene, one)
    assert (found.clause, found.number) == (None, "")
    assert found.project is not None
    assert found.project.id == made.id
    assert [word.note.text for word in found.grown.words] == ["Een bankje"]


def test_a_promise_by_hand_grew_from_nothing_that_is_known(scene: Following) -> None:
    assert origin(scene, scene.commitment()) == Origin()


def test_a_note_tells_how_its_promise_stands_now(scene: Following, evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    note = evening.post("Groen")
    one = scene.commitment(clause_id=clause_from(evening, note.id), due=day(10, 31))
    scene.said(one, day(10, 29), S.ON_TRACK)
    now = end(scene, note.id)
    assert (now.kind, now.more) == (EndKind.CLAUSE, "Zo gaat het nu: op koers, maar te laat")
    assert end(scene, note.id, day(10, 30)).more == "Zo gaat het nu: op koers"
    assert end(scene, note.id, None).more == ""
    done = scene.said(one, TODAY, S.DONE)
    assert end(scene, note.id).more == "Zo gaat het nu: klaar, zegt de trekker"
    with scene.store.write() as tables:
        tables.confirmation.add(update_id=done.id, party_id=scene.town, is_right=True, on=TODAY)
    assert end(scene, note.id).more == "Zo gaat het nu: klaar"


def test_a_note_in_two_clauses_tells_of_both(scene: Following, evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    note = evening.post("Groen")
    for text in ("De school plant bomen.", "De gemeente betaalt bomen."):
        clause_id = clause_from(evening, note.id, text=text)
        scene.said(scene.commitment(text, clause_id=clause_id), TODAY, S.STUCK)
    now = end(scene, note.id)
    numbers = now.text.removeprefix("Staat in artikel ").split(" en ")
    assert now.more == f"Zo gaat het nu: {'; '.join(f'artikel {one} loopt vast' for one in numbers)}"


def test_a_clause_that_nobody_follows_tells_nothing_more(scene: Following, evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    note = evening.post("Groen")
    clause_from(evening, note.id)
    assert end(scene, note.id).more == ""


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (S.ON_TRACK, None, "op koers"),
        (S.STOPPED, S.ON_TRACK, "op koers"),
        (S.STOPPED, None, "gestopt"),
        (S.STOPPED, S.STOPPED, "gestopt"),
    ],
)
def test_a_clause_that_was_merged_takes_its_promise_along_unless_that_stopped_for_the_other(
    scene: Following, evening: Evening, first: S, second: S | None, told: str
) -> None:
    evening.ask(phase=Phase.OPEN)
    agreement.begin(evening.store, type=DocumentType.COOPERATION_AGREEMENT)
    note = evening.post("Groen")
    gone = clause_from(evening, note.id)
    stays = clause_from(evening, text="De school geeft water.")
    scene.said(scene.commitment(clause_id=gone), TODAY, first)
    if second:
        scene.said(scene.commitment("De school geeft water.", clause_id=stays), TODAY, second)
    with evening.store.read() as tables:
        texts = tables.clause_text.newest()
    clause.merge(
        evening.store,
        clause_id=gone,
        into_id=stays,
        before=texts[gone],
        into_before=texts[stays],
        text="De school plant bomen en geeft ze water.",
        today=TODAY,
        now=NOW,
    )
    assert end(scene, note.id).more == f"Zo gaat het nu: {told}"


def test_an_article_in_force_keeps_its_number_whatever_the_draft_does(evening: Evening) -> None:
    text = signing.write(evening.store)
    text.freeze()
    text.open()
    for party_id in (text.school, text.town):
        sign(text.store, party_id=party_id, pen=signing.PEN, now=NOW)
    one = commitment.promise(text.store, clause_id=text.clauses[1])
    drafted = text.add("De groep geeft water.", text.school)
    clause.move_to(text.store, clause_id=text.clauses[1], section=Section.GOVERNANCE)
    with text.store.read() as tables:
        numbers = commitment_road.numbers(tables)
        agreed = commitment_road.origin(tables, one, reader=Reader.TABLE)
        assert clause.number(tables, tables.clause.get(text.clauses[1])) != agreed.number
        assert numbers[drafted] == clause.number(tables, tables.clause.get(drafted))
    assert numbers[text.clauses[1]] == agreed.number
    assert progress.gather(text.store, now=NOW).numbers == numbers
    told = table.pasted(f"Afspraak;Datum;Status\n{agreed.number};1-11-2026;op koers")
    with text.store.read() as tables:
        found = update.check(tables, told, update.columns(told), today=signing.DAY)
    assert [each.name for each in found.ready] == [one.title]

"""What the road of a note says of articles is what those articles show, on the card and in the appendix."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core import agreement, clause, clause_road, delicate, project, road, task, words
from sok_core.export import agreement_note
from sok_core.model import Clause, ClauseStatus, DocumentType, Outcome, ProjectStatus, Reader, Section
from sok_core.note import personal_data, visible
from sok_core.store import Store
from tests.evening import NOW, Evening, opened
from tests.molenkwartier import neighbourhood

FEW = 4
places = st.integers(0, FEW - 1)
rows = st.lists(
    st.tuples(st.none() | places, st.none() | places, st.none() | places), min_size=1, max_size=FEW
)
links = st.lists(st.tuples(st.sampled_from(Outcome), places, places), max_size=10)


def named(store: Store) -> dict[int, str]:
    """Return what the road says of each note that may be printed."""
    with store.read() as tables:
        found = road.read(tables)
    shown = [one for one in visible(found.notes.values()) if personal_data(one.text) is None]
    return {one.id: road.end(found, one.id).text for one in shown}


def shown_by(store: Store, notes: dict[int, set[int]]) -> dict[int, str]:
    """Return what the road should say of each note, by the notes that each article shows."""
    with store.read() as tables:
        clauses = {one.id: one for one in tables.clause.all()}
        numbers = agreement.numbers(tables.agreement.current(), clauses.values())
    found: dict[int, list[int]] = {}
    for clause_id, ids in notes.items():
        if clauses[clause_id].status is not ClauseStatus.WITHDRAWN:
            for each in ids:
                found.setdefault(each, []).append(clause_id)

    def place(number: str) -> tuple[int, ...]:
        return tuple(int(part) for part in number.split("."))

    return {
        note_id: f"Staat in artikel {words.enumerated(sorted((numbers[each] for each in ids), key=place))}"
        for note_id, ids in found.items()
    }


def in_appendix(store: Store) -> dict[int, set[int]]:
    """Return by clause id the notes that the appendix quotes."""
    with store.read() as tables:
        ids = {(one.number, one.text): one.id for one in tables.note.where()}
    return {
        clause_id: {ids[one.number, one.text] for each in back.quotes for one in each.quotes}
        for clause_id, back in agreement_note.gather(store).items()
    }


def on_card(store: Store) -> dict[int, set[int]]:
    """Return by clause id the notes that its card shows, as far as they may be printed."""
    with store.read() as tables:
        return {
            one.id: {
                word.note.id
                for word in clause_road.grown_from(tables, one, reader=Reader.TABLE).words
                if personal_data(word.note.text) is None
            }
            for one in tables.clause.all()
        }


def judge(store: Store) -> None:
    said = {note_id: text for note_id, text in named(store).items() if text.startswith("Staat in artikel")}
    assert shown_by(store, in_appendix(store)) == said
    assert shown_by(store, on_card(store)) == said
    with store.read() as tables:
        read_first = {one.id for one in delicate.on_paper(tables)}
    assert {each for ids in in_appendix(store).values() for each in ids} <= read_first


def test_in_the_demo_the_road_names_what_card_and_appendix_show(tmp_path: Path) -> None:
    with neighbourhood(tmp_path) as store:
        judge(store)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """One evening with some notes, tasks and projects for all examples."""
    with opened(tmp_path_factory.mktemp("roads")) as one:
        one.ask()
        agreement.begin(one.store, type=DocumentType.COOPERATION_AGREEMENT)
        for number in range(FEW):
            one.post(f"Briefje {number}")
            task.add(one.store, title=f"Taak {number}")
            project.add(one.store, title=f"Project {number}", status=ProjectStatus.CHOSEN)
        yield one


def write(store: Store, given: list[tuple[int | None, int | None, int | None]]) -> list[Clause]:
    """Write articles that rest on a task and a project; one with a third is merged into an earlier one."""
    made: list[Clause] = []
    with store.write() as tables:
        tasks, projects = tables.task.all(), tables.project.all()
        for on_task, on_project, into in given:
            is_gone = into is not None and into < len(made)
            one = tables.clause.add(
                section=Section.ROLES,
                task_id=None if on_task is None else tasks[on_task].id,
                project_id=None if on_project is None else projects[on_project].id,
                into_id=made[into].id if is_gone and into is not None else None,
                status=ClauseStatus.WITHDRAWN if is_gone else ClauseStatus.IN_FORCE,
            )
            tables.clause_text.add(clause_id=one.id, text="Wij doen dit.", saved_at=NOW)
            made.append(one)
    return made


def fill(
    evening: Evening,
    rows: list[tuple[int | None, int | None, int | None]],
    links: list[tuple[Outcome, int, int]],
) -> list[Clause]:
    """Write articles anew, with the notes that they, their tasks and their projects grew from."""
    store = evening.store
    with store.write() as tables:
        tables.clause.db.execute("UPDATE clause SET from_id = NULL, into_id = NULL")
        for noun in ("clause_text", "clause", "source"):
            tables.clause.db.table(noun).delete_where()
    clauses = write(store, rows)
    with store.write() as tables:
        there = {
            Outcome.TASK: [one.id for one in tables.task.all()],
            Outcome.PROJECT: [one.id for one in tables.project.all()],
            Outcome.CLAUSE: [one.id for one in clauses],
        }
        for outcome, place, note in links:
            found = there.get(outcome, [])
            if place < len(found):
                tables.source.link(outcome, found[place], notes=[evening.notes[note].id])
    return clauses


@settings(max_examples=40, deadline=None)
@given(rows=rows, links=links)
def test_in_any_dossier_the_road_names_what_card_and_appendix_show(
    evening: Evening,
    rows: list[tuple[int | None, int | None, int | None]],
    links: list[tuple[Outcome, int, int]],
) -> None:
    fill(evening, rows, links)
    judge(evening.store)


@settings(max_examples=40, deadline=None)
@given(rows=rows, links=links, place=places)
def test_in_any_dossier_both_halves_of_an_article_show_all_of_its_words(
    evening: Evening,
    rows: list[tuple[int | None, int | None, int | None]],
    links: list[tuple[Outcome, int, int]],
    place: int,
) -> None:
    clauses, store = fill(evening, rows, links), evening.store
    one = clauses[place % len(clauses)]
    if one.status is ClauseStatus.WITHDRAWN:
        return
    before = on_card(store)[one.id]
    with store.read() as tables:
        (text,) = tables.clause_text.of(one.id)
    made = clause.split(store, clause_id=one.id, before=text, first="Een.", second="Twee.", now=NOW)
    shown = on_card(store)
    assert (shown[one.id], shown[made.id]) == (before, before)
    judge(store)

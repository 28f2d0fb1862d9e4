"""Tasks: where they come from, and that nobody's text is lost."""

import pytest

from sok_core import note, task
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import Outcome, Phase, Step, Task
from tests.evening import NOW, Evening


def titles(evening: Evening) -> list[str]:
    with evening.store.read() as tables:
        return [one.title for one in tables.task.all()]


def road(evening: Evening, one: Task) -> list[int | None]:
    with evening.store.read() as tables:
        return [each.note_id for each in tables.source.of(Outcome.TASK, one.id)]


def test_a_theme_becomes_a_task_with_the_road_to_its_readable_notes(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    seen, hidden, other = evening.post("Aanbellen"), evening.post("Weg"), evening.post("Los")
    with evening.store.write() as tables:
        theme = tables.theme.add(evening.id, title="Langs de deuren", description="Bij mensen thuis.")
        for one in (seen, hidden):
            tables.note.update(one.id, theme_id=theme.id)
    note.hide(evening.store, note_id=hidden.id, reason="", now=NOW)
    made = task.from_theme(evening.store, theme_id=theme.id)
    assert (made.title, made.description, made.theme_id, made.meeting_id) == (
        "Langs de deuren",
        "Bij mensen thuis.",
        theme.id,
        evening.id,
    )
    assert road(evening, made) == [seen.id]
    assert other.id not in road(evening, made)
    with pytest.raises(Conflict, match=r"task\.from_theme"):
        task.from_theme(evening.store, theme_id=theme.id)


def test_an_offer_becomes_a_task_and_a_hidden_one_does_not(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    offer = evening.post("Wij kunnen elke dinsdag " + "heel " * 20 + "veel koffie zetten")
    made = task.from_offer(evening.store, note_id=offer.id)
    assert made.title.startswith("Wij kunnen elke dinsdag heel")
    assert made.title.endswith("…")
    assert road(evening, made) == [offer.id]
    gone = evening.post("Weg ermee")
    note.hide(evening.store, note_id=gone.id, reason="", now=NOW)
    with pytest.raises(NotFound):
        task.from_offer(evening.store, note_id=gone.id)


def test_a_task_has_a_title_of_its_own(evening: Evening) -> None:
    task.add(evening.store, title="  Langs   de deuren ")
    assert titles(evening) == ["Langs de deuren"]
    with pytest.raises(Conflict, match=r"task\.there"):
        task.add(evening.store, title="langs de Deuren")
    for wrong in ("  ", "x" * 81):
        with pytest.raises(RuleBroken):
            task.add(evening.store, title=wrong)


def test_the_same_text_changed_by_two_is_told_and_different_texts_go_together(evening: Evening) -> None:
    seen = task.add(evening.store, title="Koffie")
    task.change(evening.store, task_id=seen.id, before=seen, description="Elke week")
    with pytest.raises(Conflict) as caught:
        task.change(evening.store, task_id=seen.id, before=seen, description="Elke dag")
    assert caught.value.values == {"field": "Wat houdt het in?", "there": "Elke week"}
    now = task.change(evening.store, task_id=seen.id, before=seen, title="Thee")
    assert (now.title, now.description) == ("Thee", "Elke week")


def test_the_order_is_moved_and_stops_at_the_ends(evening: Evening) -> None:
    first, _, last = (task.add(evening.store, title=each) for each in ("Een", "Twee", "Drie"))
    task.move(evening.store, task_id=last.id, by=-1)
    assert titles(evening) == ["Een", "Drie", "Twee"]
    task.move(evening.store, task_id=first.id, by=-1)
    assert titles(evening) == ["Een", "Drie", "Twee"]
    task.move(evening.store, task_id=first.id, by=9)
    assert titles(evening) == ["Drie", "Twee", "Een"]


def test_a_task_that_was_let_go_comes_back_at_the_end(evening: Evening) -> None:
    gone = task.add(evening.store, title="Een")
    task.add(evening.store, title="Twee")
    task.let_go(evening.store, task_id=gone.id, now=NOW)
    assert titles(evening) == ["Twee"]
    task.bring_back(evening.store, task_id=gone.id)
    assert titles(evening) == ["Twee", "Een"]
    task.let_go(evening.store, task_id=gone.id, now=NOW)
    task.add(evening.store, title="een")
    with pytest.raises(Conflict):
        task.bring_back(evening.store, task_id=gone.id)


def test_the_usual_tasks_are_ten_and_those_chosen_are_left_out(evening: Evening) -> None:
    assert len(task.usual([])) == 10
    title, about = task.USUAL[3]
    made = task.add(evening.store, title=title, description=about)
    assert (title, about) not in task.usual([made])
    assert len(task.usual([made])) == 9


@pytest.mark.parametrize(("count", "says"), [(0, True), (5, True), (6, False), (10, False), (11, True)])
def test_six_to_ten_is_advice(count: int, says: bool) -> None:
    assert bool(task.advice([Task(n, n, str(n)) for n in range(count)])) is says


def test_a_typed_task_is_of_the_last_meeting_about_roles(evening: Evening) -> None:
    assert task.add(evening.store, title="Eerder").meeting_id is None
    with evening.store.write() as tables:
        tables.meeting.update(evening.id, step=Step.ROLES)
    assert task.add(evening.store, title="Getypt").meeting_id == evening.id

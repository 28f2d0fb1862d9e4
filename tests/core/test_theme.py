"""Gathering: notes find their themes by many hands, and nothing of a note is lost."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier

import pytest

from sok_core import note, theme
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import Note, Theme
from tests.evening import NOW, Evening


@pytest.fixture
def wall(evening: Evening) -> Evening:
    """Six notes on the wall."""
    evening.ask()
    for text in ("a", "b", "c", "d", "e", "f"):
        evening.post(text)
    return evening


def begin(wall: Evening, *numbers: int, title: str = "", hand: str = "Ria") -> Theme:
    begun = theme.begin(
        wall.store, meeting_id=wall.id, numbers=numbers, title=title, hand=hand, now=NOW
    ).theme
    assert begun
    return begun


def gather(wall: Evening, *numbers: int, to: int | None, hand: str = "Ria") -> theme.Gathered:
    return theme.gather(wall.store, meeting_id=wall.id, numbers=numbers, to=to, hand=hand, now=NOW)


def stack(wall: Evening, *numbers: int, hand: str = "Ria") -> theme.Gathered:
    return theme.stack(wall.store, meeting_id=wall.id, numbers=numbers, hand=hand, now=NOW)


def undo(wall: Evening, hand: str | None = None) -> bool:
    return theme.undo(wall.store, meeting_id=wall.id, hand=hand, now=NOW)


def themes(wall: Evening) -> dict[str, list[int]]:
    """Return the numbers under each theme by its title."""
    with wall.store.read() as tables:
        return {
            one.title: [note.number for note in wall.notes if note.theme_id == one.id]
            for one in tables.theme.of(wall.id)
        }


def loose(wall: Evening) -> list[int]:
    return [note.number for note in wall.notes if note.theme_id is None]


def numbered(wall: Evening, number: int) -> Note:
    return next(note for note in wall.notes if note.number == number)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12 15 33", [12, 15, 33]),
        ("12,15;33", [12, 15, 33]),
        ("3-5", [3, 4, 5]),
        (" nr. 7 en 7", [7]),
        ("9999999 2", [9999999, 2]),
        ("0612345678", [612345678]),
        ("1,5 2", [1, 5, 2]),
    ],
)
def test_numbers_are_read_from_what_people_type(text: str, numbers: list[int]) -> None:
    assert theme.numbers_in(text) == numbers


@pytest.mark.parametrize("text", ["", "drie", "9-3", "1-400", "1" * 16, "1" * 5000])
def test_a_text_without_sensible_numbers_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match=r"theme\.numbers"):
        theme.numbers_in(text)


def test_typed_numbers_make_a_theme(wall: Evening) -> None:
    begin(wall, 1, 3, title="  Samen   doen ")
    assert themes(wall) == {"Samen doen": [1, 3]}
    assert loose(wall) == [2, 4, 5, 6]


def test_numbers_that_are_not_on_the_wall_are_told_and_cost_nothing(wall: Evening) -> None:
    note.hide(wall.store, note_id=numbered(wall, 2).id, reason="grof", now=NOW)
    one = begin(wall, 1, title="A")
    told = gather(wall, 2, 3, 99, to=one.id)
    assert (told.moved, told.unknown) == ((3,), (2, 99))
    assert themes(wall) == {"A": [1, 3]}


def test_a_number_that_no_note_can_have_is_told_as_it_was_typed(wall: Evening) -> None:
    numbers = theme.numbers_in("2 9999999 0612345678")
    done = theme.begin(wall.store, meeting_id=wall.id, numbers=numbers, hand="Ria", now=NOW)
    assert (done.moved, done.unknown) == ((2,), (9999999, 612345678))


def test_a_theme_of_only_unknown_numbers_is_not_made(wall: Evening) -> None:
    told = theme.begin(wall.store, meeting_id=wall.id, numbers=[99], hand="Ria", now=NOW)
    assert (told.theme, told.unknown) == (None, (99,))
    assert themes(wall) == {}


def test_a_note_is_laid_elsewhere_and_loose_again(wall: Evening) -> None:
    first, second = begin(wall, 1, 2, title="A"), begin(wall, 3, title="B")
    gather(wall, 1, to=second.id)
    gather(wall, 2, to=None)
    assert themes(wall) == {"A": [], "B": [1, 3]}
    assert 2 in loose(wall)
    assert first.title == "A"


def test_a_name_that_is_too_long_is_refused(wall: Evening) -> None:
    one = begin(wall, 1)
    with pytest.raises(RuleBroken, match="too_long"):
        theme.name(wall.store, meeting_id=wall.id, theme_id=one.id, title="x" * 61, hand="Ria", now=NOW)


def test_two_themes_never_get_the_same_name(wall: Evening) -> None:
    first, second = begin(wall, 1, title="Groen"), begin(wall, 2)
    with pytest.raises(Conflict, match="name_taken"):
        begin(wall, 3, title=" groen ")
    assert loose(wall) == [3, 4, 5, 6]
    with pytest.raises(Conflict, match="name_taken"):
        theme.name(wall.store, meeting_id=wall.id, theme_id=second.id, title="GROEN", hand="Ria", now=NOW)
    theme.name(wall.store, meeting_id=wall.id, theme_id=first.id, title="groen", hand="Ria", now=NOW)
    theme.take_apart(wall.store, meeting_id=wall.id, theme_id=first.id, hand="Ria", now=NOW)
    assert begin(wall, 3, title="Groen").title == "Groen"


def test_merging_lays_all_under_one_theme(wall: Evening) -> None:
    first, second = begin(wall, 1, 2, title="A"), begin(wall, 3, title="B")
    theme.merge(wall.store, meeting_id=wall.id, theme_id=second.id, into=first.id, hand="Ria", now=NOW)
    assert themes(wall) == {"A": [1, 2, 3]}
    undo(wall)
    assert themes(wall) == {"A": [1, 2], "B": [3]}


def test_a_theme_is_not_merged_with_itself(wall: Evening) -> None:
    one = begin(wall, 1)
    with pytest.raises(Conflict, match="same"):
        theme.merge(wall.store, meeting_id=wall.id, theme_id=one.id, into=one.id, hand="Ria", now=NOW)


def test_a_theme_that_is_taken_apart_is_gone_and_comes_back(wall: Evening) -> None:
    one = begin(wall, 1, 2, title="A")
    theme.take_apart(wall.store, meeting_id=wall.id, theme_id=one.id, hand="Ria", now=NOW)
    assert themes(wall) == {}
    with pytest.raises(NotFound):
        gather(wall, 3, to=one.id)
    undo(wall)
    assert themes(wall) == {"A": [1, 2]}


def test_a_stack_goes_with_the_note_on_top(wall: Evening) -> None:
    stack(wall, 1, 2, 3)
    one = begin(wall, 1, title="A")
    assert themes(wall) == {"A": [1, 2, 3]}
    assert [note.stack_id for note in wall.notes[:3]] == [None, wall.notes[0].id, wall.notes[0].id]
    gather(wall, 2, to=None)
    assert themes(wall) == {"A": [1, 3]}
    assert numbered(wall, 2).stack_id is None
    assert one.title == "A"


def test_stacks_never_lie_on_stacks(wall: Evening) -> None:
    stack(wall, 1, 2)
    stack(wall, 3, 1)
    top = numbered(wall, 3).id
    assert [numbered(wall, n).stack_id for n in (1, 2, 3)] == [top, top, None]


def test_a_stack_can_be_spread_out(wall: Evening) -> None:
    stack(wall, 1, 2, 3)
    theme.unstack(wall.store, meeting_id=wall.id, number=3, hand="Ria", now=NOW)
    assert {note.stack_id for note in wall.notes} == {None}


def test_one_note_is_no_stack(wall: Evening) -> None:
    with pytest.raises(RuleBroken, match="stack"):
        stack(wall, 1, 99)


def test_deleting_the_note_on_top_leaves_the_others(wall: Evening) -> None:
    stack(wall, 1, 2)
    note.delete(wall.store, note_id=numbered(wall, 1).id)
    assert numbered(wall, 2).stack_id is None


def test_each_hand_undoes_its_own_last_move(wall: Evening) -> None:
    one = begin(wall, 1, title="A", hand="Ria")
    gather(wall, 2, to=one.id, hand="Jan")
    assert undo(wall, "Ria")
    assert themes(wall) == {"A": [2]}
    assert 1 in loose(wall)


def test_undoing_leaves_what_another_did_after_it(wall: Evening) -> None:
    first, second = begin(wall, 1, title="A", hand="Ria"), begin(wall, title="B", hand="Jan")
    gather(wall, 1, to=second.id, hand="Jan")
    theme.name(wall.store, meeting_id=wall.id, theme_id=first.id, title="Anders", hand="Jan", now=NOW)
    assert undo(wall, "Ria")
    assert themes(wall) == {"Anders": [], "B": [1]}


@pytest.mark.parametrize("order", ["Ria Jan", "Jan Ria"])
def test_two_hands_that_moved_one_note_and_both_undo_leave_it_where_it_lay(wall: Evening, order: str) -> None:
    clock = (NOW + dt.timedelta(seconds=second) for second in count())
    ids = [begin(wall, title=title, hand="Els").id for title in ("A", "B", "C")]
    for to, who in zip(ids, ("Els", "Ria", "Jan"), strict=True):
        theme.gather(wall.store, meeting_id=wall.id, numbers=[1], to=to, hand=who, now=next(clock))
    first, last = order.split()
    assert theme.undo(wall.store, meeting_id=wall.id, hand=first, now=next(clock))
    assert themes(wall) == {"A": [], "B": [1] if first == "Jan" else [], "C": [1] if first == "Ria" else []}
    assert theme.undo(wall.store, meeting_id=wall.id, hand=last, now=next(clock))
    assert themes(wall) == {"A": [1], "B": [], "C": []}


def test_a_move_that_was_undone_before_another_began_is_not_undone_again(wall: Evening) -> None:
    clock = (NOW + dt.timedelta(seconds=second) for second in count())
    ids = {title: begin(wall, title=title, hand="Els").id for title in ("A", "B", "C")}

    def lay(to: str, who: str) -> None:
        theme.gather(wall.store, meeting_id=wall.id, numbers=[1], to=ids[to], hand=who, now=next(clock))

    lay("A", "Els")
    lay("B", "Ria")
    lay("A", "Ria")
    theme.undo(wall.store, meeting_id=wall.id, hand="Ria", now=next(clock))
    theme.undo(wall.store, meeting_id=wall.id, hand="Ria", now=next(clock))
    lay("C", "Jan")
    theme.undo(wall.store, meeting_id=wall.id, hand="Jan", now=next(clock))
    assert themes(wall) == {"A": [1], "B": [], "C": []}


def test_hands_at_the_same_moment_leave_each_note_in_one_place_and_each_move_in_the_book(
    wall: Evening,
) -> None:
    ids = {who: begin(wall, title=who, hand="Els").id for who in ("Ria", "Jan", "Ans", "Piet")}
    together = Barrier(len(ids))

    def lay(who: str) -> None:
        for turn in range(10):
            together.wait()
            at = NOW + dt.timedelta(seconds=turn + 1)
            theme.gather(wall.store, meeting_id=wall.id, numbers=[1, 2], to=ids[who], hand=who, now=at)

    with ThreadPoolExecutor(len(ids)) as hands:
        list(hands.map(lay, ids))
    with wall.store.read() as tables:
        moves = [one for one in tables.move.where("meeting_id = ?", [wall.id], order_by="id") if one.notes]
    lies = {note.id: (note.theme_id, note.stack_id) for note in wall.notes}
    assert lies[numbered(wall, 1).id] == lies[numbered(wall, 2).id] == (ids[moves[-1].hand], None)
    place = dict.fromkeys(lies, (None, None))
    for move in moves:
        for note_id, *before, theme_id, stack_id in move.notes:
            assert tuple(before) == place[note_id]  # nobody moved it in between unseen
            place[note_id] = (theme_id, stack_id)
    assert place == lies
    for who in ids:
        while theme.undo(wall.store, meeting_id=wall.id, hand=who, now=NOW + dt.timedelta(hours=1)):
            pass
    assert loose(wall) == [1, 2, 3, 4, 5, 6]


def test_there_is_nothing_to_undo_at_first(wall: Evening) -> None:
    assert not undo(wall)
    begin(wall, 1)
    assert undo(wall)
    assert not undo(wall)
    assert themes(wall) == {}


def test_undoing_never_lays_a_note_under_a_theme_that_is_gone(wall: Evening) -> None:
    first, second = begin(wall, 1, title="A", hand="Jan"), begin(wall, title="B", hand="Jan")
    gather(wall, 1, to=second.id, hand="Ria")
    theme.take_apart(wall.store, meeting_id=wall.id, theme_id=first.id, hand="Jan", now=NOW)
    assert undo(wall, "Ria")
    assert 1 in loose(wall)


def test_undoing_never_makes_a_stack_on_a_stack(wall: Evening) -> None:
    stack(wall, 1, 2, hand="Ria")
    theme.unstack(wall.store, meeting_id=wall.id, number=1, hand="Ria", now=NOW)
    stack(wall, 3, 1, hand="Jan")
    assert undo(wall, "Ria")
    top = numbered(wall, 3).id
    assert [numbered(wall, n).stack_id for n in (1, 2, 3)] == [top, top, None]

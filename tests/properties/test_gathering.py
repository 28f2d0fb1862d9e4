"""Whatever hands do while gathering: no note is lost, no wording changes, and undo goes all the way back."""

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core import theme
from sok_core.errors import SokError
from sok_core.model import Note
from tests.evening import Evening, opened

NOW = dt.datetime(2026, 11, 24, 19, 0, tzinfo=dt.UTC)
NOTES = 4

numbers = st.lists(st.integers(1, NOTES + 1), min_size=1, max_size=3)
place = st.integers(0, 2)
hand = st.sampled_from(["Ria", "Jan"])
acts = st.one_of(
    st.tuples(st.just("begin"), numbers, place, hand),
    st.tuples(st.just("gather"), numbers, place, hand),
    st.tuples(st.just("loose"), numbers, place, hand),
    st.tuples(st.just("stack"), numbers, place, hand),
    st.tuples(st.just("unstack"), numbers, place, hand),
    st.tuples(st.just("merge"), numbers, place, hand),
    st.tuples(st.just("apart"), numbers, place, hand),
    st.tuples(st.just("name"), numbers, place, hand),
)
acts_and_undos = st.integers(0, 2).flatmap(lambda turn: acts if turn else hand)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """One evening for all examples: each begins with four loose notes."""
    with opened(tmp_path_factory.mktemp("gathering")) as one:
        one.ask()
        yield one


def fresh(evening: Evening) -> None:
    """Leave only the four notes, all loose."""
    with evening.store.write() as tables:
        for noun in ("move", "vote"):
            tables.note.db.table(noun).delete_where()
        for note in tables.note.of(evening.id):
            tables.note.update(note.id, theme_id=None, stack_id=None)
        tables.note.db.table("theme").delete_where()
    for number in range(len(evening.notes) + 1, NOTES + 1):
        evening.post(f"Briefje {number}")


def act(evening: Evening, kind: str, chosen: list[int], where: int, who: str) -> None:
    """Do one thing as people do: what cannot be is refused."""
    common = {"meeting_id": evening.id, "hand": who, "now": NOW}
    with evening.store.read() as tables:
        ids = [one.id for one in tables.theme.of(evening.id)]
    target = ids[where % len(ids)] if ids else 0
    other = ids[(where + chosen[0]) % len(ids)] if ids else 0
    store = evening.store
    try:
        if kind == "begin":
            theme.begin(store, numbers=chosen, title=f"Thema {where}", **common)  # type: ignore[arg-type]
        elif kind == "gather":
            theme.gather(store, numbers=chosen, to=target, **common)  # type: ignore[arg-type]
        elif kind == "loose":
            theme.gather(store, numbers=chosen, to=None, **common)  # type: ignore[arg-type]
        elif kind == "stack":
            theme.stack(store, numbers=chosen, **common)  # type: ignore[arg-type]
        elif kind == "unstack":
            theme.unstack(store, number=chosen[0], **common)  # type: ignore[arg-type]
        elif kind == "merge":
            theme.merge(store, theme_id=target, into=other, **common)  # type: ignore[arg-type]
        elif kind == "apart":
            theme.take_apart(store, theme_id=target, **common)  # type: ignore[arg-type]
        else:
            theme.name(store, theme_id=target, title=f"Naam {chosen[0]}", **common)  # type: ignore[arg-type]
    except SokError:
        pass


def words_of(evening: Evening) -> list[tuple[int, str]]:
    return [(note.number, note.text) for note in evening.notes]


def places(evening: Evening) -> list[tuple[int, int | None, int | None]]:
    return [(note.number, note.theme_id, note.stack_id) for note in evening.notes]


def check(evening: Evening) -> None:
    """Every note lies in one clear place: under a theme that is there, on a stack that is one note high."""
    notes: dict[int, Note] = {note.id: note for note in evening.notes}
    with evening.store.read() as tables:
        there = {one.id for one in tables.theme.of(evening.id)}
    for note in notes.values():
        assert note.theme_id is None or note.theme_id in there
        if note.stack_id is not None:
            top = notes[note.stack_id]
            assert top.stack_id is None
            assert top.theme_id == note.theme_id


@settings(max_examples=150, deadline=None)
@given(done=st.lists(acts, min_size=4, max_size=12))
def test_gathering_loses_nothing_and_is_undone_all_the_way(
    evening: Evening, done: list[tuple[str, list[int], int, str]]
) -> None:
    fresh(evening)
    before, begun = words_of(evening), places(evening)
    for one in done:
        act(evening, *one)
        check(evening)
        assert words_of(evening) == before
    while theme.undo(evening.store, meeting_id=evening.id, now=NOW):
        check(evening)
    assert places(evening) == begun
    with evening.store.read() as tables:
        assert tables.theme.of(evening.id) == []


@settings(max_examples=150, deadline=None)
@given(done=st.lists(acts_and_undos, min_size=8, max_size=24))
def test_two_hands_that_move_and_undo_leave_one_clear_state(
    evening: Evening, done: list[tuple[str, list[int], int, str] | str]
) -> None:
    fresh(evening)
    before = words_of(evening)
    act(evening, "begin", [1, 2], 0, "Ria")
    act(evening, "begin", [3], 1, "Jan")
    for one in done:
        if isinstance(one, str):
            theme.undo(evening.store, meeting_id=evening.id, hand=one, now=NOW)
        else:
            act(evening, *one)
        check(evening)
    assert words_of(evening) == before

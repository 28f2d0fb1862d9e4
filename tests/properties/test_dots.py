"""Whatever happens on the wall while people vote: no dot is lost or doubled, and no budget is passed."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core import meeting, note, sight, theme, vote
from sok_core.errors import SokError
from sok_core.export import summary
from sok_core.model import Phase
from tests.evening import NOW as BEGUN
from tests.evening import Evening, opened

NOW = dt.datetime(2026, 11, 24, 19, 0, tzinfo=dt.UTC)
NOTES = 4
BUDGET = 5

number = st.integers(1, NOTES)
place = st.integers(0, 3)
hand = st.sampled_from(["Ria", "Jan"])
GATHERING = ("merge", "undo", "begin", "gather", "loose", "stack", "unstack", "apart", "name")
HIDING = ("hide", "restore", "delete")
on_the_wall = st.tuples(st.sampled_from(GATHERING + HIDING), number, place, hand)
placing = st.tuples(st.sampled_from(("on", "paper")), number, place, hand)
dots = st.tuples(st.sampled_from(("on", "off", "paper")), number, place, hand)
moving = st.tuples(st.sampled_from(("merge", "undo")), number, place, hand)  # what dots travel with
acts = st.one_of(dots, on_the_wall, moving)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """One evening for all examples."""
    with opened(tmp_path_factory.mktemp("dots")) as one:
        yield one


def fresh(evening: Evening, *, has_themes: bool) -> None:
    """Begin a vote on four notes, under two themes or loose."""
    evening.ask(phase=Phase.OPEN)
    with evening.store.write() as tables:
        for noun in ("move", "vote_key", "vote", "note_key", "note", "theme"):
            tables.note.db.table(noun).delete_where()
        tables.meeting.update(evening.id, last_number=0)
    for count in range(1, NOTES + 1):
        evening.post(f"Briefje {count}")
    for numbers in ([1, 2], [3]) if has_themes else ():
        theme.begin(evening.store, meeting_id=evening.id, numbers=numbers, hand="Ria", now=NOW)
    evening.ask(phase=Phase.VOTE)


class Hall:
    """People who vote and gather, and what a faithful counter would have written down."""

    def __init__(self, evening: Evening) -> None:
        self.evening, self.store = evening, evening.store
        self.placed: Counter[str] = Counter()
        self.keys = 0

    def act(self, kind: str, chosen: int, where: int, who: str) -> None:
        """Do one thing as people do: what cannot be is refused, and then nothing changed."""
        refused = ""
        try:
            if kind in ("on", "off"):
                self.cast(1 if kind == "on" else -1, where, who)
            elif kind == "paper":
                self.count_paper(chosen, where)
            elif kind in HIDING:
                self.hide(kind, chosen)
            else:
                self.gather(kind, chosen, where, who)
        except SokError as error:
            refused = error.code
        assert refused != "vote.target" or not self.choices()  # what a phone offers can be chosen

    def cast(self, dots: int, where: int, who: str) -> None:
        self.keys += 1
        vote.cast(
            self.store,
            meeting_id=self.evening.id,
            target=self.choice(where),
            dots=dots,
            key=f"{self.keys}",
            device=who,
            now=BEGUN,
        )
        self.placed[who] += dots

    def count_paper(self, dots: int, where: int) -> None:
        target, prompt_id = self.choice(where), self.evening.prompts[0].id
        with self.store.read() as tables:
            before = vote.on_paper(tables.vote.of_prompt(prompt_id), table=None).get(target, 0)
        vote.from_paper(self.store, prompt_id=prompt_id, target=target, dots=dots, table=None)
        self.placed["papier"] += dots - before

    def choice(self, where: int) -> str:
        """Return one of the choices that a phone shows now."""
        offered = self.choices()
        return offered[where % len(offered)] if offered else "niets"

    def choices(self) -> list[str]:
        with self.store.read() as tables:
            return [one["id"] for one in sight.vote_for(tables.wall(self.evening.id))["targets"]]

    def hide(self, kind: str, number: int) -> None:
        note_id = next((one.id for one in self.evening.notes if one.number == number), 0)
        if kind == "hide":
            note.hide(self.store, note_id=note_id, reason="", now=NOW)
        elif kind == "restore":
            note.restore(self.store, note_id=note_id)
        else:
            note.delete(self.store, note_id=note_id)

    def gather(self, kind: str, chosen: int, where: int, who: str) -> None:
        with self.store.read() as tables:
            ids = [one.id for one in tables.theme.of(self.evening.id)] or [0]
        target, other = ids[where % len(ids)], ids[(where + chosen) % len(ids)]
        numbers = [chosen, chosen % NOTES + 1]
        doing: dict[str, tuple[Callable[..., object], dict[str, object]]] = {
            "begin": (theme.begin, {"numbers": numbers}),
            "gather": (theme.gather, {"numbers": numbers, "to": target}),
            "loose": (theme.gather, {"numbers": numbers, "to": None}),
            "stack": (theme.stack, {"numbers": numbers}),
            "unstack": (theme.unstack, {"number": chosen}),
            "merge": (theme.merge, {"theme_id": target, "into": other}),
            "apart": (theme.take_apart, {"theme_id": target}),
            "name": (theme.name, {"theme_id": target, "title": f"Naam {chosen}"}),
            "undo": (theme.undo, {}),
        }
        act, values = doing[kind]
        act(self.store, meeting_id=self.evening.id, hand=who, now=NOW, **values)

    def check(self) -> None:
        """Every dot lies where somebody can see it or is told as gone, and stays of its own voter."""
        prompt = self.evening.prompts[0]
        with self.store.read() as tables:
            votes = tables.vote.of_prompt(prompt.id)
            themes, notes = tables.theme.of(self.evening.id), tables.note.of(self.evening.id)
        options = vote.targets(notes, themes, votes, prompt_id=prompt.id)
        told = sum(one.dots for one in vote.result(options, votes)) + vote.gone(options, votes)
        assert told == self.placed.total()
        assert {one.target_id for one in votes if one.target == "thema"} <= {one.id for one in themes}
        there = {("thema", one.id) for one in themes} | {("briefje", one.id) for one in notes}
        lost = [one.dots for one in votes if (one.target, one.target_id) not in there]
        assert vote.gone(options, votes) == sum(lost)
        for who in ("Ria", "Jan"):
            mine = vote.mine(votes, prompt, owner=self.evening.owner(who))
            assert sum(mine.values()) == self.placed[who] <= BUDGET

    def in_the_summary(self) -> int:
        meeting.set_phase(self.store, meeting_id=self.evening.id, phase=Phase.RESULT, now=NOW)
        found = summary.gather(self.store, self.evening.id, now=NOW).votes
        return sum(dots for result in found for _, dots, _ in result.rows)


@settings(max_examples=200, deadline=None)
@given(
    has_themes=st.booleans(),
    first=st.lists(placing, min_size=3, max_size=6),
    done=st.lists(acts, min_size=8, max_size=16),
)
def test_dots_are_conserved(
    evening: Evening,
    has_themes: bool,
    first: list[tuple[str, int, int, str]],
    done: list[tuple[str, int, int, str]],
) -> None:
    fresh(evening, has_themes=has_themes)
    hall = Hall(evening)
    for one in (*first, *done):
        hall.act(*one)
        hall.check()
    while theme.undo(evening.store, meeting_id=evening.id, now=NOW):
        hall.check()
    assert hall.in_the_summary() == hall.placed.total()

"""Whatever is done to clauses: no note loses its road, no frozen text changes, every seal still fits."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core import agreement, chapter, clause, clause_source
from sok_core.errors import SokError
from sok_core.model import Clause, ClauseStatus, ClauseText, DocumentType, Outcome, Section, Version
from sok_core.store import Store, Tables
from tests.evening import NOW, Evening, opened

NOTES = 5
TODAY = NOW.date()
SECTIONS = (Section.ROLES, Section.GOALS, Section.VALUES)
CHAPTERS = (("rollen", "Rollen", 1), ("doelen", "Doelen", 2), ("waarden", "Waarden", 2))

acts = st.tuples(
    st.sampled_from(
        (
            "write",
            "edit",
            "up",
            "down",
            "to",
            "merge",
            "merge",
            "split",
            "withdraw",
            "back",
            "freeze",
            "chapter",
        )
    ),
    st.integers(0, 7),
    st.integers(0, 7),
    st.integers(0, 2),
)
Act = tuple[str, int, int, int]


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """One evening with five notes for all examples."""
    with opened(tmp_path_factory.mktemp("clauses")) as one:
        one.ask()
        for number in range(NOTES):
            one.post(f"Briefje {number}")
        yield one


def fresh(evening: Evening) -> None:
    """Take every clause and every version away; only here does a version go, and the guard comes back."""
    with evening.store.write() as tables:
        db = tables.clause.db
        (guard,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'version_stays_delete'").fetchone()
        db.execute("DROP TRIGGER version_stays_delete")
        db.execute("UPDATE clause SET from_id = NULL, into_id = NULL")
        for noun in ("clause_text", "clause", "source", "version"):
            db.table(noun).delete_where()
        db.execute(guard)
        tables.agreement.put(type=DocumentType.COVENANT, chapters=CHAPTERS)


class Hands:
    """People at work on the text, with a clock of their own."""

    def __init__(self, evening: Evening) -> None:
        self.store, self.ids = evening.store, [note.id for note in evening.notes]
        self.now = NOW

    def do(self, kind: str, first: int, second: int, third: int) -> None:
        """Do one thing as people do: what cannot be is refused, and then nothing changed."""
        self.now += dt.timedelta(minutes=1)
        with self.store.read() as tables:
            there, texts = tables.clause.all(), tables.clause_text.newest()
        if kind == "write" or not there:
            self.write(first, third)
            return
        one, other = there[first % len(there)], there[second % len(there)]
        acts: dict[str, Callable[[], object]] = {
            "edit": lambda: self.edit(one, texts[one.id], f"Anders {second}."),
            "up": lambda: clause.move(self.store, clause_id=one.id, is_up=True),
            "down": lambda: clause.move(self.store, clause_id=one.id, is_up=False),
            "to": lambda: clause.move_to(self.store, clause_id=one.id, section=SECTIONS[third]),
            "merge": lambda: self.merge(one, other, texts),
            "split": lambda: self.split(one, texts[one.id]),
            "withdraw": lambda: clause.withdraw(self.store, clause_id=one.id, why="Kan niet.", today=TODAY),
            "back": lambda: clause.bring_back(self.store, clause_id=one.id),
            "freeze": lambda: agreement.freeze(self.store, title=f"Tekst {second}", now=self.now),
            "chapter": lambda: chapter.move(self.store, section=SECTIONS[third], is_up=bool(second % 2)),
        }
        before = picture(self.store)
        try:
            acts[kind]()
        except SokError:
            assert picture(self.store) == before

    def write(self, first: int, third: int) -> None:
        notes = {self.ids[first % NOTES], self.ids[(first * 2 + third) % NOTES]}
        clause.write(self.store, section=SECTIONS[third], text=f"Artikel {first}.", now=self.now, notes=notes)

    def edit(self, one: Clause, before: ClauseText, text: str) -> None:
        clause.edit(self.store, clause_id=one.id, before=before, now=self.now, text=text)

    def merge(self, one: Clause, other: Clause, texts: dict[int, ClauseText]) -> None:
        clause.merge(
            self.store,
            clause_id=one.id,
            into_id=other.id,
            before=texts[one.id],
            into_before=texts[other.id],
            text=f"{texts[other.id].text} {texts[one.id].text}"[:200],
            today=TODAY,
            now=self.now,
        )

    def split(self, one: Clause, before: ClauseText) -> None:
        made = clause.split(
            self.store, clause_id=one.id, before=before, first="Eerst.", second="Daarna.", now=self.now
        )
        with self.store.read() as tables:
            now = linked(tables)
        assert now.get(made.id) == now.get(one.id)


def picture(store: Store) -> list[object]:
    """Return all that is kept of the text."""
    with store.read() as tables:
        return [
            *(tables.agreement.current(), tables.clause.all(), tables.clause_text.all()),
            *(tables.source.all(), tables.version.all()),
        ]


def linked(tables: Tables) -> dict[int, set[int]]:
    """Return which notes each clause rests on, also by what was merged into it."""
    return {one.id: clause_source.notes_of(tables, one.id) for one in tables.clause.all()}


def own(tables: Tables) -> dict[int, set[int]]:
    """Return which notes are linked to each clause itself."""
    found: dict[int, set[int]] = {}
    for one in tables.source.all():
        if one.outcome is Outcome.CLAUSE and one.note_id is not None:
            found.setdefault(one.outcome_id, set()).add(one.note_id)
    return found


def reached(clause_id: int, by_id: dict[int, Clause]) -> set[int]:
    """Return the clause where one went on, and those that were split off from it."""
    seen, waiting = set(), [clause_id]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        into = by_id[one].into_id
        waiting += [into] if into is not None else []
        waiting += [each.id for each in by_id.values() if each.from_id == one]
    return seen


def check_roads(tables: Tables, roads: dict[int, set[int]]) -> None:
    """Every note that was linked to a clause still is, and where that was merged it is with the other too."""
    now, by_id = linked(tables), {one.id: one for one in tables.clause.all()}
    for clause_id, notes in roads.items():
        goes_on = reached(clause_id, by_id)
        assert notes <= set().union(*(now.get(one, set()) for one in goes_on))
        into = by_id[clause_id].into_id
        if into is not None:
            assert by_id[clause_id].status is ClauseStatus.WITHDRAWN
            assert notes <= now.get(into, set())


def check_frozen(versions: list[Version], seen: dict[int, Version]) -> None:
    """What was frozen is what it was, its seal fits, and its numbers are unique and were never given away."""
    owners: dict[str, int] = {}
    for one in versions:
        assert seen.setdefault(one.number, one) == one
        assert hashlib.sha256(one.content.encode()).hexdigest() == one.digest
        articles = agreement.read(one.content).articles
        assert len({each.number for each in articles}) == len(articles)
        for each in articles:
            assert owners.setdefault(each.number, each.clause_id) == each.clause_id
    assert len(versions) == len(seen)


@settings(max_examples=120, deadline=None)
@given(done=st.lists(acts, min_size=6, max_size=24))
def test_whatever_is_done_no_road_is_lost_and_nothing_frozen_changes(
    evening: Evening, done: list[Act]
) -> None:
    fresh(evening)
    hands = Hands(evening)
    for number in range(3):
        hands.write(number, number)
    roads: dict[int, set[int]] = {}
    seen: dict[int, Version] = {}
    for one in done:
        hands.do(*one)
        with evening.store.read() as tables:
            for clause_id, notes in own(tables).items():
                roads.setdefault(clause_id, set()).update(notes)
            check_roads(tables, roads)
            check_frozen(tables.version.all(), seen)
            text = agreement.document(tables)
            assert len(text.articles) == len(tables.clause.all())
            assert len({each.number for each in text.articles}) == len(text.articles)
            frozen = clause.frozen_numbers(tables)
            for each in text.articles:
                assert frozen.get(each.number, each.clause_id) == each.clause_id

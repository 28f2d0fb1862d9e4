"""Whatever a draft does, the road of the signed text stays what it was; and merging is undone whole."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sok_core import agreement, clause, clause_source, commitment, commitment_road, consent, road, task
from sok_core.errors import SokError
from sok_core.export import agreement_note
from sok_core.model import Clause, DocumentType, Outcome, Reader, Section
from sok_core.signature import sign
from sok_core.store import Store
from tests import signing
from tests.evening import NOW, Evening, opened

NOTES = 8
SECTIONS = (Section.ROLES, Section.GOALS, Section.PROJECTS)
KEPT = ("clause", "clause_text", "source")

OTHERS = ("split", "withdraw", "words", "kind", "up", "to")

places = st.integers(0, 9)
acts = st.lists(
    st.tuples(
        st.sampled_from(("merge", "merge", "back", "back", "off", "off", "again", *OTHERS)),
        places,
        places,
    ),
    max_size=10,
)
Act = tuple[str, int, int]


class Table:
    """People at work on a text of which every kind of article was signed, or that is still a draft."""

    def __init__(self, evening: Evening) -> None:
        self.evening, self.store, self.now = evening, evening.store, NOW
        self.text = signing.write(self.store)
        self.begin()
        self.rows = self.picture()
        self.had = {one.id: self.on(one.id) for one in self.clauses()}

    def begin(self) -> None:
        """Write articles of tasks, a theme and notes: two of one task, one merged, one withdrawn."""
        notes = [self.evening.post(f"Briefje {number}").id for number in range(NOTES)]
        tasks = [task.add(self.store, title=f"Taak {number}") for number in range(2)]
        with self.store.write() as tables:
            green = tables.theme.add(self.evening.id, title="Groen")
            tables.note.update(notes[6], theme_id=green.id)
            for one, said in zip(tasks, notes, strict=False):
                tables.source.link(Outcome.TASK, one.id, notes=[said])
            tables.clause.update(self.text.clauses[0], task_id=tasks[0].id)
            tables.clause.update(self.text.clauses[1], task_id=tasks[1].id, theme_id=green.id)
            tables.clause.update(self.text.clauses[2], task_id=tasks[0].id)
            for one, said in zip(self.text.clauses, notes[2:], strict=False):
                tables.source.link(Outcome.CLAUSE, one, notes=[said])
        self.do("split", 0, 0)
        for kind in ("merge", "withdraw"):
            made = self.text.add(f"Om te {kind}.", self.text.school)
            with self.store.write() as tables:
                tables.clause.update(made, task_id=tasks[1].id)
                tables.source.link(Outcome.CLAUSE, made, notes=[notes[5 if kind == "merge" else 7]])
            self.do(kind, len(self.clauses()) - 1, 2)

    def sign(self) -> None:
        self.text.freeze(NOW)
        self.text.open(now=NOW)
        for party_id in (self.text.school, self.text.town):
            sign(self.store, party_id=party_id, pen=signing.PEN, now=NOW)
        for clause_id in self.text.clauses:
            commitment.promise(self.store, clause_id=clause_id, owner_id=self.text.school)

    def clauses(self) -> list[Clause]:
        with self.store.read() as tables:
            return tables.clause.all()

    def on(self, clause_id: int) -> list[int]:
        """Return the notes that hang on a clause itself."""
        with self.store.read() as tables:
            found = tables.source.of(Outcome.CLAUSE, clause_id)
        return [one.note_id for one in found if one.note_id is not None]

    def picture(self) -> dict[str, list[dict[str, Any]]]:
        """Return all that a draft can change."""
        with self.store.read() as tables:
            return {noun: list(tables.clause.db.table(noun).rows) for noun in KEPT}

    def put_back(self) -> None:
        with self.store.write() as tables:
            db = tables.clause.db
            db.execute("PRAGMA defer_foreign_keys = ON")
            for noun in ("clause_text", "source", "clause"):
                db.table(noun).delete_where()
            for noun in KEPT:
                db.table(noun).insert_all(self.rows[noun])

    def do(self, kind: str, first: int, second: int) -> bool:
        """Do one thing as people do, and return whether the rules let them."""
        self.now += dt.timedelta(minutes=1)
        with self.store.read() as tables:
            there, texts = tables.clause.all(), tables.clause_text.newest()
            hung = sorted(clause_source.notes_of(tables, there[first % len(there)].id))
        one, other = there[first % len(there)], there[second % len(there)]
        before, now = texts[one.id], self.now
        both = {"clause_id": one.id, "into_id": other.id, "before": before, "into_before": texts[other.id]}
        parts = {"before": before, "first": "Eerst.", "second": "Daarna."}
        acts: dict[str, Callable[[], object]] = {
            "merge": lambda: clause.merge(self.store, **both, text="Samen.", today=now.date(), now=now),
            "back": lambda: clause.bring_back(self.store, clause_id=one.id),
            "split": lambda: clause.split(self.store, clause_id=one.id, **parts, now=now),
            "withdraw": lambda: clause.withdraw(
                self.store, clause_id=one.id, why=f"Reden {second}", today=now.date()
            ),
            "words": lambda: clause.edit(
                self.store, clause_id=one.id, before=before, now=now, text=f"Anders {second}."
            ),
            "kind": lambda: agreement.begin(self.store, type=list(DocumentType)[second % len(DocumentType)]),
            "up": lambda: clause.move(self.store, clause_id=one.id, is_up=bool(second % 2)),
            "off": lambda: clause_source.take_off(
                self.store, clause_id=one.id, note_ids=[hung[second % len(hung)]] if hung else []
            ),
            "again": lambda: clause_source.hang(
                self.store, clause_id=one.id, note_ids=self.had.get(one.id, [])
            ),
            "to": lambda: clause.move_to(self.store, clause_id=one.id, section=SECTIONS[second % 3]),
        }
        try:
            acts[kind]()
        except SokError:
            return False
        return True


def roads(store: Store, *, as_agreed: bool = False, of: set[int] | None = None) -> tuple[object, ...]:
    """Return where every note ended, and what stands behind some clauses (all of them without ``of``)."""
    with store.read() as tables:
        found = road.read(tables, as_agreed=as_agreed)
    behind = {
        each: {note.id for group in road.behind(found, Outcome.CLAUSE, each).groups for note in group.notes}
        for each in (found.clauses if of is None else of)
    }
    return {each: road.end(found, each) for each in found.notes}, behind


def signed_roads(store: Store) -> tuple[object, ...]:
    """Return the roads of the agreement in force: on the page, in its appendix and where it is followed."""
    with store.read() as tables:
        version = consent.signed_version(tables)
    assert version is not None
    text = agreement.read(version.content)
    articles = {one.clause_id for one in text.articles}
    appendix = agreement_note.gather(store, text)
    there = {each: appendix[each] for each in articles if each in appendix}
    with store.read() as tables:
        followed = {
            one.id: commitment_road.origin(tables, one, reader=Reader.TABLE).grown
            for one in tables.commitment.all()
        }
    return *roads(store, as_agreed=True, of=articles), there, followed


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """A text that nobody signed."""
    with opened(tmp_path_factory.mktemp("draft")) as evening:
        evening.ask()
        yield Table(evening)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """A text that everybody signed."""
    with opened(tmp_path_factory.mktemp("signed")) as evening:
        evening.ask()
        table = Table(evening)
        table.sign()
        yield table


@example(done=[("merge", 3, 0)])  # two halves of one task
@example(done=[("back", 4, 0)])  # merged in what was signed
@example(done=[("split", 2, 0), ("merge", 6, 2)])  # a half that was proposed
@example(done=[("back", 5, 0), ("merge", 5, 0)])  # withdrawn in what was signed
@example(done=[("off", 0, 0)])  # taken off by hand
@example(done=[("split", 0, 0), ("off", 0, 0), ("again", 0, 0)])  # off one half, and hung on again
@example(done=[("merge", 0, 1), ("off", 1, 0), ("off", 1, 0), ("back", 0, 0)])  # off what took it in
@given(done=acts)
def test_whatever_a_draft_does_the_road_of_the_signed_text_stays(signed: Table, done: list[Act]) -> None:
    signed.put_back()
    before = signed_roads(signed.store)
    for one in done:
        signed.do(*one)
        assert signed_roads(signed.store) == before


@given(done=acts, first=places, second=places)
def test_what_is_merged_and_brought_back_has_the_road_it_had(
    draft: Table, done: list[Act], first: int, second: int
) -> None:
    draft.put_back()
    for one in done:
        draft.do(*one)
    before, sources = roads(draft.store), draft.picture()["source"]
    if draft.do("merge", first, second):
        draft.do("back", first, second)
    assert roads(draft.store) == before
    assert draft.picture()["source"] == sources

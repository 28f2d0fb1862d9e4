"""Whatever happens to the text: no note loses its road, what was signed never changes, its seal fits."""

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sok_core import agreement, clause, consent, mandate, notice, signature
from sok_core.errors import SokError
from sok_core.model import Clause, ClauseText, ConsentAnswer, Outcome, Signature, SignatureMethod
from sok_core.signature import Pen
from tests.evening import NOW, opened
from tests.properties.test_clauses import check_roads, linked
from tests.signing import DAY, write

PLACE = st.integers(0, 9)
WHO = st.sampled_from(["school", "town", "other"])
DRAWING = ((((1, 1), (2, 2), (3, 3), (4, 4), (5, 5))),)


class Signing(RuleBasedStateMachine):
    """Edits, splits, merges, withdrawals, freezing, answers, signatures and mistakes, in any order."""

    @initialize()
    def begin(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._open = opened(Path(self._folder.name))
        self.evening = self._open.__enter__()
        self.text = write(self.evening.store)
        with self.text.store.write() as tables:
            tables.dossier.update(reference_date=NOW.date())
        self.clock = NOW
        self.evening.ask()
        notes = {
            clause_id: self.evening.post(f"Briefje bij {clause_id}").id for clause_id in self.text.clauses
        }
        with self.text.store.write() as tables:
            for clause_id, note_id in notes.items():
                tables.source.link(Outcome.CLAUSE, clause_id, notes=[note_id])
            self.roads = linked(tables)
        self.seen: dict[int, Signature] = {}
        self.texts: dict[int, str] = {}
        self.provisos: dict[int, str] = {}

    def teardown(self) -> None:
        self._open.__exit__(None, None, None)
        self._folder.cleanup()

    def now(self) -> dt.datetime:
        self.clock += dt.timedelta(minutes=1)
        return self.clock

    def newest(self) -> int:
        with self.text.store.read() as tables:
            version = tables.version.newest()
        return version.number if version else 0

    @rule(place=PLACE, words=st.text(min_size=1, max_size=20))
    def edit(self, place: int, words: str) -> None:
        one, before = self.clause(place)
        self.attempt(
            lambda: clause.edit(self.text.store, clause_id=one.id, before=before, text=words, now=self.now())
        )

    @rule(place=PLACE)
    def split(self, place: int) -> None:
        one, before = self.clause(place)
        parts = {"first": "Eerst.", "second": "Daarna."}
        self.attempt(
            lambda: clause.split(self.text.store, clause_id=one.id, before=before, **parts, now=self.now())
        )

    @rule(place=PLACE, other=PLACE)
    def merge(self, place: int, other: int) -> None:
        (one, before), (into, into_before) = self.clause(place), self.clause(other)
        about = {"clause_id": one.id, "into_id": into.id, "before": before, "into_before": into_before}
        self.attempt(lambda: clause.merge(self.text.store, **about, text="Samen.", today=DAY, now=self.now()))

    @rule(place=PLACE)
    def withdraw(self, place: int) -> None:
        one, _ = self.clause(place)
        self.attempt(lambda: clause.withdraw(self.text.store, clause_id=one.id, why="Kan niet", today=DAY))

    @rule()
    def add(self) -> None:
        self.text.add("Nog een.", self.text.school, saved_at=self.now())

    def clause(self, place: int) -> tuple[Clause, ClauseText]:
        """Return one of the articles with its newest text."""
        with self.text.store.read() as tables:
            there, texts = tables.clause.all(), tables.clause_text.newest()
        one = there[place % len(there)]
        return one, texts[one.id]

    @rule()
    def freeze(self) -> None:
        self.text.freeze(self.now())

    @rule(who=WHO, answer=st.sampled_from(ConsentAnswer))
    def say(self, who: str, answer: ConsentAnswer) -> None:
        party_id, version = getattr(self.text, who), self.newest()
        with self.text.store.read() as tables:
            before = consent.in_force(tables, version).get(party_id)
        self.attempt(
            lambda: self.text.say(
                party_id, answer, version=version, text="want", instead_of=before.id if before else None
            )
        )

    @rule(why=st.sampled_from(["", "Het moet."]))
    def open(self, why: str) -> None:
        self.attempt(lambda: consent.open_signing(self.text.store, now=self.now(), why=why))

    @rule(who=WHO, method=st.sampled_from(SignatureMethod))
    def sign(self, who: str, method: SignatureMethod) -> None:
        pen, party_id = Pen(method, "voorzitter", DRAWING), getattr(self.text, who)
        self.attempt(lambda: signature.sign(self.text.store, party_id=party_id, pen=pen, now=self.now()))

    @rule(who=WHO)
    def join(self, who: str) -> None:
        pen, party_id = Pen(SignatureMethod.PEN, "voorzitter"), getattr(self.text, who)
        self.attempt(lambda: signature.join(self.text.store, party_id=party_id, pen=pen, now=self.now()))

    @rule(place=st.integers(0, 5), is_mistake=st.booleans(), days=st.sampled_from([0, 90]))
    def undo(self, place: int, is_mistake: bool, days: int) -> None:
        about, delay = {"signature_id": place, "why": "Vergissing"}, dt.timedelta(days=days)
        if is_mistake:
            self.attempt(lambda: signature.take_back(self.text.store, now=self.now(), **about))
        else:
            self.attempt(lambda: notice.give(self.text.store, on=self.clock.date() + delay, **about))

    @rule(
        who=WHO,
        promise=st.sampled_from(["", "Wij planten.", "Wij\nplanten niets."]),
        proviso=st.text(max_size=5),
    )
    def promise(self, who: str, promise: str, proviso: str) -> None:
        about = {"party_id": getattr(self.text, who), "version": self.newest()}
        self.attempt(lambda: mandate.change(self.text.store, **about, promise=promise, proviso=proviso))

    def attempt(self, act: object) -> None:
        """Do what the rules may refuse."""
        try:
            act()  # type: ignore[operator]
        except SokError:
            return

    @invariant()
    def what_was_signed_stays_and_no_note_loses_its_road(self) -> None:
        if not hasattr(self, "text"):
            return
        with self.text.store.read() as tables:
            signed, versions = tables.signature.all(), {one.number: one for one in tables.version.all()}
            provisos = {(one.party_id, one.version): one.proviso for one in tables.mandate.all()}
            call, today = signature.roll_call(tables), tables.dossier.today()
            for clause_id, notes in linked(tables).items():
                self.roads.setdefault(clause_id, set()).update(notes)
            check_roads(tables, self.roads)
        assert self.seen.keys() <= {one.id for one in signed}
        for one in signed:
            content = versions[one.version].content
            assert agreement.digest(content) == one.digest
            assert self.texts.setdefault(one.version, content) == content
            before = self.seen.setdefault(one.id, one)
            for field in (
                "party_id",
                "version",
                "digest",
                "kind",
                "method",
                "signed_at",
                "drawing",
                "promise",
            ):
                assert getattr(one, field) == getattr(before, field)
            if one.holds(today):
                proviso = provisos.get((one.party_id, one.version), "")
                assert self.provisos.setdefault(one.id, proviso) == proviso
        if call is not None:
            said = {
                one.party_id: one.promise
                for one in signed
                if one.version == call.version and one.holds(today)
            }
            for turn in call.turns:
                assert not turn.is_signed or "\n".join(turn.promises) == said[turn.party_id]
        active = [(one.party_id, one.version) for one in signed if one.holds(today)]
        assert len(active) == len(set(active))


TestSigning = Signing.TestCase
TestSigning.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)

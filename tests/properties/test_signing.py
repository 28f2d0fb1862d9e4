"""Whatever happens to the text afterwards: what was signed never changes, and its seal can be made again."""

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sok_core import agreement, consent, signature
from sok_core.errors import SokError
from sok_core.model import ClauseStatus, ConsentAnswer, Signature, SignatureMethod
from sok_core.signature import Pen
from tests.evening import NOW, opened
from tests.signing import DAY, write

WHO = st.sampled_from(["school", "town", "other"])
DRAWING = ((((1, 1), (2, 2), (3, 3), (4, 4), (5, 5))),)


class Signing(RuleBasedStateMachine):
    """Edits, withdrawals, freezing, answers, signatures and mistakes, in any order."""

    @initialize()
    def begin(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._open = opened(Path(self._folder.name))
        self.evening = self._open.__enter__()
        self.text = write(self.evening.store)
        self.clock = NOW
        self.seen: dict[int, Signature] = {}
        self.texts: dict[int, str] = {}

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

    @rule(words=st.text(min_size=1, max_size=20))
    def edit(self, words: str) -> None:
        with self.text.store.write() as tables:
            clause = tables.clause.all()[0]
            tables.clause_text.add(
                clause_id=clause.id, text=words, saved_at=self.now(), party_ids=(self.text.school,)
            )

    @rule()
    def withdraw(self) -> None:
        with self.text.store.write() as tables:
            clause = tables.clause.all()[-1]
            tables.clause.update(clause.id, status=ClauseStatus.WITHDRAWN, withdrawn_on=DAY, why="Kan niet")

    @rule()
    def add(self) -> None:
        self.text.add("Nog een.", self.text.school, saved_at=self.now())

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

    @rule(place=st.integers(0, 5), is_mistake=st.booleans())
    def undo(self, place: int, is_mistake: bool) -> None:
        about = {"signature_id": place, "why": "Vergissing"}
        if is_mistake:
            self.attempt(lambda: signature.take_back(self.text.store, now=self.now(), **about))
        else:
            self.attempt(lambda: signature.stop(self.text.store, on=DAY, **about))

    def attempt(self, act: object) -> None:
        """Do what the rules may refuse."""
        try:
            act()  # type: ignore[operator]
        except SokError:
            return

    @invariant()
    def what_was_signed_stays(self) -> None:
        if not hasattr(self, "text"):
            return
        with self.text.store.read() as tables:
            signed, versions = tables.signature.all(), {one.number: one for one in tables.version.all()}
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
        active = [(one.party_id, one.version) for one in signed if one.counts and one.withdrawn_on is None]
        assert len(active) == len(set(active))


TestSigning = Signing.TestCase
TestSigning.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)

"""Whatever becomes of signatures: nobody leads or signs what does not bind it, and nothing said is lost."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sok_core import commitment, commitment_state, consent, mandate, notice, proviso, signature
from sok_core.calendar import DAY
from sok_core.errors import SokError
from sok_core.export import agreement_model
from sok_core.model import ConsentAnswer, Signature, Version
from sok_core.store import Tables
from tests.evening import NOW, opened
from tests.signing import PEN, write

WHO = st.sampled_from(["school", "town"])
VERSION = st.sampled_from([0, 1])
PLACE = st.integers(0, 3)


class Provisos(RuleBasedStateMachine):
    """Two texts that two parties sign, with provisos that come or fail, and stops, in any order."""

    @initialize()
    def begin(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._open = opened(Path(self._folder.name))
        self.text = write(self._open.__enter__().store)
        self.store, self.now = self.text.store, NOW
        self.wait(0)
        self.text.freeze(NOW)
        self.text.open()
        for party_id in (self.text.school, self.text.town):
            mandate.change(self.store, party_id=party_id, version=0, proviso="de raad")
            signature.sign(self.store, party_id=party_id, pen=PEN, now=NOW)
            commitment.add(self.store, title=str(party_id), owner_id=party_id, starts_on=NOW.date())
        self.text.freeze(NOW)
        self.text.open(version=1)
        self.seen: dict[int, Signature] = {}

    def teardown(self) -> None:
        self._open.__exit__(None, None, None)
        self._folder.cleanup()

    @rule(days=st.integers(0, 30))
    def wait(self, days: int) -> None:
        self.now += days * DAY
        with self.store.write() as tables:
            tables.dossier.update(reference_date=self.now.date())

    @rule(who=WHO, version=VERSION, takes_on=st.booleans())
    def sign(self, who: str, version: int, *, takes_on: bool) -> None:
        about = {"party_id": getattr(self.text, who), "version": version}
        with self.store.read() as tables:
            shown, before = (
                signature.shown(tables, text_of(tables, version), about["party_id"]),
                ids(tables),
            )
        attempt(lambda: signature.join(self.store, **about, pen=PEN, now=self.now))
        with self.store.read() as tables:
            for one in [each for each in tables.signature.all() if each.id not in before]:
                hangs = " · ".join(filter(None, [shown.proviso, shown.condition]))
                assert (one.proviso, one.promise) == (shown.proviso, "\n".join(shown.promises))
                assert proviso.hanging(tables, text_of(tables, version)).get(one.id, "") == hangs
        if takes_on:
            self.promise(about["party_id"])

    def promise(self, party_id: int) -> None:
        """Let a party promise something more."""
        with self.store.read() as tables:
            title = f"Afspraak {len(tables.commitment.all())}"
        about = {"owner_id": party_id, "starts_on": self.now.date()}
        attempt(lambda: commitment.add(self.store, title=title, **about))

    @rule(who=WHO, version=VERSION)
    def sign_by_mistake(self, who: str, version: int) -> None:
        with self.store.read() as tables:
            before, led = ids(tables), leaders(tables)
        self.sign(who, version, takes_on=True)
        with self.store.read() as tables:
            made = ids(tables) - before
        for one in made:
            signature.take_back(self.store, signature_id=one, why="Vergissing.", now=self.now)
        with self.store.read() as tables:
            assert led.items() <= leaders(tables).items()

    @rule(place=PLACE)
    def take_back(self, place: int) -> None:
        one = self.signature(place)
        attempt(lambda: signature.take_back(self.store, signature_id=one, why="Vergissing.", now=self.now))

    @rule(who=WHO, place=PLACE)
    def take_over(self, who: str, place: int) -> None:
        about = {"commitment_id": self.promised(place), "on": self.now.date(), "today": self.now.date()}
        attempt(lambda: commitment.take_over(self.store, party_id=getattr(self.text, who), **about))

    @rule(place=PLACE)
    def give_away(self, place: int) -> None:
        about = {"commitment_id": self.promised(place), "on": self.now.date(), "today": self.now.date()}
        attempt(lambda: commitment.stop_leading(self.store, **about))

    @rule(who=WHO, version=VERSION, text=st.sampled_from(["", "de raad"]))
    def reserve(self, who: str, version: int, text: str) -> None:
        about = {"party_id": getattr(self.text, who), "version": version}
        attempt(lambda: mandate.change(self.store, **about, proviso=text))

    @rule(who=WHO, version=VERSION, answer=st.sampled_from(ConsentAnswer))
    def answer(self, who: str, version: int, answer: ConsentAnswer) -> None:
        party_id = getattr(self.text, who)
        with self.store.read() as tables:
            before = consent.in_force(tables, version)[party_id].id
        attempt(lambda: self.text.say(party_id, answer, version=version, text="geld", instead_of=before))

    @rule(place=PLACE, days=st.sampled_from([0, 20]))
    def stop(self, place: int, days: int) -> None:
        on, one = self.now.date() + days * DAY, self.signature(place)
        attempt(lambda: notice.give(self.store, signature_id=one, on=on, why=f"Weg {days}."))

    @rule(place=PLACE, is_met=st.booleans(), ago=st.sampled_from([0, 7]))
    def settle(self, place: int, ago: int, *, is_met: bool) -> None:
        on = self.now.date() - ago * DAY
        about = {"signature_id": self.signature(place), "on": on, "now": self.now}
        if is_met:
            attempt(lambda: proviso.meet(self.store, **about))
        else:
            attempt(lambda: proviso.fail(self.store, **about, why="Nee."))

    @rule(place=PLACE)
    def reopen(self, place: int) -> None:
        one = self.signature(place)
        attempt(lambda: proviso.reopen(self.store, signature_id=one))

    @rule(place=PLACE)
    def stay(self, place: int) -> None:
        one = self.signature(place)
        attempt(lambda: notice.take_back(self.store, signature_id=one, why="Toch.", now=self.now))

    def signature(self, place: int) -> int:
        """Return the id of one of the last signatures."""
        with self.store.read() as tables:
            there = tables.signature.all()[-4:]
        return there[-1 - place % len(there)].id

    def promised(self, place: int) -> int:
        """Return the id of one of the last promises."""
        with self.store.read() as tables:
            there = tables.commitment.all()[-4:]
        return there[-1 - place % len(there)].id

    @invariant()
    def what_is_read_is_what_the_next_signature_says(self) -> None:
        if not hasattr(self, "seen"):
            return
        with self.store.read() as tables:
            call, written = signature.roll_call(tables), tables.mandate.all()
            assert call is not None
            for number in (0, 1):
                version, paper = (
                    text_of(tables, number),
                    agreement_model.gather_in(tables, number, now=self.now),
                )
                holding = {one.party_id for one in signature.in_force(tables, number)}
                came = {
                    (one.party_id, one.proviso)
                    for one in tables.signature.of(number)
                    if one.counts and one.met_on
                }
                for party_id in {self.text.school, self.text.town} - holding:
                    shown = signature.shown(tables, version, party_id)
                    said = [
                        one.proviso
                        for one in written
                        if (one.party_id, one.version) == (party_id, number)
                        and (party_id, one.proviso) not in came
                    ]
                    assert shown.proviso == "".join(said)
                    assert dict(paper.to_sign.provisos).get(party_id, "") == shown.proviso
                    assert dict(paper.to_sign.conditions).get(party_id, "") == shown.condition
                    assert mandate.sheet(tables, version, party_id).mandate.proviso == shown.proviso
                    turns = [one for one in call.turns if one.party_id == party_id]
                    assert call.version != number or [signature.shown_in(one) for one in turns] == [shown]

    @invariant()
    def who_is_not_bound_neither_signs_nor_leads(self) -> None:
        if not hasattr(self, "seen"):
            return
        today = self.now.date()
        with self.store.read() as tables:
            bound, gone = tables.signature.bound(today), tables.signature.let_go(today)
            may_lead = {one.id for one in notice.may_lead(tables, today=today)}
            states = commitment_state.states(tables, today=today)
            call, signed = signature.roll_call(tables), tables.signature.all()
            papers = [agreement_model.gather_in(tables, each, now=self.now) for each in (0, 1)]
        assert not bound & gone.keys()
        assert not may_lead & gone.keys()
        assert not [one for one in states if one.commitment.owner_id in gone and one.has_lead]
        assert call is not None
        for turn in call.turns:
            of = [one for one in signed if one.party_id == turn.party_id and one.version == call.version]
            assert turn.is_signed == any(one.has_bound for one in of)
        for number, paper in enumerate(papers):
            holding = [one.party_id for one in signed if one.version == number and one.holds(today)]
            assert len(holding) == len(set(holding))
            assert {one.party_id for one in paper.going_on} == set(holding)
        for one in signed:
            before = self.seen.setdefault(one.id, one)
            assert (one.proviso, one.promise) == (before.proviso, before.promise)
            assert one.stayed[: len(before.stayed)] == before.stayed
            self.seen[one.id] = one


def text_of(tables: Tables, number: int) -> Version:
    """Return a frozen text that is there."""
    found = tables.version.numbered(number)
    assert found is not None
    return found


def ids(tables: Tables) -> set[int]:
    """Return the ids of all signatures."""
    return {one.id for one in tables.signature.all()}


def leaders(tables: Tables) -> dict[int, int | None]:
    """Return who leads each promise today, by its id."""
    states = commitment_state.states(tables, today=tables.dossier.today())
    return {one.commitment.id: one.commitment.owner_id if one.has_lead else None for one in states}


def attempt(act: Callable[[], object]) -> None:
    """Do what the rules may refuse."""
    try:
        act()
    except SokError:
        return


TestProvisos = Provisos.TestCase
TestProvisos.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)

"""Whoever takes over, stops or comes back: list and chart agree each day, and who stopped leads nothing."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sok_core import commitment, commitment_state, lead_change, notice, signature
from sok_core.calendar import DAY
from sok_core.errors import SokError
from sok_core.model import Commitment, CommitmentStatus, LeadChange, Rhythm, Update
from sok_core.store import Tables
from tests.evening import NOW, opened
from tests.signing import PEN, write

BEGIN = NOW.date()
WHO = st.sampled_from(["school", "town", "other"])
WHICH = st.integers(0, 2)


ONE = Commitment(1, 1, "Bomen", 1, BEGIN, check_every=Rhythm.MONTH)
OFFSETS = st.integers(0, 200)
PARTIES = st.integers(1, 2)
CHANGES = st.lists(st.tuples(OFFSETS, PARTIES, st.none() | PARTIES), max_size=6)


@given(changes=CHANGES, told=st.dictionaries(OFFSETS, st.sampled_from(CommitmentStatus), max_size=3))
def test_the_chart_and_the_list_tell_the_same_of_one_promise(
    changes: list[tuple[int, int, int | None]], told: dict[int, CommitmentStatus]
) -> None:
    leads = [
        LeadChange(number, 1, was_id, BEGIN + days * DAY, party_id)
        for number, (days, was_id, party_id) in enumerate(sorted(changes, key=lambda change: change[0]))
    ]
    said = [Update(1, 1, BEGIN + days * DAY, status) for days, status in sorted(told.items())]
    steps = [(1, one.date, one.status) for one in said]
    months = commitment_state.by_month([ONE], steps, leads, until=BEGIN + 300 * DAY)
    for month in months:
        end = min((month.first + 31 * DAY).replace(day=1) - DAY, BEGIN + 300 * DAY)
        update = next((one for one in reversed(said) if one.date <= end), None)
        lead = lead_change.last(leads, today=end)
        state = commitment_state.state_of(ONE, today=end, update=update, lead=lead)
        assert month.silent == state.is_silent


class Leading(RuleBasedStateMachine):
    """Promises that go from party to party, while parties sign, stop on a day ahead, and sign again."""

    @initialize()
    def begin(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._open = opened(Path(self._folder.name))
        self.text = write(self._open.__enter__().store)
        self.text.freeze()
        self.text.open()
        for party_id in (self.text.school, self.text.town):
            signature.sign(self.text.store, party_id=party_id, pen=PEN, now=NOW)
        self.day = BEGIN
        self.wait(0)
        self.ids = [self.add("school", f"Afspraak {number}") for number in range(3)]

    def teardown(self) -> None:
        self._open.__exit__(None, None, None)
        self._folder.cleanup()

    def add(self, who: str, title: str) -> int:
        about = {"starts_on": BEGIN, "check_every": Rhythm.MONTH}
        return commitment.add(self.text.store, title=title, owner_id=getattr(self.text, who), **about).id

    @rule(days=st.integers(1, 40))
    def wait(self, days: int) -> None:
        self.day += days * DAY
        with self.text.store.write() as tables:
            tables.dossier.update(reference_date=self.day)

    @rule(which=WHICH, who=WHO)
    def take_over(self, which: int, who: str) -> None:
        party_id, about = getattr(self.text, who), {"on": self.day, "today": self.day}
        with may_refuse("commitment.leads_already", "commitment.lead_stopped"):
            commitment.take_over(self.text.store, commitment_id=self.ids[which], party_id=party_id, **about)

    @rule(which=WHICH)
    def let_go(self, which: int) -> None:
        about = {"on": self.day, "today": self.day}
        with may_refuse("commitment.no_lead"):
            commitment.stop_leading(self.text.store, commitment_id=self.ids[which], **about)

    @rule(which=WHICH, who=WHO)
    def promise_anew(self, which: int, who: str) -> None:
        with may_refuse("commitment.lead_stopped"):
            self.ids[which] = self.add(who, f"Afspraak {len(self.promises())}")

    @rule(who=WHO, days=st.integers(0, 60))
    def stop(self, who: str, days: int) -> None:
        with self.text.store.read() as tables:
            signed = tables.signature.where("party_id = ?", [getattr(self.text, who)])
        for one in [each for each in signed if each.withdrawn_on is None][-1:]:
            notice.give(self.text.store, signature_id=one.id, on=self.day + days * DAY, why="Weg.")

    @rule(who=st.sampled_from(["school", "town"]))
    def sign_again(self, who: str) -> None:
        with may_refuse("signature.there", "signature.nobody"):
            signature.join(self.text.store, party_id=getattr(self.text, who), pen=PEN, now=NOW)

    @rule(which=WHICH, status=st.sampled_from(CommitmentStatus))
    def say(self, which: int, status: CommitmentStatus) -> None:
        with self.text.store.write() as tables:
            tables.update.add(commitment_id=self.ids[which], date=self.day, status=status)

    @rule(which=WHICH, is_right=st.booleans())
    def look(self, which: int, is_right: bool) -> None:
        with self.text.store.write() as tables:
            for last in tables.update.of(self.ids[which])[-1:]:
                tables.confirmation.add(
                    update_id=last.id, party_id=self.text.other, is_right=is_right, on=self.day, text="Nee."
                )

    def promises(self) -> list[int]:
        with self.text.store.read() as tables:
            return [one.id for one in tables.commitment.all()]

    @invariant()
    def the_chart_says_what_the_list_says_on_the_last_day_of_each_month(self) -> None:
        with self.text.store.read() as tables:
            for until in (self.day, self.day + 100 * DAY):
                for month in months(tables, until):
                    end = min((month.first + 31 * DAY).replace(day=1) - DAY, until)
                    states = commitment_state.states(tables, today=end)
                    assert month.counts == commitment_state.counts(states)
                    assert month.silent == sum(one.is_silent for one in states)

    @invariant()
    def who_stopped_leads_nothing_that_goes_on(self) -> None:
        with self.text.store.read() as tables:
            for day in (self.day, self.day + 30 * DAY, self.day + 60 * DAY):
                stopped = signature.stopped(tables, today=day)
                for one in commitment_state.states(tables, today=day):
                    is_led = one.commitment.owner_id not in stopped or one.is_settled
                    assert is_led or not one.has_lead

    @invariant()
    def who_leads_today_led_it_on_this_day(self) -> None:
        with self.text.store.read() as tables:
            for one in commitment_state.states(tables, today=self.day):
                changes = tables.lead_change.of(one.commitment.id)
                led = lead_change.led_on(one.commitment, changes, self.day)
                if lead_change.has_lead(changes, today=self.day):
                    assert one.is_led_by(one.commitment.owner_id)
                    assert one.commitment.owner_id in led


@contextmanager
def may_refuse(*codes: str) -> Iterator[None]:
    """Let an act be refused, for one of these reasons only."""
    refused = ""
    try:
        yield
    except SokError as error:
        refused = error.code
    assert refused in ("", *codes)


def months(tables: Tables, until: dt.date) -> list[commitment_state.Month]:
    """Return what the chart draws."""
    return commitment_state.by_month(
        tables.commitment.all(), tables.update.steps(), tables.lead_change.all(), until=until
    )


TestLeading = Leading.TestCase
TestLeading.settings = settings(max_examples=20, stateful_step_count=15, deadline=None)

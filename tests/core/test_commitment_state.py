"""How commitments stand: late, silent, without a lead, seen by another; and what wants attention first."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from sok_core import commitment, commitment_state
from sok_core.commitment_state import State
from sok_core.model import (
    UNCHANGED,
    Attention,
    Commitment,
    CommitmentStatus,
    Confirmation,
    LeadChange,
    Rhythm,
    Update,
)
from tests import following
from tests.evening import Evening
from tests.following import BEGIN, TODAY, Following, day

S = CommitmentStatus
OWNER, OTHER, THIRD = 1, 2, 3


@pytest.fixture
def scene(evening: Evening) -> Following:
    return following.begin(evening.store)


def promised(number: int = 1, **fields: object) -> Commitment:
    return Commitment(
        **{"id": number, "position": number, "title": f"Afspraak {number}"}
        | {"owner_id": OWNER, "starts_on": BEGIN}
        | fields
    )


def said(status: S, on: dt.date = TODAY, text: str = "") -> Update:
    return Update(1, 1, on, status, text=text)


def state(
    status: S | None = S.ON_TRACK,
    *,
    on: dt.date = TODAY,
    lead: LeadChange | None = None,
    today: dt.date = TODAY,
    confirmed: tuple[Confirmation, ...] = (),
    text: str = "",
    **fields: object,
) -> State:
    update = said(status, on, text) if status else None
    return commitment_state.state_of(
        promised(**fields), today=today, update=update, fact=update, lead=lead, said=confirmed
    )


@pytest.mark.parametrize(
    ("status", "due", "is_late"),
    [
        (S.ON_TRACK, day(11, 4), True),  # on track past its day is late all the same
        (S.ON_TRACK, TODAY, False),
        (S.ON_TRACK, None, False),
        (None, day(10, 31), True),  # one that never began
        (S.STUCK, day(10, 31), True),
        (S.DONE, day(10, 31), False),
        (S.STOPPED, day(10, 31), False),
    ],
)
def test_late_is_past_its_day_and_not_over(status: S | None, due: dt.date | None, is_late: bool) -> None:
    assert state(status, due=due).is_late is is_late


@pytest.mark.parametrize(
    ("rhythm", "most"),
    [(Rhythm.MONTH, 45), (Rhythm.QUARTER, 136), (Rhythm.HALF_YEAR, 273), (Rhythm.YEAR, 547)],
)
def test_silent_is_longer_than_one_and_a_half_times_its_rhythm(rhythm: Rhythm, most: int) -> None:
    last = TODAY - dt.timedelta(days=most)
    early = {"check_every": rhythm, "starts_on": dt.date(2020, 1, 1)}
    assert not state(on=last, **early).is_silent
    assert state(on=last - dt.timedelta(days=1), **early).is_silent


@pytest.mark.parametrize(
    ("rhythm", "most"),
    [(Rhythm.MONTH, 30), (Rhythm.QUARTER, 91), (Rhythm.HALF_YEAR, 182), (Rhythm.YEAR, 365)],
)
def test_what_never_began_is_silent_after_its_rhythm(rhythm: Rhythm, most: int) -> None:
    begins: dict[str, object] = {"check_every": rhythm, "starts_on": TODAY - dt.timedelta(days=most)}
    assert not state(None, **begins).is_silent
    begins["starts_on"] = TODAY - dt.timedelta(days=most + 1)
    found = state(None, **begins)
    assert found.is_silent
    (shown,) = commitment_state.wanting([found])
    assert shown.reasons[0].startswith("Had moeten beginnen op ")
    assert f"Al {most + 1} dagen niets gehoord." in shown.reasons[0]
    months = commitment_state.by_month([found.commitment], [], [], until=TODAY)
    assert months[-1].silent == 1


@pytest.mark.parametrize(
    ("on", "due", "told"),
    [
        (TODAY, None, "op koers"),
        (TODAY, day(3), "op koers, maar te laat"),
        (day(1), None, "op koers, maar lang niets gehoord"),
        (day(1), day(3), "op koers, maar te laat en lang niets gehoord"),
    ],
)
def test_what_is_late_and_silent_is_told_as_both(on: dt.date, due: dt.date | None, told: str) -> None:
    assert commitment_state.told(state(on=on, due=due)) == told


def test_silence_counts_from_the_start_and_not_before_it() -> None:
    assert state(None, starts_on=day(1), check_every=Rhythm.MONTH).days_silent == 308
    waiting = state(None, starts_on=dt.date(2027, 1, 1), check_every=Rhythm.MONTH)
    assert (waiting.days_silent, waiting.is_silent) == (0, False)


@pytest.mark.parametrize("status", [S.DONE, S.STOPPED])
def test_what_is_over_may_be_silent(status: S) -> None:
    assert not state(status, on=day(1)).is_silent


def test_without_a_lead_nothing_is_late_or_silent() -> None:
    gone = LeadChange(1, 1, OWNER, day(2), None, "Ziek.")
    found = state(on=day(1), due=day(3), lead=gone)
    assert (found.is_late, found.is_silent, found.has_lead) == (False, False, False)
    (shown,) = commitment_state.wanting([found])
    assert shown.kinds == (Attention.NO_LEAD,)
    assert shown.reasons == ("Zoekt een trekker sinds 1 februari 2026. Ziek.",)
    assert commitment_state.told(found) == "op koers, en zoekt een trekker"


def test_what_another_doubts_looks_for_a_lead_when_its_lead_is_gone() -> None:
    gone = LeadChange(1, 1, OWNER, day(2), None, "Weg.")
    no = Confirmation(1, 1, OTHER, False, TODAY, "Er lekt nog een kraan.")
    doubted, done = state(S.DONE, lead=gone, confirmed=(no,)), state(S.DONE, lead=gone)
    (shown,) = commitment_state.wanting([doubted, done])
    assert shown.kinds == (Attention.NO_LEAD, Attention.TAKE_CARE)
    assert shown.reasons[0] == "Zoekt een trekker sinds 1 februari 2026. Weg."
    assert commitment_state.told(doubted).endswith("dat dit niet klopt, en zoekt een trekker")
    assert [commitment_state.lead(one, {OWNER: "School"}) for one in (doubted, done, state(S.DONE))] == [
        "zoekt een trekker",
        "niemand",
        "School",
    ]


def test_who_took_over_is_given_time() -> None:
    taken = LeadChange(1, 1, OWNER, TODAY, OTHER)
    found = state(on=day(1), lead=taken)
    assert (found.has_lead, found.is_silent, found.days_silent) == (True, False, 0)


def test_done_is_finished_when_another_has_seen_it() -> None:
    yes, own = Confirmation(1, 1, OTHER, True, TODAY), Confirmation(2, 1, OWNER, True, TODAY)
    no = Confirmation(3, 1, THIRD, False, TODAY, "Er lekt nog een kraan.")
    alone, seen = state(S.DONE, confirmed=(own,)), state(S.DONE, confirmed=(yes,))
    doubted = state(S.DONE, confirmed=(yes, no))
    assert [one.is_finished for one in (alone, seen, doubted)] == [False, True, False]
    assert commitment_state.to_confirm([alone, seen, doubted]) == [alone]
    (shown,) = commitment_state.wanting([alone, seen, doubted])
    assert shown.reasons == ("Een andere partij zegt dat dit niet klopt. Er lekt nog een kraan.",)


def test_a_party_that_changes_its_mind_is_believed() -> None:
    no, yes = Confirmation(1, 1, OTHER, False, TODAY), Confirmation(2, 1, OTHER, True, TODAY)
    assert state(S.DONE, confirmed=(no, yes)).is_finished
    assert not state(S.DONE, confirmed=(yes, no)).is_finished


def test_what_matters_most_comes_first_with_a_reason() -> None:
    found = [
        state(S.TAKE_CARE, number=1),
        state(S.ON_TRACK, number=2, due=day(10, 31)),
        state(S.ON_TRACK, number=3, on=day(1)),
        state(S.STUCK, number=4, text="Aannemer weg."),
        state(S.ON_TRACK, number=5),
        state(S.ON_TRACK, number=6, lead=LeadChange(1, 6, OWNER, day(3))),
        state(S.STUCK, number=7, due=day(2), on=day(1)),
    ]
    shown = commitment_state.wanting(found)
    assert [(one.state.commitment.id, one.kinds) for one in shown] == [
        (7, (Attention.STUCK, Attention.SILENT, Attention.LATE)),
        (4, (Attention.STUCK,)),
        (3, (Attention.SILENT,)),
        (2, (Attention.LATE,)),
        (6, (Attention.NO_LEAD,)),
        (1, (Attention.TAKE_CARE,)),
    ]
    assert shown[1].reasons == ("Loopt vast. Aannemer weg.",)
    assert shown[2].reasons == ("Al 308 dagen niets gehoord. Afgesproken is elk kwartaal.",)
    assert shown[3].reasons == ("Had klaar moeten zijn op zaterdag 31 oktober 2026.",)


def reasons(scene: Following) -> tuple[str, ...]:
    with scene.store.read() as tables:
        (found,) = commitment_state.wanting(commitment_state.states(tables, today=TODAY))
    return found.reasons


@pytest.mark.parametrize(
    ("status", "text", "begins"),
    [
        (S.STUCK, "De aannemer is weg", "Loopt vast. De aannemer is weg."),
        (S.TAKE_CARE, "De folder is laat.", "Loopt achter. De folder is laat."),
        (S.TAKE_CARE, "", "Loopt achter. De trekker kan het zelf oplossen."),
    ],
)
def test_nothing_changed_and_a_decision_leave_the_last_fact_in_sight(
    scene: Following, status: S, text: str, begins: str
) -> None:
    one, moment = scene.commitment(check_every=Rhythm.YEAR), scene.check_in()
    scene.said(one, day(8), S.ON_TRACK, text="Het loopt.")
    scene.said(one, day(9), status, text=text)
    scene.said(one, day(10), status, text=UNCHANGED, reported_by=scene.school)
    assert reasons(scene) == (f"{begins} Sindsdien niets veranderd (1 oktober 2026).",)
    scene.said(one, day(11), status, text="Besloten: we bellen.", check_in_id=moment.id)
    assert reasons(scene) == (f"{begins} Besloten op 1 november 2026: we bellen.",)
    scene.said(one, day(11, 2), status, text="Er is een nieuwe.")
    assert reasons(scene) == (f"{begins.split('. ')[0]}. Er is een nieuwe.",)


def test_words_of_another_status_are_no_reason(scene: Following) -> None:
    one, moment = scene.commitment(check_every=Rhythm.YEAR), scene.check_in()
    scene.said(one, day(9), S.ON_TRACK, text="Het loopt goed.")
    scene.said(one, day(11), S.STUCK, text="Besloten: we bellen.", check_in_id=moment.id)
    (reason,) = reasons(scene)
    assert reason == "Loopt vast. Hulp van de groep is nodig. Besloten op 1 november 2026: we bellen."


def test_a_month_without_a_word_keeps_what_was_said_before() -> None:
    trees = promised(1, check_every=Rhythm.MONTH)
    later = promised(2, starts_on=day(3, 31))
    spoken = [(1, day(1, 20), S.ON_TRACK), (1, day(4, 30), S.STUCK)]
    months = commitment_state.by_month([trees, later], spoken, [], until=day(4, 15))
    assert [one.first for one in months] == [day(1), day(2), day(3), day(4)]
    assert [one.counts[S.ON_TRACK] for one in months] == [1, 1, 1, 1]
    assert [one.counts[S.NOT_BEGUN] for one in months] == [0, 0, 1, 1]
    assert [one.counts[S.STUCK] for one in months] == [0, 0, 0, 0]  # said after the last day
    assert [one.silent for one in months] == [0, 0, 1, 1]
    assert commitment_state.by_month([], [], [], until=TODAY) == []


def test_a_status_is_as_old_as_its_last_change() -> None:
    spoken = [(1, day(1), S.STUCK), (1, day(2), S.DONE), (1, day(3), S.DONE), (2, day(3), S.STUCK)]
    assert commitment_state.since(spoken) == {1: day(2), 2: day(3)}


def test_the_state_of_a_day_does_not_know_what_came_later(scene: Following) -> None:
    one = scene.commitment(due=day(10))
    scene.said(one, day(2), S.STUCK)
    commitment.stop_leading(scene.store, commitment_id=one.id, on=day(5), today=TODAY)
    done = scene.said(one, day(6), S.DONE)
    with scene.store.write() as tables:
        tables.confirmation.add(update_id=done.id, party_id=scene.town, is_right=True, on=day(7))

    def on(when: dt.date) -> State:
        with scene.store.read() as tables:
            return commitment_state.states(tables, today=when)[0]

    assert (on(day(1)).status, on(day(1)).update) == (S.NOT_BEGUN, None)
    assert (on(day(3)).status, on(day(3)).has_lead) == (S.STUCK, True)
    assert not on(day(5)).has_lead
    assert (on(day(6)).status, on(day(6)).is_finished) == (S.DONE, False)
    assert on(day(7)).is_finished


def test_what_another_saw_holds_until_something_else_is_said(scene: Following) -> None:
    one = scene.commitment()
    done = scene.said(one, day(2), S.DONE)
    with scene.store.write() as tables:
        tables.confirmation.add(update_id=done.id, party_id=scene.town, is_right=True, on=day(3))
    again = scene.said(one, day(4), S.DONE)

    def is_finished() -> bool:
        with scene.store.read() as tables:
            return commitment_state.states(tables, today=TODAY)[0].is_finished

    assert is_finished()
    scene.said(one, day(1, 15), S.STUCK)  # typed later, of a day before
    assert is_finished()
    scene.said(one, day(4), S.TAKE_CARE, corrects_id=again.id)
    assert not is_finished()


def test_who_carries_what_comes_in_the_order_of_the_parties(scene: Following) -> None:
    scene.commitment("Bomen", helper_ids=(scene.group,))
    done, gone = scene.commitment("Bank"), scene.commitment("Soep", owner_id=scene.town)
    scene.said(done, day(2), S.DONE)
    commitment.stop_leading(scene.store, commitment_id=gone.id, on=day(2), today=TODAY)
    with scene.store.read() as tables:
        found = commitment_state.carried(commitment_state.states(tables, today=TODAY), tables.party.all())
    assert [
        (one.party.id, len(one.open), len(one.done), len(one.helps), one.is_volunteer) for one in found
    ] == [
        (scene.group, 0, 0, 1, True),
        (scene.school, 1, 1, 0, False),
    ]


def test_what_comes_in_ninety_days_is_due_or_planned(scene: Following) -> None:
    for title, due in (("Nu", TODAY), ("Ver", dt.date(2027, 2, 4)), ("Voorbij", day(11, 4))):
        scene.commitment(title, due=due)
    done = scene.commitment("Al klaar", due=day(12))
    scene.said(done, day(2), S.DONE)
    scene.check_in(day(11, 12))
    with scene.store.read() as tables:
        found = commitment_state.states(tables, today=TODAY)
        shown = commitment_state.coming(found, tables.check_in.all(), today=TODAY)
    assert [one.title for one in shown] == ["Nu", "Kwartaalmoment"]
    assert commitment_state.AHEAD == 90


def test_what_another_doubts_is_over_and_not_settled() -> None:
    no = Confirmation(1, 1, OTHER, False, TODAY, "Nog schimmel op twaalf adressen.")
    doubted, done = state(S.DONE, confirmed=(no,)), state(S.DONE)
    assert [(one.is_over, one.is_settled) for one in (doubted, done)] == [(True, False), (True, True)]
    assert commitment_state.told(doubted) == "klaar, maar een ander zegt dat dit niet klopt"
    assert commitment_state.told(done) == "klaar, zegt de trekker"


@pytest.mark.parametrize(
    ("corrections", "is_seen"),
    [
        (({"text": "Netter gezegd", "value": 90},), True),
        (({"value": 9},), False),
        (({"value": None},), False),
        (({"status": S.STUCK, "value": 90},), False),
        (({"text": "Eerst de zin", "value": 90}, {"value": 9}), False),
        (({"value": 9}, {"value": 90}), True),  # what was confirmed stands again
    ],
)
def test_what_another_saw_lapses_when_its_number_or_status_is_put_right(
    scene: Following, corrections: tuple[dict[str, object], ...], is_seen: bool
) -> None:
    one = scene.commitment()
    last = scene.said(one, day(2), S.DONE, value=90)
    with scene.store.write() as tables:
        tables.confirmation.add(update_id=last.id, party_id=scene.town, is_right=True, on=day(3))
    for fields in corrections:
        values: dict[str, Any] = {"status": S.DONE, "corrects_id": last.id} | fields
        last = scene.said(one, day(2), **values)
    with scene.store.read() as tables:
        assert commitment_state.states(tables, today=TODAY)[0].is_confirmed is is_seen


def test_the_last_month_counts_who_is_silent_as_today_does(scene: Following) -> None:
    monthly = {"check_every": Rhythm.MONTH}
    alone, gone, taken = (scene.commitment(title, **monthly) for title in ("Bomen", "Bank", "Soep"))
    for one in (alone, gone, taken):
        scene.said(one, day(2))
    commitment.stop_leading(scene.store, commitment_id=gone.id, on=day(3), today=TODAY)
    commitment.take_over(
        scene.store, commitment_id=taken.id, party_id=scene.town, on=day(10, 20), today=TODAY
    )
    with scene.store.read() as tables:
        states = commitment_state.states(tables, today=TODAY)
        said, leads = tables.update.steps(), tables.lead_change.all()
        months = commitment_state.months(states, said, leads, today=TODAY)
    assert [one.commitment.id for one in states if one.is_silent] == [alone.id]
    assert months[-1].silent == 1
    assert [one.silent for one in months] == [0, 0, 2, 2, 2, 2, 2, 2, 2, 1, 1]


def test_a_month_says_how_many_must_still_begin() -> None:
    first, later = promised(1, starts_on=day(2)), promised(2, starts_on=day(3))
    months = commitment_state.by_month([first, later], [], [], until=day(3))
    assert [(one.counts[S.NOT_BEGUN], one.later) for one in months] == [(1, 1), (2, 0)]
    (now,) = commitment_state.by_month([later], [], [], until=day(2, 15))
    assert (now.first, now.counts[S.NOT_BEGUN], now.later) == (day(2), 0, 1)


def test_what_another_doubts_is_carried_on_and_comes_and_is_not_done(scene: Following) -> None:
    one = scene.commitment(due=day(12), helper_ids=(scene.group,))
    done = scene.said(one, day(10), S.DONE)
    with scene.store.write() as tables:
        no = {"party_id": scene.town, "is_right": False, "text": "Nee"}
        tables.confirmation.add(update_id=done.id, on=day(10), **no)
    with scene.store.read() as tables:
        found = commitment_state.states(tables, today=TODAY)
        carried = commitment_state.carried(found, tables.party.all())
        coming = commitment_state.coming(found, (), today=TODAY)
    assert [(each.party.id, each.open, each.done, each.helps) for each in carried] == [
        (scene.group, (), (), (one,)),
        (scene.school, (one,), (), ()),
    ]
    assert [each.title for each in coming] == [one.title]
    counts = commitment_state.settled_counts(found)
    assert {status: count for status, count in counts.items() if count} == {S.TAKE_CARE: 1}
    stuck = state(S.STUCK, confirmed=(Confirmation(1, 1, OTHER, False, TODAY, "Nee"),))
    assert commitment_state.settled_counts([stuck])[S.STUCK] == 1


def test_help_is_looked_for_where_it_was_asked_last_and_not_of_who_left(scene: Following) -> None:
    one = scene.commitment(helper_ids=(scene.group,))
    scene.said(one, day(1), S.STUCK, asked_help_from=scene.town)
    with scene.store.read() as tables:
        (found,) = commitment_state.states(tables, today=TODAY)
    assert found.turn_to == (scene.town,)
    assert replace(found, gone={scene.town}).turn_to == (scene.group,)
    assert replace(found, gone={scene.town, scene.group}).turn_to == ()

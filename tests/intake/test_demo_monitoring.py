"""What Molenkwartier follows comes over whole, and every awkward case in it comes out right."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from sok_core import (
    agreement,
    check_in,
    commitment,
    commitment_road,
    commitment_state,
    road,
    settings,
    update,
)
from sok_core.check_in_agenda import agenda
from sok_core.commitment_state import State
from sok_core.model import (
    AttendanceStatus,
    Attention,
    CheckInStatus,
    Commitment,
    CommitmentStatus,
    Reader,
    Update,
)
from sok_core.store import Store, Tables
from tests.molenkwartier import neighbourhood

S = CommitmentStatus
TODAY = dt.date(2026, 11, 5)


def read(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((settings.demo_folder() / name).read_text("utf-8"))
    return found


COMMITMENTS = read("commitments.json")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with neighbourhood(tmp_path_factory.mktemp("monitoring")) as store:
        yield store


@pytest.fixture
def tables(store: Store) -> Iterator[Tables]:
    with store.read() as tables:
        yield tables


def states(tables: Tables, today: dt.date = TODAY) -> dict[str, State]:
    """Return how each commitment stands, by its id in the demo: they come in the order of the file."""
    found = commitment_state.states(tables, today=today)
    return {row["id"]: one for row, one in zip(COMMITMENTS, found, strict=True)}


def said(tables: Tables, demo_id: str) -> list[Update]:
    return tables.update.standing(states(tables)[demo_id].commitment.id)


def test_everything_is_there(tables: Tables) -> None:
    assert len(tables.commitment.all()) == 17
    assert len(tables.update.steps()) == 180
    assert len(tables.check_in.all()) == 9
    assert len(tables.attendance.all()) == 58
    assert tables.update.corrected() == set()


@pytest.mark.parametrize("row", COMMITMENTS, ids=lambda row: row["id"])
def test_each_commitment_has_its_clause_its_lead_and_how_it_stands(
    tables: Tables, row: dict[str, Any]
) -> None:
    one = states(tables)[row["id"]]
    numbers = agreement.numbers(tables.agreement.current(), tables.clause.all())
    assert numbers[one.commitment.clause_id or 0] == row["agreement_article"]
    assert one.status == row["status"]
    assert one.update is not None
    assert one.update.date.isoformat() == row["last_update"]
    assert len(one.commitment.aim_ids) == len(row["value_ids"] + row["goal_ids"])
    assert len(one.commitment.helper_ids) == len(row["helper_parties"])
    assert (one.commitment.project_id is None) is (row["project_id"] is None)
    owner = tables.party.get(one.commitment.owner_id)
    (party,) = (each for each in read("parties.json") if each["id"] == row["owner_party"])
    assert owner.name == party["name"]


def test_each_commitment_is_what_our_own_rules_would_keep(tables: Tables) -> None:
    for one in tables.commitment.all():
        values = {name: getattr(one, name) for name in commitment.FIELDS}
        assert commitment.checked(commitment.clean(values)) == values


def test_progress_is_what_we_would_work_out(tables: Tables) -> None:
    by_id = {one.id: one for one in tables.commitment.all()}
    updates = [one for each in by_id for one in tables.update.of(each)]
    assert len(updates) == 180
    differ = [
        one for one in updates if commitment.progress(by_id[one.commitment_id], one.value) != one.progress
    ]
    assert differ == []


def test_most_are_done_or_want_care_at_the_end(tables: Tables) -> None:
    assert commitment_state.counts(states(tables).values()) == {
        S.NOT_BEGUN: 0,
        S.ON_TRACK: 3,
        S.TAKE_CARE: 7,
        S.STUCK: 0,
        S.DONE: 6,
        S.STOPPED: 1,
    }


def test_a_counter_began_anew_and_its_history_shows_it(tables: Tables) -> None:
    values = [one.value for one in said(tables, "c02")]
    assert values == [1, 2, 3, 4, 5, 6, 7, 0, 0, 1, 2, 3]
    assert states(tables)["c02"].status is S.ON_TRACK


def test_on_track_past_its_day_is_late(tables: Tables) -> None:
    one = states(tables)["c07"]
    assert (one.status, one.is_late) == (S.ON_TRACK, True)
    assert commitment_state.told(one) == "op koers, maar te laat"


def test_what_is_due_today_is_not_late_yet(tables: Tables) -> None:
    one = states(tables)["c01"]
    assert (one.commitment.due, one.is_late) == (TODAY, False)


def test_who_is_late_is_who_is_not_done(tables: Tables) -> None:
    late = [demo_id for demo_id, one in states(tables).items() if one.is_late]
    assert late == ["c03", "c05", "c07", "c10", "c11", "c16"]


def test_missing_months_keep_their_status_and_grow_silent(tables: Tables) -> None:
    assert [one.date.month for one in said(tables, "c10")][5:8] == [4, 5, 7]  # none in June
    june = states(tables, dt.date(2026, 6, 30))["c10"]
    assert (june.status, june.days_silent, june.is_silent) == (S.STUCK, 33, False)
    gap = states(tables, dt.date(2026, 3, 31))["c17"]  # between January and the end of April
    assert (gap.status, gap.days_silent, gap.is_silent) == (S.NOT_BEGUN, 61, True)


def test_nobody_is_silent_at_the_end_but_one_nearly(tables: Tables) -> None:
    found = states(tables)
    assert [demo_id for demo_id, one in found.items() if one.is_silent] == []
    assert found["c11"].days_silent == 42
    assert states(tables, dt.date(2026, 11, 9))["c11"].is_silent


def test_a_value_that_nobody_knows_is_no_zero(tables: Tables) -> None:
    found = said(tables, "c14")
    assert [(one.value, one.progress) for one in found[:5]] == [(None, None)] * 4 + [(0, 0)]
    assert found[-1].progress == 100


def test_a_yes_or_no_is_done_and_may_be_silent(tables: Tables) -> None:
    one = states(tables)["c13"]
    assert [each.value for each in said(tables, "c13")] == [0, 1, 1]
    assert (one.status, one.is_late, one.is_silent) == (S.DONE, False, False)
    assert one.days_silent > 200


def test_one_never_really_began_and_was_stopped_with_a_reason(tables: Tables) -> None:
    one = states(tables)["c17"]
    assert one.status is S.STOPPED
    assert one.update is not None
    assert one.update.text.startswith("Stoppen zo.")
    assert (one.is_late, one.is_over) == (False, True)
    assert {each.status for each in said(tables, "c17")[:3]} == {S.NOT_BEGUN}
    assert one not in [each.state for each in commitment_state.wanting(states(tables).values())]


def test_done_waits_for_somebody_who_saw_it(tables: Tables) -> None:
    waiting = commitment_state.to_confirm(states(tables).values())
    assert len(waiting) == 6
    assert not any(one.is_finished for one in states(tables).values())


def test_what_wants_attention_comes_with_its_reasons(tables: Tables) -> None:
    shown = commitment_state.wanting(states(tables).values(), tables.party.all())
    by_demo_id = {one.commitment.id: demo_id for demo_id, one in states(tables).items()}
    assert [by_demo_id[one.state.commitment.id] for one in shown] == [
        *("c10", "c11", "c03", "c05", "c07", "c16"),
        *("c08", "c12"),
    ]
    assert {one.kinds[0] for one in shown[:6]} == {Attention.LATE}
    assert shown[0].reasons[0] == "Had klaar moeten zijn op woensdag 1 april 2026."
    assert shown[-2].reasons == ("Loopt achter. Spannend of het dit jaar nog lukt.",)


def test_in_april_the_stuck_ones_come_first(tables: Tables) -> None:
    shown = commitment_state.wanting(states(tables, dt.date(2026, 5, 1)).values())
    assert [one.kinds[0] for one in shown[:2]] == [Attention.STUCK, Attention.STUCK]


def test_every_month_counts_all_that_began(tables: Tables) -> None:
    months = commitment_state.by_month(
        tables.commitment.all(), tables.update.steps(), tables.lead_change.all(), until=TODAY
    )
    assert [one.first for one in months][:: len(months) - 1] == [
        dt.date(2025, 10, 1),
        dt.date(2026, 11, 1),
    ]
    assert {sum(one.counts.values()) for one in months} == {17}
    assert months[0].counts[S.NOT_BEGUN] == 17
    assert months[5].first == dt.date(2026, 3, 1)
    assert months[5].counts[S.STUCK] == 2  # the sun roof, and the rent
    assert months[-1].counts == commitment_state.counts(states(tables).values())


def test_who_carries_what_names_every_lead_and_ranks_nobody(tables: Tables) -> None:
    found = commitment_state.carried(list(states(tables).values()), tables.party.all())
    names = [one.party.short_name.casefold() for one in found]
    assert names == sorted(names)
    assert sum(len(one.open) for one in found) == 10
    assert sum(len(one.done) for one in found) == 6
    assert [one.party.short_name for one in found if one.is_volunteer] == [
        *("Koppelstraat", "MolenStroom", "Warm Molenkwartier", "Wereldvrouwen")
    ]


def test_ninety_days_ahead_are_three_promises_and_a_moment(tables: Tables) -> None:
    found = commitment_state.coming(states(tables).values(), tables.check_in.all(), today=TODAY)
    assert [one.day.isoformat() for one in found] == [
        *("2026-11-05", "2026-12-31", "2026-12-31"),
        "2027-01-14",
    ]


def test_the_round_before_the_last_moment_leaves_one_party_to_call(tables: Tables) -> None:
    (last,) = [one for one in tables.check_in.all() if one.date == TODAY]
    found = update.round_before(tables, last, today=TODAY)
    assert (found.opens_on, found.is_open) == (dt.date(2026, 10, 22), True)
    (call,) = found.to_call
    assert [one.title for one in call.waiting] == [states(tables)["c11"].commitment.title]
    assert sum(len(one.told) for one in found.replies) == 12


def test_the_moments_tell_who_came_and_what_was_missed(tables: Tables) -> None:
    found = tables.check_in.all()
    assert Counter(one.status for one in found) == {
        CheckInStatus.HELD: 4,
        CheckInStatus.CANCELLED: 1,
        CheckInStatus.PLANNED: 4,
    }
    (gone,) = check_in.missed(found, today=TODAY)
    assert gone.why.startswith("De zaal was dicht")
    assert gone.moved_to_id == found[4].id
    assert found[4].meeting_id is not None
    away = [one for one in tables.attendance.all() if one.status is AttendanceStatus.AWAY]
    assert [found.index(tables.check_in.get(one.check_in_id)) for one in away] == [1, 2]
    held = [(one.residents, one.organisations) for one in found if one.status is CheckInStatus.HELD]
    assert held == [(17, 9), (15, 9), (17, 7), (17, 8)]
    ahead = check_in.upcoming(found, today=TODAY)
    assert ahead is not None
    assert ahead.date == dt.date(2027, 1, 14)


def test_the_agenda_of_the_last_moment_thanks_first(tables: Tables) -> None:
    last = tables.check_in.all()[4]
    blocks = agenda(tables, last, today=TODAY)
    assert len(blocks[0].lines) == 6  # four done since July, and two from before that nobody confirmed yet
    assert blocks[1].lines
    assert [len(one.points) for one in blocks] == [0, 0, 0, 7, 0, 0]
    assert blocks[-1].lines == ("Kwartaalmoment 5: donderdag 14 januari 2027, 13:30.",)


def test_what_was_signed_and_nobody_follows_is_named(tables: Tables) -> None:
    waiting = commitment.to_promise(tables)
    numbers = {one.number for one in waiting}
    assert "4.2" in numbers  # it has a date, and nobody follows it
    assert not numbers & {row["agreement_article"] for row in COMMITMENTS}
    assert not numbers & {"4.4", "5.5"}  # withdrawn
    (money,) = (one for one in waiting if one.number == "4.2")
    offered = commitment.from_clause(tables, money.clause_id)
    assert (offered["starts_on"], offered["due"]) == (dt.date(2025, 10, 9), dt.date.fromisoformat(money.due))
    assert offered["owner_ids"] == money.parties


def test_a_commitment_is_read_back_as_it_was_written(tables: Tables) -> None:
    found: list[Commitment] = tables.commitment.all()
    assert [one.title for one in found] == [row["title"] for row in COMMITMENTS]
    assert [one.target for one in found] == [row["target"] for row in COMMITMENTS]


def test_every_promise_walks_back_to_what_people_said(tables: Tables) -> None:
    for one in tables.commitment.all():
        found = commitment_road.origin(tables, one, reader=Reader.FACILITATOR)
        assert found.text
        assert found.grown.words or found.grown.conversations, one.title


def test_a_note_of_the_neighbourhood_tells_how_its_promise_stands(tables: Tables) -> None:
    found = road.read(tables, today=TODAY)
    told = {road.end(found, each).more for each in found.notes}
    assert "Zo gaat het nu: op koers, maar te laat" in told
    assert "Zo gaat het nu: klaar, zegt de trekker" in told

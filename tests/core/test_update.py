"""Updates: said, corrected, confirmed by another; nothing changed in one act; and who still has to answer."""

import datetime as dt
from typing import Any

import pytest

from sok_core import (
    check_in,
    check_in_decision,
    commitment,
    commitment_state,
    party,
    update,
    update_link,
)
from sok_core.calendar import DAY
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import (
    CheckIn,
    CheckInStatus,
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Confirmation,
    PartyStatus,
    Update,
)
from tests import following
from tests.core.conftest import at_once
from tests.evening import NOW, Evening
from tests.following import TODAY, Following, day

S = CommitmentStatus
NUMBER: dict[str, Any] = {"kind": CommitmentKind.NUMBER, "baseline": 0, "target": 10}


@pytest.fixture
def scene(evening: Evening) -> Following:
    return following.begin(evening.store)


def report(scene: Following, one: Commitment, status: S = S.ON_TRACK, **fields: Any) -> Update:
    values = {"date": TODAY, "now": NOW, "today": TODAY} | fields
    return update.report(scene.store, commitment_id=one.id, status=status, **values)


def newest(scene: Following) -> dict[int, Update]:
    with scene.store.read() as tables:
        return tables.update.newest()


def test_what_is_said_is_kept_with_who_and_when(scene: Following) -> None:
    one = scene.commitment(**NUMBER)
    said = report(
        scene,
        one,
        value=4,
        text="  Vier   bomen staan. ",
        evidence="https://wijk.nl/bomen",
        next_step="De vijfde",
        asked_help_from=scene.group,
        reported_by=scene.school,
        entered_by="secretaris",
    )
    assert newest(scene) == {one.id: said}
    assert (said.value, said.progress, said.text) == (4.0, 40, "Vier bomen staan.")
    assert (said.asked_help_from, said.reported_by, said.entered_by) == (
        *(scene.group, scene.school),
        "secretaris",
    )
    assert (said.created_at, said.corrects_id) == (NOW, None)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"date": TODAY + dt.timedelta(days=1)}, "update.future"),
        ({"text": "x" * 301}, "update.too_long"),
        ({"next_step": "x" * 301}, "update.too_long"),
        ({"evidence": "wijk.nl"}, "update.evidence"),
        ({"evidence": "javascript:alert(1)"}, "update.evidence"),
        ({"evidence": "https://"}, "update.evidence"),
        ({"evidence": "https://wijk.nl/a b"}, "update.evidence"),
        ({"evidence": "http://[fout"}, "update.evidence"),
        ({"evidence": "https://wijk.nl/" + "x" * 500}, "update.too_long"),
        ({"value": float("nan")}, "commitment.number"),
        ({"status": "prima"}, "update.status"),
        ({"status": "gestopt"}, "update.stopped"),
    ],
)
def test_what_cannot_be_is_refused(scene: Following, fields: dict[str, Any], code: str) -> None:
    one = scene.commitment(**NUMBER)
    with pytest.raises(RuleBroken) as caught:
        report(scene, one, **fields)
    assert caught.value.code == code
    assert newest(scene) == {}


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("ja_nee", 0.5, "update.yes_no"),
        ("stappen", 3, "update.steps"),
        ("stappen", 0.5, "update.steps"),
        ("stappen", -1, "update.steps"),
        ("doorlopend", 1, "update.no_number"),
    ],
)
def test_a_number_fits_its_kind(scene: Following, kind: str, value: float, code: str) -> None:
    one = scene.commitment(kind=kind, steps=("Eerst", "Dan"))
    with pytest.raises(RuleBroken) as caught:
        report(scene, one, value=value)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("typed", "value", "progress", "told"),
    [
        ("ja", 1, 100, "ja"),
        (" Nee. ", 0, 0, "nee"),
        ("1", 1, 100, "ja"),
        (0, 0, 0, "nee"),
        ("", None, None, ""),
    ],
)
def test_a_yes_or_a_no_may_be_said_in_words(
    scene: Following, typed: Any, value: float | None, progress: int | None, told: str
) -> None:
    one = commitment.add(
        scene.store, title="Geld", owner_id=scene.school, starts_on=day(1), kind=CommitmentKind.YES_NO
    )
    said = report(scene, one, value=typed)
    assert (said.value, said.progress) == (value, progress)
    assert update.valued(one, said.value) == told


@pytest.mark.parametrize(("kind", "code"), [("ja_nee", "update.yes_no"), ("getal", "commitment.number")])
def test_other_words_are_no_number(scene: Following, kind: str, code: str) -> None:
    one = scene.commitment(kind=kind)
    with pytest.raises(RuleBroken) as caught:
        report(scene, one, value="misschien" if kind == "ja_nee" else "ja")
    assert caught.value.code == code


def test_a_counter_may_begin_anew_and_a_number_may_be_missing(scene: Following) -> None:
    one = scene.commitment(**NUMBER)
    found = [report(scene, one, date=day(n), value=value) for n, value in ((3, 7), (4, 0), (5, None))]
    assert [each.progress for each in found] == [70, 0, None]
    with scene.store.read() as tables:
        assert tables.update.standing(one.id) == found


def test_an_unknown_party_or_commitment_is_told(scene: Following) -> None:
    one = scene.commitment()
    with pytest.raises(NotFound, match=r"party\.unknown"):
        report(scene, one, asked_help_from=999)
    with pytest.raises(NotFound, match=r"commitment\.unknown"):
        update.report(scene.store, commitment_id=999, status=S.DONE, date=TODAY, now=NOW, today=TODAY)


def test_nothing_changed_says_the_same_of_all_that_goes_on_in_one_act(scene: Following) -> None:
    trees, bench = scene.commitment("Bomen", **NUMBER), scene.commitment("Bank")
    done, other = scene.commitment("Af"), scene.commitment("Soep", owner_id=scene.town)
    for one, status in ((trees, S.TAKE_CARE), (done, S.DONE), (other, S.STUCK)):
        report(scene, one, status, date=day(9), text="Eerst", **({"value": 3} if one is trees else {}))
    revision = scene.store.revision()
    written = update.unchanged(
        scene.store, party_id=scene.school, date=TODAY, now=NOW, today=TODAY, entered_by="secretaris"
    )
    assert scene.store.revision() == revision + 1
    assert [(one.commitment_id, one.status, one.value, one.progress, one.text) for one in written] == [
        (trees.id, S.TAKE_CARE, 3.0, 30, "Niets veranderd"),
        (bench.id, S.NOT_BEGUN, None, None, "Niets veranderd"),
    ]
    assert {one.reported_by for one in written} == {scene.school}


def test_nothing_changed_twice_is_said_once(scene: Following) -> None:
    one = scene.commitment()
    report(scene, one, S.STUCK, text="Net gezegd")
    again = [
        update.unchanged(scene.store, party_id=scene.school, date=TODAY, now=NOW, today=TODAY)
        for _ in range(2)
    ]
    assert again == [[], []]
    assert newest(scene)[one.id].text == "Net gezegd"


def test_nothing_changed_is_for_who_leads_something(scene: Following) -> None:
    mine, other = scene.commitment("Bomen"), scene.commitment("Soep", owner_id=scene.town)
    acts = {"date": TODAY, "now": NOW, "today": TODAY}
    (one,) = update.unchanged(scene.store, party_id=scene.school, commitment_ids=[mine.id], **acts)
    assert one.commitment_id == mine.id
    with pytest.raises(RuleBroken, match=r"update\.not_led"):
        update.unchanged(scene.store, party_id=scene.school, commitment_ids=[other.id], **acts)
    with pytest.raises(RuleBroken, match=r"update\.nothing"):
        update.unchanged(scene.store, party_id=scene.group, **acts)
    commitment.stop_leading(scene.store, commitment_id=other.id, on=TODAY, today=TODAY)
    with pytest.raises(RuleBroken, match=r"update\.nothing"):
        update.unchanged(scene.store, party_id=scene.town, **acts)
    with pytest.raises(RuleBroken, match=r"update\.future"):
        update.unchanged(scene.store, party_id=scene.school, **acts | {"date": TODAY + dt.timedelta(1)})


def test_a_correction_keeps_what_was_right_and_what_was_wrong(scene: Following) -> None:
    one = scene.commitment(**NUMBER)
    wrong = report(scene, one, value=80, text="Acht bomen", reported_by=scene.school)
    right = update.correct(
        scene.store, update_id=wrong.id, value=8, now=NOW, today=TODAY, entered_by="secretaris"
    )
    assert (right.value, right.progress, right.text, right.date) == (8, 80, "Acht bomen", TODAY)
    assert (right.reported_by, right.entered_by, right.corrects_id) == (
        *(scene.school, "secretaris"),
        wrong.id,
    )
    with scene.store.read() as tables:
        assert update.history(tables, one.id) == [(wrong, False), (right, True)]
    with pytest.raises(Conflict, match=r"update\.corrected"):
        update.correct(scene.store, update_id=wrong.id, value=9, now=NOW, today=TODAY)
    last = update.correct(scene.store, update_id=right.id, value=9, now=NOW, today=TODAY)
    assert newest(scene) == {one.id: last}


def going(scene: Following, on: dt.date = TODAY) -> list[tuple[S, float | None]]:
    with scene.store.read() as tables:
        found = commitment_state.states(tables, today=on)
        told = [update.last_told(tables, one) for one in found]
    return [(one.status, last.value if last else None) for one, last in zip(found, told, strict=True)]


def decide(scene: Following, one: Commitment, on: dt.date = TODAY) -> None:
    moment = scene.check_in(on)
    check_in_decision.decide(scene.store, check_in_id=moment.id, before=one, text="Bellen", now=NOW, today=on)


def test_a_correction_goes_along_into_what_only_repeated_it(scene: Following) -> None:
    one = scene.commitment(**NUMBER)
    wrong = report(scene, one, S.STUCK, date=day(9), value=8)
    decide(scene, one, day(10))
    update.unchanged(scene.store, party_id=scene.school, date=day(10, 9), now=NOW, today=TODAY)
    decide(scene, one)
    right = update.correct(
        scene.store, update_id=wrong.id, status=S.ON_TRACK, value=5, now=NOW, today=TODAY, entered_by="ik"
    )
    assert [going(scene, on) for on in (day(9), day(10), day(10, 9), TODAY)] == [[(S.ON_TRACK, 5)]] * 4
    with scene.store.read() as tables:
        told = update.history(tables, one.id)
    assert [(each.text, each.value, each.progress, holds) for each, holds in told] == [
        ("", 8, 80, False),
        ("", 5, 50, True),
        *(("Besloten: Bellen", None, None, holds) for holds in (False, True)),
        ("Niets veranderd", 8, 80, False),
        ("Niets veranderd", 5, 50, True),
        *(("Besloten: Bellen", None, None, holds) for holds in (False, True)),
    ]
    assert told[1][0] == right
    assert [each.entered_by for each, holds in told if holds] == ["ik"] * 4


def test_a_correction_stops_at_what_was_said_since(scene: Following) -> None:
    one = scene.commitment()
    wrong = report(scene, one, S.STUCK, date=day(9))
    own = scene.said(one, day(9, 2), S.TAKE_CARE, check_in_id=scene.check_in().id, text="Besloten: het kan.")
    report(scene, one, S.DONE, date=day(10))
    decide(scene, one)
    update.correct(scene.store, update_id=wrong.id, status=S.ON_TRACK, now=NOW, today=TODAY)
    days = (day(9), day(9, 2), day(10), TODAY)
    assert [going(scene, on)[0][0] for on in days] == [S.ON_TRACK, S.TAKE_CARE, S.DONE, S.DONE]
    with scene.store.read() as tables:
        assert own in tables.update.standing(one.id)


def test_nothing_changed_is_no_longer_said_of_what_did_change(scene: Following) -> None:
    one = scene.commitment()
    report(scene, one, S.ON_TRACK, date=day(9), text="Het loopt.")
    (same,) = update.unchanged(scene.store, party_id=scene.school, date=TODAY, now=NOW, today=TODAY)
    right = update.correct(scene.store, update_id=same.id, status=S.STUCK, now=NOW, today=TODAY)
    assert (right.status, right.text, right.is_fact) == (S.STUCK, "", True)


def test_of_two_who_correct_at_once_the_second_hears_of_the_first(scene: Following) -> None:
    wrong = report(scene, scene.commitment(**NUMBER), value=80)

    def to(value: float) -> None:
        update.correct(scene.store, update_id=wrong.id, value=value, now=NOW, today=TODAY)

    refused = at_once(lambda: to(8), lambda: to(7), lambda: to(6))
    assert [error.code for error in refused] == ["update.corrected"] * 2
    with scene.store.read() as tables:
        assert len(update.history(tables, wrong.commitment_id)) == 2


def test_two_taps_on_nothing_changed_say_it_once(scene: Following) -> None:
    one = scene.commitment()

    def tap() -> None:
        update.unchanged(scene.store, party_id=scene.school, date=TODAY, now=NOW, today=TODAY)

    assert at_once(tap, tap, tap) == []
    with scene.store.read() as tables:
        assert len(tables.update.of(one.id)) == 1


def confirm(scene: Following, said: Update, party_id: int, **fields: Any) -> Confirmation:
    given: dict[str, Any] = {"is_right": True, "on": TODAY, "today": TODAY} | fields
    return update.confirm(scene.store, update_id=said.id, party_id=party_id, **given)


def test_who_led_it_then_does_not_confirm_its_own_work_later(scene: Following) -> None:
    one = scene.commitment()
    said = [report(scene, one, S.DONE, date=each) for each in (day(3), day(4), day(5))]
    for when, party_id in ((day(4), scene.town), (day(6), scene.group)):
        commitment.take_over(scene.store, commitment_id=one.id, party_id=party_id, on=when, today=TODAY)
    ours = [(said[0], scene.school), (said[1], scene.school), (said[1], scene.town), (said[2], scene.town)]
    for each, party_id in (*ours, (said[0], scene.group)):  # the group leads it now
        with pytest.raises(RuleBroken, match=r"update\.own"):
            confirm(scene, each, party_id)
    assert confirm(scene, said[2], scene.school).is_right
    assert confirm(scene, said[0], scene.town).is_right


def test_while_nobody_led_it_anybody_else_may_confirm(scene: Following) -> None:
    one = scene.commitment()
    commitment.stop_leading(scene.store, commitment_id=one.id, on=day(3), today=TODAY)
    commitment.take_over(scene.store, commitment_id=one.id, party_id=scene.town, on=day(6), today=TODAY)
    assert confirm(scene, report(scene, one, S.DONE, date=day(4)), scene.school).is_right


def test_who_is_not_at_the_table_and_who_lives_in_the_future_confirm_nothing(scene: Following) -> None:
    said = report(scene, scene.commitment(), S.DONE)
    shop = party.write_down(scene.store, name="Winkel", status=PartyStatus.TO_APPROACH)
    with pytest.raises(RuleBroken, match=r"update\.not_at_table"):
        confirm(scene, said, shop.id)
    with pytest.raises(RuleBroken, match=r"update\.future"):
        confirm(scene, said, scene.town, on=TODAY + dt.timedelta(days=1))


def test_only_another_party_confirms_and_a_no_has_a_reason(scene: Following) -> None:
    one = scene.commitment()
    said = report(scene, one, S.DONE, reported_by=scene.town)
    for party_id in (scene.school, scene.town):
        with pytest.raises(RuleBroken, match=r"update\.own"):
            confirm(scene, said, party_id)
    with pytest.raises(RuleBroken, match=r"update\.disputed"):
        confirm(scene, said, scene.group, is_right=False)
    no = confirm(scene, said, scene.group, is_right=False, text=" Nog  niet ")
    assert (no.is_right, no.text) == (False, "Nog niet")
    update.correct(scene.store, update_id=said.id, now=NOW, today=TODAY, text="Bijna")
    with pytest.raises(Conflict, match=r"update\.corrected"):
        confirm(scene, said, scene.group)


def test_the_round_knows_who_told_and_whom_to_call(scene: Following) -> None:
    trees, bench = scene.commitment("Bomen"), scene.commitment("Bank")
    soup = scene.commitment("Soep", owner_id=scene.town)
    over = scene.commitment("Al klaar", owner_id=scene.group)
    scene.commitment("Later", owner_id=scene.group, starts_on=dt.date(2027, 1, 1))
    scene.said(over, day(9), S.DONE)
    scene.said(bench, day(10, 28))  # a day before the round opens
    scene.check_in(day(11, 12))
    scene.said(trees, day(10, 29), S.DONE)
    scene.said(soup, day(11, 1))
    with scene.store.read() as tables:
        found = update.current_round(tables, today=TODAY)
    assert found is not None
    assert (found.opens_on, found.is_open) == (day(10, 29), True)
    assert [(one.party_id, one.told, one.waiting) for one in found.replies] == [
        (scene.school, (trees,), (bench,)),
        (scene.town, (soup,), ()),
    ]
    assert [one.party_id for one in found.to_call] == [scene.school]


def test_nobody_is_called_for_what_has_no_lead(scene: Following) -> None:
    one = scene.commitment()
    commitment.stop_leading(scene.store, commitment_id=one.id, on=day(9), today=TODAY)
    moment = scene.check_in(day(11, 12))
    with scene.store.read() as tables:
        assert update.round_before(tables, moment, today=TODAY).replies == ()


def test_a_round_opens_two_weeks_before_and_none_is_without_a_moment(scene: Following) -> None:
    def found(today: dt.date) -> update.ReportRound | None:
        with scene.store.read() as tables:
            return update.current_round(tables, today=today)

    assert found(TODAY) is None
    scene.check_in(day(11, 10), status=CheckInStatus.CANCELLED)
    moment = scene.check_in(day(11, 12))
    opened = {today: found(today) for today in (day(10, 28), day(10, 29), day(11, 12))}
    assert [one.is_open for one in opened.values() if one] == [False, True, True]
    assert {one.check_in.id for one in opened.values() if one} == {moment.id}
    assert found(day(11, 13)) is None
    check_in.hold(scene.store, check_in_id=moment.id, today=day(11, 12))
    assert found(day(11, 12)) is None  # it is over, also on its own day


def current(scene: Following, today: dt.date = TODAY) -> update.ReportRound:
    with scene.store.read() as tables:
        found = update.current_round(tables, today=today)
    assert found is not None
    return found


def moved(scene: Following, one: CheckIn, to: dt.date, today: dt.date = TODAY) -> CheckIn:
    return check_in.move(scene.store, check_in_id=one.id, to=to, why="Zaal dicht", today=today)


@pytest.mark.parametrize("to", [day(12, 10), day(11, 9)])
def test_a_round_that_is_open_stays_open_when_its_moment_moves(scene: Following, to: dt.date) -> None:
    trees, bench = scene.commitment("Bomen"), scene.commitment("Bank")
    moment = scene.check_in(day(11, 12))
    scene.said(trees, day(10, 29), reported_by=scene.school, check_in_id=moment.id)
    now = moved(scene, moment, to)
    found = current(scene)
    assert (found.check_in, found.opens_on, found.is_open) == (now, min(day(10, 29), to - 14 * DAY), True)
    (reply,) = found.replies
    assert (reply.told, reply.waiting) == ((trees,), (bench,))
    with scene.store.read() as tables:
        asked = update_link.asked(tables, scene.school, today=TODAY)
    assert (asked.told, asked.check_in_id) == ({trees.id}, now.id)
    twice = moved(scene, now, day(12, 17))
    assert current(scene, day(11, 20)).replies == found.replies
    assert (current(scene).check_in, current(scene).opens_on) == (twice, found.opens_on)


def test_a_round_that_must_still_open_opens_two_weeks_before_the_new_day(scene: Following) -> None:
    now = moved(scene, scene.check_in(day(11, 26)), day(12, 10))
    assert (current(scene).opens_on, current(scene).is_open) == (day(11, 26), False)
    assert now.told_from is None


@pytest.mark.parametrize(("passed", "opens_on"), [(day(11, 4), day(10, 21)), (day(9, 10), day(11, 12))])
def test_a_moment_that_passed_just_now_takes_its_round_along_and_an_old_one_does_not(
    scene: Following, passed: dt.date, opens_on: dt.date
) -> None:
    moved(scene, scene.check_in(passed), day(11, 26))
    assert current(scene).opens_on == opens_on


def test_a_round_that_is_open_goes_before_that_of_a_moment_that_comes_first_now(scene: Following) -> None:
    first, following = scene.check_in(day(11, 12)), scene.check_in(day(12, 3))
    now = moved(scene, first, day(12, 10))
    assert (current(scene).check_in, current(scene).is_open) == (now, True)
    assert current(scene, day(11, 19)).check_in == following  # its own round is open by now


@pytest.mark.parametrize("on", [day(10, 1), day(11, 1)])
def test_who_is_doubted_is_asked_again_before_a_moment_and_without_one(scene: Following, on: dt.date) -> None:
    mould, over = scene.commitment("Schimmel"), scene.commitment("Bank")
    for one in (mould, over):
        scene.said(one, day(9), S.DONE)
    said = newest(scene)[mould.id]
    with scene.store.write() as tables:
        tables.confirmation.add(update_id=said.id, party_id=scene.group, is_right=False, on=on, text="Nee")
    with scene.store.read() as tables:
        (alone,) = update.replies(tables, today=TODAY)
    moment = scene.check_in(day(11, 12))
    with scene.store.read() as tables:
        (asked,) = update.round_before(tables, moment, today=TODAY).replies
    assert (alone.waiting, asked.waiting) == ((mould,), (mould,))
    (same,) = update.unchanged(scene.store, party_id=scene.school, date=TODAY, now=NOW, today=TODAY)
    assert (same.commitment_id, same.status) == (mould.id, S.DONE)


@pytest.mark.parametrize("moment", [None, day(11, 12)])
@pytest.mark.parametrize("status", [S.STUCK, S.ON_TRACK])
def test_what_goes_on_again_is_asked_of_who_leads_it_until_that_party_tells(
    scene: Following, moment: dt.date | None, status: CommitmentStatus
) -> None:
    trees, over = scene.commitment("Bomen"), scene.commitment("Bank")
    for one in (trees, over):
        scene.said(one, day(9), S.DONE, reported_by=scene.school)
    if moment:
        scene.check_in(moment)
    scene.said(trees, TODAY, status, text="Twee bomen zijn dood", reported_by=scene.town)

    def reply() -> update.Reply:
        with scene.store.read() as tables:
            (found,) = update.replies(tables, today=TODAY)
            asked = update_link.asked(tables, scene.school, today=TODAY)
        assert tuple(one.commitment for one in asked.waiting) == found.waiting
        assert set(asked.told) >= {one.id for one in found.told}
        return found

    assert (reply().told, reply().waiting) == ((), (trees,))
    scene.said(over, TODAY, S.STUCK, reported_by=scene.town)
    scene.said(over, TODAY, S.DONE, reported_by=scene.town)  # a slip: it is done still
    assert reply().asked == (trees,)
    (same,) = update.unchanged(scene.store, party_id=scene.school, date=TODAY, now=NOW, today=TODAY)
    assert (same.commitment_id, same.status) == (trees.id, status)
    assert (reply().told, reply().waiting) == ((trees,), ())
    assert update.unchanged(scene.store, party_id=scene.school, date=TODAY, now=NOW, today=TODAY) == []
    scene.said(trees, TODAY, S.DONE, reported_by=scene.school)
    assert (reply().told, reply().waiting) == ((trees,), ())


@pytest.mark.parametrize("moment", [None, day(12, 30)])
def test_outside_a_round_what_was_told_today_is_told(scene: Following, moment: dt.date | None) -> None:
    bank, trees = scene.commitment("Bank"), scene.commitment("Bomen")
    if moment:
        scene.check_in(moment)
    scene.said(bank, day(11, 4))
    scene.said(trees, TODAY, S.DONE)

    def reply(today: dt.date) -> update.Reply:
        with scene.store.read() as tables:
            (found,) = update.replies(tables, today=today)
        return found

    assert (reply(TODAY).told, reply(TODAY).waiting) == ((trees,), (bank,))
    assert reply(TODAY + DAY).asked == (bank,)

"""The doors of step 6: what stands, what was corrected, and what goes when a party or an evening goes."""

import datetime as dt
from typing import Any

import pytest

from sok_core import check_in_decision, commitment, decision, party
from sok_core.errors import RuleBroken
from sok_core.model import UNCHANGED, AttendanceStatus, CommitmentStatus, DecisionKind
from sok_core.store.migrations.decision import m20261203_decision_update
from sok_core.store.migrations.update import m20261201_update_place
from tests import following
from tests.evening import NOW, Evening
from tests.following import Following, day


@pytest.fixture
def scene(evening: Evening) -> Following:
    return following.begin(evening.store)


def test_the_newest_of_each_commitment_is_that_of_the_day_asked_for(scene: Following) -> None:
    trees, bench, silent = scene.commitment("Bomen"), scene.commitment("Bank"), scene.commitment("Stil")
    early = scene.said(trees, day(2))
    late = scene.said(trees, day(5))
    other = scene.said(bench, day(3))
    with scene.store.read() as tables:
        assert tables.update.newest() == {trees.id: late, bench.id: other}
        assert tables.update.newest(as_of=day(4)) == {trees.id: early, bench.id: other}
        assert tables.update.newest(as_of=day(1)) == {}
        assert silent.id not in tables.update.newest()


def test_the_last_fact_is_what_a_party_said_in_its_own_words(scene: Following) -> None:
    trees, bench, moment = scene.commitment("Bomen"), scene.commitment("Bank"), scene.check_in()
    early, wrong = scene.said(trees, day(2)), scene.said(trees, day(3), text="Fout")
    right = scene.said(trees, day(3), text="Goed", corrects_id=wrong.id, check_in_id=moment.id, reported_by=1)
    for one in (trees, bench):
        scene.said(one, day(4), text=UNCHANGED, reported_by=scene.school, check_in_id=moment.id)
        scene.said(one, day(5), text="Besloten: we bellen.", check_in_id=moment.id)
    with scene.store.read() as tables:
        assert tables.update.facts() == {trees.id: right}
        assert tables.update.facts(as_of=day(2)) == {trees.id: early}
        assert {one.text for one in tables.update.newest().values()} == {"Besloten: we bellen."}
        flags = {one.text: (one.is_fact, one.is_unchanged) for one in tables.update.of(trees.id)}
    assert flags == {
        "": (True, False),
        "Fout": (True, False),
        "Goed": (True, False),
        UNCHANGED: (False, True),
        "Besloten: we bellen.": (False, False),
    }


def test_of_two_things_said_on_one_day_the_last_counts(scene: Following) -> None:
    trees = scene.commitment()
    scene.said(trees, day(2))
    last = scene.said(trees, day(2), CommitmentStatus.STUCK)
    with scene.store.read() as tables:
        assert tables.update.newest() == {trees.id: last}


def test_a_correction_comes_in_the_place_of_what_stays_to_be_read(scene: Following) -> None:
    trees = scene.commitment()
    wrong = scene.said(trees, day(5), value=80.0)
    right = scene.said(trees, day(4), value=8.0, corrects_id=wrong.id)
    with scene.store.read() as tables:
        assert tables.update.of(trees.id) == [right, wrong]
        assert tables.update.standing(trees.id) == [right]
        assert tables.update.newest() == {trees.id: right}
        assert tables.update.steps() == [(trees.id, day(4), CommitmentStatus.ON_TRACK)]
        assert tables.update.between(day(5), day(6)) == []
        assert tables.update.corrected() == {wrong.id}


def test_a_correction_has_the_turn_of_what_it_corrects(scene: Following) -> None:
    trees = scene.commitment()
    wrong = scene.said(trees, day(5), text="Fout")
    last = scene.said(trees, day(5), CommitmentStatus.STUCK)
    wrong_too = scene.said(trees, day(5), corrects_id=wrong.id)
    right = scene.said(trees, day(5), corrects_id=wrong_too.id)
    with scene.store.read() as tables:
        assert tables.update.of(trees.id) == [wrong, wrong_too, right, last]
        assert tables.update.standing(trees.id) == [right, last]
        assert tables.update.between(day(5), day(5)) == [right, last]
        assert (tables.update.newest(), tables.update.facts()) == ({trees.id: last}, {trees.id: last})
        assert [status for _, _, status in tables.update.steps()] == [
            CommitmentStatus.ON_TRACK,
            CommitmentStatus.STUCK,
        ]


def test_corrections_of_an_older_dossier_get_their_turn(scene: Following) -> None:
    trees = scene.commitment()
    first = scene.said(trees, day(5))
    second = scene.said(trees, day(5), corrects_id=first.id)
    third, other = scene.said(trees, day(5), corrects_id=second.id), scene.said(trees, day(5))
    with scene.store.write() as tables:
        db = tables.update.db
        db.execute("DROP INDEX idx_update_date_id_commitment_id_status_first_id")
        db.execute('ALTER TABLE "update" DROP COLUMN first_id')
        m20261201_update_place(db)
        found = db.execute('SELECT id, first_id FROM "update" ORDER BY id').fetchall()
    assert found == [(first.id, None), (second.id, first.id), (third.id, first.id), (other.id, None)]


def test_decisions_of_an_older_dossier_know_what_told_of_them(scene: Following, evening: Evening) -> None:
    at, trees = scene.check_in(meeting_id=evening.id), scene.commitment("Bomen")
    for text in ("Eerst water.", "Twee keer.", "Twee keer."):
        check_in_decision.decide(
            scene.store, check_in_id=at.id, before=trees, text=text, now=NOW, today=following.TODAY
        )
    commitment.change(scene.store, commitment_id=trees.id, before=trees, title="Groen")
    scene.said(trees, day(11, 5), text="Eerst water.", check_in_id=at.id, reported_by=scene.school)
    with scene.store.write() as tables:
        (first, *_) = tables.update.of(trees.id)
        tables.decision.db.execute("ALTER TABLE decision DROP COLUMN update_id")
        m20261203_decision_update(tables.decision.db)
        found = tables.decision.of(evening.id)
    assert [(one.text, one.update_id) for one in found] == [
        ("Bomen Eerst water.", first.id),
        ("Bomen Twee keer.", None),
        ("Bomen Twee keer.", None),
    ]


def test_a_decision_that_was_typed_by_hand_tells_of_no_promise(scene: Following, evening: Evening) -> None:
    at, trees = scene.check_in(meeting_id=evening.id), scene.commitment("Bomen")
    about: dict[str, Any] = {"now": NOW, "today": following.TODAY}
    check_in_decision.decide(scene.store, check_in_id=at.id, before=trees, text="Later.", **about)
    kind = DecisionKind.DECISION
    decision.write_down(scene.store, meeting_id=evening.id, kind=kind, text="De folder: Later.", now=NOW)
    with scene.store.write() as tables:
        (said,) = tables.update.of(trees.id)
        tables.decision.db.execute("ALTER TABLE decision DROP COLUMN update_id")
        m20261203_decision_update(tables.decision.db)
        found = {one.text: one.update_id for one in tables.decision.of(evening.id)}
    assert found == {"Bomen Later.": said.id, "De folder: Later.": None}


def test_numbers_come_back_as_they_were_written(scene: Following) -> None:
    trees = scene.commitment(baseline=2.5, target=10)
    said = scene.said(trees, day(2), value=0)
    assert (trees.baseline, trees.target, said.value) == (2.5, 10.0, 0.0)
    assert scene.said(trees, day(3)).value is None


@pytest.mark.parametrize("role", ["owner", "helper", "reporter", "asked", "confirms", "led"])
def test_a_party_that_promised_or_spoke_cannot_be_removed(scene: Following, role: str) -> None:
    helpers = (scene.town,) if role == "helper" else ()
    one = scene.commitment(owner_id=scene.town if role == "owner" else scene.school, helper_ids=helpers)
    asked = {"reporter": "reported_by", "asked": "asked_help_from"}
    said = scene.said(one, day(2), **{asked[role]: scene.town} if role in asked else {})
    with scene.store.write() as tables:
        if role == "confirms":
            tables.confirmation.add(update_id=said.id, party_id=scene.town, is_right=True, on=day(3))
        if role == "led":
            tables.lead_change.add(commitment_id=one.id, was_id=scene.town, on=day(3))
    with pytest.raises(RuleBroken, match=r"party\.promised"):
        party.remove(scene.store, party_id=scene.town)
    with scene.store.read() as tables:
        used = tables.party.in_use(but_given_by="")
    assert scene.town in used


def test_a_party_that_only_came_takes_its_attendance_along(scene: Following) -> None:
    moment = scene.check_in()
    with scene.store.write() as tables:
        both = {scene.town: AttendanceStatus.AWAY, scene.school: AttendanceStatus.PRESENT}
        tables.attendance.put(moment.id, both)
        assert tables.party.going([scene.town])["attendance"] == 1
    party.remove(scene.store, party_id=scene.town)
    with scene.store.read() as tables:
        assert [one.party_id for one in tables.attendance.of(moment.id)] == [scene.school]


def test_who_was_there_is_said_once(scene: Following) -> None:
    moment = scene.check_in()
    with scene.store.write() as tables:
        tables.attendance.put(moment.id, {scene.town: AttendanceStatus.PRESENT})
        tables.attendance.put(moment.id, {scene.town: AttendanceStatus.EXCUSED})
        (one,) = tables.attendance.all()
    assert one.status is AttendanceStatus.EXCUSED


def test_an_evening_that_is_deleted_leaves_its_moment(scene: Following, evening: Evening) -> None:
    moment = scene.check_in(meeting_id=evening.id)
    with scene.store.write() as tables:
        tables.meeting.remove(evening.id)
        assert tables.check_in.get(moment.id).meeting_id is None


def test_moments_come_by_day_and_commitments_in_their_order(scene: Following) -> None:
    late, early = scene.check_in(dt.date(2027, 2, 11)), scene.check_in(dt.date(2026, 11, 12))
    first, second = scene.commitment("Bomen"), scene.commitment("Bank")
    with scene.store.read() as tables:
        assert tables.check_in.all() == [early, late]
        assert tables.commitment.all() == [first, second]
        assert (first.position, second.position) == (1, 2)


def test_measured_is_what_has_a_number_that_still_stands(scene: Following) -> None:
    trees, bench, soup = (scene.commitment(title) for title in ("Bomen", "Bankje", "Soep"))
    scene.said(trees, day(2), value=8.0)
    scene.said(bench, day(2))
    wrong = scene.said(soup, day(2), value=3.0)
    scene.said(soup, day(3), corrects_id=wrong.id)
    with scene.store.read() as tables:
        assert tables.update.measured() == {trees.id}

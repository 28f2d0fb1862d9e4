"""The agenda of a moment: what went well first, then only what wants attention."""

import pytest

from sok_core import check_in
from sok_core.check_in_agenda import Block, agenda
from sok_core.model import CheckIn, CheckInStatus, CommitmentStatus
from tests import following
from tests.evening import Evening
from tests.following import TODAY, Following, day

S = CommitmentStatus


@pytest.fixture
def scene(evening: Evening) -> Following:
    return following.begin(evening.store)


def blocks(scene: Following, one: CheckIn) -> tuple[Block, ...]:
    with scene.store.read() as tables:
        return agenda(tables, one, today=TODAY)


def test_it_takes_ninety_minutes_and_begins_with_what_went_well(scene: Following) -> None:
    found = blocks(scene, scene.check_in())
    assert sum(one.minutes for one in found) == 90
    assert [one.title for one in found[:2]] == ["Wat is gelukt?", "Wie bedank je?"]
    assert [one.lines for one in found[:2]] == [(), ()]
    assert found[-1].lines == ("Er staat nog geen volgend moment in de agenda. Kies nu een dag.",)


def test_what_was_done_since_the_last_moment_is_thanked_for_and_asked_after(scene: Following) -> None:
    scene.check_in(day(7, 9), status=CheckInStatus.HELD)
    old, new = scene.commitment("Oud."), scene.commitment("Nieuw.", helper_ids=(scene.group,))
    seen, known = scene.commitment("Gezien.", owner_id=scene.town), scene.commitment("Oud en gezien.")
    scene.said(old, day(6), S.DONE)
    scene.said(old, day(9), S.DONE)
    scene.said(new, day(9), S.DONE)
    done = (scene.said(seen, day(9), S.DONE), scene.said(known, day(6), S.DONE))
    with scene.store.write() as tables:
        for one in done:
            tables.confirmation.add(update_id=one.id, party_id=scene.group, is_right=True, on=TODAY)
    went_well, thanks = blocks(scene, scene.check_in())[:2]
    assert went_well.lines == (
        "Nieuw. Wie heeft het gezien? Klopt dit?",
        "Gezien.",
        "Oud. Wie heeft het gezien? Klopt dit?",  # from before the last moment, and nobody has seen it yet
    )
    assert thanks.lines == (
        *("De Meelbloem", "Bewonersgroep Molenkwartier"),
        "Gemeente Oosterhaven",
    )


def test_each_point_goes_from_the_fact_to_a_new_day(scene: Following) -> None:
    scene.said(scene.commitment("Goed."), day(10, 29))
    stuck = scene.commitment("Dak.", due=day(12, 31), helper_ids=(scene.group,))
    scene.said(
        stuck, day(10, 29), S.STUCK, text="Wacht op geld.", next_step="Bellen", asked_help_from=scene.town
    )
    bare = scene.commitment("Bank.", helper_ids=(scene.group,))
    scene.said(bare, day(10, 29), S.TAKE_CARE)
    one, two = next(each for each in blocks(scene, scene.check_in()) if each.points).points[:2]
    assert (one.fact, one.need, one.help, one.due) == (
        *("Loopt vast. Wacht op geld.", "Bellen", "Gemeente Oosterhaven?"),
        "Nieuwe datum? Nu: 31 december 2026.",
    )
    assert (two.need, two.due) == ("Wat is er nodig?", "Nieuwe datum?")
    assert two.help == "Bewonersgroep Molenkwartier?"


def test_what_goes_well_is_not_spoken_of_and_what_does_not_fit_is_named(scene: Following) -> None:
    for number in range(9):
        one = scene.commitment(f"Afspraak {number}.")
        scene.said(one, TODAY, S.STUCK if number else S.ON_TRACK, text="Hulp!")
    (block,) = (each for each in blocks(scene, scene.check_in()) if each.points)
    assert [one.wanting.state.commitment.title for one in block.points] == [
        f"Afspraak {number}." for number in range(1, 8)
    ]
    assert block.lines == ("Niet aan de beurt: Afspraak 8. Loopt vast. Hulp!",)


def test_it_knows_the_lesson_of_the_last_moment_and_the_day_of_the_next(scene: Following) -> None:
    last = scene.check_in(day(7, 9), status=CheckInStatus.HELD)
    now = scene.check_in()
    check_in.learn(scene.store, text="Korter praten.", on=day(7, 9), check_in_id=last.id)
    check_in.plan_series(scene.store, count=1, today=TODAY)
    found = blocks(scene, now)
    assert found[-2].lines == ("De vorige keer spraken we af: Korter praten.",)
    assert found[-1].lines == ("Kwartaalmoment februari 2027: donderdag 11 februari 2027, 19:00.",)


def test_what_another_doubts_is_spoken_of_and_not_celebrated(scene: Following) -> None:
    done = scene.said(scene.commitment("Schimmel weg.", helper_ids=(scene.town,)), day(10), S.DONE)
    with scene.store.write() as tables:
        tables.confirmation.add(
            update_id=done.id, party_id=scene.group, is_right=False, on=TODAY, text="Nee."
        )
    found = blocks(scene, scene.check_in())
    assert [one.lines for one in found[:2]] == [(), ()]
    (point,) = next(each for each in found if each.points).points
    assert point.fact == "Bewonersgroep Molenkwartier zegt dat dit niet klopt. Nee."

"""The agenda of a moment: what went well first, then only what wants attention."""

from typing import Any

import pytest

from sok_core import check_in, check_in_agenda, check_in_decision, meeting
from sok_core.check_in_agenda import Block, agenda
from sok_core.errors import Conflict
from sok_core.model import AgendaCard, CheckIn, CheckInStatus, CommitmentStatus, ScreenView
from tests import following
from tests.evening import NOW, Evening
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


def test_what_was_decided_of_stays_on_the_agenda_before_what_is_still_to_come(scene: Following) -> None:
    late, bank = scene.commitment("Dak.", due=day(2)), scene.commitment("Bank.")
    for each in (late, bank):
        scene.said(each, day(11), S.TAKE_CARE if each is bank else S.ON_TRACK)
    at = scene.check_in()
    check_in_decision.decide(
        scene.store,
        check_in_id=at.id,
        before=bank,
        text="Klaar voor de winter.",
        now=NOW,
        today=TODAY,
    )
    with scene.store.read() as tables:
        at, late = tables.check_in.get(at.id), tables.commitment.get(late.id)
    given: dict[str, Any] = {"text": "Later.", "now": NOW, "today": TODAY, "due": day(12, 31)}
    check_in_decision.decide(scene.store, check_in_id=at.id, before=late, **given)
    with scene.store.read() as tables:
        at = tables.check_in.get(at.id)
    (block,) = [each for each in blocks(scene, at) if each.points]
    assert [each.wanting.state.commitment.title for each in block.points] == ["Bank.", "Dak."]
    assert block.points[1].wanting.kinds == ()
    assert block.points[1].fact == "Besloten op 5 november 2026: Later. (nieuwe datum: 31 december 2026)"


# ---------------------------------------------------------------- on the wall


@pytest.fixture
def room(scene: Following, evening: Evening) -> Following:
    """The moment is the evening that goes on, with a promise that is stuck and one that is silent."""
    stuck = scene.commitment("Dak.", due=day(12, 31))
    scene.said(stuck, day(10, 29), S.STUCK, text="Wacht op geld, bel 06-12345678.")
    scene.commitment("Bank.")
    with scene.store.write() as tables:
        tables.dossier.update(reference_date=TODAY)
    scene.check_in(meeting_id=evening.id)
    return scene


def wall(room: Following, evening: Evening) -> list[AgendaCard]:
    with room.store.read() as tables:
        return list(tables.situation(evening.id).agenda)


def test_the_wall_begins_with_what_went_well_and_then_has_a_card_for_each_promise(
    room: Following, evening: Evening
) -> None:
    assert wall(room, evening) == []
    check_in_agenda.show(room.store, meeting_id=evening.id)
    cards = wall(room, evening)
    assert [one.title for one in cards[:2]] == ["Wat is gelukt?", "Wie bedank je?"]
    assert cards[3:5] == [
        AgendaCard(
            "Dak.",
            above="Wat vraagt nu aandacht?",
            rows=(
                ("Feit", "Loopt vast. Wacht op geld, bel –."),
                ("Wat is er nodig?", ""),
                ("Wie helpt?", ""),
                ("Nieuwe datum?", "Nu: 31 december 2026."),
            ),
        ),
        AgendaCard(
            "Bank.",
            above="Wat vraagt nu aandacht?",
            rows=(
                (
                    "Feit",
                    "Had moeten beginnen op 1 januari 2026. Al 308 dagen niets gehoord. "
                    "Afgesproken is elk kwartaal.",
                ),
                ("Wat is er nodig?", ""),
                ("Wie helpt?", ""),
                ("Nieuwe datum?", ""),
            ),
        ),
    ]


def test_what_is_solved_on_the_spot_keeps_its_place(room: Following, evening: Evening) -> None:
    check_in_agenda.show(room.store, meeting_id=evening.id, card=4)
    before = [one.title for one in wall(room, evening)]
    with room.store.read() as tables:
        one, about = tables.check_in.all()[0], tables.commitment.all()[1]
        revision = tables.dossier.revision()
    given: dict[str, Any] = {"text": "Elk jaar verven.", "now": NOW, "today": TODAY, "helper_id": room.town}
    check_in_decision.decide(room.store, check_in_id=one.id, before=about, **given)
    cards = wall(room, evening)
    assert [each.title for each in cards] == before
    assert cards[4].rows == (
        ("Feit", "Besloten op 5 november 2026: Elk jaar verven. (Gemeente Oosterhaven helpt)"),
        ("Wat is er nodig?", "Elk jaar verven."),
        ("Wie helpt?", "Gemeente Oosterhaven?"),
        ("Nieuwe datum?", ""),
    )
    assert evening.meeting.sheet == 4
    assert room.store.revision() == revision + 1


def test_the_wall_is_told_of_a_decision(room: Following, evening: Evening) -> None:
    check_in_agenda.show(room.store, meeting_id=evening.id)
    with room.store.read() as tables:
        one, about = tables.check_in.all()[0], tables.commitment.all()[0]
    heard: list[str] = []
    room.store.listeners.append(lambda _, changes, __: heard.extend(each.kind for each in changes))
    check_in_decision.decide(
        room.store, check_in_id=one.id, before=about, text="Bellen.", now=NOW, today=TODAY
    )
    assert "reset" in heard


def test_many_lines_stand_on_more_cards(room: Following, evening: Evening) -> None:
    for number in range(8):
        room.said(room.commitment(f"Klaar {number}. {'Lang ' * 30}"), day(11), S.DONE)
    check_in_agenda.show(room.store, meeting_id=evening.id)
    first = [one for one in wall(room, evening) if one.title == "Wat is gelukt?"]
    assert sum(len(one.lines) for one in first) == 8
    for one in first:
        assert len(one.lines) <= 5
        assert sum(map(len, one.lines)) <= 420


def test_an_evening_that_is_no_moment_or_has_not_begun_shows_none(scene: Following, evening: Evening) -> None:
    for act in (
        lambda: check_in_agenda.show(scene.store, meeting_id=evening.id),
        lambda: meeting.show(scene.store, meeting_id=evening.id, screen=ScreenView.AGENDA),
    ):
        with pytest.raises(Conflict) as no:
            act()
        assert no.value.code == "check_in.no_agenda"
    scene.check_in(meeting_id=evening.id)
    meeting.close(scene.store, meeting_id=evening.id, now=NOW)
    with pytest.raises(Conflict):
        check_in_agenda.show(scene.store, meeting_id=evening.id)


def test_a_long_title_leaves_the_question_on_the_wall(scene: Following, evening: Evening) -> None:
    scene.said(scene.commitment("Samen " * 25 + "delen."), day(10), S.DONE)
    scene.check_in(TODAY, meeting_id=evening.id)
    with scene.store.read() as tables:
        first, *_ = check_in_agenda.cards(tables, evening.id)
    (line,) = first.lines
    assert line.endswith("Samen … Wie heeft het gezien? Klopt dit?")
    assert len(line) <= check_in_agenda.LONGEST_LINE

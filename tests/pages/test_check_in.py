"""Step 6, the moments: planned ahead, moved, held, with an agenda for the room and what is decided there."""

import datetime as dt

import pytest

from sok_core import check_in, meeting
from sok_core.model import (
    CheckIn,
    CheckInStatus,
    PromptKind,
    Region,
    Role,
    Step,
)
from sok_core.store import Store
from tests.evening import NOW
from tests.pages.conftest import THAT_DAY, Visit, links, press, texts
from tests.pages.exploration import box
from tests.pages.moments import NEXT, moment, moments, opened, opened_at


def test_what_comes_and_what_was_missed_is_there(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier)
    seen = texts(at)
    assert "Vier momenten gepland" in seen
    assert "▲ Eén moment gemist" in seen
    assert "De zaal was dicht door de verbouwing" in seen
    assert "17 bewoners" in seen
    assert "**Kwartaalmoment 5**" in texts(at)  # no link: that would cut off a long title
    assert "Bekijk het moment" in links(at)


def test_an_agenda_can_follow_only_where_an_address_lasts(
    molenkwartier: Store, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offers(role: Role = Role.CORE_TEAM) -> bool:
        at = opened(visit, molenkwartier, role=role)
        return "Laat je agenda meelopen" in [one.label for one in at.expander]

    assert not offers(Role.FACILITATOR)
    monkeypatch.setenv("SOK_ADDRESS", "https://tafel.voorbeeld")
    assert offers(Role.FACILITATOR)
    assert not offers()  # there is no address yet, and the core team makes none
    at = opened_at(opened(visit, molenkwartier, role=Role.FACILITATOR), "follow_moments")
    press(at, "Maak een adres")
    first = at.code[0].value
    assert first.startswith("https://tafel.voorbeeld/agenda/molenkwartier/")
    press(at, "Maak een nieuw adres")
    assert at.code[0].value != first
    reader = opened_at(opened(visit, molenkwartier), "follow_moments")
    assert reader.code[0].value == at.code[0].value
    assert not [one for one in reader.button if "adres" in one.label]
    press(at, "Zet het uit")
    assert not at.code


def test_a_moment_that_passed_without_a_word_shows(molenkwartier: Store, visit: Visit) -> None:
    with molenkwartier.write() as tables:
        tables.dossier.update(reference_date=dt.date(2027, 1, 20))
    seen = texts(opened(visit, molenkwartier))
    assert "▲ Twee momenten gemist of niet opgeschreven" in seen
    assert "Hoe was het moment van 14 januari? Schrijf het op" in seen
    assert "Het moment van 14 januari ging niet door" not in seen
    assert "Niemand schreef op hoe het was" in seen


def test_a_year_is_planned_after_a_look_at_the_days(molenkwartier: Store, visit: Visit) -> None:
    at = opened_at(opened(visit, molenkwartier), "plan_year")
    before = len(moments(molenkwartier))
    assert "▲ De schoolvakanties rond" in texts(at)
    box(at.selectbox, "In welke regio zijn jullie scholen vrij?").select(Region.SOUTH).run()
    with molenkwartier.read() as tables:
        assert tables.dossier.current().region is Region.SOUTH
    press(at, "Plan deze vier momenten")
    assert len(moments(molenkwartier)) == before + 4
    assert "De momenten staan in de agenda." in texts(at)


def test_a_moment_on_a_day_that_has_one_is_refused(molenkwartier: Store, visit: Visit) -> None:
    at = opened_at(opened(visit, molenkwartier), "plan_one")
    before = len(moments(molenkwartier))
    box(at.text_input, "Hoe heet het?").set_value("Zomeravond")
    box(at.date_input, "Dag").set_value(moment(molenkwartier, NEXT).date)
    press(at, "Plan dit moment")
    assert "Op die dag staat al een moment." in texts(at)
    assert box(at.text_input, "Hoe heet het?").value == "Zomeravond"
    box(at.date_input, "Dag").set_value(dt.date(2027, 6, 10))
    press(at, "Plan dit moment")
    assert len(moments(molenkwartier)) == before + 1


def test_moving_asks_why(molenkwartier: Store, visit: Visit) -> None:
    at = opened_at(opened(visit, molenkwartier, moment=str(NEXT)), f"move_{NEXT}")
    box(at.date_input, "Naar welke dag?").set_value(dt.date(2027, 1, 21))
    press(at, "Verzet het moment")
    assert "Schrijf erbij waarom." in texts(at)
    box(at.text_input, "Waarom?").set_value("De zaal is dicht")
    box(at.date_input, "Naar welke dag?").set_value(dt.date(2026, 10, 1))
    press(at, "Verzet het moment")
    assert "Die dag is al geweest. Kies vandaag of later." in texts(at)
    assert box(at.text_input, "Waarom?").value == "De zaal is dicht"
    box(at.date_input, "Naar welke dag?").set_value(dt.date(2027, 1, 21))
    press(at, "Verzet het moment")
    was = moment(molenkwartier, NEXT)
    assert (was.status, was.why) == (CheckInStatus.CANCELLED, "De zaal is dicht")
    assert moment(molenkwartier, was.moved_to_id or 0).date == dt.date(2027, 1, 21)


def test_a_moment_that_moved_says_where_it_ended(molenkwartier: Store, visit: Visit) -> None:
    def move(number: int, to: dt.date) -> CheckIn:
        return check_in.move(molenkwartier, check_in_id=number, to=to, why="Ziek.", today=NOW.date())

    def said() -> list[str]:
        at = opened(visit, molenkwartier, moment=str(NEXT))
        at_list = texts(opened(visit, molenkwartier))
        (line,) = (one for one in texts(at).splitlines() if one.startswith(("Het werd", "Het zou")))
        assert line in at_list
        return [line, "→ Verzet" if ":gray-badge[→ Verzet] 14 januari 2027" in at_list else ""]

    second = move(NEXT, dt.date(2027, 1, 21))
    third = move(second.id, dt.date(2027, 1, 28))
    assert said() == ["Het werd donderdag 28 januari 2027.", "→ Verzet"]
    check_in.cancel(molenkwartier, check_in_id=third.id, why="Toch niet.")
    assert said() == ["Het zou donderdag 28 januari 2027 worden, maar dat gaat ook niet door.", ""]
    with molenkwartier.write() as tables:
        tables.dossier.update(reference_date=dt.date(2027, 2, 1))
    assert said()[0] == "Het zou donderdag 28 januari 2027 worden, maar dat ging ook niet door."
    check_in.bring_back(molenkwartier, check_in_id=third.id, today=dt.date(2027, 2, 1))
    assert said()[0] == "Het werd donderdag 28 januari 2027."


def test_a_moment_that_came_back_to_its_own_day_never_became_itself(
    molenkwartier: Store, visit: Visit
) -> None:
    today = NOW.date()
    away = check_in.move(molenkwartier, check_in_id=NEXT, to=dt.date(2027, 1, 21), why="Dicht", today=today)
    back = check_in.move(molenkwartier, check_in_id=away.id, to=dt.date(2027, 1, 14), why="Open", today=today)

    def said() -> tuple[str, str]:
        return texts(opened(visit, molenkwartier)), texts(opened(visit, molenkwartier, moment=str(NEXT)))

    at_list, card = said()
    assert "→ Verzet] 14 januari" not in at_list
    assert "→ Verzet] 21 januari" in at_list
    assert "→ Verzet] Donderdag 14 januari 2027" in card
    assert "Het werd toch weer deze dag." in card
    assert "Niet doorgegaan" not in card
    check_in.cancel(molenkwartier, check_in_id=back.id, why="Griep")
    at_list, card = said()
    assert at_list.count("× Afgezegd] 14 januari") == 1
    assert "× Niet doorgegaan" in card
    assert "Het zou toch weer deze dag worden, maar dat gaat ook niet door." in card


def test_another_place_is_kept_and_times_in_the_wrong_order_are_refused(
    molenkwartier: Store, visit: Visit
) -> None:
    at = opened_at(opened(visit, molenkwartier, moment=str(NEXT)), f"change_{NEXT}")
    box(at.text_input, "Waar?").set_value("De Meelbloem")
    box(at.time_input, "Eind").set_value(dt.time(12, 0))
    press(at, "Bewaar")
    assert "Het moment is klaar voordat het begint." in texts(at)
    assert box(at.text_input, "Waar?").value == "De Meelbloem"
    box(at.time_input, "Eind").set_value(dt.time(15, 30))
    press(at, "Bewaar")
    assert moment(molenkwartier, NEXT).place == "De Meelbloem"


def test_another_place_that_somebody_else_gave_meanwhile_stays(molenkwartier: Store, visit: Visit) -> None:
    at = opened_at(opened(visit, molenkwartier, moment=str(NEXT)), f"change_{NEXT}")
    box(at.text_input, "Hoe heet het?").set_value("Wintermoment")
    before = moment(molenkwartier, NEXT)
    check_in.change(molenkwartier, check_in_id=NEXT, before=before, place="Buurthuis Noord")
    press(at, "Bewaar")
    now = moment(molenkwartier, NEXT)
    assert (now.title, now.place) == ("Wintermoment", "Buurthuis Noord")
    assert box(at.text_input, "Waar?").value == "Buurthuis Noord"
    box(at.text_input, "Waar?").set_value("De Tuin")
    check_in.change(molenkwartier, check_in_id=NEXT, before=now, place="De Spil")
    press(at, "Bewaar")
    assert "Iemand anders veranderde net ‘Waar?’" in texts(at)
    assert box(at.text_input, "Waar?").value == "De Tuin"
    press(at, "Bewaar")
    assert moment(molenkwartier, NEXT).place == "De Tuin"


def test_calling_off_keeps_the_reason(molenkwartier: Store, visit: Visit) -> None:
    at = opened_at(opened(visit, molenkwartier, moment=str(NEXT)), f"cancel_{NEXT}")
    box(at.text_input, "Waarom gaat het niet door?").set_value("Griep")
    press(at, "Zeg het moment af")
    assert "× Niet doorgegaan" in texts(at)
    assert moment(molenkwartier, NEXT).why == "Griep"
    press(at, "Het gaat toch door")
    assert "× Niet doorgegaan" not in texts(at)
    assert (moment(molenkwartier, NEXT).status, moment(molenkwartier, NEXT).why) == (
        CheckInStatus.PLANNED,
        "",
    )


def test_its_evening_goes_along_and_the_page_says_so(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier, moment=str(NEXT), role=Role.FACILITATOR)
    press(at, "Open de regie")
    evening_id = moment(molenkwartier, NEXT).meeting_id or 0
    with molenkwartier.write() as tables:
        tables.meeting.update(evening_id, place="Elders")
    at = opened_at(opened(visit, molenkwartier, moment=str(NEXT), role=Role.FACILITATOR), f"cancel_{NEXT}")
    assert "▲ In de regie staat deze avond anders" in texts(at)
    assert "De avond in de regie gaat dan ook niet door" in texts(at)
    box(at.text_input, "Waarom gaat het niet door?").set_value("Griep")
    press(at, "Zeg het moment af")
    at = visit("regie.py", d=molenkwartier.slug, role=Role.FACILITATOR, of=molenkwartier.slug)
    at.query_params["m"] = str(evening_id)
    at.run()
    assert not at.exception
    assert "Deze bijeenkomst gaat niet door." in texts(at)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("Ja, wel gehouden", CheckInStatus.HELD),
        ("Nee, ging niet door", CheckInStatus.CANCELLED),
    ],
)
def test_of_an_evening_that_left_nothing_it_is_asked_whether_anybody_came(
    on_the_day: Store, visit: Visit, answer: str, status: CheckInStatus
) -> None:
    at = opened(visit, on_the_day, role=Role.FACILITATOR, moment=str(NEXT))
    press(at, "Open de regie")
    made = moment(on_the_day, NEXT).meeting_id or 0
    meeting.begin(on_the_day, meeting_id=made, now=NOW)
    running = texts(opened(visit, on_the_day, moment=str(NEXT)))
    assert "● Bezig" in running
    assert "Was er iemand?" not in running
    meeting.close(on_the_day, meeting_id=made, now=NOW)
    at = opened(visit, on_the_day, moment=str(NEXT))
    assert texts(at).count("Was er iemand op het moment van 14 januari?") == 1
    press(at, answer)
    assert moment(on_the_day, NEXT).status is status
    assert "Was er iemand?" not in texts(at)


def test_who_was_ticked_is_not_called_nobody_when_the_moment_goes_through_after_all(
    on_the_day: Store, visit: Visit
) -> None:
    press(opened(visit, on_the_day, role=Role.FACILITATOR, moment=str(NEXT)), "Open de regie")
    made = moment(on_the_day, NEXT).meeting_id or 0
    meeting.begin(on_the_day, meeting_id=made, now=NOW)
    meeting.close(on_the_day, meeting_id=made, now=NOW)
    assert "niemand is aangevinkt" in texts(opened(visit, on_the_day, moment=str(NEXT)))
    meeting.tick_parties(on_the_day, meeting_id=made, party_ids=[4])
    at = opened(visit, on_the_day, moment=str(NEXT))
    assert "niemand is aangevinkt" not in texts(at)
    assert "Wat er is aangevinkt of opgeschreven, is bewaard." in texts(at)
    press(at, "Nee, ging niet door")
    press(at, "Het gaat toch door")
    assert "✓ Gehouden" in texts(at)
    assert "**Aanwezig:** De Drie Molens" in texts(at)


def test_a_moment_of_before_that_went_through_after_all_asks_how_it_was(
    on_the_day: Store, visit: Visit
) -> None:
    press(opened(visit, on_the_day, role=Role.FACILITATOR, moment=str(NEXT)), "Open de regie")
    check_in.cancel(on_the_day, check_in_id=NEXT, why="Storm.")
    with on_the_day.write() as tables:
        tables.dossier.update(reference_date=THAT_DAY + dt.timedelta(days=2))
    at = press(opened(visit, on_the_day, role=Role.FACILITATOR, moment=str(NEXT)), "Het ging toch door")
    assert "○ Hoe was het?" in texts(at)
    assert "○ Gepland" not in texts(at)
    assert "Open de regie" not in [one.label for one in at.button]


def test_one_button_plans_the_evening_and_opens_the_control_room(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier, moment=str(NEXT), role=Role.FACILITATOR)
    press(at, "Open de regie")
    meeting_id = moment(molenkwartier, NEXT).meeting_id
    with molenkwartier.read() as tables:
        blocks = tables.agenda.of(meeting_id or 0)
        assert tables.meeting.get(meeting_id or 0).step is Step.MONITORING
        kinds = [one.kind for one in tables.prompt.of(meeting_id or 0)]
    assert [one.minutes for one in blocks] == [10, 5, 15, 35, 15, 10]
    assert kinds.count(PromptKind.VALUES) == 1
    assert "Kwartaalmoment 5" in texts(at)


def test_a_moment_that_was_held_without_an_evening_plans_none(molenkwartier: Store, visit: Visit) -> None:
    held = next(one for one in moments(molenkwartier) if one.status is CheckInStatus.HELD)
    with molenkwartier.write() as tables:
        tables.check_in.update(held.id, meeting_id=None)
    at = opened(visit, molenkwartier, moment=str(held.id), role=Role.FACILITATOR)
    assert "Open de regie" not in [one.label for one in at.button]


def test_the_core_team_opens_no_control_room(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier, moment=str(NEXT))
    assert "Open de regie" not in [one.label for one in at.button]
    assert "Verzet het moment" not in [one.label for one in at.button]


def test_a_moment_that_is_not_there(molenkwartier: Store, visit: Visit) -> None:
    assert "Dit moment is er niet meer." in texts(opened(visit, molenkwartier, moment="99"))

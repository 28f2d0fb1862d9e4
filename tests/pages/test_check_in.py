"""Step 6, the moments: planned ahead, moved, held, with an agenda for the room and what is decided there."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui import decision as decided
from pages._ui.step import PAGES
from sok_core import check_in, check_in_decision, decision, meeting, update
from sok_core.model import (
    AttendanceStatus,
    CheckIn,
    CheckInStatus,
    Commitment,
    CommitmentStatus,
    DecisionKind,
    PromptKind,
    Region,
    Role,
    Step,
)
from sok_core.store import Store
from tests.evening import NOW
from tests.pages.conftest import Visit, links, open_part, press, texts
from tests.pages.exploration import box

PAGE = PAGES[Step.MONITORING]
NEXT, LAST = 6, 5  # moments of 14 January 2027 and of today
THAT_DAY = dt.date(2027, 1, 14)
MOULD = 5  # a promise that wants attention


def opened(visit: Visit, store: Store, *, role: Role = Role.CORE_TEAM, **asked: str) -> AppTest:
    at = visit(PAGE, d=store.slug, role=role, of=store.slug)
    at.query_params.update({"deel": "momenten"} | asked)
    at.run()
    assert not at.exception
    return at


def moment(store: Store, number: int) -> CheckIn:
    with store.read() as tables:
        return tables.check_in.get(number)


def moments(store: Store) -> list[CheckIn]:
    with store.read() as tables:
        return tables.check_in.all()


def promise(store: Store) -> Commitment:
    with store.read() as tables:
        return tables.commitment.get(MOULD)


def opened_at(at: AppTest, *keys: str) -> AppTest:
    """Open expanders or popovers, as a click does."""
    for key in keys:
        at.session_state[key] = True
    at.run()
    assert not at.exception
    return at


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


@pytest.fixture
def evening(molenkwartier: Store) -> Store:
    """The neighbourhood on the day of its next moment."""
    with molenkwartier.write() as tables:
        tables.dossier.update(reference_date=THAT_DAY)
    return molenkwartier


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("Ja, wel gehouden", CheckInStatus.HELD),
        ("Nee, ging niet door", CheckInStatus.CANCELLED),
    ],
)
def test_of_an_evening_that_left_nothing_it_is_asked_whether_anybody_came(
    evening: Store, visit: Visit, answer: str, status: CheckInStatus
) -> None:
    at = opened(visit, evening, role=Role.FACILITATOR, moment=str(NEXT))
    press(at, "Open de regie")
    made = moment(evening, NEXT).meeting_id or 0
    meeting.begin(evening, meeting_id=made, now=NOW)
    running = texts(opened(visit, evening, moment=str(NEXT)))
    assert "● Bezig" in running
    assert "Was er iemand?" not in running
    meeting.close(evening, meeting_id=made, now=NOW)
    at = opened(visit, evening, moment=str(NEXT))
    assert texts(at).count("Was er iemand op het moment van 14 januari?") == 1
    press(at, answer)
    assert moment(evening, NEXT).status is status
    assert "Was er iemand?" not in texts(at)


def test_who_was_ticked_is_not_called_nobody_when_the_moment_goes_through_after_all(
    evening: Store, visit: Visit
) -> None:
    press(opened(visit, evening, role=Role.FACILITATOR, moment=str(NEXT)), "Open de regie")
    made = moment(evening, NEXT).meeting_id or 0
    meeting.begin(evening, meeting_id=made, now=NOW)
    meeting.close(evening, meeting_id=made, now=NOW)
    assert "niemand is aangevinkt" in texts(opened(visit, evening, moment=str(NEXT)))
    meeting.tick_parties(evening, meeting_id=made, party_ids=[4])
    at = opened(visit, evening, moment=str(NEXT))
    assert "niemand is aangevinkt" not in texts(at)
    assert "Wat er is aangevinkt of opgeschreven, is bewaard." in texts(at)
    press(at, "Nee, ging niet door")
    press(at, "Het gaat toch door")
    assert "✓ Gehouden" in texts(at)
    assert "**Aanwezig:** De Drie Molens" in texts(at)


def test_a_moment_of_before_that_went_through_after_all_asks_how_it_was(evening: Store, visit: Visit) -> None:
    press(opened(visit, evening, role=Role.FACILITATOR, moment=str(NEXT)), "Open de regie")
    check_in.cancel(evening, check_in_id=NEXT, why="Storm.")
    with evening.write() as tables:
        tables.dossier.update(reference_date=THAT_DAY + dt.timedelta(days=2))
    at = press(opened(visit, evening, role=Role.FACILITATOR, moment=str(NEXT)), "Het ging toch door")
    assert "○ Hoe was het?" in texts(at)
    assert "○ Gepland" not in texts(at)
    assert "Open de regie" not in [one.label for one in at.button]


def test_the_agenda_is_read_one_block_after_the_other(evening: Store, visit: Visit) -> None:
    at = opened(visit, evening, moment=str(NEXT))
    assert "Wat is gelukt?" in texts(at)
    assert "**Feit:**" not in texts(at)
    for _ in range(3):
        press(at, "Volgende")
    assert "Wat vraagt nu aandacht?" in texts(at)
    for asked in ("**Feit:**", "**Nodig:**", "**Hulp:**", "**Datum:**"):
        assert asked in texts(at)


def test_what_is_decided_goes_into_the_promise(evening: Store, visit: Visit) -> None:
    at = opened(visit, evening, moment=str(NEXT))
    at.session_state["agenda_block"] = 3
    opened_at(at, f"point_{MOULD}")
    box(at.date_input, "Nieuwe datum").set_value(dt.date(2027, 1, 3))
    press(at, "Schrijf het besluit op")
    assert "Er staat nog niets." in texts(at)
    assert box(at.date_input, "Nieuwe datum").value == dt.date(2027, 1, 3)
    box(at.text_input, "Wat besluiten jullie?").set_value("Eerst de hoekhuizen.")
    press(at, "Schrijf het besluit op")
    assert "Die datum was al voorbij. Kies 14 januari 2027 of later." in texts(at)
    assert box(at.text_input, "Wat besluiten jullie?").value == "Eerst de hoekhuizen."
    box(at.date_input, "Nieuwe datum").set_value(dt.date(2027, 3, 1))
    box(at.selectbox, "Wie helpt?").select(3)
    press(at, "Schrijf het besluit op")
    assert promise(evening).due == dt.date(2027, 3, 1)
    assert 3 in promise(evening).helper_ids
    (said,) = moment(evening, NEXT).outcomes
    assert "Eerst de hoekhuizen. (Gemeente helpt, nieuwe datum: 1 maart 2027)" in said
    card = opened(visit, evening, deel="afspraken", afspraak=str(MOULD))
    assert "14 januari 2027 · kernteam" in texts(card)
    assert "Besloten\\: Eerst de hoekhuizen" in texts(card)
    assert "Volgende stap:] Eerst de hoekhuizen" not in texts(card)


def test_a_promise_stays_on_the_agenda_as_long_as_somebody_writes_about_it(
    evening: Store, visit: Visit
) -> None:
    def on_the_page() -> list[str]:
        return [one.value for one in at.markdown if one.value.startswith("#### ")]

    at = opened(visit, evening, moment=str(NEXT))
    at.session_state["agenda_block"] = 3
    at.run()
    before = on_the_page()
    opened_at(at, f"point_{MOULD}")
    about = {"commitment_id": MOULD, "reported_by": promise(evening).owner_id, "date": THAT_DAY}
    update.report(evening, status=CommitmentStatus.DONE, text="Klaar", now=NOW, today=THAT_DAY, **about)
    at.run()
    assert on_the_page() == before
    box(at.text_input, "Wat besluiten jullie?").set_value("Taart.")
    press(at, "Schrijf het besluit op")
    assert moment(evening, NEXT).outcomes


def test_what_a_running_evening_decides_stands_on_the_card_of_its_moment(
    evening: Store, visit: Visit
) -> None:
    press(opened(visit, evening, role=Role.FACILITATOR, moment=str(NEXT)), "Open de regie")
    made = moment(evening, NEXT).meeting_id or 0
    meeting.begin(evening, meeting_id=made, now=NOW)
    assert "Wat is al besloten?" not in texts(opened(visit, evening, moment=str(NEXT)))
    check_in_decision.decide(
        evening,
        check_in_id=NEXT,
        before=promise(evening),
        text="Eerst de hoekhuizen.",
        due=dt.date(2027, 6, 1),
        now=NOW,
        today=THAT_DAY,
    )
    decision.write_down(
        evening, meeting_id=made, kind=DecisionKind.ACTION, text="Bel de aannemer", who="De Spil", now=NOW
    )
    card = texts(opened(visit, evening, moment=str(NEXT)))
    regie = texts(open_part(visit("regie.py", d=evening.slug), "Besluiten en acties"))
    with evening.read() as tables:
        written = tables.decision.of(made)
    said = [decided.line(one) for one in written]
    assert "Wat is al besloten?" in card
    assert len(said) == 2
    assert all(one in card and one in regie for one in said)
    meeting.close(evening, meeting_id=made, now=NOW)
    card = texts(opened(visit, evening, moment=str(NEXT)))
    assert "Wat kwam eruit?" in card
    assert "Wat is al besloten?" not in card


def test_a_decision_that_is_taken_away_in_the_control_room_leaves_the_story(
    evening: Store, visit: Visit
) -> None:
    at = opened(visit, evening, role=Role.FACILITATOR, moment=str(NEXT))
    press(at, "Open de regie")
    meeting.begin(evening, meeting_id=moment(evening, NEXT).meeting_id or 0, now=NOW)
    before = promise(evening)
    check_in_decision.decide(
        evening, check_in_id=NEXT, before=before, text="Eerst de hoekhuizen.", now=NOW, today=THAT_DAY
    )
    room = open_part(visit("regie.py", d=evening.slug), "Besluiten en acties")
    press(room, "Haal weg")
    assert "De datum en wie helpt, wijzig je daar." in texts(room)
    card = opened(visit, evening, role=Role.FACILITATOR, deel="afspraken", afspraak=str(MOULD))
    assert "Toch niet besloten\\: Eerst de hoekhuizen" in texts(card)
    with evening.read() as tables:
        said = tables.update.newest()[MOULD]
    opened_at(card, f"correct_{said.id}")
    assert not [one for one in card.text_input if one.key == f"correct_decided_{said.id}"]


def test_a_decision_is_put_right_here_and_with_its_moment(evening: Store, visit: Visit) -> None:
    at = opened(visit, evening, moment=str(NEXT))
    at.session_state["agenda_block"] = 3
    opened_at(at, f"point_{MOULD}")
    box(at.text_input, "Wat besluiten jullie?").set_value("Eerst de hoekhuisen.")
    press(at, "Schrijf het besluit op")
    with evening.read() as tables:
        said = tables.update.newest()[MOULD]
    card = opened_at(opened(visit, evening, deel="afspraken", afspraak=str(MOULD)), f"correct_{said.id}")
    assert not [one for one in card.text_input if one.key == f"correct_value_{said.id}"]
    (words_now,) = [one for one in card.text_input if one.key == f"correct_decided_{said.id}"]
    assert words_now.value == "Eerst de hoekhuisen."
    words_now.set_value("Eerst de hoekhuizen.")
    press(card, "Bewaar de verbetering")
    assert "Besloten\\: Eerst de hoekhuizen" in texts(card)
    (line,) = moment(evening, NEXT).outcomes
    assert line.endswith("Eerst de hoekhuizen.")


def test_the_agenda_goes_on_the_screen_card_by_card(evening: Store, visit: Visit) -> None:
    at = opened(visit, evening, moment=str(NEXT), role=Role.FACILITATOR)
    press(at, "Open de regie")
    evening_id = moment(evening, NEXT).meeting_id or 0
    meeting.begin(evening, meeting_id=evening_id, now=NOW)
    at = visit("regie.py", d=evening.slug, role=Role.FACILITATOR, of=evening.slug)
    at.query_params["m"] = str(evening_id)
    at.run()
    card = box(at.selectbox, "Agenda van dit moment")
    assert card.options[:3] == ["1. Wat is gelukt?", "2. Wat is gelukt?", "3. Wie bedank je?"]
    card.select_index(4).run()
    press(at, "Agenda op scherm")
    assert "Op het scherm staat de agenda" in texts(at)
    with evening.read() as tables:
        assert (tables.meeting.get(evening_id).screen, tables.meeting.get(evening_id).sheet) == ("agenda", 5)
    at.button(key="sheet").click().run()
    with evening.read() as tables:
        assert tables.meeting.get(evening_id).sheet == 6
    assert box(at.selectbox, "Agenda van dit moment").value == 5


def test_how_it_was_is_written_down(evening: Store, visit: Visit) -> None:
    at = opened_at(opened(visit, evening, moment=str(NEXT)), f"held_{NEXT}")
    box(at.number_input, "Bewoners").set_value(12)
    for status in (AttendanceStatus.PRESENT, AttendanceStatus.AWAY):
        at.button_group(key=f"hold_{NEXT}_0_{status}").set_value([4])
    box(at.text_area, "Wat kwam eruit? Eén per regel").set_value("Meer koffie\nMinder schimmel")
    press(at, "Bewaar")
    assert "De Drie Molens staat op twee plekken" in texts(at)
    assert box(at.text_area, "Wat kwam eruit? Eén per regel").value == "Meer koffie\nMinder schimmel"
    at.button_group(key=f"hold_{NEXT}_0_{AttendanceStatus.AWAY}").set_value([])
    press(at, "Bewaar")
    one = moment(evening, NEXT)
    assert (one.status, one.residents) == (CheckInStatus.HELD, 12)
    assert one.outcomes == ("Meer koffie", "Minder schimmel")
    with evening.read() as tables:
        (there,) = tables.attendance.of(NEXT)
    assert (there.party_id, there.status) == (4, AttendanceStatus.PRESENT)


def test_what_is_typed_of_how_it_was_stays_when_somebody_else_writes_it_down(
    evening: Store, visit: Visit
) -> None:
    at = opened_at(opened(visit, evening, moment=str(NEXT)), f"held_{NEXT}")
    before = [one.label for one in at.expander]
    written = {4: AttendanceStatus.PRESENT}
    check_in.hold(
        evening, check_in_id=NEXT, today=THAT_DAY, outcomes=["Taart"], residents=12, attendance=written
    )
    at.run()
    assert [one.label for one in at.expander] == before  # another label would shut it, and empty its boxes
    assert "▲ Iemand anders veranderde dit net. Wat jij typte staat er nog." in texts(at)
    box(at.text_area, "Wat kwam eruit? Eén per regel").set_value("Meer koffie")
    box(at.number_input, "Mensen van organisaties").set_value(9)
    press(at, "Bewaar")
    one = moment(evening, NEXT)
    assert (one.outcomes, one.residents, one.organisations) == (("Taart", "Meer koffie"), 12, 9)
    with evening.read() as tables:
        assert [each.party_id for each in tables.attendance.of(NEXT)] == [4]
    assert box(at.number_input, "Bewoners").value == 12


def test_what_was_decided_on_paper_is_written_at_the_agenda_for_two_weeks(
    evening: Store, visit: Visit
) -> None:
    check_in.hold(evening, check_in_id=NEXT, today=dt.date(2027, 1, 14))
    for today, is_there in ((dt.date(2027, 1, 28), True), (dt.date(2027, 1, 29), False)):
        with evening.write() as tables:
            tables.dossier.update(reference_date=today)
        at = opened(visit, evening, moment=str(NEXT))
        assert ("Onderdeel van de avond" in [one.label for one in at.selectbox]) is is_there


def test_what_came_of_it_is_put_right_or_taken_away(evening: Store, visit: Visit) -> None:
    check_in_decision.decide(
        evening, check_in_id=NEXT, before=promise(evening), text="Hoekhuisen.", now=NOW, today=THAT_DAY
    )
    check_in.hold(evening, check_in_id=NEXT, today=THAT_DAY, outcomes=["Tart", "Bel Jan"])
    at = opened(visit, evening, moment=str(NEXT))
    decided, _, _ = moment(evening, NEXT).outcomes
    for line, better in ((decided, "Hoekhuizen."), ("Tart", "Taart")):
        opened_at(at, f"came_{NEXT}_0_{line}")
        box(at.text_input, "Hoe moet het zijn?").set_value(better)
        press(at, "Bewaar de verbetering")
    right = decided.replace("Hoekhuisen", "Hoekhuizen")
    assert moment(evening, NEXT).outcomes == (right, "Taart", "Bel Jan")
    for line in (right, "Bel Jan"):
        opened_at(at, f"came_{NEXT}_0_{line}")
        press(at, "Haal weg")
    assert moment(evening, NEXT).outcomes == ("Taart",)
    card = opened(visit, evening, deel="afspraken", afspraak=str(MOULD))
    assert "Toch niet besloten\\: Hoekhuizen" in texts(card)


def test_a_decision_is_found_under_decisions_also_when_its_moment_was_called_off(
    molenkwartier: Store, visit: Visit
) -> None:
    today = dt.date(2026, 11, 5)
    check_in_decision.decide(
        molenkwartier, check_in_id=NEXT, before=promise(molenkwartier), text="Hoek.", now=NOW, today=today
    )
    check_in.cancel(molenkwartier, check_in_id=NEXT, why="Griep")
    at = opened(visit, molenkwartier, deel="besluiten")
    at.button_group(key="log_kind").set_value(["Besluit"]).run()
    told = "(besloten op 5 november 2026; het moment zelf ging niet door)"
    assert told in texts(at).replace("\\", "")
    assert "Besluit · Kwartaalmoment 5 · 5 november 2026" in texts(at)
    assert told in texts(opened(visit, molenkwartier, moment=str(NEXT))).replace("\\", "")


def test_what_an_evening_decided_stands_with_its_moment(evening: Store, visit: Visit) -> None:
    at = opened(visit, evening, role=Role.FACILITATOR, moment=str(NEXT))
    press(at, "Open de regie")
    evening_id = moment(evening, NEXT).meeting_id or 0
    meeting.begin(evening, meeting_id=evening_id, now=NOW)
    check_in_decision.decide(
        evening, check_in_id=NEXT, before=promise(evening), text="Hoek.", now=NOW, today=THAT_DAY
    )
    meeting.close(evening, meeting_id=evening_id, now=NOW)
    for asked in ({"moment": str(NEXT)}, {}):
        assert "Hoek" in texts(opened(visit, evening, **asked))


def test_a_lesson_becomes_an_article(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier, moment=str(LAST), role=Role.FACILITATOR)
    press(at, "Schrijf deze les op")
    assert "Schrijf eerst in één zin op" in texts(at)
    box(at.text_input, "Eén regel over hoe jullie samenwerken").set_value("We bellen elkaar eerder.")
    press(at, "Schrijf deze les op")
    press(at, "Maak er een artikel van")
    with molenkwartier.read() as tables:
        (lesson,) = tables.lesson.all()
        assert lesson.clause_id is not None
        assert tables.clause.get(lesson.clause_id)


def test_a_lesson_is_put_right_or_taken_away(evening: Store, visit: Visit) -> None:
    one = check_in.learn(evening, text="Kortr.", on=THAT_DAY, check_in_id=NEXT)
    at = opened_at(opened(visit, evening, moment=str(NEXT)), f"learned_{one.id}")
    box(at.text_input, "Hoe moet het zijn?").set_value("Korter.")
    press(at, "Bewaar de verbetering")
    with evening.read() as tables:
        assert tables.lesson.get(one.id).text == "Korter."
    press(at, "Haal weg")
    with evening.read() as tables:
        assert tables.lesson.all() == []


def test_a_lesson_that_is_typed_stays_when_somebody_else_writes_one_down(
    evening: Store, visit: Visit
) -> None:
    at = opened(visit, evening, moment=str(NEXT))
    asked = "Eén regel over hoe jullie samenwerken"
    before = box(at.text_input, asked).proto.id
    check_in.learn(evening, text="Korter.", on=THAT_DAY, check_in_id=NEXT)
    at.run()
    assert "Korter" in texts(at)
    assert box(at.text_input, asked).proto.id == before  # the same box, with what is typed in it
    box(at.text_input, asked).set_value("Vaker.")
    press(at, "Schrijf deze les op")
    assert box(at.text_input, asked).value == ""


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

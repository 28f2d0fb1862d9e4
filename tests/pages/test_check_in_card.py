"""Step 6, one moment: its agenda for the room, what is decided there, and how it was."""

import datetime as dt

from pages._ui import decision as decided
from sok_core import check_in, check_in_decision, decision, meeting, notice, update
from sok_core.model import (
    AttendanceStatus,
    CheckInStatus,
    CommitmentStatus,
    DecisionKind,
    Role,
)
from sok_core.store import Store
from tests.evening import NOW
from tests.pages.conftest import THAT_DAY, Visit, open_part, press, texts
from tests.pages.exploration import box
from tests.pages.moments import LAST, MOULD, NEXT, moment, opened, opened_at, promise


def test_the_agenda_is_read_one_block_after_the_other(on_the_day: Store, visit: Visit) -> None:
    at = opened(visit, on_the_day, moment=str(NEXT))
    assert "Wat is gelukt?" in texts(at)
    assert "**Feit:**" not in texts(at)
    for _ in range(3):
        press(at, "Volgende")
    assert "Wat vraagt nu aandacht?" in texts(at)
    for asked in ("**Feit:**", "**Nodig:**", "**Hulp:**", "**Datum:**"):
        assert asked in texts(at)


def test_what_is_decided_goes_into_the_promise(on_the_day: Store, visit: Visit) -> None:
    at = opened(visit, on_the_day, moment=str(NEXT))
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
    assert promise(on_the_day).due == dt.date(2027, 3, 1)
    assert 3 in promise(on_the_day).helper_ids
    (said,) = moment(on_the_day, NEXT).outcomes
    assert "Eerst de hoekhuizen. (Gemeente helpt, nieuwe datum: 1 maart 2027)" in said
    card = opened(visit, on_the_day, deel="afspraken", afspraak=str(MOULD))
    assert "14 januari 2027 · kernteam" in texts(card)
    assert "Besloten\\: Eerst de hoekhuizen" in texts(card)
    assert "Volgende stap:] Eerst de hoekhuizen" not in texts(card)


def test_a_promise_stays_on_the_agenda_as_long_as_somebody_writes_about_it(
    on_the_day: Store, visit: Visit
) -> None:
    def on_the_page() -> list[str]:
        return [one.value for one in at.markdown if one.value.startswith("#### ")]

    at = opened(visit, on_the_day, moment=str(NEXT))
    at.session_state["agenda_block"] = 3
    at.run()
    before = on_the_page()
    opened_at(at, f"point_{MOULD}")
    about = {"commitment_id": MOULD, "reported_by": promise(on_the_day).owner_id, "date": THAT_DAY}
    update.report(on_the_day, status=CommitmentStatus.DONE, text="Klaar", now=NOW, today=THAT_DAY, **about)
    at.run()
    assert on_the_page() == before
    box(at.text_input, "Wat besluiten jullie?").set_value("Taart.")
    press(at, "Schrijf het besluit op")
    assert moment(on_the_day, NEXT).outcomes


def test_what_a_running_evening_decides_stands_on_the_card_of_its_moment(
    on_the_day: Store, visit: Visit
) -> None:
    press(opened(visit, on_the_day, role=Role.FACILITATOR, moment=str(NEXT)), "Open de regie")
    made = moment(on_the_day, NEXT).meeting_id or 0
    meeting.begin(on_the_day, meeting_id=made, now=NOW)
    assert "Wat is al besloten?" not in texts(opened(visit, on_the_day, moment=str(NEXT)))
    check_in_decision.decide(
        on_the_day,
        check_in_id=NEXT,
        before=promise(on_the_day),
        text="Eerst de hoekhuizen.",
        due=dt.date(2027, 6, 1),
        now=NOW,
        today=THAT_DAY,
    )
    decision.write_down(
        on_the_day, meeting_id=made, kind=DecisionKind.ACTION, text="Bel de aannemer", who="De Spil", now=NOW
    )
    card = texts(opened(visit, on_the_day, moment=str(NEXT)))
    regie = texts(open_part(visit("regie.py", d=on_the_day.slug), "Besluiten en acties"))
    with on_the_day.read() as tables:
        written = tables.decision.of(made)
    said = [decided.line(one) for one in written]
    assert "Wat is al besloten?" in card
    assert len(said) == 2
    assert all(one in card and one in regie for one in said)
    meeting.close(on_the_day, meeting_id=made, now=NOW)
    card = texts(opened(visit, on_the_day, moment=str(NEXT)))
    assert "Wat kwam eruit?" in card
    assert "Wat is al besloten?" not in card


def test_a_decision_that_is_taken_away_in_the_control_room_leaves_the_story(
    on_the_day: Store, visit: Visit
) -> None:
    at = opened(visit, on_the_day, role=Role.FACILITATOR, moment=str(NEXT))
    press(at, "Open de regie")
    meeting.begin(on_the_day, meeting_id=moment(on_the_day, NEXT).meeting_id or 0, now=NOW)
    before = promise(on_the_day)
    check_in_decision.decide(
        on_the_day, check_in_id=NEXT, before=before, text="Eerst de hoekhuizen.", now=NOW, today=THAT_DAY
    )
    room = open_part(visit("regie.py", d=on_the_day.slug), "Besluiten en acties")
    press(room, "Haal weg")
    assert "De datum en wie helpt, wijzig je daar." in texts(room)
    card = opened(visit, on_the_day, role=Role.FACILITATOR, deel="afspraken", afspraak=str(MOULD))
    assert "Toch niet besloten\\: Eerst de hoekhuizen" in texts(card)
    with on_the_day.read() as tables:
        said = tables.update.newest()[MOULD]
    opened_at(card, f"correct_{said.id}")
    assert not [one for one in card.text_input if one.key == f"correct_decided_{said.id}"]


def test_a_decision_is_put_right_here_and_with_its_moment(on_the_day: Store, visit: Visit) -> None:
    at = opened(visit, on_the_day, moment=str(NEXT))
    at.session_state["agenda_block"] = 3
    opened_at(at, f"point_{MOULD}")
    box(at.text_input, "Wat besluiten jullie?").set_value("Eerst de hoekhuisen.")
    press(at, "Schrijf het besluit op")
    with on_the_day.read() as tables:
        said = tables.update.newest()[MOULD]
    card = opened_at(opened(visit, on_the_day, deel="afspraken", afspraak=str(MOULD)), f"correct_{said.id}")
    assert not [one for one in card.text_input if one.key == f"correct_value_{said.id}"]
    (words_now,) = [one for one in card.text_input if one.key == f"correct_decided_{said.id}"]
    assert words_now.value == "Eerst de hoekhuisen."
    words_now.set_value("Eerst de hoekhuizen.")
    press(card, "Bewaar de verbetering")
    assert "Besloten\\: Eerst de hoekhuizen" in texts(card)
    (line,) = moment(on_the_day, NEXT).outcomes
    assert line.endswith("Eerst de hoekhuizen.")


def test_the_agenda_goes_on_the_screen_card_by_card(on_the_day: Store, visit: Visit) -> None:
    at = opened(visit, on_the_day, moment=str(NEXT), role=Role.FACILITATOR)
    press(at, "Open de regie")
    evening_id = moment(on_the_day, NEXT).meeting_id or 0
    meeting.begin(on_the_day, meeting_id=evening_id, now=NOW)
    at = visit("regie.py", d=on_the_day.slug, role=Role.FACILITATOR, of=on_the_day.slug)
    at.query_params["m"] = str(evening_id)
    at.run()
    card = box(at.selectbox, "Agenda van dit moment")
    assert card.options[:3] == ["1. Wat is gelukt?", "2. Wat is gelukt?", "3. Wie bedank je?"]
    card.select_index(4).run()
    press(at, "Agenda op scherm")
    assert "Op het scherm staat de agenda" in texts(at)
    with on_the_day.read() as tables:
        assert (tables.meeting.get(evening_id).screen, tables.meeting.get(evening_id).sheet) == ("agenda", 5)
    at.button(key="sheet").click().run()
    with on_the_day.read() as tables:
        assert tables.meeting.get(evening_id).sheet == 6
    assert box(at.selectbox, "Agenda van dit moment").value == 5


def test_how_it_was_is_written_down(on_the_day: Store, visit: Visit) -> None:
    at = opened_at(opened(visit, on_the_day, moment=str(NEXT)), f"held_{NEXT}")
    box(at.number_input, "Bewoners").set_value(12)
    for status in (AttendanceStatus.PRESENT, AttendanceStatus.AWAY):
        at.button_group(key=f"hold_{NEXT}_0_{status}").set_value([4])
    box(at.text_area, "Wat kwam eruit? Eén per regel").set_value("Meer koffie\nMinder schimmel")
    press(at, "Bewaar")
    assert "De Drie Molens staat op twee plekken" in texts(at)
    assert box(at.text_area, "Wat kwam eruit? Eén per regel").value == "Meer koffie\nMinder schimmel"
    at.button_group(key=f"hold_{NEXT}_0_{AttendanceStatus.AWAY}").set_value([])
    press(at, "Bewaar")
    one = moment(on_the_day, NEXT)
    assert (one.status, one.residents) == (CheckInStatus.HELD, 12)
    assert one.outcomes == ("Meer koffie", "Minder schimmel")
    with on_the_day.read() as tables:
        (there,) = tables.attendance.of(NEXT)
    assert (there.party_id, there.status) == (4, AttendanceStatus.PRESENT)


def test_what_is_typed_of_how_it_was_stays_when_somebody_else_writes_it_down(
    on_the_day: Store, visit: Visit
) -> None:
    at = opened_at(opened(visit, on_the_day, moment=str(NEXT)), f"held_{NEXT}")
    before = [one.label for one in at.expander]
    written = {4: AttendanceStatus.PRESENT}
    check_in.hold(
        on_the_day, check_in_id=NEXT, today=THAT_DAY, outcomes=["Taart"], residents=12, attendance=written
    )
    at.run()
    assert [one.label for one in at.expander] == before  # another label would shut it, and empty its boxes
    assert "▲ Iemand anders veranderde dit net. Wat jij typte staat er nog." in texts(at)
    box(at.text_area, "Wat kwam eruit? Eén per regel").set_value("Meer koffie")
    box(at.number_input, "Mensen van organisaties").set_value(9)
    press(at, "Bewaar")
    one = moment(on_the_day, NEXT)
    assert (one.outcomes, one.residents, one.organisations) == (("Taart", "Meer koffie"), 12, 9)
    with on_the_day.read() as tables:
        assert [each.party_id for each in tables.attendance.of(NEXT)] == [4]
    assert box(at.number_input, "Bewoners").value == 12


def test_what_was_decided_on_paper_is_written_at_the_agenda_for_two_weeks(
    on_the_day: Store, visit: Visit
) -> None:
    check_in.hold(on_the_day, check_in_id=NEXT, today=dt.date(2027, 1, 14))
    for today, is_there in ((dt.date(2027, 1, 28), True), (dt.date(2027, 1, 29), False)):
        with on_the_day.write() as tables:
            tables.dossier.update(reference_date=today)
        at = opened(visit, on_the_day, moment=str(NEXT))
        assert ("Onderdeel van de avond" in [one.label for one in at.selectbox]) is is_there


def test_what_came_of_it_is_put_right_or_taken_away(on_the_day: Store, visit: Visit) -> None:
    check_in_decision.decide(
        on_the_day, check_in_id=NEXT, before=promise(on_the_day), text="Hoekhuisen.", now=NOW, today=THAT_DAY
    )
    check_in.hold(on_the_day, check_in_id=NEXT, today=THAT_DAY, outcomes=["Tart", "Bel Jan"])
    at = opened(visit, on_the_day, moment=str(NEXT))
    decided, _, _ = moment(on_the_day, NEXT).outcomes
    for line, better in ((decided, "Hoekhuizen."), ("Tart", "Taart")):
        opened_at(at, f"came_{NEXT}_0_{line}")
        box(at.text_input, "Hoe moet het zijn?").set_value(better)
        press(at, "Bewaar de verbetering")
    right = decided.replace("Hoekhuisen", "Hoekhuizen")
    assert moment(on_the_day, NEXT).outcomes == (right, "Taart", "Bel Jan")
    for line in (right, "Bel Jan"):
        opened_at(at, f"came_{NEXT}_0_{line}")
        press(at, "Haal weg")
    assert moment(on_the_day, NEXT).outcomes == ("Taart",)
    card = opened(visit, on_the_day, deel="afspraken", afspraak=str(MOULD))
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


def test_what_an_evening_decided_stands_with_its_moment(on_the_day: Store, visit: Visit) -> None:
    at = opened(visit, on_the_day, role=Role.FACILITATOR, moment=str(NEXT))
    press(at, "Open de regie")
    evening_id = moment(on_the_day, NEXT).meeting_id or 0
    meeting.begin(on_the_day, meeting_id=evening_id, now=NOW)
    check_in_decision.decide(
        on_the_day, check_in_id=NEXT, before=promise(on_the_day), text="Hoek.", now=NOW, today=THAT_DAY
    )
    meeting.close(on_the_day, meeting_id=evening_id, now=NOW)
    for asked in ({"moment": str(NEXT)}, {}):
        assert "Hoek" in texts(opened(visit, on_the_day, **asked))


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


def test_a_lesson_is_put_right_or_taken_away(on_the_day: Store, visit: Visit) -> None:
    one = check_in.learn(on_the_day, text="Kortr.", on=THAT_DAY, check_in_id=NEXT)
    at = opened_at(opened(visit, on_the_day, moment=str(NEXT)), f"learned_{one.id}")
    box(at.text_input, "Hoe moet het zijn?").set_value("Korter.")
    press(at, "Bewaar de verbetering")
    with on_the_day.read() as tables:
        assert tables.lesson.get(one.id).text == "Korter."
    press(at, "Haal weg")
    with on_the_day.read() as tables:
        assert tables.lesson.all() == []


def test_a_lesson_that_is_typed_stays_when_somebody_else_writes_one_down(
    on_the_day: Store, visit: Visit
) -> None:
    at = opened(visit, on_the_day, moment=str(NEXT))
    asked = "Eén regel over hoe jullie samenwerken"
    before = box(at.text_input, asked).proto.id
    check_in.learn(on_the_day, text="Korter.", on=THAT_DAY, check_in_id=NEXT)
    at.run()
    assert "Korter" in texts(at)
    assert box(at.text_input, asked).proto.id == before  # the same box, with what is typed in it
    box(at.text_input, asked).set_value("Vaker.")
    press(at, "Schrijf deze les op")
    assert box(at.text_input, asked).value == ""


def test_who_stopped_is_no_choice_for_help(molenkwartier: Store, visit: Visit) -> None:
    about = promise(molenkwartier)
    with molenkwartier.write() as tables:
        names = {one.id: one.short_name for one in tables.party.all()}
        given = next(
            one
            for one in tables.signature.all()
            if one.party_id not in (about.owner_id, *about.helper_ids) and one.is_open_ended
        )
        tables.dossier.update(reference_date=moment(molenkwartier, NEXT).date)
        today = tables.dossier.today()

    def choices() -> list[bool]:
        at = opened(visit, molenkwartier, moment=str(NEXT))
        at.session_state["agenda_block"] = 3
        helps = box(opened_at(at, f"point_{MOULD}").selectbox, "Wie helpt?")
        at = opened(visit, molenkwartier, deel="bijwerken", partij=str(about.owner_id))
        asked = box(opened_at(at, f"tell_{MOULD}").selectbox, "Van wie willen jullie hulp?")
        return [names[given.party_id] in one.options for one in (helps, asked)]

    assert choices() == [True, True]
    notice.give(molenkwartier, signature_id=given.id, on=today, why="Weg")
    assert choices() == [False, False]

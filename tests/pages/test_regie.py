"""The control room: planning, running and closing an evening by its buttons."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import decision, meeting, note
from sok_core.clock import now
from sok_core.model import DecisionKind, DecisionStatus, Meeting, MeetingStatus, Phase, Role, ScreenView, Step
from sok_core.store import Store
from sok_core.web import running
from tests.pages.conftest import Visit, open_part, press, texts


def meeting_of(store: Store, meeting_id: int) -> Meeting:
    with store.read() as tables:
        return tables.meeting.get(meeting_id)


def regie(visit: Visit, store: Store) -> AppTest:
    return visit("regie.py", d=store.slug)


def test_the_control_room_asks_for_a_meeting_when_none_goes_on(
    visit: Visit, store: Store, planned: Meeting
) -> None:
    at = regie(visit, store)
    assert at.title[0].value == "Regie"
    assert planned.title.removesuffix("?") in texts(at)


def test_a_plan_is_made_with_the_questions_of_its_step(visit: Visit, store: Store) -> None:
    at = visit("regie.py", d=store.slug)
    at.selectbox[0].set_value(Step.ROLES).run()
    press(at, "Bewaar het plan")
    with store.read() as tables:
        (made,) = tables.meeting.all()
        assert made.step is Step.ROLES
        assert len(tables.prompt.of(made.id)) >= 3
        assert tables.agenda.of(made.id)


def test_a_plan_without_a_title_is_refused_and_keeps_what_was_typed(visit: Visit, store: Store) -> None:
    at = visit("regie.py", d=store.slug)
    at.selectbox[0].set_value(Step.ROLES).run()
    at.text_input[0].set_value(" ")
    at.text_input[1].set_value("In het buurthuis")
    press(at, "Bewaar het plan")
    assert "Geef de bijeenkomst eerst een titel." in texts(at)
    assert at.text_input[1].value == "In het buurthuis"


def test_an_evening_begins_with_one_button(visit: Visit, store: Store, planned: Meeting) -> None:
    at = regie(visit, store)
    press(at, "Open")
    press(at, "Begin de avond")
    assert meeting_of(store, planned.id).status is MeetingStatus.RUNNING


def test_the_first_question_opens_for_writing(visit: Visit, store: Store, begun: Meeting) -> None:
    press(regie(visit, store), "Eerste vraag")
    with store.read() as tables:
        situation = tables.situation(begun.id)
    assert situation.prompt is not None
    assert (situation.prompt.position, situation.phase) == (1, Phase.OPEN)
    assert situation.meeting.screen is ScreenView.QUESTION


def test_a_pause_goes_on_and_off(visit: Visit, store: Store, begun: Meeting) -> None:
    at = press(regie(visit, store), "Eerste vraag")
    press(at, "Pauze op scherm")
    assert meeting_of(store, begun.id).screen is ScreenView.PAUSE
    press(at, "Vraag op scherm")
    assert meeting_of(store, begun.id).screen is ScreenView.QUESTION


def test_a_paper_note_gets_a_number(visit: Visit, store: Store, begun: Meeting) -> None:
    at = press(regie(visit, store), "Eerste vraag")
    at.chat_input(key="paper_text").set_value("minder brieven").run()
    assert "Schrijf nummer 1 op het papier." in at.success[0].value
    with store.read() as tables:
        assert [note.text for note in tables.note.of(begun.id)] == ["minder brieven"]


def test_a_paper_note_that_is_too_long_says_so(visit: Visit, store: Store, begun: Meeting) -> None:
    at = press(regie(visit, store), "Eerste vraag")
    at.chat_input(key="paper_text").set_value("x" * 281).run()
    assert "Je briefje is te lang: 281 tekens." in texts(at)
    with store.read() as tables:
        assert tables.note.of(begun.id) == []


def test_a_phone_number_on_paper_asks_first(visit: Visit, store: Store, begun: Meeting) -> None:
    at = press(regie(visit, store), "Eerste vraag")
    at.chat_input(key="paper_text").set_value("bel 06-12345678").run()
    assert "Er lijkt een telefoonnummer in te staan." in texts(at)
    with store.read() as tables:
        assert tables.note.of(begun.id) == []
    at.chat_input(key="paper_text").set_value("bel 06-12345678").run()
    with store.read() as tables:
        assert [note.text for note in tables.note.of(begun.id)] == ["bel 06-12345678"]


def test_one_click_hides_a_note_with_its_reason(visit: Visit, store: Store, begun: Meeting) -> None:
    at = press(regie(visit, store), "Eerste vraag")
    at.chat_input(key="paper_text").set_value("Henk is een boef").run()
    press(at.run(), "Verberg")
    with store.read() as tables:
        (note,) = tables.note.of(begun.id)
    assert note.is_hidden
    assert note.hidden_reason == "zonder reden"


def test_a_decision_is_written_down_while_the_evening_goes_on(
    visit: Visit, store: Store, begun: Meeting
) -> None:
    at = regie(visit, store)
    at.text_input(key="decision_text_0").set_value("We beginnen met het plein")
    press(at, "Schrijf op")
    assert at.text_input(key="decision_text_1").value == ""
    with store.read() as tables:
        (decision,) = tables.decision.of(begun.id)
    assert (decision.kind, decision.text) == (DecisionKind.DECISION, "We beginnen met het plein")


def test_an_empty_decision_is_refused(visit: Visit, store: Store, begun: Meeting) -> None:
    at = press(regie(visit, store), "Schrijf op")
    assert "Er staat nog niets." in texts(at)
    with store.read() as tables:
        assert tables.decision.of(begun.id) == []


def test_people_are_counted_without_names(visit: Visit, store: Store, begun: Meeting) -> None:
    at = open_part(regie(visit, store), "Wie zijn er")
    boxes = {box.label: box for box in at.number_input}
    boxes["Bewoners"].set_value(24)
    boxes["Organisaties"].set_value(9)
    press(at, "Bewaar wie er zijn")
    counted = meeting_of(store, begun.id)
    assert (counted.residents, counted.organisations) == (24, 9)


def test_a_party_that_comes_in_is_added_and_ticked(visit: Visit, store: Store, begun: Meeting) -> None:
    at = open_part(regie(visit, store), "Wie zijn er")
    at.text_input(key="newcomer_0_name").set_value("Woonbron")
    press(at, "Zet erbij")
    with store.read() as tables:
        (made,) = tables.party.all()
        assert tables.meeting.parties_present(begun.id) == [made.id]
    assert made.name == "Woonbron"


def test_older_meetings_stand_behind_more(visit: Visit, store: Store) -> None:
    for number in range(5):
        another(store, f"Avond {number}", begin=False)
    at = regie(visit, store)
    assert [one.label for one in at.expander] == ["Meer bijeenkomsten"]
    assert len([button for button in at.expander[0].button if button.label == "Open"]) == 2


def test_a_hidden_note_gets_its_reason_afterwards(visit: Visit, store: Store, begun: Meeting) -> None:
    at = press(regie(visit, store), "Eerste vraag")
    at.chat_input(key="paper_text").set_value("Henk is een boef").run()
    at = press(at.run(), "Verberg")
    (why,) = [group for group in at.button_group if group.label.startswith("Waarom is briefje")]
    why.set_value("naam of privé").run()
    with store.read() as tables:
        (note,) = tables.note.of(begun.id)
    assert (note.is_hidden, note.hidden_reason) == (True, "naam of privé")


def test_an_action_of_an_earlier_evening_is_settled(visit: Visit, store: Store, begun: Meeting) -> None:
    decision.write_down(
        store, meeting_id=begun.id, kind=DecisionKind.ACTION, text="De gemeente bellen", who="Ria", now=now()
    )
    meeting.close(store, meeting_id=begun.id, now=now())
    later = another(store, "Wie doet wat?")
    at = press(regie(visit, store), "Gedaan")
    assert "Nog open van een vorige keer" not in texts(at)
    with store.read() as tables:
        (action,) = tables.decision.of(begun.id)
        assert tables.decision.of(later.id) == []
    assert action.status is DecisionStatus.DONE


def test_what_is_settled_can_be_opened_again(visit: Visit, store: Store, begun: Meeting) -> None:
    decision.write_down(store, meeting_id=begun.id, kind=DecisionKind.PARKED, text="Het plein", now=now())
    at = press(regie(visit, store), "Besproken")
    press(at, "Toch nog open")
    with store.read() as tables:
        (parked,) = tables.decision.of(begun.id)
    assert parked.status is DecisionStatus.OPEN


def another(store: Store, title: str, *, begin: bool = True) -> Meeting:
    """Plan one more meeting, and let it begin."""
    house = running.current().house
    one = meeting.plan(store, house, step=Step.ROLES, title=title, date=dt.date(2026, 12, 3))
    if begin:
        meeting.begin(store, meeting_id=one.id, now=now())
    return meeting_of(store, one.id)


def test_a_second_evening_begins_when_the_first_is_closed(visit: Visit, store: Store, begun: Meeting) -> None:
    later = another(store, "Wie doet wat?", begin=False)
    at = regie(visit, store)
    at.query_params["m"] = str(later.id)
    at = press(at.run(), "Begin de avond")
    assert "loopt nog" in texts(at)
    assert meeting_of(store, later.id).status is MeetingStatus.PLANNED
    press(at, f"Sluit ‘{begun.title}’ en begin")
    assert meeting_of(store, begun.id).status is MeetingStatus.CLOSED
    assert meeting_of(store, later.id).status is MeetingStatus.RUNNING


def test_a_second_evening_can_wait(visit: Visit, store: Store, begun: Meeting) -> None:
    later = another(store, "Wie doet wat?", begin=False)
    at = regie(visit, store)
    at.query_params["m"] = str(later.id)
    at = press(press(at.run(), "Begin de avond"), "Toch niet")
    assert "loopt nog" not in texts(at)
    assert meeting_of(store, begun.id).status is MeetingStatus.RUNNING


def test_two_evenings_at_once_are_told_and_ended(visit: Visit, store: Store, begun: Meeting) -> None:
    """Another program began a second one: it has the screen, and the first can be closed from there."""
    later = another(store, "Wie doet wat?")
    at = regie(visit, store)
    assert at.title[0].value == "Wie doet wat?"
    press(at, f"Sluit ‘{begun.title}’")
    assert meeting_of(store, begun.id).status is MeetingStatus.CLOSED
    assert meeting_of(store, later.id).status is MeetingStatus.RUNNING


def test_the_next_plan_follows_the_last_meeting(visit: Visit, store: Store, begun: Meeting) -> None:
    """The next step, four weeks on, in the same place; what waits once, with who and when."""
    decision.write_down(
        store,
        meeting_id=begun.id,
        kind=DecisionKind.ACTION,
        text="De gemeente bellen.",
        who="Ria",
        due=dt.date(2026, 12, 1),
        now=now(),
    )
    meeting.close(store, meeting_id=begun.id, now=now())
    at = press(regie(visit, store), "Open")
    at = press(press(at, "Plan de volgende"), "Bewaar het plan")
    with store.read() as tables:
        (coming,) = [m for m in tables.meeting.all() if m.status is MeetingStatus.PLANNED]
        titles = [block.title for block in tables.agenda.of(coming.id)]
    assert (coming.step, coming.place, coming.date) == (Step.ROLES, "De Spil", dt.date(2026, 12, 24))
    assert "Terugkijken: De gemeente bellen (Ria, voor dinsdag 1 december)" in titles


def test_closing_asks_once(visit: Visit, store: Store, begun: Meeting) -> None:
    at = press(open_part(regie(visit, store), "Afsluiten"), "Sluit de avond")
    assert meeting_of(store, begun.id).status is MeetingStatus.RUNNING
    press(at, "Ja, sluit de avond")
    assert meeting_of(store, begun.id).status is MeetingStatus.CLOSED


def test_what_was_parked_opens_the_plan_of_the_next(visit: Visit, store: Store, begun: Meeting) -> None:
    decision.write_down(store, meeting_id=begun.id, kind=DecisionKind.PARKED, text="De speeltuin", now=now())
    meeting.close(store, meeting_id=begun.id, now=now())
    at = press(regie(visit, store), "Open")
    press(at, "Plan de volgende")
    press(at, "Bewaar het plan")
    with store.read() as tables:
        (coming,) = [m for m in tables.meeting.all() if m.status is MeetingStatus.PLANNED]
        titles = [block.title for block in tables.agenda.of(coming.id)]
    assert "Geparkeerd: De speeltuin" in titles


def test_the_screen_names_the_neighbourhood_when_nothing_is_planned(visit: Visit, store: Store) -> None:
    at = visit("scherm.py", d=store.slug, role=Role.SCREEN, of=store.slug)
    assert at.title[0].value == "De Spil"
    assert "Er is nog geen bijeenkomst." in texts(at)


def test_the_screen_shows_the_meeting_that_goes_on(visit: Visit, store: Store, begun: Meeting) -> None:
    at = visit("scherm.py", d=store.slug, role=Role.SCREEN, of=store.slug)
    (board,) = [block for block in at.get("bidi_component") if block.proto.component_name == "sok_board"]
    assert begun.code in board.proto.json


@pytest.mark.parametrize("role", [Role.CORE_TEAM, Role.SCREEN])
def test_the_control_room_is_for_the_facilitator_only(visit: Visit, store: Store, role: Role) -> None:
    at = visit("regie.py", d=store.slug, role=role, of=store.slug)
    assert at.title[0].value == "Hier kun je niet in"


def test_a_question_is_translated_in_the_plan(visit: Visit, store: Store, begun: Meeting) -> None:
    at = open_part(regie(visit, store), "Plan")
    boxes = [box for box in at.text_input if box.label == "Türkçe"]
    assert len(boxes) == 2
    boxes[0].set_value("Sizin için ne önemli?")
    press(at, "Bewaar de vragen")
    with store.read() as tables:
        first, second = tables.prompt.of(begun.id)
    assert (first.translations, second.translations) == ((("tr", "Sizin için ne önemli?"),), ())
    assert first.text == "Wat telt voor jou?"
    (box,) = [box for box in at.text_input if box.value == "Wat telt voor jou?"]
    box.set_value("Wat telt voor jullie?")
    press(at, "Bewaar de vragen")
    assert "Kijk of de vertalingen van vraag 1 nog kloppen." in texts(at)
    with store.read() as tables:
        assert tables.prompt.get(first.id).translations == first.translations


def test_a_translation_that_is_too_long_is_refused(visit: Visit, store: Store, begun: Meeting) -> None:
    at = open_part(regie(visit, store), "Plan")
    next(box for box in at.text_input if box.label == "العربية").set_value("x" * 201)
    press(at, "Bewaar de vragen")
    assert "te lang voor het scherm" in texts(at)
    assert "x" * 201 in [box.value for box in at.text_input]
    with store.read() as tables:
        assert tables.prompt.of(begun.id)[0].translations == ()


def test_a_note_is_translated_under_its_own_words(visit: Visit, store: Store, begun: Meeting) -> None:
    with store.read() as tables:
        prompt = tables.prompt.of(begun.id)[0]
    note.post_from_paper(store, prompt_id=prompt.id, text="Daha çok yeşil", now=now())
    at = open_part(regie(visit, store), "Alle briefjes")
    (box,) = [box for box in at.text_area if box.label == "Briefje 1 in het Nederlands"]
    box.set_value("Meer groen\n\nin de straat")
    press(at, "Bewaar de vertaling")
    with store.read() as tables:
        (kept,) = tables.note.of(begun.id)
    assert (kept.text, kept.translation) == ("Daha çok yeşil", "Meer groen\n\nin de straat")
    assert "Daha çok yeşil  \n:gray[Meer groen in de straat]" in texts(at)
    (box,) = [box for box in at.text_area if box.label == "Briefje 1 in het Nederlands"]
    box.set_value("")
    press(at, "Bewaar de vertaling")
    with store.read() as tables:
        assert tables.note.of(begun.id)[0].translation == ""

"""Talks on the page of the first step."""

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import conversation, party, words
from sok_core.model import Conversation, PartyStatus, Reader, Role, TalkResult
from sok_core.store import Store
from tests.pages.conftest import press, texts
from tests.pages.exploration import TALK, Open, box, parties, talks


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CORE_TEAM])
def test_a_talk_is_written_down_in_one_form(page: Open, store: Store, role: Role) -> None:
    party.write_down_all(store, [{"name": "De Spil"}, {"name": "School"}])
    at = page("gesprekken", role=role)
    box(at.selectbox, "Met welke partij?").set_value("De Spil")
    box(at.text_area, "Waar hebben ze zorgen over?").set_value("De huur")
    box(at.multiselect, "Wie noemden ze?").set_value(["School"])
    at = press(at, "Bewaar het gesprek")
    (held,) = talks(store)
    assert (held.held_by, held.worries, held.reader) == (words.ROLES[role], "De huur", Reader.FACILITATOR)
    assert held.named_parties == (parties(store)["School"].id,)
    assert parties(store)["De Spil"].status is PartyStatus.SPOKEN
    assert "Het gesprek met De Spil is bewaard." in texts(at)
    assert ("De huur" in texts(at)) == (role is Role.FACILITATOR)


def test_a_refused_talk_costs_nothing_that_was_typed(page: Open, store: Store) -> None:
    party.write_down(store, name="De Spil")
    at = page("gesprekken")
    box(at.text_area, "Waar hebben ze zorgen over?").set_value("De huur")
    at = press(at, "Bewaar het gesprek")
    assert "Kies eerst met wie het gesprek was." in texts(at)
    assert box(at.text_area, "Waar hebben ze zorgen over?").value == "De huur"
    assert talks(store) == []


def test_one_click_opens_the_form_for_who_is_next(page: Open, store: Store) -> None:
    late = party.write_down(store, name="Kerk", caller="voorzitter", call_by="2020-01-02")
    at = page("gesprekken", met=late.id)
    assert box(at.selectbox, "Met welke partij?").value == "Kerk"
    assert ":red-badge[te laat] :gray[voorzitter gaat erheen · uiterlijk donderdag 2 januari 2020]" in texts(
        at
    )


def test_a_name_that_fell_becomes_a_party_with_a_line_in_one_click(page: Open, store: Store) -> None:
    spil = party.write_down(store, name="De Spil")
    conversation.hold(store, party_id=spil.id, worries="Geld", named=["Kerk"], **TALK)
    at = page("gesprekken")
    assert "**Kerk** :gray[genoemd door De Spil]" in texts(at)
    at = press(at, "Maak partij")
    assert parties(store)["Kerk"].status is PartyStatus.TO_APPROACH
    with store.read() as tables:
        assert len(tables.relation.of(spil.id)) == 1
    assert "genoemd door De Spil" not in texts(at)


def test_a_line_to_a_party_that_was_named_is_one_click(page: Open, store: Store) -> None:
    spil, _ = party.write_down_all(store, [{"name": "De Spil"}, {"name": "School"}])
    conversation.hold(store, party_id=spil.id, worries="Geld", named=["School"], **TALK)
    at = page("gesprekken", role=Role.CORE_TEAM)
    assert "Teken de lijn" not in [one.label for one in at.button]  # not his to read
    at = page("gesprekken")
    assert "De Spil noemde School" in texts(at)
    at = press(at, "Teken de lijn")
    with store.read() as tables:
        assert len(tables.relation.all()) == 1
    assert "De Spil noemde School" not in texts(at)


def opened(page: Open, store: Store) -> tuple[AppTest, Conversation]:
    held = conversation.hold(store, with_whom="De Spil", worries="Geld", **TALK)
    return press(page("gesprekken"), "Wijzig"), held


def save(at: AppTest, held: Conversation) -> AppTest:
    return at.button(key=f"save_change_talk_{held.id}").click().run()


def test_a_talk_says_what_another_changed_and_keeps_what_was_typed(page: Open, store: Store) -> None:
    at, held = opened(page, store)
    conversation.change(store, conversation_id=held.id, worries="Geld en tijd")
    at.text_area(key=f"change_talk_{held.id}_worries").set_value("De huur")
    at.text_area(key=f"change_talk_{held.id}_matters").set_value("Elkaar kennen")
    at = save(at, held)
    assert "Iemand anders veranderde dit net. Zorgen is nu\\: Geld en tijd." in texts(at)
    assert "‘Zorgen’ van dit gesprek. Daar staat nu: Geld en tijd. Wat jij typte staat er nog." in texts(at)
    assert at.text_area(key=f"change_talk_{held.id}_worries").value == "De huur"
    assert [one.worries for one in talks(store)] == ["Geld en tijd"]
    save(at, held)
    assert [(one.worries, one.what_matters) for one in talks(store)] == [("De huur", "Elkaar kennen")]


def test_a_talk_takes_over_what_another_changed_and_loses_nothing_else(page: Open, store: Store) -> None:
    at, held = opened(page, store)
    party.write_down(store, name="School")
    conversation.change(store, conversation_id=held.id, named=["School", "Kerk"], result="niet_gelukt")
    at = press(at.run(), "Neem dat over")
    assert at.multiselect(key=f"change_talk_{held.id}_named").value == ["School", "Kerk"]
    assert "Iemand anders" not in texts(at)
    at.text_area(key=f"change_talk_{held.id}_worries").set_value("De huur")
    save(at, held)
    (now,) = talks(store)
    assert (now.worries, now.named_unlisted, now.result) == ("De huur", ("Kerk",), TalkResult.FAILED)
    assert now.named_parties == (parties(store)["School"].id,)


def test_who_changes_a_talk_leaves_what_others_changed_alone(page: Open, store: Store) -> None:
    at, held = opened(page, store)
    conversation.change(store, conversation_id=held.id, worries="De huur", named=["Kerk"])
    at.text_input(key=f"change_talk_{held.id}_step").set_value("Bel de school")
    assert not save(at, held).warning
    (now,) = talks(store)
    assert (now.worries, now.next_step, now.named_unlisted) == ("De huur", "Bel de school", ("Kerk",))


def test_talks_are_searched_changed_and_removed(page: Open, store: Store) -> None:
    for name, worries in (("De Spil", "Geld"), ("School", "Tocht")):
        conversation.hold(store, with_whom=name, worries=worries, **TALK)
    at = page("gesprekken")
    at.text_input(key="talk_search").set_value("tocht").run()
    assert "Eén gesprek gevonden." in texts(at)
    assert "**Zorgen** Geld" not in texts(at)
    at = press(at, "Wijzig")
    (one,) = [talk for talk in talks(store) if talk.worries == "Tocht"]
    at.text_area(key=f"change_talk_{one.id}_worries").set_value("Tocht en schimmel")
    at.button(key=f"save_change_talk_{one.id}").click().run()
    assert "**Zorgen** Tocht en schimmel" in texts(at)
    assert "Het gesprek met School van donderdag 5 november is dan weg." in texts(at)
    press(at, "Verwijder het gesprek")
    assert [talk.worries for talk in talks(store)] == ["Geld"]

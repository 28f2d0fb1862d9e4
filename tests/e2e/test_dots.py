"""Dots on a phone: what it offers when the time is up, and what it keeps when there is no Wi-Fi."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Locator, expect

from sok_core import meeting, theme, vote
from sok_core.clock import now
from sok_core.model import Ballot, Phase
from tests.e2e.pages.hall import Hall
from tests.e2e.pages.phone import Phone
from tests.e2e.pages.place import place_of
from tests.evening import NOW, Evening


@pytest.fixture
def ballot(evening: Evening) -> Evening:
    """Two themes, and a vote that goes on."""
    evening.ask()
    for text in ("Een bank", "Samen eten"):
        evening.post(text, device="Henk")
    for title, number in (("Buiten", 1), ("Samen", 2)):
        theme.begin(evening.store, meeting_id=evening.id, numbers=[number], title=title, hand="Ria", now=NOW)
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.VOTE, now=NOW)
    return evening


def dot(phone: Phone, what: str, number: int) -> Locator:
    return phone.page.get_by_role("button", name=f"Stip {what} bij {number}", exact=True)


def test_a_phone_offers_no_dot_when_the_time_is_up_until_there_is_more(hall: Hall, ballot: Evening) -> None:
    phone = hall.phone(ballot.code)
    with phone.page.expect_response("**/votes"):
        dot(phone, "erbij", 1).click()
    expect(dot(phone, "weg", 1)).to_be_enabled()
    past = now() - dt.timedelta(hours=1)
    meeting.set_timer(ballot.store, meeting_id=ballot.id, minutes=1, now=past, locks=True)
    expect(phone.page.get_by_role("heading", name="De tijd is om")).to_be_visible()
    for what in ("erbij", "weg"):
        expect(dot(phone, what, 1)).to_be_disabled()
    meeting.extend_timer(ballot.store, meeting_id=ballot.id, minutes=5, now=now())
    expect(phone.page.get_by_text("Je hebt nog 4 stippen.")).to_be_visible()
    dot(phone, "erbij", 1).click()
    expect(phone.page.get_by_text("Je hebt nog 3 stippen.")).to_be_visible()


OFFLINE = "Geen wifi. Je stip staat op deze telefoon. We sturen hem vanzelf."


def lie(ballot: Evening) -> dict[str, int]:
    with ballot.store.read() as tables:
        votes = tables.vote.of_prompt(ballot.prompts[0].id)
    return {f"{one.target}-{one.target_id}": one.dots for one in votes}


def test_dots_wait_on_the_phone_until_there_is_wifi(hall: Hall, ballot: Evening) -> None:
    phone = hall.phone(ballot.code)
    dot(phone, "erbij", 1).click()
    expect(phone.page.get_by_text("Je hebt nog 4 stippen.")).to_be_visible()
    phone.page.context.set_offline(True)
    for what, number in (("erbij", 1), ("erbij", 2), ("weg", 1), ("erbij", 2)):
        dot(phone, what, number).click()
    expect(phone.message).to_have_text(OFFLINE)
    expect(phone.page.get_by_text("Je hebt nog 2 stippen.")).to_be_visible()
    expect(dot(phone, "erbij", 2)).to_be_focused()
    phone.page.context.set_offline(False)
    expect(phone.message).to_be_hidden()
    expect(phone.page.get_by_text("Je hebt nog 2 stippen.")).to_be_visible()
    assert lie(ballot) == {"thema-1": 1, "thema-2": 2}


def test_a_dot_that_waits_survives_a_closed_tab_and_counts_once(hall: Hall, ballot: Evening) -> None:
    phone = hall.phone(ballot.code)
    expect(dot(phone, "erbij", 2)).to_be_visible()
    phone.page.route("**/votes", lambda route: (route.fetch(), route.abort()))  # it came, the answer did not
    dot(phone, "erbij", 2).click()
    expect(phone.message).to_have_text(OFFLINE)
    context, address = phone.page.context, phone.page.url
    phone.page.close()
    again = Phone(context.new_page())
    with again.page.expect_response("**/votes") as answered:
        again.page.goto(address)
    assert answered.value.status == 200
    expect(again.page.get_by_text("Je hebt nog 4 stippen.")).to_be_visible()
    assert lie(ballot) == {"thema-2": 1}


def test_a_dot_that_comes_too_late_is_told_and_sent_no_more(hall: Hall, ballot: Evening) -> None:
    phone = hall.phone(ballot.code)
    expect(dot(phone, "erbij", 1)).to_be_visible()
    phone.page.context.set_offline(True)
    dot(phone, "erbij", 1).click()
    expect(phone.message).to_have_text(OFFLINE)
    ballot.ask(2, Phase.OPEN)
    phone.page.context.set_offline(False)
    expect(phone.message).to_have_text(re.compile("Deze vraag is dicht|Er wordt nu niet gestemd"))
    assert phone.page.evaluate("Object.keys(localStorage).filter((name) => name.endsWith('-out'))") == []
    assert lie(ballot) == {}


def test_a_vote_that_is_wiped_begins_anew_on_every_phone_and_on_the_screen(
    hall: Hall, ballot: Evening
) -> None:
    screen, phone = hall.screen(ballot), hall.phone(ballot.code)
    dot(phone, "erbij", 1).click()
    expect(screen.floor).to_contain_text("1 stip geplakt")
    vote.wipe(ballot.store, prompt_id=ballot.prompts[0].id)
    expect(phone.page.get_by_text("Je hebt nog 5 stippen.")).to_be_visible()
    expect(screen.floor).to_contain_text("0 stippen geplakt")


def test_a_table_is_chosen_once_and_the_choice_folds(hall: Hall, ballot: Evening) -> None:
    vote.set_rules(ballot.store, prompt_id=ballot.prompts[0].id, dots=3, ballot=Ballot.TABLE)
    phone = hall.phone(ballot.code)
    phone.page.get_by_label("Aan welke tafel zit je?").fill("4")
    button = phone.page.get_by_role("button", name="Dit is mijn tafel")
    box = place_of(button)
    assert box["width"] > 2 * box["height"]  # on one line, wide enough for a thumb
    button.click()
    expect(phone.page.get_by_text("Tafel 4")).to_be_visible()
    expect(button).to_be_hidden()
    dot(phone, "erbij", 1).click()
    expect(phone.page.get_by_text("Je tafel heeft nog 2 stippen.")).to_be_visible()
    vote.from_paper(ballot.store, prompt_id=ballot.prompts[0].id, target="thema-2", dots=1, table=4)
    dot(phone, "weg", 1).click()
    expect(phone.page.get_by_text("Je tafel heeft nog 2 stippen.")).to_be_visible()


def test_the_head_of_an_arabic_phone_begins_at_the_right(hall: Hall, ballot: Evening) -> None:
    phone = hall.phone(ballot.code)
    phone.page.goto(f"{phone.page.url}?taal=ar")
    head = phone.page.locator("header")
    place, question = place_of(head.locator("span").first), place_of(head.locator("span").nth(1))
    whole = place_of(head)
    assert whole["x"] + whole["width"] - (place["x"] + place["width"]) < 20
    assert question["x"] - whole["x"] < 40

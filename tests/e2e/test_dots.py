"""Dots on a phone: what it offers when the time is up, and what it keeps when there is no Wi-Fi."""

import datetime as dt

import pytest
from playwright.sync_api import Locator, expect

from sok_core import meeting, theme
from sok_core.clock import now
from sok_core.model import Phase
from tests.e2e.pages.hall import Hall
from tests.e2e.pages.phone import Phone
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

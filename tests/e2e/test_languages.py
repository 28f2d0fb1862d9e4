"""Phones in four languages: what people read, which way it runs, and what a helper adds."""

import pytest
from playwright.sync_api import Locator, expect

from sok_core import meeting, note, words
from sok_core.clock import now
from sok_core.model import Phase
from tests.e2e.accessibility import problems
from tests.e2e.pages.hall import Hall
from tests.e2e.pages.phone import Phone, check_light, weighed
from tests.e2e.pages.place import place_of
from tests.evening import Evening

QUESTION = "ما هو الأهم بالنسبة لك عندما نعمل على هذا معًا؟"
NOTE, DUTCH = "أن نعرف في الوقت المناسب متى يُفتح الشارع", "Op tijd weten wanneer de straat open gaat"
SIDES = "(e) => getComputedStyle(e).direction"


def text(dutch: str) -> str:
    return words.translation("ar")(dutch)


def translate(evening: Evening, language: str = "ar", text: str = QUESTION) -> None:
    meeting.translate_question(evening.store, prompt_id=evening.prompts[0].id, language=language, text=text)


@pytest.mark.parametrize("javascript", [True, False], ids=["met script", "zonder script"])
def test_an_arabic_phone_takes_part(javascript: bool, hall: Hall, evening: Evening) -> None:
    translate(evening)
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Meer groen", device="Henk")
    phone = hall.phone(f"{evening.code}?taal=ar", javascript=javascript)
    page = phone.page
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(phone.question).to_have_text(QUESTION)
    expect(page.get_by_text("Wat vind jij belangrijk?", exact=True)).to_be_visible()
    phone.box.fill(NOTE)
    page.get_by_role("button", name=text("Plaats briefje")).click()
    expect(phone.message).to_contain_text(text("Staat erop! Nummer %s.") % 2)
    expect(phone.own).to_have_count(1)
    number, words_ = place_of(phone.own.locator("b")), place_of(phone.own.locator("> span"))
    assert number["x"] > words_["x"]
    if javascript:  # without it nothing can be asked of a page
        assert phone.own.locator("span").first.evaluate(SIDES) == "rtl"
        assert phone.others.locator("span").first.evaluate(SIDES) == "ltr"
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
        assert problems(page) == []


def test_a_translation_comes_and_goes_while_people_look_on(hall: Hall, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    posted = evening.post(NOTE, device="Henk")
    dutch, arabic = hall.phone(evening.code), hall.phone(f"{evening.code}?taal=ar")
    screen = hall.screen(evening)
    expect(screen.notes).to_have_count(1)
    before = height(screen.notes)
    note.translate(evening.store, note_id=posted.id, text=DUTCH)
    for phone in (dutch, arabic):
        expect(phone.others.locator("> span")).to_have_text(NOTE)
        expect(phone.others.locator("> i")).to_have_text(DUTCH)
        phone.look_again()
        expect(phone.others.locator("> i")).to_have_text(DUTCH)
    expect(screen.notes.locator(".vertaling")).to_have_text(DUTCH)
    expect(screen.notes.locator("span")).to_have_text(NOTE)
    assert height(screen.notes) > before
    assert screen.misfits() == []
    assert screen.smallest() >= 0.99
    assert problems(screen.page) == []
    translate(evening)
    expect(arabic.question).to_have_text(QUESTION)
    expect(dutch.question).to_have_text("Wat vind jij belangrijk?")
    expect(dutch.page.locator("#s")).to_be_hidden()
    translate(evening, text="")
    expect(arabic.question).to_have_text("Wat vind jij belangrijk?")
    note.translate(evening.store, note_id=posted.id, text="")
    expect(arabic.others.locator("> i")).to_have_count(0)
    expect(screen.notes.locator(".vertaling")).to_have_count(0)


def height(notes: Locator) -> float:
    box = place_of(notes.first)
    return box["height"]


def test_notes_with_a_translation_hang_beside_and_below_each_other(hall: Hall, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    for number in range(12):
        posted = evening.post(f"{NOTE} {number}", device=f"{number}")
        if number % 2:
            note.translate(evening.store, note_id=posted.id, text=f"{DUTCH} " * (1 + number // 3))
    screen = hall.screen(evening)
    expect(screen.notes.first).to_be_visible()
    expect(screen.notes.locator(".vertaling").first).to_be_visible()
    assert screen.misfits() == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_phone_speaks_the_language_it_is_set_to(language: str, hall: Hall, evening: Evening) -> None:
    evening.ask()
    page = hall.page(size=(390, 844), locale=language)
    page.goto(f"/m/{evening.code}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(Phone(page).message).to_be_hidden()
    links = page.get_by_role("navigation").get_by_role("link")
    expect(links).to_have_text([name for id, name in words.LANGUAGES.items() if id != language])
    tops = {box["y"] for link in links.all() if (box := link.bounding_box())}
    assert len(tops) == 1  # one calm line
    links.last.click()
    expect(page.locator("html")).not_to_have_attribute("lang", language)


@pytest.mark.parametrize("language", ["tr", "ar"])
def test_the_page_is_as_light_in_another_language(language: str, hall: Hall, evening: Evening) -> None:
    """Three requests and 15 kB, headers included, with a translated question and notes with a translation."""
    translate(evening, language)
    evening.ask(phase=Phase.TOGETHER)
    for number in range(20):
        posted = evening.post(f"{NOTE} {number}", device="Henk")
        note.translate(evening.store, note_id=posted.id, text=f"{DUTCH} {number}")
    page = hall.page(size=(390, 844), locale=language)
    requests, weights = weighed(page)
    page.goto(f"/m/{evening.code}")
    expect(Phone(page).others).to_have_count(20)
    check_light(requests, weights)


def test_the_thanks_and_the_code_are_there_from_right_to_left(hall: Hall, evening: Evening) -> None:
    evening.ask()
    meeting.close(evening.store, meeting_id=evening.id, now=now())
    page = hall.page(size=(390, 844), locale="ar")
    for path, title in (
        (f"/m/{evening.code}", "Dank je wel voor het meedoen"),
        ("/m", "Welke code staat op het scherm?"),
    ):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text(text(title))
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        assert problems(page) == [], path

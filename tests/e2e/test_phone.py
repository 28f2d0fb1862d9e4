"""A phone in a hall with bad Wi-Fi, in many hands: nothing that was typed is lost, and nothing is a trap."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from pages._ui.control import NEWEST
from sok_core import note, words
from sok_core.model import Group, Phase
from sok_core.note import MAX_LENGTH
from tests.e2e.pages.hall import Hall
from tests.e2e.pages.phone import Phone, check_light, weighed
from tests.e2e.pages.place import place_of
from tests.evening import Evening, opened
from tests.flood import Flood
from tests.server import Server

FUZZ = {
    "html": "<b>dik</b> en <i>schuin</i>",
    "script": "<script>window.kapot=1</script>",
    "image": "<img src=x onerror='window.kapot=1'>",
    "closing": "</script><script>window.kapot=1</script>",
    "template": "{{ 7*7 }} ${7*7} `x` %s",
    "markdown": "**dik** [link](http://example.org) :red[rood] $x^2$",
    "emoji": "Meer 🌳🌳 en 👩‍👩‍👧‍👦 op straat 🇳🇱",
    "right to left": "شارع أخضر للجميع",
    "both ways": "Straat شارع 12 groen",
    "quotes": "\"Ja\" & 'nee' \\ / — café",
    "280": "Een zin. " * 31 + "X",
    "one word": "e" * MAX_LENGTH,
}
TARGETS = """() => [...document.querySelectorAll('a, button, summary, textarea, input:not([type=hidden])')]
  .filter((e) => e.checkVisibility()).map((e) => { const b = e.getBoundingClientRect();
    return {name: (e.textContent || e.id).trim(), width: b.width, height: b.height}; })"""
SMALLEST_TARGET = 44


# ---------------------------------------------------------------- nothing is lost


def test_a_note_waits_on_the_phone_until_there_is_wifi(hall: Hall, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    phone, neighbour = hall.phone(evening.code), hall.phone(evening.code)
    phone.page.context.set_offline(True)
    phone.write("Geschreven zonder wifi")
    phone.write("En nog een")
    expect(phone.message).to_have_text("Geen wifi. Je briefje staat op deze telefoon. We sturen het vanzelf.")
    expect(phone.waiting).to_have_count(2)
    expect(phone.box).to_have_value("")
    phone.page.context.set_offline(False)
    expect(phone.waiting).to_have_count(0)
    neighbour.sees("Geschreven zonder wifi", "En nog een")
    assert [note.text for note in evening.notes] == ["Geschreven zonder wifi", "En nog een"]


def test_a_waiting_note_survives_a_closed_tab(hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(evening.code)
    phone.page.context.set_offline(True)
    phone.write("Toen ging de telefoon uit")
    expect(phone.waiting).to_have_count(1)
    phone.box.fill("En dit was ik nog aan het typen")
    context, address = phone.page.context, phone.page.url
    phone.page.close()
    context.set_offline(False)
    again = Phone(context.new_page())
    again.page.goto(address)
    expect(again.own.filter(has_text="Toen ging de telefoon uit")).to_have_count(1)
    expect(again.box).to_have_value("En dit was ik nog aan het typen")
    assert len(evening.notes) == 1


def test_a_phone_that_slept_is_up_to_date_when_it_wakes(hall: Hall, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    phone = hall.phone(evening.code)
    phone.box.fill("Halverwege een zin")
    devtools = phone.page.context.new_cdp_session(phone.page)
    devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    phone.page.context.set_offline(True)
    evening.post("Toen jij sliep")
    evening.ask(2, phase=Phase.TOGETHER)
    evening.post("Bij de nieuwe vraag")
    phone.page.context.set_offline(False)
    devtools.send("Page.setWebLifecycleState", {"state": "active"})
    expect(phone.question).to_have_text("Wat wil je zelf doen?")
    phone.sees("Bij de nieuwe vraag")
    expect(phone.box).to_have_value("Halverwege een zin")


def test_a_note_for_a_question_that_passed_stays_on_the_phone(hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(evening.code)
    phone.page.context.set_offline(True)
    phone.write("Voor de eerste vraag")
    evening.ask(2)
    phone.page.context.set_offline(False)
    expect(phone.box).to_have_value("Voor de eerste vraag")
    expect(phone.message).to_have_text(re.compile("Die is nu dicht|De vraag is veranderd"))
    assert evening.notes == []


# ---------------------------------------------------------------- what is asked


def test_personal_data_is_asked_about_once(hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(evening.code)
    phone.placed("Meer groen")
    phone.write("Bel mij op 06-12345678")
    expect(phone.asks).to_contain_text("Er lijkt een telefoonnummer in te staan")
    expect(phone.message).to_be_hidden()  # nothing that looks as if it were placed
    assert len(evening.notes) == 1
    phone.page.get_by_role("link", name="Toch niet").click()
    expect(phone.asks).to_be_hidden()
    expect(phone.box).to_have_value("Bel mij op 06-12345678")
    phone.place.click()
    phone.page.get_by_role("button", name="Toch plaatsen").click()
    expect(phone.own.filter(has_text="Bel mij op 06-12345678")).to_have_count(1)


def test_personal_data_is_asked_about_without_scripts_too(hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(evening.code, javascript=False)
    phone.write("Mail henk@voorbeeld.nl")
    expect(phone.asks).to_contain_text("Er lijkt een mailadres in te staan")
    expect(phone.box).to_have_value("Mail henk@voorbeeld.nl")
    phone.page.get_by_role("button", name="Toch plaatsen").click()
    expect(phone.own).to_contain_text("Mail henk@voorbeeld.nl")


def test_somebody_says_once_as_whom_he_is_here(hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(evening.code)
    question = phone.page.get_by_text("Ik ben hier … (je hoeft het niet te zeggen)")
    phone.page.get_by_role("button", name="Voor een organisatie").click()
    expect(phone.page.get_by_text("Je bent hier voor een organisatie")).to_be_visible()
    phone.look_again()
    expect(question).to_have_count(0)
    phone.placed("Namens de school")
    assert evening.notes[0].group is Group.ORGANISATION


@pytest.mark.parametrize("javascript", [True, False], ids=["met script", "zonder script"])
def test_the_question_who_somebody_is_stands_in_nobodys_way(
    javascript: bool, hall: Hall, evening: Evening
) -> None:
    """It unfolds once, when somebody may write and did not yet; else it is one quiet line."""
    evening.ask(phase=Phase.CLOSED)
    phone = hall.phone(evening.code, javascript=javascript)
    answers, line = phone.page.get_by_role("button", name="Als bewoner"), phone.page.locator("#g summary")
    expect(line).to_be_visible()
    expect(answers).to_be_hidden()
    evening.ask()
    if not javascript:
        phone.look_again()
    expect(answers).to_be_visible()
    phone.placed("Liever meteen een briefje")
    expect(answers).to_be_hidden()
    expect(line).to_have_text(re.compile(r"^Ik ben hier …"))
    line.click()
    answers.click()
    expect(line).to_contain_text("Je bent hier als bewoner")
    expect(answers).to_be_hidden()
    line.click()
    phone.page.get_by_role("button", name="Zeg ik liever niet").click()
    expect(line).to_contain_text("Je zegt liever niet als wie je hier bent")
    expect(answers).to_be_hidden()
    box = place_of(line)
    assert 44 <= box["height"] <= 50  # one line, large enough for a thumb


def test_one_phone_serves_two_people(hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(evening.code)
    phone.page.get_by_role("button", name="Als bewoner").click()
    phone.placed("Van de eerste")
    phone.page.get_by_role("button", name="Nog iemand op deze telefoon").click()
    expect(phone.own).to_have_count(0)
    phone.page.get_by_role("button", name="Zeg ik liever niet").click()
    phone.placed("Van de tweede")
    expect(phone.own).to_have_count(1)
    phone.page.get_by_role("button", name="Persoon 1").click()
    expect(phone.own).to_have_count(1)
    expect(phone.own).to_contain_text("Van de eerste")
    assert [note.group for note in evening.notes] == [Group.RESIDENT, None]


def test_another_language_is_one_tap_away(hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(evening.code)
    phone.page.get_by_role("link", name="English").click()
    place = phone.page.get_by_role("button", name="Post note", exact=True)
    expect(place).to_be_visible()
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    phone.page.locator("#t").fill("Greener streets")
    place.click()
    expect(phone.own).to_contain_text("Greener streets")
    dutch = re.compile("briefje|Wijzig|Haal terug|Staat erop|telefoon", re.IGNORECASE)
    expect(phone.page.locator("main")).not_to_contain_text(dutch)
    phone.look_again()
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    phone.page.get_by_role("link", name="Nederlands").click()
    expect(phone.place).to_be_visible()


# ---------------------------------------------------------------- what people type


@pytest.mark.parametrize("javascript", [True, False], ids=["met script", "zonder script"])
def test_a_note_that_is_too_long_stays_in_the_box(javascript: bool, hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(evening.code, javascript=javascript)
    text = "e" * (MAX_LENGTH + 1)
    phone.write(text)
    if javascript:
        expect(phone.left).to_have_text("1 tekens te veel")
    else:
        expect(phone.page.get_by_text("Je briefje is te lang: 281 tekens")).to_be_visible()
    expect(phone.box).to_have_value(text)
    assert evening.notes == []


def test_whatever_people_type_is_shown_as_text(hall: Hall, evening: Evening) -> None:
    """On the phone that wrote it, on others with and without scripts, on the screen and in the regie."""
    evening.ask(phase=Phase.TOGETHER)
    writer, reader = hall.phone(evening.code), hall.phone(evening.code)
    screen, regie = hall.screen(evening), hall.facilitator(evening)
    for text in FUZZ.values():
        writer.box.fill(text)
        writer.place.click()
        expect(writer.box).to_have_value("")
    post(hall.page(), evening.code, "Een nul\x00 ertussen en een bel\x07")
    typed = sorted(FUZZ.values())
    expected = sorted([*typed, "Een nul ertussen en een bel"])
    plain = hall.phone(evening.code, javascript=False)
    for notes, texts in ((writer.own, typed), (reader.others, expected), (plain.others, expected)):
        expect(notes).to_have_count(len(texts))
        assert sorted(notes.locator("> span").all_text_contents()) == texts
    expect(screen.floor).to_contain_text(f"van {len(expected)} briefjes")
    hung = screen.notes.locator("span").all_text_contents()
    assert hung
    assert set(hung) <= set(expected)
    newest = [note.text for note in evening.notes[::-1]][:NEWEST]
    expect(regie.newest).to_have_count(NEWEST)
    for row, text in zip(regie.newest.all(), newest, strict=True):
        expect(row).to_contain_text(text)
    for page in (writer.page, reader.page, screen.page, regie.page):
        assert page.evaluate("typeof window.kapot") == "undefined"
    assert screen.misfits() == []


def post(page: Page, code: str, text: str) -> None:
    """Post what no keyboard can type."""
    answer = page.request.post(f"/m/{code}/notes", data={"text": text, "key": "niet te typen"})
    assert answer.status == 201


# ---------------------------------------------------------------- for every hand and every phone


def test_everything_can_be_done_with_a_keyboard(hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(evening.code)
    keys = phone.page.keyboard
    tab_to(phone.page, "Zeg ik liever niet")
    keys.press("Enter")
    expect(phone.page.get_by_text("Ik ben hier …")).to_have_count(0)
    tab_to(phone.page, "t")
    keys.type("Met het toetsenbord")
    tab_to(phone.page, "Plaats briefje")
    keys.press("Enter")
    expect(phone.own).to_contain_text("Met het toetsenbord")
    tab_to(phone.page, "Wijzig 1")
    keys.press("Enter")
    expect(phone.box).to_be_focused()
    keys.press("End")
    keys.type(" gewijzigd")
    tab_to(phone.page, "Bewaar wijziging")
    keys.press("Enter")
    expect(phone.own).to_contain_text("Met het toetsenbord gewijzigd")
    tab_to(phone.page, "Haal terug 1")
    keys.press("Space")
    expect(phone.own).to_have_count(0)


def test_what_changes_elsewhere_leaves_the_keyboard_where_it_is(hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(evening.code)
    phone.placed("Daha çok yeşil")
    tab_to(phone.page, "Haal terug 1")
    note.translate(evening.store, note_id=evening.notes[0].id, text="Meer groen")
    expect(phone.own).to_contain_text("Meer groen")
    expect(phone.page.get_by_role("button", name="Haal terug 1")).to_be_focused()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until this has the focus, and see that it shows so."""
    focused = "(document.activeElement.textContent || document.activeElement.id).trim()"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == name:
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"met Tab kom je niet bij {name}")


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_target_is_large_enough_for_a_thumb(language: str, hall: Hall, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Van een ander", device="Henk")
    phone = hall.phone(f"{evening.code}?taal={language}")
    phone.page.locator("#t").fill("Van mij")
    phone.page.locator("#b").click()
    expect(phone.own).to_have_count(1)
    assert small_targets(phone.page) == []
    phone.page.locator("#t").fill("Bel 0612345678")
    phone.page.locator("#b").click()
    expect(phone.asks).to_be_visible()
    assert small_targets(phone.page) == []


def small_targets(page: Page) -> list[dict[str, Any]]:
    targets: list[dict[str, Any]] = page.evaluate(TARGETS)
    assert targets
    least = SMALLEST_TARGET - 0.5
    return [target for target in targets if target["width"] < least or target["height"] < least]


@pytest.mark.parametrize("size", [(320, 640), (320, 256)], ids=["smal", "400 procent"])
def test_a_narrow_window_never_scrolls_sideways(size: tuple[int, int], hall: Hall, evening: Evening) -> None:
    """320 px is a small phone, or a laptop of 1280 px at 400 percent."""
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Energierekeningbetaalbaarheidscommissievergadering" * 5, device="Henk")
    phone = hall.phone(evening.code, size=size)
    phone.placed("x" * MAX_LENGTH)
    phone.write("Bel 0612345678")
    expect(phone.asks).to_be_visible()
    assert phone.page.evaluate("document.scrollingElement.scrollWidth") <= size[0]
    phone.page.get_by_role("button", name="Toch plaatsen").click()
    expect(phone.own).to_have_count(2)


def test_the_page_is_light(hall: Hall, evening: Evening) -> None:
    """From the QR code to a box to write in: at most three requests and 15 kB, headers included."""
    evening.ask(phase=Phase.TOGETHER)
    for number in range(20):
        evening.post(f"Briefje nummer {number} van iemand aan tafel", device="Henk")
    page = hall.page(size=(390, 844))
    requests, weights = weighed(page)
    page.goto(f"/m/{evening.code}")
    expect(Phone(page).place).to_be_visible()
    Phone(page).sees(*(f"Briefje nummer {number} van" for number in range(20)))
    check_light(requests, weights)


# ---------------------------------------------------------------- a hall that is full


def test_a_phone_without_a_stream_goes_on_by_reading(
    opening: Callable[[Server], AbstractContextManager[Hall]], tmp_path: Path
) -> None:
    """All places for streams are taken, so its own is refused until there is room again."""
    server = Server(tmp_path, files=512)
    with server.running(), opening(server) as hall, opened(tmp_path) as evening:
        evening.ask(phase=Phase.TOGETHER)
        path = f"/m/{evening.code}"
        with Flood(server.port, f"{path}/events") as flood:
            while not flood.statuses[503]:
                cookie = httpx.get(f"{server.base}{path}", timeout=30).cookies["sok_toestel"]
                flood.add(6, cookie=f"sok_toestel={cookie}")
            page = hall.page()
            with page.expect_response(lambda answer: "/events" in answer.url) as refused:
                page.goto(path)
            assert refused.value.status == 503
            phone = Phone(page)
            phone.placed("Dit kan gewoon")
            evening.post("Van een ander")
            phone.sees("Van een ander")
            with page.expect_response(lambda answer: "/events" in answer.url and answer.ok):
                flood.stop()
        evening.post("En weer live")
        phone.sees("Van een ander", "En weer live")

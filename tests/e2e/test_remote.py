"""The facilitator walks around with a phone: she steers, the hall follows, and a late tap does no harm."""

import re

import pytest
from playwright.sync_api import Page, expect

from sok_core import access, clock, meeting
from sok_core.model import Phase, Role
from sok_core.sight import milliseconds
from tests.e2e.accessibility import problems
from tests.e2e.pages.hall import PHONE, Hall
from tests.e2e.pages.place import place_of
from tests.e2e.pages.remote import Remote
from tests.evening import Evening

EITHER = pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
FIRST, SECOND, THIRD = "Wat vind jij belangrijk?", "Wat wil je zelf doen?", "Waar ben je trots op?"
SMALL = """[...document.querySelectorAll('button,summary,a')].filter((e) => e.checkVisibility())
  .filter((e) => Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width) < 44)
  .map((e) => e.textContent)"""


def remote(hall: Hall, evening: Evening, *, role: Role = Role.REMOTE, javascript: bool = True) -> Remote:
    """A phone that was paired before, or on which the facilitator is logged in."""
    page = hall.page(size=PHONE, has_touch=True, java_script_enabled=javascript, cookie=evening.cookie(role))
    page.goto(f"/afstand/{evening.code}")
    return Remote(page)


def is_fit(one: Remote) -> bool:
    """Whether axe is content, nothing hangs over the side, and a thumb hits every target."""
    assert problems(one.page) == []
    assert one.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert one.page.evaluate(SMALL) == []
    return True


@EITHER
def test_a_facilitator_steers_the_evening(hall: Hall, evening: Evening, javascript: bool) -> None:
    screen, tika = hall.screen(evening), remote(hall, evening, javascript=javascript)
    expect(tika.next).to_contain_text("Eerste vraag")
    tika.go_on(FIRST)
    expect(screen.question).to_have_text(FIRST)
    tika.set_phase("Samen")
    evening.post("Een bank bij de winkel")
    screen.hangs("Een bank bij de winkel")
    tika.set_time("5 min")
    expect(tika.time).to_have_text(re.compile(r"[45]:\d\d" if javascript else r"tot \d\d:\d\d"))
    tika.press("Pauze op scherm")
    expect(screen.question).to_have_text("Pauze")
    expect(tika.on_screen).to_have_text("Het scherm staat op pauze")
    tika.press("Verder")
    expect(screen.question).to_have_text(FIRST)
    tika.row("Een bank").get_by_role("button", name="Verberg").click()
    expect(tika.said).to_contain_text("Briefje 1 is verborgen.")
    expect(screen.notes).to_have_count(0)
    tika.said.get_by_role("button", name="Zet terug").click()
    expect(tika.said).to_contain_text("Briefje 1 staat er weer.")
    screen.hangs("Een bank bij de winkel")
    tika.more(f"3. {THIRD}")
    expect(screen.question).to_have_text(THIRD)
    expect(tika.question).to_have_text(THIRD)
    expect(tika.page.get_by_text("Dit is de laatste vraag.")).to_be_visible()
    tika.more("Wifi op scherm")
    expect(screen.question).to_have_text("Er is nog geen wifi ingevuld")


def test_a_phone_is_paired_by_code_and_withdrawn_again(hall: Hall, evening: Evening) -> None:
    evening.ask()
    regie = hall.facilitator(evening)
    panel = regie.tab("Afstandsbediening")
    panel.get_by_role("button", name="Maak een code").click()
    shown = regie.metric("Code voor een afstandsbediening")
    expect(shown).to_contain_text(re.compile(r"\d{3} \d{3}"))
    found = re.search(r"\d{3} \d{3}", shown.inner_text())
    assert found
    expect(panel.get_by_text("code nog niet gebruikt")).to_be_visible()
    assert problems(regie.page) == []
    page = hall.page(size=PHONE, has_touch=True)
    page.goto("/deur")
    page.get_by_role("textbox", name="Zes cijfers uit de regie").fill(found[0])
    page.get_by_role("button", name="Bestuur de avond").click()
    page.wait_for_url(f"**/afstand/{evening.code}")
    tika = Remote(page)
    tika.go_on(SECOND)
    expect(panel.get_by_text("code nog niet gebruikt")).to_have_count(0)
    panel.get_by_role("button", name="Trek in").click()
    expect(page.get_by_text("Dit toestel is geen afstandsbediening van deze avond.")).to_be_visible(
        timeout=8000
    )
    assert evening.meeting.prompt_id == evening.prompts[1].id


def test_a_phone_is_paired_by_scanning(hall: Hall, evening: Evening) -> None:
    evening.ask()
    code = access.make_remote_code(
        evening.house, dossier=evening.uuid, meeting_id=evening.id, now=clock.now()
    )
    page = hall.page(size=PHONE, has_touch=True)
    page.goto(f"/deur/koppel?code={code}")  # what the picture holds
    assert problems(page) == []
    page.get_by_role("button", name="Koppel dit toestel").click()
    expect(Remote(page).question).to_have_text(FIRST)


def test_two_remotes_that_tap_at_once_make_exactly_one_step(hall: Hall, evening: Evening) -> None:
    evening.ask()
    one, two = remote(hall, evening), remote(hall, evening, role=Role.FACILITATOR)
    for phone in (one, two):
        phone.page.context.set_offline(True)  # neither hears of the other
        hold(phone.page)
        phone.next.click()
    for phone in (one, two):
        phone.page.context.set_offline(False)
        phone.page.evaluate("window.letGo()")
    expect(one.question).to_have_text(SECOND)
    expect(two.question).to_have_text(SECOND)
    said: list[str] = []
    for phone in (one, two):
        expect(phone.said).to_have_text(re.compile("Er is al doorgegaan|Vraag 2 staat"))
        said.append(phone.said.inner_text())
    assert sorted(said) == [
        "Er is al doorgegaan naar vraag 2. Je tik deed niets.",
        "Vraag 2 staat op het scherm.",
    ]
    assert evening.meeting.prompt_id == evening.prompts[1].id


def hold(page: Page) -> None:
    """Keep what this phone sends on its way until it is let go."""
    page.evaluate(
        """() => { const send = window.fetch; let go; const gate = new Promise((done) => (go = done));
        window.letGo = go; window.fetch = async (...asked) => { await gate; return send(...asked); }; }"""
    )


def test_a_double_tap_is_one_tap(hall: Hall, evening: Evening) -> None:
    evening.ask()
    tika = remote(hall, evening)
    tika.page.evaluate(
        """() => { const place = document.querySelector("#b1").getBoundingClientRect();
        const tap = () => document.elementFromPoint(place.x + 9, place.y + 9).closest("button")?.click();
        new MutationObserver(tap).observe(document.querySelector("main"), {childList: true});
        tap(); tap(); }"""
    )
    expect(tika.question).to_have_text(SECOND)
    expect(tika.said).to_contain_text("Vraag 2")
    tika.go_on(THIRD)  # and after a moment it takes a tap again


def test_what_others_do_is_seen_without_a_tap(hall: Hall, evening: Evening) -> None:
    evening.ask()
    tika = remote(hall, evening)
    expect(tika.question).to_have_text(FIRST)
    tika.page.locator("#d1 summary").click()
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.TOGETHER, now=clock.now())
    expect(tika.phase).to_have_text("Samen")
    expect(tika.page.get_by_role("button", name="Uitslag")).to_be_visible()  # what was open stays open
    evening.post("Groen")
    expect(tika.row("Groen")).to_be_visible()
    hall.phone(evening.code)
    expect(tika.page.locator("#h")).to_contain_text("1 telefoon")


def test_the_sheets_of_a_full_wall_are_turned(hall: Hall, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    for n in range(60):
        evening.post(f"Briefje {n} over hoe we hier samen willen wonen", device=str(n))
    screen, tika = hall.screen(evening), remote(hall, evening)
    expect(tika.page.get_by_text("blad 1 van")).to_be_visible()
    tika.press("Volgend blad")
    expect(tika.page.get_by_text("blad 2 van")).to_be_visible()
    expect(screen.floor).to_contain_text("13–24 van 60")
    tika.press("Vorig blad")
    expect(tika.page.get_by_text("blad 1 van")).to_be_visible()
    assert is_fit(tika)


def test_the_speaking_time_is_large_here_and_nowhere_else(hall: Hall, evening: Evening) -> None:
    evening.ask()
    screen, tika = hall.screen(evening), remote(hall, evening)
    tika.speak(2)
    expect(tika.clock).to_have_text(re.compile(r"^1:5\d$|^2:00$"))
    box = place_of(tika.speaking)
    assert (box["width"], box["height"]) == PHONE
    size = tika.clock.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size > 120
    assert is_fit(tika)
    meeting.go_on(evening.store, meeting_id=evening.id, after=evening.prompts[0].id)
    expect(tika.question).to_have_text(SECOND)  # the page is made anew behind it
    expect(tika.clock).to_be_visible()
    assert evening.meeting.timer_ends_at is None
    expect(screen.question).to_have_text(SECOND)
    expect(screen.root.get_by_role("timer")).to_have_count(0)
    tika.page.reload()
    expect(tika.clock).to_have_text(re.compile(r"^1:[0-5]\d$"))  # it went on
    tika.press("Terug")
    expect(tika.page.locator("#b3")).to_have_text(re.compile(r"^Spreektijd 1:[0-5]\d$"))
    tika.page.locator("#b3").click()
    tika.press("Stop")
    expect(tika.clock).to_have_text("0:00")
    tika.page.reload()
    expect(tika.speaking).to_be_hidden()


def test_the_end_of_the_speaking_time_cannot_be_missed(hall: Hall, evening: Evening) -> None:
    evening.ask()
    tika = remote(hall, evening)
    tika.page.clock.install()
    tika.page.reload()
    tika.speak(1)
    colour = "e => getComputedStyle(e).backgroundColor"
    begun = tika.speaking.evaluate(colour)
    tika.page.clock.fast_forward(40_000)
    expect(tika.speaking.get_by_text("Bijna klaar")).to_be_visible()
    assert is_fit(tika)
    tika.page.clock.fast_forward(3_600_000)  # the phone slept
    expect(tika.speaking.get_by_text("De tijd is om")).to_be_visible()
    assert tika.speaking.evaluate(colour) != begun
    assert is_fit(tika)


def test_without_a_script_nothing_is_said_of_a_speaking_time(hall: Hall, evening: Evening) -> None:
    evening.ask()
    tika = remote(hall, evening, javascript=False)
    expect(tika.question).to_have_text(FIRST)
    expect(tika.page.get_by_text("Spreektijd")).to_have_count(2)  # both closed
    for place in tika.page.get_by_text("Spreektijd").all():
        expect(place).to_be_hidden()


def test_a_tap_without_wifi_is_told(hall: Hall, evening: Evening) -> None:
    evening.ask()
    tika = remote(hall, evening)
    tika.page.context.set_offline(True)
    tika.next.click()
    expect(tika.said).to_contain_text("Geen wifi. Tik zo nog een keer.")
    tika.page.context.set_offline(False)
    tika.go_on(SECOND)


def test_after_the_evening_the_phone_says_so_by_itself(hall: Hall, evening: Evening) -> None:
    evening.ask()
    tika = remote(hall, evening)
    expect(tika.question).to_have_text(FIRST)
    meeting.close(evening.store, meeting_id=evening.id, now=clock.now())
    expect(tika.question).to_have_text("De avond is klaar")
    assert problems(tika.page) == []


def test_every_state_is_accessible(hall: Hall, evening: Evening) -> None:
    tika = remote(hall, evening)
    expect(tika.next).to_contain_text("Eerste vraag")
    assert is_fit(tika)
    evening.ask()
    evening.post("Een bank bij de winkel")
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=5, now=clock.now())
    expect(tika.row("Een bank")).to_be_visible()
    assert evening.meeting.timer_ends_at
    expect(tika.time).to_have_attribute("data-ends", str(milliseconds(evening.meeting.timer_ends_at)))
    tika.row("Een bank").get_by_role("button", name="Verberg").click()
    expect(tika.row("Verborgen")).to_be_visible()
    for place in ("#d1", "#d2", "#d3"):
        tika.page.locator(f"{place} summary").click()
    assert is_fit(tika)
    for one in Phase:
        meeting.set_phase(evening.store, meeting_id=evening.id, phase=one, now=clock.now())
        expect(tika.page.locator(f"#d1 button[value={one}]")).to_have_attribute("aria-pressed", "true")
        assert is_fit(tika), one
    tika.press("Pauze op scherm")
    expect(tika.on_screen).to_have_text("Het scherm staat op pauze")
    assert is_fit(tika)

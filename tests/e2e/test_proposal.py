"""A proposal in real browsers: the facilitator, the wall, phones with and without script, an Arabic one."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from sok_core import meeting, proposal, words
from sok_core.clock import now
from sok_core.model import AnswerKind, Phase, ScreenView
from tests.e2e.accessibility import problems
from tests.e2e.pages.hall import BEAMER, OLD_BEAMER, Hall
from tests.e2e.pages.helper import Helper
from tests.e2e.pages.phone import Phone
from tests.e2e.pages.place import place_of
from tests.e2e.pages.screen import Screen
from tests.e2e.test_languages import weighed
from tests.evening import Evening

TEXT, BETTER = "We eten elke maand samen in De Spil.", "We eten elke maand samen, om de beurt in een straat."
REASON = "Altijd in De Spil is niet eerlijk."
LONGEST = ("Wij koken samen op woensdag, en iedere straat is om de beurt aan de beurt. " * 4)[:280].strip()
ASK = "Kun je hiermee leven?"


def arabic(dutch: str) -> str:
    return words.translation("ar")(dutch)


def ask(evening: Evening, text: str = TEXT) -> int:
    written = proposal.write(evening.store, meeting_id=evening.id, text=text, now=now())
    proposal.show(evening.store, proposal_id=written.id, now=now())
    return written.id


def say(evening: Evening, asked: int, *, yes: int, no: int = 0, wording: int = 1, text: str = REASON) -> None:
    """Let others in the hall answer."""
    for turn in range(yes + no):
        proposal.answer(
            evening.store,
            meeting_id=evening.id,
            proposal_id=asked,
            wording=wording,
            kind=AnswerKind.YES if turn < yes else AnswerKind.OBJECTION,
            text=None if turn < yes else text,
            device=f"ander {wording} {turn}",
        )


def yes(page: Page) -> Locator:
    return page.locator("#pf button").first


def no(page: Page) -> Locator:
    return page.locator("#pf button").last


def pressed(button: Locator) -> None:
    expect(button).to_have_attribute("aria-pressed", "true")


def answers(screen: Screen, number: int) -> None:
    """See on the wall how many answered."""
    expect(screen.counters.filter(has_text="antwoord")).to_have_text(re.compile(rf"^{number} antwoord(en)?$"))


def test_a_first_round_ends_with_an_objection_that_the_facilitator_shows(
    hall: Hall, evening: Evening
) -> None:
    evening.ask(phase=Phase.TOGETHER)
    screen, regie = hall.screen(evening), hall.facilitator(evening)
    phone, plain = hall.phone(evening.code), hall.phone(evening.code, javascript=False)
    fatma = hall.phone(f"{evening.code}?taal=ar")
    panel = regie.tab("Voorstel")
    panel.get_by_role("textbox", name="Voorstel").fill(TEXT)
    regie.press("Bewaar het voorstel")
    expect(panel.get_by_role("textbox", name="Voorstel")).to_be_hidden()  # the box folded: all is drawn
    expect(phone.box).to_be_visible()  # nobody sees it yet
    regie.press("Zet op het scherm")
    everybody_reads(TEXT, screen, phone, fatma)
    expect(screen.code.first).to_have_text(evening.code)
    expect(phone.place).to_be_hidden()
    plain.look_again()

    yes(phone.page).click()
    pressed(yes(phone.page))
    object_to(fatma, "من الصعب علي الحضور مساءً", language="ar")
    expect(fatma.message).to_contain_text(arabic("Dit ligt nu bij de begeleider."))
    object_to(plain, REASON)
    expect(plain.page.locator("#pr")).to_have_value(REASON)
    answers(screen, 3)
    expect(panel.get_by_text(REASON)).to_be_visible()
    all_can_use(phone.page, fatma.page, screen.page, regie.page)

    show(panel, REASON)
    expect(panel.get_by_text("mag op het scherm")).to_be_visible()
    expect(screen.root.get_by_text(REASON)).to_have_count(0)  # not before the round is closed
    say(evening, the_proposal(evening), yes=4)
    regie.press("Sluit de ronde")
    expect(screen.question).to_have_text("5 mensen kunnen hiermee leven, 2 hebben een bezwaar.")
    expect(screen.root.locator(".bezwaar")).to_have_text([REASON])
    expect(phone.question).to_have_text("De ronde is dicht")
    expect(phone.page.locator("#po")).to_contain_text("Kan hiermee leven: 5. Heeft een bezwaar: 2.")
    panel.get_by_role("button", name="Verberg").click()
    expect(screen.root.locator(".bezwaar")).to_have_count(0)
    all_can_use(phone.page, fatma.page, screen.page)


def test_a_better_text_becomes_a_decision(hall: Hall, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    asked = ask(evening)
    say(evening, asked, yes=4, no=2)
    screen, regie = hall.screen(evening), hall.facilitator(evening)
    phone, fatma = hall.phone(evening.code), hall.phone(f"{evening.code}?taal=ar")
    yes(phone.page).click()
    regie.tab("Voorstel")
    regie.press("Schrijf een betere tekst")
    regie.page.get_by_role("textbox", name="Betere tekst").fill(BETTER)
    regie.press("Begin een nieuwe ronde")
    everybody_reads(BETTER, screen, phone, fatma)
    expect(yes(phone.page)).to_have_attribute("aria-pressed", "false")
    for one in (phone.page, fatma.page):
        yes(one).click()
        pressed(yes(one))
    say(evening, asked, yes=4, wording=2)
    answers(screen, 6)
    regie.press("Sluit de ronde")
    expect(screen.question).to_have_text("6 mensen kunnen hiermee leven. Niemand heeft een bezwaar.")
    regie.press("Leg vast als besluit")
    expect(screen.root.get_by_text("✓ Besloten")).to_be_visible()
    expect(screen.question).to_have_text(BETTER)
    screen.page.reload()  # a beamer that is switched on late shows the decision too
    expect(screen.question).to_have_text(BETTER)
    expect(phone.question).to_have_text("Besloten")
    expect(fatma.question).to_have_text(arabic("Besloten"))
    expect(regie.tab("Besluiten en acties").get_by_text(BETTER)).to_be_visible()
    all_can_use(phone.page, fatma.page, screen.page)
    regie.press("Vraag op scherm")
    expect(phone.question).to_have_text("Wat vind jij belangrijk?")
    expect(phone.box).to_be_visible()


def everybody_reads(text: str, screen: Screen, phone: Phone, fatma: Phone) -> None:
    expect(screen.question).to_have_text(text)
    expect(screen.root.get_by_text(ASK)).to_be_visible()
    answers(screen, 0)
    for one, asked in ((phone, ASK), (fatma, arabic(ASK))):
        expect(one.page.locator("#pt")).to_have_text(text)
        expect(one.question).to_have_text(asked)


def object_to(phone: Phone, text: str, *, language: str = "nl") -> None:
    """Say not yet, and then what should change."""
    no(phone.page).click()
    phone.page.locator("#pr").fill(text)
    phone.page.get_by_role("button", name=words.translation(language)("Verstuur")).click()


def show(panel: Locator, text: str) -> None:
    """Press the button beside an objection."""
    row = panel.get_by_test_id("stHorizontalBlock").filter(has_text=text).last
    row.get_by_role("button", name="Laat straks zien").click()


def the_proposal(evening: Evening) -> int:
    with evening.store.read() as tables:
        return tables.proposal.of(evening.id)[0].id


def all_can_use(*pages: Page) -> None:
    for page in pages:
        assert problems(page) == []


@pytest.mark.parametrize("size", [BEAMER, OLD_BEAMER], ids=["1920", "1024"])
def test_the_longest_proposal_fits_on_the_wall_in_every_part(
    size: tuple[int, int], hall: Hall, evening: Evening
) -> None:
    evening.ask()
    asked = ask(evening, LONGEST)
    say(evening, asked, yes=9, no=3, text=LONGEST)
    screen = hall.screen(evening, size=size)
    answers(screen, 12)
    fits(screen)
    with evening.store.read() as tables:
        given = proposal.objections(tables.round(asked).answers)
    for one in given:
        proposal.show_objection(evening.store, answer_id=one.id, is_shown=True, now=now())
    proposal.close_round(evening.store, proposal_id=asked, now=now())
    expect(screen.root.locator(".bezwaar").first).to_have_text(LONGEST)
    fits(screen)
    meeting.turn_sheet(evening.store, meeting_id=evening.id, to=2)
    expect(screen.floor).to_contain_text("blad")
    fits(screen)
    proposal.decide(evening.store, proposal_id=asked, now=now())
    expect(screen.root.get_by_text("✓ Besloten")).to_be_visible()
    fits(screen)


def fits(screen: Screen) -> None:
    """Nothing is smaller than one line, cut off, or over the bar at the floor."""
    assert screen.smallest() >= 0.99
    assert screen.misfits() == []
    floor = place_of(screen.floor)
    above = screen.root.locator(".tekst > *, .tel li, .kaart")
    low = [box["y"] + box["height"] for one in above.all() if (box := one.bounding_box())]
    assert max(low) <= floor["y"] + 1


def test_what_somebody_typed_survives_a_better_text_a_closed_round_and_a_reload(
    hall: Hall, evening: Evening
) -> None:
    evening.ask()
    phone = hall.phone(evening.code)
    phone.box.fill("Half briefje")
    asked = ask(evening)
    page, box = phone.page, phone.page.locator("#pr")
    no(page).click()
    box.fill(REASON)
    proposal.reword(evening.store, proposal_id=asked, text=BETTER, now=now())
    expect(page.locator("#pt")).to_have_text(BETTER)
    no(page).click()
    expect(box).to_have_value(REASON)
    page.reload()
    expect(box).to_have_value(REASON)
    proposal.close_round(evening.store, proposal_id=asked, now=now())
    expect(phone.question).to_have_text("De ronde is dicht")
    expect(box).to_have_value(REASON)
    expect(phone.message).to_contain_text("Dit is niet verstuurd.")
    proposal.reopen_round(evening.store, proposal_id=asked)
    page.get_by_role("button", name="Verstuur").click()
    expect(phone.message).to_contain_text("Dit ligt nu bij de begeleider.")
    proposal.withdraw(evening.store, proposal_id=asked, now=now())
    expect(phone.box).to_have_value("Half briefje")
    with evening.store.read() as tables:
        (kept,) = tables.answer.where("text <> ''")
    assert kept.text == REASON


def test_a_phone_number_is_asked_about_before_it_goes(hall: Hall, evening: Evening) -> None:
    evening.ask()
    asked = ask(evening)
    phone = hall.phone(evening.code)
    no(phone.page).click()
    phone.page.locator("#pr").fill("Bel mij: 06-12345678")
    phone.page.get_by_role("button", name="Verstuur").click()
    expect(phone.message).to_contain_text("telefoonnummer")
    with evening.store.read() as tables:
        assert [one.text for one in tables.round(asked).answers] == [""]
    phone.page.get_by_role("button", name="Toch plaatsen").click()
    expect(phone.message).to_contain_text("Dit ligt nu bij de begeleider.")


def test_the_wall_is_silent_during_a_pause_and_phones_go_on(hall: Hall, evening: Evening) -> None:
    evening.ask()
    ask(evening)
    screen, phone = hall.screen(evening), hall.phone(evening.code)
    expect(screen.question).to_have_text(TEXT)
    meeting.show(evening.store, meeting_id=evening.id, screen=ScreenView.PAUSE)
    expect(screen.question).to_have_text("Pauze")
    yes(phone.page).click()
    pressed(yes(phone.page))
    regie = hall.facilitator(evening)
    regie.press("Voorstel op scherm")
    answers(screen, 1)


@pytest.mark.parametrize("language", ["nl", "tr", "ar"])
def test_the_page_with_a_proposal_stays_light(language: str, hall: Hall, evening: Evening) -> None:
    """Page and script together, headers included, with the longest proposal and twenty notes behind it."""
    evening.ask(phase=Phase.TOGETHER)
    for number in range(20):
        evening.post(f"Een briefje van gewone lengte over groen in de straat {number}", device="Henk")
    ask(evening, LONGEST)
    page = hall.page(size=(390, 844), locale=language)
    requests, weights = weighed(page)
    page.goto(f"/m/{evening.code}")
    expect(Phone(page).question).to_have_text(words.translation(language)(ASK))
    expect(page.locator("#pt")).to_have_text(LONGEST)
    assert len([url for url in requests if not url.startswith("data:")]) <= 3
    assert sum(weights) < 15_000, sum(weights)


@pytest.mark.parametrize("javascript", [True, False], ids=["met script", "zonder script"])
def test_a_helper_counts_hands_and_types_what_was_said(
    javascript: bool, hall: Hall, evening: Evening
) -> None:
    evening.ask()
    page = hall.page(size=(390, 844), cookie=evening.helper(4), java_script_enabled=javascript)
    page.goto(f"/hulp/{evening.code}")
    ria, screen = Helper(page), hall.screen(evening)
    asked = ask(evening)
    if not javascript:
        ria.look_again()
    expect(ria.question).to_have_text(ASK)
    page.get_by_role("textbox", name="Kan hiermee leven").fill("6")
    ria.press("Tel mee")
    expect(ria.said).to_contain_text("Geteld: 6 antwoorden")
    page.get_by_role("textbox", name="Wat moet er anders?").fill(REASON)
    ria.press("Geef aan de begeleider")
    expect(ria.said).to_contain_text("Het bezwaar ligt bij de begeleider.")
    expect(page.locator("#py .n")).to_have_count(1)
    answers(screen, 7)
    if javascript:
        assert problems(page) == []
    proposal.close_round(evening.store, proposal_id=asked, now=now())
    if not javascript:
        ria.look_again()
    expect(page.locator("#k")).to_contain_text("6 mensen kunnen hiermee leven, 1 heeft een bezwaar.")
    expect(page.get_by_role("button", name="Tel mee")).to_be_hidden()


def test_a_phone_in_another_language_reads_what_the_facilitator_translated(
    hall: Hall, evening: Evening
) -> None:
    evening.ask(phase=Phase.TOGETHER)
    asked = ask(evening)
    fatma = hall.phone(f"{evening.code}?taal=ar")
    plain = hall.phone(f"{evening.code}?taal=ar", javascript=False)
    translation = "نأكل معًا كل شهر في دي سبيل."
    proposal.translate(evening.store, proposal_id=asked, language="ar", text=translation)
    plain.look_again()
    for phone in (fatma, plain):
        expect(phone.page.locator("#pt")).to_have_text(translation)
        expect(phone.page.locator("#pd")).to_have_text(TEXT)
    assert problems(fatma.page) == []
    proposal.reword(evening.store, proposal_id=asked, text=BETTER, now=now())
    expect(fatma.page.locator("#pt")).to_have_text(BETTER)
    expect(fatma.page.locator("#pd")).to_be_hidden()

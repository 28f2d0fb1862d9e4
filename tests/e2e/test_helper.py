"""Paper counts as much as phones: the helper at a table, with and without JavaScript; the wall follows."""

import re

import pytest
from playwright.sync_api import expect

from sok_core import access, clock, meeting, note, theme
from sok_core.model import Group, Phase
from tests.e2e.accessibility import problems
from tests.e2e.pages.hall import PHONE, Hall
from tests.e2e.pages.helper import Helper
from tests.evening import NOW, Evening

EITHER = pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])


def phase(evening: Evening, phase: Phase) -> None:
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=phase, now=clock.now())


def helper(hall: Hall, evening: Evening, *, table: int = 4, javascript: bool = True) -> Helper:
    """Somebody at a table opens the door on her phone and types the code that she was given."""
    code = access.make_helper_code(
        evening.house, dossier=evening.uuid, meeting_id=evening.id, table=table, now=clock.now()
    )
    page = hall.page(size=PHONE, has_touch=True, java_script_enabled=javascript)
    page.goto("/deur")
    page.get_by_role("textbox", name="Code van de begeleider").fill(f"{code[:3]} {code[3:]}")
    page.get_by_role("button", name="Ga naar mijn tafel").click()
    page.wait_for_url(f"**/hulp/{evening.code}")
    return Helper(page)


def check_access(one: Helper, *, javascript: bool) -> None:
    """See that axe is content, and that nothing hangs over the side; both need a script to ask."""
    if javascript:
        assert problems(one.page) == []
        assert one.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@EITHER
def test_a_helper_types_changes_and_takes_back(hall: Hall, evening: Evening, javascript: bool) -> None:
    evening.ask(phase=Phase.TOGETHER)
    screen, ria = hall.screen(evening), helper(hall, evening, javascript=javascript)
    expect(ria.question).to_have_text("Wat vind jij belangrijk?")
    ria.placed("Een bank bij de winkel", 1)
    ria.placed("Minder brieven", 2)
    ria.placed("Foutje", 3)
    screen.hangs("Een bank bij de winkel", "Minder brieven", "Foutje")
    check_access(ria, javascript=javascript)
    ria.act("Wijzig", "Minder brieven").click()
    expect(ria.box).to_have_value("Minder brieven")
    ria.box.fill("Minder moeilijke brieven")
    ria.press("Bewaar wijziging")
    expect(ria.said).to_contain_text("Lees voor: Minder moeilijke brieven")
    ria.act("Haal terug", "Foutje").click()
    expect(ria.said).to_contain_text("Briefje 3 is weg.")
    screen.hangs("Een bank bij de winkel", "Minder moeilijke brieven")
    ria.box.fill("Bel 06-12345678")
    ria.press("Plaats briefje")
    expect(ria.said).to_contain_text("Er lijkt een telefoonnummer in te staan.")
    ria.press("Toch plaatsen")
    expect(ria.number).to_have_text("4")
    check_access(ria, javascript=javascript)


@EITHER
def test_a_helper_gathers_and_counts_dots(hall: Hall, evening: Evening, javascript: bool) -> None:
    def moves_on(to: Phase) -> None:
        phase(evening, to)
        if not javascript:
            ria.look_again()

    evening.ask(phase=Phase.TOGETHER)
    for text in "abcd":
        evening.post(text)
    screen, ria = hall.screen(evening), helper(hall, evening, javascript=javascript)
    moves_on(Phase.GATHER)
    expect(ria.numbers).to_be_visible()
    ria.lay("1 2 99", name="Dichtbij huis")
    expect(ria.said).to_contain_text("2 briefjes gelegd bij ‘Dichtbij huis’: 1, 2.")
    expect(ria.said).to_contain_text("Niet op de wand: 99.")
    themes = screen.root.locator("section.thema")
    expect(themes.first).to_contain_text("Dichtbij huis")
    expect(themes.first.locator(".nr")).to_have_text(["1", "2"])
    check_access(ria, javascript=javascript)
    ria.lay("4", where="Dichtbij huis (2)")
    expect(themes.first.locator(".nr")).to_have_text(["1", "2", "4"])
    ria.press("Draai mijn laatste terug")
    expect(ria.said).to_contain_text("Teruggedraaid.")
    expect(themes.first.locator(".nr")).to_have_text(["1", "2"])

    moves_on(Phase.VOTE)
    expect(ria.page.get_by_text("Ieder heeft 5 stippen.")).to_be_visible()
    ria.page.get_by_label("Dichtbij huis").fill("12")
    ria.press("Tel mee")
    expect(ria.said).to_contain_text("Geteld: 12 stippen")
    expect(screen.floor).to_contain_text("12 stippen geplakt")
    check_access(ria, javascript=javascript)

    moves_on(Phase.RESULT)
    expect(ria.page.get_by_text("‘Dichtbij huis’ staat bovenaan: 12 van de 12 stippen.")).to_be_visible()
    expect(ria.page.get_by_role("button", name="Tel mee")).to_have_count(0)
    expect(screen.question).to_contain_text("12 van de 12 stippen")
    check_access(ria, javascript=javascript)

    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    if not javascript:
        ria.look_again()
    expect(ria.question).to_have_text("Dank je wel voor het helpen")


def test_two_helpers_and_the_wall_see_each_other_at_once(hall: Hall, evening: Evening) -> None:
    evening.ask()
    for text in "abcdef":
        evening.post(text)
    phase(evening, Phase.GATHER)
    screen, ria, bo = hall.screen(evening), helper(hall, evening), helper(hall, evening, table=5)
    ria.lay("1 2", name="Groen")
    expect(bo.page.locator("#th")).to_contain_text("Groen 1 · 2")
    bo.where.select_option("Groen (2)")
    bo.numbers.fill("3 4")
    theme.begin(evening.store, meeting_id=evening.id, numbers=[6], title="Samen", hand="x", now=NOW)
    expect(bo.page.locator("#th")).to_contain_text("Samen 6")
    expect(bo.numbers).to_have_value("3 4")  # what she was typing stays
    bo.numbers.press("Enter")
    expect(screen.root.locator("section.thema").first.locator(".nr")).to_have_text(["1", "2", "3", "4"])
    expect(ria.page.locator("#th")).to_contain_text("Groen 1 · 2 · 3 · 4")


def test_enter_places_a_note_and_the_next_can_be_typed_at_once(hall: Hall, evening: Evening) -> None:
    evening.ask()
    ria = helper(hall, evening)
    ria.box.click()
    for number, text in enumerate(("Rust", "Groen"), start=1):
        ria.page.keyboard.type(text)
        ria.page.keyboard.press("Enter")
        expect(ria.number).to_have_text(str(number))
        expect(ria.box).to_have_value("")
        expect(ria.box).to_be_focused()
    assert [(one.text, one.table) for one in evening.notes] == [("Rust", 4), ("Groen", 4)]


def test_what_was_typed_survives_lost_wifi_and_a_closed_question(hall: Hall, evening: Evening) -> None:
    evening.ask()
    ria = helper(hall, evening)
    ria.box.fill("Een bank")
    ria.page.context.set_offline(True)
    ria.press("Plaats briefje")
    expect(ria.said).to_contain_text("Geen wifi. Wat je typte staat er nog.")
    expect(ria.box).to_have_value("Een bank")
    ria.page.context.set_offline(False)
    ria.press("Plaats briefje")
    expect(ria.number).to_have_text("1")
    ria.box.fill("Te laat")
    phase(evening, Phase.VOTE)
    expect(ria.page.get_by_text("Tel de stippen")).to_be_visible()
    ria.press("Plaats briefje")
    expect(ria.said).to_contain_text("Geef het papier aan de begeleider.")
    expect(ria.box).to_have_value("Te laat")
    assert [one.text for one in evening.notes] == ["Een bank"]


def test_a_hidden_note_leaves_the_page_of_the_helper(hall: Hall, evening: Evening) -> None:
    evening.ask()
    ria = helper(hall, evening)
    ria.placed("Iets over de buurman", 1)
    note.hide(evening.store, note_id=1, reason="naam", now=NOW)
    expect(ria.own).to_contain_text(["Dit briefje staat niet op de wand."])
    expect(ria.page.get_by_text("buurman")).to_have_count(0)
    ria.look_again()
    expect(ria.page.get_by_text("buurman")).to_have_count(0)


def test_the_facilitator_gives_a_code_and_withdraws_it(hall: Hall, evening: Evening) -> None:
    evening.ask()
    regie = hall.facilitator(evening)
    panel = regie.tab("Tafelhulp")
    panel.get_by_role("spinbutton", name="Tafel").fill("7")
    panel.get_by_role("button", name="Maak een code").click()
    shown = regie.metric("Code voor tafel 7")
    expect(shown).to_contain_text(re.compile(r"\d{3} \d{3}"))
    found = re.search(r"\d{3} \d{3}", shown.inner_text())
    assert found
    assert problems(regie.page) == []
    page = hall.page(size=PHONE)
    page.goto("/deur")
    page.get_by_role("textbox", name="Code van de begeleider").fill(found[0])
    page.get_by_role("button", name="Ga naar mijn tafel").click()
    bo = Helper(page)
    bo.placed("Een bank", 1)
    expect(panel.get_by_text("Tafel 7", exact=True)).to_be_visible()
    bo.box.fill("Nog één")
    expect(panel.get_by_text("code nog niet gebruikt")).to_have_count(0)
    panel.get_by_role("button", name="Trek in").click()
    expect(panel.get_by_text("Nog geen tafel heeft een tafelhulp.")).to_be_visible()
    bo.press("Plaats briefje")
    expect(page.get_by_text("Je bent hier geen tafelhulp.")).to_be_visible()
    expect(page.get_by_label("Niet geplaatst")).to_have_value("Nog één")
    assert [one.text for one in evening.notes] == ["Een bank"]


@EITHER
def test_paper_says_as_whom_like_a_phone_and_the_next_note_too(
    hall: Hall, evening: Evening, javascript: bool
) -> None:
    evening.ask(phase=Phase.TOGETHER)
    ria = helper(hall, evening, javascript=javascript)
    expect(ria.as_whom).to_have_value("")
    ria.placed("Niet gezegd", 1)
    ria.as_whom.select_option("Voor een organisatie")
    if javascript:
        evening.ask(2, Phase.TOGETHER)  # the page is made anew meanwhile, and her choice stays
        expect(ria.question).to_have_text("Wat wil je zelf doen?")
    ria.placed("Van de school", 2)
    expect(ria.as_whom).to_have_value("organisatie")
    ria.placed("Ook van de school", 3)
    check_access(ria, javascript=javascript)
    said = [None, Group.ORGANISATION, Group.ORGANISATION]
    assert [one.group for one in evening.notes] == said


@EITHER
def test_a_helper_puts_dutch_under_a_note_that_the_wall_shows(
    hall: Hall, evening: Evening, javascript: bool
) -> None:
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Daha fazla yeşil", device="Henk")
    screen, ria = hall.screen(evening), helper(hall, evening, javascript=javascript)
    ria.page.get_by_text("Zet Nederlands onder een briefje").click()
    ria.page.get_by_label("Nummer van het briefje").fill("1")
    ria.page.get_by_label("In het Nederlands").fill("Meer groen")
    check_access(ria, javascript=javascript)
    ria.page.get_by_role("button", name="Zet het eronder").click()
    expect(ria.said).to_contain_text("Je vertaling hoort nu bij briefje 1.")
    expect(screen.notes.first).to_contain_text("Daha fazla yeşil")
    expect(screen.notes.first).to_contain_text("Meer groen")

"""One evening from the first words to a decision, with everybody whom a hall may hold.

The facilitator at her laptop and with her phone in hand, the projector, a helper at a table, a phone in
Arabic and one without JavaScript; axe is content in every phase.
"""

import pytest
from playwright.sync_api import Locator, expect

from sok_core import words
from sok_core.model import Role
from tests.e2e.accessibility import problems
from tests.e2e.pages.hall import PHONE, Hall
from tests.e2e.pages.helper import Helper
from tests.e2e.pages.phone import Phone
from tests.e2e.pages.regie import Regie
from tests.e2e.pages.remote import Remote
from tests.e2e.pages.screen import Screen
from tests.e2e.test_gathering import drag, paper, themes
from tests.evening import Evening

ARABIC, PLAIN, SPOKEN = "نريد أن نلتقي أكثر", "Een bank bij de winkel", "Elke maand samen eten"
PROPOSAL, BETTER = "We eten elke maand samen.", "We eten elke maand samen, om de beurt in een straat."
OBJECTION = "Niet altijd bij ons in de straat."


def arabic(dutch: str) -> str:
    return words.translation("ar")(dutch)


class Everybody:
    """All who are here; ``henk`` has no JavaScript, so he loads his page anew."""

    def __init__(self, hall: Hall, evening: Evening) -> None:
        self.regie: Regie = hall.facilitator(evening)
        self.screen: Screen = hall.screen(evening)
        self.remote = Remote(hall.page(size=PHONE, has_touch=True, cookie=evening.cookie(Role.REMOTE)))
        self.remote.page.goto(f"/afstand/{evening.code}")
        self.ria = Helper(hall.page(size=PHONE, has_touch=True, cookie=evening.helper(4)))
        self.ria.page.goto(f"/hulp/{evening.code}")
        self.fatma: Phone = hall.phone(f"{evening.code}?taal=ar")
        self.henk: Phone = hall.phone(evening.code, javascript=False)

    def is_fit_for_all(self) -> None:
        """Let axe judge each page that has a script to ask it with."""
        for one in (self.screen, self.remote, self.ria, self.fatma, self.regie):
            assert problems(one.page) == []

    def set_phase(self, name: str) -> None:
        self.remote.set_phase(name)
        self.henk.look_again()


@pytest.fixture
def all_here(hall: Hall, evening: Evening) -> Everybody:
    return Everybody(hall, evening)


def test_from_the_first_words_to_a_decision(all_here: Everybody, evening: Evening) -> None:
    everybody_writes(all_here)
    what_belongs_together(all_here)
    what_counts_most(all_here)
    what_all_can_live_with(all_here)
    what_goes_home(all_here, evening)


def everybody_writes(here: Everybody) -> None:
    here.remote.go_on("Wat vind jij belangrijk?")
    expect(here.fatma.page.locator("html")).to_have_attribute("dir", "rtl")
    here.fatma.box.fill(ARABIC)
    here.fatma.page.get_by_role("button", name=arabic("Plaats briefje")).click()
    expect(here.fatma.own).to_have_count(1)
    here.henk.look_again()
    here.henk.placed(PLAIN)
    here.ria.placed(SPOKEN, 3)
    here.screen.count(3)
    here.is_fit_for_all()
    here.set_phase("Samen")
    here.screen.hangs(ARABIC, PLAIN, SPOKEN)
    here.is_fit_for_all()


def what_belongs_together(here: Everybody) -> None:
    here.set_phase("Verzamelen")
    here.ria.lay("2 3", name="Elkaar ontmoeten")
    expect(themes(here.screen).first.locator(".nr")).to_have_text(["2", "3"])
    drag(here.screen.page, paper(here.screen, 1), themes(here.screen).first)
    expect(here.ria.page.locator("#th")).to_contain_text("Elkaar ontmoeten 1 · 2 · 3")
    here.ria.press("Draai mijn laatste terug")
    expect(themes(here.screen).first.locator(".nr")).to_have_text(["1"])  # another hand laid that one
    here.ria.lay("2 3", where="Elkaar ontmoeten (1)")
    expect(themes(here.screen).first.locator(".nr")).to_have_text(["1", "2", "3"])
    here.is_fit_for_all()


def what_counts_most(here: Everybody) -> None:
    def dot(phone: Phone, dutch: str) -> Locator:
        return phone.page.get_by_role("button", name=dutch, exact=True)

    here.set_phase("Stemmen")
    dot(here.fatma, arabic("Stip erbij bij %s") % 1).click()
    dot(here.henk, "Stip erbij bij 1").click()
    here.ria.page.get_by_label("Elkaar ontmoeten").fill("4")
    here.ria.press("Tel mee")
    expect(here.screen.floor).to_contain_text("6 stippen geplakt")
    here.is_fit_for_all()
    here.set_phase("Uitslag")
    expect(here.screen.question).to_have_text("‘Elkaar ontmoeten’ staat bovenaan: 6 van de 6 stippen.")
    here.is_fit_for_all()


def what_all_can_live_with(here: Everybody) -> None:
    panel = here.regie.tab("Voorstel")
    panel.get_by_role("textbox", name="Voorstel").fill(PROPOSAL)
    here.regie.press("Bewaar het voorstel")
    expect(panel.get_by_role("textbox", name="Voorstel")).to_be_hidden()
    here.regie.press("Zet op het scherm")
    expect(here.screen.root).to_contain_text(PROPOSAL)
    answer(here.fatma, PROPOSAL)
    here.henk.look_again()
    answer(here.henk, PROPOSAL)
    here.ria.page.get_by_role("textbox", name="Wat moet er anders?").fill(OBJECTION)
    here.ria.press("Geef aan de begeleider")
    expect(panel.get_by_text(OBJECTION)).to_be_visible()
    expect(here.screen.root.get_by_text(OBJECTION)).to_have_count(0)
    here.is_fit_for_all()
    here.regie.press("Schrijf een betere tekst")
    here.regie.page.get_by_role("textbox", name="Betere tekst").fill(BETTER)
    here.regie.press("Begin een nieuwe ronde")
    expect(here.screen.root).to_contain_text(BETTER)
    answer(here.fatma, BETTER)
    here.henk.look_again()
    answer(here.henk, BETTER)
    expect(here.ria.page.locator("#k")).to_contain_text(BETTER)
    here.ria.page.get_by_label("Kan hiermee leven").fill("4")
    here.ria.press("Tel mee")
    expect(here.ria.said).to_contain_text("Geteld: 4 antwoorden")
    here.regie.press("Sluit de ronde")
    expect(here.screen.question).to_have_text("6 mensen kunnen hiermee leven. Niemand heeft een bezwaar.")
    here.regie.press("Leg vast als besluit")
    expect(here.screen.root.get_by_text("✓ Besloten")).to_be_visible()
    here.is_fit_for_all()


def answer(phone: Phone, text: str) -> None:
    """Read this text, say that one can live with it, and see that it counts."""
    yes = phone.page.locator("#pf button").first
    expect(phone.page.locator("#pt")).to_have_text(text)  # a phone hears a moment after the screen
    yes.click()
    expect(yes).to_have_attribute("aria-pressed", "true")


def what_goes_home(here: Everybody, evening: Evening) -> None:
    here.regie.write_down("Parkeren", "De speeltuin")
    here.regie.close()
    files = here.regie.summary()
    (markdown,) = [body.decode() for name, body in files.items() if name.endswith(".md")]
    for told in (ARABIC, PLAIN, SPOKEN, "Elkaar ontmoeten", "6 stippen", BETTER, PROPOSAL, "De speeltuin"):
        assert told in markdown, told
    assert OBJECTION not in markdown  # it never was on the screen
    for one in (here.remote, here.ria, here.fatma):
        expect(one.page.get_by_role("heading", level=1)).not_to_have_text(evening.prompts[0].text)

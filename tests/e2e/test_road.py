"""The whole road in real browsers: from an open question to a signature that a finger drew.

Nothing is put in the dossier but two parties; all else is what people type, press and draw.
"""

import re
from urllib.parse import urlencode

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TooLong

from sok_core import party
from sok_core.model import PartyStatus, PartyType, SignatureMethod, Step
from tests.e2e.accessibility import at_rest
from tests.e2e.pages.hall import PHONE, Hall
from tests.e2e.test_signing import draw
from tests.evening import Evening

WORDS, OTHER_WORDS = "Wij willen de post eerst lezen, met elkaar", "Zet de brieven in gewone taal"
VALUE, PROMISE = "Samen lezen", "Wij lezen elke brief van tevoren met drie bewoners."
CENTRE, TOWN = "Buurthuis De Spil", "Gemeente Oosterhaven"
PARTIES = {CENTRE: PartyType.COMMUNITY_CENTRE, TOWN: PartyType.MUNICIPALITY}
OPENINGS, A_LOOK = 3, 5_000


class Desk:
    """The pages of the facilitator, by what stands on them; each act waits until the page rests."""

    def __init__(self, page: Page, slug: str) -> None:
        self._page, self.slug = page, slug

    @property
    def page(self) -> Page:
        return at_rest(self._page)

    def go(self, path: str, **query: str) -> None:
        self._page.goto(f"/{path}?{urlencode({'d': self.slug} | query)}")
        expect(self._page.get_by_role("heading", level=1)).to_be_visible()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_role("textbox", name=label).fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose in a list, by typing in it, unless it is chosen already; the list closes.

        On a busy computer a page that is drawn anew may close the list: then a hand opens it again.
        """
        box = self.page.get_by_role("combobox", name=label, exact=True)
        if box.input_value() == option:
            return
        box.evaluate(
            "one => one.scrollIntoView({block: 'center'})"
        )  # a list that opens below the fold closes
        found = self._page.get_by_role("option", name=option)
        for _ in range(OPENINGS):
            box.fill("")
            box.fill(option)
            try:
                found.click(timeout=A_LOOK)
                break
            except TooLong:
                at_rest(self._page)
        else:
            found.click()
        self._page.keyboard.press("Tab")

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self._page.get_by_text(text).first).to_be_visible()


def test_from_an_open_question_to_a_signature(hall: Hall, evening: Evening) -> None:
    for name, kind in PARTIES.items():
        party.write_down(evening.store, name=name, type=kind, status=PartyStatus.AT_THE_TABLE)
    evening.ask()
    first, other = hall.phone(evening.code), hall.phone(evening.code, javascript=False)
    first.placed(WORDS)
    other.placed(OTHER_WORDS)

    regie = hall.facilitator(evening)
    desk = Desk(regie.page, evening.store.slug)
    regie.phase("Verzamelen")
    box = regie.tab("Thema's").get_by_test_id("stChatInputTextArea")
    box.fill("1 2")
    box.press("Enter")
    desk.sees("2 briefjes gelegd.")
    desk.press("Wijzig")
    desk.fill("Hoe noemt de groep dit?", VALUE)
    desk.press("Bewaar de naam")
    expect(regie.page.get_by_text(f"{VALUE} · 2 briefjes")).to_be_visible()
    regie.close()

    desk.go("doelen-en-waarden")
    desk.press("Maak er een waarde van")
    desk.sees(f"→ waarde ‘{VALUE}’")
    the_text(desk)
    the_answers(desk)
    sign(hall, desk)

    desk.go("doelen-en-waarden", deel="briefjes")
    desk.sees("Staat in artikel")
    with evening.store.read() as tables:
        signed = {one.party_id: one for one in tables.signature.all()}
        (version,) = tables.version.all()
        names = {one.id: one.name for one in tables.party.all()}
    assert {names[one] for one in signed} == set(PARTIES)
    assert {one.method for one in signed.values()} == {SignatureMethod.FINGER, SignatureMethod.PEN}
    assert PROMISE in version.content


def the_text(desk: Desk) -> None:
    """Begin the agreement with the value, say who promises it, and freeze it."""
    desk.go("ondertekenen")
    desk.press("Begin de tekst")
    desk.press("Begin met wat jullie vonden")
    desk.choose("Waarmee begin je?", VALUE)
    desk.press("Maak er een artikel van")
    desk.sees("Het artikel staat erin. Lees het na.")
    desk.fill("Tekst", PROMISE)
    for name in PARTIES:
        desk.choose("Wie", name)
    desk.press("Bewaar")
    desk.sees(f"{CENTRE} en {TOWN}")
    desk.sees(WORDS)
    desk.go("ondertekenen", deel="versies")
    desk.fill("Hoe heet deze tekst?", "Om te tekenen")
    desk.press("Bevries deze tekst")
    desk.sees("Om te tekenen")


def the_answers(desk: Desk) -> None:
    """Both parties say yes; then the signing opens."""
    desk.go("ondertekenen", deel="akkoord")
    for name in PARTIES:
        desk.choose("Welke partij antwoordt?", name)
        desk.page.get_by_role("radiogroup", name=re.compile(name)).get_by_text("Ja", exact=True).click()
        desk.press("Bewaar het antwoord")
        desk.sees(re.compile(f"{name}.*Ja"))
    desk.press("Open het tekenen")
    desk.sees("Het tekenen is open.")


def sign(hall: Hall, desk: Desk) -> None:
    """Plan the feast and sign: one with a finger on a phone, one with a pen."""
    desk.go("regie", plan=str(Step.SIGNING))
    desk.press("Bewaar het plan")
    desk.press("Begin de avond")
    desk.press("Tekenen op scherm")
    desk.press("Volgende")
    desk.fill("Wie tekent? (functie)", "voorzitter")
    desk.press("Teken op een telefoon")
    url = desk.page.get_by_role("link", name="Open op dit scherm").get_attribute("href") or ""
    phone = hall.page(size=PHONE, has_touch=True)
    phone.goto(url)
    expect(phone.get_by_text(PROMISE)).to_be_visible()
    draw(phone)
    phone.get_by_role("button", name="Zet de handtekening").click()
    expect(phone.get_by_role("heading", name="Getekend")).to_be_visible()
    desk.sees("Getekend met een vinger, door voorzitter")
    desk.press("Volgende")
    desk.fill("Wie tekent? (functie)", "wethouder")
    desk.press("Getekend op papier")
    desk.sees(re.compile("wethouder"))
    desk.press("Rond af")
    desk.sees("Daarna: kijken hoe het gaat.")

"""The signing in real browsers: the facilitator leads, the wall shows a promise, a finger signs."""

import pytest
from playwright.sync_api import Page, expect

from sok_core import consent, mandate, signature
from sok_core.clock import local, now
from sok_core.model import ConsentAnswer, MandateStatus, SignatureMethod, Step
from sok_core.signature import Pen
from tests.e2e.accessibility import problems
from tests.e2e.pages.hall import BEAMER, OLD_BEAMER, PHONE, Hall
from tests.e2e.pages.place import place_of
from tests.e2e.pages.screen import Screen
from tests.evening import Evening
from tests.signing import Text, write

PROMISE = "Wij planten vijf bomen op het schoolplein, en de kinderen geven ze water."


@pytest.fixture
def text(evening: Evening) -> Text:
    """A text to which both parties said yes, on an evening of step 5."""
    with evening.store.write() as tables:
        tables.meeting.update(evening.id, step=Step.SIGNING)
    made = write(evening.store)
    made.freeze(now())
    for party_id in (made.school, made.town):
        made.say(party_id)
    mandate.change(made.store, party_id=made.school, version=0, promise=PROMISE)
    return made


def names(screen: Screen, state: str) -> list[str]:
    """Return the parties that the wall marks in one way."""
    return screen.root.locator(f".rol li:has([aria-label='{state}'])").all_inner_texts()


def draw(page: Page) -> None:
    """Draw a few lines in the box, as a finger does."""
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = place_of(canvas)
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for turn in range(1, 20):
        page.mouse.move(box["x"] + 30 + turn * 10, box["y"] + 40 + (turn * 31) % 60)
    page.mouse.up()


def test_an_evening_of_signing_from_the_opening_to_the_thanks(
    hall: Hall, evening: Evening, text: Text
) -> None:
    screen, old = hall.screen(evening, size=BEAMER), hall.screen(evening, size=OLD_BEAMER)
    regie = hall.facilitator(evening)
    page = regie.page
    expect(page.get_by_text("Het tekenen is nog niet open.")).to_be_visible()
    page.goto(f"/ondertekenen?d={evening.store.slug}&deel=akkoord")
    regie.press("Open het tekenen")
    expect(page.get_by_text("Het tekenen is open.")).to_be_visible()
    page.goto(f"/regie?d={evening.store.slug}&m={evening.id}")
    regie.press("Tekenen op scherm")
    expect(screen.question).to_have_text("Wij gaan tekenen")

    regie.press("Volgende")
    for wall in (screen, old):
        expect(wall.question).to_have_text("De Meelbloem")
        expect(wall.root.locator(".beloften li")).to_have_text([PROMISE])
    expect(old.floor).to_contain_text("Hierna: Gemeente Oosterhaven")
    page.get_by_role("textbox", name="Wie tekent? (functie)").fill("directeur")
    regie.press("Teken op een telefoon")
    link = page.get_by_role("link", name="Open op dit scherm")
    url = link.get_attribute("href") or ""
    assert problems(page) == []

    phone = hall.page(size=PHONE, has_touch=True)
    phone.goto(url)
    expect(phone.get_by_text(PROMISE)).to_be_visible()
    expect(phone.get_by_label("Wie tekent? Een functie is genoeg.")).to_have_value("directeur")
    expect(phone.get_by_role("button", name="Zet de handtekening")).to_be_disabled()
    draw(phone)
    assert problems(phone) == []
    phone.get_by_role("button", name="Zet de handtekening").click()
    expect(phone.get_by_role("heading", name="Getekend")).to_be_visible()
    phone.goto(url)
    expect(phone.get_by_role("alert")).to_contain_text("Deze tekenlink werkt niet meer.")

    expect(screen.root.locator(".wie")).to_have_text("✓ Getekend door de directeur.")
    assert [name.split("\n")[-1] for name in names(screen, "getekend")] == ["De Meelbloem"]
    for wall in (screen, old):
        assert wall.misfits() == []
        assert wall.smallest() >= 0.99
        assert problems(wall.page) == []
    expect(page.get_by_text("Getekend met een vinger, door directeur")).to_be_visible()
    with text.store.read() as tables:
        (made,) = tables.signature.all()
    assert made.method is SignatureMethod.FINGER
    assert len(made.drawing[0]) > 10

    regie.press("Volgende")
    expect(screen.question).to_have_text("Gemeente Oosterhaven")
    regie.press("Getekend op papier")
    expect(screen.root.locator(".wie")).to_have_text("✓ Getekend door de directeur.")
    regie.press("Rond af")
    expect(screen.question).to_have_text("Twee partijen tekenden.")
    expect(screen.root.get_by_text("Gefeliciteerd.")).to_be_visible()
    expect(page.get_by_text("Daarna: kijken hoe het gaat.")).to_be_visible()


def test_a_promise_that_is_too_long_for_the_wall_is_spread_and_never_cut(
    hall: Hall, evening: Evening, text: Text
) -> None:
    texts = [
        f"Punt {turn}: wij planten bomen, geven ze water en vertellen elk jaar hoe het gaat."
        for turn in range(9)
    ]
    for one in texts:
        text.add(one, text.town, saved_at=now())
    text.freeze(now())
    for party_id in (text.school, text.town):
        text.say(party_id, version=1)
    consent.open_signing(text.store, now=now())
    signature.show(text.store, meeting_id=evening.id)
    signature.call(text.store, party_id=text.town)
    screen, regie = hall.screen(evening, size=OLD_BEAMER), hall.facilitator(evening)
    expect(screen.question).to_have_text("Gemeente Oosterhaven")
    seen: list[str] = []
    for sheet in range(1, 20):
        expect(screen.floor.locator(".bladen b")).to_have_text(str(sheet))
        assert screen.misfits() == []
        seen += screen.root.locator(".beloften li").all_inner_texts()
        if screen.floor.locator(".bladen :last-child").inner_text() == str(sheet):
            break
        regie.press("Volgend")
    assert seen == ["De gemeente betaalt de bomen.", *texts]


@pytest.mark.parametrize("size", [BEAMER, OLD_BEAMER])
def test_what_a_yes_depends_on_stands_below_a_long_promise(
    hall: Hall, evening: Evening, text: Text, size: tuple[int, int]
) -> None:
    promise = "Wij planten bomen en geven ze water. " * 7
    about = {"party_id": text.town, "version": 0}
    mandate.change(text.store, **about, promise=promise, proviso="instemming van de raad " * 4)
    with text.store.read() as tables:
        before = consent.in_force(tables, 0)[text.town]
    condition = "als de raad instemt met het geld " * 4
    text.say(text.town, ConsentAnswer.YES_IF, text=condition, instead_of=before.id)
    consent.open_signing(text.store, now=now())
    signature.show(text.store, meeting_id=evening.id)
    signature.call(text.store, party_id=text.town)
    screen = hall.screen(evening, size=size)
    expect(screen.question).to_have_text("Gemeente Oosterhaven")
    promised = screen.root.locator(".beloften")
    expect(promised).to_have_text(promise.strip())
    assert promised.evaluate("(list) => list.scrollHeight <= list.clientHeight + 2")
    expect(screen.root.locator(".mits").first).to_contain_text("Ja, als de raad instemt")
    expect(screen.root.locator(".mits").last).to_contain_text("Onder voorbehoud van: instemming van de raad")
    assert screen.misfits() == []


def test_without_a_script_a_phone_signs_by_function(hall: Hall, evening: Evening, text: Text) -> None:
    consent.open_signing(text.store, now=now())
    key = signature.make_key(text.store, party_id=text.school, now=now())
    phone = hall.page(size=PHONE, java_script_enabled=False)
    phone.goto(f"/tekenen/{evening.code}/{key}")
    expect(phone.locator("canvas")).to_be_hidden()
    phone.get_by_label("Wie tekent? Een functie is genoeg.").fill("conciërge")
    phone.get_by_role("button", name="Teken getypt").click()
    expect(phone.get_by_role("heading", name="Getekend")).to_be_visible()
    signature.sign(text.store, party_id=text.town, pen=Pen(SignatureMethod.PEN, "wethouder"), now=now())
    with text.store.read() as tables:
        assert [one.function for one in tables.signature.all()] == ["conciërge", "wethouder"]


def test_of_a_party_whose_body_said_no_the_wall_and_its_phone_say_so(
    hall: Hall, evening: Evening, text: Text
) -> None:
    consent.open_signing(text.store, now=now())
    key = signature.make_key(text.store, party_id=text.school, now=now())
    no = {"status": MandateStatus.REFUSED, "decided_on": local(now()).date(), "why": "Te duur."}
    mandate.change(text.store, party_id=text.school, version=0, **no)
    signature.show(text.store, meeting_id=evening.id)
    signature.call(text.store, party_id=text.school)
    screen, phone = hall.screen(evening, size=OLD_BEAMER), hall.page(size=PHONE)
    expect(screen.question).to_have_text("De Meelbloem")
    expect(screen.root.locator(".beloften li")).to_have_text([signature.REFUSED])
    expect(screen.root.locator(".wij, .wie")).to_have_count(0)
    assert screen.misfits() == []
    phone.goto(f"/tekenen/{evening.code}/{key}")
    expect(phone.get_by_role("alert")).to_contain_text("Wie voor jullie beslist, zei nee.")
    expect(phone.locator("canvas, button")).to_have_count(0)
    assert problems(screen.page) == problems(phone) == []

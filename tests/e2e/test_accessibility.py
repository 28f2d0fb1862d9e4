"""axe-core on every page, in every phase and in the languages of the phone."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from pages._ui import parts
from sok_core import access, meeting, words
from sok_core.clock import now
from sok_core.model import Phase, PromptKind, Role, ScreenView
from sok_core.store.house import House
from tests.e2e.accessibility import at_rest, is_whole, problems
from tests.e2e.pages.hall import LAPTOP, PHONE, Hall
from tests.e2e.screens import FILES
from tests.e2e.test_offline import PAGES, PARTS
from tests.evening import Evening, cookie
from tests.house.tree import parts_of
from tests.molenkwartier import neighbourhood
from tests.server import Server


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("phase", Phase)
def test_the_phone_in_each_phase(phase: Phase, language: str, hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(f"{evening.code}?taal={language}")
    phone.page.locator("#t").fill("Van mij")
    phone.page.locator("#b").click()
    expect(phone.own).to_have_count(1)
    evening.post("Van een ander", device="Henk")
    evening.ask(phase=phase)
    expect(phone.page.locator("#ns")).to_be_visible(visible=phase.is_shared and not phase.has_votes)
    expect(phone.page.locator("#vs")).to_be_visible(visible=phase.has_votes)
    expect(phone.page.locator("#b")).to_be_visible(visible=phase.can_write)
    assert problems(phone.page) == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_phone_with_a_question_an_error_and_thanks(language: str, hall: Hall, evening: Evening) -> None:
    phone = hall.phone(f"{evening.code}?taal={language}")
    assert problems(phone.page) == []  # no question yet
    evening.ask()
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=5, now=now())
    expect(phone.page.locator("#b")).to_be_visible()
    phone.page.locator("#t").fill("Bel 0612345678")
    phone.page.locator("#b").click()
    expect(phone.asks).to_be_visible()
    assert problems(phone.page) == []
    phone.page.context.set_offline(True)
    phone.page.locator("#a button").click()
    expect(phone.waiting).to_have_count(1)
    expect(phone.message).to_be_visible()
    assert problems(phone.page) == []
    phone.page.locator("#t").fill("x" * 281)
    phone.page.locator("#b").click()
    expect(phone.left).to_have_class("count too")
    assert problems(phone.page) == []
    phone.page.context.set_offline(False)
    expect(phone.waiting).to_have_count(0)
    meeting.close(evening.store, meeting_id=evening.id, now=now())
    expect(phone.page.locator("#t")).to_have_count(0)
    assert problems(phone.page) == []


def test_the_doors(hall: Hall, evening: Evening) -> None:
    key = access.make_link(evening.house, role=Role.FACILITATOR, now=now())
    invited, _ = access.make_invite(evening.house, dossier=evening.uuid, label="Wijkmanager", now=now())
    page = hall.page(cookie=evening.cookie(Role.FACILITATOR))
    for path in (
        "/m",
        "/m/FOUT",
        "/deur",
        f"/deur/sleutel/{key}",
        "/deur/sleutel/verlopen",
        f"/deur/kernteam/{invited}",
        "/deur/wachtzin",
    ):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert problems(page) == [], path


def test_the_screen_in_each_view(hall: Hall, evening: Evening) -> None:
    screen = hall.screen(evening)
    expect(screen.question).to_have_text("Samen aan tafel")
    assert problems(screen.page) == [], "welkom"
    evening.ask()
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=5, now=now())
    expect(screen.question).to_have_text("Wat vind jij belangrijk?")
    assert problems(screen.page) == [], "open"
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Meer groen in de straat")
    expect(screen.notes).to_have_count(1)
    assert problems(screen.page) == [], "samen"
    for view, title in ((ScreenView.PAUSE, "Pauze"), (ScreenView.WIFI, "Er is nog geen wifi ingevuld")):
        meeting.show(evening.store, meeting_id=evening.id, screen=view)
        expect(screen.question).to_have_text(title)
        assert problems(screen.page) == [], view


@pytest.mark.parametrize("path", [path for path in PAGES if path != "beheer"])
def test_the_pages(path: str, hall: Hall, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    for text in ("Meer groen in de straat", "De huur moet betaalbaar blijven"):
        evening.post(text)
    page = open_page(hall, evening, path)
    assert problems(page) == []


def test_what_is_behind_the_scenes(hall: Hall, evening: Evening) -> None:
    page = open_page(hall, evening, "beheer")
    for part in PARTS:
        page.goto(f"/beheer?d={evening.store.slug}&deel={part}")
        expect(page.get_by_role("radio", name=part, exact=True)).to_be_checked()
        assert problems(page) == [], part


@pytest.fixture(scope="module")
def molenkwartier(shared_server: Server) -> Iterator[tuple[str, str]]:
    """The fictional neighbourhood on the shared server: its slug, and the cookie of a facilitator."""
    house = House(shared_server.folder / "huis.sqlite")
    with neighbourhood(shared_server.folder) as store:
        yield store.slug, cookie(house, Role.FACILITATOR, dossier=None)
    house.close()


@pytest.mark.parametrize(
    ("path", "size"), [*((path, LAPTOP) for path in FILES), ("verkenning", PHONE)], ids=str
)
def test_each_part_of_each_step(
    path: str, size: tuple[int, int], hall: Hall, molenkwartier: tuple[str, str]
) -> None:
    slug, sealed = molenkwartier
    page = hall.page(size=size, cookie=sealed)
    for part in parts_of(FILES[path]):
        page.goto(f"/{path}?d={slug}&deel={quote(part.lower())}")
        expect(page.get_by_role("radio", name=part, exact=True)).to_be_checked()
        assert problems(page) == [], part


def test_each_part_of_the_control_room(hall: Hall, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Meer groen in de straat")
    meeting.add_question(
        evening.store, meeting_id=evening.id, text=meeting.NETWORK_QUESTION, kind=PromptKind.NETWORK
    )
    regie = hall.facilitator(evening)
    for name in (name for names in parts.TABS.values() for name in names):
        expect(regie.tab(name)).to_be_visible()
        assert problems(regie.page) == [], name


def open_page(hall: Hall, evening: Evening, path: str) -> Page:
    page = hall.page(cookie=evening.cookie(Role.FACILITATOR))
    page.goto(f"/{path}?d={evening.store.slug}")
    expect(page.get_by_role("heading", level=1, name=PAGES[path], exact=True)).to_be_visible()
    return page


CODES = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), lines = [];
    while (texts.nextNode()) {
        for (const found of texts.currentNode.data.matchAll(/[0-9A-F]{4}-[0-9A-F]{4}/g)) {
            const code = document.createRange();
            code.setStart(texts.currentNode, found.index);
            code.setEnd(texts.currentNode, found.index + found[0].length);
            lines.push(new Set([...code.getClientRects()].map((one) => Math.round(one.top))).size);
        }
    }
    return lines;
}"""


def test_on_a_phone_the_fifth_step_scrolls_one_way_and_keeps_its_codes_whole(
    hall: Hall, molenkwartier: tuple[str, str]
) -> None:
    slug, sealed = molenkwartier
    page, codes = hall.page(size=PHONE, cookie=sealed), {}
    for part in parts_of(FILES["ondertekenen"]):
        page.goto(f"/ondertekenen?d={slug}&deel={quote(part.lower())}")
        expect(page.get_by_role("radio", name=part, exact=True)).to_be_checked()
        expect(page.get_by_role("heading", name="Bijeenkomsten")).to_be_visible()  # the last thing drawn
        is_whole(at_rest(page))
        for scroller in ("document.scrollingElement", "document.querySelector('[data-testid=stMain]')"):
            assert page.evaluate(f"{scroller}.scrollWidth") <= PHONE[0], (part, scroller)
        codes[part] = page.evaluate(CODES)
    assert {part: lines for part, lines in codes.items() if set(lines) - {1}} == {}
    assert codes["Akkoord"]
    assert len(codes["Versies"]) > 1

"""The page that a core team reads every month: filters stay in the address, and a bar leads back to notes."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from sok_core.model import Role
from sok_core.store import Store
from sok_core.store.house import House
from tests.e2e.accessibility import at_rest
from tests.e2e.pages.hall import Hall
from tests.e2e.pages.place import place_of
from tests.evening import cookie
from tests.molenkwartier import neighbourhood
from tests.server import Server

MIDDLES = (
    "(those) => those.map((e) => e.getBoundingClientRect()).map((b) => Math.round(b.top + b.height / 2))"
)


@pytest.fixture
def store(shared_server: Server) -> Iterator[Store]:
    """The fictional neighbourhood on the shared server."""
    with neighbourhood(shared_server.folder) as store:
        yield store


@pytest.fixture
def page(shared_server: Server, hall: Hall, store: Store) -> Iterator[Page]:
    """What wants attention there, as its facilitator reads it on the smallest laptop."""
    house = House(shared_server.folder / "huis.sqlite")
    page = hall.page(size=(1024, 768), cookie=cookie(house, Role.FACILITATOR, dossier=None))
    page.goto(f"/monitoring?d={store.slug}")
    yield page
    house.close()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_filter_stays_in_the_address_and_in_the_next_part(page: Page) -> None:
    expect(page.get_by_text("Acht punten om over te praten")).to_be_visible()
    choose(page, "Wie", "Gemeente")
    expect(page.get_by_text("Acht punten om over te praten")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"wie=Gemeente"))
    page.reload()
    expect(page.get_by_role("combobox", name="Wie")).to_have_value("Gemeente")
    expect(page.get_by_text("Acht punten om over te praten")).to_have_count(0)
    page.get_by_role("radio", name="Wie draagt wat").click()
    expect(page.get_by_role("heading", name="Wie draagt wat?")).to_be_visible()
    expect(page.get_by_role("combobox", name="Wie")).to_have_value("Gemeente")
    assert asked(page)["wie"] == ["Gemeente"]
    page.get_by_role("radio", name="Afspraken", exact=True).click()
    page.get_by_role("link", name="Bekijk de afspraak").first.click()
    page.get_by_role("link", name="Alle afspraken").click()
    expect(page.get_by_role("combobox", name="Wie")).to_have_value("Gemeente")


def test_a_bar_is_walked_back_to_the_notes(page: Page) -> None:
    """From what is done by the end of the last month to a promise, its article, and the residents' words."""
    done = page.locator(".barlayer .trace").first.locator(".point path").first
    page.get_by_role("heading", name="op ‘let op’").scroll_into_view_if_needed()
    expect(done).to_be_visible()
    done.scroll_into_view_if_needed()
    box = place_of(done)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_text("november 2026: zes afspraken")).to_be_visible()
    page.get_by_role("link", name="Bekijk de afspraak").last.click()
    expect(page.get_by_role("heading", name="Waar komt dit vandaan?")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Artikel")).first.click()
    expect(page.get_by_text("In eigen woorden:")).to_be_visible()


def test_all_tiles_are_as_high_and_a_count_stands_beside_its_button(store: Store, page: Page) -> None:
    with store.write() as tables:
        one = tables.commitment.all()[0]
        tables.commitment.add(title="Dit begint nog", owner_id=one.owner_id, starts_on=tables.dossier.today())
    page.reload()
    shown = page.get_by_role("button", name="Bekijk", exact=True)
    expect(shown).to_have_count(5)
    at_rest(page)
    assert (len(middles(shown)), len(middles(page.get_by_test_id("stMetricValue")))) == (2, 2)


def middles(those: Locator) -> set[int]:
    """Return the heights at which the middles of these stand, all seen in one moment."""
    return set(those.evaluate_all(MIDDLES))

"""A hall without internet: no page asks anything of a computer elsewhere."""

from itertools import pairwise
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from sok_core import meeting, party, relation
from sok_core.model import PartyType, Phase, Role
from tests.e2e.accessibility import is_whole
from tests.e2e.pages.hall import LAPTOP, Hall
from tests.evening import Evening

PAGES = {
    "": "Waar staan we?",
    "verkenning": "Verkenning",
    "doelen-en-waarden": "Doelen en waarden",
    "rollen": "Rollen",
    "projecten": "Projecten",
    "ondertekenen": "Ondertekenen",
    "monitoring": "Elkaar scherp houden",
    "regie": "Samen aan tafel",
    "beheer": "Beheer",
}
EXPLORATION = ("Partijen", "Gesprekken", "Netwerk", "Kernteam", "Bestanden")
PARTS = ("Back-up", "Gegevens", "Toegang", "Meer", "Deze computer")


def draw(evening: Evening) -> None:
    """Write down ten parties in a row, each with a line to the next."""
    names = [{"name": f"Partij {number}", "type": kind} for number, kind in enumerate(tuple(PartyType)[:10])]
    ids = [one.id for one in party.write_down_all(evening.store, names)]
    relation.draw_all(evening.store, [{"source_id": one, "target_id": other} for one, other in pairwise(ids)])


def look_around(page: Page) -> None:
    """See that all of a page came, before it is left."""
    expect(page.get_by_role("link", name="Waar staan we?")).to_be_visible()
    is_whole(page)


def test_a_whole_visit_asks_nothing_of_another_computer(hall: Hall, evening: Evening) -> None:
    """Everybody looks at every page; the server they came for is the only one they meet."""
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Meer groen in de straat")
    slug = evening.store.slug
    page = hall.page(size=LAPTOP, cookie=evening.cookie(Role.FACILITATOR))
    for path, title in PAGES.items():
        page.goto(f"/{path}?d={slug}")
        expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()
        look_around(page)
    draw(evening)
    for part in EXPLORATION:
        page.goto(f"/verkenning?d={slug}&deel={part.lower()}")
        look_around(page)
        expect(page.get_by_role("radio", name=part, exact=True)).to_be_checked()
    for part in PARTS:
        page.goto(f"/beheer?d={slug}&deel={part}")
        look_around(page)
        expect(page.get_by_role("radio", name=part, exact=True)).to_be_checked()
    page.goto("/")
    expect(page.get_by_role("heading", level=1, name="Welke wijk?")).to_be_visible()
    screen = hall.screen(evening)
    screen.hangs("Meer groen in de straat")
    phone, plain = hall.phone(evening.code), hall.phone(evening.code, javascript=False)
    for one in (phone, plain):
        one.placed("Ook van mij")
    for path in ("/deur", "/m", "/m/BESTAATNIET", "/bestaatniet"):
        stranger = hall.page()
        stranger.goto(path)
        expect(stranger.get_by_role("heading", level=1)).to_be_visible()
    meeting.close(evening.store, meeting_id=evening.id, now=evening.meeting.opened_at)
    expect(phone.question).to_have_text("Dank je wel voor het meedoen")
    asked = {urlsplit(url).path for url in hall.urls}
    assert {f"/{path}" for path in PAGES} <= asked  # so that what was not asked means something
    assert hall.foreign_urls() == []

"""The room tells who works with whom, and the map on the screen grows."""

import pytest
from playwright.sync_api import Locator, expect

from sok_core import meeting, party, relation
from sok_core.model import Phase, PromptKind
from tests.e2e.accessibility import problems
from tests.e2e.pages.hall import BEAMER, OLD_BEAMER, PHONE, Hall
from tests.e2e.pages.helper import Helper
from tests.e2e.pages.phone import Phone
from tests.e2e.pages.screen import Screen
from tests.evening import NOW, Evening

SPIL, GEMEENTE, WOON, SCHOOL = "Buurthuis De Spil", "Gemeente Oosterhaven", "Woonstichting", "De Meelbloem"
TYPES = {SPIL: "buurthuis", GEMEENTE: "gemeente", WOON: "woningcorporatie", SCHOOL: "school"}
SIZES = pytest.mark.parametrize("size", [BEAMER, OLD_BEAMER], ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def room(evening: Evening) -> Evening:
    """Four parties with one line; the map is on the screen and the phones may add to it."""
    for name, kind in TYPES.items():
        party.write_down(evening.store, name=name, type=kind, status="aan_tafel")
    relation.draw(evening.store, source_id=1, target_id=2, kind="samenwerking", strength=4)
    asked = meeting.add_question(
        evening.store, meeting_id=evening.id, text=meeting.NETWORK_QUESTION, kind=PromptKind.NETWORK
    )
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.TOGETHER)
    return evening


def lines(screen: Screen) -> Locator:
    return screen.root.locator(".net line")


def introduce(phone: Phone, name: str) -> None:
    phone.page.get_by_label("Namens wie ben je hier?").select_option(name)
    phone.page.get_by_role("button", name="Verder").click()


def tell(phone: Phone, name: str, kind: str = "We doen samen iets") -> None:
    phone.page.get_by_label("Met wie?").select_option(name)
    phone.page.get_by_label("Wat doen jullie?").select_option(kind)
    phone.page.get_by_role("button", name="Zet op de kaart").click()
    expect(phone.page.locator("#kl > .n").filter(has_text=name)).to_have_count(1)


@SIZES
def test_two_phones_and_a_card_of_paper_let_the_map_grow(
    size: tuple[int, int], hall: Hall, room: Evening
) -> None:
    screen = hall.screen(room, size=size)
    expect(lines(screen)).to_have_count(1)
    fatma, henk = hall.phone(room.code), hall.phone(room.code, javascript=False)
    introduce(fatma, WOON)
    tell(fatma, SPIL)
    expect(lines(screen)).to_have_count(2)
    expect(screen.root.locator(".net .vers")).to_have_count(1)
    introduce(henk, SCHOOL)
    tell(henk, GEMEENTE)
    expect(lines(screen)).to_have_count(3)
    expect(screen.floor).to_contain_text("2 lijnen genoemd, door 2 mensen")
    ria = Helper(hall.page(size=PHONE, has_touch=True, cookie=room.helper(4)))
    ria.page.goto(f"/hulp/{room.code}")
    ria.page.get_by_label("Namens wie?").select_option(SCHOOL)
    ria.page.get_by_label("Met wie werken ze samen?").select_option(SPIL)
    ria.press("Zet op de kaart")
    expect(ria.said).to_contain_text("Staat op de kaart.")
    expect(lines(screen)).to_have_count(4)
    ria.page.get_by_label("Namens wie?").select_option("Praat voor zichzelf")
    ria.page.get_by_label("Met wie werken ze samen?").select_option(GEMEENTE)
    ria.press("Zet op de kaart")
    expect(screen.root.locator(".legenda")).to_contain_text("Voor zichzelf: Gemeente Oosterhaven (1)")
    expect(lines(screen)).to_have_count(4)
    for one in (screen, fatma, ria):
        assert problems(one.page) == []
    assert screen.misfits() == []


def test_a_line_that_is_taken_back_leaves_the_map_and_one_that_is_kept_stays(
    hall: Hall, room: Evening
) -> None:
    screen, fatma = hall.screen(room), hall.phone(room.code)
    introduce(fatma, WOON)
    tell(fatma, SPIL)
    tell(fatma, SCHOOL)
    expect(screen.root.locator(".net .vers")).to_have_count(2)
    fatma.page.locator("#kl > .n").filter(has_text=SCHOOL).get_by_role("button", name="Haal weg").click()
    expect(lines(screen)).to_have_count(2)
    regie = hall.facilitator(room)
    regie.press("Bewaar alles")
    expect(screen.root.locator(".net .vers")).to_have_count(0)
    expect(lines(screen)).to_have_count(2)
    with room.store.read() as tables:
        kept = tables.relation.all()[-1]
    assert (kept.asserted_by, kept.meeting_id) == ("de zaal", room.id)


def test_before_the_map_is_shown_the_screen_asks_and_counts(hall: Hall, room: Evening) -> None:
    meeting.set_phase(room.store, meeting_id=room.id, phase=Phase.OPEN, now=NOW)
    screen, fatma = hall.screen(room), hall.phone(room.code)
    expect(screen.question).to_have_text(meeting.NETWORK_QUESTION)
    introduce(fatma, WOON)
    tell(fatma, SPIL)
    expect(screen.counters.filter(has_text="1 lijn")).to_be_visible()
    assert screen.misfits() == []


@pytest.mark.parametrize("has_javascript", [True, False])
def test_for_whom_somebody_is_here_is_chosen_and_for_oneself_is_one_tap(
    hall: Hall, room: Evening, has_javascript: bool
) -> None:
    fatma = hall.phone(room.code, javascript=has_javascript)
    expect(fatma.page.get_by_label("Namens wie ben je hier?")).to_have_value("")
    fatma.page.get_by_role("button", name="Verder").click()
    expect(fatma.page.get_by_label("Met wie?")).to_be_hidden()
    fatma.page.get_by_role("button", name="Ik praat voor mezelf").tap()
    expect(fatma.page.get_by_text("Je praat voor jezelf.")).to_be_visible()
    tell(fatma, SPIL)
    with room.store.read() as tables:
        assert [one.party_id for one in tables.mention.of(tables.meeting.get(room.id).prompt_id or 0)] == [
            None
        ]

"""The screen of the hall: readable from the back row, complete, and never cut off."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import expect

from sok_core import meeting
from sok_core.clock import now, today
from sok_core.model import Channel, Phase, ScreenView
from tests.e2e.pages.hall import BEAMER, OLD_BEAMER, PHONE, Hall
from tests.evening import NOW, Evening, opened, plan
from tests.server import Server

SIZES = pytest.mark.parametrize("size", [BEAMER, OLD_BEAMER], ids=lambda size: f"{size[0]}x{size[1]}")
LONG = (
    "Wat zou er in onze straat moeten veranderen zodat jij je er over tien jaar nog steeds thuis voelt, "
    "en wat kun je daar zelf aan doen samen met jouw buren, de woningcorporatie, de gemeente en de school?"
)
WORDS = "Meer groen, minder stenen en een bankje waar je elkaar tegenkomt zonder dat je iets hoeft te kopen. "
TEXTS = [
    "Groen",
    WORDS[:60],
    WORDS.strip(),
    (WORDS * 3)[:280],
    "Energierekening" * 18 + "betaalbaar",
    "Rust\nreinheid\nregelmaat",
]
VIEWS = {
    "welkom": "Samen aan tafel",
    "open": "Wat vind jij belangrijk?",
    "lang": LONG,
    "leeg": "Waar ben je trots op?",
    "pauze": "Pauze",
    "wifi": "Buurthuis De Spil",
    "dank": "Dank jullie wel",
}
HALF_A_PIXEL = 0.02  # in lines of the projector


def fill(evening: Evening, number: int) -> None:
    """Put many notes on the wall at once, of all lengths up to 280 characters."""
    prompt = evening.prompts[0]
    with evening.store.write() as tables:
        for place in range(number):
            tables.note.add(
                meeting_id=evening.id,
                prompt_id=prompt.id,
                number=tables.meeting.next_number(evening.id),
                text=TEXTS[place % len(TEXTS)],
                created_at=NOW,
                channel=Channel.PHONE,
            )


@SIZES
def test_everything_fits_and_can_be_read(size: tuple[int, int], hall: Hall, evening: Evening) -> None:
    """One evening passes by on one screen that is never loaded anew."""
    meeting.count_people(evening.store, meeting_id=evening.id, residents=38, organisations=12)
    screen = hall.screen(evening, size=size)
    for view, text in VIEWS.items():
        stage(evening, view)
        expect(screen.question).to_have_text(text)
        if view == "leeg":
            expect(screen.root).to_contain_text("We wachten op het eerste briefje.")
            way_in = f"{hall.server.base.removeprefix('http://')}/m en tik {evening.code} in"
            expect(screen.floor).to_contain_text(f"Ook meedoen? Ga naar {way_in}")
        assert screen.misfits() == [], view
        assert screen.smallest() >= 1 - HALF_A_PIXEL, view


def stage(evening: Evening, view: str) -> None:
    """Bring an evening to the moment at which this view is on the screen."""
    store, prompts = evening.store, evening.prompts
    match view:
        case "open":
            evening.ask()
            meeting.set_timer(store, meeting_id=evening.id, minutes=90, now=now())
        case "lang":
            assert len(LONG) == meeting.MAX_QUESTION
            meeting.reword_question(store, prompt_id=prompts[1].id, text=LONG)
            evening.ask(2)
            meeting.set_timer(store, meeting_id=evening.id, minutes=90, now=now())
        case "leeg":
            evening.ask(3, phase=Phase.TOGETHER)
        case "pauze":
            meeting.show(store, meeting_id=evening.id, screen=ScreenView.PAUSE)
        case "wifi":
            with store.write() as tables:
                tables.dossier.update(wifi_name="Buurthuis De Spil", wifi_password="samen aan tafel")
            meeting.show(store, meeting_id=evening.id, screen=ScreenView.WIFI)
        case "dank":
            with store.write() as tables:
                tables.meeting.update(evening.id, date=today(now()))
            meeting.close(store, meeting_id=evening.id, now=now())


@SIZES
@pytest.mark.parametrize("question", ["Wat vind jij belangrijk?", LONG], ids=["kort", "lang"])
def test_three_hundred_notes_hang_side_by_side(
    question: str, size: tuple[int, int], hall: Hall, evening: Evening
) -> None:
    meeting.reword_question(evening.store, prompt_id=evening.prompts[0].id, text=question)
    fill(evening, 300)
    evening.ask(phase=Phase.TOGETHER)
    screen = hall.screen(evening, size=size)
    expect(screen.floor).to_contain_text(re.compile(r"\b1–\d+ van 300\b"))
    expect(screen.question).to_have_text(question)
    assert screen.misfits() == []
    assert screen.smallest() >= 1 - HALF_A_PIXEL
    shown = [int(number) for number in screen.notes.locator("b").all_inner_texts()]
    assert max(shown) == 300


def test_every_note_hangs_on_one_of_the_sheets(hall: Hall, evening: Evening) -> None:
    """The facilitator turns the sheets; on all sheets together each number hangs once."""
    fill(evening, 60)
    evening.ask(phase=Phase.TOGETHER)
    screen, regie = hall.screen(evening), hall.facilitator(evening)
    told = regie.page.get_by_text(re.compile(r"^blad 1 van \d+$"))
    expect(told).to_be_visible()
    last = int(told.inner_text().split()[-1])
    seen: list[int] = []
    for sheet in range(1, last + 1):
        expect(screen.floor.locator(".bladen b")).to_have_text(str(sheet))
        seen += [int(number) for number in screen.notes.locator("b").all_inner_texts()]
        assert screen.misfits() == []
        expect(regie.page.get_by_text(f"blad {sheet} van {last}", exact=True)).to_be_visible()
        if sheet < last:
            regie.press("Volgend")
    assert sorted(seen) == list(range(1, 61))
    regie.press("Vorig")
    expect(screen.floor.locator(".bladen b")).to_have_text(str(last - 1))
    expect(regie.page.get_by_text(f"blad {last - 1} van {last}", exact=True)).to_be_visible()
    regie.press("Eerste blad")
    expect(screen.floor.locator(".bladen b")).to_have_text("1")


def test_a_new_note_comes_in_front(hall: Hall, evening: Evening) -> None:
    fill(evening, 30)
    evening.ask(phase=Phase.TOGETHER)
    screen, phone = hall.screen(evening), hall.phone(evening.code)
    expect(screen.notes.first).to_be_visible()
    phone.placed("Ik ben er net bij")
    new = screen.notes.filter(has_text="Ik ben er net bij")
    expect(new).to_have_class(re.compile("nieuw"))
    expect(new.locator("b")).to_have_text("31")
    top_left = min(
        screen.notes.evaluate_all("es => es.map(e => [e.offsetTop, e.offsetLeft, +e.dataset.number])")
    )
    assert top_left[2] == 31
    assert screen.misfits() == []


@pytest.mark.parametrize("size", [(1920, 1200), BEAMER, OLD_BEAMER], ids=lambda size: f"{size[0]}x{size[1]}")
def test_many_small_notes_only_on_a_sharp_beamer(size: tuple[int, int], hall: Hall, evening: Evening) -> None:
    """The one exception to the size of letters: a switch of the facilitator, from 1080 lines on."""
    fill(evening, 300)
    evening.ask(phase=Phase.TOGETHER)
    meeting.set_dense(evening.store, meeting_id=evening.id, is_dense=True)
    screen = hall.screen(evening, size=size)
    expect(screen.floor).to_contain_text("van 300")
    assert screen.misfits() == []
    least = 0.75 if size[1] >= 1080 else 1.0
    assert screen.smallest() == pytest.approx(least, abs=HALF_A_PIXEL)


def test_another_meeting_that_begins_takes_the_screen(hall: Hall, evening: Evening) -> None:
    screen = hall.screen(evening)
    expect(screen.question).to_have_text("Samen aan tafel")
    screen.page.evaluate("window.notReloaded = true")
    other = plan(evening.store, evening.house, title="De tweede avond")
    with evening.store.write() as tables:
        tables.meeting.update(other.id, opened_at=now())
    expect(screen.question).to_have_text("De tweede avond")
    expect(screen.code).to_have_text(other.code)
    other.ask(2)
    expect(screen.question).to_have_text("Wat wil je zelf doen?")
    assert screen.page.evaluate("window.notReloaded") is True


def test_a_lost_connection_is_told_quietly(
    server: Server, opening: Callable[[Server], AbstractContextManager[Hall]]
) -> None:
    with opened(server.folder) as evening, opening(server) as hall:
        evening.ask(phase=Phase.TOGETHER)
        evening.post("Een bankje bij de molen")
        screen = hall.screen(evening)
        screen.hangs("Een bankje bij de molen")
        server.kill()
        expect(screen.floor).to_contain_text("Verbinding weg, briefjes blijven bewaard")
        screen.hangs("Een bankje bij de molen")
        assert screen.misfits() == []
        server.start()
        expect(screen.floor).not_to_contain_text("Verbinding weg")


def test_a_phone_is_told_that_this_is_the_screen(hall: Hall, evening: Evening) -> None:
    screen = hall.screen(evening, size=PHONE)
    expect(screen.root).to_be_visible()
    expect(screen.page.get_by_text("Dit is het scherm van de zaal")).to_be_visible()
    expect(screen.question).to_be_hidden()

"""The plug is pulled in mid-evening: what was written reaches the wall once, and all goes on by itself."""

import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Page, expect

from sok_core.model import Phase
from tests.e2e.pages.hall import Hall
from tests.evening import opened
from tests.server import Server

SECONDS_TO_COME_BACK = 5.0  # where the server starts in SECONDS_TO_START; a slower machine gets as much more
SECONDS_TO_START = 3.0
BEFORE, UNDER_WAY, WHILE_DOWN, AFTER = (
    "Van voor de storing",
    "Net toen het gebeurde",
    "Terwijl hij uit was",
    "Erna",
)


def test_an_evening_survives_a_crash(
    server: Server, opening: Callable[[Server], AbstractContextManager[Hall]]
) -> None:
    with opened(server.folder) as evening, opening(server) as hall:
        evening.ask(phase=Phase.TOGETHER)
        screen, regie = hall.screen(evening), hall.facilitator(evening)
        fatma, henk, ria = (hall.phone(evening.code) for _ in range(3))
        fatma.placed(BEFORE)
        screen.hangs(BEFORE)

        fatma.box.fill("Nog aan het typen")
        ria.write(UNDER_WAY)
        server.kill()
        henk.write(WHILE_DOWN)
        expect(henk.message).to_have_text(re.compile("Geen wifi. Je briefje staat op deze telefoon"))
        expect(henk.waiting).to_have_count(1)
        expect(screen.floor).to_contain_text("Verbinding weg, briefjes blijven bewaard")
        expect(screen.notes.filter(has_text=BEFORE)).to_be_visible()  # the last picture stays
        assert is_on_top(screen.page), "er ligt een venster over het scherm van de zaal"

        began = time.monotonic()
        server.start()
        came_back = time.monotonic()
        screen.hangs(BEFORE, UNDER_WAY, WHILE_DOWN)
        henk.sees(BEFORE, UNDER_WAY)
        fatma.sees(UNDER_WAY, WHILE_DOWN)
        expect(screen.floor).not_to_contain_text("Verbinding weg")
        took = time.monotonic() - came_back
        expect(fatma.box).to_have_value("Nog aan het typen")
        expect(henk.waiting).to_have_count(0)

        fatma.placed(AFTER)
        screen.hangs(BEFORE, UNDER_WAY, WHILE_DOWN, AFTER)
        assert sorted(note.text for note in evening.notes) == sorted([BEFORE, UNDER_WAY, WHILE_DOWN, AFTER])
        regie.hide(AFTER)
        screen.hangs(BEFORE, UNDER_WAY, WHILE_DOWN)
        slowness = max(1.0, (came_back - began) / SECONDS_TO_START)
        assert took < SECONDS_TO_COME_BACK * slowness, f"pas na {took:.1f} s was alles terug"


def is_on_top(page: Page) -> bool:
    """Whether the board is what people see in the middle of the screen, with no dialog over it."""
    middle = "document.elementFromPoint(innerWidth / 2, innerHeight / 2)"
    return bool(page.evaluate(f"{middle}?.shadowRoot?.querySelector('.scherm') != null"))

"""The phone that steers stays on while somebody speaks, and says at the end that the time is up.

A page cannot be asked whether its screen stays on, so a script of the test writes down what the page asks.
"""

from typing import Any

import pytest
from playwright.sync_api import expect

from sok_core.model import Role
from tests.e2e.pages.hall import PHONE, Hall
from tests.e2e.pages.remote import Remote
from tests.evening import Evening

RECORD = """
window.asked = [];
const given = () => Object.assign(new EventTarget(), {
  release() { window.asked.push('release'); this.dispatchEvent(new Event('release')); },
});
const request = async (what) => {
  window.asked.push(what);
  if (window.isRefused) throw new DOMException('no', 'NotAllowedError');
  return (window.lastGiven = given());
};
Object.defineProperty(navigator, 'wakeLock', { value: { request } });
navigator.vibrate = (pattern) => window.asked.push(pattern.join(' '));
"""
SHAKE = "400 200 400"


@pytest.fixture
def tika(hall: Hall, evening: Evening) -> Remote:
    """A remote whose clock the test moves, and whose wishes it writes down."""
    evening.ask()
    page = hall.page(size=PHONE, has_touch=True, cookie=evening.cookie(Role.REMOTE))
    page.add_init_script(RECORD)
    page.clock.install()
    page.goto(f"/afstand/{evening.code}")
    return Remote(page)


def asked(tika: Remote) -> Any:
    return tika.page.evaluate("window.asked")


def hidden_and_back(tika: Remote) -> None:
    """The phone shows another page for a moment: the browser lets the screen go."""
    tika.page.evaluate("window.lastGiven.release(); document.dispatchEvent(new Event('visibilitychange'))")


def test_the_phone_stays_awake_while_somebody_speaks_and_shakes_once_at_the_end(tika: Remote) -> None:
    assert asked(tika) == []
    tika.speak(1)
    assert asked(tika) == ["screen"]
    tika.page.clock.run_for(59_000)
    assert asked(tika) == ["screen"]
    tika.page.clock.run_for(2_000)
    expect(tika.speaking.get_by_text("De tijd is om")).to_be_visible()
    assert asked(tika) == ["screen", SHAKE, "release"]
    tika.page.clock.run_for(30_000)
    assert asked(tika) == ["screen", SHAKE, "release"]


def test_stopping_lets_the_screen_go_without_a_shake(tika: Remote) -> None:
    tika.speak(1)
    tika.press("Stop")
    tika.page.clock.run_for(120_000)
    assert asked(tika) == ["screen", "release"]


def test_a_second_choice_asks_no_second_time(tika: Remote) -> None:
    tika.page.locator("#b3").click()
    tika.page.evaluate("document.querySelectorAll('#sm button').forEach((one) => one.click())")
    tika.press("Stop")
    assert asked(tika) == ["screen", "release"]


def test_after_another_page_and_after_a_reload_it_stays_awake_again(tika: Remote) -> None:
    tika.speak(2)
    hidden_and_back(tika)
    assert asked(tika) == ["screen", "release", "screen"]
    tika.page.reload()
    expect(tika.clock).to_be_visible()
    assert asked(tika) == ["screen"]


def test_a_browser_that_refuses_still_counts_and_is_asked_again_later(tika: Remote) -> None:
    tika.page.evaluate("window.isRefused = true")
    tika.speak(1)
    expect(tika.clock).to_be_visible()
    tika.page.evaluate("window.isRefused = false; document.dispatchEvent(new Event('visibilitychange'))")
    assert asked(tika) == ["screen", "screen"]
    tika.page.clock.run_for(61_000)
    expect(tika.speaking.get_by_text("De tijd is om")).to_be_visible()
    assert asked(tika) == ["screen", "screen", SHAKE, "release"]


def test_a_time_that_ended_while_the_page_was_away_shakes_nobody(tika: Remote) -> None:
    tika.speak(1)
    tika.page.evaluate("for (const name of Object.keys(localStorage)) localStorage[name] -= 90_000")
    tika.page.reload()
    expect(tika.speaking.get_by_text("De tijd is om")).to_be_visible()
    assert asked(tika) == []

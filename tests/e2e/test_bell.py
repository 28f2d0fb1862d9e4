"""No ring of the control room is lost for good, and when all is drawn nothing rings."""

import re

import pytest
from playwright.sync_api import expect

from sok_core.model import Role
from tests.e2e.pages.bell import GAP, Bells
from tests.e2e.pages.hall import Hall
from tests.e2e.pages.regie import Regie
from tests.evening import Evening

HOUR = 3_600_000
# While `losing`, the first ring of each bell does not leave this browser.
LOSE = """window.lost = new Set();
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (data) {
  const name = new TextDecoder().decode(data).match(/([a-z]+)_bell__events/)?.[1];
  if (window.losing && name && !window.lost.has(name)) window.lost.add(name);
  else send.call(this, data);
};"""


@pytest.fixture
def bells(hall: Hall, evening: Evening) -> Bells:
    evening.ask()
    page = hall.page(cookie=evening.cookie(Role.FACILITATOR), bypass_csp=True)
    return Bells(page, f"/live/{evening.code}/events")


def write(evening: Evening) -> int:
    """Write a note and return the version that the dossier has then."""
    evening.post()
    return evening.store.revision()


def test_a_ring_that_got_lost_is_rung_again_until_it_is_drawn(bells: Bells, evening: Evening) -> None:
    bells.draw("kaart", evening.store.revision())
    version = write(evening)
    bells.hear(version)
    bells.wait(GAP)
    assert bells.arrived == ["kaart"]
    bells.wait(60_000)
    assert 4 <= len(bells.arrived) <= 8  # ever less often
    bells.draw("kaart", version)
    before = bells.arrived
    bells.wait(HOUR)
    assert bells.arrived == before


def test_what_is_drawn_already_rings_nothing(bells: Bells, evening: Evening) -> None:
    version = evening.store.revision()
    bells.draw("kaart", version)
    bells.hear(version)
    bells.wait(HOUR)
    assert bells.arrived == []


def test_what_is_drawn_anew_for_another_reason_does_not_ring(bells: Bells, evening: Evening) -> None:
    bells.draw("kaart", evening.store.revision())
    version = write(evening)
    bells.hear(version)
    bells.draw("kaart", version)
    bells.wait(HOUR)
    assert bells.arrived == []


def test_all_bells_arrive_at_a_browser_that_was_busy(bells: Bells, evening: Evening) -> None:
    for key in ("kop", "kaart", "nieuwste"):
        bells.draw(key, evening.store.revision())
    version = write(evening)
    bells.hear(version)
    bells.be_busy(GAP * 4)
    bells.wait(0)
    assert bells.arrived == ["kop", "kaart", "nieuwste"]


def test_a_press_just_after_a_ring_is_not_lost(bells: Bells, evening: Evening) -> None:
    """Between a ring and the moment that Streamlit sends it, a busy browser may handle a press."""
    bells.draw("kaart", evening.store.revision())
    bells.hear(write(evening))
    bells.press_in(GAP)
    bells.wait(GAP)
    assert bells.arrived == ["kaart", "pagina"]


@pytest.mark.parametrize("kind", ["pointerdown", "pointerup", "click", "change"])
def test_a_press_just_before_a_ring_is_not_lost(bells: Bells, evening: Evening, kind: str) -> None:
    bells.press_in(GAP, kind=kind)
    bells.draw("kaart", evening.store.revision())
    bells.hear(write(evening))
    bells.be_busy(GAP)
    bells.wait(GAP)
    assert bells.arrived == ["pagina", "kaart"]


def test_what_changed_between_drawing_and_listening_rings(bells: Bells, evening: Evening) -> None:
    before = evening.store.revision()
    version = write(evening)
    bells.draw("kaart", before)
    bells.hear(version)
    bells.wait(GAP)
    assert bells.arrived == ["kaart"]


def test_a_bell_that_was_drawn_before_the_others_rings(bells: Bells, evening: Evening) -> None:
    """One drawing of the page reads at several moments; the stream begins at that of the first bell."""
    before = evening.store.revision()
    version = write(evening)
    bells.draw("kaart", version)
    bells.draw("nieuwste", before)
    bells.wait(GAP)
    assert bells.arrived == ["nieuwste"]


def test_phones_ring_only_who_shows_them(bells: Bells, evening: Evening, hall: Hall) -> None:
    version = evening.store.revision()
    bells.draw("kop", version, pulse=0)
    bells.draw("nieuwste", version)
    bells.hear(version)
    before = bells.pulse
    hall.phone(evening.code)
    bells.hear_another_pulse(than=before)
    bells.wait(GAP)
    assert bells.arrived == ["kop"]
    bells.draw("kop", version, pulse=bells.pulse)
    bells.wait(HOUR)
    assert bells.arrived == ["kop"]


def test_a_busy_evening_rings_at_most_once_a_gap(bells: Bells, evening: Evening) -> None:
    """Eight notes a second, each drawn as soon as it was rung for."""
    bells.draw("kaart", evening.store.revision())
    for _ in range(16):
        version = write(evening)
        bells.hear(version)
        before = len(bells.arrived)
        bells.wait(125)
        if len(bells.arrived) > before:
            bells.draw("kaart", version)
    bells.wait(GAP)
    assert 2 <= len(bells.arrived) <= 16 * 125 / GAP


def test_an_earlier_drawing_that_ends_late_silences_nothing(bells: Bells, evening: Evening) -> None:
    for _ in range(2):
        bells.draw("kaart", evening.store.revision())
    bells.clean_up("kaart", drawing=0)
    bells.hear(write(evening))
    bells.wait(GAP)
    assert bells.arrived == ["kaart"]
    bells.clean_up("kaart", drawing=1)
    bells.wait(HOUR)
    assert bells.arrived == ["kaart"]


def test_a_stream_that_was_refused_lets_the_page_look_and_comes_back(bells: Bells, evening: Evening) -> None:
    """As behind a proxy whose server starts anew, or under a name that the dossier has no more."""
    streams = re.compile(r"/live/.*/events")
    bells.page.route(streams, lambda route: route.fulfill(status=502))
    bells.draw("kaart", evening.store.revision())
    bells.be_refused(1)
    bells.wait(2_000)
    bells.be_refused(2)
    bells.wait(0)
    assert bells.arrived == ["kaart", "kaart"]
    bells.page.unroute(streams)
    version = write(evening)
    bells.wait(4_000)
    bells.hear(version)
    bells.wait(GAP)
    assert bells.arrived == ["kaart", "kaart", "kaart"]


def test_the_control_room_catches_up_when_its_rings_got_lost(hall: Hall, evening: Evening) -> None:
    evening.ask()
    page = hall.page(cookie=evening.cookie(Role.FACILITATOR))
    page.add_init_script(LOSE)
    page.goto(f"/regie?d={evening.store.slug}&m={evening.id}")
    regie = Regie(page)
    evening.post("Een bankje bij de molen")
    expect(regie.metric("Briefjes")).to_contain_text("1")
    expect(regie.row("Een bankje bij de molen")).to_have_count(1)
    page.evaluate("window.losing = true")
    evening.post("Meer groen")
    hall.phone(evening.code)
    expect(regie.metric("Briefjes")).to_contain_text("2")
    expect(regie.row("Meer groen")).to_have_count(1)
    expect(page.get_by_text("1 telefoon")).to_be_visible()
    assert page.evaluate("['heading', 'now', 'newest'].every((name) => window.lost.has(name))")

"""The meeting ends, or its dossier is deleted, while somebody is still writing."""

import re

import pytest
from playwright.sync_api import Page, expect

from sok_core import meeting
from sok_core.clock import now
from sok_core.model import Phase, Role
from tests.e2e.accessibility import at_rest
from tests.e2e.pages.hall import BEAMER, OLD_BEAMER, Hall
from tests.e2e.pages.phone import Phone
from tests.evening import Evening

TYPED, WAITING = "Dit was ik nog aan het typen", "Dit wachtte op wifi"
GONE, UNSENT = (
    "Deze bijeenkomst is er niet meer",
    "Dit is niet verstuurd. Het staat alleen nog op deze telefoon.",
)
NO_STORAGE = """for (const name of ["getItem", "setItem", "removeItem"])
  Storage.prototype[name] = () => { throw new Error("niets wordt bewaard"); };"""
WRITE_DOWN = """(root) => { window.said = ""; new MutationObserver(() => { window.said += root.textContent; })
  .observe(root, {subtree: true, childList: true, characterData: true}); }"""


def disappear(evening: Evening) -> None:
    """Let the house forget a dossier, as it does when one is deleted, and wake whoever listens to it."""
    evening.house.forget_dossier(evening.uuid, now=now())
    evening.post("Voor niemand meer", device="niemand")


def delete(page: Page, evening: Evening) -> None:
    """Let the facilitator delete the dossier in mid-evening."""
    page.goto(f"/beheer?d={evening.store.slug}&deel=Meer")
    page.get_by_text("Verwijder het dossier", exact=True).click()
    at_rest(page).get_by_label(re.compile("^Typ de naam")).fill(evening.situation.dossier_name)
    page.keyboard.press("Tab")
    at_rest(page).get_by_text("Verwijder ook nu de bijeenkomst bezig is").click()
    at_rest(page).get_by_role("button", name="Verwijder voorgoed").click()
    expect(page.get_by_role("heading", level=1, name="Welke wijk?")).to_be_visible()


def see_unsent(phone: Phone, *texts: str) -> None:
    """See that a phone shows these words of its own, and says that they were not sent."""
    expect(phone.page.get_by_text(UNSENT)).to_be_visible()
    for text in texts:
        expect(phone.page.locator("#u")).to_contain_text(text)


def test_what_was_typed_stays_when_the_dossier_is_deleted(hall: Hall, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    phone = hall.phone(evening.code)
    phone.box.fill(TYPED)
    disappear(evening)
    expect(phone.page.get_by_role("alert")).to_have_text(f"{GONE}.")
    see_unsent(phone, TYPED)
    phone.look_again()
    see_unsent(phone, TYPED)


def test_a_note_that_waits_stays_when_the_dossier_is_deleted(hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(evening.code)
    phone.page.context.set_offline(True)
    phone.write(WAITING)
    expect(phone.waiting).to_have_count(1)
    phone.box.fill(TYPED)
    disappear(evening)
    phone.page.context.set_offline(False)
    see_unsent(phone, WAITING, TYPED)


def test_a_phone_that_stores_nothing_keeps_what_was_typed_in_its_box(hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = Phone(hall.page(size=(390, 844)))
    phone.page.add_init_script(NO_STORAGE)
    phone.page.goto(f"/m/{evening.code}")
    phone.box.fill(TYPED)
    disappear(evening)
    expect(phone.message).to_contain_text(UNSENT)
    expect(phone.box).to_have_value(TYPED)


def test_a_change_under_way_stays_when_the_meeting_ends(hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(evening.code)
    phone.placed("Een bank")
    phone.box.fill(TYPED)
    phone.act("Wijzig", "Een bank").click()
    phone.box.fill("Een bank met een tafel")
    meeting.close(evening.store, meeting_id=evening.id, now=now())
    expect(phone.question).to_have_text("Dank je wel voor het meedoen")
    see_unsent(phone, TYPED, "Een bank met een tafel")


def test_whoever_wrote_nothing_just_hears_that_it_is_over(hall: Hall, evening: Evening) -> None:
    evening.ask()
    over, gone = hall.phone(evening.code), hall.phone(evening.code)
    over.placed("Een bank")
    meeting.close(evening.store, meeting_id=evening.id, now=now())
    expect(over.question).to_have_text("Dank je wel voor het meedoen")
    evening.house.forget_dossier(evening.uuid, now=now())
    gone.look_again()
    expect(gone.question).to_have_text("Welke code staat op het scherm?")
    for phone in (over, gone):
        expect(phone.page.get_by_text(UNSENT)).to_have_count(0)


@pytest.mark.parametrize("is_deleted", [True, False], ids=["weg", "afgelopen"])
def test_without_scripts_what_was_typed_comes_back(is_deleted: bool, hall: Hall, evening: Evening) -> None:
    evening.ask()
    phone = hall.phone(evening.code, javascript=False)
    phone.box.fill(TYPED)
    if is_deleted:
        disappear(evening)
    else:
        meeting.close(evening.store, meeting_id=evening.id, now=now())
    phone.place.click()
    expect(phone.page.get_by_text(UNSENT)).to_be_visible()
    expect(phone.page.locator("textarea")).to_have_value(TYPED)


@pytest.mark.parametrize("size", [BEAMER, OLD_BEAMER], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_screen_promises_nothing_of_a_deleted_dossier(
    size: tuple[int, int], hall: Hall, evening: Evening
) -> None:
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Een bankje bij de molen")
    screen = hall.screen(evening, size=size)
    screen.hangs("Een bankje bij de molen")
    screen.root.evaluate(WRITE_DOWN)
    delete(hall.page(cookie=evening.cookie(Role.FACILITATOR)), evening)
    expect(screen.question).to_have_text(GONE)
    expect(screen.notes).to_have_count(0)
    said = screen.page.evaluate("window.said")
    assert GONE in said
    assert "bewaard" not in said
    assert screen.misfits() == []

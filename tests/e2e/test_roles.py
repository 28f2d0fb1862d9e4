"""The room says who could do what; the wall shows per task only whether there is something left to say."""

import re

import pytest
from playwright.sync_api import Locator, expect

from sok_core import meeting, party, role_room, task
from sok_core.model import Phase, PromptKind, Step
from sok_core.role_room import QUESTION
from tests.e2e.accessibility import problems
from tests.e2e.pages.hall import BEAMER, OLD_BEAMER, PHONE, Hall
from tests.e2e.pages.helper import Helper
from tests.e2e.pages.phone import Phone
from tests.e2e.pages.screen import Screen
from tests.evening import NOW, Evening

SPIL, GEMEENTE, WARM = "Buurthuis De Spil", "Gemeente Oosterhaven", "Warm Molenkwartier"
TYPES = {SPIL: "buurthuis", GEMEENTE: "gemeente", WARM: "bewonersinitiatief"}
SOUP, DOORS = "Elke woensdag soep koken", "Langs de deuren gaan"
LONG = "Samen met de woningcorporatie en de gemeente kijken welke huizen het eerst aan de"
LEAD, WORK = "Wie trekt de kar?", "Wie doet het werk?"
SIZES = pytest.mark.parametrize("size", [BEAMER, OLD_BEAMER], ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def room(evening: Evening) -> Evening:
    """Three parties, two tasks, and the question about roles ready to be shown."""
    with evening.store.write() as tables:
        tables.meeting.update(evening.id, step=Step.ROLES)
    for name, kind in TYPES.items():
        party.write_down(evening.store, name=name, type=kind)
    for title in (SOUP, DOORS):
        task.add(evening.store, title=title)
    role_room.ask(evening.store, meeting_id=evening.id)
    return evening


def show(room: Evening, phase: Phase = Phase.TOGETHER) -> None:
    meeting.show_question(room.store, prompt_id=room.prompts[-1].id, phase=phase)


def introduce(phone: Phone, name: str) -> None:
    phone.page.get_by_label("Namens wie ben je hier?").select_option(name)
    phone.page.get_by_role("button", name="Verder").click()


def say(phone: Phone, title: str, role: str, who: str) -> None:
    """Say who could do what, and see it among what this phone said."""
    phone.page.get_by_label("Welke taak?").select_option(title)
    phone.page.get_by_label("Welke rol?").select_option(role)
    phone.page.get_by_label("Wie?", exact=True).select_option(who)
    phone.page.get_by_role("button", name="Schrijf op").click()
    expect(said(phone, title, role)).to_have_count(1)


def said(phone: Phone, title: str, role: str) -> Locator:
    return phone.page.locator("#kl > .n").filter(has_text=title).filter(has_text=role)


def on_wall(screen: Screen, title: str) -> Locator:
    return screen.root.locator(".taaklijst li").filter(has_text=title)


def is_to_discuss(screen: Screen, title: str) -> None:
    expect(on_wall(screen, title)).to_have_text(f"{title} ▲ nog te bespreken")


def is_settled(screen: Screen, title: str) -> None:
    expect(on_wall(screen, title)).to_have_text(title)


def test_the_facilitator_asks_the_phones_tell_and_the_wall_marks(hall: Hall, room: Evening) -> None:
    screen, fatma, regie = hall.screen(room), hall.phone(room.code), hall.facilitator(room)
    room.ask(3)
    regie.question("Volgende vraag", 4)
    regie.phase("Samen")
    expect(screen.question).to_have_text(QUESTION)
    is_to_discuss(screen, SOUP)
    introduce(fatma, SPIL)
    say(fatma, SOUP, LEAD, "Dat kunnen wij")
    is_settled(screen, SOUP)
    is_to_discuss(screen, DOORS)
    say(fatma, SOUP, WORK, GEMEENTE)
    is_to_discuss(screen, SOUP)
    expect(screen.floor).to_contain_text("2 van 2 taken nog te bespreken")
    expect(regie.metric("Nog te bespreken")).to_contain_text("2")
    expect(regie.page.get_by_text(re.compile(r"Gemeente Oosterhaven · voert uit · verwacht"))).to_be_visible()
    wall = screen.root.inner_text()
    for hidden in (SPIL, GEMEENTE, "verwacht", "trek"):
        assert hidden not in wall
    for one in (screen, fatma, regie):
        assert problems(one.page) == []


def test_what_is_taken_back_leaves_the_mark_as_it_was(hall: Hall, room: Evening) -> None:
    show(room)
    screen, fatma = hall.screen(room), hall.phone(room.code)
    introduce(fatma, SPIL)
    say(fatma, SOUP, LEAD, "Dat kunnen wij")
    is_settled(screen, SOUP)
    said(fatma, SOUP, LEAD).get_by_role("button", name="Haal weg").click()
    expect(said(fatma, SOUP, LEAD)).to_have_count(0)
    is_to_discuss(screen, SOUP)


def test_for_whom_somebody_is_here_can_be_changed_and_for_oneself_nothing_is_offered(
    hall: Hall, room: Evening
) -> None:
    show(room)
    fatma = hall.phone(room.code)
    introduce(fatma, SPIL)
    say(fatma, SOUP, LEAD, "Dat kunnen wij")
    fatma.page.get_by_role("link", name="Wijzig").click()
    fatma.page.get_by_role("button", name="Ik praat voor mezelf").click()
    expect(fatma.page.get_by_text("Je praat voor jezelf.")).to_be_visible()
    who = fatma.page.get_by_label("Wie?", exact=True)
    expect(who.get_by_role("option", name="Dat kunnen wij")).to_have_count(0)
    say(fatma, DOORS, LEAD, SPIL)
    with room.store.read() as tables:
        assert [str(one.stance) for one in tables.role_part.all()] == ["aangeboden", "verwacht"]


@pytest.mark.parametrize("has_javascript", [True, False])
def test_nothing_is_chosen_beforehand_and_it_works_without_javascript(
    hall: Hall, room: Evening, has_javascript: bool
) -> None:
    show(room)
    screen, henk = hall.screen(room), hall.phone(room.code, javascript=has_javascript)
    expect(henk.page.get_by_label("Namens wie ben je hier?")).to_have_value("")
    introduce(henk, WARM)
    for label in ("Welke taak?", "Welke rol?", "Wie?"):
        expect(henk.page.get_by_label(label, exact=True)).to_have_value("")
    say(henk, DOORS, LEAD, "Dat kunnen wij")
    say(henk, DOORS, WORK, SPIL)
    is_to_discuss(screen, DOORS)
    said(henk, DOORS, WORK).get_by_role("button", name="Haal weg").click()
    is_settled(screen, DOORS)
    if has_javascript:
        assert problems(henk.page) == []


def test_one_page_goes_from_notes_to_lines_to_roles_and_keeps_what_was_typed(
    hall: Hall, room: Evening
) -> None:
    lines = meeting.add_question(
        room.store, meeting_id=room.id, text="Met wie werk je?", kind=PromptKind.NETWORK
    )
    room.ask()
    fatma = hall.phone(room.code)
    fatma.box.fill("Een half briefje")
    meeting.show_question(room.store, prompt_id=lines.id, phase=Phase.TOGETHER)
    introduce(fatma, SPIL)
    expect(fatma.page.get_by_label("Met wie?")).to_be_visible()
    expect(fatma.page.get_by_label("Welke taak?")).to_have_count(0)
    meeting.show_question(room.store, prompt_id=room.prompts[3].id, phase=Phase.TOGETHER)
    expect(fatma.page.get_by_label("Welke taak?")).to_be_visible()
    expect(fatma.page.get_by_label("Met wie?")).to_have_count(0)
    task.add(room.store, title="Een nieuwe taak")
    say(fatma, "Een nieuwe taak", LEAD, "Dat kunnen wij")
    room.ask()
    expect(fatma.box).to_have_value("Een half briefje")


def test_a_helper_types_a_role_card(hall: Hall, room: Evening) -> None:
    show(room)
    screen = hall.screen(room)
    ria = Helper(hall.page(size=PHONE, has_touch=True, cookie=room.helper(4)))
    ria.page.goto(f"/hulp/{room.code}")
    ria.page.get_by_label("Namens wie?").select_option(SPIL)
    ria.page.get_by_label("Welke taak?").select_option(SOUP)
    ria.page.get_by_label("Welke rol?").select_option(LEAD)
    ria.page.get_by_label("Wie?", exact=True).select_option("Dat kunnen zij zelf")
    ria.press("Schrijf op")
    expect(ria.said).to_contain_text("Staat erbij.")
    is_settled(screen, SOUP)
    assert problems(ria.page) == []


@SIZES
def test_before_the_marks_are_shown_the_screen_asks(size: tuple[int, int], hall: Hall, room: Evening) -> None:
    show(room, Phase.OPEN)
    screen = hall.screen(room, size=size)
    expect(screen.question).to_have_text(QUESTION)
    expect(screen.root.get_by_text("Zeg op je telefoon wie wat kan doen")).to_be_visible()
    expect(screen.root.locator(".taaklijst")).to_have_count(0)
    assert screen.misfits() == []


@SIZES
@pytest.mark.parametrize("many", [1, 8])
def test_long_titles_fit_on_sheets(size: tuple[int, int], many: int, hall: Hall, room: Evening) -> None:
    for number in range(many):
        task.add(room.store, title=f"{LONG[:78]} {number}"[:80])
    show(room)
    screen = hall.screen(room, size=size)
    expect(screen.root.locator(".taaklijst li").first).to_be_visible()
    shown = screen.root.locator(".taaklijst li").count()
    assert screen.misfits() == []
    assert screen.smallest() >= 0.99
    if shown < many + 2:
        meeting.turn_sheet(room.store, meeting_id=room.id, to=2)
        expect(on_wall(screen, SOUP)).to_have_count(0)
        assert screen.misfits() == []


def test_without_tasks_the_screen_says_so_and_the_first_one_comes_by_itself(
    hall: Hall, room: Evening
) -> None:
    with room.store.read() as tables:
        tasks = tables.task.all()
    for one in tasks:
        task.let_go(room.store, task_id=one.id, now=NOW)
    show(room)
    screen = hall.screen(room)
    expect(screen.root.get_by_text("Er zijn nog geen taken gekozen.")).to_be_visible()
    assert screen.misfits() == []
    task.bring_back(room.store, task_id=tasks[0].id)
    is_to_discuss(screen, SOUP)
    expect(screen.root.get_by_text("Er zijn nog geen taken gekozen.")).to_have_count(0)
    expect(screen.floor).to_contain_text("1 van 1 taak nog te bespreken")

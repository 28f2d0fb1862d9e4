"""From a wall of notes to what the group found: hands on the wall, dots on phones, bars for the hall."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from sok_core import meeting, theme, vote
from sok_core.clock import now
from sok_core.model import Phase
from tests.e2e.accessibility import problems
from tests.e2e.pages.hall import BEAMER, OLD_BEAMER, Hall
from tests.e2e.pages.late import LateAnswer
from tests.e2e.pages.phone import Phone
from tests.e2e.pages.place import place_of
from tests.e2e.pages.screen import Screen
from tests.e2e.test_screen import HALF_A_PIXEL, fill
from tests.evening import NOW, Evening

SIZES = pytest.mark.parametrize("size", [BEAMER, OLD_BEAMER], ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def wall(evening: Evening) -> Evening:
    """Six loose notes, ready to be gathered."""
    evening.ask()
    for text in ("Groen", "Meer bomen", "Een bank", "Samen eten", "Rust", "Stilte"):
        evening.post(text)
    phase(evening, Phase.GATHER)
    return evening


def phase(evening: Evening, phase: Phase) -> None:
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=phase, now=now())


def lies(evening: Evening) -> dict[str, list[int]]:
    with evening.store.read() as tables:
        return {
            one.title: [note.number for note in tables.note.of(evening.id) if note.theme_id == one.id]
            for one in tables.theme.of(evening.id)
        }


def begin(evening: Evening, title: str, *numbers: int) -> None:
    theme.begin(evening.store, meeting_id=evening.id, numbers=numbers, title=title, hand="Ria", now=NOW)


def themes(screen: Screen) -> Locator:
    return screen.root.locator("section.thema")


def paper(screen: Screen, number: int) -> Locator:
    return screen.root.locator(f".wand .briefje[data-number='{number}']")


def lies_still(what: Locator) -> FloatRect:
    """Return where something lies, once a hand can take it there."""
    what.hover(trial=True)
    return place_of(what)


def drag(page: Page, what: Locator, where: Locator) -> None:
    """Drag with the mouse, in steps as a hand does."""
    start, end = lies_still(what), place_of(where)
    page.mouse.move(start["x"] + 15, start["y"] + 15)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=5)
    page.mouse.up()


def test_a_note_is_dragged_to_a_theme_and_the_other_screen_sees_it(hall: Hall, wall: Evening) -> None:
    begin(wall, "Buiten", 1)
    screen, other = hall.screen(wall), hall.screen(wall)
    expect(themes(other)).to_have_count(1)
    drag(screen.page, paper(screen, 2), themes(screen).first)
    expect(themes(other).first.locator(".nr")).to_have_text(["1", "2"])
    expect(paper(other, 2)).to_have_count(0)
    assert lies(wall) == {"Buiten": [1, 2]}
    expect(themes(screen).first.locator(".nr")).to_have_text(["1", "2"])
    drag(screen.page, themes(screen).first.locator(".nr").first, screen.root.locator(".wand"))
    expect(paper(other, 1)).to_be_visible()
    assert lies(wall) == {"Buiten": [2]}


def swipe(page: Page, what: Locator, where: Locator) -> None:
    """Drag with a finger, in steps as a hand does."""
    start, end = lies_still(what), place_of(where)
    protocol = page.context.new_cdp_session(page)

    def touch(kind: str, *parts: float) -> None:
        points = [
            {
                "x": start["x"] + 15 + (end["x"] + end["width"] / 2 - start["x"] - 15) * part,
                "y": start["y"] + 15 + (end["y"] + end["height"] / 2 - start["y"] - 15) * part,
            }
            for part in parts
        ]
        protocol.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0.0)
    for step in range(1, 6):
        touch("touchMove", step / 5)
    touch("touchEnd")


def test_a_finger_drags_a_note_to_a_theme_and_back(hall: Hall, wall: Evening) -> None:
    begin(wall, "Buiten", 1)
    screen, other = hall.screen(wall, has_touch=True), hall.screen(wall)
    expect(themes(other)).to_have_count(1)
    swipe(screen.page, paper(screen, 2), themes(screen).first)
    expect(themes(other).first.locator(".nr")).to_have_text(["1", "2"])
    expect(screen.root.locator(".zweeft")).to_have_count(0)
    assert lies(wall) == {"Buiten": [1, 2]}
    expect(themes(screen).first.locator(".nr")).to_have_text(["1", "2"])
    swipe(screen.page, themes(screen).first.locator(".nr").first, screen.root.locator(".wand"))
    expect(paper(other, 1)).to_be_visible()
    assert lies(wall) == {"Buiten": [2]}


def test_a_finger_that_taps_chooses_notes_and_lays_them(hall: Hall, wall: Evening) -> None:
    begin(wall, "Buiten", 1)
    screen = hall.screen(wall, has_touch=True)
    for number in (3, 4):
        paper(screen, number).tap()
    expect(screen.floor).to_contain_text("2 gekozen")
    themes(screen).first.locator(".aantal").tap()
    expect(themes(screen).first.locator(".nr")).to_have_text(["1", "3", "4"])
    assert lies(wall) == {"Buiten": [1, 3, 4]}


Spot = tuple[float, float]


def fingers(page: Page) -> Callable[..., None]:
    """Return what puts fingers on the glass: at these places now, each under its own number."""
    protocol = page.context.new_cdp_session(page)

    def touch(kind: str, places: Mapping[int, Spot]) -> None:
        points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in places.items()]
        protocol.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return touch


def inside(what: Locator) -> Spot:
    box = lies_still(what)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_two_fingers_on_one_wall_do_not_disturb_each_other(hall: Hall, wall: Evening) -> None:
    begin(wall, "Buiten", 1)
    screen = hall.screen(wall, has_touch=True)
    expect(themes(screen)).to_have_count(1)
    touch = fingers(screen.page)
    rests, goes, theme_ = inside(paper(screen, 2)), inside(paper(screen, 3)), inside(themes(screen).first)
    between = ((goes[0] + theme_[0]) / 2, (goes[1] + theme_[1]) / 2)
    touch("touchStart", {0: rests})
    touch("touchStart", {0: rests, 1: goes})
    for place in (between, theme_):
        touch("touchMove", {0: rests, 1: place})
    touch("touchEnd", {})
    expect(themes(screen).first.locator(".nr")).to_have_text(["1", "3"])
    expect(screen.root.locator(".zweeft")).to_have_count(0)
    expect(paper(screen, 2)).to_have_class(re.compile("gekozen"))
    assert lies(wall) == {"Buiten": [1, 3]}


def test_a_touch_that_the_screen_takes_away_chooses_nothing(hall: Hall, wall: Evening) -> None:
    screen = hall.screen(wall, has_touch=True)
    expect(paper(screen, 2)).to_be_visible()
    touch = fingers(screen.page)
    touch("touchStart", {0: inside(paper(screen, 2))})
    touch("touchCancel", {})
    paper(screen, 3).tap()
    expect(screen.floor).to_contain_text("1 gekozen")
    expect(paper(screen, 2)).not_to_have_class(re.compile("gekozen"))


def lift(page: Page, what: Locator, where: Locator) -> None:
    """Drag with the mouse and hold it there."""
    start, end = lies_still(what), place_of(where)
    page.mouse.move(start["x"] + 15, start["y"] + 15)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=5)


def answered(screen: Screen) -> AbstractContextManager[Any]:
    """Wait in this block until the server answered an act of gathering."""
    return screen.page.expect_response(lambda response: response.url.endswith("/themes"))


def everybody_sees(screens: Sequence[Screen], wall: Evening) -> None:
    """See on every screen what is in the file."""
    for screen in screens:
        for place, numbers in enumerate(lies(wall).values()):
            expect(themes(screen).nth(place).locator(".nr")).to_have_text([str(number) for number in numbers])
        gathered = {number for numbers in lies(wall).values() for number in numbers}
        loose = [note.number for note in wall.notes if note.number not in gathered]
        expect(screen.root.locator(".wand .briefje")).to_have_count(len(loose))
        for number in loose:
            expect(paper(screen, number)).to_be_visible()


def test_two_hands_with_one_note_end_in_one_state_that_everybody_sees(hall: Hall, wall: Evening) -> None:
    begin(wall, "Buiten", 1)
    begin(wall, "Binnen", 6)
    one, other = screens = hall.screen(wall), hall.screen(wall)
    for place, screen in enumerate(screens):
        lift(screen.page, paper(screen, 2), themes(screen).nth(place))
    with answered(one), answered(other):
        one.page.mouse.up()
        other.page.mouse.up()
    found = lies(wall)
    (title,) = [title for title, numbers in found.items() if 2 in numbers]
    everybody_sees(screens, wall)
    last, first = (other, one) if title == "Binnen" else (one, other)
    with answered(first):
        first.root.get_by_role("button", name="Draai terug").click()
    assert lies(wall) == found  # the other hand moved it since
    everybody_sees(screens, wall)
    with answered(last):
        last.root.get_by_role("button", name="Draai terug").click()
    assert lies(wall) == {"Buiten": [1], "Binnen": [6]}
    everybody_sees(screens, wall)


def test_a_note_that_another_hand_took_away_is_still_laid_where_it_is_dropped(
    hall: Hall, wall: Evening
) -> None:
    """The last drop counts, and the phones vote on what is left of it."""
    begin(wall, "Buiten", 1)
    begin(wall, "Binnen", 6)
    screen = hall.screen(wall)
    fatma = hall.phone(wall.code)
    lift(screen.page, paper(screen, 2), themes(screen).nth(1))
    with wall.store.read() as tables:
        (first, _) = tables.theme.of(wall.id)
    common: dict[str, Any] = {"meeting_id": wall.id, "hand": "Jan", "now": now()}
    theme.gather(wall.store, numbers=[1, 2], to=first.id, **common)
    expect(paper(screen, 2)).to_have_count(0)
    expect(themes(screen).first.locator(".nr")).to_have_text(["1", "2"])
    expect(screen.root.locator(".zweeft")).to_be_visible()
    expect(screen.root.locator(".boven .naam")).to_have_text("Binnen")  # still shows where it will lie
    with answered(screen):
        screen.page.mouse.up()
    assert lies(wall) == {"Buiten": [1], "Binnen": [2, 6]}
    everybody_sees([screen], wall)
    theme.merge(wall.store, theme_id=first.id, into=first.id + 1, **common)
    everybody_sees([screen], wall)
    phase(wall, Phase.VOTE)
    expect(fatma.page.locator("#v > li")).to_have_count(1)
    expect(fatma.page.locator("#v > li")).to_contain_text("Binnen")


def test_a_new_theme_is_named_by_the_group(hall: Hall, wall: Evening) -> None:
    screen = hall.screen(wall)
    drag(screen.page, paper(screen, 3), screen.root.locator(".nieuwthema"))
    box = screen.root.locator("input.naam")
    expect(box).to_be_focused()
    box.fill("Elkaar zien")
    box.press("Enter")
    expect(themes(screen).first).to_contain_text("Elkaar zien")
    assert lies(wall) == {"Elkaar zien": [3]}


def test_the_keyboard_does_what_the_mouse_does(hall: Hall, wall: Evening) -> None:
    begin(wall, "Buiten", 1)
    screen = hall.screen(wall)
    for number in (2, 3):
        paper(screen, number).focus()
        screen.page.keyboard.press("Enter")
    expect(screen.floor).to_contain_text("2 gekozen")
    themes(screen).first.locator(".naam").focus()
    screen.page.keyboard.press("Enter")
    expect(themes(screen).first.locator(".nr")).to_have_text(["1", "2", "3"])
    screen.root.get_by_role("button", name="Draai terug").press("Enter")
    expect(themes(screen).first.locator(".nr")).to_have_text(["1"])
    assert lies(wall) == {"Buiten": [1]}


def tool(screen: Screen, name: str) -> Locator:
    return screen.root.locator(".gereedschap").get_by_role("button", name=name, exact=True)


def test_a_note_in_a_theme_is_chosen_moved_and_taken_out_without_dragging(hall: Hall, wall: Evening) -> None:
    begin(wall, "Buiten", 1, 2)
    begin(wall, "Samen", 3)
    screen = hall.screen(wall)
    chip = screen.root.locator(".nr[data-number='2']")
    chip.focus()
    screen.page.keyboard.press("Enter")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_have_class(re.compile("gekozen"))
    expect(chip).to_be_focused()
    expect(screen.floor).to_contain_text("1 gekozen")
    assert problems(screen.page) == []
    themes(screen).nth(1).locator(".naam").press("Enter")
    expect(themes(screen).nth(1).locator(".nr")).to_have_text(["2", "3"])
    expect(tool(screen, "Leg los")).to_be_hidden()
    screen.root.locator(".nr[data-number='3']").click()
    tool(screen, "Leg los").click()
    expect(paper(screen, 3)).to_be_visible()
    assert lies(wall) == {"Buiten": [1], "Samen": [2]}


def test_a_stack_is_laid_apart_with_a_button(hall: Hall, wall: Evening) -> None:
    theme.stack(wall.store, meeting_id=wall.id, numbers=[1, 3, 4], hand="Ria", now=NOW)
    screen = hall.screen(wall)
    expect(paper(screen, 3)).to_have_count(0)
    expect(tool(screen, "Haal van de stapel")).to_be_hidden()
    paper(screen, 1).click()
    tool(screen, "Haal van de stapel").click()
    for number in (1, 3, 4):
        expect(paper(screen, number)).to_be_visible()
    expect(screen.floor).not_to_contain_text("gekozen")
    assert all(note.stack_id is None for note in wall.notes)


@SIZES
def test_the_tools_stay_in_sight_with_forty_themes(
    size: tuple[int, int], hall: Hall, evening: Evening
) -> None:
    evening.ask()
    for number in range(1, 61):
        evening.post(f"{number} bomen en een bank in de straat, met groen eromheen")
    for number in range(1, 41):
        begin(evening, f"Thema {number}", number)
    phase(evening, Phase.GATHER)
    screen = hall.screen(evening, size=size)
    expect(themes(screen)).to_have_count(40)
    for name in ("+ Nieuw thema", "Draai terug"):
        expect(tool(screen, name)).to_be_in_viewport(ratio=1)
    assert screen.smallest() >= 1 - HALF_A_PIXEL
    first = [int(number) for number in screen.root.locator(".wand .briefje b").all_text_contents()]
    tool(screen, "Volgend blad").click()
    expect(screen.root.locator(f".wand .briefje[data-number='{first[0]}']")).to_have_count(0)
    tool(screen, "Vorig blad").click()
    expect(screen.root.locator(f".wand .briefje[data-number='{first[0]}']")).to_be_visible()
    tool(screen, "+ Nieuw thema").click()
    expect(screen.root.locator("input.naam")).to_be_focused()
    expect(themes(screen)).to_have_count(41)


def test_numbers_are_typed_in_the_control_room(hall: Hall, wall: Evening) -> None:
    screen, regie = hall.screen(wall), hall.facilitator(wall)
    panel = regie.tab("Thema's")
    box = panel.get_by_test_id("stChatInputTextArea")
    box.fill("1 2 99")
    box.press("Enter")
    expect(panel.get_by_text("Niet op de wand: 99.")).to_be_visible()
    expect(themes(screen).first.locator(".nr")).to_have_text(["1", "2"])
    assert lies(wall) == {"": [1, 2]}


@SIZES
def test_gathering_voting_and_the_result_can_be_read(
    size: tuple[int, int], hall: Hall, evening: Evening
) -> None:
    evening.ask()
    fill(evening, 40)
    names = ("Gelijkwaardig meebeslissen", "Heldere taal en eerlijke informatie", "Betaalbaar voor iedereen")
    for place, title in enumerate(
        (*names, "Een gezond en prettig huis", "Vertrouwen", "", "Iedereen doet mee")
    ):
        begin(evening, title, place * 2 + 1, place * 2 + 2)
    phase(evening, Phase.GATHER)
    screen = hall.screen(evening, size=size)
    expect(themes(screen)).to_have_count(7)
    assert screen.smallest() >= 1 - HALF_A_PIXEL
    assert problems(screen.page) == []
    phase(evening, Phase.VOTE)
    expect(screen.root.locator(".keuzes li").first).to_be_visible()
    assert screen.smallest() >= 1 - HALF_A_PIXEL
    assert screen.misfits() == []
    assert problems(screen.page) == []
    prompt_id = evening.prompts[0].id
    vote.from_paper(evening.store, prompt_id=prompt_id, target="thema-3", dots=66, table=None)
    expect(screen.floor).to_contain_text("66 stippen geplakt")
    phase(evening, Phase.RESULT)
    expect(screen.question).to_have_text("‘Betaalbaar voor iedereen’ staat bovenaan: 66 van de 66 stippen.")
    expect(screen.root.locator(".staven li").first).to_contain_text("66")
    assert screen.smallest() >= 1 - HALF_A_PIXEL
    assert screen.misfits() == []
    assert problems(screen.page) == []


def plus(phone: Phone, number: int) -> Locator:
    return phone.page.get_by_role("button", name=f"Stip erbij bij {number}", exact=True)


def test_phones_and_paper_vote_together(hall: Hall, wall: Evening) -> None:
    begin(wall, "Buiten", 1, 2)
    begin(wall, "Samen", 3, 4)
    screen = hall.screen(wall)
    fatma, henk = hall.phone(wall.code), hall.phone(wall.code, javascript=False)
    regie = hall.facilitator(wall)
    phase(wall, Phase.VOTE)
    for left in (4, 3):
        plus(fatma, 1).click()
        expect(fatma.page.get_by_text(f"Je hebt nog {left} stippen.")).to_be_visible()
    fatma.page.get_by_role("button", name="Stip weg bij 1", exact=True).click()
    expect(fatma.page.get_by_text("Je hebt nog 4 stippen.")).to_be_visible()
    henk.look_again()
    for _ in range(5):
        plus(henk, 2).click()
    expect(henk.page.get_by_text("Je hebt nog 0 stippen.")).to_be_visible()
    expect(plus(henk, 2)).to_be_disabled()
    panel = regie.tab("Stippen")
    expect(panel.get_by_text("6 stippen geplakt.")).to_be_visible()
    panel.get_by_role("spinbutton", name="1. Buiten").fill("12")
    panel.get_by_role("button", name="Tel mee").click()
    expect(panel.get_by_text("Geteld: 12 stippen van papier.")).to_be_visible()
    expect(screen.floor).to_contain_text("18 stippen geplakt")
    regie.phase("Uitslag")
    expect(screen.question).to_have_text("‘Buiten’ staat bovenaan: 13 van de 18 stippen.")
    expect(screen.root.locator(".staven li")).to_have_count(2)
    expect(fatma.page.get_by_text("13 stippen")).to_be_visible()


def test_a_slow_answer_does_not_undo_what_was_told_or_done_meanwhile(hall: Hall, wall: Evening) -> None:
    begin(wall, "Buiten", 1)
    phase(wall, Phase.VOTE)
    screen, fatma = hall.screen(wall), hall.phone(wall.code)
    expect(screen.floor).to_contain_text("0 stippen geplakt")
    expect(plus(fatma, 1)).to_be_visible()
    answers = [LateAnswer(page, "/state") for page in (screen.page, fatma.page)]
    meeting.set_dense(wall.store, meeting_id=wall.id, is_dense=True)  # written elsewhere: all read anew
    for answer in answers:
        answer.is_made()
    plus(fatma, 1).click()
    expect(screen.floor).to_contain_text("1 stip geplakt")
    for answer in answers:
        answer.arrives_too_late()
    expect(screen.floor).to_contain_text("1 stip geplakt")
    expect(fatma.page.get_by_text("Je hebt nog 4 stippen.")).to_be_visible()


def test_dots_survive_a_killed_connection_once(hall: Hall, wall: Evening) -> None:
    """A tap while the Wi-Fi is gone is sent later, once."""
    begin(wall, "Buiten", 1)
    phase(wall, Phase.VOTE)
    fatma = hall.phone(wall.code)
    expect(plus(fatma, 1)).to_be_visible()
    fatma.page.context.set_offline(True)
    plus(fatma, 1).click()
    expect(fatma.message).to_be_visible()
    fatma.page.context.set_offline(False)
    expect(fatma.message).to_be_hidden()
    expect(fatma.page.get_by_text("Je hebt nog 4 stippen.")).to_be_visible()
    with wall.store.read() as tables:
        assert tables.vote.count(wall.prompts[0].id) == 1


NAMES = (
    *("Groen in de straat", "Gelijkwaardig meebeslissen", "Samen eten", "Warm en droog wonen", "Ontmoeten"),
    *("Op tijd weten wat er komt", "Betaalbaar", "Jongeren", "Rust en veiligheid"),
)


def many_themes(evening: Evening, *loose: str) -> None:
    """Nine themes of eight notes each, and these loose ones."""
    evening.ask()
    for text in (*("Een bank bij de winkel",) * 72, *loose):
        evening.post(text)
    for place, title in enumerate(NAMES):
        begin(evening, title, *range(place * 8 + 1, place * 8 + 9))
    phase(evening, Phase.GATHER)


@SIZES
def test_nine_themes_of_eight_notes_show_every_number_and_each_can_be_dragged(
    size: tuple[int, int], hall: Hall, evening: Evening
) -> None:
    many_themes(evening, *("Een bank bij de winkel, en groen",) * 6)
    screen = hall.screen(evening, size=size)
    expect(screen.root.locator(".nr")).to_have_count(72)
    expect(screen.notes.first).to_be_visible()
    assert screen.misfits() == []
    assert screen.smallest() >= 1 - HALF_A_PIXEL
    assert problems(screen.page) == []
    drag(screen.page, screen.root.locator(".nr[data-number='72']"), themes(screen).first)
    expect(themes(screen).first.locator(".nr")).to_have_text([*map(str, range(1, 9)), "72"])
    drag(screen.page, paper(screen, 78), themes(screen).nth(8))
    expect(themes(screen).nth(8).locator(".nr").last).to_have_text("78")
    assert lies(evening)["Rust en veiligheid"] == [65, 66, 67, 68, 69, 70, 71, 78]


def test_a_few_themes_leave_half_of_the_screen_to_loose_notes(hall: Hall, evening: Evening) -> None:
    """Their numbers move closer together before they take room from what is still to be gathered."""
    evening.ask()
    for number in range(1, 60):
        evening.post(f"Briefje nummer {number}")
    for title, size in (("Elkaar kennen", 9), ("Betaalbaar", 13), ("Eerlijk", 8), ("Groen", 7), ("Rust", 5)):
        begin(evening, title, *[one.number for one in evening.notes if one.theme_id is None][:size])
    phase(evening, Phase.GATHER)
    screen = hall.screen(evening)
    expect(screen.root.locator(".nr")).to_have_count(42)
    expect(screen.notes.first).to_be_visible()
    assert len(set(screen.notes.evaluate_all("notes => notes.map((note) => note.offsetLeft)"))) == 2
    assert screen.misfits() == []


def test_a_long_loose_note_keeps_its_words_and_the_themes_scroll_under_a_hand(
    hall: Hall, evening: Evening
) -> None:
    many_themes(evening, "Een bankje waar je elkaar tegenkomt zonder dat je iets hoeft te kopen. " * 3)
    screen = hall.screen(evening, size=OLD_BEAMER)
    expect(paper(screen, 73)).to_be_visible()
    assert [one for one in screen.misfits() if "bankje" in one] == []
    last = themes(screen).nth(8)
    below = place_of(last)
    floor = place_of(screen.floor)
    assert below["y"] > floor["y"] - below["height"]
    start = place_of(paper(screen, 73))
    mouse = screen.page.mouse
    mouse.move(start["x"] + 15, start["y"] + 15)
    mouse.down()
    for step in range(80):
        mouse.move(below["x"] + 40 + step % 2, floor["y"] - 12)
    expect(last).to_be_in_viewport(ratio=0.99)
    place = place_of(last)
    mouse.move(place["x"] + 40, place["y"] + 20)
    mouse.up()
    expect(last.locator(".nr").last).to_have_text("73")

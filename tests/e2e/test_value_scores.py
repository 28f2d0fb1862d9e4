"""Values are scored on phones and on paper; the wall counts people, and shows every score when it is over."""

import re

import pytest
from playwright.sync_api import Locator, expect

from sok_core import aim, meeting, value_score_room
from sok_core.model import AimKind, Group, Phase, Step
from sok_core.value_score_room import QUESTION
from tests.e2e.accessibility import problems
from tests.e2e.pages.hall import BEAMER, OLD_BEAMER, PHONE, Hall
from tests.e2e.pages.helper import Helper
from tests.e2e.pages.phone import Phone
from tests.e2e.pages.screen import Screen
from tests.evening import Evening

TRUST, MONEY = "Vertrouwen en afspraken nakomen", "Betaalbaar voor iedereen"
VALUES = {
    "Gelijkwaardig meebeslissen": "Bewoners en organisaties hebben evenveel te zeggen, vanaf het begin.",
    "Heldere taal en eerlijke informatie": "We vertellen op tijd en in gewone woorden wat er gebeurt.",
    TRUST: "We doen wat we zeggen, en we zeggen het als iets niet lukt.",
    "Iedereen kan meedoen": "Taal, leeftijd, huur of koop en het tijdstip houden niemand tegen.",
    MONEY: "Niemand gaat er in geld op achteruit.",
    "Niet praten maar doen": "Elke drie maanden is er iets te zien.",
}
UNKNOWN = ""
RESIDENTS, ORGANISATIONS = (1, 4, 6, 4, 1), (0, 0, 2, 5, 1)
SIZES = pytest.mark.parametrize("size", [BEAMER, OLD_BEAMER], ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def room(evening: Evening) -> Evening:
    """Six values, and the question about them ready to be shown."""
    with evening.store.write() as tables:
        tables.meeting.update(evening.id, step=Step.MONITORING)
    for title, meaning in VALUES.items():
        aim.write_down(evening.store, kind=AimKind.VALUE, title=title, meaning=meaning)
    value_score_room.ask(evening.store, meeting_id=evening.id)
    return evening


def show(room: Evening, phase: Phase = Phase.OPEN) -> None:
    meeting.show_question(room.store, prompt_id=room.prompts[-1].id, phase=phase)


def paper(room: Evening, counts: tuple[int, ...], group: Group | None, *, unknown: int = 0) -> None:
    """Count sheets that say the same of every value."""
    with room.store.read() as tables:
        ids = [one.id for one in value_score_room.values(tables)]
    given = [*enumerate(counts, 1), (None, unknown)]
    sheet = {(aim_id, score): people for aim_id in ids for score, people in given}
    value_score_room.count_paper(room.store, meeting_id=room.id, sheet=sheet, group=group, table=None)


def score(phone: Phone, value: str, given: str) -> Locator:
    """Return a button by its score; "" is "weet ik niet". What is pressed has a tick before its name."""
    return phone.page.get_by_role("group", name=value).locator(f'button[value="{given}"]')


def give(phone: Phone, value: str, given: str) -> None:
    """Give a value a score, and see that it stands there."""
    score(phone, value, given).click()
    expect(score(phone, value, given)).to_have_attribute("aria-pressed", "true")


def counted(screen: Screen, people: str) -> None:
    expect(screen.counters.filter(has_text=re.compile(r"cijfers$"))).to_have_text(people)


def dots(screen: Screen, value: str, crowd: str) -> Locator:
    return screen.root.locator(".waarden li").filter(has_text=value).locator(f".stip.{crowd}")


def test_two_phones_and_paper_are_one_count_and_the_wall_shows_it_when_it_is_over(
    hall: Hall, room: Evening
) -> None:
    screen, regie = hall.screen(room), hall.facilitator(room)
    fatma, henk = hall.phone(room.code), hall.phone(room.code)
    ria = Helper(hall.page(size=PHONE, has_touch=True, cookie=room.helper(4)))
    ria.page.goto(f"/hulp/{room.code}")
    room.ask(3)
    regie.question("Volgende vraag", 4)
    expect(screen.question).to_have_text(QUESTION)
    counted(screen, "0 mensen gaven cijfers")

    for phone, group in ((fatma, "Als bewoner"), (henk, "Voor een organisatie")):
        phone.page.get_by_role("button", name=group).click()
        give(phone, TRUST, "2")
    give(fatma, MONEY, UNKNOWN)
    give(fatma, TRUST, "1")
    expect(score(fatma, TRUST, "2")).to_have_attribute("aria-pressed", "false")
    counted(screen, "2 mensen gaven cijfers")

    box = ria.page.get_by_role("group", name=TRUST).get_by_label("Cijfer 4, van bewoners")
    box.fill("5")
    ria.press("Tel mee")
    expect(ria.said).to_contain_text("Geteld.")
    counted(screen, "7 mensen gaven cijfers")
    expect(regie.metric("Gaven cijfers")).to_contain_text("7")
    for hidden in (TRUST, MONEY, "bewoner"):
        assert hidden not in screen.root.inner_text()
    for one in (fatma, ria, screen, regie):
        assert problems(one.page) == []

    regie.phase("Klaar")
    expect(screen.question).to_have_text(f"De antwoorden bij ‘{TRUST}’ lopen van 1 tot 4.")
    expect(dots(screen, TRUST, "hele_zaal")).to_have_count(7)
    expect(screen.root.locator(".waarden li")).to_have_count(1)
    expect(screen.floor).to_contain_text("7 mensen")
    expect(regie.page.get_by_text(f"De antwoorden bij ‘{TRUST}’ lopen van 1 tot 4.")).to_be_visible()
    expect(score(fatma, TRUST, "1")).to_be_disabled()
    expect(score(fatma, TRUST, "1")).to_have_attribute("aria-pressed", "true")
    expect(ria.page.get_by_text("De uitslag staat op het scherm.")).to_be_visible()
    for one in (fatma, screen, regie):
        assert problems(one.page) == []


@pytest.mark.parametrize("has_javascript", [True, False])
def test_it_works_without_javascript_and_what_was_given_stays(
    hall: Hall, room: Evening, has_javascript: bool
) -> None:
    show(room)
    screen, henk = hall.screen(room), hall.phone(room.code, javascript=has_javascript)
    give(henk, TRUST, "4")
    give(henk, MONEY, UNKNOWN)
    give(henk, TRUST, "3")
    henk.look_again()
    expect(score(henk, TRUST, "3")).to_have_attribute("aria-pressed", "true")
    expect(score(henk, TRUST, "4")).to_have_attribute("aria-pressed", "false")
    counted(screen, "1 mens gaf cijfers")


def test_a_phone_that_came_for_notes_gets_the_values_and_a_question_that_closes_is_told(
    hall: Hall, room: Evening
) -> None:
    room.ask()
    fatma = hall.phone(room.code)
    fatma.box.fill("Een half briefje")
    show(room)
    give(fatma, TRUST, "5")
    fatma.page.route("**/scores", lambda route: route.abort())
    score(fatma, MONEY, "2").click()
    expect(fatma.message).to_contain_text("niet")
    expect(score(fatma, MONEY, "2")).to_have_attribute("aria-pressed", "false")
    fatma.page.unroute("**/scores")
    give(fatma, MONEY, "2")
    show(room, Phase.DONE)
    expect(score(fatma, MONEY, "3")).to_be_disabled()
    room.ask()
    expect(fatma.box).to_have_value("Een half briefje")


@SIZES
def test_while_people_score_the_screen_asks_and_counts(
    size: tuple[int, int], hall: Hall, room: Evening
) -> None:
    show(room)
    screen = hall.screen(room, size=size)
    expect(screen.question).to_have_text(QUESTION)
    expect(screen.root.get_by_text("1 is bijna nooit, 5 is bijna altijd.")).to_be_visible()
    expect(screen.root.locator(".waarden")).to_have_count(0)
    assert screen.misfits() == []


@SIZES
@pytest.mark.parametrize("times", [1, 8], ids=["a-group", "a-full-hall"])
def test_the_result_fits_on_sheets_and_can_be_read_from_afar(
    size: tuple[int, int], times: int, hall: Hall, room: Evening
) -> None:
    show(room)
    paper(room, tuple(people * times for people in RESIDENTS), Group.RESIDENT, unknown=2)
    paper(room, tuple(people * times for people in ORGANISATIONS), Group.ORGANISATION)
    paper(room, (1, 1, 0, 0, 0), None)
    show(room, Phase.DONE)
    screen = hall.screen(room, size=size)
    expect(screen.root.locator(".waarden li").first).to_be_visible()
    shown = screen.root.locator(".waarden li").count()
    assert screen.misfits() == []
    assert screen.smallest() >= 0.99
    assert problems(screen.page) == []
    first = screen.root.locator(".waarden li").first
    if times == 1:
        expect(first.locator(".stip.bewoners")).to_have_count(16)
        expect(first.locator(".stip.organisaties")).to_have_count(8)
    else:
        expect(first.locator(".stippen").filter(has_text="48")).to_have_count(1)
    if shown < len(VALUES):
        meeting.turn_sheet(room.store, meeting_id=room.id, to=2)
        expect(screen.root.get_by_text("Niet praten maar doen")).to_be_visible()
        assert screen.misfits() == []

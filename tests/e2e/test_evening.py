"""One evening in real browsers: the facilitator, the screen and two phones, one of them without scripts."""

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.pages.hall import BEAMER, Hall
from tests.e2e.pages.phone import Phone
from tests.e2e.pages.regie import Regie
from tests.e2e.pages.screen import Screen
from tests.server import Server

GREEN, RENT, BENCH = (
    "Meer groen in de straat",
    "De huur moet wel betaalbaar blijfen",
    "Een bankje bij de molen",
)
NAME, PAPER, PAPER_TOO = "Jan van nummer 4 zeurt", "Elkaar groeten op de stoep", "Samen koken in De Spil"
PARKED = "Wie betaalt de bankjes?"


@dataclass
class Room:
    """Who is at this evening."""

    hall: Hall
    regie: Regie
    screen: Screen
    fatma: Phone  # a phone as most people have
    henk: Phone  # a phone with JavaScript off


def test_evening(server: Server, opening: Callable[[Server], AbstractContextManager[Hall]]) -> None:
    with opening(server) as hall:
        page = come_in(hall)
        regie = plan(page)
        screen = pair_a_screen(hall, page)
        regie.page.goto("/regie?d=spoorbuurt&m=1")
        regie.begin()
        expect(screen.root).to_contain_text("Doe mee met je telefoon")
        regie.question("Eerste vraag", 1)
        room = Room(hall, regie, screen, *phones(hall, screen))
        everybody_writes_for_himself(room)
        everybody_sees_everything(room)
        one_note_is_hidden_for_a_while(room)
        paper_counts_as_much(room)
        the_clock_runs_everywhere(room)
        a_pause_shows_nothing(room)
        the_next_question(room)
        only_reading(room)
        what_we_agreed(room)
        check_summary(room.regie.summary(), has=[GREEN, RENT, PAPER, PAPER_TOO, PARKED], has_not=NAME)
        the_evening_ends(room)
        check_summary(room.regie.summary(), has=[GREEN, RENT, PAPER, PAPER_TOO, PARKED], has_not=NAME)
        the_next_plan_looks_back(room)


def come_in(hall: Hall) -> Page:
    """The start link that the server printed, a passphrase for next time, and a new dossier."""
    page = hall.page()
    page.goto(f"/deur/sleutel/{hall.server.start_key}")
    page.get_by_role("button", name="Kom binnen").click()
    page.get_by_label("Wachtzin").fill("vier woorden in een zin")
    page.get_by_role("button", name="Bewaar de wachtzin").click()
    page.get_by_label("Hoe heet jullie wijk?").fill("Spoorbuurt")
    page.get_by_role("button", name="Maak het dossier").click()
    expect(page.get_by_role("heading", name="Waar staan we?")).to_be_visible()
    return page


def plan(page: Page) -> Regie:
    """Plan a meeting about values in the control room."""
    page.goto("/regie?d=spoorbuurt&plan=doelen_waarden")
    page.get_by_role("textbox", name="Waar?").fill("De Spil")
    page.get_by_role("textbox", name="Vragen, één per regel").fill(
        "Wat vind jij belangrijk?\nWat wil je zelf doen?"
    )
    page.get_by_role("button", name="Bewaar het plan").click()
    expect(page.get_by_role("button", name="Begin de avond")).to_be_visible()
    return Regie(page)


def pair_a_screen(hall: Hall, page: Page) -> Screen:
    """Another computer becomes the screen with the six digits that the facilitator reads out."""
    page.goto("/beheer?d=spoorbuurt&deel=Toegang")
    page.get_by_text("Koppel een scherm").click()
    page.get_by_role("button", name="Maak een koppelcode").click()
    digits = page.get_by_test_id("stMetricValue").inner_text()
    beamer = hall.page(size=BEAMER)
    beamer.goto("/scherm?d=spoorbuurt")
    beamer.get_by_label("Koppelcode van zes cijfers").fill(digits)
    beamer.get_by_role("button", name="Koppel dit scherm").click()
    screen = Screen(beamer)
    expect(screen.qr).to_be_visible()
    expect(screen.code).to_have_text(re.compile("^[A-Z2-9]{4}$"))
    expect(screen.address).to_have_text(f"127.0.0.1:{hall.server.port}/m")
    return screen


def phones(hall: Hall, screen: Screen) -> tuple[Phone, Phone]:
    """One resident types the code, the other follows the QR code and says that she lives here."""
    expect(screen.question).to_have_text("Wat vind jij belangrijk?")
    code = screen.code.inner_text()
    henk = Phone(hall.page(java_script_enabled=False))
    henk.page.goto("/m")
    henk.page.get_by_label("Code").fill(code.lower())
    henk.page.get_by_role("button", name="Ga verder").click()
    fatma = hall.phone(code)
    fatma.page.get_by_role("button", name="Als bewoner").click()
    expect(fatma.page.get_by_text("Je bent hier als bewoner")).to_be_visible()
    for phone in (henk, fatma):
        expect(phone.question).to_have_text("Wat vind jij belangrijk?")
    return fatma, henk


def everybody_writes_for_himself(room: Room) -> None:
    """Phase open: the screen counts, and each phone sees its own notes only."""
    room.fatma.placed(GREEN)
    room.henk.placed(RENT)
    room.fatma.placed("Meer parkeerplatsen")
    room.screen.count(3)
    room.fatma.change("Meer parkeerplatsen", BENCH)
    room.henk.placed("Dit had ik niet moeten schrijven")
    room.screen.count(4)
    room.henk.take_back("Dit had ik niet moeten schrijven")
    room.screen.count(3)
    room.henk.change(RENT, "De huur moet wel betaalbaar blijven")
    room.henk.change("De huur moet wel betaalbaar blijven", RENT)
    expect(room.screen.notes).to_have_count(0)
    expect(room.screen.root).not_to_contain_text(GREEN)
    expect(room.fatma.page.get_by_text(RENT)).to_have_count(0)
    expect(room.henk.page.get_by_text(GREEN)).to_have_count(0)
    expect(room.regie.metric("Briefjes")).to_contain_text("3")
    room.fatma.take_back(BENCH)
    room.screen.count(2)


def everybody_sees_everything(room: Room) -> None:
    """Phase together: what somebody writes is on the wall and on the phones at once."""
    room.regie.phase("Samen")
    room.screen.hangs(GREEN, RENT)
    room.fatma.sees(RENT)
    room.henk.look_again()
    room.henk.sees(GREEN)
    room.henk.placed(NAME)
    room.screen.hangs(GREEN, RENT, NAME)
    room.fatma.sees(RENT, NAME)


def one_note_is_hidden_for_a_while(room: Room) -> None:
    """One click takes a note from the wall and from the other phones; another puts it back."""
    room.regie.hide(NAME)
    room.screen.hangs(GREEN, RENT)
    room.fatma.sees(RENT)
    room.henk.look_again()
    expect(room.henk.own.filter(has_text="Dit briefje staat niet op de wand")).to_have_count(1)
    expect(room.regie.metric("Verborgen")).to_contain_text("1")
    room.regie.tab("Alle briefjes").get_by_role("radio", name="Verborgen").click()
    room.regie.tab("Alle briefjes").get_by_role("button", name="Zet terug").click()
    room.screen.hangs(GREEN, RENT, NAME)
    room.fatma.sees(RENT, NAME)
    room.regie.hide(NAME)
    room.screen.hangs(GREEN, RENT)


def paper_counts_as_much(room: Room) -> None:
    """Paper notes are typed in one after the other, with the table in place."""
    room.regie.paper(PAPER, table=7)
    room.regie.paper(PAPER_TOO)
    room.screen.hangs(GREEN, RENT, PAPER, PAPER_TOO)
    room.fatma.sees(RENT, PAPER, PAPER_TOO)


def the_clock_runs_everywhere(room: Room) -> None:
    room.regie.time_button("5 min")
    running = re.compile("0[45]:\\d\\d")
    expect(room.regie.time).to_have_text(running)
    expect(room.screen.floor).to_contain_text(running)
    expect(room.fatma.time).to_have_text(re.compile("nog [45] min"))
    room.henk.look_again()
    expect(room.henk.time).to_have_text(re.compile("nog [45] min"))


def a_pause_shows_nothing(room: Room) -> None:
    """The pause hangs on the screen, and what is not shown is not sent either."""
    room.regie.on_screen("Pauze op scherm")
    expect(room.screen.question).to_have_text("Pauze")
    expect(room.screen.notes).to_have_count(0)
    answer = room.screen.page.request.get(f"/live/{code_of(room)}/state?view=scherm")
    assert answer.json()["notes"] == []
    assert GREEN not in answer.text()
    room.regie.press("Vraag op scherm")
    room.screen.hangs(GREEN, RENT, PAPER, PAPER_TOO)


def code_of(room: Room) -> str:
    return room.fatma.page.url.partition("/m/")[2][:4]


def the_next_question(room: Room) -> None:
    room.regie.question("Volgende vraag", 2)
    for phone in (room.fatma, room.henk):
        if phone is room.henk:
            phone.look_again()
        expect(phone.question).to_have_text("Wat wil je zelf doen?")
    expect(room.screen.question).to_have_text("Wat wil je zelf doen?")
    room.fatma.placed(BENCH)
    room.screen.count(1)


def only_reading(room: Room) -> None:
    """Phase done: everybody reads, nobody writes."""
    room.regie.phase("Klaar")
    room.screen.hangs(BENCH)
    expect(room.fatma.page.get_by_text("Deze vraag is dicht. Je kunt nog wel lezen.")).to_be_visible()
    expect(room.fatma.place).to_be_hidden()
    expect(room.fatma.page.get_by_role("button", name="Wijzig")).to_have_count(0)
    room.henk.look_again()
    expect(room.henk.place).to_be_hidden()
    room.henk.sees(BENCH)
    answer = room.fatma.page.request.post(
        f"/m/{code_of(room)}/notes", data={"text": "te laat", "key": "te laat"}
    )
    assert answer.status == 409


def what_we_agreed(room: Room) -> None:
    """Decision, action and parked point; and how many were here, on the screen too."""
    room.regie.write_down("Besluit", "We beginnen met het plein")
    room.regie.write_down("Actie", "De gemeente bellen", who="Bewonersgroep")
    room.regie.write_down("Parkeren", PARKED)
    room.regie.count_people(residents=14, organisations=6)
    room.regie.on_screen("Welkom op scherm")
    expect(room.screen.floor).to_contain_text("14 bewoners · 6 organisaties")


def the_evening_ends(room: Room) -> None:
    code = code_of(room)
    room.regie.close()
    expect(room.screen.question).to_have_text("Dank jullie wel")
    expect(room.fatma.question).to_have_text("Dank je wel voor het meedoen")
    room.henk.look_again()
    expect(room.henk.question).to_have_text("Dank je wel voor het meedoen")
    answer = room.fatma.page.request.post(f"/m/{code}/notes", data={"text": "nog iets", "key": "na afloop"})
    assert answer.status == 410


def check_summary(files: dict[str, bytes], *, has: list[str], has_not: str) -> None:
    """All words that hang on the wall are in each of the four files, and the hidden ones in none."""
    read = {"md": lambda body: body.decode(), "pdf": of_pdf, "docx": of_office, "xlsx": of_office}
    assert {name.rpartition(".")[2] for name in files} == set(read)
    for name, body in files.items():
        text = plain(read[name.rpartition(".")[2]](body))
        assert [words for words in has if plain(words) not in text] == [], name
        assert plain(has_not) not in text, name


def of_pdf(body: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def of_office(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        xml = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return " ".join(re.sub("<[^>]+>", "", part) for part in xml)


def plain(text: str) -> str:
    """Return a text without what a line break, a hyphen or an escape does to it."""
    return re.sub(r"[\s\\\u00ad]+", "", text)


def the_next_plan_looks_back(room: Room) -> None:
    """What was parked is on the agenda of the next meeting."""
    room.regie.press("Plan de volgende")
    expect(room.regie.page.get_by_role("heading", name="Plan een bijeenkomst")).to_be_visible()
    room.regie.press("Bewaar het plan")
    expect(room.regie.page.get_by_role("button", name="Begin de avond")).to_be_visible()
    room.regie.begin()
    expect(room.regie.page.get_by_text(f"Geparkeerd: {PARKED}").first).to_be_visible()
    expect(
        room.regie.page.get_by_text("Terugkijken: De gemeente bellen (Bewonersgroep)").first
    ).to_be_visible()

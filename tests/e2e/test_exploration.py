"""The first step in real browsers: what one writes down the other sees, and nobody loses what he types."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sok_core import party
from sok_core.model import PartyType, Reader, Role
from tests.e2e.accessibility import problems
from tests.e2e.pages.hall import LAPTOP, PHONE, Hall
from tests.e2e.pages.place import place_of
from tests.evening import Evening


def opened(
    hall: Hall, evening: Evening, asked: str = "", *, size: tuple[int, int] = LAPTOP, **options: Any
) -> Page:
    page = hall.page(cookie=evening.cookie(Role.FACILITATOR), size=size, **options)
    page.goto(f"/verkenning?d={evening.store.slug}{asked}")
    expect(page.get_by_role("heading", level=1, name="Verkenning")).to_be_visible()
    return page


def names(evening: Evening) -> list[str]:
    with evening.store.read() as tables:
        return [one.short_name for one in tables.party.all()]


def test_parties_are_added_with_enter_and_seen_in_a_second_browser(hall: Hall, evening: Evening) -> None:
    mine, other = opened(hall, evening), opened(hall, evening)
    waiting = other.get_by_label("Nieuwe partij")
    waiting.fill("Half getypt")
    box = mine.get_by_label("Nieuwe partij")
    box.click()
    for name in ("Molenboys", "De Spil"):
        mine.keyboard.type(name)
        mine.keyboard.press("Enter")
        expect(mine.get_by_text(f"✓ {name} staat in de lijst.")).to_be_visible()
        expect(box).to_have_value("")
        expect(box).to_be_focused()
        expect(other.get_by_role("link", name=name)).to_be_visible()
    expect(waiting).to_have_value("Half getypt")
    assert names(evening) == ["De Spil", "Molenboys"]


def test_a_name_that_falls_in_a_talk_becomes_a_party_with_a_line(hall: Hall, evening: Evening) -> None:
    party.write_down(evening.store, name="De Spil")
    mine = opened(hall, evening, "&deel=gesprekken")
    other = opened(hall, evening, "&deel=gesprekken")
    half = other.get_by_label("Wat is belangrijk voor hen?")
    half.fill("Half getypt")
    mine.get_by_label("Waar hebben ze zorgen over?").fill("De huur")
    mine.get_by_role("link", name="De Spil").click()
    expect(mine.get_by_label("Met welke partij?")).to_have_value("De Spil")
    expect(mine.get_by_label("Waar hebben ze zorgen over?")).to_have_value("De huur")
    named = mine.get_by_label("Wie noemden ze?")
    named.fill("Kerk aan de Vliet")
    expect(mine.get_by_role("option", name="Nieuw: Kerk aan de Vliet")).to_be_visible()
    named.press("Enter")
    named.press("Escape")
    mine.get_by_role("button", name="Bewaar het gesprek").click()
    expect(mine.get_by_text("Het gesprek met De Spil is bewaard.")).to_be_visible()
    expect(other.get_by_text("Kerk aan de Vliet").first).to_be_visible()
    expect(half).to_have_value("Half getypt")
    mine.get_by_role("button", name="Maak partij").click()
    expect(mine.get_by_role("link", name="Kerk aan de Vliet")).to_be_visible()
    expect(other.get_by_role("link", name="Kerk aan de Vliet")).to_be_visible()
    assert names(evening) == ["De Spil", "Kerk aan de Vliet"]
    with evening.store.read() as tables:
        assert len(tables.relation.all()) == 1
        (talk,) = tables.conversation.readable_by(Reader.FACILITATOR)
    assert (talk.worries, talk.reader) == ("De huur", Reader.FACILITATOR)


def test_the_card_keeps_what_is_half_typed_when_another_saves(hall: Hall, evening: Evening) -> None:
    spil = party.write_down(evening.store, name="De Spil")
    page = opened(hall, evening, f"&partij={spil.id}")
    page.get_by_label("Brengt mee").fill("Een zaal")
    party.change(evening.store, party_id=spil.id, caller="voorzitter")
    expect(page.get_by_text("Iemand anders veranderde dit net.")).to_be_visible()
    expect(page.get_by_label("Brengt mee")).to_have_value("Een zaal")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("De Spil is bewaard.")).to_be_visible()
    with evening.store.read() as tables:
        now = tables.party.get(spil.id)
    assert (now.brings, now.caller) == ("Een zaal", "voorzitter")


def cell(page: Page, row: int) -> tuple[float, float]:
    """Return where the name in a row of the table is drawn, counted from 1."""
    box = place_of(page.get_by_test_id("stDataFrame"))
    return box["x"] + 150, box["y"] + 18 + 35 * row


def test_the_table_takes_what_is_typed_and_pasted_and_tells_what_another_changed(
    hall: Hall, evening: Evening
) -> None:
    first, second, _ = party.write_down_all(
        evening.store, [{"name": name} for name in ("De Spil", "School", "VvE")]
    )
    page = opened(hall, evening, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_text("Tabel", exact=True).click()
    expect(page.get_by_role("button", name="Bewaar de tabel")).to_be_visible()
    page.mouse.dblclick(*cell(page, 1))
    page.locator(".gdg-input").fill("Huis De Spil")
    page.keyboard.press("Enter")
    party.change(evening.store, party_id=first.id, caller="voorzitter")
    expect(page.get_by_text("intussen De Spil. Dat zie je als je bewaard hebt.")).to_be_visible()
    page.evaluate("navigator.clipboard.writeText('Basisschool\\tBasis\\tSchool of kinderopvang')")
    page.mouse.click(*cell(page, 3))
    page.mouse.click(*cell(page, 2))
    page.keyboard.press("Control+V")
    party.change(evening.store, party_id=second.id, caller="penningmeester")
    expect(page.get_by_text("intussen De Spil en School.")).to_be_visible()
    page.get_by_role("button", name="Bewaar de tabel").click()
    expect(page.get_by_text("De tabel is bewaard.")).to_be_visible()
    with evening.store.read() as tables:
        found = {one.name: one for one in tables.party.all()}
    assert found.keys() == {"Huis De Spil", "Basisschool", "VvE"}
    assert (found["Huis De Spil"].caller, found["Basisschool"].caller) == ("voorzitter", "penningmeester")
    assert (found["Basisschool"].short_name, found["Basisschool"].type) == ("Basis", PartyType.SCHOOL)


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_every_part_is_for_everybody(hall: Hall, evening: Evening, size: tuple[int, int]) -> None:
    spil, _ = party.write_down_all(evening.store, [{"name": "De Spil"}, {"name": "School"}])
    for asked in ("", "&deel=gesprekken", "&deel=kernteam", f"&partij={spil.id}"):
        page = opened(hall, evening, asked, size=size)
        expect(page.get_by_role("heading", name="Bijeenkomsten")).to_be_visible()
        assert problems(page) == [], asked
    page = opened(hall, evening, size=size)
    for view, seen in (("Tabel", "Bewaar de tabel"), ("Wie missen we?", "Schrijf ze op")):
        page.get_by_text(view, exact=True).first.click()
        expect(page.get_by_role("button", name=seen)).to_be_visible()
        assert problems(page) == [], view

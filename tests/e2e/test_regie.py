"""What the facilitator's hands do a hundred times an evening."""

from playwright.sync_api import expect

from sok_core import decision, meeting
from sok_core.model import DecisionKind
from tests.e2e.pages.hall import Hall
from tests.evening import NOW, Evening, plan


def test_the_table_stays_for_the_next_paper_note(hall: Hall, evening: Evening) -> None:
    evening.ask()
    regie = hall.facilitator(evening)
    regie.paper("Elkaar groeten op de stoep", table=7)
    regie.paper("Nog een van dezelfde tafel")
    assert [note.table for note in evening.notes] == [7, 7]


def test_a_paper_note_that_is_too_long_stays_in_the_box(hall: Hall, evening: Evening) -> None:
    evening.ask()
    regie = hall.facilitator(evening)
    regie.paper_box.fill("x" * 281)
    regie.paper_box.press("Enter")
    expect(regie.page.get_by_text("Je briefje is te lang: 281 tekens.")).to_be_visible()
    expect(regie.paper_box).to_have_value("x" * 281)


def test_a_stack_of_paper_is_typed_in_with_enter_only(hall: Hall, evening: Evening) -> None:
    """Enter places a note and the next one can be typed at once; no note is lost or placed twice."""
    evening.ask()
    regie = hall.facilitator(evening)
    texts = [f"Briefje van papier nummer {number}." for number in range(1, 7)]
    for text in texts:
        regie.paper(text)
    assert [note.text for note in evening.notes] == texts
    expect(regie.metric("Briefjes")).to_contain_text("6")
    expect(regie.page.get_by_text("Schrijf nummer 6 op het papier.")).to_be_visible()


def test_what_another_begins_is_told_without_touching_the_page(hall: Hall, evening: Evening) -> None:
    """The command line begins a second meeting: who leads the first keeps his page, and is told."""
    evening.ask()
    regie = hall.facilitator(evening)
    regie.paper_box.fill("Half getypt")
    plan(evening.store, evening.house, title="De tweede avond")
    expect(regie.page.get_by_text("‘De tweede avond’ is ook begonnen")).to_be_visible()
    expect(regie.paper_box).to_have_value("Half getypt")


def test_what_another_closes_is_closed_here_too(hall: Hall, evening: Evening) -> None:
    evening.ask()
    regie = hall.facilitator(evening)
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    expect(regie.page.get_by_text("Deze bijeenkomst is afgelopen.")).to_be_visible()


def test_what_another_writes_down_appears_here(hall: Hall, evening: Evening) -> None:
    evening.ask()
    regie = hall.facilitator(evening)
    panel = regie.tab("Besluiten en acties")
    box = panel.get_by_role("textbox", name="Wat spreken jullie af?")
    box.fill("Mijn eigen besluit")
    decision.write_down(
        evening.store, meeting_id=evening.id, kind=DecisionKind.PARKED, text="De speeltuin", now=NOW
    )
    expect(panel.get_by_text("De speeltuin")).to_be_visible()
    expect(box).to_have_value("Mijn eigen besluit")

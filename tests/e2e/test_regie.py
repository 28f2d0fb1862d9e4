"""What the facilitator's hands do a hundred times an evening."""

from playwright.sync_api import expect

from tests.e2e.pages.hall import Hall
from tests.evening import Evening


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

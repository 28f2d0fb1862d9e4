"""Themes in the control room: numbers that are typed, undoing, and what people typed stays text."""

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui import markdown
from sok_core import note, theme
from sok_core.clock import now
from sok_core.model import Meeting
from sok_core.store import Store
from tests.pages.conftest import Visit, back_in_box, open_part, press, texts
from tests.pages.test_regie import regie

NAME, TEXT = "**Groen** :red[rood]", "[klik](http://voorbeeld.nl)"


@pytest.fixture
def wall(store: Store, begun: Meeting) -> Meeting:
    """Three notes on the wall."""
    with store.read() as tables:
        prompt = tables.prompt.of(begun.id)[0]
    for text in (TEXT, "Rust", "Samen eten"):
        note.post_from_paper(store, prompt_id=prompt.id, text=text, now=now())
    return begun


def lies(store: Store, wall: Meeting) -> dict[str, list[int]]:
    with store.read() as tables:
        notes, themes = tables.note.of(wall.id), tables.theme.of(wall.id)
    return {one.title: [each.number for each in notes if each.theme_id == one.id] for one in themes}


def typed(visit: Visit, store: Store, numbers: str) -> AppTest:
    at = open_part(regie(visit, store), "Thema's")
    return at.chat_input(key="theme_typed").set_value(numbers).run()


def test_typed_numbers_are_laid_together_and_undone(visit: Visit, store: Store, wall: Meeting) -> None:
    at = typed(visit, store, "1 3 99")
    assert lies(store, wall) == {"": [1, 3]}
    assert "2 briefjes gelegd. Niet op de wand: 99." in texts(at)
    press(at, "Draai terug")
    assert lies(store, wall) == {}
    press(at, "Draai terug")
    assert "Er is niets om terug te draaien." in texts(at)


@pytest.mark.parametrize("numbers", ["groen", "9-3"])
def test_numbers_that_are_none_are_back_in_their_box(
    visit: Visit, store: Store, wall: Meeting, numbers: str
) -> None:
    at = typed(visit, store, numbers)
    assert lies(store, wall) == {}
    assert back_in_box(at, "theme_typed") == numbers
    assert len(at.warning) == 1


def test_signs_in_a_theme_and_its_notes_stay_signs(visit: Visit, store: Store, wall: Meeting) -> None:
    theme.begin(store, meeting_id=wall.id, numbers=[1], title=NAME, hand="Ria", now=now())
    said = texts(open_part(regie(visit, store), "Thema's"))
    assert f"**{markdown.escape(NAME)}** :gray[· 1 briefje]" in said
    assert markdown.escape(TEXT) in said
    assert NAME not in said
    assert TEXT not in said


def test_what_lies_under_a_loose_stack_is_found_and_laid_beside_it(
    visit: Visit, store: Store, wall: Meeting
) -> None:
    theme.stack(store, meeting_id=wall.id, numbers=[1, 3], hand="Ria", now=now())
    at = open_part(regie(visit, store), "Thema's")
    assert "↳ **3**&ensp;Samen eten" in texts(at)
    press(at, "Haal van de stapel")
    with store.read() as tables:
        assert [one.stack_id for one in tables.note.of(wall.id)] == [None] * 3
    assert "↳" not in texts(at)


def test_undoing_here_says_that_it_is_the_last_act_of_anybody(
    visit: Visit, store: Store, wall: Meeting
) -> None:
    theme.begin(store, meeting_id=wall.id, numbers=[2], title="Van een ander", hand="Henk", now=now())
    at = open_part(regie(visit, store), "Thema's")
    assert "van wie die ook was" in at.button(key="theme_undo").help
    press(at, "Draai terug")
    assert lies(store, wall) == {}
    assert [one.value for one in at.success] == [
        "De laatste handeling is teruggedraaid, van wie die ook was."
    ]

"""Which notes somebody should read before everybody does."""

import dataclasses
from pathlib import Path

import pytest

from sok_core import delicate, note
from sok_core.delicate import Doubt
from tests.evening import NOW, Evening
from tests.molenkwartier import neighbourhood


@pytest.mark.parametrize(
    "text",
    [
        "mijn man heeft COPD, het moet gezond wonen zijn",
        "sinds haar burn-out zit ze veel thuis",
        "Mijn moeder is dementerend en bang voor de kou",
        "mijn zoon is ziek van de schimmel",
    ],
)
def test_a_text_about_somebodys_health_is_found(text: str) -> None:
    assert delicate.doubt(text) is Doubt.HEALTH


@pytest.mark.parametrize(
    "text", ["alles blijft bij Joke liggen", "vraag het aan (Fatma)", "Samen met Ömer en Ali buiten zitten"]
)
def test_a_name_is_found(text: str) -> None:
    assert delicate.doubt(text) is Doubt.NAME


@pytest.mark.parametrize(
    "text",
    [
        "Minder tocht. Meer groen! Warm wonen",
        "een gezonde wijk, van het gas af in 2040",
        "Het ziekenhuis is te ver",
        "WMO en VvE moeten ook meedoen",
        "De Spil moet open blijven",
        "HOU HET BETAALBAAR",
        "wat ik wil: Rust",
        "",
    ],
)
def test_what_speaks_of_nobody_is_left_alone(text: str) -> None:
    assert delicate.doubt(text, {"spil"}) is None


def test_in_the_fictional_neighbourhood_it_points_at_two_of_all_notes(tmp_path: Path) -> None:
    with neighbourhood(tmp_path) as store, store.read() as tables:
        known = delicate.known_words(tables)
        notes = [one for meeting in tables.meeting.all() for one in tables.note.of(meeting.id)]
        found = {one.text: why for one, why in delicate.doubtful(notes, known)}
    assert len(notes) == 146
    assert found == {
        "mijn man heeft COPD, het moet gezond wonen zijn": Doubt.HEALTH,
        "wie belt de rest bij elkaar? nu blijft alles bij Joke liggen": Doubt.NAME,
    }


def test_a_note_that_nobody_sees_asks_for_nothing(evening: Evening) -> None:
    evening.ask()
    hidden = evening.post("mijn man heeft COPD")
    evening.post("bel Henk op 06-12345678")
    evening.post("Rust", device="Ria")
    note.hide(evening.store, note_id=hidden.id, reason="", now=NOW)
    assert delicate.doubtful(evening.notes, ()) == []
    told = [dataclasses.replace(one, translation="Vraag het Henk") for one in evening.notes]
    assert [(one.text, why) for one, why in delicate.doubtful(told, ())] == [("Rust", Doubt.NAME)]

from dataclasses import replace

import pytest

from sok_core.export.paper_pdf import pdf
from sok_core.export.run_sheet import TO_BRING, paper
from sok_core.model import Prompt, PromptKind
from tests.export import demo, read


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf(paper(demo.material(contact="Bel Joke"), demo.WAY))


def words_of(content: bytes) -> str:
    return " ".join(read.pdf_text(content).split())


def test_it_tells_when_where_and_how_phones_come_in(made: bytes) -> None:
    text = words_of(made)
    for part in ("donderdag 10 april 2025", "De Spil, grote zaal", "tafel.example/m", "K7QF", "Bel Joke"):
        assert part in text


def test_each_block_has_its_times_minutes_and_form(made: bytes) -> None:
    text = words_of(made)
    assert "19:00–19:10 10 Welkom en spelregels kring" in text
    assert "21:25–21:30 5 Wat neem je mee rondje" in text
    assert "Samen 150 minuten, tot 21:30." in text


def test_there_is_room_for_who_does_it_and_for_notes(made: bytes) -> None:
    assert "Werkvorm Wie Aantekeningen" in words_of(made)


def test_questions_keep_their_position(made: bytes) -> None:
    text = words_of(made)
    places = [text.index(f"Vraag {n} {prompt.text[:15]}") for n, prompt in enumerate(demo.prompts(), 1)]
    assert places == sorted(places)


def test_everything_to_bring_has_a_box_to_tick(made: bytes) -> None:
    text = words_of(made)
    assert [thing for thing in TO_BRING if f"☐ {thing}" not in text] == []
    assert {"Beamer met kabel", "Verlengsnoer en stekkerdoos", "Kaartjes zonder naam"} <= set(TO_BRING)


def test_it_is_accessible(made: bytes) -> None:
    assert read.is_accessible(made)
    assert read.painted_outside_artifacts(made) == []
    assert {"Title", "H1", "Table", "TH"} <= set(read.tags(made))


def test_programme_that_is_too_long_says_so() -> None:
    blocks = demo.material().blocks
    longer = demo.material(blocks=(*blocks, replace(blocks[0], position=99, minutes=20)))
    assert "▲ Samen 170 minuten: 20 minuten te lang voor 21:30." in words_of(pdf(paper(longer, demo.WAY)))


def test_plan_of_nothing_is_made() -> None:
    bare = replace(demo.meeting(), starts_at=None, ends_at=None, place="")
    text = words_of(pdf(paper(demo.material(meeting=bare, blocks=(), prompts=()), demo.WAY)))
    assert "Er staan nog geen onderdelen in het plan." in text
    assert "Vragen" not in text
    assert "Waar" not in text.split("Programma")[0].replace("Waarden", "")


def test_blocks_without_a_beginning_have_no_times() -> None:
    bare = replace(demo.meeting(), starts_at=None)
    text = words_of(pdf(paper(demo.material(meeting=bare), demo.WAY)))
    assert "Samen 150 minuten." in text
    assert "19:00–" not in text


def test_address_that_may_change_asks_to_be_looked_at() -> None:
    way = replace(demo.WAY, is_fixed=False)
    assert "(kijk het na in de zaal)" in words_of(pdf(paper(demo.material(), way)))
    assert "(kijk het na in de zaal)" not in words_of(pdf(paper(demo.material(), demo.WAY)))


def test_question_to_talk_about_is_told_apart() -> None:
    talk = demo.material(prompts=(Prompt(1, 2, 1, "Hoe was het?", PromptKind.TALK),))
    assert "Hoe was het? praten" in words_of(pdf(paper(talk, demo.WAY)))

"""Dots in the summary: what the group found, once the vote is over, in all four papers."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from sok_core import meeting, note, theme, vote
from sok_core.export.summary import archive, gather
from sok_core.model import Phase, TargetKind
from tests.evening import NOW, Evening
from tests.export import read


@pytest.fixture
def voted(evening: Evening) -> Evening:
    evening.ask()
    for text in ("a", "b", "c"):
        evening.post(text)
    for title, numbers in (("Meer groen", (1, 2)), ("", (3,))):
        theme.begin(evening.store, meeting_id=evening.id, numbers=numbers, title=title, hand="Ria", now=NOW)
    phase(evening, Phase.VOTE)
    prompt_id = evening.prompts[0].id
    vote.from_paper(evening.store, prompt_id=prompt_id, target="thema-1", dots=7, table=2)
    vote.from_paper(evening.store, prompt_id=prompt_id, target="thema-2", dots=3, table=None)
    return evening


def phase(evening: Evening, phase: Phase) -> None:
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=phase, now=NOW)


def test_a_vote_that_goes_on_tells_nothing(voted: Evening) -> None:
    assert gather(voted.store, voted.id, now=NOW).votes == ()


def test_a_vote_that_is_over_says_what_the_group_found(voted: Evening) -> None:
    phase(voted, Phase.RESULT)
    (result,) = gather(voted.store, voted.id, now=NOW).votes
    assert result.finding == "‘Meer groen’ staat bovenaan: 7 van de 10 stippen."
    assert result.rows == (("Meer groen", 7, 7), ("Groep 2", 3, 3))


def test_all_papers_carry_the_result(voted: Evening) -> None:
    phase(voted, Phase.RESULT)
    with zipfile.ZipFile(io.BytesIO(archive(gather(voted.store, voted.id, now=NOW)))) as packed:
        files = {name.rpartition(".")[2]: packed.read(name) for name in packed.namelist()}
    assert "staat bovenaan: 7 van de 10 stippen" in files["md"].decode()
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as word:
        assert "staat bovenaan: 7 van de 10 stippen" in word.read("word/document.xml").decode()
    with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as book:
        assert "Stippen" in book.read("xl/workbook.xml").decode()
    assert files["pdf"].startswith(b"%PDF")


def test_a_theme_without_a_name_is_a_group_with_a_number_everywhere(voted: Evening) -> None:
    voted.ask(1, Phase.OPEN)
    voted.post("los", device="Henk")
    phase(voted, Phase.RESULT)
    found = gather(voted.store, voted.id, now=NOW)
    assert [one.title for one in found.themes] == ["Meer groen", "Groep 2"]
    (question,) = found.questions
    assert [(group.title, [one.text for one in group.quotes]) for group in question.groups] == [
        ("Meer groen", ["a", "b"]),
        ("Groep 2", ["c"]),
        ("Nog zonder thema", ["los"]),
    ]
    with zipfile.ZipFile(io.BytesIO(archive(found))) as packed:
        text = next(packed.read(name) for name in packed.namelist() if name.endswith(".md")).decode()
        content = next(packed.read(name) for name in packed.namelist() if name.endswith(".xlsx"))
    assert "### Groep 2" in text
    book = load_workbook(io.BytesIO(content))
    assert [row[2].value for row in book["Briefjes"].iter_rows(min_row=2)][2] == "Groep 2"
    assert [row[0].value for row in book["Thema’s"].iter_rows(min_row=2)] == ["Meer groen", "Groep 2"]


def test_each_result_names_the_question_of_its_vote_in_all_four_papers(evening: Evening) -> None:
    for number, text in ((1, "Groen"), (2, "Samen")):
        evening.ask(number)
        evening.post(text)
        phase(evening, Phase.VOTE)
        target = vote.target_id(TargetKind.NOTE, evening.notes[-1].id)
        vote.from_paper(
            evening.store, prompt_id=evening.prompts[number - 1].id, target=target, dots=3, table=None
        )
        phase(evening, Phase.RESULT)
    found = gather(evening.store, evening.id, now=NOW)
    questions = [one.text for one in evening.prompts][:2]
    assert [one.question for one in found.votes] == questions
    with zipfile.ZipFile(io.BytesIO(archive(found))) as packed:
        files = {name.rpartition(".")[2]: packed.read(name) for name in packed.namelist()}
    papers = [read.word_text(files["docx"]), read.pdf_text(files["pdf"]), files["md"].decode()]
    for text in map(read.squeezed, papers):
        for question in questions:
            assert read.squeezed(f"De stippen {question}") in text.replace(":", "")
    sheet = load_workbook(io.BytesIO(files["xlsx"]))["Stippen"]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]
    assert rows == [(questions[0], "Groen", 3, 3), (questions[1], "Samen", 3, 3)]


def test_the_dots_on_a_note_that_was_deleted_have_a_row_of_their_own(evening: Evening) -> None:
    evening.ask()
    for text in ("a", "b"):
        evening.post(text)
    phase(evening, Phase.VOTE)
    counts = {vote.target_id(TargetKind.NOTE, one.id): one.number for one in evening.notes}
    vote.sheet_from_paper(evening.store, prompt_id=evening.prompts[0].id, counts=counts, table=None)
    note.delete(evening.store, note_id=evening.notes[0].id)
    phase(evening, Phase.RESULT)
    (result,) = gather(evening.store, evening.id, now=NOW).votes
    assert result.rows == (("b", 2, 2), ("Een briefje dat weg is", 1, 1))
    assert result.finding.endswith("2 van de 3 stippen. Er lag 1 stip op een briefje dat weg is.")


def test_a_number_in_the_name_of_a_theme_is_in_no_report(evening: Evening) -> None:
    evening.ask()
    evening.post("Groen")
    theme.begin(evening.store, meeting_id=evening.id, numbers=[1], title="Bel 06-87654321", hand="", now=NOW)
    phase(evening, Phase.VOTE)
    target = vote.target_id(TargetKind.THEME, 1)
    vote.from_paper(evening.store, prompt_id=evening.prompts[0].id, target=target, dots=3, table=None)
    phase(evening, Phase.RESULT)
    found = gather(evening.store, evening.id, now=NOW)
    assert [one.title for one in found.themes] == ["Bel –"]
    assert found.votes[0].rows == (("Bel –", 3, 3),)
    assert "87654321" not in repr(found)

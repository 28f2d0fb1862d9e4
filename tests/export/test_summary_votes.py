"""Dots in the summary: what the group found, once the vote is over, in all four papers."""

import io
import zipfile

import pytest

from sok_core import meeting, note, theme, vote
from sok_core.export.summary import archive, gather
from sok_core.model import Phase, TargetKind
from tests.evening import NOW, Evening


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

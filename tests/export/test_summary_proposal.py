"""Proposals in the summary: the final wording, how many could live with it, and what was shown against it."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from sok_core import meeting, proposal
from sok_core.export.summary import archive, gather
from sok_core.model import AnswerKind, Poll, Proposal, ProposalStatus
from tests.evening import NOW, Evening

FIRST, FINAL = "We eten elke maand in De Spil.", "We eten elke maand, om de beurt."
SHOWN, HIDDEN = "Altijd in De Spil is niet eerlijk.", "Henk kookt vreselijk."


def answer(evening: Evening, asked: Proposal, *, wording: int, yes: int, no: tuple[str, ...] = ()) -> None:
    for turn in range(yes + len(no)):
        proposal.answer(
            evening.store,
            meeting_id=evening.id,
            proposal_id=asked.id,
            wording=wording,
            kind=AnswerKind.YES if turn < yes else AnswerKind.OBJECTION,
            text=None if turn < yes else no[turn - yes],
            device=f"telefoon {turn}",
        )


@pytest.fixture
def asked(evening: Evening) -> Proposal:
    """A proposal that got a better wording after two objections, of which one was shown."""
    written = proposal.write(evening.store, meeting_id=evening.id, text=FIRST, now=NOW)
    proposal.show(evening.store, proposal_id=written.id, now=NOW)
    answer(evening, written, wording=1, yes=5, no=(SHOWN, HIDDEN))
    with evening.store.read() as tables:
        shown = next(one for one in tables.round(written.id).answers if one.text == SHOWN)
    proposal.show_objection(evening.store, answer_id=shown.id, is_shown=True, now=NOW)
    proposal.reword(evening.store, proposal_id=written.id, text=FINAL, now=NOW)
    answer(evening, written, wording=2, yes=6)
    proposal.count_paper(
        evening.store,
        meeting_id=evening.id,
        proposal_id=written.id,
        wording=2,
        counts={AnswerKind.YES: 4},
        table=2,
    )
    return written


def decide(evening: Evening, asked: Proposal) -> None:
    proposal.close_round(evening.store, proposal_id=asked.id, now=NOW)
    proposal.decide(evening.store, proposal_id=asked.id, now=NOW)


def papers(evening: Evening) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive(gather(evening.store, evening.id, now=NOW)))) as packed:
        return {name.rpartition(".")[2]: packed.read(name) for name in packed.namelist()}


def test_the_summary_knows_every_wording_and_only_what_was_shown(evening: Evening, asked: Proposal) -> None:
    decide(evening, asked)
    (result,) = gather(evening.store, evening.id, now=NOW).proposals
    assert result.status is ProposalStatus.DECIDED
    before, last = result.wordings
    assert (before.text, before.poll, before.objections, before.unshown) == (FIRST, Poll(5, 2), (SHOWN,), 1)
    assert (last.text, last.poll) == (FINAL, Poll(10, 0, 4, 0))


def test_a_round_that_goes_on_tells_nothing_yet(evening: Evening, asked: Proposal) -> None:
    assert asked
    (result,) = gather(evening.store, evening.id, now=NOW).proposals
    assert result.wordings[-1].poll is None
    assert "De ronde loopt nog." in papers(evening)["md"].decode()


def test_a_proposal_that_nobody_saw_is_not_in_the_summary(evening: Evening) -> None:
    proposal.write(evening.store, meeting_id=evening.id, text=FIRST, now=NOW)
    assert gather(evening.store, evening.id, now=NOW).proposals == ()


def test_all_four_papers_say_it(evening: Evening, asked: Proposal) -> None:
    decide(evening, asked)
    files = papers(evening)
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as packed:
        word = packed.read("word/document.xml").decode()
    text = files["md"].decode()
    for said in (
        FINAL,
        FIRST,
        SHOWN,
        "10 mensen kunnen hiermee leven. Niemand heeft een bezwaar. Van papier: 4 antwoorden.",
        "5 mensen kunnen hiermee leven, 2 hebben een bezwaar.",
        "1 bezwaar bij tekst 1 is niet op het scherm gezet.",
    ):
        assert said in text.replace("\\", "")
        assert said in word
    assert HIDDEN not in text + word
    sheet = load_workbook(io.BytesIO(files["xlsx"]))["Voorstellen"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows == [
        [1, 1, FIRST, "Vervangen door een betere tekst", 7, 5, 2, 0, SHOWN, 1],
        [1, 2, FINAL, "Besloten", 10, 10, 0, 4, None, 0],
    ]
    assert files["pdf"].startswith(b"%PDF")


def test_with_few_answers_no_paper_tells_them_apart(evening: Evening) -> None:
    written = proposal.write(evening.store, meeting_id=evening.id, text=FIRST, now=NOW)
    proposal.show(evening.store, proposal_id=written.id, now=NOW)
    answer(evening, written, wording=1, yes=3, no=("",))
    decide(evening, written)
    files = papers(evening)
    assert "4 antwoorden. Dat is te weinig om apart te tellen." in files["md"].decode()
    sheet = load_workbook(io.BytesIO(files["xlsx"]))["Voorstellen"]
    assert [cell.value for cell in sheet[2]][4:7] == [4, None, None]


def test_what_still_lies_on_the_table_is_parked_and_told(evening: Evening, asked: Proposal) -> None:
    assert asked
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    text = papers(evening)["md"].decode().replace("\\", "")
    assert f"Nog op tafel: ‘{FINAL}’" in text
    assert "Nog op tafel. 10 mensen kunnen hiermee leven." in text

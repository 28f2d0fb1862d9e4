import datetime as dt

import pytest

from sok_core import estimate, meeting, party
from sok_core.export.paper import Heading, Points, Table
from sok_core.export.paper_markdown import markdown
from sok_core.export.paper_pdf import pdf
from sok_core.export.paper_word import word
from sok_core.export.summary import gather
from sok_core.export.summary_model import Summary
from sok_core.export.summary_paper import paper
from sok_core.export.summary_party import at_the_table, rows
from sok_core.export.summary_workbook import workbook
from sok_core.model import EstimateKind, MeetingStatus, Reader, Step
from tests.evening import NOW, Evening
from tests.export import demo, read

TITLE = "Wie zit er aan tafel?"


@pytest.fixture
def seated(evening: Evening) -> Evening:
    """Two parties at the table of which one came, one to call, one that is missing, and the facilitator."""
    with evening.store.write() as tables:
        tables.dossier.update(has_contact_names=True)
    rows = [
        {"name": "De Spil", "status": "aan_tafel", "contact_name": "Fatma"},
        {"name": "Molen", "status": "aan_tafel"},
        {"name": "School", "status": "nog_benaderen", "caller": "voorzitter", "call_by": "2026-12-03"},
        {"name": "Verhuurders", "status": "ontbreekt"},
        {"name": "LSA", "status": "aan_tafel", "type": "procesbegeleider"},
        {"name": "Welzijn", "status": "gesproken"},
    ]
    spil = party.write_down_all(evening.store, rows)[0]
    estimate.give(
        evening.store,
        kind=EstimateKind.ATTITUDE,
        value=-2,
        reader=Reader.FACILITATOR,
        given_by="roodborst",
        given_on=NOW.date(),
        party_id=spil.id,
    )
    meeting.tick_parties(evening.store, meeting_id=evening.id, party_ids=[spil.id])
    return evening


def made(evening: Evening) -> Summary:
    return gather(evening.store, evening.id, now=NOW)


def test_who_was_there_who_was_not_and_which_chairs_are_empty(seated: Evening) -> None:
    blocks = list(at_the_table(made(seated)))
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        TITLE,
        "Deze partijen waren er",
        "Aan tafel, maar nu niet aanwezig",
        "Lege stoelen",
    ]
    assert [block.points for block in blocks if isinstance(block, Points)] == [("De Spil",), ("Molen",)]
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert table.rows == (
        ("School", "Nog benaderen", "voorzitter", "donderdag 3\u00a0december\u00a02026"),
        ("Verhuurders", "Ontbreekt", "–", "–"),
    )


def test_it_is_in_all_four_formats_and_carries_no_opinion_and_no_name(seated: Evening) -> None:
    summary = made(seated)
    sheet = paper(summary)
    texts = {
        "pdf": read.pdf_text(pdf(sheet)),
        "docx": read.word_text(word(sheet)),
        "md": read.markdown_text(markdown(sheet)),
        "xlsx": "\n".join(read.workbook_texts(workbook(summary))),
    }
    for text in texts.values():
        for said in ("De Spil", "Molen", "School", "voorzitter", "Verhuurders"):
            assert said in text
        for unsaid in ("Fatma", "roodborst", "Houding", "LSA", "Welzijn"):
            assert unsaid not in text
    assert all(TITLE in text for ending, text in texts.items() if ending != "xlsx")
    assert read.workbook(workbook(summary))["Wie zit er aan tafel"]["D4"].value == dt.datetime(2026, 12, 3)  # noqa: DTZ001  (a cell has no time zone)


def test_an_evening_of_another_step_without_parties_says_nothing(evening: Evening) -> None:
    party.write_down(evening.store, name="Verhuurders", status="ontbreekt")
    assert list(at_the_table(made(evening))) == []
    assert list(rows(made(evening))) == []
    with evening.store.write() as tables:
        tables.meeting.update(evening.id, step=Step.EXPLORATION)
    assert [block.text for block in at_the_table(made(evening)) if isinstance(block, Heading)] == [
        TITLE,
        "Lege stoelen",
    ]


def test_a_dossier_without_parties_says_nothing() -> None:
    assert TITLE not in [block.text for block in paper(demo.empty()).blocks if isinstance(block, Heading)]


def test_before_the_evening_nobody_was_there_yet(seated: Evening) -> None:
    with seated.store.write() as tables:
        tables.meeting.update(seated.id, status=MeetingStatus.PLANNED)
    headings = [block.text for block in at_the_table(made(seated)) if isinstance(block, Heading)]
    assert headings == [TITLE, "Deze partijen komen", "Aan tafel", "Lege stoelen"]

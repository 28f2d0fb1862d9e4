"""Translations in the summary: under the words that were written, in all four papers."""

import io
import zipfile

import pytest

from sok_core import note
from sok_core.export.paper_word import word
from sok_core.export.summary import archive, gather
from sok_core.export.summary_paper import paper
from tests.evening import NOW, Evening
from tests.export import read

ARABIC, TURKISH, DUTCH = "شارع أخضر للجميع", "Daha çok yeşil", "Een groene *straat* voor iedereen"


@pytest.fixture
def translated(evening: Evening) -> Evening:
    evening.ask()
    for text in (ARABIC, TURKISH, "Rust"):
        posted = evening.post(text)
        if text == ARABIC:
            note.translate(evening.store, note_id=posted.id, text=DUTCH)
    return evening


def papers(evening: Evening) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive(gather(evening.store, evening.id, now=NOW)))) as packed:
        return {name.rpartition(".")[2]: packed.read(name) for name in packed.namelist()}


def test_markdown_has_it_under_the_note(translated: Evening) -> None:
    lines = papers(translated)["md"].decode().splitlines()
    place = next(place for place, line in enumerate(lines) if ARABIC in line)
    assert lines[place].endswith("\\")
    assert lines[place + 1] == "  Vertaling: Een groene \\*straat\\* voor iedereen"
    assert sum("Vertaling" in line for line in lines) == 1


def test_the_pdf_has_it_under_the_note(translated: Evening) -> None:
    text = read.squeezed(read.pdf_text(papers(translated)["pdf"]))
    assert read.squeezed(DUTCH) in text
    assert text.index(read.squeezed(DUTCH)) < text.index(read.squeezed(TURKISH))


def test_word_has_it_in_a_softer_style_that_stays_with_the_note(translated: Evening) -> None:
    document = read.word(word(paper(gather(translated.store, translated.id, now=NOW))))
    found = [each for each in document.paragraphs if ARABIC in each.text or DUTCH in each.text]
    assert [each.style.name for each in found if each.style] == ["Briefje", "Vertaling"]
    assert found[0].paragraph_format.keep_with_next
    assert found[1].text == DUTCH


def test_excel_has_a_column_for_it_only_when_there_is_one(translated: Evening) -> None:
    rows = list(read.workbook(papers(translated)["xlsx"])["Briefjes"].values)
    assert [(row[3], row[5]) for row in rows] == [("Nummer", "Vertaling"), (1, DUTCH), (2, None), (3, None)]
    assert rows[1][4] == ARABIC
    note.translate(translated.store, note_id=translated.notes[0].id, text="")
    assert {len(row) for row in read.workbook(papers(translated)["xlsx"])["Briefjes"].values} == {5}


def test_a_hidden_note_keeps_its_translation_to_itself(translated: Evening) -> None:
    note.hide(translated.store, note_id=translated.notes[0].id, reason="naam", now=NOW)
    assert DUTCH not in str(gather(translated.store, translated.id, now=NOW))

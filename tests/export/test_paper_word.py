import io
import uuid
import zipfile

import pytest
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core.export.paper_word import word
from sok_core.export.summary_paper import paper
from sok_core.export.word_font import FILES, FONT, scramble
from tests.export import demo, read


@pytest.fixture(scope="module")
def made() -> bytes:
    return word(paper(demo.summary()))


def styles(content: bytes) -> list[str]:
    return [str(paragraph.style.name) for paragraph in read.word(content).paragraphs]


def test_every_wording_is_there(made: bytes) -> None:
    notes = [p.text.partition("\t")[2] for p in read.word(made).paragraphs if p.style.name == "Briefje"]
    assert sorted(notes) == sorted(demo.wordings())


def test_headings_are_real_and_skip_no_level(made: bytes) -> None:
    found = styles(made)
    assert found[:2] == ["Subtitle", "Title"]
    assert found.count("Heading 1") == 6
    assert found.count("Heading 2") > 9
    assert found.index("Heading 1") < found.index("Heading 2")


def test_lists_and_decisions_have_real_styles(made: bytes) -> None:
    document = read.word(made)
    assert {"List Bullet", "Besluit"} <= set(styles(made))
    assert document.styles["Besluit"].base_style.name == "List Number"
    for level in (1, 2, 3):
        assert document.styles[f"Heading {level}"].type is WD_STYLE_TYPE.PARAGRAPH


def test_document_is_in_dutch_and_says_what_it_is(made: bytes) -> None:
    properties = read.word(made).core_properties
    assert 'w:lang w:val="nl-NL"' in read.part(made, "word/styles.xml")
    assert (
        "en-US" not in read.part(made, "word/styles.xml").split("w:latentStyles")[0].partition("eastAsia")[0]
    )
    assert properties.title == "Wat vinden we belangrijk?"
    assert properties.language == "nl-NL"
    assert properties.author == "SOK-tafel"
    assert properties.subject.startswith("Samenvatting van de bijeenkomst in Molenkwartier")


def test_table_repeats_its_header_and_has_a_name(made: bytes) -> None:
    (table,) = read.word(made).tables
    assert [cell.text for cell in table.rows[0].cells] == ["Wie", "Wat", "Wanneer", "Stand"]
    assert [cell.text for cell in table.rows[1].cells][2:] == ["donderdag 1\u00a0mei\u00a02025", "✓ Gedaan"]
    xml = read.part(made, "word/document.xml")
    assert xml.count("<w:tblHeader/>") == 1
    assert '<w:tblCaption w:val="Acties"/>' in xml


def test_pages_are_numbered(made: bytes) -> None:
    footer = read.part(made, "word/footer1.xml")
    assert "PAGE" in footer
    assert "NUMPAGES" in footer
    assert "Molenkwartier" in footer


def test_letters_travel_with_the_document(made: bytes) -> None:
    table = read.part(made, "word/fontTable.xml")
    assert f'w:name="{FONT}"' in table
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        stored = packed.read("word/fonts/font1.odttf")
    regular = FILES["embedRegular"]
    assert scramble(stored, uuid.uuid5(uuid.NAMESPACE_URL, regular.name)) == regular.read_bytes()


def test_arabic_runs_from_right_to_left() -> None:
    made = word(paper(demo.with_notes("السلام عليكم", "gewoon")))
    xml = read.part(made, "word/document.xml")
    assert xml.count("<w:bidi/>") == 1
    assert xml.count("<w:rtl/>") == 1
    assert "السلام عليكم" in read.word_text(made)


def test_notes_and_headings_are_not_cut_by_the_end_of_a_page(made: bytes) -> None:
    document = read.word(made)
    assert document.styles["Briefje"].paragraph_format.keep_together
    for name in ("Heading 1", "Heading 2", "Inleiding", "Tabelkop"):
        assert document.styles[name].paragraph_format.keep_with_next


def test_first_and_last_two_notes_of_a_group_stay_together() -> None:
    made = word(paper(demo.with_notes("een", "twee", "drie", "vier", "vijf")))
    notes = [p for p in read.word(made).paragraphs if p.style.name == "Briefje"]
    assert [p.paragraph_format.keep_with_next for p in notes] == [True, None, None, True, None]
    alone = word(paper(demo.with_notes("een")))
    (note,) = [p for p in read.word(alone).paragraphs if p.style.name == "Briefje"]
    assert note.paragraph_format.keep_with_next is None


def test_line_break_in_a_note_stays() -> None:
    assert "eerste\ntweede" in read.word_text(word(paper(demo.with_notes("eerste\ntweede"))))


def test_numbers_of_decisions_begin_at_one_in_each_box() -> None:
    made = word(paper(demo.summary()))
    assert read.part(made, "word/numbering.xml").count('w:startOverride w:val="1"') == 1


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(st.characters(), min_size=1, max_size=60), min_size=1, max_size=8))
def test_word_is_made_of_whatever_people_write(texts: list[str]) -> None:
    made = word(paper(demo.with_notes(*texts)))
    assert styles(made).count("Briefje") == len(texts)

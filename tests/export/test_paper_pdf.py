from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core.export.paper import Paper, Quote
from sok_core.export.paper_pdf import pdf
from sok_core.export.summary_model import Group, Question
from sok_core.export.summary_paper import paper
from tests.export import demo, read


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf(paper(demo.summary()))


def with_notes(*texts: str) -> Paper:
    return paper(demo.with_notes(*texts))


def test_every_wording_is_there(made: bytes) -> None:
    text = read.squeezed(read.pdf_text(made))
    assert [words for words in demo.wordings() if read.squeezed(words) not in text] == []


def test_pdf_is_tagged_in_dutch_and_has_its_title(made: bytes) -> None:
    reader = read.pdf(made)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "nl-NL"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Wat vinden we belangrijk?"
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()


def test_structure_has_headings_lists_and_a_table_with_a_header(made: bytes) -> None:
    tags = read.tags(made)
    assert tags[:2] == ["Document", "P"]
    assert {"Title", "H1", "H2", "L", "LI", "Table", "THead", "TH"} <= set(tags)
    assert tags.index("H1") < tags.index("H2")
    assert "Figure" not in tags


def test_every_note_is_a_paragraph_of_its_own(made: bytes) -> None:
    assert read.tags(made).count("P") > len(demo.wordings())


def test_drawn_shapes_are_no_content_for_a_screen_reader(made: bytes) -> None:
    assert read.painted_outside_artifacts(made) == []


def test_pages_are_numbered(made: bytes) -> None:
    pages = read.pdf(made).pages
    assert 2 <= len(pages) <= 5
    assert f"Pagina 1 van {len(pages)}" in pages[0].extract_text()
    assert f"Pagina {len(pages)} van {len(pages)}" in pages[-1].extract_text()


@pytest.mark.parametrize(
    "text",
    ['#panic("au")', "*vet* _schuin_ $x$", "<label> @ref `r` // c /* */", "= kop", "\\u{41} #{1+1}", "{{x}}"],
)
def test_markup_in_a_note_stays_text(text: str) -> None:
    assert read.squeezed(text) in read.squeezed(read.pdf_text(pdf(with_notes(text))))


@pytest.mark.parametrize(
    "text",
    [
        "çok güzel, İyi ki şöyle ağaç",
        "👍👍",
        "🌳👍🏽",
        "👨‍👩‍👧 ❤️ 🇳🇱",
        "1️⃣ 🏳️‍🌈 🧑🏿‍🦽 🥹",
        "☐ ☑ ✓ ✗ ○",
        "Зробіть дешевше",
        "ሰላም",
        "ⴰⵣⵓⵍ გამარჯობა Բարեւ",
    ],
)
def test_other_scripts_and_emoji_are_drawn_as_they_are(text: str) -> None:
    assert read.squeezed(text) in read.squeezed(read.pdf_text(pdf(with_notes(text))))


def test_arabic_is_there_word_for_word() -> None:
    text = "أريد بيتا دافئا وفاتورة أقل"
    found = read.pdf_text(pdf(with_notes(text)))
    assert [word for word in text.split() if word not in found] == []


def test_hebrew_is_there_word_for_word() -> None:
    text = "אני רוצה בית חם"
    found = read.pdf_text(pdf(with_notes(text)))
    assert [word for word in text.split() if word not in found] == []


def test_arabic_is_not_read_aloud_as_dutch() -> None:
    assert b"/Lang(und)" in pdf(with_notes("السلام عليكم")).replace(b" ", b"")


def test_sign_without_a_font_is_written_as_its_name() -> None:
    assert "[CJK UNIFIED IDEOGRAPH-6C34]" in read.pdf_text(pdf(with_notes("水 is water")))


def test_page_without_place_or_people_is_made() -> None:
    bare = demo.summary(place="", residents=None, organisations=None, parties=())
    text = read.squeezed(read.pdf_text(pdf(paper(bare))))
    assert "Wanneer" in text
    assert not [label for label in ("Waar", "Aanwezig", "Partijen") if f"21:30{label}" in text]


def test_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    """Whatever fills the page before it, the last line above the footer is no heading."""
    for filler in range(16, 22):
        group = Group("Een kop", (Quote(99, "een briefje"),))
        question = Question(2, "Nog een vraag?", is_talk=False, groups=(group,))
        whole = demo.with_notes(*["kort"] * 2 * filler)
        pages = read.pdf(pdf(paper(replace(whole, questions=(*whole.questions, question))))).pages
        lines = [page.extract_text().strip().splitlines() for page in pages]
        page = next(page for page in lines if any(line.startswith("Een kop") for line in page))
        place = next(place for place, line in enumerate(page) if line.startswith("Een kop"))
        assert "een briefje" in " ".join(page[place:])
        assert "Nog een vraag?" in " ".join(page[:place])


def test_word_of_280_signs_stays_on_the_paper() -> None:
    text = read.pdf_text(pdf(with_notes("x" * 280)))
    assert sum(line.count("x") for line in text.splitlines() if "xxx" in line) == 280
    assert all(line.count("x") < 100 for line in text.splitlines())


def test_long_name_in_a_table_is_broken_and_not_overprinted() -> None:
    call = demo.promises()[0]
    agreed = (replace(call, who="Bewonersbelangenvereniging"), replace(call, text="bellen"))
    text = read.pdf_text(pdf(paper(demo.summary(agreed=agreed))))
    assert "Bewonersbelangenvereniging" not in text.replace("\u200b", "")
    assert "Bewonersbelangenvereniging" in read.squeezed(text)


def test_note_of_many_lines_runs_on_over_the_pages() -> None:
    lines = [f"regel{number}." for number in range(100)]
    text = read.pdf_text(pdf(with_notes("\n".join(lines), "kort")))
    assert [line for line in lines if line not in text] == []


def test_page_that_nothing_happened_on_is_made() -> None:
    assert len(read.pdf(pdf(paper(demo.empty()))).pages) == 1


def test_title_of_odd_signs_does_not_stop_it() -> None:
    odd = replace(paper(demo.empty()), title="水\x00\ufeff #x", footer="\ud800", above="\t")
    assert read.pdf(pdf(odd)).metadata.title == "[CJK UNIFIED IDEOGRAPH-6C34] #x"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=8))
def test_pdf_is_made_of_whatever_people_write(texts: list[str]) -> None:
    assert pdf(with_notes(*texts)).startswith(b"%PDF-")

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core.export.summary_workbook import workbook
from tests.export import demo, read


@pytest.fixture(scope="module")
def made() -> bytes:
    return workbook(demo.summary())


def test_sheets_have_their_names(made: bytes) -> None:
    assert read.workbook(made).sheetnames == ["Bijeenkomst", "Besluiten en acties", "Briefjes", "Thema’s"]


def test_every_wording_is_there_with_its_number(made: bytes) -> None:
    rows = list(read.workbook(made)["Briefjes"].iter_rows(min_row=2, values_only=True))
    assert [row[4] for row in sorted(rows, key=lambda row: row[3])] == demo.wordings()
    assert sorted(row[3] for row in rows) == list(range(1, 94))


def test_header_is_bold_and_stays_in_sight(made: bytes) -> None:
    for sheet in read.workbook(made):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold for cell in sheet[1])
        assert sheet.column_dimensions["A"].width >= 8


def test_action_has_a_real_date_to_sort_on(made: bytes) -> None:
    row = next(row for row in read.workbook(made)["Besluiten en acties"].values if row[0] == "Actie")
    assert row[1] == "Gemeente, Warm Molenkwartier"
    assert row[2].startswith("Een eerste schets")
    assert row[3] == dt.datetime(2025, 5, 1)  # noqa: DTZ001  (a cell has no time zone)


@pytest.mark.parametrize(
    "text", ["=1+1", "=HYPERLINK(1)", "+31", "-1", "@SUM(A1)", "#N/A", "1-2", "\t=1", "\r=1"]
)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    content = workbook(demo.with_notes(text))
    cell = read.workbook(content)["Briefjes"]["E2"]
    assert (cell.data_type, cell.value) == ("s", text.replace("\t", " ").replace("\r", "\n"))
    assert cell.quotePrefix
    assert "<f>" not in read.part(content, "xl/worksheets/sheet2.xml")


def test_text_that_looks_like_a_coded_sign_is_not_decoded() -> None:
    content = workbook(demo.with_notes("_x0041_ en _x_"))
    assert "_x005F_x0041_ en _x_" in read.part(content, "xl/worksheets/sheet2.xml")


def test_arabic_cell_reads_from_the_right() -> None:
    cell = read.workbook(workbook(demo.with_notes("السلام عليكم")))["Briefjes"]["E2"]
    assert (cell.alignment.horizontal, cell.alignment.readingOrder) == ("right", 2)


def test_sheet_without_rows_is_left_out() -> None:
    assert read.workbook(workbook(demo.empty(questions=()))).sheetnames == ["Bijeenkomst"]


def test_first_sheet_names_only_what_is_known() -> None:
    bare = demo.empty(place="", skipped=("Waar ben je bang voor?",), questions=())
    rows = list(read.workbook(workbook(bare))["Bijeenkomst"].iter_rows(min_row=2, values_only=True))
    assert [label for label, _ in rows if label != "Let op"] == [
        "Wijk",
        "Bijeenkomst",
        "Wanneer",
        "Niet aan bod gekomen",
        "Gemaakt op",
    ]
    assert all(value for _, value in rows)


def test_question_without_notes_says_so_in_words() -> None:
    rows = dict(read.workbook(workbook(demo.empty()))["Bijeenkomst"].values)
    assert rows["Vraag 3"] == "Waar ben je bang voor? (geen briefjes)"


def test_sheet_prints_on_a4_as_wide_as_the_page(made: bytes) -> None:
    for sheet in read.workbook(made):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.oddFooter.right.text == "Pagina &P van &N"
        texts = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)]
        assert all(cell.alignment.wrap_text and cell.alignment.vertical == "top" for cell in texts)


def test_footer_has_the_title_and_stays_short_enough_for_excel() -> None:
    sheet = read.workbook(workbook(demo.summary(title="R&D " * 100)))["Briefjes"]
    assert sheet.oddFooter.left.text.startswith("R&&D ")
    assert sheet.oddFooter.left.text.endswith("· Briefjes")
    assert len(sheet.oddFooter.left.text) < 200


def test_open_actions_come_first_and_by_date() -> None:
    rows = read.workbook(workbook(demo.summary(agreed=demo.promises())))["Besluiten en acties"].values
    assert [row[2] for row in rows if row[0] == "Actie"] == ["bellen", "schrijven", "huren", "bakken"]


def test_programme_says_when_each_block_was_planned(made: bytes) -> None:
    rows = [row[1] for row in read.workbook(made)["Bijeenkomst"].values if row[0] == "Programma"]
    assert rows[0] == "10:00 Welkom en spelregels (10 minuten)"


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=8))
def test_no_cell_is_a_formula_whatever_people_write(texts: list[str]) -> None:
    sheet = read.workbook(workbook(demo.with_notes(*texts)))["Briefjes"]
    assert sheet.max_row == len(texts) + 1
    assert not [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type not in ("s", "n")]

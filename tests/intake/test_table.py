import datetime as dt
import io
import time
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sok_core import words
from sok_core.errors import RuleBroken
from sok_core.intake import table
from sok_core.intake.table import Table
from tests.intake.files import with_outcome, xlsx


def cells(found: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in found.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_letters_and_separators_are_found_out(encoding: str, separator: str) -> None:
    text = f"Naam{separator}Soort\r\nCoöperatie Één{separator}vve\r\n"
    found = table.read(text.encode(encoding), "partijen.csv")
    assert found.headings == ("Naam", "Soort")
    assert cells(found) == [("Coöperatie Één", "vve")]
    assert bool(found.notices) == (encoding == "cp1252")


def test_old_letters_are_said_to_be_old() -> None:
    found = table.read("Naam\nCafé".encode("cp1252"), "x.csv")
    assert "cp1252" in found.notices[0]


@pytest.mark.parametrize("text", ["Café", "België", "Coöperatie geïnteresseerd", "één", "Crèche ‘de Zon’"])
def test_letters_of_an_old_mac_are_read_and_said_to_be_old(text: str) -> None:
    found = table.read(f"Naam;Soort\n{text};vve".encode("mac_roman"), "x.csv")
    assert (cells(found), found.notices) == ([(text, "vve")], (table.MAC,))


@pytest.mark.parametrize(
    "text", ["Foto’s", "‘De Spil’", "A – B", "ÉÉN", "“Zon” in ’t hof…", "Crèche ‘de Zon’"]
)
def test_letters_of_windows_are_not_taken_for_those_of_a_mac(text: str) -> None:
    found = table.read(f"Naam;Soort\n{text};vve".encode("cp1252"), "x.csv")
    assert (cells(found), found.notices) == ([(text, "vve")], (table.WINDOWS,))


def test_a_separator_in_quotes_parts_nothing_and_excel_may_name_its_own() -> None:
    assert cells(table.pasted('sep=,\nNaam,Soort\n"Spil, De",vve')) == [("Spil, De", "vve")]
    assert cells(table.pasted('Naam;Soort\n"Spil; ""De""";vve')) == [('Spil; "De"', "vve")]


def test_rows_are_counted_as_excel_does() -> None:
    text = 'Naam;Soort\n"De\nSpil";vve\n\nSchool;school\n'
    assert [(row.number, row.cells[0]) for row in table.pasted(text).rows] == [(2, "De Spil"), (4, "School")]


def test_empty_rows_and_columns_are_left_out_and_a_title_above_is_told() -> None:
    rows = [["Partijen 2026"], [], ["Naam", None, "Soort"], ["De Spil", None, "buurthuis"], [None, " ", None]]
    found = table.read(xlsx(rows), "x.xlsx")
    assert (found.headings, found.heading_row) == (("Naam", "Soort"), 3)
    assert [(row.number, row.cells) for row in found.rows] == [(4, ("De Spil", "buurthuis"))]
    assert "rij 3" in found.notices[0]


def test_a_column_without_a_heading_or_with_one_that_is_there_gets_a_name_of_its_own() -> None:
    found = table.pasted("Naam\tNaam\t\nA\tB\tC")
    assert found.headings == ("Naam", "Naam (B)", "Kolom C")


def test_cells_without_headings_keep_their_first_row() -> None:
    found = table.pasted("De Spil\nMolenStroom", has_headings=False)
    assert found.headings == ("Kolom A",)
    assert [(row.number, *row.cells) for row in found.rows] == [(1, "De Spil"), (2, "MolenStroom")]


def test_a_workbook_is_read_as_people_see_it() -> None:
    day, moment = dt.date(2026, 11, 28), dt.datetime(2026, 11, 28, 19, 0)  # noqa: DTZ001  (a cell has none)
    content = xlsx([["a", "b", "c", "d", "e", "f"], [day, moment, 5.0, 2.5, True, "  De\xa0 Spil\n "]])
    assert cells(table.read(content, "x.xlsx")) == [
        ("28-11-2026", "28-11-2026 19:00", "5", "2,5", "ja", "De Spil")
    ]


def test_the_first_sheet_with_something_in_it_is_read_or_the_one_that_is_asked_for() -> None:
    content = xlsx([], more={"Uitleg": [["Lees mij"]], "Relaties": [["Van", "Naar"], ["A", "B"]]})
    found = table.read(content, "x.xlsx")
    assert found.headings == ("Lees mij",)
    assert found.notices == ("We lezen het blad ‘Uitleg’. ‘Relaties’ doet niet mee.",)
    assert table.read(content, "x.xlsx", sheets=("relaties",)).headings == ("Van", "Naar")


def test_of_a_formula_the_outcome_counts_and_without_one_its_cell_is_reported() -> None:
    content = xlsx([["Naam", "Aantal"], ["De Spil", "=1+1"], ["Molen", "=2+2"]])
    found = table.read(with_outcome(content, "1+1", "2"), "x.xlsx")
    assert cells(found)[0] == ("De Spil", "2")
    (problem,) = found.problems
    assert (problem.row, problem.column) == (3, "Aantal")
    assert problem.text == "Hier staat een formule zonder uitkomst. Typ de uitkomst in de cel."


def test_text_that_looks_like_a_formula_is_text_in_a_workbook_and_reported_in_csv() -> None:
    content = xlsx([["Naam"], ["x"]])
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for part in old.infolist():
            new.writestr(part, old.read(part).replace(b"<t>x</t>", b"<t>=1+1</t>"))
    assert cells(table.read(written.getvalue(), "x.xlsx")) == [("=1+1",)]
    (problem,) = table.read(b"Naam\n=HYPERLINK(A1)\n'=1+1\n", "x.csv").problems
    assert (problem.row, problem.column) == (2, "Naam")
    assert cells(table.read(b"Naam\n'=1+1\n'-2\n't Molentje", "x.csv")) == [
        ("=1+1",),
        ("-2",),
        ("'t Molentje",),
    ]


def test_a_mistake_of_excel_is_reported() -> None:
    (problem,) = table.read(xlsx([["Naam"], ["De Spil"], ["#REF!"]]), "x.xlsx").problems
    assert (problem.row, "#REF!" in problem.text) == (3, True)


@pytest.mark.parametrize("wrong", ["CoÃ¶peratie", "Co\N{REPLACEMENT CHARACTER}peratie", "Jansâ€™ huis"])
def test_letters_that_were_lost_before_are_reported_with_their_row(wrong: str) -> None:
    (problem,) = table.read(f"Naam;Soort\nDe Spil;vve\n{wrong};vve".encode(), "x.csv").problems
    assert (problem.row, problem.column) == (3, "Naam")
    assert "CSV UTF-8" in problem.text


def broken_workbook() -> bytes:
    return xlsx([["Naam"], ["De Spil"]])[:-200]


def other_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("lees.txt", "hallo")
    return buffer.getvalue()


def broken_sheet() -> bytes:
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx([["Naam"], ["De Spil"]]))) as old,
        zipfile.ZipFile(written, "w") as new,
    ):
        for part in old.infolist():
            new.writestr(part, old.read(part).replace(b"</sheetData>", b""))
    return written.getvalue()


REFUSED = {
    "empty": (b"", "x.csv", "table.empty"),
    "spaces": (b" ;;\n\n", "x.csv", "table.empty"),
    "empty workbook": (xlsx([]), "x.xlsx", "table.empty"),
    "half a workbook": (broken_workbook(), "x.xlsx", "table.broken"),
    "a workbook with half a sheet": (broken_sheet(), "x.xlsx", "table.broken"),
    "another zip": (other_zip(), "x.xlsx", "table.foreign"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "x.xls", "table.locked"),
    "pdf": (b"%PDF-1.7 ...", "x.csv", "table.foreign"),
    "text called xlsx": (b"Naam\nDe Spil", "x.xlsx", "table.foreign"),
    "zeros": (b"Naam\x00\x01\x02", "x.csv", "table.foreign"),
    "no letters": (b"Naam\nCaf\x81\x8d", "x.csv", "table.letters"),
    "half of a letter": (b"\xef\xbb\xbfNaam\nCaf\xc3", "x.csv", "table.letters"),
    "a quotation mark too many": (b'Naam;Soort\n"De Spil;vve\nMolen;vve\n', "x.csv", "table.quote"),
    "too large": (b"x" * (table.MEGABYTES * 1024**2 + 1), "x.csv", "table.too_large"),
    "too wide": (b";".join([b"x"] * 101), "x.csv", "table.columns"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_cannot_be_read_says_what_to_do(what: str) -> None:
    body, name, code = REFUSED[what]
    with pytest.raises(RuleBroken) as raised:
        table.read(body, name)
    assert raised.value.code == code
    assert words.sentence(raised.value).endswith(".")


def test_a_quotation_mark_on_the_clipboard_is_just_that() -> None:
    assert cells(table.pasted('Naam\tSoort\n"De Spil\tvve\nMolen\tvve')) == [
        ('"De Spil', "vve"),
        ("Molen", "vve"),
    ]


def test_ten_thousand_rows_come_in_within_seconds_and_one_more_does_not() -> None:
    rows = [["Naam", "Soort", "Stand"], *([f"Partij {n}", "vve", "aan tafel"] for n in range(10_000))]
    content = xlsx(rows)
    began = time.monotonic()
    assert len(table.read(content, "x.xlsx").rows) == 10_000
    assert time.monotonic() - began < 10
    with pytest.raises(RuleBroken) as raised:
        table.read(xlsx([*rows, ["Nog een", "vve", ""]]), "x.xlsx")
    assert words.sentence(raised.value) == (
        "Er staan 10.001 rijen in. Er passen er 10.000 in één keer. Knip het bestand in stukken."
    )


def tell(read: Callable[[], Table]) -> str:
    """Return how reading came out: a code of ours, or what is wrong with the table itself."""
    try:
        found = read()
    except RuleBroken as error:
        return error.code
    return "" if all(len(row.cells) == len(found.headings) for row in found.rows) else "ragged"


@given(st.binary(max_size=300), st.sampled_from(["x.csv", "x.xlsx", "x"]))
def test_whatever_comes_in_gives_a_table_or_a_sentence(body: bytes, name: str) -> None:
    assert tell(lambda: table.read(body, name)) in {"", *words.ERRORS}


@given(st.text(max_size=200))
def test_whatever_is_pasted_gives_a_table_or_a_sentence(text: str) -> None:
    assert tell(lambda: table.pasted(text)) in {"", *words.ERRORS}

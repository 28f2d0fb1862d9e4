import csv
import datetime as dt
import io
from pathlib import Path

import pytest

from sok_core import estimate, party, relation
from sok_core.export import kumu, tables
from sok_core.model import EstimateKind, Reader
from sok_core.store import Store
from sok_core.web import running
from tests.evening import NOW
from tests.export import read

SECRET = "geheim"


@pytest.fixture
def store(data_folder: Path) -> Store:
    """Two parties with a line, and of everything that not everybody may read one."""
    assert data_folder.is_dir()
    store = running.current().shelf.create("De Spil")
    with store.write() as doors:
        doors.dossier.update(has_contact_names=True)
    one, other = party.write_down_all(
        store,
        [
            {"name": "Buurthuis De Spil", "short_name": "De Spil", "type": "buurthuis", "ring": "kern"},
            {"name": "=Molen|Stroom", "contact_name": SECRET, "call_by": "2026-12-03"},
        ],
    )
    with store.write() as doors:  # the name is there, and the dossier keeps none any more
        doors.dossier.update(has_contact_names=False)
    line = relation.draw(
        store, source_id=one.id, target_id=other.id, kind="geld", is_directed=True, strength=4, note=SECRET
    )
    about = {EstimateKind.TENSION: {"relation_id": line.id}}
    for place, kind in enumerate(EstimateKind):
        estimate.give(
            store,
            kind=kind,
            value=1,
            reader=list(Reader)[min(place, 2)],
            given_by="wijkmanager",
            given_on=dt.date(2026, 11, 28),
            **about.get(kind, {"party_id": one.id}),
        )
    return store


def made(store: Store, reader: Reader = Reader.TABLE) -> tables.Tables:
    return tables.gather(store, reader, now=NOW)


def rows(content: bytes, sheet: str) -> list[dict[str, object]]:
    first, *others = read.workbook(content)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, first), row, strict=True)) for row in others]


def test_a_workbook_has_a_sheet_of_parties_and_one_of_relations(store: Store) -> None:
    content = tables.workbook(made(store))
    assert read.workbook(content).sheetnames == ["Partijen", "Relaties"]
    first, second = rows(content, "Partijen")
    assert (first["Naam"], second["Naam"], second["Soort"]) == (
        "=Molen|Stroom",
        "Buurthuis De Spil",
        "Buurthuis",
    )
    assert first["Voor wanneer"] == dt.datetime(2026, 12, 3)  # noqa: DTZ001  (a cell has no time zone)
    (line,) = rows(content, "Relaties")
    assert (line["Van"], line["Naar"], line["Soort lijn"], line["Sterkte (1 tot 5)"]) == (
        "Buurthuis De Spil",
        "=Molen|Stroom",
        "geld",
        4,
    )


def test_what_looks_like_a_formula_is_text_everywhere(store: Store) -> None:
    for content in (tables.workbook(made(store)), kumu.workbook(made(store))):
        cell = read.workbook(content).worksheets[0]["A2"]
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
        assert "<f>" not in read.part(content, "xl/worksheets/sheet1.xml")
    text = tables.party_csv(made(store)).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(text), delimiter=";")][1] == "'=Molen|Stroom"


def test_csv_opens_in_a_dutch_excel(store: Store) -> None:
    content = tables.relation_csv(made(store))
    assert content.startswith(b"\xef\xbb\xbfVan;Naar;")
    assert content.endswith(b"\r\n")


@pytest.mark.parametrize(
    ("reader", "scores"),
    [
        (Reader.TABLE, {"Houding (-2 tot 2)", "Spanning (0 tot 3)"}),
        (Reader.CORE_TEAM, {"Invloed (1 tot 5)", "Houding (-2 tot 2)", "Spanning (0 tot 3)"}),
        (
            Reader.FACILITATOR,
            {"Belang (1 tot 5)", "Invloed (1 tot 5)", "Houding (-2 tot 2)", "Spanning (0 tot 3)"},
        ),
    ],
)
def test_a_reader_finds_only_what_is_meant_for_him(store: Store, reader: Reader, scores: set[str]) -> None:
    found = made(store, reader)
    for content in (tables.workbook(found), kumu.workbook(found)):
        texts = read.workbook_texts(content)
        every = {"Belang (1 tot 5)", "Invloed (1 tot 5)", "Houding (-2 tot 2)", "Spanning (0 tot 3)"}
        assert every & set(texts) == scores
        assert (SECRET in texts) == (reader is Reader.FACILITATOR)


def test_names_of_people_go_out_only_where_the_dossier_keeps_them(store: Store) -> None:
    with store.write() as doors:
        doors.dossier.update(has_contact_names=True)
    for reader in Reader:
        texts = read.workbook_texts(tables.workbook(made(store, reader)))
        assert ("Contact (naam)" in texts) == (reader is not Reader.TABLE)


def test_a_file_that_is_not_for_everybody_says_so(store: Store) -> None:
    assert tables.file_name(made(store), "partijen", "csv") == "partijen-de-spil.csv"
    found = made(store, Reader.FACILITATOR)
    assert tables.file_name(found, "partijen", "csv") == "partijen-de-spil-alleen-begeleider.csv"
    sheet = read.workbook(tables.workbook(found))["Partijen"]
    assert "alleen begeleider" in sheet.oddFooter.left.text


def test_kumu_finds_its_headings_first_and_its_own_words(store: Store) -> None:
    content = kumu.workbook(made(store))
    book = read.workbook(content)
    assert book.sheetnames == ["Elements", "Connections"]
    assert [cell.value for cell in book["Elements"][1]][:4] == ["Label", "Type", "Description", "Tags"]
    assert [cell.value for cell in book["Connections"][1]][:4] == ["From", "To", "Direction", "Type"]
    labels = {row["Label"] for row in rows(content, "Elements")}
    (line,) = rows(content, "Connections")
    assert {line["From"], line["To"]} == labels == {"Buurthuis De Spil", "=Molen/Stroom"}
    assert (line["Direction"], line["Strength"], line["Label"]) == ("directed", 4, "geld")
    assert rows(content, "Elements")[1]["Tags"] == "nog benaderen|kern"


def test_an_empty_dossier_gives_the_headings_to_fill_in(data_folder: Path) -> None:
    assert data_folder.is_dir()
    found = made(running.current().shelf.create("Leeg"))
    for content, first in ((tables.workbook(found), "Naam"), (kumu.workbook(found), "Label")):
        assert read.workbook(content).worksheets[0]["A1"].value == first
    assert tables.party_csv(found).decode("utf-8-sig").startswith("Naam;Korte naam;Soort;")

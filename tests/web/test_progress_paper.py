"""The papers of what is followed, by their name in an address."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sok_core.charts import commitment as chart
from sok_core.errors import Conflict, NotFound
from sok_core.export import progress
from sok_core.store import Store
from sok_core.store.shelf import Shelf
from sok_core.web import progress_paper
from sok_core.web.progress_paper import ENDINGS, Kind
from tests.export.test_progress import NOW
from tests.molenkwartier import neighbourhood

BEGINS = {
    "pdf": b"%PDF-",
    "docx": b"PK",
    "xlsx": b"PK",
    "png": b"\x89PNG",
    "svg": b"<svg",
    "csv": "\ufeff".encode(),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with neighbourhood(tmp_path_factory.mktemp("wijk")) as store:
        yield store


@pytest.mark.parametrize(("kind", "ending"), [(kind, one) for kind in Kind for one in ENDINGS[kind]])
def test_each_paper_is_made_and_named_after_its_day(store: Store, kind: Kind, ending: str) -> None:
    asked = "1" if kind is Kind.LINE else ""
    made = progress_paper.make(store, f"{kind}.{ending}", commitment=asked, now=NOW)
    assert made.body.startswith(BEGINS[ending])
    more = "-1" if asked else ""
    assert made.name == f"{kind}{more}-molenkwartier-2026-11-05.{ending}"


def test_a_chart_says_what_it_shows_to_who_does_not_see_it(store: Store) -> None:
    found = progress.gather(store, now=NOW)
    made = progress_paper.make(store, f"{Kind.MONTHS}.svg", now=NOW)
    root = ET.fromstring(made.body)  # noqa: S314  (made here)
    assert root[0].text == chart.month_alt(found.months)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("nergens.pdf", ""),
        ("voortgang.png", ""),
        ("voortgang", ""),
        ("doel-en-getal.png", ""),
        ("doel-en-getal.png", "x"),
        ("doel-en-getal.png", "9999"),
    ],
)
def test_what_is_not_there_is_not_made(store: Store, name: str, asked: str) -> None:
    with pytest.raises(NotFound):
        progress_paper.make(store, name, commitment=asked, now=NOW)


def test_without_promises_there_is_nothing_to_draw(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "dossiers", tmp_path / "backups")
    with pytest.raises(Conflict, match="nothing_followed"):
        progress_paper.make(shelf.create("De Spil"), f"{Kind.MONTHS}.png", now=NOW)
    shelf.close_all()


def test_an_address_asks_only_what_was_chosen() -> None:
    assert progress_paper.link("wijk", Kind.REPORT, "pdf") == "/download/wijk/monitoring/voortgang.pdf"
    assert progress_paper.link("wijk", Kind.LINE, "svg", commitment_id=3).endswith("svg?afspraak=3")

import pytest

from sok_core.export.relation_card import cards
from sok_core.model import RelationKind
from sok_core.words import LANGUAGES, RELATION_SAYINGS, translation
from tests.evening import NOW
from tests.export import read

ASKED = ("Namens wie ben je hier?", "Ik praat voor mezelf.", "Met wie werk je nu al samen?")


def made(language: str) -> bytes:
    return cards("Molenkwartier (fictief)", language=language, made_at=NOW)


@pytest.mark.parametrize("language", ["nl", "en", "tr"])
def test_four_cards_ask_on_whose_behalf_and_with_whom(language: str) -> None:
    _ = translation(language)
    (page,) = read.pdf(made(language)).pages
    text = read.squeezed(page.extract_text())
    for said in (*ASKED, *RELATION_SAYINGS.values()):
        assert text.count(read.squeezed(_(said))) >= 4


def test_every_kind_of_relation_can_be_ticked() -> None:
    assert set(RELATION_SAYINGS) == set(RelationKind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_accessible_in_each_language_and_read_aloud_once(language: str) -> None:
    content = made(language)
    assert read.is_accessible(content, "nl-NL" if language == "nl" else language)
    assert read.tags(content).count("H1") == 1
    assert read.painted_outside_artifacts(content) == []


def test_who_cuts_reads_dutch() -> None:
    assert "knip langs de lijnen" in read.pdf_text(made("tr"))

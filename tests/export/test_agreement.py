"""The agreement in Word and PDF: every article once, under its own number, and what it says around them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from sok_core import agreement as core
from sok_core.clause_text import NAMES
from sok_core.errors import Conflict, NotFound
from sok_core.export import agreement
from sok_core.export.agreement_model import Agreed, gather
from sok_core.export.agreement_words import WORDINGS
from sok_core.mark import of_clause, state_in
from sok_core.model import DocumentType, SignatureMethod
from sok_core.store import Store
from sok_core.words import CONCEPT
from tests import office
from tests.export import read
from tests.export.agreed import NOW, sign
from tests.export.read import squeezed
from tests.molenkwartier import neighbourhood


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with neighbourhood(tmp_path_factory.mktemp("wijk")) as store:
        yield store


@pytest.fixture(scope="module")
def agreed(store: Store) -> Agreed:
    return gather(store, 3, now=NOW)


@pytest.fixture(scope="module")
def pdf(agreed: Agreed) -> bytes:
    return agreement.pdf(agreed)


@pytest.fixture(scope="module")
def word(agreed: Agreed) -> bytes:
    return agreement.word(agreed)


def in_order(text: str, parts: list[str]) -> list[str]:
    """Return the parts that do not stand in a text after the part before them."""
    text, place, lost = squeezed(text), 0, []
    for part in map(squeezed, parts):
        found = text.find(part, place)
        if found < 0:
            lost.append(part)
        else:
            place = found + len(part)
    return lost


def articles(agreed: Agreed) -> list[str]:
    """Return every article as a reader finds it: its number and its words."""
    return [
        one.number + ("Dit artikel is ingetrokken." if one.is_withdrawn else one.text)
        for one in agreed.document.articles
    ]


def test_the_text_layer_of_the_pdf_has_all_articles_in_order(agreed: Agreed, pdf: bytes) -> None:
    assert read.is_accessible(pdf)
    assert len(articles(agreed)) == 34
    text = "\n".join(line for line in read.pdf_text(pdf).splitlines() if "Pagina " not in line)
    assert in_order(text, articles(agreed)) == []
    assert read.painted_outside_artifacts(pdf) == []


def test_word_has_all_articles_in_order_with_real_styles(agreed: Agreed, word: bytes) -> None:
    document = read.word(word)
    styled = [one for one in document.paragraphs if one.style.name == "Artikel"]
    assert in_order("".join(one.text for one in styled), articles(agreed)) == []
    used = {one.style.name for one in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Artikel", "List Bullet"} <= used
    about = document.core_properties
    assert (about.title, about.language) == ("Samenwerkingsovereenkomst Molenkwartier", "nl-NL")
    assert about.subject


def test_every_article_in_force_keeps_its_mark_and_the_file_says_which_text_it_is(
    agreed: Agreed, word: bytes
) -> None:
    starts = read.word(word).element.body.iter(qn("w:bookmarkStart"))
    marks = [one.get(qn("w:name")) for one in starts]
    in_force = [of_clause(one.clause_id) for one in agreed.document.articles if not one.is_withdrawn]
    assert [one for one in marks if not state_in(one)] == [agreed.mark, *in_force]
    assert len(set(marks)) == len(marks)  # Word keeps only one of two with the same name
    assert agreed.version is not None
    assert agreed.mark == f"sok_v3_{agreed.version.digest[:8].upper()}"


def test_the_table_to_sign_in_repeats_its_header(word: bytes) -> None:
    table = next(one for one in read.word(word).tables if one.rows[0].cells[3].text == "Handtekening")
    assert len(table.rows) == 15
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_whole_digest_of_the_very_text_is_in_it(store: Store, pdf: bytes, word: bytes) -> None:
    with store.read() as tables:
        version = tables.version.numbered(3)
    assert version is not None
    whole = core.digest(version.content)
    assert whole in squeezed(read.pdf_text(pdf))
    assert whole in squeezed(read.word_text(word))
    assert core.control_code(whole) in read.pdf_text(pdf)


def test_libreoffice_opens_the_word_file_and_finds_the_same_articles(agreed: Agreed, word: bytes) -> None:
    text = read.pdf_text(office.to_pdf(word))
    lines = [line for line in text.splitlines() if "Pagina " not in line]
    assert in_order("\n".join(lines), articles(agreed)) == []


def test_a_concept_says_so_and_a_frozen_text_does_not(store: Store, pdf: bytes) -> None:
    concept = gather(store, None, now=NOW)
    text = read.pdf_text(agreement.pdf(concept))
    assert squeezed(CONCEPT) in squeezed(text)
    assert "Molenkwartier (fictief) · Concept" in text
    assert "Controlecode" not in text
    assert squeezed(CONCEPT) not in squeezed(read.pdf_text(pdf))


@pytest.mark.parametrize("kind", list(DocumentType))
def test_each_kind_has_its_own_words_and_none_promises_too_much(agreed: Agreed, kind: DocumentType) -> None:
    one = replace(agreed, document=replace(agreed.document, type=kind))
    text = read.word_text(agreement.word(one))
    wording = WORDINGS[kind]
    assert f"{NAMES[kind]} Molenkwartier" in text
    assert wording.we in text
    assert "bindend" not in text.casefold()


def test_values_say_what_you_notice_and_a_withdrawn_article_why(agreed: Agreed) -> None:
    text = read.word_text(agreement.word(agreed))
    assert "Dat merk je aan:" in text
    assert "Binnen drie maanden zie je iets in de straat." in text
    for one in agreed.document.articles:
        if one.is_withdrawn:
            assert one.why
            assert one.why in text
            assert one.text not in text


def test_an_old_reason_is_printed_without_the_number_in_it(agreed: Agreed) -> None:
    one = replace(agreed.document.articles[0], is_withdrawn=True, why="Piet wil niet, bel 06-11112222")
    assert agreement.article(agreed, one).more == ("Waarom: Piet wil niet, bel –",)


def test_what_is_empty_is_left_out(agreed: Agreed) -> None:
    bare = replace(agreed.document, parties=(), aims=(), chapters=agreed.document.chapters[:1])
    text = read.word_text(agreement.word(replace(agreed, document=bare)))
    for gone in ("De ondergetekenden", "Handtekeningen", "Onze waarden", "Dat merk je aan", "2. "):
        assert gone not in text


def test_no_line_of_who_signed_looks_as_if_it_waits_for_a_pen(agreed: Agreed, pdf: bytes) -> None:
    lines = [agreement.signed_line(agreed, one.party_id, one) for one in agreed.signed]
    assert SignatureMethod.FINGER in {one.method for one in agreed.signed if not one.drawing}
    assert all(one.strokes or one.text for one in lines)
    assert squeezed("Getekend met een vinger") in squeezed(read.pdf_text(pdf))


def test_how_a_party_signed_and_what_its_yes_hangs_on(tmp_path: Path) -> None:
    with neighbourhood(tmp_path) as store:
        parties = gather(store, 3, now=NOW).document.parties
        for party, method in zip(parties, SignatureMethod, strict=False):
            hangs_on = "instemming van de raad" if party == parties[1] else ""
            sign(store, party.id, method, proviso=hangs_on)
        signed = gather(store, 3, now=NOW)
    pdf, word = agreement.pdf(signed), agreement.word(signed)
    for text in (read.pdf_text(pdf), read.word_text(word)):
        flat = squeezed(text)
        assert squeezed("Getekend op papier") in flat
        assert squeezed("Getekend met een getypte naam") in flat
        assert squeezed(f"{parties[1].name} tekent onder voorbehoud van instemming van de raad.") in flat
        assert "Laat het lezen" not in text
    drawn = [one.name for one, method in zip(parties, SignatureMethod, strict=False) if method == "vinger"]
    assert read.alternatives(pdf) == [f"Handtekening van {drawn[0]}"]
    assert f'descr="Handtekening van {drawn[0]}"' in read.part(word, "word/document.xml")
    assert read.is_accessible(pdf)


def test_there_is_no_paper_without_a_text(store: Store, evening: object) -> None:
    with pytest.raises(NotFound):
        gather(store, 99, now=NOW)
    with pytest.raises(Conflict, match=r"version\.empty"):
        gather(evening.store, None, now=NOW)  # type: ignore[attr-defined]

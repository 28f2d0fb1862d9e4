"""Notes that are hung on an article by hand, and taken off again."""

import pytest

from sok_core import agreement, clause, clause_source, note, road, signature
from sok_core.errors import NotFound
from sok_core.model import Clause, Note, Phase, Reader, Section
from sok_core.road import EndKind
from tests import signing
from tests.evening import NOW, Evening


@pytest.fixture
def article(evening: Evening) -> Clause:
    """A typed article, and three notes that became nothing yet."""
    evening.ask(phase=Phase.OPEN)
    for text in ("Groen", "Rust", "Scheldwoord"):
        evening.post(text)
    note.hide(evening.store, note_id=evening.notes[2].id, reason="", now=NOW)
    return clause.write(evening.store, section=Section.ROLES, text="Wij planten bomen.", now=NOW)


def free(evening: Evening, article: Clause) -> list[str]:
    with evening.store.read() as tables:
        return [one.text for _, one in clause_source.to_hang(tables, article.id)]


def ends(evening: Evening) -> list[EndKind]:
    with evening.store.read() as tables:
        found = road.read(tables, Reader.FACILITATOR)
    return [road.end(found, one.id).kind for one in evening.notes]


def test_a_note_that_is_hung_on_an_article_stands_in_it_until_it_is_taken_off(
    evening: Evening, article: Clause
) -> None:
    assert free(evening, article) == ["Groen", "Rust"]
    first = evening.notes[0].id
    for _ in range(2):  # twice is once
        clause_source.hang(evening.store, clause_id=article.id, note_ids=[first])
    assert free(evening, article) == ["Rust"]
    assert ends(evening) == [EndKind.CLAUSE, EndKind.OPEN, EndKind.OPEN]
    clause_source.take_off(evening.store, clause_id=article.id, note_ids=[first])
    assert ends(evening)[0] is EndKind.OPEN


def test_a_hidden_note_or_one_that_is_not_there_is_refused_and_nothing_is_hung(
    evening: Evening, article: Clause
) -> None:
    first, hidden = evening.notes[0].id, evening.notes[2].id
    for wrong in (hidden, 999):
        with pytest.raises(NotFound):
            clause_source.hang(evening.store, clause_id=article.id, note_ids=[first, wrong])
    assert free(evening, article) == ["Groen", "Rust"]


def test_a_frozen_text_stays_what_it_is(evening: Evening, article: Clause) -> None:
    version = agreement.freeze(evening.store, title="Concept", now=NOW)
    clause_source.hang(evening.store, clause_id=article.id, note_ids=[evening.notes[0].id])
    with evening.store.read() as tables:
        assert tables.version.all()[0].content == version.content


def agreed(evening: Evening, said: Note) -> str:
    """What became of a note, as it was agreed."""
    with evening.store.read() as tables:
        return road.end(road.read(tables, as_agreed=True), said.id).text


def sign(text: signing.Text, *, version: int = 0) -> None:
    text.freeze()
    text.open(version=version)
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=signing.PEN, now=NOW)


@pytest.fixture
def text(evening: Evening) -> signing.Text:
    evening.ask(phase=Phase.OPEN)
    return signing.write(evening.store)


def test_a_note_stays_in_the_signed_text_and_leaves_with_the_next(
    evening: Evening, text: signing.Text
) -> None:
    said, one = evening.post("Groen"), text.clauses[0]
    clause_source.hang(evening.store, clause_id=one, note_ids=[said.id])
    with evening.store.read() as tables:
        assert clause_source.kept_in_force(tables, one) == set()
    sign(text)
    with evening.store.read() as tables:
        assert clause_source.kept_in_force(tables, one) == {said.id}
    clause_source.take_off(evening.store, clause_id=one, note_ids=[said.id])
    assert free(evening, Clause(id=one, section=Section.ROLES, position=1)) == ["Groen"]
    assert ends(evening) == [EndKind.OPEN]
    assert agreed(evening, said) == "Staat in artikel 5.1"
    sign(text, version=1)
    assert agreed(evening, said) == road.NOT_YET


def test_a_note_that_was_hung_on_after_signing_goes_for_good(evening: Evening, text: signing.Text) -> None:
    said, one = evening.post("Groen"), text.clauses[0]
    sign(text)
    clause_source.hang(evening.store, clause_id=one, note_ids=[said.id])
    assert agreed(evening, said) == "Staat in artikel 5.1"
    clause_source.take_off(evening.store, clause_id=one, note_ids=[said.id])
    assert agreed(evening, said) == road.NOT_YET
    with evening.store.read() as tables:
        assert tables.source.ever() == []


def test_a_note_that_is_hung_on_again_under_the_next_text_is_not_of_that_text(
    evening: Evening, text: signing.Text
) -> None:
    said, one = evening.post("Groen"), text.clauses[0]
    clause_source.hang(evening.store, clause_id=one, note_ids=[said.id])
    text.freeze()
    clause_source.take_off(evening.store, clause_id=one, note_ids=[said.id])
    text.freeze()
    clause_source.hang(evening.store, clause_id=one, note_ids=[said.id])
    clause_source.take_off(evening.store, clause_id=one, note_ids=[said.id])
    with evening.store.read() as tables:
        had = [bool(tables.source.all(version=number)) for number in (0, 1)]
    assert had == [True, False]


def test_a_note_of_a_signed_article_stays_when_a_draft_merges_that(
    evening: Evening, text: signing.Text
) -> None:
    said = evening.post("Groen")
    gone, stays, _ = text.clauses
    clause_source.hang(evening.store, clause_id=gone, note_ids=[said.id])
    sign(text)
    with evening.store.read() as tables:
        newest = tables.clause_text.newest()
    both = {"clause_id": gone, "into_id": stays, "before": newest[gone], "into_before": newest[stays]}
    clause.merge(evening.store, **both, text="Samen.", today=NOW.date(), now=NOW)
    clause_source.take_off(evening.store, clause_id=stays, note_ids=[said.id])
    assert ends(evening) == [EndKind.OPEN]
    assert agreed(evening, said) == "Staat in artikel 5.1"


def of_before_the_versions(text: signing.Text) -> None:
    """Let every source be from the first version on, as the update of an older dossier leaves them."""
    with text.store.write() as tables:
        for one in tables.source.ever():
            tables.source.update(one.id, since=0)


def test_a_note_of_an_article_that_was_never_frozen_goes_for_good_in_an_older_dossier(
    evening: Evening, text: signing.Text
) -> None:
    signed, proposed = evening.post("Groen"), evening.post("Rust")
    clause_source.hang(evening.store, clause_id=text.clauses[0], note_ids=[signed.id])
    sign(text)
    new = text.add("De school zet een bank neer.", text.school)
    clause_source.hang(evening.store, clause_id=new, note_ids=[proposed.id])
    of_before_the_versions(text)
    with evening.store.read() as tables:
        kept = [clause_source.kept_in_force(tables, one) for one in (text.clauses[0], new)]
    assert kept == [{signed.id}, set()]
    for clause_id, said in ((text.clauses[0], signed), (new, proposed)):
        clause_source.take_off(evening.store, clause_id=clause_id, note_ids=[said.id])
    assert (agreed(evening, signed), agreed(evening, proposed)) == ("Staat in artikel 5.1", road.NOT_YET)
    with evening.store.read() as tables:
        assert [one.note_id for one in tables.source.ever()] == [signed.id]


def test_a_note_of_what_went_on_in_a_frozen_article_stays_in_an_older_dossier(
    evening: Evening, text: signing.Text
) -> None:
    said, (gone, stays, _) = evening.post("Groen"), text.clauses
    clause_source.hang(evening.store, clause_id=gone, note_ids=[said.id])
    with evening.store.read() as tables:
        newest = tables.clause_text.newest()
    both = {"clause_id": gone, "into_id": stays, "before": newest[gone], "into_before": newest[stays]}
    clause.merge(evening.store, **both, text="Samen.", today=NOW.date(), now=NOW)
    sign(text)
    of_before_the_versions(text)
    with evening.store.read() as tables:
        assert clause_source.kept_in_force(tables, stays) == {said.id}
    clause_source.take_off(evening.store, clause_id=stays, note_ids=[said.id])
    assert agreed(evening, said).startswith("Staat in artikel")

"""What became of every note, on paper: nothing hidden, nothing personal, and nothing lost."""

import io
from collections.abc import Iterator

import pytest
from docx import Document
from pypdf import PdfReader

from sok_core import aim, clause, fate, meeting, note, stake, task, theme
from sok_core import road as roads
from sok_core.errors import NotFound
from sok_core.export import road, sketch, stake_form
from sok_core.export.paper_pdf import pdf
from sok_core.export.paper_word import word
from sok_core.model import AimKind, Outcome, Phase
from sok_core.signature import sign
from sok_core.store import Store
from sok_core.web import road as road_page
from sok_core.words import CONCEPT
from tests import signing
from tests.evening import NOW, Evening
from tests.molenkwartier import neighbourhood


@pytest.fixture(scope="module")
def molenkwartier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with neighbourhood(tmp_path_factory.mktemp("demo")) as store:
        yield store


@pytest.fixture
def over(evening: Evening) -> Evening:
    """A meeting that is over: a theme with two notes, a hidden one, and one with a phone number."""
    evening.ask()
    for text in ("Dat je elkaar kent", "Selam", "GEHEIM", "Bel 06-12345678"):
        evening.post(text)
    note.translate(evening.store, note_id=2, text="Hallo")
    note.hide(evening.store, note_id=3, reason="", now=NOW)
    theme.begin(evening.store, meeting_id=evening.id, numbers=[1, 2], title="Samen", hand="", now=NOW)
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    return evening


def text_of(body: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return " ".join(" ".join(pages).split())


def test_only_what_everybody_may_read_is_told(over: Evening) -> None:
    fate.decline(over.store, note_id=1, why="Piet kan het al, 0612345678", text="Bel 06-12345678", now=NOW)
    found = road.gather(over.store, now=NOW)
    (evening,) = found.evenings
    (part,) = evening.parts
    assert [(one.number, one.text, one.translation) for one in part.lines] == [
        (1, "Dat je elkaar kent", ""),
        (2, "Selam", "Hallo"),
    ]
    assert [(one.end, one.more) for one in part.lines] == [
        ("Geen afspraak, want Piet kan het al, –", "Bel –"),
        ("Nog niet besproken", ""),
    ]
    assert (found.left_out, found.silence) == (2, "2 briefjes staan hier niet, om mensen te beschermen.")


def test_the_pdf_holds_the_same_words(over: Evening) -> None:
    seen = text_of(road.pdf(road.gather(over.store, over.id, now=NOW)))
    assert "Dat je elkaar kent" in seen
    assert "Selam (Hallo)" in seen
    assert "2 briefjes staan hier niet" in seen
    assert not [secret for secret in ("GEHEIM", "06-12345678") if secret in seen]


def test_a_number_in_the_name_of_a_theme_stays_at_home(over: Evening) -> None:
    with over.store.write() as tables:
        tables.theme.update(1, title="Bel Jan 06-87654321")
    found = road.gather(over.store, now=NOW)
    assert [part.title for part in found.evenings[0].parts] == ["Bel Jan –"]
    assert "87654321" not in text_of(road.pdf(found))
    assert "87654321" not in road_page.html(found)


def test_the_words_of_a_hidden_note_are_told_by_no_other_note(evening: Evening) -> None:
    evening.ask()
    for text in ("Joke doet de post", "Post rondbrengen"):
        evening.post(text)
    made = task.from_offer(evening.store, note_id=1)
    with evening.store.write() as tables:
        tables.source.link(Outcome.TASK, made.id, notes=[2])
    assert public(evening)[1] == "Hoort bij de taak ‘Joke doet de post’"
    note.hide(evening.store, note_id=1, reason=note.PRIVATE, now=NOW)
    assert public(evening) == ["Hoort bij de taak ‘Taak 1’"]
    task.change(evening.store, task_id=made.id, before=made, title="De post")
    assert public(evening) == ["Hoort bij de taak ‘De post’"]


def test_a_note_that_came_after_its_theme_was_an_article_is_told_so(evening: Evening) -> None:
    store = evening.store
    evening.ask()
    evening.post("Op tijd")
    theme.begin(store, meeting_id=evening.id, numbers=[1], title="Samen", hand="", now=NOW)
    with store.read() as tables:
        grown = tables.theme.get(1)
    one = clause.draft_from(store, grown, now=NOW)
    late = evening.post("Te laat")
    theme.gather(store, meeting_id=evening.id, numbers=[late.number], to=1, hand="", now=NOW)
    with store.read() as tables:
        (first,) = tables.clause_text.of(one.id)
    clause.split(store, clause_id=one.id, before=first, first="Samen.", second="Uit.", now=NOW)
    found = road.gather(store, evening.id, now=NOW)
    told = {each.text: each.end for each in found.evenings[0].parts[0].lines}
    assert told == {
        "Op tijd": "Staat in artikel 5.1 en 5.2",
        "Te laat": "Het thema ‘Samen’ staat in artikel 5.1 en 5.2",
    }
    assert told["Te laat"] in road_page.html(found)


def test_an_evening_that_goes_on_is_told_only_when_asked_for(evening: Evening) -> None:
    evening.ask()
    evening.post("Groen")
    assert road.gather(evening.store, now=NOW).evenings == ()
    assert road.gather(evening.store, evening.id, now=NOW).notes == 1
    with pytest.raises(NotFound):
        road.gather(evening.store, 99, now=NOW)


def test_in_the_demo_every_note_is_told_or_counted(molenkwartier: Store) -> None:
    found = road.gather(molenkwartier, now=NOW)
    with molenkwartier.read() as tables:
        everything = roads.read(tables)
    assert found.notes + found.left_out == len(everything.notes)
    ends = {(one.number, one.end) for e in found.evenings for p in e.parts for one in p.lines}
    assert not [secret for secret in ("COPD", "Joke", "Henk") if secret in road_page.html(found)]
    assert any(end.startswith("Staat in artikel ") for _, end in ends)


def test_the_sketch_is_the_same_in_word_and_pdf_and_says_what_it_is(molenkwartier: Store) -> None:
    paper = sketch.paper(sketch.gather(molenkwartier, now=NOW))
    document = Document(io.BytesIO(word(paper)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    on_word = " ".join([*(one.text for one in document.paragraphs), *cells])
    on_pdf = text_of(pdf(paper))
    for seen in (on_word, on_pdf):
        assert CONCEPT in seen
        assert "bindend" not in seen
        for told in ("Een gezond en prettig huis", "Een melding van schimmel", "Geen kind dat hoest"):
            assert told in seen


def test_a_hidden_note_leaves_the_sketch(over: Evening) -> None:
    made = aim.from_theme(over.store, theme_id=1, kind=AimKind.VALUE)
    assert len(sketch.gather(over.store, now=NOW).lines[0].quotes) == 2
    note.hide(over.store, note_id=1, reason="", now=NOW)
    (line,) = sketch.gather(over.store, now=NOW).lines
    assert ([one.number for one in line.quotes], line.aim.id) == ([2], made.id)
    assert line.origin.startswith("uit 1 briefje, ")


def test_an_empty_dossier_has_a_sketch_too(evening: Evening) -> None:
    seen = text_of(pdf(sketch.paper(sketch.gather(evening.store, now=NOW))))
    assert "Er is nog geen waarde gekozen." in seen


def test_the_form_asks_each_party_the_same(molenkwartier: Store) -> None:
    with molenkwartier.read() as tables:
        first = stake.speaking(tables.party.all())[0]
    blank = text_of(stake_form.pdf(stake_form.gather(molenkwartier, None, now=NOW)))
    own = text_of(stake_form.pdf(stake_form.gather(molenkwartier, first.id, now=NOW)))
    for seen in (blank, own):
        assert "Wat kunnen we verliezen?" in seen
        assert "Waarde: Gelijkwaardig meebeslissen" in seen
    assert (first.name in own, first.name in blank) == (True, False)
    with pytest.raises(NotFound):
        stake_form.gather(molenkwartier, 999, now=NOW)


def test_an_agreement_in_force_says_where_words_stand_and_no_draft_does(evening: Evening) -> None:
    """What a draft withdraws, merges or adds is no fact for who wrote a note."""
    evening.ask(phase=Phase.OPEN)
    paid, planted, new, lost = (evening.post(text) for text in ("Geld", "Groen", "Bank", "Plein"))
    text = signing.write(evening.store)
    link(evening, text.clauses[1], paid.id)
    link(evening, text.clauses[0], planted.id)
    text.freeze()
    text.open()
    for party_id in (text.school, text.town):
        sign(evening.store, party_id=party_id, pen=signing.PEN, now=NOW)
    clause.withdraw(evening.store, clause_id=text.clauses[1], why="Te duur", today=NOW.date())
    merge(text, text.clauses[0], text.clauses[2])
    for note_id, says in ((new.id, "De gemeente plaatst banken."), (lost.id, "De school maakt een plein.")):
        made = text.add(says, text.town, saved_at=signing.LATER)
        link(evening, made, note_id)
    clause.withdraw(evening.store, clause_id=made, why="Te duur", today=NOW.date())
    proposed = "Zit in een voorstel voor de volgende versie van de overeenkomst"
    assert public(evening) == ["Staat in artikel 5.2", "Staat in artikel 5.1", proposed, roads.NOT_YET]
    text.freeze(signing.LATER)
    text.open(version=1, now=signing.LATER)
    for party_id in (text.school, text.town):
        sign(evening.store, party_id=party_id, pen=signing.PEN, now=signing.LATER)
    assert public(evening) == [
        "Stond in artikel 5.2, maar dat is weer ingetrokken, want te duur",
        "Staat in artikel 5.3",
        "Staat in artikel 5.4",
        "Stond in artikel 5.5, maar dat is weer ingetrokken, want te duur",
    ]


def link(evening: Evening, clause_id: int, note_id: int) -> None:
    with evening.store.write() as tables:
        tables.source.link(Outcome.CLAUSE, clause_id, notes=[note_id], conversations=[])


def merge(text: signing.Text, clause_id: int, into_id: int) -> None:
    with text.store.read() as tables:
        texts = tables.clause_text.newest()
    clause.merge(
        text.store,
        clause_id=clause_id,
        into_id=into_id,
        before=texts[clause_id],
        into_before=texts[into_id],
        text="Wij planten en praten.",
        today=NOW.date(),
        now=signing.LATER,
    )


def public(evening: Evening) -> list[str]:
    """Return how the road of each note ends on the public page, by number."""
    told = road.gather(evening.store, evening.id, now=signing.LATER)
    lines = [line for each in told.evenings for part in each.parts for line in part.lines]
    return [one.end for one in sorted(lines, key=lambda one: one.number)]

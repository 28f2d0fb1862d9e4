"""The papers around the agreement: for everybody, for the wall, for the press, to sign, and what changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sok_core import clause, note, reaction
from sok_core.agreement import Article, Chapter, Named
from sok_core.errors import Conflict, NotFound
from sok_core.export import (
    agreement_change,
    agreement_note,
    agreement_poster,
    agreement_public,
    press,
    reaction_note,
    signature_sheet,
)
from sok_core.export.agreement_model import Agreed, gather
from sok_core.model import AimKind, Outcome, Reaction, ReactionAnswer, Reader, Section
from sok_core.store import Store
from sok_core.web.agreement_paper import Asked, make
from tests import office, signing
from tests.evening import opened
from tests.export import read
from tests.export.agreed import NOW
from tests.export.read import squeezed
from tests.molenkwartier import neighbourhood


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with neighbourhood(tmp_path_factory.mktemp("wijk")) as store:
        yield store


@pytest.fixture(scope="module")
def agreed(store: Store) -> Agreed:
    return gather(store, 3, now=NOW)


def test_the_public_version_is_two_pages_that_answer_five_questions(agreed: Agreed) -> None:
    body = agreement_public.pdf(agreed)
    assert read.is_accessible(body)
    assert len(read.pdf(body).pages) == 2
    word = agreement_public.word(agreed)
    assert len(read.pdf(office.to_pdf(word)).pages) == 2
    for text in (read.pdf_text(body), read.word_text(word)):
        for head in (
            "Wat willen we?",
            "Wat vinden we belangrijk",
            "Wie doet wat?",
            "Wanneer kijken we terug?",
        ):
            assert squeezed(head) in squeezed(text)
        for party in agreed.document.parties:
            assert squeezed(party.more) in squeezed(text)


def test_the_appendix_has_the_words_of_residents_and_nobodys_name(store: Store, agreed: Agreed) -> None:
    roads = agreement_note.gather(store)
    body = agreement_note.pdf(agreed, roads)
    text = read.pdf_text(body)
    with store.read() as tables:
        meetings = tables.meeting.all()
        notes = {one.id: one for each in meetings for one in tables.note.of(each.id)}
        linked = [one for one in tables.source.all() if one.outcome is Outcome.CLAUSE]
        talks = tables.conversation.readable_by(Reader.FACILITATOR)
    shown = {one.note_id for one in linked if one.note_id}
    assert len(shown) > 60
    for note_id in shown:
        may_be_read = not notes[note_id].is_hidden and note.personal_data(notes[note_id].text) is None
        assert (squeezed(notes[note_id].text) in squeezed(text)) == may_be_read
    assert squeezed("10 april 2025, De Spil") in squeezed(text)
    assert "stippen" in text
    assert "Uit een gesprek." in text
    assert any(one.conversation_id for one in linked)
    for one in talks:
        for told in filter(None, (one.what_matters, one.worries)):
            assert squeezed(told) not in squeezed(text)
    assert read.is_accessible(body)


def test_a_hidden_note_and_one_with_a_phone_number_stay_inside(store: Store) -> None:
    with store.read() as tables:
        linked = [one for one in tables.source.all() if one.outcome is Outcome.CLAUSE and one.note_id]
    hidden, personal = linked[0].note_id, linked[1].note_id
    assert hidden
    assert personal
    note.hide(store, note_id=hidden, reason="grof", now=NOW)
    with store.write() as tables:
        tables.note.update(personal, text="bel 06-12345678")
        written = next(
            one.text for each in tables.meeting.all() for one in tables.note.of(each.id) if one.id == hidden
        )
    roads = agreement_note.gather(store).values()
    quoted = [one.text for road in roads for each in road.quotes for one in each.quotes]
    note.restore(store, note_id=hidden)
    assert written not in quoted
    assert not any("06-1234" in text for text in quoted)


def test_the_press_sheet_is_one_page(store: Store, agreed: Agreed) -> None:
    body = press.pdf(agreed, press.gather(store))
    assert len(read.pdf(body).pages) == 1
    assert read.is_accessible(body)
    assert "14 partijen in Molenkwartier" in read.pdf_text(body).replace("\n", " ")
    assert "bindend" not in read.pdf_text(body)


def test_the_press_sheet_says_what_will_happen_also_in_word(store: Store, agreed: Agreed) -> None:
    told = press.gather(store)
    in_word = press.word(agreed, told)
    assert len(read.pdf(office.to_pdf(in_word)).pages) == 1
    assert "Wat gaat er gebeuren?" in read.word_text(in_word)
    assert (
        f"In cijfers: 15 partijen, 32 artikelen, 6 bijeenkomsten en {told.notes} briefjes."
        in read.word_text(in_word)
    )


@pytest.mark.parametrize(("size", "width"), [("a3", 842), ("a2", 1191)])
def test_the_poster_is_one_sheet_with_values_and_parties(agreed: Agreed, size: str, width: int) -> None:
    body = agreement_poster.pdf(agreed, size=size)
    (page,) = read.pdf(body).pages
    assert round(float(page.mediabox.width)) == width
    text = squeezed(page.extract_text())
    for one in (*agreed.document.aims, *agreed.document.parties):
        assert squeezed(one.more if one in agreed.document.parties else one.name) in text
    assert read.is_accessible(body)
    assert read.painted_outside_artifacts(body) == []


def test_a_poster_of_another_size_is_not_made(agreed: Agreed) -> None:
    with pytest.raises(NotFound):
        agreement_poster.pdf(agreed, size="a9")


def test_every_party_has_one_sheet_to_sign(store: Store, agreed: Agreed) -> None:
    body = signature_sheet.pdf(agreed)
    pages = read.pdf(body).pages
    assert (len(agreed.document.parties), [one.more for one in agreed.joining]) == (14, ["Ondernemers"])
    for party, page in zip((*agreed.document.parties, *agreed.joining), pages, strict=True):
        text = squeezed(page.extract_text())
        assert squeezed(party.name) in text
        assert squeezed(f"versie 3 met controlecode {agreed.code}") in text
        assert all(squeezed(one.text) in text for one in agreed.own(party.id))
    assert read.is_accessible(body)
    with pytest.raises(Conflict, match="not_frozen"):
        signature_sheet.pdf(gather(store, None, now=NOW))


def test_the_changes_show_both_texts_and_why_one_went(store: Store, agreed: Agreed) -> None:
    before = gather(store, 2, now=NOW)
    text = squeezed(read.pdf_text(agreement_change.pdf(before, agreed)))
    assert squeezed("potje van 25.000 euro") in text
    assert squeezed("Uiterlijk 1 maart 2026 vertelt ze wat wel en niet kan") in text
    assert squeezed("Artikel 5.5 ingetrokken") in text
    assert "Erisgeenartikelveranderd." in squeezed(read.word_text(agreement_change.word(agreed, agreed)))


def test_the_changes_show_also_who_when_and_what_stands_around_the_articles(agreed: Agreed) -> None:
    chapters = agreed.document.chapters
    first = next(one for one in agreed.document.articles if one.due)
    other = replace(first, due="2031-02-01", means="0 uur")
    changed = tuple(
        replace(each, articles=tuple(other if one == first else one for one in each.articles))
        for each in chapters
    )
    around = replace(agreed.document, chapters=changed, title="Onze afspraken", aims=agreed.document.aims[1:])
    text = read.pdf_text(agreement_change.pdf(agreed, replace(agreed, document=around)))
    for told in (f"Artikel {first.number}", "1 februari 2031", "0 uur", "Onze afspraken"):
        assert squeezed(told) in squeezed(text)
    assert squeezed(agreed.document.aims[0].name) in squeezed(text)
    assert "Er is geen artikel veranderd" not in text


def test_the_changes_say_why_as_the_screen_does(tmp_path: Path) -> None:
    with opened(tmp_path) as evening:
        store = evening.store
        text = signing.write(store)
        text.freeze()
        with store.read() as tables:
            seen = tables.clause_text.newest()[text.clauses[0]]
        why = "De conciërge wil er zes, bel 06-12345678"
        clause.edit(
            store,
            clause_id=seen.clause_id,
            before=seen,
            now=signing.LATER,
            text="De school plant zes bomen.",
            because=why,
        )
        for version, printed in ((None, True), (0, False)):
            body = make(store, "verschillen.docx", Asked(version, before=0), now=signing.LATER).body
            said = "Waarom: De conciërge wil er zes, bel –" in read.word_text(body)
            assert said is printed


def test_the_note_on_reactions_tells_nobodys_phone_number(store: Store) -> None:
    with store.read() as tables:
        first = next(one for one in tables.version.all() if one.number == 1)
    reaction.add(store, version=1, text="Ik ben er klaar mee, bel 06-12345678")
    text = read.pdf_text(reaction_note.pdf(reaction_note.gather(store, 1, now=NOW)))
    assert "Er kwam 1 reactie binnen." in " ".join(text.split())
    proposed = "Het vaste contact is Joke, bel 06-12345678"
    clause_id = next(iter(reaction.articles(first)))
    reaction.add(store, version=1, text="Beter zo", clause_id=clause_id, proposed=proposed)
    text = read.pdf_text(reaction_note.pdf(reaction_note.gather(store, 1, now=NOW)))
    assert "Ik ben er klaar mee, bel –" in " ".join(text.split())
    assert "Het vaste contact is Joke, bel –" in " ".join(text.split())
    assert "12345678" not in text


def test_the_note_on_reactions_has_each_reaction_with_its_answer(store: Store) -> None:
    noted = reaction_note.gather(store, 2, now=NOW)
    assert len(noted.reactions) == 12
    body = reaction_note.pdf(noted)
    for text in (read.pdf_text(body), read.word_text(reaction_note.word(noted))):
        for one in noted.reactions:
            assert squeezed(one.text) in squeezed(text)
            assert squeezed(one.why) in squeezed(text)
        assert "Een bewoner" in text
        assert squeezed("Er kwamen 12 reacties binnen.") in squeezed(text)
    assert read.is_accessible(body)


def test_the_note_on_reactions_says_that_words_which_were_not_adopted_still_stand(store: Store) -> None:
    with store.read() as tables:
        (version,) = [one for one in tables.version.all() if one.number == 3]
        newest = tables.clause_text.newest()
    clause_id = next(one for one, said in reaction.articles(version).items() if newest[one].text == said.text)
    said = reaction.add(store, version=3, text="Zo", clause_id=clause_id, proposed="Beter zo.")

    def answer(before: Reaction, given: ReactionAnswer) -> Reaction:
        return reaction.answer(
            store, reaction_id=said.id, before=before, answer=given, why="Ja", answered_on=NOW.date()
        )

    def is_said() -> bool:
        body = reaction_note.word(reaction_note.gather(store, 3, now=NOW))
        return reaction_note.STILL_THERE in read.word_text(body)

    adopted = answer(said, ReactionAnswer.ADOPTED)
    reaction.put_in_article(store, reaction_id=said.id, now=NOW)
    assert not is_said()
    answer(adopted, ReactionAnswer.NOT)
    assert is_said()
    reaction.put_back(store, reaction_id=said.id, now=NOW)
    assert not is_said()


def crowded(agreed: Agreed) -> Agreed:
    """Return the agreement with 30 parties, 8 goals that are explained, and long articles."""
    parties = tuple(
        Named(one, f"Vereniging van bewoners nummer {one}", "bewoners", f"Bewoners van straat {one}")
        for one in range(1, 31)
    )
    goals = tuple(
        Named(
            100 + one,
            f"Een doel van de wijk, nummer {one}",
            AimKind.GOAL,
            "Dat betekent dat het beter gaat. " * 8,
        )
        for one in range(8)
    )
    long = (
        "Deze partij doet elk jaar iets voor de hele wijk en vertelt dat aan iedereen die het wil weten. " * 6
    )
    look = tuple(
        Article(200 + one, f"9.{one}", Section.MONITORING, long * 2, tuple(range(1, 31))) for one in (1, 2, 3)
    )
    own = tuple(Article(one, f"5.{one}", Section.ROLES, long, (one,)) for one in range(1, 31))
    chapters = (Chapter(5, "Rollen", own), Chapter(9, "Samen volgen", look))
    document = replace(agreed.document, parties=parties, aims=goals, chapters=chapters)
    short = {one.id: one.more for one in parties}
    return replace(agreed, document=document, names=short, short=short, signatures=())


def test_with_many_parties_the_papers_keep_to_their_pages(agreed: Agreed) -> None:
    full = crowded(agreed)
    body = agreement_public.pdf(full)
    assert len(read.pdf(body).pages) == 2
    assert "andere partijen" in " ".join(read.pdf_text(body).split())
    assert len(read.pdf(press.pdf(full, press.Numbers(6, 200))).pages) == 1

"""The agreement as one document: numbers, moments, frozen versions and their seal."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sok_core import agreement, article_line, consent, notice, party, signature
from sok_core.clause import withdraw
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import Clause, ClauseStatus, DocumentType, PartyStatus, Section, SignatureKind
from sok_core.store import Store
from tests.evening import NOW, Evening
from tests.signing import PEN, write

LATER = NOW + dt.timedelta(days=3)


def clause(
    store: Store, section: Section, text: str, *, saved_at: dt.datetime = NOW, **more: object
) -> Clause:
    with store.write() as tables:
        added = tables.clause.add(section=section)
        tables.clause_text.add(clause_id=added.id, text=text, saved_at=saved_at, **more)
    return added


def document(store: Store, **more: dt.datetime) -> agreement.Document:
    with store.read() as tables:
        return agreement.document(tables, **more)


def test_a_kind_of_document_brings_its_usual_chapters_and_later_kinds_leave_them(evening: Evening) -> None:
    begun = agreement.begin(evening.store, type=DocumentType.GROUND_RULES)
    assert [title for _, title, _ in begun.chapters][:2] == ["Partijen", "Waarden"]
    assert [number for _, _, number in begun.chapters] == list(range(1, len(begun.chapters) + 1))
    again = agreement.begin(evening.store, type=DocumentType.COVENANT)
    assert (again.type, again.chapters) == (DocumentType.COVENANT, begun.chapters)


@pytest.mark.parametrize("kind", list(DocumentType))
def test_every_kind_offers_each_section_at_most_once(kind: DocumentType) -> None:
    sections = [section for section, _, _ in agreement.usual_chapters(kind)]
    assert len(sections) == len(set(sections)) >= 6


def test_articles_are_numbered_by_chapter_and_a_withdrawn_one_keeps_its_number(evening: Evening) -> None:
    store = evening.store
    begun = agreement.begin(store, type=DocumentType.COOPERATION_AGREEMENT)
    chapter = agreement.chapter_of(begun)[Section.ROLES]
    first, second = clause(store, Section.ROLES, "Eén"), clause(store, Section.ROLES, "Twee")
    with store.write() as tables:
        tables.clause.update(first.id, status=ClauseStatus.WITHDRAWN, why="Kan niet", withdrawn_on=NOW.date())
    found = {one.clause_id: one for one in document(store).articles}
    assert (found[first.id].number, found[second.id].number) == (f"{chapter}.1", f"{chapter}.2")
    assert (found[first.id].is_withdrawn, found[first.id].why) == (True, "Kan niet")


def test_sections_that_share_a_chapter_stand_in_it_together(evening: Evening) -> None:
    store = evening.store
    with store.write() as tables:
        chapters = (("doelen", "Doelen", 3), ("waarden", "Waarden", 3))
        tables.agreement.put(type=DocumentType.COVENANT, chapters=chapters)
        for section, place in ((Section.VALUES, 2), (Section.GOALS, 1)):
            added = tables.clause.add(section=section, position=place)
            tables.clause_text.add(clause_id=added.id, text=section, saved_at=NOW)
    (chapter,) = document(store).chapters
    assert chapter.title == "Doelen en waarden"
    assert [one.number for one in chapter.articles] == ["3.1", "3.2"]


def test_a_document_of_earlier_has_the_texts_of_then(evening: Evening) -> None:
    store = evening.store
    old = clause(store, Section.ROLES, "Zacht")
    new = clause(store, Section.ROLES, "Nieuw", saved_at=LATER)
    with store.write() as tables:
        tables.clause_text.add(clause_id=old.id, text="Hard", saved_at=LATER, because="Te zacht")
        tables.clause.update(old.id, status=ClauseStatus.WITHDRAWN, withdrawn_on=LATER.date())
    then = document(store, as_of=NOW)
    assert [(one.text, one.is_withdrawn) for one in then.articles] == [("Zacht", False)]
    assert {(one.clause_id, one.text) for one in document(store).articles} == {
        (old.id, "Hard"),
        (new.id, "Nieuw"),
    }


def test_the_parties_are_those_that_an_article_in_force_names(evening: Evening) -> None:
    store = evening.store
    ids = [
        party.write_down(store, name=name, status=PartyStatus.AT_THE_TABLE).id
        for name in ("Een", "Twee", "Drie")
    ]
    clause(store, Section.ROLES, "Wij doen mee.", party_ids=(ids[0],))
    gone = clause(store, Section.ROLES, "Wij toch niet.", party_ids=(ids[1],))
    with store.write() as tables:
        tables.clause.update(gone.id, status=ClauseStatus.WITHDRAWN)
    found = document(store)
    assert [one.name for one in found.parties] == ["Een"]
    assert [one.text for one in found.promises(ids[0])] == ["Wij doen mee."]
    assert found.promises(ids[1]) == []


def test_a_frozen_version_reads_as_the_document_that_it_was(evening: Evening) -> None:
    store = evening.store
    clause(store, Section.ROLES, "‘Wij’ doen mee – 100 %.", due=dt.date(2026, 4, 1), means="uren")
    before = document(store)
    version = agreement.freeze(store, title=" Concept  voor reacties ", now=NOW)
    clause(store, Section.ROLES, "Nog een.")
    assert (version.number, version.title) == (0, "Concept voor reacties")
    assert agreement.read(version.content) == replace(before, version=0)
    assert agreement.is_intact(version)
    assert agreement.freeze(store, title="", now=LATER).number == 1


def test_a_text_that_did_not_change_is_frozen_once(evening: Evening) -> None:
    store = evening.store
    clause(store, Section.ROLES, "Wij doen mee.")
    version = agreement.freeze(store, title="Concept", now=NOW)
    with pytest.raises(Conflict, match=r"version\.same") as refused:
        agreement.freeze(store, title="Nog een keer", now=LATER)
    assert refused.value.values == {"number": 0, "control": agreement.control_code(version.digest)}
    agreement.name(store, title="Afspraken in de wijk")
    assert agreement.freeze(store, title="Nog een keer", now=LATER).number == 1


def test_one_changed_sign_in_a_frozen_version_is_seen(evening: Evening) -> None:
    clause(evening.store, Section.ROLES, "Uiterlijk 1 april.")
    version = agreement.freeze(evening.store, title="Om te tekenen", now=NOW)
    assert not agreement.is_intact(replace(version, content=version.content.replace("1 april", "2 april")))


def test_an_empty_agreement_cannot_be_frozen(evening: Evening) -> None:
    with pytest.raises(RuleBroken, match=r"version\.empty"):
        agreement.freeze(evening.store, title="Leeg", now=NOW)
    clause(evening.store, Section.ROLES, "Iets")
    with pytest.raises(RuleBroken, match=r"version\.too_long"):
        agreement.freeze(evening.store, title="x" * 121, now=NOW)


@given(st.text(), st.lists(st.text(), max_size=3))
def test_writing_and_reading_a_document_loses_nothing(text: str, noticed: list[str]) -> None:
    article = agreement.Article(1, "2.1", "rollen", text, parties=(1, 2), aims=(3,), due="2026-04-01")
    aim = agreement.Named(3, text, kind="waarde", noticed_by=tuple(noticed))
    made = agreement.Document(
        "convenant", "Wijk", text, (agreement.Chapter(2, "Rollen", (article,)),), (), (aim,), 4
    )
    assert agreement.read(agreement.write(made)) == made


def test_the_text_has_the_title_that_it_is_given_or_that_of_its_kind(evening: Evening) -> None:
    agreement.name(evening.store, title="  Warm   en eerlijk ")
    with evening.store.read() as tables:
        assert agreement.document(tables).title == "Warm en eerlijk"
    with pytest.raises(RuleBroken, match=r"version\.too_long"):
        agreement.name(evening.store, title="x" * 121)


def test_annexes_come_last_where_a_kind_of_text_has_them() -> None:
    titles = [title for _, title, _ in agreement.usual_chapters(DocumentType.COOPERATION_AGREEMENT)]
    assert titles[-2:] == ["Ondertekening", "Bijlagen"]
    assert "Bijlagen" not in [title for _, title, _ in agreement.usual_chapters(DocumentType.COVENANT)]


def test_two_who_name_the_text_at_once_do_not_overwrite_each_other(evening: Evening) -> None:
    agreement.name(evening.store, title="Van Fatma", before="")
    with pytest.raises(Conflict, match=r"version\.title"):
        agreement.name(evening.store, title="Van Kees", before="")
    agreement.name(evening.store, title="Van Kees", before="Van Fatma")
    with evening.store.read() as tables:
        assert agreement.document(tables).title == "Van Kees"


def test_who_joined_later_signs_the_next_text_and_all_parties_stay_all(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    text.open()
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    text.say(text.other)
    signature.join(text.store, party_id=text.other, pen=PEN, now=NOW)
    text.add("De school plant er nog een.", text.school, saved_at=LATER)
    text.freeze(LATER)
    with text.store.read() as tables:
        version, call = tables.version.newest(), signature.roll_call(tables)
    assert version is not None
    assert call is not None
    found = agreement.read(version.content)
    assert [one.id for one in found.parties] == [text.school, text.town, text.other]
    assert [one.party_id for one in call.turns] == [text.school, text.town, text.other]
    assert call.turns[2].promises == ("Wij komen elk kwartaal bij elkaar.",)
    whos = [article_line.who(found, one) for one in found.articles]
    assert whos == ["De Meelbloem", "Gemeente Oosterhaven", "alle partijen", "De Meelbloem"]
    for party_id in (text.school, text.town, text.other):
        text.say(party_id, version=1)
    consent.open_signing(text.store, now=LATER)
    signed = signature.sign(text.store, party_id=text.other, pen=PEN, now=LATER)
    assert signed.kind is SignatureKind.SIGNING


def test_who_lost_its_last_article_signs_that_too_and_who_stopped_does_not(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    text.open()
    signed = [signature.sign(text.store, party_id=one, pen=PEN, now=NOW) for one in (text.school, text.town)]
    for one in text.clauses[1:]:
        withdraw(text.store, clause_id=one, why="Kan niet", today=NOW.date())
    with text.store.read() as tables:
        assert [one.id for one in agreement.document(tables).parties] == [text.school, text.town]
    notice.give(text.store, signature_id=signed[1].id, on=NOW.date(), why="Geen geld.")
    with text.store.write() as tables:
        tables.dossier.update(reference_date=NOW.date())
    with text.store.read() as tables:
        assert [one.id for one in agreement.document(tables).parties] == [text.school]

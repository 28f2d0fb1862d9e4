"""What the papers of a text say a year later: of another day, another version, and who came and went."""

import datetime as dt

import pytest
from pypdf import PageObject

from sok_core import agreement as texts
from sok_core import clause, notice, signature, task
from sok_core.errors import NotFound
from sok_core.export import (
    agreement,
    agreement_note,
    agreement_poster,
    agreement_public,
    consent,
    mandate,
    press,
    signature_sheet,
)
from sok_core.export.agreement_model import Agreed, gather
from sok_core.model import ClauseStatus, ConsentAnswer, Outcome
from tests.evening import NOW, Evening
from tests.export import read
from tests.signing import PEN, Text, write

YEAR_LATER = dt.datetime(2027, 11, 10, 12, tzinfo=dt.UTC)


def signed_text(evening: Evening) -> Text:
    """Return a text that both parties signed at the feast."""
    text = write(evening.store)
    signature.plan(text.store, signing_on=NOW.date(), place="Plein voor De Spil")
    text.freeze()
    text.open()
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    return text


def change(text: Text, now: dt.datetime = YEAR_LATER) -> None:
    """Freeze another version, with an article more."""
    text.add("De gemeente betaalt 100 euro.", text.town, saved_at=now)
    texts.freeze(text.store, title="Na een jaar", now=now)


def sign(text: Text, *party_ids: int, now: dt.datetime = YEAR_LATER) -> None:
    """Let parties sign the version of a year later."""
    text.open(version=1, now=now)
    for party_id in party_ids:
        signature.sign(text.store, party_id=party_id, pen=PEN, now=now)


def agreed(text: Text, version: int = 0, now: dt.datetime = YEAR_LATER) -> Agreed:
    return gather(text.store, version, now=now)


def flat(body: bytes) -> str:
    return " ".join(read.pdf_text(body).split())


def sheet_of_press(text: Text, found: Agreed) -> str:
    return flat(press.pdf(found, press.gather(text.store)))


def test_a_feast_that_is_over_stands_on_no_sheet_of_a_later_text(evening: Evening) -> None:
    text = signed_text(evening)
    change(text)
    old = "Plein voor De Spil"
    before, after = agreed(text, 0, NOW), agreed(text, 1)
    assert (before.signing_on, before.signing_place) == (NOW.date(), old)
    assert (after.signing_on, after.signing_place) == (None, "")
    sheet = flat(signature_sheet.pdf(after))
    assert old not in sheet
    assert "november 2026" not in sheet
    assert "willen ze tekenen" not in sheet_of_press(text, after)
    new = YEAR_LATER.date() + dt.timedelta(days=20)
    signature.plan(text.store, signing_on=new, place="Stadhuis")
    sheet = flat(signature_sheet.pdf(agreed(text, 1)))
    assert "Stadhuis" in sheet
    assert "30 november 2027" in sheet
    assert "Op 30 november 2027 willen ze tekenen." in sheet_of_press(text, agreed(text, 1))


def test_every_paper_of_a_replaced_text_says_which_one_is_in_force(evening: Evening) -> None:
    text = signed_text(evening)
    change(text)
    assert "geldt niet" not in read.word_text(agreement.word(agreed(text)))
    sign(text, text.school, text.town)
    old, new = agreed(text), agreed(text, 1)
    said = "Deze versie geldt niet. Nu geldt versie 1."
    roads = agreement_note.gather(text.store)
    for body in (
        agreement.pdf(old),
        agreement_public.pdf(old),
        agreement_poster.pdf(old),
        press.pdf(old, press.gather(text.store)),
        agreement_note.pdf(old, roads),
        signature_sheet.pdf(old),
    ):
        assert said in flat(body)
    assert said in read.word_text(agreement.word(old))
    assert agreement.paper(new).notices == ()


def test_a_text_that_was_never_signed_and_is_replaced_asks_nobody_to_sign_it(evening: Evening) -> None:
    text = signed_text(evening)
    change(text)
    text.add("De school leent een zaal uit.", text.school, saved_at=YEAR_LATER)
    texts.freeze(text.store, title="Toch nog iets", now=YEAR_LATER)
    text.open(version=2, now=YEAR_LATER)
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=YEAR_LATER)
    (said,) = agreement.paper(agreed(text, 1)).notices
    assert said == "Deze versie geldt niet. Nu geldt versie 2."


def test_the_agreement_itself_says_who_did_not_sign_and_what_is_in_force_meanwhile(evening: Evening) -> None:
    text = signed_text(evening)
    change(text)
    sign(text, text.school)
    found = agreed(text, 1)
    assert agreement.paper(found).notices == (
        "Nog niet getekend: Gemeente Oosterhaven.",
        "Versie 0 blijft gelden tot iedereen die daar tekende, ook versie 1 tekent.",
    )
    assert "Nog niet getekend: Gemeente Oosterhaven." in flat(agreement.pdf(found))


def poster_and_press(text: Text, found: Agreed) -> list[str]:
    return [flat(agreement_poster.pdf(found)), sheet_of_press(text, found)]


def test_who_stopped_and_came_back_keeps_the_day_on_which_it_first_agreed(evening: Evening) -> None:
    text = signed_text(evening)
    (first, _) = agreed(text).signed
    notice.give(text.store, signature_id=first.id, on=dt.date(2027, 6, 1), why="Geen geld.")
    signature.sign(text.store, party_id=text.school, pen=PEN, now=dt.datetime(2027, 6, 2, 12, tzinfo=dt.UTC))
    found = agreed(text)
    assert found.since == "De Meelbloem stopte op 1 juni 2027 en tekende op 2 juni 2027 opnieuw."
    poster, sheet = poster_and_press(text, found)
    assert "Getekend op 23 november 2026." in poster
    assert "Op 23 november 2026 (Plein voor De Spil) tekenden zij" in sheet
    assert found.since in poster
    assert found.since in sheet


def test_parties_that_signed_on_other_days_did_not_sign_at_the_feast(evening: Evening) -> None:
    text = write(evening.store)
    signature.plan(text.store, signing_on=NOW.date(), place="Plein voor De Spil")
    text.freeze()
    text.open()
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    day = dt.date(2026, 12, 14)
    about = {"party_id": text.town, "pen": PEN, "now": YEAR_LATER}
    signature.join(text.store, **about, signed_on=day, place="Stadhuis")
    poster, sheet = poster_and_press(text, agreed(text))
    assert "Getekend tussen 23 november 2026 en 14 december 2026." in poster
    assert "Tussen 23 november 2026 en 14 december 2026 tekenden zij" in sheet
    assert "Plein" not in sheet


def test_who_joined_and_will_stop_later_is_counted_and_named_until_then(evening: Evening) -> None:
    text = signed_text(evening)
    text.say(text.other)
    joined = signature.join(text.store, party_id=text.other, pen=PEN, now=NOW)
    names = ["De Meelbloem", "Gemeente Oosterhaven", "Ondernemers Wieklaan"]
    assert agreed(text).taking_part == names
    notice.give(text.store, signature_id=joined.id, on=YEAR_LATER.date(), why="De winkel sluit.")
    before, after = agreed(text, 0, YEAR_LATER - dt.timedelta(days=1)), agreed(text)
    assert (before.taking_part, after.taking_part) == (names, names[:2])
    poster, sheet = poster_and_press(text, before)
    assert "Gemeente Oosterhaven Ondernemers Wieklaan" in poster
    assert "3 partijen" in sheet
    assert "2 partijen en 3 artikelen." in sheet_of_press(text, after)


def merge(text: Text, gone: int, into: int) -> None:
    with text.store.read() as tables:
        before, into_before = (tables.clause_text.of(one)[-1] for one in (gone, into))
    clause.merge(
        text.store,
        clause_id=gone,
        into_id=into,
        before=before,
        into_before=into_before,
        text="De school plant bomen en de gemeente betaalt ze.",
        today=YEAR_LATER.date(),
        now=YEAR_LATER,
    )


def quoted(text: Text, version: int, clause_id: int) -> set[str]:
    roads = agreement_note.gather(text.store, agreed(text, version).document)
    back = roads.get(clause_id, agreement_note.Road())
    return {one.text for each in back.quotes for one in each.quotes}


def test_words_that_were_merged_later_stand_under_no_article_of_a_text_of_before(evening: Evening) -> None:
    text = write(evening.store)
    evening.ask(1)
    planted, paid, both, hours = (
        evening.post(said) for said in ("Plant bomen", "Betaal ze", "Bomen graag", "Ik help mee")
    )
    made = task.add(text.store, title="Helpen")
    with text.store.write() as tables:
        tables.source.link(Outcome.TASK, made.id, notes=[hours.id])
        tables.source.link(Outcome.CLAUSE, text.clauses[0], notes=[planted.id, both.id])
        tables.source.link(Outcome.CLAUSE, text.clauses[1], notes=[paid.id, both.id])
        tables.clause.update(text.clauses[1], task_id=made.id)
    text.freeze()
    merge(text, text.clauses[1], text.clauses[0])
    texts.freeze(text.store, title="Samen", now=YEAR_LATER)
    school, town = text.clauses[:2]
    assert quoted(text, 0, school) == {"Plant bomen", "Bomen graag"}
    assert quoted(text, 0, town) == {"Betaal ze", "Bomen graag", "Ik help mee"}
    assert quoted(text, 1, school) == {"Plant bomen", "Bomen graag", "Betaal ze", "Ik help mee"}


TAKING_PART = "Wij doen mee met deze afspraken, zoals ze in versie {} staan."


def test_who_joins_has_a_form_to_answer_on_and_a_sheet_to_sign(evening: Evening) -> None:
    text = signed_text(evening)
    form = consent.gather(text.store, text.other, now=YEAR_LATER)
    assert "Ondernemers Wieklaan" in flat(consent.pdf(form))
    assert len(read.pdf(signature_sheet.pdf(agreed(text))).pages) == 2
    text.say(text.other, ConsentAnswer.YES_IF, text="Als de stoep blijft")
    pages = [flat_page(page) for page in read.pdf(signature_sheet.pdf(agreed(text))).pages]
    assert len(pages) == 3
    for said in ("Ondernemers Wieklaan", TAKING_PART.format(0), "directeur", "‘Ja, als de stoep blijft.’"):
        assert said in pages[2]
    assert "Wij beloven" not in pages[2]
    assert "Ondernemers" not in read.word_text(agreement.word(agreed(text)))
    change(text)
    assert consent.gather(text.store, text.other, now=YEAR_LATER, number=0).version.number == 0
    with pytest.raises(NotFound, match=r"mandate\.party"):
        consent.gather(text.store, text.other, now=YEAR_LATER)


def test_a_party_that_no_article_names_promises_to_take_part(evening: Evening) -> None:
    text = signed_text(evening)
    text.say(text.other)
    joined = signature.join(text.store, party_id=text.other, pen=PEN, now=NOW)
    assert joined.promise == TAKING_PART.format(0)
    with text.store.write() as tables:  # what is of all parties is of them no more
        tables.clause.update(
            text.clauses[2], status=ClauseStatus.WITHDRAWN, withdrawn_on=NOW.date(), why="Kan niet"
        )
    change(text)
    sheet = flat_page(read.pdf(signature_sheet.pdf(agreed(text, 1))).pages[2])
    packet = flat(mandate.pdf(mandate.gather(text.store, text.other, now=YEAR_LATER)))
    assert TAKING_PART.format(1) in sheet
    assert TAKING_PART.format(1) in packet


def flat_page(page: PageObject) -> str:
    return " ".join(page.extract_text().split())

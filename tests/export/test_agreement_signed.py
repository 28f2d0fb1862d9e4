"""What the papers of a text say of who signed it: who counts, what was said with it, and nothing of later."""

import datetime as dt

import pytest

from sok_core import consent as answers
from sok_core import mandate as rules
from sok_core import notice, proviso, signature
from sok_core.errors import Conflict
from sok_core.export import (
    agreement,
    agreement_poster,
    agreement_public,
    consent,
    mandate,
    press,
    signature_sheet,
)
from sok_core.export.agreement_model import Agreed, gather
from sok_core.export.paper import Signatures, Signed
from sok_core.model import ClauseStatus, ConsentAnswer, MandateStatus
from sok_core.words import NOT_SIGNED, date
from tests.evening import NOW, Evening
from tests.export import read
from tests.signing import DAY, LATER, PEN, Text, tamper, write


def open_text(evening: Evening) -> Text:
    text = write(evening.store)
    text.freeze()
    text.open()
    return text


def agreed(text: Text, version: int = 0) -> Agreed:
    return gather(text.store, version, now=LATER)


def flat(body: bytes) -> str:
    return " ".join(read.pdf_text(body).split())


def test_a_signature_that_was_taken_back_stands_on_no_paper(evening: Evening) -> None:
    text = open_text(evening)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    wrong = signature.sign(text.store, party_id=text.town, pen=PEN, now=NOW)
    signature.take_back(text.store, signature_id=wrong.id, why="Verkeerde regel.", now=LATER)
    found = agreed(text)
    assert [one.party_id for one in found.signed] == [text.school]
    assert read.word_text(agreement.word(found)).count("Getekend op papier") == 1
    assert "Getekend door De Meelbloem." in flat(agreement_public.pdf(found))
    sheet = flat(press.pdf(found, press.gather(text.store)))
    assert f"1 partij in {found.neighbourhood} tekende " in f"{sheet} "
    assert "tekende De Meelbloem de samenwerkingsovereenkomst." in sheet


def test_with_every_signature_taken_back_nobody_signed(evening: Evening) -> None:
    text = open_text(evening)
    wrong = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    signature.take_back(text.store, signature_id=wrong.id, why="Verkeerde regel.", now=LATER)
    found = agreed(text)
    assert "voordat je tekent" in flat(agreement.pdf(found))
    assert "Getekend op" not in flat(agreement_poster.pdf(found))
    assert "2 partijen" in flat(press.pdf(found, press.gather(text.store)))


def test_who_stopped_and_signed_again_counts_once(evening: Evening) -> None:
    text = open_text(evening)
    first = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    notice.give(text.store, signature_id=first.id, on=NOW.date(), why="Vergadering.")
    again = signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    assert [one.id for one in agreed(text).signed] == [again.id]


def test_a_text_that_is_not_what_was_frozen_gets_no_paper(evening: Evening) -> None:
    text = open_text(evening)
    tamper(text.store, content="{")
    for make in (
        lambda: agreed(text),
        lambda: consent.gather(text.store, text.school, now=NOW),
        lambda: mandate.gather(text.store, text.school, now=NOW),
    ):
        with pytest.raises(Conflict, match=r"version\.broken"):
            make()


def test_a_signed_paper_that_is_made_again_says_the_same(evening: Evening) -> None:
    text = open_text(evening)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    text.say(text.other)
    signature.join(text.store, party_id=text.other, pen=PEN, now=LATER)
    before = read.word_text(agreement.word(agreed(text)))
    assert "Ondernemers Wieklaan" in before
    with text.store.write() as tables:
        tables.dossier.update(name="Heel anders")
        for party_id in (text.school, text.other):
            tables.party.update(party_id, name=f"Andere naam {party_id}", short_name="Anders")
    assert read.word_text(agreement.word(agreed(text))) == before


def test_a_yes_with_a_condition_stands_above_the_signatures_and_on_the_sheet(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    given = answers.answer(
        text.store,
        party_id=text.school,
        version=0,
        answer=ConsentAnswer.YES_IF,
        date=DAY,
        text="Als de ouders instemmen",
        exceptions={text.clauses[0]: "Vier bomen", text.clauses[2]: ""},
    )
    text.say(text.town, text="Mooi gedaan.")  # a remark, and no condition
    said = "Ja, als de ouders instemmen. Anders bij artikel 5.1: Vier bomen. Anders bij artikel 5.3."
    found = agreed(text)
    assert found.conditions == ((text.school, said),)
    assert f"De Meelbloem zei: ‘{said}’" in " ".join(read.word_text(agreement.word(found)).split())
    assert f"De Meelbloem zei: ‘{said}’" in flat(agreement.pdf(found))
    assert f"Wij zeiden: ‘{said}’" in flat(signature_sheet.pdf(found))
    answers.open_signing(text.store, now=NOW)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    with pytest.raises(Conflict, match=r"consent\.signed"):  # nothing is added to what was signed
        text.say(text.school, instead_of=given.id)
    assert agreed(text).conditions == ((text.school, said),)


def test_a_frozen_text_that_nobody_signed_says_so_on_the_wall_and_in_the_public_version(
    evening: Evening,
) -> None:
    text = open_text(evening)
    for make in (agreement_public.pdf, agreement_poster.pdf):
        assert NOT_SIGNED in flat(make(agreed(text)))
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    for make in (agreement_public.pdf, agreement_poster.pdf):
        assert NOT_SIGNED not in flat(make(agreed(text)))


def withdraw(text: Text, *clause_ids: int) -> None:
    with text.store.write() as tables:
        for one in clause_ids:
            tables.clause.update(one, status=ClauseStatus.WITHDRAWN, withdrawn_on=DAY, why="Kan niet")


def test_a_text_of_one_party_has_its_promise_on_paper(evening: Evening) -> None:
    text = write(evening.store)
    withdraw(text, *text.clauses[1:])
    text.freeze()
    found = agreed(text)
    sheet = flat(signature_sheet.pdf(found))
    assert "De school plant vijf bomen." in sheet
    assert "met alle partijen samen" not in sheet
    assert "per partij" in read.word_text(agreement.word(found))


def test_a_party_that_only_promises_what_all_promise_has_that_on_its_sheet(evening: Evening) -> None:
    text = write(evening.store)
    withdraw(text, text.clauses[0])
    text.freeze()
    school, town = read.pdf(signature_sheet.pdf(agreed(text))).pages
    assert "Wij komen elk kwartaal bij elkaar." in " ".join(school.extract_text().split())
    assert "met alle partijen samen" in " ".join(town.extract_text().split())


def test_the_sheet_has_who_signs_and_in_whose_place(evening: Evening) -> None:
    text = open_text(evening)
    about = {"party_id": text.school, "version": 0}
    rules.change(text.store, **about, function="rector", substitute_for="het bestuur")
    school, town = (page.extract_text() for page in read.pdf(signature_sheet.pdf(agreed(text))).pages)
    assert "rector, met volmacht van het bestuur" in school
    assert "directeur" not in school
    assert "directeur" in town  # who answered, as long as nobody said who signs


@pytest.mark.parametrize(("more", "is_told_in_full"), [(2, True), (30, False)])
def test_a_promise_that_does_not_fit_is_told_by_its_articles(
    evening: Evening, more: int, is_told_in_full: bool
) -> None:
    text = write(evening.store)
    for _ in range(more):
        text.add("Wij doen wat we beloven en vertellen het aan de hele wijk. " * 5, text.school)
    text.freeze()
    pages = read.pdf(signature_sheet.pdf(agreed(text))).pages
    assert len(pages) == 2
    said = " ".join(pages[0].extract_text().split())
    assert ("De school plant vijf bomen." in said) is is_told_in_full
    assert ("Zie de tekst." in said) is not is_told_in_full


def test_the_neighbourhood_and_the_press_read_who_joined_and_who_stopped(evening: Evening) -> None:
    text = open_text(evening)
    signed = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    assert agreed(text).since == ""
    text.say(text.other)
    signature.join(text.store, party_id=text.other, pen=PEN, now=LATER)
    notice.give(text.store, signature_id=signed.id, on=LATER.date(), why="Geen geld.")
    found = agreed(text)
    day = date(LATER.date(), with_year=True)
    said = f"Later deed mee: Ondernemers Wieklaan. De Meelbloem stopte op {day}."
    assert found.since == said
    for made in (
        agreement_public.pdf(found),
        press.pdf(found, press.gather(text.store)),
        agreement_poster.pdf(found),
    ):
        assert said in flat(made)


def test_papers_say_that_a_party_stops_later_as_long_as_that_day_is_ahead(evening: Evening) -> None:
    text = open_text(evening)
    signed = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    day = LATER + dt.timedelta(days=190)
    notice.give(text.store, signature_id=signed.id, on=day.date(), why="Geen geld.")
    for now, verb, past in ((LATER, "stopt", "stopt"), (day, "stopte", "gestopt")):
        found = gather(text.store, 0, now=now)
        assert found.since == f"De Meelbloem {verb} op {date(day.date(), with_year=True)}."
        assert f", {past} op {date(day.date(), with_year=True)}" in read.word_text(agreement.word(found))


def test_papers_of_a_change_say_what_is_in_force_until_everybody_signed_it(evening: Evening) -> None:
    text = open_text(evening)
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    text.add("De gemeente betaalt 100.000 euro.", text.town, saved_at=LATER)
    text.freeze(LATER)
    text.open(version=1, now=LATER)
    assert agreed(text, 1).since == ""
    signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    said = "Versie 0 blijft gelden tot iedereen die daar tekende, ook versie 1 tekent."
    found = agreed(text, 1)
    for made in (
        agreement_public.pdf(found),
        press.pdf(found, press.gather(text.store)),
        agreement_poster.pdf(found),
    ):
        assert said in flat(made)
    assert agreed(text).since == ""
    signature.sign(text.store, party_id=text.town, pen=PEN, now=LATER)
    assert agreed(text, 1).since == ""


def test_the_sheet_has_the_short_promise_that_is_read_aloud(evening: Evening) -> None:
    text = open_text(evening)
    rules.change(text.store, party_id=text.school, version=0, promise="Wij planten vijf bomen.")
    school, town = (
        " ".join(page.extract_text().split()) for page in read.pdf(signature_sheet.pdf(agreed(text))).pages
    )
    assert "Wij planten vijf bomen. Dat staat in artikel 5.1. " in school
    assert "En met alle partijen samen: artikel 5.3." in school
    assert "De school plant vijf bomen." not in school
    assert "De gemeente betaalt de bomen." in town


def test_a_sheet_to_sign_again_hangs_on_what_the_party_says_by_now(evening: Evening) -> None:
    text = open_text(evening)
    rules.change(text.store, party_id=text.school, version=0, proviso="instemming van de raad")
    one = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)

    def school() -> str:
        page = read.pdf(signature_sheet.pdf(agreed(text))).pages[0]
        return " ".join(page.extract_text().split())

    assert "onder voorbehoud van instemming van de raad." in school()
    proviso.fail(text.store, signature_id=one.id, on=LATER.date(), why="De raad zei nee.", now=LATER)
    assert "voorbehoud" not in school()
    rules.change(text.store, party_id=text.school, version=0, proviso="de begroting")
    assert "onder voorbehoud van de begroting." in school()
    assert "instemming" not in school()


def test_a_sheet_to_come_back_on_says_what_the_party_answers_by_now(evening: Evening) -> None:
    text = open_text(evening)
    one = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    notice.give(text.store, signature_id=one.id, on=LATER.date(), why="De school sluit.")
    text.say(text.school, ConsentAnswer.YES_IF, text="als er geld is", instead_of=one.consent_id)
    school = read.pdf(signature_sheet.pdf(agreed(text))).pages[0].extract_text()
    assert read.squeezed("Wij zeiden: ‘Ja, als er geld is.’") in read.squeezed(school)


def test_where_only_a_failed_party_signed_the_papers_speak_of_the_others(evening: Evening) -> None:
    text = open_text(evening)
    rules.change(text.store, party_id=text.school, version=0, proviso="instemming van de raad")
    one = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    proviso.fail(text.store, signature_id=one.id, on=LATER.date(), why="De raad zei nee.", now=LATER)
    found = agreed(text)
    assert found.taking_part == ["Gemeente Oosterhaven"]
    assert found.missing == ""
    public, sheet = flat(agreement_public.pdf(found)), flat(press.pdf(found, press.gather(text.store)))
    assert "De gemeente betaalt de bomen." in public
    assert "1 partij in " in f"{sheet} "
    assert "doet niet mee: aan het voorbehoud is niet voldaan" in sheet


def test_the_day_of_signing_is_that_of_the_parties_that_are_named(evening: Evening) -> None:
    text = open_text(evening)
    signature.sign(text.store, party_id=text.town, pen=PEN, now=NOW)
    later = NOW + dt.timedelta(days=3)
    gone = signature.sign(text.store, party_id=text.school, pen=PEN, now=later)
    notice.give(text.store, signature_id=gone.id, on=later.date(), why="De school sluit.")
    with text.store.write() as tables:
        tables.dossier.update(reference_date=later.date())
    found = gather(text.store, 0, now=later)
    assert [one.party_id for one in found.going_on] == [text.town]
    told = f"op {date(NOW.date(), with_year=True)}"
    for body in (press.pdf(found, press.gather(text.store)), agreement_poster.pdf(found)):
        assert told in flat(body).casefold()
        assert "tussen" not in flat(body).casefold()


def test_a_sheet_that_is_printed_again_says_who_signed_then(evening: Evening) -> None:
    text = open_text(evening)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    rules.change(text.store, party_id=text.school, version=0, function="conciërge", substitute_for="de raad")
    school = read.pdf(signature_sheet.pdf(agreed(text))).pages[0].extract_text()
    assert PEN.function in school
    assert "conciërge" not in school
    assert "volmacht" not in school


def test_a_long_condition_leaves_room_for_the_pen(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    about = dict.fromkeys(text.clauses, "Alleen als het past. " * 22)
    answers.answer(
        text.store,
        party_id=text.school,
        version=0,
        answer=ConsentAnswer.YES_IF,
        date=DAY,
        text="Als dit klopt. " * 32,
        exceptions=about,
    )
    pages = read.pdf(signature_sheet.pdf(agreed(text))).pages
    assert len(pages) == 2
    said = " ".join(pages[0].extract_text().split())
    assert "… Lees de rest in de tekst, bij ‘" in said
    assert "De school plant vijf bomen." in said
    assert said.index("Lees de rest") < said.index("Handtekening Je tekent")


def test_a_party_that_did_not_sign_promises_nothing_to_the_neighbourhood_and_the_press(
    evening: Evening,
) -> None:
    text = open_text(evening)
    before = agreed(text)
    assert (before.missing, len(before.bound)) == ("", 2)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    found = agreed(text)
    assert found.missing == "Nog niet getekend: Gemeente Oosterhaven."
    public = flat(agreement_public.pdf(found))
    assert "De school plant vijf bomen." in public
    assert "De gemeente betaalt" not in public
    poster = flat(agreement_poster.pdf(found))
    assert poster.count("Gemeente Oosterhaven") == 1  # in the line that says who did not sign
    sheet = flat(press.pdf(found, press.gather(text.store)))
    assert "1 partij " in sheet
    assert "2 partijen" not in sheet
    for made in (public, poster, sheet):
        assert found.missing in made


def test_a_text_that_nobody_holds_any_more_is_no_news_of_parties_and_has_no_day_on_a_poster(
    evening: Evening,
) -> None:
    text = open_text(evening)
    first, second = (
        signature.sign(text.store, party_id=one, pen=PEN, now=NOW) for one in (text.school, text.town)
    )
    assert "Getekend op" in flat(agreement_poster.pdf(agreed(text)))
    for one in (first, second):
        notice.give(text.store, signature_id=one.id, on=NOW.date(), why="Gestopt.")
    found = agreed(text)
    over = f"De afspraken in {found.neighbourhood} gelden voor niemand meer"
    poster, public = flat(agreement_poster.pdf(found)), flat(agreement_public.pdf(found))
    assert "Getekend" not in poster
    assert found.standing == f"{over}."
    for made in (poster, public, flat(agreement.pdf(found))):
        assert over in made
    assert public.count(over) == 1
    assert found.wording.question not in public
    sheet = flat(press.pdf(found, press.gather(text.store)))
    assert "gelden voor niemand meer" in sheet
    assert "spreken samen iets af" not in sheet
    assert "maken bewoners en organisaties samen afspraken" not in sheet


def test_a_party_that_stopped_before_a_change_is_not_waited_for_on_its_papers(evening: Evening) -> None:
    text = open_text(evening)
    first = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    signature.sign(text.store, party_id=text.town, pen=PEN, now=NOW)
    text.freeze(LATER)
    text.open(version=1, now=LATER)
    notice.give(text.store, signature_id=first.id, on=NOW.date(), why="De school sluit.")
    signature.sign(text.store, party_id=text.town, pen=PEN, now=LATER)
    found = gather(text.store, 1, now=LATER)
    day = date(NOW.date(), with_year=True)
    assert (found.missing, found.since) == ("", f"De Meelbloem stopte op {day}.")
    assert f"gestopt op {day}" in read.word_text(agreement.word(found))
    assert [one.more for one in found.bound] == ["Gemeente Oosterhaven"]


def lines(found: Agreed) -> tuple[Signed, ...]:
    """The lines of the table in which the parties of the text sign, or signed."""
    (table, *_) = [one for one in agreement.signing(found) if isinstance(one, Signatures)]
    return table.rows


def test_who_joined_on_a_proviso_that_failed_stands_in_no_table_as_one_that_joined(evening: Evening) -> None:
    text = open_text(evening)
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    text.say(text.other)
    rules.change(text.store, party_id=text.other, version=0, proviso="het bestuur")
    joined = signature.join(text.store, party_id=text.other, version=0, pen=PEN, now=NOW)
    assert "Later meegedaan" in read.word_text(agreement.word(agreed(text)))
    proviso.fail(text.store, signature_id=joined.id, on=LATER.date(), why="Nee.", now=LATER)
    whole = read.word_text(agreement.word(agreed(text)))
    assert "Later meegedaan" not in whole
    assert "doet niet mee: aan het voorbehoud is niet voldaan" in whole


def test_the_sheet_of_a_party_whose_body_said_no_offers_no_line_to_sign_on(evening: Evening) -> None:
    text = open_text(evening)
    no = {"status": MandateStatus.REFUSED, "decided_on": DAY, "why": "Te duur."}
    rules.change(text.store, party_id=text.town, version=0, proviso="de raad", **no)
    school, town = (one.extract_text() for one in read.pdf(signature_sheet.pdf(agreed(text))).pages)
    assert "Wij beloven" in school
    assert read.squeezed("Wie voor jullie beslist, zei nee.") in read.squeezed(town)
    assert not any(one in town for one in ("Wij beloven", "voorbehoud", "Functie", "Je tekent versie"))

"""What papers say of a reserve: what a party signed with, whether that came, and what it asks for next."""

import pytest

from sok_core import mandate as rules
from sok_core import notice, proviso, signature
from sok_core.export import (
    agreement,
    agreement_poster,
    agreement_public,
    consent,
    mandate,
    press,
    signature_sheet,
)
from sok_core.export.paper import Signed
from sok_core.model import ConsentAnswer
from sok_core.words import date
from tests.evening import NOW, Evening
from tests.export import read
from tests.export.test_agreement_signed import agreed, flat, lines, open_text
from tests.signing import LATER, PEN, write


def test_a_reserve_stands_on_what_the_neighbourhood_and_the_press_read(evening: Evening) -> None:
    text = open_text(evening)
    rules.change(text.store, party_id=text.school, version=0, proviso="instemming van de raad")
    assert agreed(text).hanging == ""  # nobody signed yet
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    found = agreed(text)
    said = "Eén partij tekende onder voorbehoud: De Meelbloem. Instemming van de raad."
    assert found.hanging == said
    for made in (
        agreement_public.pdf(found),
        press.pdf(found, press.gather(text.store)),
        agreement_poster.pdf(found),
    ):
        assert said in flat(made)
    rules.change(text.store, party_id=text.town, version=0, proviso="de begroting")
    signature.sign(text.store, party_id=text.town, pen=PEN, now=NOW)
    two = (
        "Twee partijen tekenden onder voorbehoud: De Meelbloem en Gemeente Oosterhaven. "
        "Bij elk staat in de hele tekst wat dat is."
    )
    assert agreed(text).hanging == two


def test_a_reserve_stands_whole_on_short_papers_or_is_pointed_to(evening: Evening) -> None:
    text = open_text(evening)
    reserve = (
        "instemming van de gemeenteraad met de begroting, en van de provincie met de subsidie voor groen, "
        "die alleen doorgaat als ook het Rijk zijn deel van de kosten betaalt"
    )
    rules.change(text.store, party_id=text.school, version=0, proviso=reserve)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    found = agreed(text)
    begin = "Eén partij tekende onder voorbehoud: De Meelbloem."
    assert found.hanging == f"{begin} Haar voorbehoud staat in de hele tekst."
    for made in (
        agreement_public.pdf(found),
        press.pdf(found, press.gather(text.store)),
        agreement_poster.pdf(found),
    ):
        assert found.hanging in flat(made)
        assert "…" not in flat(made)
    assert reserve in read.word_text(agreement.word(found))


def test_the_reserve_of_a_party_that_stopped_hangs_no_more(evening: Evening) -> None:
    text = open_text(evening)
    for party_id in (text.school, text.town):
        rules.change(text.store, party_id=party_id, version=0, proviso="instemming van de raad")
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    with text.store.read() as tables:
        school, _ = tables.signature.of(0)
    notice.give(text.store, signature_id=school.id, on=LATER.date(), why="Geen geld.")
    assert agreed(text).hanging.startswith("Eén partij tekende onder voorbehoud: Gemeente Oosterhaven.")


def test_papers_of_a_text_of_which_every_reserve_failed_say_that_nobody_signed(evening: Evening) -> None:
    text = open_text(evening)
    for party_id in (text.school, text.town):
        rules.change(text.store, party_id=party_id, version=0, proviso="instemming van de raad")
        made = signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
        proviso.fail(text.store, signature_id=made.id, on=NOW.date(), why="Nee.", now=NOW)
    found = agreed(text)
    public, poster = flat(agreement_public.pdf(found)), flat(agreement_poster.pdf(found))
    sheet = flat(press.pdf(found, press.gather(text.store)))
    assert found.standing in public
    assert "Deze tekst is nog niet getekend." in poster
    assert "tekende" not in sheet
    for made_of in (public, poster, sheet):
        assert "Getekend " not in made_of
        assert "De Meelbloem doet niet mee: aan het voorbehoud is niet voldaan" in made_of


def test_the_reserve_and_the_condition_of_who_joins_later_stand_there_too(evening: Evening) -> None:
    text = open_text(evening)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    rules.change(text.store, party_id=text.other, version=0, proviso="instemming van de leden")
    text.say(text.other, ConsentAnswer.YES_IF, text="Als de stoep blijft")
    assert "instemming van de leden" not in read.word_text(agreement.word(agreed(text)))
    signature.join(text.store, party_id=text.other, pen=PEN, now=LATER)
    found = agreed(text)
    whole = read.word_text(agreement.word(found))
    assert "Ondernemers Wieklaan tekent onder voorbehoud van instemming van de leden." in whole
    assert "Ondernemers Wieklaan zei: ‘Ja, als de stoep blijft.’" in whole
    assert found.hanging.startswith("Eén partij tekende onder voorbehoud: Ondernemers Wieklaan. Instemming")


def test_papers_do_not_say_that_a_party_joined_whose_reserve_was_not_met(evening: Evening) -> None:
    text = open_text(evening)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    rules.change(text.store, party_id=text.other, version=0, proviso="instemming van de leden")
    text.say(text.other)
    one = signature.join(text.store, party_id=text.other, pen=PEN, now=NOW)
    assert agreed(text).since == "Later deed mee: Ondernemers Wieklaan."
    proviso.fail(text.store, signature_id=one.id, on=NOW.date(), why="De leden zeiden nee.", now=NOW)
    assert agreed(text).since.startswith("Ondernemers Wieklaan doet niet mee: aan het voorbehoud")


@pytest.mark.parametrize("is_mistake", [True, False])
def test_every_paper_to_sign_on_asks_for_what_is_signed(evening: Evening, *, is_mistake: bool) -> None:
    text = open_text(evening)
    rules.change(text.store, party_id=text.school, version=0, proviso="instemming van de raad")
    one = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    proviso.meet(text.store, signature_id=one.id, on=LATER.date(), now=LATER)
    if is_mistake:
        signature.take_back(text.store, signature_id=one.id, why="Verkeerde regel.", now=LATER)
    else:
        notice.give(text.store, signature_id=one.id, on=LATER.date(), why="De school sluit.")
    papers = (
        read.pdf_text(signature_sheet.pdf(agreed(text))),
        read.pdf_text(mandate.pdf(mandate.gather(text.store, text.school, now=LATER))),
        read.pdf_text(consent.pdf(consent.gather(text.store, text.school, now=LATER))),
    )
    is_asked = [read.squeezed("instemming van de raad") in read.squeezed(paper) for paper in papers]
    again = signature.join(text.store, party_id=text.school, pen=PEN, now=LATER)
    assert is_asked == [bool(again.proviso)] * 3 == [is_mistake] * 3


@pytest.mark.parametrize("is_met", [True, False])
def test_what_was_met_stands_on_no_paper_of_the_next_signature(evening: Evening, *, is_met: bool) -> None:
    text = open_text(evening)
    with text.store.read() as tables:
        (given,) = tables.consent.where("party_id = ?", [text.school])
    text.say(text.school, ConsentAnswer.YES_IF, text="als er geld is", instead_of=given.id)
    rules.change(text.store, party_id=text.school, version=0, proviso="instemming van de raad")
    one = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    if is_met:
        proviso.meet(text.store, signature_id=one.id, on=LATER.date(), now=LATER)
    first = read.word_text(agreement.word(agreed(text)))
    assert "De Meelbloem zei: ‘Ja, als er geld is.’" in first  # what it signed with stays
    notice.give(text.store, signature_id=one.id, on=LATER.date(), why="De school sluit.")
    sheet = read.pdf(signature_sheet.pdf(agreed(text))).pages[0].extract_text()
    signature.join(text.store, party_id=text.school, pen=PEN, now=LATER)
    found = agreed(text)
    whole = read.word_text(agreement.word(found))
    hangs = [
        read.squeezed("Ja, als er geld is.") in read.squeezed(sheet),
        "onder voorbehoud" in sheet,
        "Ja, als er geld is." in whole,
        "onder voorbehoud" in whole,
        found.hanging != "",
    ]
    assert hangs == [not is_met] * 5


def test_papers_say_that_a_reserve_was_met_or_was_not(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    rules.change(text.store, party_id=text.town, version=0, proviso="instemming van de raad")
    text.open()
    one = signature.sign(text.store, party_id=text.town, pen=PEN, now=NOW)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    assert agreed(text).hanging.startswith("Eén partij tekende onder voorbehoud: Gemeente Oosterhaven.")
    proviso.meet(text.store, signature_id=one.id, on=LATER.date(), now=LATER)
    found, day = agreed(text), date(LATER.date(), with_year=True)
    above, line = "Gemeente Oosterhaven tekent onder voorbehoud van instemming van de raad.", lines(found)[1]
    signed_on = date(NOW.date(), with_year=True)
    assert (line.party, line.function, line.date) == ("Gemeente Oosterhaven", PEN.function, signed_on)
    assert (found.hanging, found.since) == ("", "")
    assert f"{above} Daaraan is voldaan op {day}." in read.word_text(agreement.word(found))
    proviso.reopen(text.store, signature_id=one.id)
    proviso.fail(text.store, signature_id=one.id, on=LATER.date(), why="De raad zei nee.", now=LATER)
    found = agreed(text)
    said = f"Gemeente Oosterhaven doet niet mee: aan het voorbehoud is niet voldaan ({day})."
    assert (found.hanging, found.since) == ("", said)
    public, told = flat(agreement_public.pdf(found)), flat(press.pdf(found, press.gather(text.store)))
    assert said in public
    assert "Getekend door De Meelbloem." in public
    assert "1 partij in" in told
    assert "tekende De Meelbloem" in told
    whole = read.word_text(agreement.word(found))
    above = "Gemeente Oosterhaven wilde tekenen onder voorbehoud van instemming van de raad."
    assert f"{above} Daaraan is niet voldaan ({day})." in whole
    assert "gestopt" not in whole
    failed = f"Niet getekend: voorbehoud niet gelukt op {day}"
    assert lines(found)[1] == Signed("Gemeente Oosterhaven", text=failed)
    signature.sign(text.store, party_id=text.town, pen=PEN, now=LATER)
    found = agreed(text)
    assert (found.hanging, found.since) == ("", "")
    assert "voorbehoud" not in read.word_text(agreement.word(found))

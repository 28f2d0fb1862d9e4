"""The card on which a party writes how its promises go."""

import datetime as dt

import pytest

from sok_core.errors import RuleBroken
from sok_core.export import induction, update_card
from sok_core.model import CommitmentKind
from tests import following
from tests.evening import NOW, Evening
from tests.export import read
from tests.following import Following


@pytest.fixture
def there(evening: Evening) -> Following:
    made = following.begin(evening.store)
    made.commitment("De school plant bomen.")
    made.commitment("Honderd bomen staan er.", kind=CommitmentKind.NUMBER, indicator="aantal bomen")
    made.check_in(dt.date(2026, 12, 10))
    return made


def test_it_has_every_promise_of_the_party_with_boxes_and_a_line(there: Following) -> None:
    made = update_card.pdf(update_card.gather(there.store, there.school, now=NOW))
    text = read.squeezed(read.pdf_text(made))
    for said in (
        *("De Meelbloem", "De school plant bomen.", "Honderd bomen staan er."),
        *(
            "Hoe ver is het getal? (aantal bomen)",
            "Er is niets veranderd",
            "■ Loopt vast",
            "uiterlijk donderdag 10 december",
        ),
    ):
        assert read.squeezed(said) in text
    assert text.count(read.squeezed("het getal? (")) == 1
    assert read.is_accessible(made)
    assert read.tags(made).count("H2") == 2
    box = read.pdf(made).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (420, 595)


def test_a_phone_number_in_a_promise_is_on_no_paper_for_its_party(there: Following) -> None:
    steps = ("Bel 06-12345678.", "Vraag de school.")
    there.commitment("Bel 06-87654321.", kind=CommitmentKind.STEPS, steps=steps, baseline=0, target=2)
    card = update_card.pdf(update_card.gather(there.store, there.school, now=NOW))
    sheet = induction.pdf(induction.gather(there.store, there.school, now=NOW))
    for made in (card, sheet):
        text = read.squeezed(read.pdf_text(made))
        assert read.squeezed("Bel –.") in text
        assert "12345678" not in text
        assert "87654321" not in text


def test_a_yes_or_a_no_is_a_box_to_tick(there: Following) -> None:
    there.commitment("De school krijgt geld.", kind=CommitmentKind.YES_NO)
    text = read.squeezed(
        read.pdf_text(update_card.pdf(update_card.gather(there.store, there.school, now=NOW)))
    )
    assert read.squeezed("Is het gelukt? Ja Nee") in text
    assert text.count(read.squeezed("het getal?")) == 1


@pytest.mark.parametrize("step", ["", " Dat doen we samen met de buurt." * 9])
def test_the_steps_stand_above_the_question_how_many_are_done(there: Following, step: str) -> None:
    steps = tuple(f"{name}{step}" for name in ("Graven", *("Wachten" for _ in range(28)), "Planten"))
    there.commitment("De school plant een haag.", kind=CommitmentKind.STEPS, steps=steps)
    text = read.squeezed(
        read.pdf_text(update_card.pdf(update_card.gather(there.store, there.school, now=NOW)))
    )
    places = [text.index(read.squeezed(said)) for said in ("1. Graven", "30. Planten", "van de 30?")]
    assert places == sorted(places)


def test_a_party_that_leads_nothing_has_no_card(there: Following) -> None:
    with pytest.raises(RuleBroken) as broken:
        update_card.gather(there.store, there.town, now=NOW)
    assert broken.value.code == "update.nothing"

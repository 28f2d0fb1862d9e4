"""One sentence of an article: whole, and never the opposite of what it says."""

import doctest

import pytest

from sok_core.export import sentence


def test_the_examples_hold() -> None:
    found = doctest.testmod(sentence)
    assert (found.failed, found.attempted) == (0, 5)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Stichting St. Jan geeft 100 uur per jaar. Graag.", "Stichting St. Jan geeft 100 uur per jaar."),
        ("De gemeente betaalt max. 5.000 euro. Elk jaar.", "De gemeente betaalt max. 5.000 euro."),
        ("Per 1 jan. 2027 kapt niemand een boom. Punt.", "Per 1 jan. 2027 kapt niemand een boom."),
        ("Mevr. J. Bos en o.a. de school helpen mee. Ja.", "Mevr. J. Bos en o.a. de school helpen mee."),
        ("Geen sloop. Tenzij alle bewoners ja zeggen.", "Geen sloop. Tenzij alle bewoners ja zeggen."),
        ("a. De wijk is in 2040 van het gas. b. Veel huizen tochten.", "De wijk is in 2040 van het gas."),
        ("Bomen!\nDe school plant er vijf.", "De school plant er vijf."),
        *(
            (f"De gemeente betaalt. {more}", f"De gemeente betaalt. {more}")
            for more in (
                "Als de raad geld geeft.",
                "Dit geldt alleen als de raad ja zegt.",
                "Voorwaarde: de raad stemt in.",
                "Onder voorbehoud van geld.",
                "Uitgezonderd 2027.",
                "Echter niet in het park.",
                "Wanneer de raad ja zegt.",
                "Dat hangt af van de raad.",
                "Tot de pot leeg is.",
                "Uitzondering: huizen van de corporatie.",
                "Hiervan zijn huurders uitgesloten.",
                "Behoudens bij brand.",
                "Enkel huurders krijgen het.",
                "Slechts één keer.",
                "Mocht het geld op zijn, dan is het klaar.",
                "Zo lang er geld is.",
                "Ten hoogste 50 huizen.",
            )
        ),
        ("De Burg. Jansenstraat krijgt bomen. Veel!", "De Burg. Jansenstraat krijgt bomen."),
        ("De school komt op ma. 3 juli langs. Leuk.", "De school komt op ma. 3 juli langs."),
        ("Zij (wethr. De Vries) planten samen bomen. Leuk.", "Zij (wethr. De Vries) planten samen bomen."),
        ("Zonder punt", "Zonder punt"),
        ("Tuinen.", "Tuinen."),
    ],
)
def test_the_first_sentence_that_says_something(text: str, first: str) -> None:
    assert sentence.first(text) == first


def test_nothing_of_a_text_is_lost() -> None:
    text = "Samen. De school plant vijf bomen. Maar niet in de zomer! Wie helpt? Iedereen."
    assert " ".join(sentence.split(text)) == text
    assert len(sentence.split(text)) == 4

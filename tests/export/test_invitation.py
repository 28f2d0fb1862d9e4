import re

import pytest

from sok_core.export.invitation import FILL_IN, PURPOSES, Offer, paper
from sok_core.export.paper_word import word
from sok_core.model import PromptKind, Step
from tests.export import demo, read

EVERYTHING = Offer(has_food=True, has_childcare=True, is_accessible=True, contact="Bel Fatma: 06 12 34 56 78")
JARGON = re.compile(r"\b(SOK|stakeholder|cluster|dashboard|participatie|draagvlak|partij(en)?|thema)\b", re.I)


def text_of(offer: Offer = EVERYTHING, **changes: object) -> str:
    return read.word_text(word(paper(demo.material(**changes), offer)))


def test_it_tells_when_and_where() -> None:
    text = text_of()
    assert "donderdag 10 april 2025, 19:00\xa0tot\xa021:30" in text
    assert "De Spil, grote zaal" in text


def test_phone_is_never_needed() -> None:
    assert "Een telefoon is niet nodig." in text_of()
    assert "Een telefoon is niet nodig." in text_of(Offer())


@pytest.mark.parametrize(
    ("offer", "promised"),
    [
        (Offer(has_food=True), {"Er is eten"}),
        (Offer(has_childcare=True), {"Er is kinderopvang"}),
        (Offer(is_accessible=True), {"rolstoel"}),
        (Offer(), set()),
        (EVERYTHING, {"Er is eten", "Er is kinderopvang", "rolstoel"}),
    ],
)
def test_only_what_there_will_be_is_promised(offer: Offer, promised: set[str]) -> None:
    text = text_of(offer)
    assert {what for what in ("Er is eten", "Er is kinderopvang", "rolstoel") if what in text} == promised


def test_contact_is_what_was_typed_else_that_of_the_dossier_else_to_be_filled_in() -> None:
    assert "Bel Fatma: 06 12 34 56 78" in text_of(contact="Bel Joke")
    assert "Bel Joke" in text_of(Offer(), contact="Bel Joke")
    assert FILL_IN in text_of(Offer())


def test_questions_are_told_beforehand() -> None:
    assert [prompt.text for prompt in demo.prompts() if prompt.text not in text_of()] == []
    assert "Deze vragen stellen we" not in text_of(prompts=())


def test_evening_of_talk_alone_promises_no_writing() -> None:
    talk = demo.asking("Hoe was het?", kind=PromptKind.TALK)
    text = read.word_text(word(paper(talk, Offer())))
    assert "briefje" not in text
    assert "We praten erover." in text


def test_our_own_words_are_plain_and_short() -> None:
    own = read.word_text(word(paper(demo.asking(), EVERYTHING)))
    sentences = re.findall(r"[^.?!\n\t]+", own)
    assert JARGON.findall(own) == []
    assert [sentence for sentence in sentences if len(sentence.split()) > 14] == []


def test_every_step_has_its_sentence() -> None:
    assert set(PURPOSES) == set(Step)


def test_it_can_be_edited_and_has_no_page_numbers() -> None:
    made = word(paper(demo.material(), EVERYTHING))
    names = [paragraph.style.name for paragraph in read.word(made).paragraphs]
    assert {"Title", "Heading 1", "List Bullet", "Normal"} <= set(names)
    assert "PAGE" not in read.part(made, "word/document.xml")
    assert 'w:lang w:val="nl-NL"' in read.part(made, "word/styles.xml")


def test_odd_contact_does_not_stop_it() -> None:
    assert "Bel mij" in text_of(Offer(contact="\x00Bel \ud800mij"))

"""Scores on paper: the card to fill in, in each language, and the dots of one moment under what they say."""

from pathlib import Path

import pytest

from sok_core import aim, value_score, value_score_room
from sok_core.errors import Conflict, NotFound
from sok_core.export import value_score as paper
from sok_core.model import AimKind
from tests.evening import NOW, Evening
from tests.export import read
from tests.molenkwartier import neighbourhood

LONG = "Heldere taal en eerlijke informatie, op tijd en ook als het tegenvalt voor een van ons"


def values(evening: Evening, number: int) -> None:
    for place in range(number):
        aim.write_down(evening.store, kind=AimKind.VALUE, title=f"{place + 1}e {LONG}")


@pytest.mark.parametrize("number", [1, 8, 9, 12])
def test_a_card_has_each_value_on_one_page(evening: Evening, number: int) -> None:
    values(evening, number)
    made = paper.card(evening.store, made_at=NOW)
    text = read.squeezed(read.pdf_text(made))
    assert len(read.pdf(made).pages) == 1
    assert text.count("eHelderetaal") == number * (2 if number <= paper.MOST_BESIDE else 1)
    assert "Alsbewoner" in text
    assert read.tags(made).count("H2") == number
    assert read.painted_outside_artifacts(made) == []
    assert read.is_accessible(made)


@pytest.mark.parametrize(("language", "unknown"), [("en", "I don't know"), ("tr", "Bilmiyorum")])
def test_a_card_in_another_language_keeps_the_names_of_values(
    evening: Evening, language: str, unknown: str
) -> None:
    values(evening, 2)
    text = read.squeezed(read.pdf_text(paper.card(evening.store, language=language, made_at=NOW)))
    assert read.squeezed(LONG) in text
    assert read.squeezed(unknown).replace("'", "’") in text.replace("'", "’")
    assert "Weetikniet" not in text


def test_an_arabic_card_is_one_page_too(evening: Evening) -> None:
    values(evening, 8)
    made = paper.card(evening.store, language="ar", made_at=NOW)
    assert len(read.pdf(made).pages) == 1
    assert "Weetikniet" not in read.squeezed(read.pdf_text(made))


def test_without_values_there_is_no_card(evening: Evening) -> None:
    with pytest.raises(Conflict, match=r"score\.no_values"):
        paper.card(evening.store, made_at=NOW)


def test_the_dots_of_a_moment_stand_under_what_they_say(tmp_path: Path) -> None:
    with neighbourhood(tmp_path) as store:
        with store.read() as tables:
            history, titles = value_score_room.history(tables), value_score_room.titles(tables)
        newest, first = (
            paper.dots(store, made_at=NOW),
            paper.dots(store, round_id=history[0].round.id, made_at=NOW),
        )
        with pytest.raises(NotFound, match=r"score_round\.unknown"):
            paper.dots(store, round_id=999, made_at=NOW)
    for made, one in ((newest, history[-1]), (first, history[0])):
        text = read.squeezed(read.pdf_text(made))
        assert read.squeezed(value_score.findings(one.results, titles)[0]) in text
        assert len(read.pdf(made).pages) == 1
        assert any("Stippen van alle cijfers" in alternative for alternative in read.alternatives(made))
    assert "15bewoners" in read.squeezed(read.pdf_text(first))


def test_without_scores_there_are_no_dots(evening: Evening) -> None:
    values(evening, 1)
    value_score_room.ask(evening.store, meeting_id=evening.id)
    with pytest.raises(Conflict, match=r"score\.nothing"):
        paper.dots(evening.store, made_at=NOW)

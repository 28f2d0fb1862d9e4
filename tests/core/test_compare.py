"""Two texts of the agreement side by side: what became of each article, and why."""

import datetime as dt
from dataclasses import replace

import pytest

from sok_core import compare
from sok_core.agreement import Article, Chapter, Document, Named
from sok_core.compare import Change, Field
from sok_core.model import AimKind, ClauseText
from tests.evening import NOW

ONE = Article(1, "2.1", "rollen", "De gemeente spant zich in voor bomen.", parties=(1,), due="2026-04-01")
TWO = Article(2, "2.2", "rollen", "De school geeft water.", parties=(2,))


def document(*articles: Article) -> Document:
    parties = (Named(1, "Gemeente Molenstad", more="Gemeente"), Named(2, "Basisschool", more="School"))
    return Document("convenant", "Wijk", "", (Chapter(2, "Rollen", articles),), parties, (Named(5, "Groen"),))


def test_each_article_says_what_became_of_it_and_why() -> None:
    old = document(ONE, TWO, Article(3, "2.3", "rollen", "Blijft."), Article(4, "2.4", "rollen", "Gaat."))
    new = document(
        replace(ONE, text="De gemeente plant dertig bomen.", parties=(1, 2), due="2026-05-01", aims=(5,)),
        replace(TWO, is_withdrawn=True, why="Kan niet."),
        Article(3, "2.3", "rollen", "Blijft."),
        Article(9, "2.5", "rollen", "Nieuw."),
    )
    found = compare.compare(old, new, because={1: ["Te zacht", "Te zacht"], 3: ["Zomaar"]})
    assert [(one.number, one.change) for one in found] == [
        ("2.1", Change.CHANGED),
        ("2.2", Change.WITHDRAWN),
        ("2.3", Change.SAME),
        ("2.5", Change.NEW),
        ("2.4", Change.GONE),
    ]
    assert found[0].why == ("Te zacht",)
    assert found[0].fields == (
        Field("Wie", "Gemeente", "Gemeente en School"),
        Field("Wanneer", "1 april 2026", "1 mei 2026"),
        Field("Waarvoor", "", "Groen"),
    )
    assert (found[1].why, found[2].why) == (("Kan niet.",), ())
    assert compare.counted(found)[Change.SAME] == 1


def test_an_article_that_moved_or_came_back_is_said_to_have() -> None:
    moved = compare.compare(document(ONE), document(replace(ONE, number="3.1")))
    assert [(one.change, one.old_number) for one in moved] == [(Change.MOVED, "2.1")]
    back = compare.compare(document(replace(ONE, is_withdrawn=True, why="Nee")), document(ONE))
    assert [one.change for one in back] == [Change.BACK]


@pytest.mark.parametrize(
    ("after", "until", "said"),
    [
        (None, None, ["Eerst", "Toen"]),
        (0, None, ["Toen"]),
        (None, 0, ["Eerst"]),
        (0, 1, ["Toen"]),
        (1, None, []),
    ],
)
def test_reasons_are_those_given_in_between(after: int | None, until: int | None, said: list[str]) -> None:
    def moment(hours: int | None) -> dt.datetime | None:
        return None if hours is None else NOW + dt.timedelta(hours=hours)

    texts = [
        ClauseText(1, 7, "a", NOW, because="Eerst"),
        ClauseText(2, 7, "b", NOW + dt.timedelta(hours=1), because="Toen"),
        ClauseText(3, 7, "c", NOW + dt.timedelta(hours=1)),
    ]
    assert compare.reasons(texts, after=moment(after), until=moment(until)).get(7, []) == said


def test_of_the_parties_only_who_left_and_who_came_are_told() -> None:
    old = document(ONE)
    new = replace(old, parties=(old.parties[0], Named(3, "Buurthuis De Spil")))
    assert compare.around(old, new) == [
        Field("Doen niet meer mee", "Basisschool", ""),
        Field("Doen nieuw mee", "", "Buurthuis De Spil"),
    ]
    assert compare.around(old, old) == []


def test_a_party_with_another_name_is_the_same_party() -> None:
    old = document(ONE)
    new = replace(old, parties=(old.parties[0], Named(2, "Stichting De School", more="School")))
    assert compare.around(old, new) == [
        Field("Partij heet nu anders", "Basisschool (hierna: School)", "Stichting De School (hierna: School)")
    ]


def test_each_side_has_the_names_of_its_own_text() -> None:
    old = document(replace(ONE, aims=(5,)), TWO)
    parties = (Named(1, "Gemeente Oosterhaven", more="Oosterhaven"), old.parties[1])
    both = replace(ONE, parties=(1, 2), aims=(5, 6))
    new = replace(document(both, TWO), parties=parties, aims=(Named(5, "Meer groen"), Named(6, "Rust")))
    town, school = compare.compare(old, new)
    assert town.fields == (
        Field("Wie", "Gemeente", "Oosterhaven en School"),
        Field("Waarvoor", "Groen", "Meer groen en Rust"),
    )
    assert (school.change, school.fields) == (Change.SAME, ())
    (renamed, _) = compare.compare(old, replace(new, chapters=old.chapters))
    assert renamed.change is Change.SAME


def test_a_value_that_no_text_holds_any_more_is_no_party() -> None:
    (found,) = compare.compare(document(replace(ONE, aims=(9,))), document(ONE))
    assert found.fields == (Field("Waarvoor", "een waarde of doel dat jullie loslieten", ""),)


def test_a_value_that_becomes_a_goal_is_told() -> None:
    old, new = (replace(document(ONE), aims=(Named(5, "Groen", kind=kind),)) for kind in AimKind)
    assert compare.around(old, new) == [Field("Waarde of doel ‘Groen’", "Waarde: Groen", "Doel: Groen")]

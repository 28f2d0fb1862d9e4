"""Chapters: added where they belong, renamed, ordered, removed when empty; numbers stay once frozen."""

import pytest

from sok_core import agreement, chapter, clause
from sok_core.errors import NotFound, RuleBroken
from sok_core.model import DocumentType, Section
from sok_core.store import Store
from tests.evening import NOW, Evening


def chapters(store: Store) -> list[tuple[int, str]]:
    with store.read() as tables:
        known = tables.agreement.current()
    assert known is not None
    return [(number, section) for section, _, number in known.chapters]


@pytest.fixture
def store(evening: Evening) -> Store:
    """Goals and values share chapter 2."""
    rows = (
        ("partijen", "Partijen", 1),
        ("doelen", "Doelen", 2),
        ("waarden", "Waarden", 2),
        ("rollen", "Rollen", 3),
    )
    with evening.store.write() as tables:
        tables.agreement.put(type=DocumentType.COVENANT, chapters=rows)
    return evening.store


def write(store: Store, section: Section) -> None:
    clause.write(store, section=section, text="Iets.", now=NOW)


def test_a_chapter_is_added_where_it_belongs_and_what_is_usual_is_offered_first(store: Store) -> None:
    with store.read() as tables:
        known = tables.agreement.current()
    assert known is not None
    offered = chapter.offered(known)
    assert offered[:2] == [Section.RECITALS, Section.PROJECTS]
    assert offered[-3:] == [Section.DEFINITIONS, Section.DATA, Section.ANNEXES]
    chapter.add(store, section=Section.RECITALS)
    assert chapters(store) == [
        (1, "partijen"),
        (2, "overwegende_dat"),
        (3, "doelen"),
        (3, "waarden"),
        (4, "rollen"),
    ]
    with pytest.raises(RuleBroken, match=r"chapter\.there"):
        chapter.add(store, section=Section.RECITALS)


def test_sections_that_share_a_chapter_move_together(store: Store) -> None:
    chapter.move(store, section=Section.VALUES, is_up=True)
    assert chapters(store) == [(1, "doelen"), (1, "waarden"), (2, "partijen"), (3, "rollen")]
    with pytest.raises(RuleBroken, match=r"chapter\.edge"):
        chapter.move(store, section=Section.GOALS, is_up=True)


def test_a_title_changes_and_an_empty_one_is_refused(store: Store) -> None:
    chapter.rename(store, section=Section.ROLES, title="  Wie doet wat ")
    with store.read() as tables:
        assert agreement.document(tables).chapters[-1].title == "Wie doet wat"
    for title, code in ((" ", "title_empty"), ("x" * 61, "title_too_long")):
        with pytest.raises(RuleBroken, match=code):
            chapter.rename(store, section=Section.ROLES, title=title)
    with pytest.raises(NotFound, match=r"chapter\.unknown"):
        chapter.rename(store, section=Section.DATA, title="Data")


def test_only_an_empty_chapter_is_removed_and_never_the_last(store: Store) -> None:
    write(store, Section.ROLES)
    with pytest.raises(RuleBroken, match=r"chapter\.full"):
        chapter.remove(store, section=Section.ROLES)
    for section in (Section.PARTIES, Section.GOALS, Section.VALUES):
        chapter.remove(store, section=section)
    assert chapters(store) == [(1, "rollen")]


def test_the_last_chapter_stays(store: Store) -> None:
    for section in (Section.PARTIES, Section.GOALS, Section.VALUES):
        chapter.remove(store, section=section)
    with pytest.raises(RuleBroken, match=r"chapter\.last"):
        chapter.remove(store, section=Section.ROLES)


def test_once_frozen_every_chapter_keeps_its_number(store: Store) -> None:
    write(store, Section.ROLES)
    agreement.freeze(store, title="Concept", now=NOW)
    with pytest.raises(RuleBroken, match=r"chapter\.number_stays"):
        chapter.move(store, section=Section.ROLES, is_up=True)
    chapter.add(store, section=Section.RECITALS)
    chapter.remove(store, section=Section.PARTIES)
    assert chapters(store) == [(2, "doelen"), (2, "waarden"), (3, "rollen"), (4, "overwegende_dat")]
    chapter.remove(store, section=Section.RECITALS)
    agreement.freeze(store, title="Zonder", now=NOW)
    chapter.add(store, section=Section.DATA)
    assert chapters(store)[-1] == (4, "gegevens_en_openbaarheid")

"""Chapters of the agreement: which there are, what they are called, and in which order they stand.

A chapter has the number that its articles begin with. Once a text was frozen those numbers stay: a new
chapter comes at the end, and one that is taken away leaves its number unused.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sok_core import agreement
from sok_core.errors import NotFound, RuleBroken
from sok_core.model import Agreement, DocumentType, Section

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_TITLE = 60
Chapters = list[tuple[str, str, int]]


def offered(agreement_: Agreement) -> list[Section]:
    """Return the sections that have no chapter yet: what this kind of document usually has goes first."""
    there = {section for section, _, _ in agreement_.chapters}
    usual = agreement.SECTIONS[agreement_.type]
    missing = [section for section in agreement.TITLES if section not in there]
    return sorted(missing, key=lambda one: one not in usual)


def add(store: "Store", *, section: Section) -> None:
    """Add a chapter under its usual title: where it belongs, or at the end once a text was frozen.

    Raises RuleBroken when it is there already.
    """

    def added(tables: "Tables", chapters: Chapters) -> Chapters:
        if any(there == section for there, _, _ in chapters):
            raise RuleBroken("chapter.there")
        last = max((number for _, _, number in chapters), default=0)
        last = max([last, *_frozen_chapters(tables)])
        made = (str(section), agreement.TITLES[section], last + 1)
        if _is_frozen(tables):
            return [*chapters, made]
        order = [str(one) for one in agreement.TITLES]
        later = [one for one in chapters if order.index(one[0]) > order.index(section)]
        place = chapters.index(later[0]) if later else len(chapters)
        return _renumbered([*chapters[:place], made, *chapters[place:]])

    _change(store, added)


def rename(store: "Store", *, section: Section, title: str) -> None:
    """Give a chapter another title; raises RuleBroken without one or over 60 characters."""
    title = " ".join(title.split())
    if not title:
        raise RuleBroken("chapter.title_empty")
    if len(title) > MAX_TITLE:
        raise RuleBroken("chapter.title_too_long", limit=MAX_TITLE)

    def renamed(_tables: "Tables", chapters: Chapters) -> Chapters:
        _find(chapters, section)
        return [(name, title if name == section else old, number) for name, old, number in chapters]

    _change(store, renamed)


def move(store: "Store", *, section: Section, is_up: bool) -> None:
    """Move a chapter one place; sections that share it go along. Raises RuleBroken once a text was frozen."""

    def moved(tables: "Tables", chapters: Chapters) -> Chapters:
        if _is_frozen(tables):
            raise RuleBroken("chapter.number_stays")
        number = _find(chapters, section)[2]
        numbers = sorted({each[2] for each in chapters})
        place = numbers.index(number) + (-1 if is_up else 1)
        if not 0 <= place < len(numbers):
            raise RuleBroken("chapter.edge")
        swap = {number: numbers[place], numbers[place]: number}
        swapped = [(name, title, swap.get(each, each)) for name, title, each in chapters]
        return sorted(swapped, key=lambda one: one[2])

    _change(store, moved)


def remove(store: "Store", *, section: Section) -> None:
    """Take away a chapter without any clause; raises RuleBroken for one that has them, or for the last."""

    def removed(tables: "Tables", chapters: Chapters) -> Chapters:
        _find(chapters, section)
        if any(one.section is section for one in tables.clause.all()):
            raise RuleBroken("chapter.full")
        if len(chapters) == 1:
            raise RuleBroken("chapter.last")
        left = [one for one in chapters if one[0] != section]
        return left if _is_frozen(tables) else _renumbered(left)

    _change(store, removed)


def _change(store: "Store", act: Callable[["Tables", Chapters], Chapters]) -> None:
    with store.write() as tables:
        known = tables.agreement.current() or agreement.begin_in(
            tables, type=DocumentType.COOPERATION_AGREEMENT
        )
        tables.agreement.put(chapters=tuple(act(tables, list(known.chapters))))


def _find(chapters: Chapters, section: Section) -> tuple[str, str, int]:
    found = next((one for one in chapters if one[0] == section), None)
    if found is None:
        raise NotFound("chapter.unknown")
    return found


def _is_frozen(tables: "Tables") -> bool:
    return tables.version.newest() is not None


def _frozen_chapters(tables: "Tables") -> list[int]:
    texts = (agreement.opened(one) for one in tables.version.all())
    return [chapter.number for text in texts if text for chapter in text.chapters]


def _renumbered(chapters: Chapters) -> Chapters:
    """Return chapters numbered from 1 in the order given; sections that share a number go on sharing it."""
    order = dict.fromkeys(number for _, _, number in chapters)
    new = {old: place for place, old in enumerate(order, start=1)}
    return sorted(((name, title, new[old]) for name, title, old in chapters), key=lambda one: one[2])

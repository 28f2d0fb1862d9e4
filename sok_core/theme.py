"""Themes: what the group finds in its notes. People gather and name; every note keeps its own words.

Each act is one move that can be undone. Several hands gather at once: whoever comes last decides where a
note lies, and undoing a move never takes away what somebody else did after it. When two hands moved the
same note and both undo, it lies where it lay before both, whoever undoes first.

Dots go with the theme on which they lie: merging carries them along, undoing that gives them back, and a
theme that has dots is not taken apart: they would lie nowhere.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import Move, Note, Theme
from sok_core.note import without_personal_data

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

Place = tuple[int | None, int | None]  # the theme and the stack under which a note lies
MAX_TITLE = 60
MOST_NUMBERS = 300
MOST_DIGITS = 15
_NUMBERS = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")


@dataclass(frozen=True)
class Gathered:
    """What became of typed numbers: where they lie now, and which ones are not on the wall."""

    theme: Theme | None
    moved: tuple[int, ...]
    unknown: tuple[int, ...] = ()


def numbers_in(text: str) -> list[int]:
    """Return the note numbers in a typed text, in order, each once; a dash means from … to.

    No number is cut: one that is too large for any note is returned as it is. Raises RuleBroken when there is
    none, when a stretch runs backwards, over 300, or with more than 15 digits in a row.

    >>> numbers_in("12 15, 33")
    [12, 15, 33]
    >>> numbers_in("3-5 4")
    [3, 4, 5]
    """
    found: dict[int, None] = {}
    for first, last in _NUMBERS.findall(text):
        if max(len(first), len(last)) > MOST_DIGITS:
            raise RuleBroken("theme.numbers")
        start, end = int(first), int(last or first)
        if end < start or end - start >= MOST_NUMBERS:
            raise RuleBroken("theme.numbers")
        found |= dict.fromkeys(range(start, end + 1))
    if not found or len(found) > MOST_NUMBERS:
        raise RuleBroken("theme.numbers")
    return list(found)


def named(one: Theme) -> str:
    """Return what a theme is called; the group may not have named it yet.

    >>> named(Theme(1, 1, 3, ""))
    'Groep 3'
    """
    return one.title or f"Groep {one.position}"


def in_public(one: Theme) -> str:
    """Return what a theme is called on a paper that leaves the room.

    >>> in_public(Theme(1, 1, 3, "Bel Jan 06-87654321"))
    'Bel Jan –'
    """
    return without_personal_data(named(one))


def clean_title(text: str) -> str:
    """Return a theme's name in shape; empty means: no name yet. Raises RuleBroken over 60 characters."""
    text = " ".join(text.split())
    if len(text) > MAX_TITLE:
        raise RuleBroken("theme.too_long", limit=MAX_TITLE)
    return text


def begin(
    store: "Store",
    *,
    meeting_id: int,
    hand: str,
    now: dt.datetime,
    numbers: Sequence[int] = (),
    title: str = "",
) -> Gathered:
    """Begin a theme with the notes of these numbers; the group may name it later.

    When none of the numbers is on the wall there is no theme either. Raises Conflict when another theme has
    that name: nobody could tell them apart.
    """
    title = clean_title(title)
    with store.write() as tables:
        wall = _Wall(tables, meeting_id)
        notes, unknown = wall.find(numbers)
        if numbers and not notes:
            return Gathered(None, (), unknown)
        wall.must_be_free(title)
        theme = tables.theme.add(meeting_id, title=title)
        wall.themes[theme.id] = theme
        wall.lay(notes, theme.id)
        wall.keep(hand=hand, now=now)
    return Gathered(theme, tuple(note.number for note in notes), unknown)


def gather(
    store: "Store",
    *,
    meeting_id: int,
    numbers: Sequence[int],
    to: int | None,
    hand: str,
    now: dt.datetime,
) -> Gathered:
    """Lay the notes of these numbers under a theme (None: loose on the wall again).

    A number that is hidden or not there is told apart; the others are laid all the same.
    """
    with store.write() as tables:
        wall = _Wall(tables, meeting_id)
        theme = wall.theme(to) if to is not None else None
        notes, unknown = wall.find(numbers)
        wall.lay(notes, to)
        wall.keep(hand=hand, now=now)
    return Gathered(theme, tuple(note.number for note in notes), unknown)


def name(store: "Store", *, meeting_id: int, theme_id: int, title: str, hand: str, now: dt.datetime) -> Theme:
    """Give a theme the name that the group found, or another one; raises Conflict when one has it already."""
    title = clean_title(title)
    with store.write() as tables:
        wall = _Wall(tables, meeting_id)
        wall.must_be_free(title, but=theme_id)
        wall.themes[theme_id] = replace(wall.theme(theme_id), title=title)
        wall.keep(hand=hand, now=now)
        return tables.theme.get(theme_id)


def merge(store: "Store", *, meeting_id: int, theme_id: int, into: int, hand: str, now: dt.datetime) -> None:
    """Lay all notes and dots of one theme under another; the empty one goes.

    Each voter keeps his own dots, so that nobody gets more than his budget.
    """
    if theme_id == into:
        raise Conflict("theme.same")
    with store.write() as tables:
        wall = _Wall(tables, meeting_id)
        wall.empty(wall.theme(theme_id), to=wall.theme(into).id, now=now)
        wall.votes = tables.vote.carry(theme_id, into=into)
        wall.keep(hand=hand, now=now)


def take_apart(store: "Store", *, meeting_id: int, theme_id: int, hand: str, now: dt.datetime) -> None:
    """Take a theme away; its notes hang loose on the wall again. Raises Conflict when it has dots."""
    with store.write() as tables:
        wall = _Wall(tables, meeting_id)
        if theme_id in wall.with_dots:
            raise Conflict("theme.has_dots")
        wall.empty(wall.theme(theme_id), to=None, now=now)
        wall.keep(hand=hand, now=now)


def stack(
    store: "Store", *, meeting_id: int, numbers: Sequence[int], hand: str, now: dt.datetime
) -> Gathered:
    """Lay notes that say the same on one stack; the first number lies on top, under its own theme.

    Raises RuleBroken with fewer than two notes.
    """
    with store.write() as tables:
        wall = _Wall(tables, meeting_id)
        notes, unknown = wall.find(numbers)
        if len(notes) < 2:
            raise RuleBroken("theme.stack")
        top = notes[0]
        wall.notes[top.id] = replace(top, stack_id=None)
        for note in notes[1:]:
            for one in (note, *wall.under(note)):
                if one.id != top.id:
                    wall.notes[one.id] = replace(one, theme_id=top.theme_id, stack_id=top.id)
        wall.keep(hand=hand, now=now)
        theme = wall.themes.get(top.theme_id or 0)
    return Gathered(theme, tuple(note.number for note in notes), unknown)


def unstack(store: "Store", *, meeting_id: int, number: int, hand: str, now: dt.datetime) -> None:
    """Lay the notes of a stack beside one another, still under the same theme; raises NotFound."""
    with store.write() as tables:
        wall = _Wall(tables, meeting_id)
        notes, _ = wall.find([number])
        if not notes:
            raise NotFound("note.unknown")
        top = wall.notes[notes[0].stack_id or notes[0].id]
        for one in wall.under(top):
            wall.notes[one.id] = replace(one, stack_id=None)
        wall.keep(hand=hand, now=now)


def undo(store: "Store", *, meeting_id: int, now: dt.datetime, hand: str | None = None) -> bool:
    """Undo the last move of one hand, or of anybody; False when there is nothing to undo.

    What somebody else moved or named after it stays as he left it.
    """
    with store.write() as tables:
        move = tables.move.last(meeting_id, hand=hand)
        if move is None:
            return False
        wall = _Wall(tables, meeting_id)
        wall.take_back(move, now=now)
        wall.write()
        tables.move.undo(move.id, now=now)
    return True


class _Wall:
    """All notes and themes of a meeting inside one transaction: change them here, then write what differs."""

    def __init__(self, tables: "Tables", meeting_id: int) -> None:
        self.tables = tables
        self.meeting_id = meeting_id
        self.notes = {note.id: note for note in tables.note.of(meeting_id)}
        self.themes = {theme.id: theme for theme in tables.theme.where("meeting_id = ?", [meeting_id])}
        self.with_dots = tables.vote.themes_with_dots(meeting_id)
        self.votes: list[tuple[int, int, int]] = []
        self._before = dict(self.notes), dict(self.themes)

    def find(self, numbers: Sequence[int]) -> tuple[list[Note], tuple[int, ...]]:
        """Return the notes on the wall with these numbers, and the numbers that are not there."""
        shown = {note.number: note for note in self.notes.values() if not note.is_hidden}
        unknown = tuple(number for number in numbers if number not in shown)
        return [shown[number] for number in dict.fromkeys(numbers) if number in shown], unknown

    def theme(self, theme_id: int) -> Theme:
        """Return a theme that is there; raises NotFound."""
        theme = self.themes.get(theme_id)
        if theme is None or theme.gone_at is not None:
            raise NotFound("theme.unknown")
        return theme

    def must_be_free(self, title: str, *, but: int | None = None) -> None:
        """Raise Conflict when another theme that is there has this name."""
        for theme in self.themes.values():
            is_other = theme.id != but and theme.gone_at is None
            if title and is_other and theme.title.casefold() == title.casefold():
                raise Conflict("theme.name_taken")

    def under(self, top: Note) -> list[Note]:
        """Return the notes that lie under another one."""
        return [note for note in self.notes.values() if note.stack_id == top.id]

    def lay(self, notes: Sequence[Note], theme_id: int | None) -> None:
        """Lay notes under a theme: a stack goes with the note on top; one from under it leaves the stack."""
        for note in notes:
            for one in (note, *self.under(note)):
                stack_id = one.stack_id if one is not note else None
                self.notes[one.id] = replace(one, theme_id=theme_id, stack_id=stack_id)

    def empty(self, theme: Theme, *, to: int | None, now: dt.datetime) -> None:
        """Lay what is under a theme elsewhere, and let the theme go."""
        for note in self.notes.values():
            if note.theme_id == theme.id:
                self.notes[note.id] = replace(note, theme_id=to)
        self.themes[theme.id] = replace(theme, gone_at=now)

    def take_back(self, move: Move, *, now: dt.datetime) -> None:
        """Bring back what a move changed, as far as nobody changed it since."""
        for theme_id, title, was_there, new_title, is_there in move.themes:
            theme = self.themes[theme_id]
            if (theme.title, theme.gone_at is None) == (new_title, is_there):
                self.themes[theme_id] = replace(theme, title=title, gone_at=None if was_there else now)
        for note_id, *before, new_theme_id, new_stack_id in move.notes:
            note = self.notes.get(note_id)
            if note and (note.theme_id, note.stack_id) == (new_theme_id, new_stack_id):
                place = self._came_from(move, note_id, (before[0], before[1]))
                self.notes[note_id] = replace(note, theme_id=place[0], stack_id=place[1])
        for theme_id, _, was_there, title, _ in move.themes:
            is_used = any(note.theme_id == theme_id for note in self.notes.values())
            if not was_there and (is_used or theme_id in self.with_dots):
                self.themes[theme_id] = replace(self.themes[theme_id], title=title, gone_at=None)
        if all(
            self.themes[theme_id].gone_at is None for theme_id, _, was_there, _, _ in move.themes if was_there
        ):
            self.tables.vote.carry_back(move.votes)

    def _came_from(self, move: Move, note_id: int, place: Place) -> Place:
        """Return where a note lay before a move; not where a move that was undone since had laid it."""
        for earlier in self.tables.move.before(move):
            was_undone_before = earlier.undone_at is not None and earlier.undone_at <= move.made_at
            for one, *before, theme_id, stack_id in earlier.notes:
                if one != note_id or was_undone_before or (theme_id, stack_id) != place:
                    continue
                if earlier.undone_at is None:
                    return place
                place, move = (before[0], before[1]), earlier
        return place

    def keep(self, *, hand: str, now: dt.datetime) -> None:
        """Write what differs, and keep it as one move of this hand."""
        notes, themes = self.write()
        if notes or themes:
            self.tables.move.add(
                self.meeting_id, hand=hand, made_at=now, notes=notes, themes=themes, votes=self.votes
            )

    def write(self) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
        """Write what differs; returns it as the rows of a Move."""
        self._mend()
        notes_before, themes_before = self._before
        themes: list[tuple[object, ...]] = []
        for theme in self.themes.values():
            was = themes_before.get(theme.id)
            before = (was.title, was.gone_at is None) if was else ("", False)
            after = (theme.title, theme.gone_at is None)
            if before != after:
                themes.append((theme.id, *before, *after))
            if was is not None and was != theme:
                self.tables.theme.update(theme.id, title=theme.title, gone_at=theme.gone_at)
        notes: list[tuple[object, ...]] = []
        for note in self.notes.values():
            old = notes_before[note.id]
            if (old.theme_id, old.stack_id) != (note.theme_id, note.stack_id):
                notes.append((note.id, old.theme_id, old.stack_id, note.theme_id, note.stack_id))
                self.tables.note.lay(note.id, theme_id=note.theme_id, stack_id=note.stack_id)
        if (notes or themes) and self.tables.situation(self.meeting_id).phase.has_votes:
            self.tables.meeting.tell_anew(self.meeting_id)
        return notes, themes

    def _mend(self) -> None:
        """Two hands can leave a note under a theme that is gone, or a stack on a stack: make that clear."""
        for note in self.notes.values():
            theme = self.themes.get(note.theme_id or 0)
            if note.theme_id is not None and (theme is None or theme.gone_at is not None):
                self.notes[note.id] = replace(note, theme_id=None)
        for note in list(self.notes.values()):
            top = self._top(note)
            if note.stack_id is not None:
                theme_id = top.theme_id if top is not note else self.notes[note.id].theme_id
                stack_id = top.id if top.id != note.id else None
                self.notes[note.id] = replace(note, theme_id=theme_id, stack_id=stack_id)

    def _top(self, note: Note) -> Note:
        seen = {note.id}
        while note.stack_id is not None and note.stack_id in self.notes:
            note = self.notes[note.stack_id]
            if note.id in seen:
                break
            seen.add(note.id)
        return note

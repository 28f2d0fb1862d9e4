"""What tables of parties, relations and updates have in common: reading their rows, and what came of it."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sok_core import estimate, words
from sok_core.errors import RuleBroken, SokError
from sok_core.intake.column import Spelling
from sok_core.intake.report import Problem, in_order
from sok_core.intake.table import Row, Table
from sok_core.intake.value import whole
from sok_core.model import EstimateKind, Reader

GIVEN_BY = "import"  # who gave the scores of a table: a function, as always
MOST_NOTICES = 10
Parse = Callable[[str, str], Any]


@dataclass(frozen=True)
class Ready:
    """One row as it can go into the dossier; ``party_id``: it changes that party instead of adding one.

    Of a party that is there ``fields`` and ``scores`` are only what differs, ``was`` is what stands there
    now and ``name`` its name. ``is_there``: all of this row stands in the dossier already.
    """

    row: int
    fields: Mapping[str, Any]
    scores: Mapping[EstimateKind, int]
    reader: Reader = Reader.FACILITATOR
    party_id: int | None = None
    name: str = ""
    was: Mapping[str, Any] = field(default_factory=dict)
    is_there: bool = False

    @property
    def is_new_or_changed(self) -> bool:
        """Whether something comes of this row: a party that is there may be told as it is already."""
        return not self.is_there and (self.party_id is None or bool(self.fields or self.scores))


@dataclass(frozen=True)
class Checked:
    """What a table would do. With one problem nothing goes in; ``left_out`` are columns of no use."""

    ready: tuple[Ready, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def may_go_in(self) -> bool:
        """Whether there is something, and all of it is right."""
        return bool(self.waiting) and not self.problems

    @property
    def waiting(self) -> tuple[Ready, ...]:
        """The rows of which something comes."""
        return tuple(one for one in self.ready if one.is_new_or_changed)


@dataclass
class Reading:
    """A table while it is being read: its columns by heading, and all that is found on the way."""

    table: Table
    columns: Mapping[str, str]
    spelling: Spelling = field(default_factory=Spelling)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.problems += [one for one in self.table.problems if one.column in self.columns]
        self._unread = {(one.row, one.column) for one in self.problems}

    def heading(self, of: str, otherwise: str = "") -> str:
        """Return the heading of a field, for a report."""
        return next((heading for heading, name in self.columns.items() if name == of), otherwise)

    def check_columns(self, headings: Mapping[str, str], *needed: str) -> bool:
        """Report the columns that are missing or chosen twice; returns whether the rows can be read."""
        chosen = list(self.columns.values())
        for name in needed:
            if name not in chosen:
                self.wrong(self.table.heading_row, headings[name], "intake.no_column", column=headings[name])
        for heading, name in self.columns.items():
            if chosen.count(name) > 1:
                self.wrong(self.table.heading_row, heading, "intake.column_twice")
        if not self.table.rows:
            self.wrong(self.table.heading_row, "", "intake.no_rows")
        return not any(one.row == self.table.heading_row for one in self.problems)

    def wrong(self, number: int, heading: str, code: str, /, **values: Any) -> None:
        """Report something."""
        self.problems.append(Problem(number, heading, RuleBroken(code, **values)))

    def parsed(self, row: Row, parse: Parse) -> dict[str, Any]:
        """Return the values of a row by field, without empty cells; what cannot be read is reported."""
        found: dict[str, Any] = {}
        for heading, text in zip(self.table.headings, row.cells, strict=True):
            name = self.columns.get(heading)
            if name is None or not text or (row.number, heading) in self._unread:
                continue
            try:
                found[name] = parse(name, text)
            except SokError as error:
                self.problems.append(Problem(row.number, heading, error))
        return found

    def is_whole(self, row: Row) -> bool:
        """Whether nothing was reported of a row so far."""
        return not any(one.row == row.number for one in self.problems[-MOST_PER_ROW:]) and not any(
            number == row.number for number, _ in self._unread
        )

    def checked(self, ready: list[Ready]) -> Checked:
        """Return what came of it."""
        left_out = tuple(
            heading
            for place, heading in enumerate(self.table.headings)
            if heading not in self.columns and any(row.cells[place] for row in self.table.rows)
        )
        told = [*self.table.notices, *self.notices, *self.spelling.notices]
        if len(told) > MOST_NOTICES:
            left = words.count(len(told) - MOST_NOTICES, "zo’n ding", "zulke dingen")
            told = [*told[:MOST_NOTICES], f"En nog {left}."]
        return Checked(tuple(ready), in_order(self.problems), tuple(told), left_out)


MOST_PER_ROW = 100


def party_called(reading: Reading, name: str, parties: Mapping[str, int], names: Collection[str]) -> int:
    """Return the party with this name or short name; raises RuleBroken with the one that is most like it.

    ``parties`` has them by name, folded; ``names`` as they are written.
    """
    found = parties.get(name.casefold())
    if found is not None:
        return found
    near = reading.spelling.near(name, names)
    raise RuleBroken("intake.party_near" if near else "intake.party_unknown", name=name, near=near)


def score(kind: EstimateKind, text: str) -> int:
    """Return a score; raises RuleBroken outside its range."""
    try:
        value = whole(text)
    except RuleBroken as error:
        raise RuleBroken(f"estimate.{kind}") from error
    if value not in estimate.RANGES[kind]:
        raise RuleBroken(f"estimate.{kind}")
    return value


def scores(found: dict[str, Any], kinds: Mapping[str, EstimateKind]) -> dict[EstimateKind, int]:
    """Take the scores out of the values of a row."""
    return {kind: found.pop(name) for name, kind in kinds.items() if name in found}


def estimates(ready: Ready, *, today: dt.date) -> Iterator[dict[str, Any]]:
    """Return the scores of a row as ``estimate.put`` takes them, but for what they are about."""
    for kind, value in ready.scores.items():
        yield {
            "kind": kind,
            "value": value,
            "reader": ready.reader,
            "given_by": GIVEN_BY,
            "given_on": today,
        }

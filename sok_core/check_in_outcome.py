"""What came of a moment, line by line: decided of a promise at its agenda, or written by hand."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import decision, words
from sok_core.commitment_state import DECIDED
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import CheckIn, CheckInStatus, Decision, DecisionKind, Update

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MOST_SIGNS = 300  # of a line that is written by hand


@dataclass(frozen=True)
class Line:
    """One line of what came of a moment; ``place`` counts them from 0.

    ``update`` tells of it in the story of a promise when it was decided there, and is None when it was not.
    """

    check_in: CheckIn
    place: int
    update: Update | None = None

    @property
    def text(self) -> str:
        """What came of it, as it was written down."""
        return self.check_in.outcomes[self.place]

    @property
    def on(self) -> dt.date:
        """The day of the moment; as long as that was not held, the day on which this was decided."""
        if self.update is None or self.check_in.status is CheckInStatus.HELD:
            return self.check_in.date
        return self.update.date

    @property
    def kind(self) -> DecisionKind | None:
        """Return DECISION for what was decided of a promise, None for what was written by hand."""
        return DecisionKind.DECISION if self.update else None

    @property
    def told(self) -> str:
        """What came of it, and of a moment that did not take place that it was decided all the same."""
        if self.check_in.status is not CheckInStatus.CANCELLED:
            return self.text
        day = words.date(self.on, with_year=True)
        return f"{self.text} (besloten op {day}; het moment zelf ging niet door)"


def every(tables: "Tables") -> list[Line]:
    """Return what came of all moments, also of those that were called off, in their order."""
    moments = tables.check_in.all()
    told, titles = _told(tables, moments), {one.id: one.title for one in tables.commitment.all()}
    return [line for one in moments for line in _lines(one, told.get(one.id, ()), titles)]


def of(tables: "Tables", check_in_id: int) -> list[Line]:
    """Return what came of one moment, in the order in which it was written down."""
    return [line for line in every(tables) if line.check_in.id == check_in_id]


def came_of(one: CheckIn, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Return all that came of a moment: its own lines, and what was decided in the evening that it was.

    ``decisions`` are those of every meeting; what was parked still has to come.
    """
    of_evening = (each for each in decisions if each.meeting_id == one.meeting_id)
    kept = (decision.sentence(each) for each in of_evening if each.kind is not DecisionKind.PARKED)
    return (*one.outcomes, *kept)


def rewrite(store: "Store", *, check_in_id: int, before: str, text: str) -> None:
    """Put a line that was written by hand in other words.

    Raises RuleBroken when it is empty or too long, Conflict when the line is not there (any more).
    """
    text = " ".join(text.split())
    if not text:
        raise RuleBroken("decision.empty")
    if len(text) > MOST_SIGNS:
        raise RuleBroken("check_in.too_long", limit=MOST_SIGNS)
    with store.write() as tables:
        put(tables, _by_hand(tables, check_in_id, before), text)


def take_away(store: "Store", *, check_in_id: int, text: str) -> None:
    """Take away a line that was written by hand; raises Conflict when it is not there (any more)."""
    with store.write() as tables:
        put(tables, _by_hand(tables, check_in_id, text), "")


def put(tables: "Tables", line: Line, text: str) -> None:
    """Write a text in the place of a line; an empty text takes it away."""
    lines = list(line.check_in.outcomes)
    lines[line.place : line.place + 1] = [text] if text else []
    tables.check_in.update(line.check_in.id, outcomes=tuple(lines))


def _by_hand(tables: "Tables", check_in_id: int, text: str) -> Line:
    for line in of(tables, check_in_id):
        if line.update is None and line.text == text:
            return line
    raise Conflict("check_in.line_changed")


def _told(tables: "Tables", moments: Sequence[CheckIn]) -> Mapping[int, list[Update]]:
    """Return by moment what stands of what was decided for it, or for what moved there, in its order."""
    after = {one.id: one.moved_to_id for one in moments}
    found: dict[int, list[Update]] = {}
    for said in tables.update.decided_apart():
        at = said.check_in_id
        while at is not None:
            found.setdefault(at, []).append(said)
            at = after.get(at)
    return found


def _lines(one: CheckIn, told: Sequence[Update], titles: Mapping[int, str]) -> Iterator[Line]:
    """Yield the lines of one moment, each with what tells of it in the story of its promise.

    The promise may have another title by now; of equal lines each has its own.
    """
    left, found = list(told), dict[int, Update]()
    for called in (titles, dict.fromkeys(titles, "")):
        for place, text in enumerate(one.outcomes):
            fits = (said for said in left if text.endswith(f"{called[said.commitment_id]} {_of(said)}"))
            if place not in found and (said := next(fits, None)):
                found[place] = said
                left.remove(said)
    return (Line(one, place, found.get(place)) for place in range(len(one.outcomes)))


def _of(said: Update) -> str:
    return said.text.removeprefix(DECIDED)

"""The pulse of the network: which lines are kept fresh by meeting and talking, and which ones fade."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from sok_core import words
from sok_core.model import AttendanceStatus, CheckInStatus, MeetingStatus, Party, Reader, Relation

if TYPE_CHECKING:
    from sok_core.store import Tables

FADES = 182  # days: two quarterly moments without each other
MOST = 3
Pair = tuple[int, int]


@dataclass(frozen=True)
class Pulse:
    """When pairs of parties last met or spoke of each other. ``since`` is from when that is known at all."""

    seen: Mapping[Pair, dt.date]
    since: dt.date | None


@dataclass(frozen=True)
class Fading:
    """A line of which nobody kept the pulse: ``seen`` is the last day, None when it was never seen here."""

    pair: Pair
    seen: dt.date | None
    days: int


def pair(one: int, other: int) -> Pair:
    """Return two parties in a fixed order.

    >>> pair(7, 3)
    (3, 7)
    """
    return min(one, other), max(one, other)


def read(tables: "Tables", reader: Reader, *, today: dt.date) -> Pulse:
    """Return the pulse of a dossier up to a day, from what this reader may read.

    Two parties that are at the same meeting or moment meet. In a talk a party speaks of those that it names.
    """
    together = [(day, there) for day, there in _gatherings(tables) if day <= today]
    spoken = [
        (one.date, {one.party_id, named})
        for one in tables.conversation.readable_by(reader)
        if one.date <= today
        for named in one.named_parties
        if named != one.party_id
    ]
    seen: dict[Pair, dt.date] = {}
    for day, there in sorted((*together, *spoken), key=lambda each: each[0]):
        seen |= dict.fromkeys((pair(one, other) for one, other in combinations(sorted(there), 2)), day)
    return Pulse(seen, min((day for day, _ in together), default=None))


def _gatherings(tables: "Tables") -> Iterable[tuple[dt.date, set[int]]]:
    """Yield who was together on which day: evenings that were held, and moments with who was there."""
    for one in tables.meeting.all():
        if one.status is MeetingStatus.CLOSED:
            yield one.date, set(tables.meeting.parties_present(one.id))
    here: dict[int, set[int]] = {}
    for told in tables.attendance.all():
        if told.status is AttendanceStatus.PRESENT:
            here.setdefault(told.check_in_id, set()).add(told.party_id)
    for moment in tables.check_in.all():
        if moment.status is CheckInStatus.HELD:
            yield moment.date, here.get(moment.id, set())


def fading(relations: Iterable[Relation], pulse: Pulse, *, today: dt.date) -> list[Fading]:
    """Return the lines that fade, those that were longest without first.

    A line that was never seen counts from the first gathering, or from the day that it was told when that is
    later; without any gathering nothing is known, and nothing fades.
    """
    if pulse.since is None:
        return []
    found: dict[Pair, Fading] = {}
    for one in relations:
        both = pair(one.source_id, one.target_id)
        seen = pulse.seen.get(both)
        days = (today - (seen or max(pulse.since, one.asserted_on or pulse.since))).days
        if days > FADES and (both not in found or days < found[both].days):
            found[both] = Fading(both, seen, days)
    return sorted(found.values(), key=lambda one: (-one.days, one.pair))


def told(one: Fading, names: Mapping[int, str]) -> str:
    """Return what fades in a sentence: "Gemeente en Netbeheerder spraken elkaar al acht maanden niet."""
    who = words.enumerated(names.get(each, "een partij") for each in one.pair)
    months = words.counted(one.days // 30, "maand", "maanden")
    if one.seen is None:
        return f"{who} zagen we hier nog niet samen, al {months} niet."
    return f"{who} zagen elkaar al {months} niet."


def sentences(found: Collection[Fading], parties: Iterable[Party]) -> list[str]:
    """Return what fades for an agenda: at most three lines in words, and how many more there are."""
    names = {one.id: one.short_name for one in parties}
    shown = [told(one, names) for one in list(found)[:MOST]]
    left = len(found) - len(shown)
    return [*shown, *([f"En nog {words.counted(left, 'lijn', 'lijnen')} die stilvallen."] if left else [])]

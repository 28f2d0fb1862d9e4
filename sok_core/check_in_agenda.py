"""The agenda of one check-in: first what went well and whom to thank, then only what wants attention."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import commitment_state, pulse, words
from sok_core.check_in import last_held, upcoming
from sok_core.commitment_state import State, Wanting
from sok_core.model import CheckIn, CommitmentStatus, Reader

if TYPE_CHECKING:
    from sok_core.store import Tables

MOST_POINTS = 7  # five minutes each
WHAT_IS_NEEDED = "Wat is er nodig?"
WHO_HELPS = "Wie helpt?"
WHICH_DAY = "Nieuwe datum?"


@dataclass(frozen=True)
class Point:
    """One commitment to speak of: the fact, what it needs, who helps, and a new day.

    ``need``, ``help`` and ``due`` are what is known of it, else the question to ask.
    """

    wanting: Wanting
    fact: str
    need: str = WHAT_IS_NEEDED
    help: str = WHO_HELPS
    due: str = WHICH_DAY


@dataclass(frozen=True)
class Block:
    """One part of the evening: ``lines`` are what is known, ``points`` what to speak of one by one."""

    minutes: int
    title: str
    form: str
    lines: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class _Scene:
    """What the agenda is made from. ``done`` is what came since the last moment and nobody doubts."""

    states: Sequence[State]
    names: Mapping[int, str]
    done: Sequence[State]
    wanting: Sequence[Wanting]
    lessons: Sequence[str]
    next_one: CheckIn | None
    fading: Sequence[str] = ()


def agenda(tables: "Tables", one: CheckIn, *, today: dt.date) -> tuple[Block, ...]:
    """Return the agenda of a moment as things stand today, in 90 minutes."""
    scene = _scene(tables, one, today)
    return (
        Block(10, "Wat is gelukt?", "kring", _succeeded(scene)),
        Block(5, "Wie bedank je?", "kring", _thanks(scene)),
        Block(15, "Waarden geven een cijfer, anoniem", "alleen"),
        Block(35, "Wat vraagt nu aandacht?", "plenair", _later(scene), _points(scene)),
        Block(15, "Wat stoppen we, wat houden we, wat wordt nieuw?", "tafels", tuple(scene.lessons)),
        Block(10, "Wanneer is het volgende moment, en wie vertelt het de anderen?", "plenair", _ahead(scene)),
    )


def _scene(tables: "Tables", one: CheckIn, today: dt.date) -> _Scene:
    check_ins, parties = tables.check_in.all(), tables.party.all()
    states = commitment_state.states(tables, today=today)
    before = last_held(check_ins, before=one.date)
    since = commitment_state.since([each for each in tables.update.steps() if each[1] <= today])
    done = [each for each in states if each.status is CommitmentStatus.DONE and not each.doubts]
    lessons = [each for each in tables.lesson.all() if before and each.check_in_id == before.id]
    return _Scene(
        states,
        names={each.id: each.short_name for each in parties},
        done=[each for each in done if before is None or since[each.commitment.id] > before.date],
        wanting=commitment_state.wanting(states, parties),
        lessons=[f"De vorige keer spraken we af: {each.text}" for each in lessons],
        next_one=upcoming([each for each in check_ins if each.date > one.date], today=today),
        fading=pulse.sentences(
            pulse.fading(tables.relation.all(), pulse.read(tables, Reader.TABLE, today=today), today=today),
            parties,
        ),
    )


def _succeeded(scene: _Scene) -> tuple[str, ...]:
    """Return what was done since the last moment, and all that nobody else has seen yet, however old."""
    unseen = commitment_state.to_confirm(scene.states)
    return tuple(
        f"{each.commitment.title} Wie heeft het gezien? Klopt dit?"
        if each in unseen
        else each.commitment.title
        for each in (*scene.done, *(each for each in unseen if each not in scene.done))
    )


def _thanks(scene: _Scene) -> tuple[str, ...]:
    """Return who led and who helped with what was done, each once."""
    ids = dict.fromkeys(
        party_id
        for each in scene.done
        for party_id in (each.commitment.owner_id, *each.commitment.helper_ids)
    )
    return tuple(scene.names[each] for each in ids if each in scene.names)


def _points(scene: _Scene) -> tuple[Point, ...]:
    return tuple(_point(each, scene.names) for each in scene.wanting[:MOST_POINTS])


def _later(scene: _Scene) -> tuple[str, ...]:
    """Return what there is no time for, so that nobody thinks that it goes well; and which lines fade."""
    waiting = (
        f"Niet aan de beurt: {each.state.commitment.title} {each.reasons[0]}"
        for each in scene.wanting[MOST_POINTS:]
    )
    return (*waiting, *scene.fading)


def _point(one: Wanting, names: Mapping[int, str]) -> Point:
    update, commitment = one.state.update, one.state.commitment
    helping = [update.asked_help_from] if update and update.asked_help_from else commitment.helper_ids
    who = words.enumerated(names[each] for each in helping if each in names)
    return Point(
        one,
        fact=" ".join(one.reasons),
        need=(update.next_step if update else "") or WHAT_IS_NEEDED,
        help=f"{who}?" if who else WHO_HELPS,
        due=f"{WHICH_DAY} Nu: {words.date(commitment.due, with_year=True)}." if commitment.due else WHICH_DAY,
    )


def _ahead(scene: _Scene) -> tuple[str, ...]:
    one = scene.next_one
    if one is None:
        return ("Er staat nog geen volgend moment in de agenda. Kies nu een dag.",)
    when = ", ".join(filter(None, (words.day(one.date, with_year=True), words.clock_time(one.starts_at))))
    return (f"{one.title}: {when}.",)

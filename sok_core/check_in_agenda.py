"""The agenda of one check-in: first what went well and whom to thank, then only what wants attention."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import clock, commitment_state, pulse, words
from sok_core.check_in import last_held, upcoming
from sok_core.commitment_state import State, Wanting
from sok_core.errors import Conflict
from sok_core.model import (
    AgendaCard,
    CheckIn,
    CheckInStatus,
    CommitmentStatus,
    MeetingStatus,
    Reader,
    ScreenView,
)
from sok_core.note import without_personal_data

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MOST_POINTS = 7  # five minutes each
MOST_LINES, MOST_SIGNS = 5, 420  # on one card of the wall
# signs; on the wall somebody reads them in one breath
LONGEST_TITLE, LONGEST_LINE, LONGEST_FACT = 120, 150, 190
FACT = "Feit"
WHO_SAW_IT = " Wie heeft het gezien? Klopt dit?"
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
    spoken_ids: Sequence[int] = ()


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
        spoken_ids=one.spoken_ids,
    )


def _succeeded(scene: _Scene) -> tuple[str, ...]:
    """Return what was done since the last moment, and all that nobody else has seen yet, however old."""
    unseen = {each.commitment.id: each for each in commitment_state.to_confirm(scene.states)}
    shown = {each.commitment.id: each for each in scene.done} | unseen
    return tuple(
        f"{each.commitment.title}{WHO_SAW_IT}" if each.commitment.id in unseen else each.commitment.title
        for each in shown.values()
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
    return tuple(_point(each, scene.names) for each in _spoken(scene))


def _spoken(scene: _Scene) -> list[Wanting]:
    """Return what to speak of: what was settled, also when it is solved now, and then what wants it most."""
    wanting = {each.state.commitment.id: each for each in scene.wanting}
    solved = {each.commitment.id: Wanting(each, (), ()) for each in scene.states}
    ids = dict.fromkeys((*scene.spoken_ids, *wanting))
    most = max(MOST_POINTS, len(scene.spoken_ids))
    return [(solved | wanting)[each] for each in ids if each in solved][:most]


def _later(scene: _Scene) -> tuple[str, ...]:
    """Return what there is no time for, so that nobody thinks that it goes well; and which lines fade."""
    spoken = {each.state.commitment.id for each in _spoken(scene)}
    waiting = (
        f"Niet aan de beurt: {each.state.commitment.title} {each.reasons[0]}"
        for each in scene.wanting
        if each.state.commitment.id not in spoken
    )
    return (*waiting, *scene.fading)


def _point(one: Wanting, names: Mapping[int, str]) -> Point:
    update, commitment = one.state.update, one.state.commitment
    who = words.enumerated(names[each] for each in one.state.turn_to if each in names)
    return Point(
        one,
        fact=" ".join(one.reasons) or commitment_state.last_words(one.state) or _stands(one.state),
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


def _stands(one: State) -> str:
    return f"{words.capital(commitment_state.told(one))}."


# ---------------------------------------------------------------- on the wall


def show(store: "Store", *, meeting_id: int, card: int = 1) -> None:
    """Put a card (counted from 1) of the agenda of the moment that a meeting is on the screen.

    What there is to speak of is settled the first time: what is solved on the spot keeps its place. Phones go
    back to the question. Raises Conflict when the meeting does not run, or is no moment.
    """
    with store.write() as tables:
        one = moment_of(tables, meeting_id)
        if tables.meeting.get(meeting_id).status is not MeetingStatus.RUNNING:
            raise Conflict("meeting.not_begun")
        if one is None:
            raise Conflict("check_in.no_agenda")
        spoken = [each.state.commitment.id for each in _spoken(_scene(tables, one, _today(tables)))]
        if not set(spoken) <= set(one.spoken_ids):
            tables.check_in.update(one.id, spoken_ids=tuple(spoken))
        tables.meeting.update(meeting_id, screen=ScreenView.AGENDA, proposal_id=None, sheet=max(1, card))


def keep_spoken(tables: "Tables", one: CheckIn, commitment_id: int) -> None:
    """Let a commitment stay on the agenda of a moment, whatever becomes of it."""
    if commitment_id not in one.spoken_ids:
        tables.check_in.update(one.id, spoken_ids=(*one.spoken_ids, commitment_id))


def moment_of(tables: "Tables", meeting_id: int) -> CheckIn | None:
    """Return the moment that a meeting is, None when it is none or that was called off."""
    found = (
        one
        for one in tables.check_in.all()
        if one.meeting_id == meeting_id and one.status is not CheckInStatus.CANCELLED
    )
    return next(found, None)


def cards(tables: "Tables", meeting_id: int) -> tuple[AgendaCard, ...]:
    """Return the agenda of the moment that a meeting is, as cards for the wall; none when it is no moment.

    What looks like a phone number, an address or a name of somebody stays away, as in the report.
    """
    one = moment_of(tables, meeting_id)
    if one is None:
        return ()
    found: list[AgendaCard] = []
    for block in agenda(tables, one, today=_today(tables)):
        found += [_card(block, point) for point in block.points]
        if block.lines or not block.points:
            found += _listed(block)
    return tuple(found)


def _card(block: Block, point: Point) -> AgendaCard:
    known = (
        (FACT, point.fact),
        (WHAT_IS_NEEDED, point.need),
        (WHO_HELPS, point.help),
        (WHICH_DAY, point.due),
    )
    rows = tuple((question, _short(said.removeprefix(question), LONGEST_FACT)) for question, said in known)
    title = words.shortened(point.wanting.state.commitment.title, LONGEST_TITLE)
    return AgendaCard(title, above=block.title, rows=rows)


def _listed(block: Block) -> list[AgendaCard]:
    """Return a part of the evening with its lines, on as many cards as can be read from the back."""
    pages: list[list[str]] = [[]]
    for line in map(_line, block.lines):
        is_full = len(pages[-1]) == MOST_LINES or sum(map(len, (*pages[-1], line))) > MOST_SIGNS
        if is_full and pages[-1]:
            pages.append([])
        pages[-1].append(line)
    return [AgendaCard(block.title, lines=tuple(page)) for page in pages]


def _line(text: str) -> str:
    """Return a line that is not too long, with all of the question behind it."""
    asked = WHO_SAW_IT if text.endswith(WHO_SAW_IT) else ""
    return f"{_short(text.removesuffix(asked), LONGEST_LINE - len(asked))}{asked}"


def _short(text: str, most: int) -> str:
    return words.shortened(without_personal_data(text.strip()), most)


def _today(tables: "Tables") -> dt.date:
    return clock.today(clock.now(), tables.dossier.current().reference_date)

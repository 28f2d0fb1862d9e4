"""One evening: planning it, running it, closing it."""

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from sok_core import check_in, clock, network, proposal, value_score_room
from sok_core.clock import local, utc
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import (
    AgendaBlock,
    Meeting,
    MeetingStatus,
    Phase,
    Prompt,
    PromptKind,
    ScreenView,
    Step,
)
from sok_core.note import time_is_up
from sok_core.words import OTHER_LANGUAGES

if TYPE_CHECKING:
    from sok_core.store import Store, Tables
    from sok_core.store.house import House

Guard = Callable[["Tables", Meeting], None]  # looks inside the transaction of an act, and raises to stop it

CODE_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no O 0 I 1 L: they look alike from the back row
CODE_LENGTH = 4
MAX_QUESTION = 200
NETWORK_QUESTION = "Met wie werk je nu al samen?"
MAX_TIMER_MINUTES = 180
THANKS = dt.timedelta(hours=8)  # how long the screen goes on saying thank you


def new_code() -> str:
    """Return a random code of four signs that cannot be mistaken for one another."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def plan(
    store: "Store",
    house: "House",
    *,
    step: Step,
    title: str,
    date: dt.date,
    starts_at: dt.time | None = None,
    ends_at: dt.time | None = None,
    place: str = "",
    questions: Sequence[str] = (),
    agenda: Sequence[tuple[int, str, str]] = (),
) -> Meeting:
    """Plan a meeting with its questions and agenda (minutes, title, form), and give it a code of its own.

    Raises RuleBroken when it has no title, or a question is longer than 200 characters.
    """
    if not title.strip():
        raise RuleBroken("meeting.title_empty")
    texts = [check_question(text) for text in questions if text.strip()]
    with store.write() as tables:
        meeting = tables.meeting.add(
            step=step,
            title=title.strip(),
            date=date,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place.strip(),
            status=MeetingStatus.PLANNED,
            code=f"?{secrets.token_hex(8)}",
            salt=secrets.token_hex(16),
            screen=ScreenView.WELCOME,
        )
        for text in texts:
            tables.prompt.add(meeting.id, text=text)
        tables.agenda.replace(meeting.id, agenda)
    return give_code(store, house, meeting)


def replan(
    store: "Store",
    *,
    meeting_id: int,
    title: str,
    date: dt.date,
    starts_at: dt.time | None,
    ends_at: dt.time | None,
    place: str,
    agenda: Sequence[tuple[int, str, str]],
    now: dt.datetime,
) -> None:
    """Change the plan of a meeting, and of the moment that it is; one that was called off is planned again.

    Raises RuleBroken without a title, and for a moment that would end before it begins.
    """
    if not title.strip():
        raise RuleBroken("meeting.title_empty")
    with store.write() as tables:
        tables.meeting.update(
            meeting_id,
            title=title.strip(),
            date=date,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place.strip(),
        )
        tables.agenda.replace(meeting_id, agenda)
        value_score_room.replanned(tables, tables.meeting.get(meeting_id))
        _follow_plan(tables, meeting_id, now)


def _follow_plan(tables: "Tables", meeting_id: int, now: dt.datetime) -> None:
    """Plan a meeting again that was called off, and let the moment that a planned one is go along with it."""
    if tables.meeting.get(meeting_id).status is MeetingStatus.CANCELLED:
        tables.meeting.update(meeting_id, status=MeetingStatus.PLANNED)
    planned = tables.meeting.get(meeting_id)
    if planned.status is MeetingStatus.PLANNED:
        check_in.follow(tables, planned, today=_today(tables, now))


def give_code(store: "Store", house: "House", meeting: Meeting) -> Meeting:
    """Make sure that a meeting's code leads to it on this machine; a code that is taken is replaced."""
    with store.read() as tables:
        dossier = tables.dossier.current().uuid
    code = meeting.code
    if code.startswith("?"):
        house.forget_meeting(dossier, meeting.id, now=clock.now())
    while code.startswith("?") or not house.claim_code(code, dossier=dossier, meeting_id=meeting.id):
        code = new_code()
    if code == meeting.code:
        return meeting
    with store.write() as tables:
        tables.meeting.update(meeting.id, code=code)
        return tables.meeting.get(meeting.id)


def make_known(store: "Store", house: "House") -> None:
    """Let this machine know a dossier that opens: under which name it is found, and by which codes."""
    with store.read() as tables:
        meetings, uuid = tables.meeting.all(), tables.dossier.current().uuid
    house.remember_name(store.slug, dossier=uuid)
    for meeting in meetings:
        give_code(store, house, meeting)


def check_question(text: str) -> str:
    """Return a question's text in shape; raises RuleBroken when it is empty or too long for the screen."""
    text = " ".join(text.split())
    if not text:
        raise RuleBroken("question.empty")
    if len(text) > MAX_QUESTION:
        raise RuleBroken("question.too_long", limit=MAX_QUESTION)
    return text


def begin(store: "Store", *, meeting_id: int, now: dt.datetime) -> None:
    """Open the doors of a meeting: phones may come in, the screen shows the QR. Also reopens a closed one.

    A vote that was closed with the meeting stays closed then: who voted was forgotten (``close``). With a
    meeting that was called off, the moment that it is takes place after all.
    """
    with store.write() as tables:
        if tables.meeting.get(meeting_id).status is MeetingStatus.CANCELLED:
            _follow_plan(tables, meeting_id, now)
        tables.meeting.update(
            meeting_id, status=MeetingStatus.RUNNING, opened_at=now, closed_at=None, screen=ScreenView.WELCOME
        )


def close(store: "Store", *, meeting_id: int, now: dt.datetime) -> None:
    """End a meeting: nobody writes any more, phones see thank you, and no note can be led back to a phone.

    The moment that it is was held then.
    """
    with store.write() as tables:
        for prompt in tables.prompt.of(meeting_id):
            if prompt.phase.can_write:
                tables.prompt.update(prompt.id, phase=Phase.DONE)
            elif prompt.phase is Phase.VOTE:
                tables.prompt.update(prompt.id, phase=Phase.RESULT)
        tables.note.forget_devices(meeting_id)
        tables.vote.forget_voters(meeting_id)
        tables.mention.forget_voters(meeting_id)
        tables.role_part.forget_phones(meeting_id)
        value_score_room.forget_phones(tables, meeting_id=meeting_id, now=now)
        proposal.leave_for_later(tables, meeting_id=meeting_id, now=now)
        tables.meeting.update(
            meeting_id,
            status=MeetingStatus.CLOSED,
            closed_at=now,
            timer_ends_at=None,
            screen=ScreenView.WELCOME,
            proposal_id=None,
        )
        check_in.end(tables, tables.meeting.get(meeting_id), today=_today(tables, now))
        network.settle(tables)  # what was told and not kept has no place in the picture any more


def anything_goes(_: "Tables", __: Meeting) -> None:
    """The guard of somebody who looks at what is on now."""


def show_question(
    store: "Store", *, prompt_id: int, phase: Phase | None = None, guard: Guard = anything_goes
) -> None:
    """Put one question on the screen; an earlier one that was open for writing becomes read-only.

    ``phase`` None keeps the phase that the question had. Raises Conflict as ``set_phase`` does.
    """
    with store.write() as tables:
        prompt = tables.prompt.get(prompt_id)
        meeting = tables.meeting.get(prompt.meeting_id)
        guard(tables, meeting)
        _put_on_screen(tables, meeting, prompt_id, phase)


def _put_on_screen(tables: "Tables", meeting: Meeting, prompt_id: int, phase: Phase | None) -> None:
    must_run(meeting)
    if meeting.prompt_id not in (None, prompt_id):
        before = tables.prompt.get(meeting.prompt_id or 0)
        if before.phase.can_write:  # what people scored is shown when the facilitator says so, not before
            read_only = Phase.CLOSED if value_score_room.is_asked(before) else Phase.DONE
            tables.prompt.update(before.id, phase=read_only)
    if phase is not None:
        _put_in_phase(tables, prompt_id, phase)
    tables.meeting.update(
        meeting.id,
        prompt_id=prompt_id,
        proposal_id=None,
        screen=ScreenView.QUESTION,
        sheet=1,
        timer_ends_at=None,
    )


def set_phase(
    store: "Store", *, meeting_id: int, phase: Phase, now: dt.datetime, guard: Guard = anything_goes
) -> None:
    """Set the phase of the question on the screen; raises Conflict when there is none.

    Also when a vote would go on after the end of the meeting: with nobody known any more, each phone could
    place its dots a second time.

    A timer that had closed the phones goes when they may write or vote again.
    """
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        guard(tables, meeting)
        must_run(meeting)
        if meeting.prompt_id is None:
            raise Conflict("question.none")
        _put_in_phase(tables, meeting.prompt_id, phase)
        is_over = phase.takes_phones and time_is_up(meeting, now=now)
        ends_at = None if is_over else meeting.timer_ends_at
        tables.meeting.update(
            meeting_id, proposal_id=None, screen=ScreenView.QUESTION, sheet=1, timer_ends_at=ends_at
        )


def phases_of(prompt: Prompt | None) -> list[Phase]:
    """Return the phases that a question can have: only notes are gathered and voted on.

    While people score values nobody sees a result, so that is never open and shared at once.
    """
    if value_score_room.is_asked(prompt):
        return [Phase.CLOSED, Phase.OPEN, Phase.DONE]
    has_notes = prompt is None or prompt.kind.has_notes
    return [phase for phase in Phase if has_notes or not phase.has_themes]


def _put_in_phase(tables: "Tables", prompt_id: int, phase: Phase) -> None:
    prompt = tables.prompt.get(prompt_id)
    if phase not in phases_of(prompt):
        raise Conflict("question.no_phase")
    if value_score_room.is_asked(prompt):
        value_score_room.follow(tables, prompt_id, phase, now=clock.now())
    if phase is Phase.VOTE and tables.vote.is_forgotten(prompt_id):
        raise Conflict("vote.forgotten")
    tables.prompt.update(prompt_id, phase=phase)


def next_question(prompts: Sequence[Prompt], current: int | None) -> Prompt | None:
    """Return the question after the one on the screen (the first when there is none), or None at the end."""
    ids = [prompt.id for prompt in prompts]
    place = ids.index(current) + 1 if current in ids else 0
    return prompts[place] if place < len(prompts) else None


def go_on(
    store: "Store", *, meeting_id: int, after: int | None, guard: Guard = anything_goes
) -> Prompt | None:
    """Put the question after ``after`` on the screen, open for writing, and return it.

    When another question stands there by now, somebody else went on already: nothing happens, as at the end.
    """
    with store.write() as tables:
        meeting, prompts = tables.meeting.get(meeting_id), tables.prompt.of(meeting_id)
        guard(tables, meeting)
        following = next_question(prompts, after)
        if meeting.prompt_id != after or following is None:
            return None
        _put_on_screen(tables, meeting, following.id, Phase.OPEN)
        return following


def add_question(
    store: "Store", *, meeting_id: int, text: str, kind: PromptKind = PromptKind.NOTES
) -> Prompt:
    """Add a question at the end; raises RuleBroken when it is empty or too long."""
    with store.write() as tables:
        added = tables.prompt.add(meeting_id, text=check_question(text), kind=kind)
        value_score_room.begin(tables, added)
        return added


def reword_question(store: "Store", *, prompt_id: int, text: str) -> None:
    """Change the words of a question; raises RuleBroken when it is empty or too long."""
    with store.write() as tables:
        tables.prompt.update(prompt_id, text=check_question(text))


def translate_question(store: "Store", *, prompt_id: int, language: str, text: str) -> None:
    """Put a question in another language beside the Dutch one; an empty text takes that language away.

    Raises RuleBroken for a language that phones do not have, or a text that is too long.
    """
    if language not in OTHER_LANGUAGES:
        raise RuleBroken("language.unknown")
    typed = check_question(text) if text.strip() else ""
    with store.write() as tables:
        kept = dict(tables.prompt.get(prompt_id).translations) | {language: typed}
        pairs = tuple((each, kept[each]) for each in OTHER_LANGUAGES if kept.get(each))
        tables.prompt.update(prompt_id, translations=pairs)


def remove_question(store: "Store", *, prompt_id: int) -> None:
    """Remove a question that has no notes, lines or dots and is not on the screen; raises Conflict."""
    with store.write() as tables:
        prompt = tables.prompt.get(prompt_id)
        if tables.note.of_prompt(prompt_id) or tables.mention.of(prompt_id):
            raise Conflict("question.has_notes")
        if tables.vote.count(prompt_id):
            raise Conflict("question.has_dots")
        if tables.meeting.get(prompt.meeting_id).prompt_id == prompt_id:
            raise Conflict("question.on_screen")
        if value_score_room.is_asked(prompt):
            value_score_room.remove(tables, prompt_id)
        tables.prompt.remove(prompt_id)


def set_timer(
    store: "Store",
    *,
    meeting_id: int,
    minutes: float | None,
    now: dt.datetime,
    locks: bool | None = None,
    guard: Guard = anything_goes,
) -> None:
    """Start the timer that everyone sees, or stop it (None). ``locks``: when it ends, writing ends too."""
    if minutes is not None and not 0 < minutes <= MAX_TIMER_MINUTES:
        raise RuleBroken("timer.minutes", limit=MAX_TIMER_MINUTES)
    ends_at = None if minutes is None else now + dt.timedelta(minutes=minutes)
    with store.write() as tables:
        guard(tables, tables.meeting.get(meeting_id))
        tables.meeting.update(meeting_id, timer_ends_at=ends_at)
        if locks is not None:
            tables.meeting.update(meeting_id, timer_locks=locks)


def set_lock(store: "Store", *, meeting_id: int, locks: bool) -> None:
    """Choose whether writing ends when the time is up."""
    with store.write() as tables:
        tables.meeting.update(meeting_id, timer_locks=locks)


def extend_timer(
    store: "Store", *, meeting_id: int, minutes: float, now: dt.datetime, guard: Guard = anything_goes
) -> None:
    """Give a running timer more minutes; an ended or absent one starts anew with them."""
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        guard(tables, meeting)
        start = max(meeting.timer_ends_at or now, now)
        tables.meeting.update(meeting_id, timer_ends_at=start + dt.timedelta(minutes=minutes))


def show(store: "Store", *, meeting_id: int, screen: ScreenView, guard: Guard = anything_goes) -> None:
    """Put something else on the screen: pause, Wi-Fi, welcome, or the question again.

    Phones keep a proposal during a pause or the Wi-Fi, and go back to the question otherwise. Raises
    Conflict for a proposal when none was put there (``proposal.show`` does that), and for an agenda when the
    meeting is no moment (``check_in_agenda.show`` settles what to speak of first).
    """
    is_back = screen in (ScreenView.QUESTION, ScreenView.WELCOME, ScreenView.AGENDA)
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        guard(tables, meeting)
        if screen is ScreenView.PROPOSAL and meeting.proposal_id is None:
            raise Conflict("proposal.closed")
        if screen is ScreenView.AGENDA and not any(c.meeting_id == meeting_id for c in tables.check_in.all()):
            raise Conflict("check_in.no_agenda")
        tables.meeting.update(meeting_id, screen=screen, **({"proposal_id": None} if is_back else {}))


def turn_sheet(store: "Store", *, meeting_id: int, to: int, guard: Guard = anything_goes) -> None:
    """Turn the wall to a sheet, counted from 1."""
    with store.write() as tables:
        guard(tables, tables.meeting.get(meeting_id))
        tables.meeting.update(meeting_id, sheet=max(1, to))


def set_dense(store: "Store", *, meeting_id: int, is_dense: bool) -> None:
    """Show many small notes at once, or fewer large ones."""
    with store.write() as tables:
        tables.meeting.update(meeting_id, is_dense=is_dense, sheet=1)


def count_people(
    store: "Store", *, meeting_id: int, residents: int | None, organisations: int | None
) -> None:
    """Write down how many are here, without names."""
    if any(count is not None and not 0 <= count <= 9999 for count in (residents, organisations)):
        raise RuleBroken("attendance.count")
    with store.write() as tables:
        tables.meeting.update(meeting_id, residents=residents, organisations=organisations)


def tick_parties(store: "Store", *, meeting_id: int, party_ids: Iterable[int]) -> None:
    """Write down which parties are here."""
    with store.write() as tables:
        tables.meeting.set_parties_present(meeting_id, party_ids)


def start_block(store: "Store", *, block_id: int, now: dt.datetime) -> None:
    """Say that a block of the agenda begins now; later blocks are then still to come."""
    with store.write() as tables:
        block = tables.agenda.get(block_id)
        for later in tables.agenda.of(block.meeting_id):
            if later.position > block.position and later.started_at:
                tables.agenda.start(later.id, now=None)
        tables.agenda.start(block_id, now=now)


def current_block(blocks: Sequence[AgendaBlock]) -> AgendaBlock | None:
    """Return the block that began last."""
    return next((block for block in reversed(blocks) if block.started_at), None)


def planned_starts(meeting: Meeting, blocks: Sequence[AgendaBlock]) -> list[dt.datetime | None]:
    """Return when each block should begin (UTC), counted on from the start of the meeting."""
    if meeting.starts_at is None:
        return [None] * len(blocks)
    moment = utc(meeting.date, meeting.starts_at)
    starts: list[dt.datetime | None] = []
    for block in blocks:
        starts.append(moment)
        moment += dt.timedelta(minutes=block.minutes)
    return starts


def minutes_late(meeting: Meeting, blocks: Sequence[AgendaBlock], *, now: dt.datetime) -> int:
    """Return by how many whole minutes the evening runs over, 0 when it is on time or has no times.

    The current block counts twice: it began late, or it goes on past the moment of the next.
    """
    block = current_block(blocks)
    if block is None or block.started_at is None:
        return 0
    start = planned_starts(meeting, blocks)[blocks.index(block)]
    if start is None:
        return 0
    end = start + dt.timedelta(minutes=block.minutes)
    return max(0, *(int(late.total_seconds() // 60) for late in (block.started_at - start, now - end)))


def on_screen(meetings: Sequence[Meeting], *, now: dt.datetime) -> Meeting | None:
    """Return the meeting for the screen: the one that goes on, else what just closed, else the next plan.

    A plan counts from its own day on, so that the thanks of an evening stay until the hall is empty.
    """
    running = [meeting for meeting in meetings if meeting.status is MeetingStatus.RUNNING]
    if running:
        return max(running, key=lambda meeting: meeting.opened_at or now)
    just_closed = [m for m in meetings if m.closed_at and dt.timedelta() <= now - m.closed_at < THANKS]
    today = local(now).date()
    planned = [m for m in meetings if m.status is MeetingStatus.PLANNED and m.date >= today]
    coming = min(planned, key=lambda meeting: meeting.date) if planned else None
    if just_closed and (coming is None or coming.date > today):
        return max(just_closed, key=lambda meeting: meeting.closed_at or now)
    return coming


def _today(tables: "Tables", now: dt.datetime) -> dt.date:
    return clock.today(now, tables.dossier.current().reference_date)


def must_run(meeting: Meeting) -> None:
    """Raise Conflict when a meeting does not run."""
    if meeting.status is MeetingStatus.CLOSED:
        raise Conflict("meeting.closed")
    if meeting.status is not MeetingStatus.RUNNING:
        raise Conflict("meeting.not_begun")

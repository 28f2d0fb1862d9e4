"""A proposal in the hall: "Kun je hiermee leven?", an objection, a better wording, a decision. No names.

Consent as sociocracy and deep democracy use it: a proposal stands when nobody has a reasoned objection that
outweighs it, and who objects helps to improve it. As long as a round goes on the hall only hears how many
answered; what an objection says is read by the hall when the facilitator shows it, and not before.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import note, words
from sok_core.errors import Conflict, Forbidden, Gone, NotFound, RuleBroken
from sok_core.model import (
    Answer,
    AnswerKind,
    Channel,
    DecisionKind,
    DecisionStatus,
    Meeting,
    MeetingStatus,
    Poll,
    Proposal,
    ProposalStatus,
    Round,
    ScreenView,
    Wording,
)

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_LENGTH = note.MAX_LENGTH
LEAST_TO_SPLIT = 5  # with fewer answers only the whole is told: else everybody knows who objects
MOST_ON_PAPER = 999
MOST_TABLE = 99
PAPER = "papier {table} {what}"  # voters that are no phone; the hash of a phone has no space
FORGOTTEN = "weg "


@dataclass(frozen=True)
class Answered:
    """What a phone has answered now; ``is_new`` says that it had not answered this wording before."""

    kind: AnswerKind
    text: str
    is_new: bool


# ---------------------------------------------------------------- writing and showing


def write(store: "Store", *, meeting_id: int, text: str, now: dt.datetime) -> Proposal:
    """Write a proposal that nobody sees yet, also before the meeting; raises Gone after it.

    Raises RuleBroken when the text is empty or over 280 signs.
    """
    wording = _clean(text, "proposal")
    with store.write() as tables:
        _must_not_be_over(tables.meeting.get(meeting_id))
        proposal = tables.proposal.add(meeting_id)
        tables.wording.add(
            meeting_id=meeting_id, proposal_id=proposal.id, version=1, text=wording, created_at=now
        )
    return proposal


def show(store: "Store", *, proposal_id: int, now: dt.datetime) -> None:
    """Put a proposal on the screen and on the phones; its first time there opens the round.

    Raises Conflict when the meeting does not run, or the proposal was taken off the table.
    """
    with store.write() as tables:
        proposal = tables.proposal.get(proposal_id)
        _must_run(tables.meeting.get(proposal.meeting_id))
        if proposal.status is ProposalStatus.WITHDRAWN:
            raise Conflict("proposal.settled")
        wording = tables.wording.newest(proposal_id)
        if wording.opened_at is None:
            tables.wording.update(wording.id, opened_at=now)
        tables.meeting.update(
            proposal.meeting_id, proposal_id=proposal_id, screen=ScreenView.PROPOSAL, sheet=1
        )


def reword(store: "Store", *, proposal_id: int, text: str, now: dt.datetime) -> Wording:
    """Give a proposal a better text: the next wording, with a round of its own that begins empty.

    A text that nobody saw yet is only changed. Raises RuleBroken (text), Conflict (it was settled), Gone.
    """
    better = _clean(text, "proposal")
    with store.write() as tables:
        before = _on_table(tables, proposal_id)
        _must_not_be_over(tables.meeting.get(before.meeting_id))
        if before.opened_at is None:
            tables.wording.update(before.id, text=better, created_at=now)
            return tables.wording.get(before.id)
        if before.text == better:
            raise RuleBroken("proposal.same")
        if before.closed_at is None:
            tables.wording.update(before.id, closed_at=now)
        wording = tables.wording.add(
            meeting_id=before.meeting_id,
            proposal_id=proposal_id,
            version=before.version + 1,
            text=better,
            created_at=now,
            opened_at=now,
        )
        _tell(tables, before)
        return wording


def translate(store: "Store", *, proposal_id: int, language: str, text: str) -> None:
    """Put the newest text in another language beside the Dutch one; an empty text takes that language away.

    A better text begins without any: what was translated is another text. Raises RuleBroken for a language
    that phones do not have, or a text that is too long; Conflict when the proposal was settled.
    """
    if language not in words.OTHER_LANGUAGES:
        raise RuleBroken("language.unknown")
    typed = _clean(text, "proposal") if text.strip() else ""
    with store.write() as tables:
        wording = _on_table(tables, proposal_id)
        kept = dict(wording.translations) | {language: typed}
        pairs = tuple((each, kept[each]) for each in words.OTHER_LANGUAGES if kept.get(each))
        tables.wording.update(wording.id, translations=pairs)
        _tell(tables, wording)


def close_round(store: "Store", *, proposal_id: int, now: dt.datetime) -> None:
    """End a round: nobody answers any more, and everybody hears how it came out."""
    with store.write() as tables:
        wording = _on_table(tables, proposal_id)
        if not wording.is_open:
            raise Conflict("proposal.closed")
        tables.wording.update(wording.id, closed_at=now)
        tables.meeting.update(wording.meeting_id, sheet=1)
        _tell(tables, wording)


def reopen_round(store: "Store", *, proposal_id: int) -> None:
    """Let a round that was closed too early go on, with the answers that it had.

    Raises Conflict after the end of the meeting: nobody knows any more which phone had answered.
    """
    with store.write() as tables:
        wording = _on_table(tables, proposal_id)
        if wording.closed_at is None:
            raise Conflict("proposal.open")
        if any(one.voter.startswith(FORGOTTEN) for one in tables.answer.of(wording.id)):
            raise Conflict("proposal.forgotten")
        tables.wording.update(wording.id, closed_at=None)
        _tell(tables, wording)


# ---------------------------------------------------------------- deciding


def decide(store: "Store", *, proposal_id: int, now: dt.datetime) -> None:
    """Write the newest wording down as a decision; raises Conflict before its round is closed.

    Objections that are left do not forbid it; the summary says how many there were.
    """
    with store.write() as tables:
        wording = _on_table(tables, proposal_id)
        if wording.closed_at is None:
            raise Conflict("proposal.open")
        _drop_decision(tables, tables.proposal.get(proposal_id))
        decision = tables.decision.add(
            meeting_id=wording.meeting_id,
            kind=DecisionKind.DECISION,
            text=wording.text,
            status=DecisionStatus.IN_FORCE,
            created_at=now,
        )
        tables.proposal.update(proposal_id, status=ProposalStatus.DECIDED, decision_id=decision.id)
        _tell(tables, wording)


def withdraw(store: "Store", *, proposal_id: int, now: dt.datetime) -> None:
    """Take a proposal off the table; what was answered stays, and the screen goes back to the question."""
    with store.write() as tables:
        wording = _on_table(tables, proposal_id)
        if wording.is_open:
            tables.wording.update(wording.id, closed_at=now)
        _drop_decision(tables, tables.proposal.get(proposal_id))
        tables.proposal.update(proposal_id, status=ProposalStatus.WITHDRAWN)
        _leave_screen(tables, wording)


def put_back(store: "Store", *, proposal_id: int) -> None:
    """Lay a proposal that was decided or withdrawn on the table again; its decision goes."""
    with store.write() as tables:
        proposal = tables.proposal.get(proposal_id)
        if proposal.status is ProposalStatus.ON_TABLE:
            raise Conflict("proposal.not_settled")
        _drop_decision(tables, proposal)
        tables.proposal.update(proposal_id, status=ProposalStatus.ON_TABLE)
        _tell(tables, tables.wording.newest(proposal_id))


def let_go(tables: "Tables", decision_id: int) -> None:
    """Let no proposal point to a decision that goes away: it lies on the table again."""
    for proposal in tables.proposal.of_decision(decision_id):
        values: dict[str, object] = {"decision_id": None}
        if proposal.status is ProposalStatus.DECIDED:
            values["status"] = ProposalStatus.ON_TABLE
        tables.proposal.update(proposal.id, **values)
        _tell(tables, tables.wording.newest(proposal.id))


def leave_for_later(tables: "Tables", *, meeting_id: int, now: dt.datetime) -> None:
    """Close what goes on at the end of a meeting; what still lies on the table waits for the next one.

    A meeting can end twice: the point that waits already says then how the proposal reads now.
    """
    for proposal in tables.proposal.of(meeting_id):
        wording = tables.wording.newest(proposal.id)
        if wording.is_open:
            tables.wording.update(wording.id, closed_at=now)
        text = f"Nog op tafel: ‘{wording.text}’"
        if proposal.status is ProposalStatus.ON_TABLE and proposal.decision_id is not None:
            tables.decision.update(proposal.decision_id, text=text)
        elif proposal.status is ProposalStatus.ON_TABLE:
            point = tables.decision.add(
                meeting_id=meeting_id,
                kind=DecisionKind.PARKED,
                text=text,
                status=DecisionStatus.OPEN,
                created_at=now,
            )
            tables.proposal.update(proposal.id, decision_id=point.id)
    tables.answer.forget_voters(meeting_id)


# ---------------------------------------------------------------- answering


def answer(
    store: "Store",
    *,
    meeting_id: int,
    proposal_id: int | None,
    wording: int | None,
    kind: object,
    device: str,
    text: object = None,
) -> Answered:
    """Let this be the one answer of a phone to a wording; it may answer anew until the round is closed.

    ``wording`` is the version that the phone showed. ``text`` None keeps what it said before. Raises Gone
    (the meeting is closed), NotFound, Conflict (another wording, or no round), RuleBroken (kind, text).
    """
    if kind not in tuple(AnswerKind):
        raise RuleBroken("answer.kind")
    chosen = AnswerKind(str(kind))
    said = _clean(text, "answer") if _is_typed(text) else ""
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        now_asked = _asked(tables, meeting, proposal_id, wording, on_phones=True)
        voter = note.device_hash(device, salt=meeting.salt)
        before = tables.answer.of_voter(now_asked.id, voter)
        if chosen is AnswerKind.YES:
            said = ""
        elif text is None and before is not None:
            said = before.text
        if before is None or (before.kind, before.text) != (chosen, said):
            tables.answer.put(
                meeting_id=meeting_id,
                wording_id=now_asked.id,
                voter=voter,
                kind=chosen,
                people=1,
                text=said,
                channel=Channel.PHONE,
                shown_at=None,
            )
    return Answered(chosen, said, before is None)


def count_paper(
    store: "Store",
    *,
    meeting_id: int,
    proposal_id: int | None,
    wording: int | None,
    counts: dict[AnswerKind, int],
    table: int,
    channel: Channel = Channel.FACILITATOR,
) -> None:
    """Set how many hands or papers said yes, or objected, at one table (0: the whole room).

    They come on top of the phones. Raises as ``answer`` does, and RuleBroken for a number or a table.
    """
    if any(not 0 <= people <= MOST_ON_PAPER for people in counts.values()):
        raise RuleBroken("answer.paper", limit=MOST_ON_PAPER)
    _check_table(table)
    with store.write() as tables:
        asked = _asked(tables, tables.meeting.get(meeting_id), proposal_id, wording)
        for kind, people in counts.items():
            tables.answer.put(
                meeting_id=meeting_id,
                wording_id=asked.id,
                voter=PAPER.format(table=table, what=kind),
                kind=kind,
                people=people,
                text="",
                table=table,
                channel=channel,
            )


def object_on_paper(
    store: "Store",
    *,
    meeting_id: int,
    proposal_id: int | None,
    wording: int | None,
    text: object,
    key: str,
    table: int,
    channel: Channel = Channel.FACILITATOR,
) -> None:
    """Type an objection that somebody wrote or said at a table, once per key; raises as ``answer`` does."""
    said = _clean(text, "answer")
    _check_table(table)
    with store.write() as tables:
        asked = _asked(tables, tables.meeting.get(meeting_id), proposal_id, wording)
        stored = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        voter = PAPER.format(table=table, what=stored)
        if tables.answer.of_voter(asked.id, voter) is None:
            tables.answer.put(
                meeting_id=meeting_id,
                wording_id=asked.id,
                voter=voter,
                kind=AnswerKind.OBJECTION,
                people=0,
                text=said,
                table=table,
                channel=channel,
            )


def take_back(store: "Store", *, meeting_id: int, answer_id: int, table: int | None = None) -> None:
    """Take away an objection that was typed from paper; ``table`` is the only one that a helper may touch.

    Raises NotFound, Forbidden (a phone's, or another table's), Conflict (the round is closed).
    """
    with store.write() as tables:
        found = tables.answer.get(answer_id)
        if found.meeting_id != meeting_id:
            raise NotFound("answer.unknown")
        if found.people or (table is not None and found.table != table):
            raise Forbidden("answer.not_yours")
        if not tables.wording.get(found.wording_id).is_open:
            raise Conflict("proposal.closed")
        tables.answer.remove(answer_id)


def show_objection(store: "Store", *, answer_id: int, is_shown: bool, now: dt.datetime) -> None:
    """Let the hall read an objection once the round is closed, or hide it again."""
    with store.write() as tables:
        if not tables.answer.get(answer_id).text:
            raise NotFound("answer.unknown")
        tables.answer.update(answer_id, shown_at=now if is_shown else None)


# ---------------------------------------------------------------- looking


def poll(answers: Iterable[Answer]) -> Poll:
    """Count a round: each phone once, and per table what was counted on paper.

    Who types an objection from paper need not count it too: of one table the higher of both numbers holds.

    >>> yes = [Answer(n, 1, 1, f"phone{n}", AnswerKind.YES) for n in range(3)]
    >>> poll([*yes, Answer(9, 1, 1, "papier 2 ja", AnswerKind.YES, people=4, table=2,
    ...                    channel=Channel.HELPER)])
    Poll(yes=7, objections=0, yes_on_paper=4, objections_on_paper=0)
    """
    phones = {AnswerKind.YES: 0, AnswerKind.OBJECTION: 0}
    yes, counted, typed = 0, dict[int, int](), dict[int, int]()
    for one in answers:
        if one.channel is Channel.PHONE:
            phones[one.kind] += 1
        elif one.kind is AnswerKind.YES:
            yes += one.people
        elif one.text:
            typed[one.table or 0] = typed.get(one.table or 0, 0) + 1
        else:
            counted[one.table or 0] = one.people
    objections = sum(max(counted.get(t, 0), typed.get(t, 0)) for t in counted.keys() | typed.keys())
    return Poll(phones[AnswerKind.YES] + yes, phones[AnswerKind.OBJECTION] + objections, yes, objections)


def finding(poll: Poll) -> str:
    """Return how a round came out, as one sentence; under five answers only how many there were.

    >>> finding(Poll(27, 2))
    '27 mensen kunnen hiermee leven, 2 hebben een bezwaar.'
    """
    if not poll.people:
        return "Niemand gaf antwoord."
    if not can_split(poll):
        return f"{words.count(poll.people, 'antwoord', 'antwoorden')}. Dat is te weinig om apart te tellen."
    can = "kan" if poll.yes == 1 else "kunnen"
    live = f"{words.count(poll.yes, 'mens', 'mensen')} {can} hiermee leven"
    have = "heeft" if poll.objections == 1 else "hebben"
    if not poll.objections:
        return f"{live}. Niemand heeft een bezwaar."
    if not poll.yes:
        return f"{words.count(poll.objections, 'mens', 'mensen')} {have} een bezwaar."
    return f"{live}, {words.number(poll.objections)} {have} een bezwaar."


def can_split(poll: Poll) -> bool:
    """Whether there are enough answers to tell yes and objections apart."""
    return poll.people >= LEAST_TO_SPLIT


def objections(answers: Iterable[Answer]) -> list[Answer]:
    """Return the objections that say something, in the order in which they came."""
    return [one for one in answers if one.kind is AnswerKind.OBJECTION and one.text]


def shown(answers: Iterable[Answer]) -> list[Answer]:
    """Return the objections that the hall may read once the round is closed."""
    return [one for one in objections(answers) if one.shown_at is not None]


def of_phone(answers: Iterable[Answer], *, owner: str) -> Answer | None:
    """Return what one phone answered, None when it did not."""
    return next((one for one in answers if owner and one.voter == owner), None)


def on_paper(answers: Iterable[Answer], *, table: int) -> dict[AnswerKind, int]:
    """Return what was counted from the paper of one table (0: the whole room)."""
    found = {PAPER.format(table=table, what=kind): kind for kind in AnswerKind}
    return dict.fromkeys(AnswerKind, 0) | {
        found[one.voter]: one.people for one in answers if one.voter in found
    }


def rounds(tables: "Tables", proposal_id: int) -> list[Round]:
    """Return every round of a proposal, oldest wording first."""
    proposal = tables.proposal.get(proposal_id)
    return [Round(proposal, one, tables.answer.of(one.id)) for one in tables.wording.of(proposal_id)]


# ---------------------------------------------------------------- inside


def _clean(text: object, noun: str) -> str:
    """Return a text as a note keeps it; the errors name what it belongs to."""
    try:
        return note.clean(text)
    except RuleBroken as error:
        raise RuleBroken(error.code.replace("note", noun), **error.values) from error


def _is_typed(text: object) -> bool:
    """Whether there is something to clean; an empty box is no objection text, and no error."""
    return text is not None and not (isinstance(text, str) and not text.strip())


def _check_table(table: int) -> None:
    if not 0 <= table <= MOST_TABLE:
        raise RuleBroken("note.table")


def _must_not_be_over(meeting: Meeting) -> None:
    if meeting.status is MeetingStatus.CLOSED:
        raise Gone("meeting.closed")


def _must_run(meeting: Meeting) -> None:
    _must_not_be_over(meeting)
    if meeting.status is not MeetingStatus.RUNNING:
        raise Conflict("meeting.not_begun")


def _on_table(tables: "Tables", proposal_id: int) -> Wording:
    """Return the newest wording of a proposal that lies on the table; raises Conflict when it does not."""
    if tables.proposal.get(proposal_id).status is not ProposalStatus.ON_TABLE:
        raise Conflict("proposal.settled")
    return tables.wording.newest(proposal_id)


def _asked(
    tables: "Tables",
    meeting: Meeting,
    proposal_id: int | None,
    version: int | None,
    *,
    on_phones: bool = False,
) -> Wording:
    """Return the wording that can be answered now; ``version`` is the one that was read.

    ``on_phones``: only as long as the hall sees it; paper may come a little later.
    """
    _must_run(meeting)
    if proposal_id is None or version is None:
        raise NotFound("proposal.unknown")
    if tables.proposal.get(proposal_id).meeting_id != meeting.id:
        raise NotFound("proposal.unknown")
    wording = tables.wording.newest(proposal_id)
    if version > wording.version:
        raise NotFound("proposal.unknown")
    if version < wording.version:
        raise Conflict("proposal.passed")
    if not wording.is_open or (on_phones and meeting.proposal_id != proposal_id):
        raise Conflict("proposal.closed")
    return wording


def _drop_decision(tables: "Tables", proposal: Proposal) -> None:
    """Take away what a proposal had led to: a decision, or a point that waited."""
    if proposal.decision_id is not None:
        tables.proposal.update(proposal.id, decision_id=None)
        tables.decision.remove(proposal.decision_id)


def _leave_screen(tables: "Tables", wording: Wording) -> None:
    meeting = tables.meeting.get(wording.meeting_id)
    if meeting.proposal_id != wording.proposal_id:
        return
    screen = meeting.screen
    if screen is ScreenView.PROPOSAL:
        screen = ScreenView.QUESTION if meeting.prompt_id else ScreenView.WELCOME
    tables.meeting.update(meeting.id, proposal_id=None, screen=screen)


def _tell(tables: "Tables", wording: Wording) -> None:
    """Let everybody who sees this proposal read it anew."""
    if tables.meeting.get(wording.meeting_id).proposal_id == wording.proposal_id:
        tables.meeting.tell_anew(wording.meeting_id)

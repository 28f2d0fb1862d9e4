"""Dots: what the group finds most important. Each person or table has a few, and places them where he wants.

Counts are told to nobody until the vote is closed, so that the first dots do not draw the rest
(dot voting as in participatory workshops: a small budget, several on one place allowed).

No dot vanishes by what happens on the wall. What has dots stays a choice, also when its last note is moved
or hidden, so that everybody can take his dots back. Merging themes carries the dots along (``theme.merge``),
a theme with dots cannot be taken apart, and dots on a note that was deleted for good are told as ``gone``.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sok_core.errors import Conflict, Gone, NotFound, RuleBroken
from sok_core.model import (
    Ballot,
    Channel,
    Meeting,
    MeetingStatus,
    Note,
    Phase,
    Prompt,
    Tally,
    TargetKind,
    Theme,
    Vote,
)
from sok_core.note import device_hash, time_is_up
from sok_core.words import enumerated

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MOST_DOTS = 20
MOST_ON_PAPER = 999
MOST_TABLE = 99
MOST_DIGITS = 15
MOST_NAMED = 3  # how many that ended equal on top are called by name in a sentence
TABLE, PAPER = "tafel {}", "papier {}"  # voters that are no phone; the hash of a phone has no space


@dataclass(frozen=True)
class Cast:
    """The answer to a phone: how many dots of its voter lie on this target now, and how many are left.

    Of a table that shares its dots, the paper counts too, as in ``mine``.
    """

    target: str
    dots: int
    dots_left: int
    is_new: bool = True


def target_id(kind: TargetKind, row_id: int) -> str:
    """Return how the protocol names a target.

    >>> target_id(TargetKind.THEME, 3)
    'thema-3'
    """
    return f"{kind}-{row_id}"


def targets(
    notes: Iterable[Note], themes: Iterable[Theme], votes: Iterable[Vote], *, prompt_id: int
) -> list[Tally]:
    """Return what can get dots under a question, without counts; ``votes`` are the dots that lie there.

    The themes that hold a note of this question which may be seen; when there are none, the notes of the
    question themselves, a stack as the one note that lies on top. Under a question without any note, such as
    one to vote anew, the themes of the whole meeting. Whatever has dots already stays a choice; of a
    note that was hidden only the number.
    """
    notes = list(notes)
    visible = [note for note in notes if not note.is_hidden]
    shown = {note.id: note for note in visible if note.prompt_id == prompt_id}
    used = {note.theme_id for note in shown.values() or visible}
    dotted = {(one.target, one.target_id) for one in votes if one.dots}
    found = [
        Tally(TargetKind.THEME, theme.id, theme.position, theme.title)
        for theme in themes
        if theme.id in used or (TargetKind.THEME, theme.id) in dotted
    ]
    on_top = {note.id for note in shown.values() if not found and note.stack_id not in shown}
    return found + [
        Tally(TargetKind.NOTE, note.id, note.number, "" if note.is_hidden else note.text)
        for note in notes
        if note.id in on_top or (TargetKind.NOTE, note.id) in dotted
    ]


def set_rules(store: "Store", *, prompt_id: int, dots: int, ballot: Ballot) -> None:
    """Set how many dots each person or table has; raises Conflict once dots lie there."""
    if not 1 <= dots <= MOST_DOTS:
        raise RuleBroken("vote.budget", limit=MOST_DOTS)
    with store.write() as tables:
        if tables.vote.count(prompt_id):
            raise Conflict("vote.begun")
        tables.prompt.update(prompt_id, dots=dots, ballot=ballot)


def cast(
    store: "Store",
    *,
    meeting_id: int,
    target: object,
    dots: object,
    key: str,
    device: str,
    now: dt.datetime,
    table: int | None = None,
) -> Cast:
    """Place one dot (1) or take one back (-1), once per key.

    ``table`` is needed when each table has a budget. Raises Gone (closed), Conflict (no vote goes on, or no
    dots are left), NotFound (no such target), RuleBroken (dots, table).
    """
    if type(dots) is not int or dots not in (1, -1):
        raise RuleBroken("vote.dots")
    with store.write() as tables:
        meeting, prompt = _open_vote(tables, meeting_id, now=now)
        owner = device_hash(device, salt=meeting.salt)
        voter = voter_of(prompt, owner=owner, table=table)
        chosen = _chosen(tables, prompt, target)
        name = target_id(*chosen)
        there = _there(tables.vote.of_voter(prompt.id, voter), name)
        left = _left(tables, prompt, table=table, owner=owner)
        beside = on_paper(_of_table(tables, prompt, table), table=table).get(name, 0)
        if tables.vote.is_known_key(meeting_id, _key_hash(key, owner)):
            return Cast(name, there + beside, left, is_new=False)
        if dots == 1 and left < 1:
            raise Conflict("vote.none_left", limit=prompt.dots)
        if dots == -1 and there < 1:
            raise Conflict("vote.none_there")
        tables.vote.remember_key(meeting_id, _key_hash(key, owner))
        _put(tables, prompt, chosen, voter=voter, dots=there + dots, table=table)
        return Cast(name, there + dots + beside, left - dots)


def from_paper(store: "Store", *, prompt_id: int, target: str, dots: int, table: int | None) -> None:
    """Set how many dots a target got on paper, at one table or in the whole room (None).

    They come on top of the dots from phones. Raises Conflict when the vote does not go on, or when a
    table with a budget of its own has no more left.
    """
    sheet_from_paper(store, prompt_id=prompt_id, counts={target: dots}, table=table)


def sheet_from_paper(store: "Store", *, prompt_id: int, counts: Mapping[str, int], table: int | None) -> None:
    """Set how many dots each of these targets got on one sheet of paper: all of it counts, or nothing.

    Raises as ``from_paper`` does; what moves from one target to another stays within the budget.
    """
    if any(not 0 <= dots <= MOST_ON_PAPER for dots in counts.values()):
        raise RuleBroken("vote.paper", limit=MOST_ON_PAPER)
    if table is not None and not 1 <= table <= MOST_TABLE:
        raise RuleBroken("note.table")
    with store.write() as tables:
        meeting = tables.meeting.get(tables.prompt.get(prompt_id).meeting_id)
        meeting, prompt = _open_vote(tables, meeting.id, now=None)
        if prompt.id != prompt_id:
            raise Conflict("question.passed")
        chosen = {target: _chosen(tables, prompt, target) for target in counts}
        is_shared = prompt.ballot is Ballot.TABLE
        if is_shared and table is None:
            raise RuleBroken("vote.table")
        voter = PAPER.format(table or 0)
        there = on_paper(tables.vote.of_voter(prompt.id, voter), table=table)
        more = sum(dots - there.get(target, 0) for target, dots in counts.items())
        if is_shared and more > max(0, _left(tables, prompt, table=table)):
            raise Conflict("vote.none_left", limit=prompt.dots)
        for target, dots in counts.items():
            _put(
                tables,
                prompt,
                chosen[target],
                voter=voter,
                dots=dots,
                table=table,
                channel=Channel.FACILITATOR,
            )


def wipe(store: "Store", *, prompt_id: int) -> int:
    """Take every dot of a question away, of phones and of paper, and return how many: the vote begins anew.

    Everybody has all his dots again, and the number of dots can be set. Raises Gone after the meeting.
    """
    with store.write() as tables:
        prompt = tables.prompt.get(prompt_id)
        if tables.meeting.get(prompt.meeting_id).status is MeetingStatus.CLOSED:
            raise Gone("meeting.closed")
        dots = tables.vote.count(prompt_id)
        if dots:
            tables.vote.wipe(prompt)
            tables.meeting.tell_anew(prompt.meeting_id)
    return dots


def result(options: Sequence[Tally], votes: Iterable[Vote]) -> list[Tally]:
    """Return what each target got, most dots first; those with as many in the order of the wall."""
    counts: Counter[tuple[TargetKind, int]] = Counter()
    paper: Counter[tuple[TargetKind, int]] = Counter()
    for vote in votes:
        place = (vote.target, vote.target_id)
        counts[place] += vote.dots
        if vote.channel is not Channel.PHONE:
            paper[place] += vote.dots
    counted = [
        replace(
            one,
            dots=counts[one.target, one.target_id],
            on_paper=paper[one.target, one.target_id],
        )
        for one in options
    ]
    return sorted(counted, key=lambda one: -one.dots)


def gone(options: Sequence[Tally], votes: Iterable[Vote]) -> int:
    """Return how many dots lie on what is no choice any more: a note that was deleted for good."""
    places = {(one.target, one.target_id) for one in options}
    return sum(one.dots for one in votes if (one.target, one.target_id) not in places)


def of_an_evening_on_paper(notes: Iterable[Note], themes: Iterable[Theme]) -> list[Tally]:
    """Return the dots of a vote that was held with stickers, kept on the notes; empty without any.

    They count for the theme under which their note lies, and for a loose note itself.
    """
    counts: Counter[int | None] = Counter()
    themes = list(themes)
    ids = {theme.id for theme in themes}
    found = []
    for note in notes:
        if note.theme_id in ids:
            counts[note.theme_id] += note.votes
        elif note.votes:
            title = "" if note.is_hidden else note.text
            found.append(Tally(TargetKind.NOTE, note.id, note.number, title, note.votes, note.votes))
    found += [
        Tally(TargetKind.THEME, theme.id, theme.position, theme.title, counts[theme.id], counts[theme.id])
        for theme in themes
        if counts[theme.id]
    ]
    return sorted(found, key=lambda one: -one.dots)


def mine(votes: Iterable[Vote], prompt: Prompt, *, owner: str, table: int | None = None) -> dict[str, int]:
    """Return where the dots of one phone, or of its table, lie: dots by target."""
    voters = {owner} if prompt.ballot is Ballot.PERSON else {TABLE.format(table), PAPER.format(table)}
    found: Counter[str] = Counter()
    for vote in votes:
        if owner and vote.voter in voters:
            found[target_id(vote.target, vote.target_id)] += vote.dots
    return dict(found)


def fixed(votes: Iterable[Vote], prompt: Prompt, *, table: int | None) -> dict[str, int]:
    """Return which dots of ``mine`` lie on paper, where no phone takes them back: dots by target."""
    return on_paper(votes, table=table) if prompt.ballot is Ballot.TABLE and table is not None else {}


def on_paper(votes: Iterable[Vote], *, table: int | None) -> dict[str, int]:
    """Return what was counted from the paper of one table, or of the whole room (None): dots by target."""
    voter = PAPER.format(table or 0)
    return {target_id(vote.target, vote.target_id): vote.dots for vote in votes if vote.voter == voter}


def left_at_table(votes: Iterable[Vote], prompt: Prompt, *, table: int) -> int | None:
    """Return how many dots a table has left, on paper and phones together; None when each person has some."""
    if prompt.ballot is not Ballot.TABLE:
        return None
    voters = {TABLE.format(table), PAPER.format(table)}
    return prompt.dots - sum(vote.dots for vote in votes if vote.voter in voters)


def finding(tallies: Sequence[Tally], *, gone: int = 0) -> str:
    """Return what the group found, as one sentence. ``tallies`` have most dots first.

    ``gone`` dots lie on what is no longer there; a second sentence tells them.

    >>> finding([Tally(TargetKind.THEME, 1, 1, "Groen", 12), Tally(TargetKind.THEME, 2, 2, "Samen", 8)])
    '‘Groen’ staat bovenaan: 12 van de 20 stippen.'
    """
    found = _finding(tallies, sum(one.dots for one in tallies) + gone)
    if not gone:
        return found
    lie = "lag 1 stip" if gone == 1 else f"lagen {gone} stippen"
    return f"{found} Er {lie} op een briefje dat weg is."


def _finding(tallies: Sequence[Tally], total: int) -> str:
    if not any(one.dots for one in tallies):
        return "Er zijn nog geen stippen geteld."
    top = [_named(one) for one in tallies if one.dots == tallies[0].dots]
    if total == 1:
        return f"{top[0]} staat bovenaan: de enige stip."
    if len(top) == 1:
        return f"{top[0]} staat bovenaan: {tallies[0].dots} van de {total} stippen."
    if len(top) == len(tallies):
        return f"Alles kreeg even veel stippen: elk {tallies[0].dots}."
    if len(top) > MOST_NAMED:
        top = [*top[:MOST_NAMED], f"nog {len(top) - MOST_NAMED}"]
    return f"{enumerated(top)} kregen de meeste stippen: elk {tallies[0].dots} van de {total}."


def name_of(one: Tally) -> str:
    """Return what stands on the screen for a choice: a theme may have no name yet, a note may be hidden."""
    return one.title or f"{'Groep' if one.target is TargetKind.THEME else 'Briefje'} {one.number}"


def _named(one: Tally) -> str:
    if one.target is TargetKind.NOTE:
        return f"Briefje {one.number}"
    return f"‘{one.title}’" if one.title else name_of(one)


def _open_vote(tables: "Tables", meeting_id: int, *, now: dt.datetime | None) -> tuple[Meeting, Prompt]:
    """Return the question under which the group votes; ``now`` None: the timer holds nobody back."""
    meeting = tables.meeting.get(meeting_id)
    if meeting.status is MeetingStatus.CLOSED:
        raise Gone("meeting.closed")
    if meeting.status is not MeetingStatus.RUNNING or meeting.prompt_id is None:
        raise Conflict("vote.closed")
    prompt = tables.prompt.get(meeting.prompt_id)
    if prompt.phase is not Phase.VOTE or (now is not None and time_is_up(meeting, now=now)):
        raise Conflict("vote.closed")
    return meeting, prompt


def _chosen(tables: "Tables", prompt: Prompt, target: object) -> tuple[TargetKind, int]:
    """Return what somebody chose, as ``targets`` offers it, without reading every note; raises NotFound."""
    kind, _, row_id = target.partition("-") if isinstance(target, str) else ("", "", "")
    if kind not in tuple(TargetKind) or not row_id.isdecimal() or len(row_id) > MOST_DIGITS:
        raise NotFound("vote.target")
    chosen = TargetKind(kind), int(row_id)
    if not _is_offered(tables, prompt, *chosen):
        raise NotFound("vote.target")
    return chosen


def _is_offered(tables: "Tables", prompt: Prompt, kind: TargetKind, row_id: int) -> bool:
    used = tables.note.used_themes(prompt.meeting_id, prompt_id=prompt.id)
    if kind is TargetKind.THEME and row_id in used:
        return True
    dotted = tables.vote.places(prompt.id)
    if (kind, row_id) in dotted:
        return kind is TargetKind.THEME or tables.note.exists(row_id)
    is_about_notes = not used and all(one is TargetKind.NOTE for one, _ in dotted)
    return kind is TargetKind.NOTE and is_about_notes and _is_on_top(tables, prompt, row_id)


def _is_on_top(tables: "Tables", prompt: Prompt, note_id: int) -> bool:
    found = {note.id: note for note in tables.note.of_prompt(prompt.id) if not note.is_hidden}
    return note_id in found and found[note_id].stack_id not in found


def voter_of(prompt: Prompt, *, owner: str, table: int | None) -> str:
    """Return under which name dots are kept: the hash of a phone, or a table. Raises RuleBroken."""
    if prompt.ballot is Ballot.PERSON:
        return owner
    if isinstance(table, bool) or not isinstance(table, int) or not 1 <= table <= MOST_TABLE:
        raise RuleBroken("vote.table")
    return TABLE.format(table)


def _there(votes: Iterable[Vote], target: str) -> int:
    return next((vote.dots for vote in votes if target_id(vote.target, vote.target_id) == target), 0)


def _of_table(tables: "Tables", prompt: Prompt, table: int | None) -> list[Vote]:
    """Return the dots of the phones and the paper of a table that shares them; else none."""
    voters = (TABLE.format(table), PAPER.format(table)) if prompt.ballot is Ballot.TABLE else ()
    return [vote for voter in voters for vote in tables.vote.of_voter(prompt.id, voter)]


def _left(tables: "Tables", prompt: Prompt, *, table: int | None, owner: str = "") -> int:
    """Return how many dots a phone has left, or its table: its phones and its paper share them."""
    own = tables.vote.of_voter(prompt.id, owner) if prompt.ballot is Ballot.PERSON else []
    return prompt.dots - sum(vote.dots for vote in own + _of_table(tables, prompt, table))


def _put(
    tables: "Tables",
    prompt: Prompt,
    chosen: tuple[TargetKind, int],
    *,
    voter: str,
    dots: int,
    table: int | None,
    channel: Channel = Channel.PHONE,
) -> None:
    tables.vote.put(
        meeting_id=prompt.meeting_id,
        prompt_id=prompt.id,
        target=chosen[0],
        target_id=chosen[1],
        voter=voter,
        dots=dots,
        table=table,
        channel=channel,
    )


def _key_hash(key: str, owner: str) -> str:
    return hashlib.blake2b((key + owner).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

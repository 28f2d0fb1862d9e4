"""Sight: who may see what of a meeting. What an audience may not see is not in its bytes."""

import datetime as dt
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from sok_core import mention, proposal, proviso, role_room, signature, value_score, value_score_room, vote
from sok_core.model import (
    Answer,
    Change,
    Meeting,
    MeetingStatus,
    Mention,
    Note,
    Phase,
    PromptKind,
    RolePart,
    Round,
    ScreenView,
    Situation,
    Tally,
    TargetKind,
    Theme,
    ValueResult,
    Wall,
)
from sok_core.note import is_from_table, visible


class Audience(StrEnum):
    """Three pairs of eyes: everything; what the hall may see; what phones may see."""

    FACILITATOR = "begeleider"
    HALL = "zaal"
    PHONE = "telefoon"


def note_for_all(note: Note) -> dict[str, Any]:
    """What everybody may read of a note."""
    return {"id": note.id, "number": note.number} | words_of(note)


def words_of(note: Note) -> dict[str, Any]:
    """Return what was written, and the Dutch that was put under it when there is any."""
    return {"text": note.text} | ({"translation": note.translation} if note.translation else {})


def note_on_wall(note: Note) -> dict[str, Any]:
    """What the hall may know of a note: also under which theme and which other note the group laid it."""
    place = {"theme": note.theme_id, "under": note.stack_id}
    return note_for_all(note) | {name: value for name, value in place.items() if value is not None}


def theme_for_all(theme: Theme) -> dict[str, Any]:
    """What everybody may know of a theme."""
    return {"id": theme.id, "title": theme.title, "position": theme.position}


def note_for_owner(note: Note) -> dict[str, Any]:
    """What the writer sees: a hidden note is named, but its text stays here."""
    seen = {"id": note.id, "number": note.number, "question": note.prompt_id, "hidden": note.is_hidden}
    return seen if note.is_hidden else seen | words_of(note)


def note_for_facilitator(note: Note) -> dict[str, Any]:
    """All of a note but its phone."""
    return note_on_wall(note) | {
        "question": note.prompt_id,
        "channel": note.channel,
        "group": note.group,
        "table": note.table,
        "hidden": note.is_hidden,
        "reason": note.hidden_reason,
    }


def is_wall_open(situation: Situation, audience: Audience) -> bool:
    """Whether an audience may read the notes of others now; after the meeting, phones may not."""
    if audience is Audience.PHONE and situation.meeting.status is MeetingStatus.CLOSED:
        return False
    if audience is Audience.HALL and situation.meeting.screen is not ScreenView.QUESTION:
        return False
    return situation.phase.is_shared


def question_of(situation: Situation) -> dict[str, Any] | None:
    """Return the question on the screen with its place in the row, or None."""
    prompt = situation.prompt
    if prompt is None:
        return None
    return {
        "id": prompt.id,
        "text": prompt.text,
        "translations": dict(prompt.translations),
        "position": prompt.position,
        "of": situation.prompt_count,
    }


def timer_of(meeting: Meeting) -> dict[str, Any] | None:
    """Return when the timer ends (ms since 1970, server time), and whether that closes writing."""
    if meeting.timer_ends_at is None:
        return None
    return {"ends_at": milliseconds(meeting.timer_ends_at), "locks": meeting.timer_locks}


def milliseconds(moment: dt.datetime) -> int:
    """Return a moment as milliseconds since 1970."""
    return round(moment.timestamp() * 1000)


def meeting_of(situation: Situation) -> dict[str, Any]:
    """Return what a meeting is called, and how far it is."""
    meeting = situation.meeting
    return {
        "title": meeting.title,
        "place": meeting.place,
        "date": meeting.date.isoformat(),
        "neighbourhood": situation.dossier_name,
        "status": meeting.status,
    }


def frame(situation: Situation) -> dict[str, Any]:
    """What everyone may know of a meeting apart from its notes."""
    return {
        "question": question_of(situation),
        "phase": situation.phase,
        "timer": timer_of(situation.meeting),
    }


def hall_frame(situation: Situation) -> dict[str, Any]:
    """What the hall may know of a meeting apart from its notes."""
    meeting = situation.meeting
    return frame(situation) | {
        "screen": meeting.screen,
        "sheet": meeting.sheet,
        "dense": meeting.is_dense,
        "count": situation.note_count,
        "residents": meeting.residents,
        "organisations": meeting.organisations,
    }


def state_for(
    audience: Audience, wall: Wall, *, now: dt.datetime, owner: str = "", table: int | None = None
) -> dict[str, Any]:
    """Return all that one receiver may see now.

    ``owner`` is the hash of the receiver's own phone; ``table`` is where it says to be.
    """
    situation = wall.situation
    prompt_id = situation.prompt.id if situation.prompt else None
    current = [note for note in wall.notes if note.prompt_id == prompt_id]
    is_open = is_wall_open(situation, audience)
    if audience is Audience.FACILITATOR:
        shown = [note_for_facilitator(note) for note in wall.notes]
    elif is_open:
        of_note = note_for_all if audience is Audience.PHONE else note_on_wall
        shown = [of_note(note) for note in current if not note.is_hidden]
    else:
        shown = []
    state = {
        "version": wall.revision,
        "now": milliseconds(now),
        "meeting": meeting_of(situation),
        "notes": shown,
    }
    if situation.phase.has_votes and (is_open or audience is Audience.FACILITATOR):
        state["vote"] = vote_for(wall)
    state["proposal"] = proposal_for(audience, situation, owner=owner)
    state["network"] = network_for(audience, wall, owner=owner)
    state["roles"] = roles_for(audience, wall, owner=owner)
    state["scores"] = scores_for(audience, wall)
    if audience is Audience.PHONE:
        own = [note_for_owner(note) for note in wall.notes if owner and note.device == owner]
        return state | frame(situation) | {"own": own} | _own_votes(state, wall, owner, table)
    if (situation.phase.has_themes and is_open) or audience is Audience.FACILITATOR:
        state["themes"] = [theme_for_all(theme) for theme in wall.themes]
    state["signing"] = signing_for(situation)
    state["agenda"] = agenda_for(situation)
    return state | hall_frame(situation) | {"hidden": situation.hidden_count}


def state_at_table(wall: Wall, *, now: dt.datetime, table: int) -> dict[str, Any]:
    """Return what the helper at one table may see: no more than a phone, and the paper of her own table.

    ``own`` are the notes that were typed at this table; of a hidden one only its number. ``themes`` say
    which numbers lie there. The dots of others stay unseen until the vote is over, as for everybody.
    """
    situation = wall.situation
    state = state_for(Audience.PHONE, wall, now=now, table=table)
    state["answers"] = answers_at_table(situation.round, table=table)
    state["own"] = [note_for_owner(note) for note in wall.notes if is_from_table(note, table)]
    if state["network"] is not None:
        typed = mention.at_table(wall.mentions, table)
        state["network"] |= {"mine": [mention_for_owner(one) for one in typed]}
    if state["roles"] is not None:
        said = role_room.at_table(wall.role_parts, table)
        state["roles"] |= {"mine": [role_for_owner(one) for one in said]}
    lies: dict[int | None, list[int]] = {}
    for note in visible(wall.notes):
        lies.setdefault(note.theme_id, []).append(note.number)
    is_told = situation.phase.has_themes and is_wall_open(situation, Audience.PHONE)
    state["themes"] = [
        theme_for_all(theme) | {"numbers": lies.get(theme.id, [])} for theme in wall.themes if is_told
    ]
    if situation.prompt is not None and situation.phase is Phase.VOTE:
        state["paper"] = vote.on_paper(wall.votes, table=table)
        state["dots_left"] = vote.left_at_table(wall.votes, situation.prompt, table=table)
    return state


def vote_for(wall: Wall) -> dict[str, Any]:
    """What everybody may know of a vote: on what, with how many dots; the counts only when it is over."""
    prompt = wall.situation.prompt
    assert prompt is not None  # noqa: S101  (a phase with votes belongs to a question)
    options = vote.targets(wall.notes, wall.themes, wall.votes, prompt_id=prompt.id)
    tallies = vote.result(options, wall.votes)
    is_over = wall.situation.phase is Phase.RESULT
    if not is_over:
        tallies.sort(key=lambda one: one.number)
    counted = [
        {"id": vote.target_id(one.target, one.target_id), "number": one.number, "title": _title(one)}
        | ({"dots": one.dots, "on_paper": one.on_paper} if is_over else {})
        for one in tallies
    ]
    known = {"targets": counted, "budget": prompt.dots, "ballot": prompt.ballot}
    known["cast"] = sum(one.dots for one in wall.votes)
    gone = vote.gone(options, wall.votes)
    return known | ({"finding": vote.finding(tallies, gone=gone)} if is_over else {})


def _title(one: Tally) -> str:
    """Return the name of a choice; of a hidden note its number, and nothing for a theme without a name."""
    return one.title or (vote.name_of(one) if one.target is TargetKind.NOTE else "")


def _own_votes(state: dict[str, Any], wall: Wall, owner: str, table: int | None) -> dict[str, Any]:
    prompt = wall.situation.prompt
    if prompt is None or wall.situation.phase is not Phase.VOTE or "vote" not in state:
        return {"dots_left": 0}
    mine = vote.mine(wall.votes, prompt, owner=owner, table=table)
    paper = vote.fixed(wall.votes, prompt, table=table)
    left = prompt.dots - sum(mine.values())
    return {"dots_left": left, "vote": state["vote"] | {"mine": mine, "paper": paper}}


def proposal_for(audience: Audience, situation: Situation, *, owner: str = "") -> dict[str, Any] | None:
    """What an audience may know of the proposal that the hall answers now.

    While the round goes on, nobody but the facilitator hears more than how many answered; after it the hall
    reads the objections that he shows. ``owner`` is the receiver's own phone.
    """
    on_table = situation.round
    if on_table is None or (audience is Audience.HALL and not _is_proposal_shown(situation)):
        return None
    wording = on_table.wording
    seen: dict[str, Any] = {
        "id": on_table.proposal.id,
        "wording": wording.version,
        "text": wording.text,
        "translations": dict(wording.translations),
        "status": on_table.proposal.status,
        "open": wording.is_open,
    }
    if wording.closed_at is not None:
        seen["outcome"] = outcome_of(on_table)
    if audience is Audience.PHONE:
        mine = proposal.of_phone(on_table.answers, owner=owner)
        return seen | {"mine": {"answer": mine.kind, "text": mine.text} if mine else None}
    seen["count"] = proposal.poll(on_table.answers).people
    if audience is Audience.FACILITATOR:
        return seen | {
            "objections": list(map(objection_for_facilitator, proposal.objections(on_table.answers)))
        }
    shown = proposal.shown(on_table.answers) if wording.closed_at is not None else []
    return seen | {"objections": [{"id": one.id, "text": one.text} for one in shown]}


def network_for(audience: Audience, wall: Wall, *, owner: str = "") -> dict[str, Any] | None:
    """What an audience may know of a question about the network; the picture itself is asked for apart.

    A phone hears which parties there are and what it said itself; nobody hears who said what.
    """
    situation = wall.situation
    if situation.prompt is None or situation.prompt.kind is not PromptKind.NETWORK:
        return None
    if audience is not Audience.PHONE:
        return told_for_hall(situation)
    mine = [mention_for_owner(one) for one in wall.mentions if owner and one.voter == owner]
    return {"parties": parties_to_choose(wall), "mine": mine}


def told_for_hall(situation: Situation) -> dict[str, int]:
    """What the hall hears of all the lines that were told: numbers only."""
    return asdict(situation.told)


def parties_to_choose(wall: Wall) -> list[dict[str, Any]]:
    """Return the parties that one can speak for or work with, by name."""
    found = sorted(mention.choices(wall.parties), key=lambda one: one.name.casefold())
    return [{"id": one.id, "name": one.name} for one in found]


def roles_for(audience: Audience, wall: Wall, *, owner: str = "") -> dict[str, Any] | None:
    """What an audience may know of a question about roles.

    A phone hears which tasks and parties there are, and what it said itself. The hall hears of each task only
    whether there is still something to say: not what, and of no party.
    """
    situation = wall.situation
    if situation.prompt is None or situation.prompt.kind is not PromptKind.ROLES:
        return None
    if audience is not Audience.PHONE:
        return {"tasks": tasks_for_hall(situation)}
    return {
        "tasks": [{"id": one.id, "title": one.title} for one in situation.tasks],
        "parties": parties_to_choose(wall),
        "mine": [role_for_owner(one) for one in role_room.of_phone(wall.role_parts, owner)],
    }


def tasks_for_hall(situation: Situation) -> list[dict[str, Any]]:
    """Return each task with its one mark."""
    return [{"id": one.id, "title": one.title, "open": one.is_open} for one in situation.tasks]


def role_for_owner(one: RolePart) -> dict[str, Any]:
    """What a phone, or a helper, sees of a role that it named itself."""
    return {
        "id": one.id,
        "task": one.task_id,
        "role": one.role,
        "target": one.party_id,
        "stance": one.stance,
    }


def scores_for(audience: Audience, wall: Wall) -> dict[str, Any] | None:
    """What an audience may know of values that are scored; what a phone gave itself is asked for apart.

    A phone hears which values there are. While people score, everybody else hears only how many did; after
    it, what came of it: never a crowd of fewer than five, and never who gave what.
    """
    situation = wall.situation
    if not value_score_room.is_asked(situation.prompt):
        return None
    if audience is Audience.PHONE:
        return {"values": [{"id": one.id, "title": one.title, "meaning": one.meaning} for one in wall.values]}
    is_told = situation.phase is Phase.DONE and (
        audience is Audience.FACILITATOR or is_wall_open(situation, audience)
    )
    return scored_for_hall(situation) | ({"result": score_result(wall)} if is_told else {})


def scored_for_hall(situation: Situation) -> dict[str, int]:
    """What the hall hears while people score: how many did."""
    return {"people": situation.scored}


def score_result(wall: Wall) -> dict[str, Any]:
    """What came of the scores, as everybody may see it, with what it says in words."""
    titles = {one.id: one.title for one in wall.values}
    shown = [one for one in value_score.results(wall.score_counts, list(titles)) if one.aim_id in titles]
    return {
        "finding": value_score.findings(shown, titles),
        "values": [value_result(one, titles[one.aim_id]) for one in shown],
    }


def value_result(one: ValueResult, title: str) -> dict[str, Any]:
    """Return the scores of one value, per crowd that may be shown."""
    lanes = [
        {"crowd": lane.crowd, "scores": list(lane.scores), "unknown": lane.unknown} for lane in one.lanes
    ]
    return {"id": one.aim_id, "title": title, "lanes": lanes, "left_out": one.left_out}


def mention_for_owner(one: Mention) -> dict[str, Any]:
    """What a phone, or a helper, sees of a line that it told itself."""
    return {"id": one.id, "party": one.party_id, "target": one.target_id, "kind": one.kind}


def signing_for(situation: Situation) -> dict[str, Any] | None:
    """What the hall may know of the roll call on the projector: what is read aloud, and never a drawing."""
    found = situation.roll_call
    if found is None:
        return None
    signed = [one.short_name for one in found.turns if one.is_signed]
    return {
        "version": found.version,
        "code": found.code,
        "party": found.party_id,
        "finding": signature.counted(signed),
        "turns": [
            {
                "id": one.party_id,
                "name": one.name,
                "short": one.short_name,
                "promises": [signature.REFUSED] if one.is_refused else list(one.promises),
                "function": one.function,
                "substitute": one.substitute_for,
                "signed": one.is_signed,
                "hangs_on": [] if one.is_refused else proviso.said(one),
                "refused": one.is_refused,
            }
            for one in found.turns
            if one.is_signed or one.is_left or one.party_id == found.party_id
        ],
    }


def agenda_for(situation: Situation) -> list[dict[str, Any]] | None:
    """What the hall may know of an agenda: all of its cards, None when it is not on the screen."""
    return [asdict(card) for card in situation.agenda] or None


def _is_about_roles(situation: Situation) -> bool:
    return situation.prompt is not None and situation.prompt.kind is PromptKind.ROLES


def _is_proposal_shown(situation: Situation) -> bool:
    return situation.meeting.screen is ScreenView.PROPOSAL


def outcome_of(closed: Round) -> dict[str, Any]:
    """What everybody may know of a round that is over: with few answers only how many there were."""
    counted = proposal.poll(closed.answers)
    told = {"count": counted.people, "finding": proposal.finding(counted)}
    split = {"yes": counted.yes, "objecting": counted.objections}
    return told | (split if proposal.can_split(counted) else {})


def objection_for_facilitator(one: Answer) -> dict[str, Any]:
    """All of an objection but its phone."""
    return {
        "id": one.id,
        "text": one.text,
        "channel": one.channel,
        "table": one.table,
        "shown": one.shown_at is not None,
    }


def answers_at_table(on_table: Round | None, *, table: int) -> dict[str, Any]:
    """What the helper of one table counted and typed herself."""
    answers = on_table.answers if on_table else []
    typed = [one for one in proposal.objections(answers) if one.table == table and not one.people]
    return {
        "counts": proposal.on_paper(answers, table=table),
        "typed": [{"id": one.id, "text": one.text} for one in typed],
    }


def _heard_lines(situation: Situation) -> list[dict[str, Any]]:
    return [{"kind": "network"} | told_for_hall(situation)]


def _heard_roles(situation: Situation) -> list[dict[str, Any]]:
    is_asked = _is_about_roles(situation)
    return [{"kind": "roles", "tasks": tasks_for_hall(situation)}] if is_asked else []


def _heard_scores(situation: Situation) -> list[dict[str, Any]]:
    is_asked = value_score_room.is_asked(situation.prompt)
    return [{"kind": "scores"} | scored_for_hall(situation)] if is_asked else []


def _heard_dots(situation: Situation) -> list[dict[str, Any]]:
    is_voting = situation.phase is Phase.VOTE
    return [{"kind": "votes", "cast": situation.dot_count}] if is_voting else []


# What the hall hears of a change, and phones do not: how many there are, never who, and never what.
TOLD_TO_HALL = {
    "mention": _heard_lines,
    "role_part": _heard_roles,
    "value_score": _heard_scores,
    "vote": _heard_dots,
}


def changes_for(audience: Audience, change: Change, situation: Situation) -> list[dict[str, Any]]:
    """Return what one change means to an audience: nothing, or a few small objects."""
    if change.note is not None:
        return _note_change(audience, change, change.note, situation)
    if change.theme is not None:
        return _theme_change(audience, change.theme, situation)
    if change.kind in ("answer", "proposal"):
        seen = proposal_for(audience, situation)
        return [] if audience is Audience.PHONE else [{"kind": "proposal", "proposal": seen}]
    if change.kind in TOLD_TO_HALL:
        return [] if audience is Audience.PHONE else TOLD_TO_HALL[change.kind](situation)
    if audience is Audience.FACILITATOR:
        return [{"kind": change.kind} | hall_frame(situation)]
    if change.kind != "meeting":
        return []
    return [{"kind": "meeting"} | (hall_frame(situation) if audience is Audience.HALL else frame(situation))]


def _note_change(
    audience: Audience, change: Change, note: Note, situation: Situation
) -> list[dict[str, Any]]:
    """A note came, went, changed, or was laid elsewhere; where it lies is nothing that a phone shows."""
    found: list[dict[str, Any]] = []
    is_gone = change.kind == "gone"
    is_moved = change.kind == "moved"
    if audience is Audience.FACILITATOR:
        found.append(
            {"kind": "gone", "id": note.id} if is_gone else {"kind": "note"} | note_for_facilitator(note)
        )
    elif audience is Audience.PHONE and is_moved:
        return []
    elif is_wall_open(situation, audience) and situation.prompt and note.prompt_id == situation.prompt.id:
        is_off = is_gone or note.is_hidden
        of_note = note_for_all if audience is Audience.PHONE else note_on_wall
        found.append({"kind": "gone", "id": note.id} if is_off else {"kind": "note"} | of_note(note))
    if audience is not Audience.PHONE and not is_moved:
        found.append({"kind": "count", "notes": situation.note_count, "hidden": situation.hidden_count})
    return found


def _theme_change(audience: Audience, theme: Theme, situation: Situation) -> list[dict[str, Any]]:
    is_told = audience is Audience.FACILITATOR or (
        audience is Audience.HALL and is_wall_open(situation, audience)
    )
    if not is_told:
        return []
    if theme.gone_at is not None:
        return [{"kind": "theme_gone", "id": theme.id}]
    return [{"kind": "theme"} | theme_for_all(theme)]


def own_change(change: Change) -> list[dict[str, Any]]:
    """Return what a change means to the phone that wrote the note."""
    if change.note is None or change.kind == "moved":
        return []
    if change.kind == "gone":
        return [{"kind": "gone", "id": change.note.id}]
    return [{"kind": "own"} | note_for_owner(change.note)]

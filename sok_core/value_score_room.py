"""The room scores its values: each phone once for each value, and the paper of a table in the same count."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sok_core import words
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import (
    Aim,
    AimKind,
    Group,
    Meeting,
    MeetingStatus,
    Phase,
    Prompt,
    PromptKind,
    RoundResult,
    ScoreCount,
    ScoreRound,
)
from sok_core.note import device_hash, open_prompt, paper_prompt
from sok_core.value_score import LEAST, SCORES, closed, results

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

QUESTION = words.marked("In de afgelopen drie maanden merkte ik dit …")
MOST_ON_PAPER = 99
TABLE = "tafel {}"  # a device that is no phone, but the paper of a table; the hash of a phone has no space
NO_TABLE = "begeleider"  # paper that the facilitator typed

Sheet = Mapping[tuple[int, int | None], int]  # how many sheets give a value (its id) a score


def ask(store: "Store", *, meeting_id: int) -> Prompt:
    """Add the question about values to a meeting, in every language of the phones.

    Raises as ``begin`` does.
    """
    translated = tuple((each, words.translation(each)(QUESTION)) for each in words.OTHER_LANGUAGES)
    with store.write() as tables:
        asked = tables.prompt.add(meeting_id, text=QUESTION, kind=PromptKind.VALUES)
        tables.prompt.update(asked.id, translations=translated)
        begin(tables, asked)
        return tables.prompt.get(asked.id)


def begin(tables: "Tables", prompt: Prompt) -> None:
    """Begin the round that belongs to a question about values; another question has none.

    Raises Conflict when the meeting has one already: what a latecomer says would be the difference between
    two results of the same room.
    """
    if is_asked(prompt):
        if tables.score_round.of_meeting(prompt.meeting_id):
            raise Conflict("score.asked")
        meeting = tables.meeting.get(prompt.meeting_id)
        tables.score_round.add(
            title=meeting.title, date=meeting.date, meeting_id=meeting.id, prompt_id=prompt.id
        )


def replanned(tables: "Tables", meeting: Meeting) -> None:
    """Let the rounds of a meeting have its name and its day."""
    for one in tables.score_round.of_meeting(meeting.id):
        tables.score_round.update(one.id, title=meeting.title, date=meeting.date)


def score(
    store: "Store",
    *,
    meeting_id: int,
    aim_id: object,
    given: object,
    device: str,
    group: Group | None,
    now: dt.datetime,
) -> bool:
    """Let a phone give a value 1 to 5, or None for "weet ik niet"; return whether it said nothing of it yet.

    It may say otherwise as long as the question is open. ``group`` counts for all that it says.
    Raises Gone (the meeting is closed), Conflict (no value is asked for now), NotFound (no such value),
    RuleBroken (no score).
    """
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        one = _round(tables, open_prompt(tables, meeting, now=now))
        return tables.value_score.put(
            one,
            aim_id=_chosen_value(tables, aim_id),
            device=device_hash(device, salt=meeting.salt),
            group=group,
            score=_chosen_score(given),
        )


def speak_as(store: "Store", *, meeting_id: int, device: str, group: Group | None) -> None:
    """Let what a phone scored under the question on the screen count as said by another group.

    Nothing happens when no value is asked for now; when the question is closed it stays as it was.
    """
    with store.read() as tables:
        if _open_round(tables, tables.meeting.get(meeting_id)) is None:
            return
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        if (one := _open_round(tables, meeting)) is not None:
            phone = device_hash(device, salt=meeting.salt)
            tables.value_score.regroup(one, device=phone, group=group)


def count_paper(
    store: "Store", *, meeting_id: int, sheet: Sheet, group: Group | None, table: int | None
) -> None:
    """Set what the sheets of a group say at a table, or (None) those that the facilitator has.

    The timer holds no paper back. Raises as ``score`` does, and RuleBroken for more than 99 of one answer.
    """
    if any(type(people) is not int or not 0 <= people <= MOST_ON_PAPER for people in sheet.values()):
        raise RuleBroken("score.paper", limit=MOST_ON_PAPER)
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        one = _round(tables, paper_prompt(tables, meeting, meeting.prompt_id or 0))
        if one.closed_at is not None:
            raise Conflict("score.closed")
        for (aim_id, given), people in sheet.items():
            tables.value_score.put_paper(
                one,
                aim_id=_chosen_value(tables, aim_id),
                device=paper_of(table),
                group=group,
                score=_chosen_score(given),
                people=people,
            )


def of_phone(tables: "Tables", meeting: Meeting, *, device: str) -> dict[int, int | None]:
    """Return what a phone gave each value under the question on the screen."""
    found = _on_screen(tables, meeting)
    phone = device_hash(device, salt=meeting.salt)
    return {one.aim_id: one.score for one in (tables.value_score.of_device(found.id, phone) if found else [])}


def on_paper(tables: "Tables", meeting: Meeting, *, table: int | None) -> list[ScoreCount]:
    """Return what was counted from the paper of a table, or (None) by the facilitator."""
    found = _on_screen(tables, meeting)
    return tables.value_score.of_device(found.id, paper_of(table)) if found else []


def people(tables: "Tables", prompt: Prompt | None) -> int:
    """Return how many people took part under a question; none when it is about something else."""
    if prompt is None or not is_asked(prompt):
        return 0
    return tables.value_score.people(tables.score_round.of_prompt(prompt.id).id)


def values(tables: "Tables") -> list[Aim]:
    """Return the values that the group holds, in their order."""
    return [one for one in tables.aim.all() if one.kind is AimKind.VALUE]


def titles(tables: "Tables") -> dict[int, str]:
    """Return what each value is called, those that the group holds first; also of one that it let go."""
    gone = [one for one in tables.aim.gone() if one.kind is AimKind.VALUE]
    return {one.id: one.title for one in [*values(tables), *gone]}


def history(tables: "Tables") -> list[RoundResult]:
    """Return what everybody may see of each round that is over and had people, oldest first."""
    order = list(titles(tables))
    return [
        RoundResult(one, tuple(results(tables.value_score.counts(one.id), order)))
        for one in closed(tables.score_round.all())
        if one.people
    ]


def close(tables: "Tables", prompt_id: int, *, now: dt.datetime) -> None:
    """End a round: what may be shown of it is shown from now on, and nothing of it changes any more."""
    one = tables.score_round.of_prompt(prompt_id)
    if one.closed_at is None:
        tables.score_round.update(one.id, closed_at=now, people=tables.value_score.people(one.id))


def reopen(tables: "Tables", prompt_id: int) -> None:
    """Let a round go on of which nothing could be shown yet.

    Raises Conflict for any other: what one latecomer says would be the difference between two results. Also
    when nobody knows any more which phone scored what: each could do it a second time.
    """
    one = tables.score_round.of_prompt(prompt_id)
    if one.closed_at is None:
        return
    if one.people >= LEAST or tables.value_score.is_forgotten(one.id):
        raise Conflict("score.told")
    tables.score_round.update(one.id, closed_at=None)


def follow(tables: "Tables", prompt_id: int, phase: Phase, *, now: dt.datetime) -> None:
    """Let a round close or go on with the phase of its question.

    Raises Conflict as ``reopen`` does, and for a round that opens after another of its meeting was shown, as
    a dossier of before may have.
    """
    if phase is Phase.DONE:
        close(tables, prompt_id, now=now)
        return
    one = tables.score_round.of_prompt(prompt_id)
    others = tables.score_round.of_meeting(one.meeting_id or 0)
    if phase.can_write and any(each.id != one.id and each.people >= LEAST for each in closed(others)):
        raise Conflict("score.asked")
    reopen(tables, prompt_id)


def remove(tables: "Tables", prompt_id: int) -> None:
    """Remove the round of a question that goes; raises Conflict when people scored values in it."""
    one = tables.score_round.of_prompt(prompt_id)
    if tables.value_score.people(one.id):
        raise Conflict("question.has_scores")
    tables.score_round.delete(one.id)


def forget_phones(tables: "Tables", *, meeting_id: int, now: dt.datetime) -> None:
    """End the rounds of a meeting that is over, and cut the thread between scores and phones."""
    for one in tables.score_round.of_meeting(meeting_id):
        if one.prompt_id is not None:
            close(tables, one.prompt_id, now=now)
            tables.value_score.forget_phones(one.id)


def paper_of(table: int | None) -> str:
    """Return under which name the paper of a table is kept."""
    return TABLE.format(NO_TABLE if table is None else table)


def is_asked(prompt: Prompt | None) -> bool:
    """Whether a question asks to score values."""
    return prompt is not None and prompt.kind is PromptKind.VALUES


def _on_screen(tables: "Tables", meeting: Meeting) -> ScoreRound | None:
    prompt = tables.prompt.get(meeting.prompt_id) if meeting.prompt_id else None
    return _round(tables, prompt) if prompt is not None and is_asked(prompt) else None


def _open_round(tables: "Tables", meeting: Meeting) -> ScoreRound | None:
    prompt = tables.prompt.get(meeting.prompt_id) if meeting.prompt_id else None
    is_open = prompt is not None and prompt.phase.can_write and meeting.status is MeetingStatus.RUNNING
    return _on_screen(tables, meeting) if is_open else None


def _round(tables: "Tables", prompt: Prompt) -> ScoreRound:
    if not is_asked(prompt):
        raise Conflict("score.not_asked")
    return tables.score_round.of_prompt(prompt.id)


def _chosen_value(tables: "Tables", aim_id: object) -> int:
    if type(aim_id) is not int:
        raise RuleBroken("score.choice")
    if aim_id not in {one.id for one in values(tables)}:
        raise NotFound("aim.unknown")
    return aim_id


def _chosen_score(given: object) -> int | None:
    if given is None:
        return None
    if type(given) is not int or given not in SCORES:
        raise RuleBroken("score.choice")
    return given

"""Mentions: the room says who works with whom, and the facilitator decides which lines are kept."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import network, relation
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import (
    Channel,
    Heard,
    Meeting,
    Mention,
    Party,
    PartyType,
    Prompt,
    PromptKind,
    Relation,
    RelationKind,
)
from sok_core.note import device_hash, open_prompt, paper_prompt

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MOST_OF_ONE = 40
TAKEN_BACK = "terug "  # a voter that is nobody: the line was left out, and then taken back
CARD = "kaart {}"  # a voter that is no phone; the hash of a phone has no space
STRENGTH = 2  # a line from the room is a light one until somebody knows better
ASSERTED_BY = "de zaal"


@dataclass(frozen=True)
class Said:
    """What somebody said, and whether he had not said it before."""

    mention: Mention
    is_new: bool


def say(
    store: "Store",
    *,
    meeting_id: int,
    party_id: int | None,
    target: object,
    kind: object,
    device: str,
    now: dt.datetime,
) -> Said:
    """Say for a party, or for oneself (None), with whom one works; saying it twice is saying it once.

    Raises Gone (the meeting is closed), Conflict (nothing is asked now, or 40 lines were said), NotFound (no
    such party), RuleBroken (the kind, or a party with itself).
    """
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        prompt = _asked(open_prompt(tables, meeting, now=now))
        voter = device_hash(device, salt=meeting.salt)
        return _put(tables, meeting, prompt, party_id, target, kind, voter=voter)


def say_on_card(
    store: "Store",
    *,
    meeting_id: int,
    party_id: int | None,
    target: object,
    kind: object,
    key: str,
    table: int | None,
    channel: Channel = Channel.HELPER,
) -> Said:
    """Say what stands on a card of paper, once per ``key``; raises as ``say`` does."""
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        prompt = _asked(paper_prompt(tables, meeting, meeting.prompt_id or 0))
        card = CARD.format(key)
        return _put(tables, meeting, prompt, party_id, target, kind, voter=card, table=table, channel=channel)


def take_back(store: "Store", *, meeting_id: int, mention_id: int, device: str, now: dt.datetime) -> None:
    """Take back what this phone said; raises NotFound when it did not, and as ``say`` does."""
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        prompt = open_prompt(tables, meeting, now=now)
        mine = tables.mention.of_voter(prompt.id, device_hash(device, salt=meeting.salt))
        _delete(tables, mine, mention_id)


def take_back_card(store: "Store", *, meeting_id: int, mention_id: int, table: int) -> None:
    """Take back what was typed from a card at this table; raises NotFound when it was not."""
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        prompt = paper_prompt(tables, meeting, meeting.prompt_id or 0)
        _delete(tables, at_table(tables.mention.of(prompt.id), table), mention_id)


def keep(
    store: "Store", heard: Heard, *, prompt_id: int, today: dt.date, strength: int = STRENGTH
) -> Relation:
    """Make a relation of what the room said.

    Raises RuleBroken when it has one end only, Conflict when it is no longer there to decide on.
    """
    if len(heard.ends) != 2:
        raise RuleBroken("mention.one_end")
    with store.write() as tables:
        line = heard.ends, heard.kind
        if line not in [(one.ends, one.kind) for one in _said(tables, prompt_id) if is_waiting(one)]:
            raise Conflict("mention.settled")  # somebody else kept it, or left it out, or it was taken back
        kept = _keep(tables, heard, prompt_id, today, strength)
        network.settle(tables)
        tables.mention.tell(tables.prompt.get(prompt_id).meeting_id)
    return kept


def keep_all(store: "Store", *, prompt_id: int, today: dt.date) -> int:
    """Make a relation of each line that is neither kept nor left out; return how many there were."""
    with store.write() as tables:
        waiting = [one for one in _said(tables, prompt_id) if is_waiting(one)]
        for one in waiting:
            _keep(tables, one, prompt_id, today, STRENGTH)
        network.settle(tables)
        tables.mention.tell(tables.prompt.get(prompt_id).meeting_id)
    return len(waiting)


def drop(store: "Store", heard: Heard, *, prompt_id: int, now: dt.datetime | None) -> None:
    """Leave out what the room said of a line, or (None) show it again."""
    with store.write() as tables:
        same = [one for one in tables.mention.of(prompt_id) if _line(one) == (heard.ends, heard.kind)]
        tables.mention.drop(same, at=now)
        network.settle(tables)


def heard(mentions: Iterable[Mention], relations: Iterable[Relation]) -> list[Heard]:
    """Return what the room said, line by line, what most people say first.

    Who says a line twice, from both its ends, is one person who speaks for two parties. A line is kept when
    the dossier has one of that kind between the two. One that was left out comes last.
    """
    told: dict[tuple[tuple[int, ...], RelationKind], list[Mention]] = {}
    for one in mentions:
        told.setdefault(_line(one), []).append(one)
    kept = {(tuple(sorted((one.source_id, one.target_id))), one.kind) for one in relations}
    found = [
        Heard(
            *line,
            people=len({one.voter for one in said if not one.voter.startswith(TAKEN_BACK)}),
            parties=len({one.party_id for one in said} - {None}),
            is_kept=line in kept,
            is_dropped=any(one.dropped_at is not None for one in said),
        )
        for line, said in told.items()
    ]
    return sorted(found, key=lambda one: (one.is_dropped, -one.people, one.ends, one.kind))


def _said(tables: "Tables", prompt_id: int) -> list[Heard]:
    return heard(tables.mention.of(prompt_id), tables.relation.all())


def is_waiting(one: Heard) -> bool:
    """Whether the facilitator has still to decide on a line between two parties."""
    return len(one.ends) == 2 and not (one.is_kept or one.is_dropped)


def at_table(mentions: Iterable[Mention], table: int) -> list[Mention]:
    """Return what was typed from cards at one table."""
    return [one for one in mentions if one.table == table and one.channel is Channel.HELPER]


def choices(parties: Iterable[Party]) -> list[Party]:
    """Return the parties that one can speak for or work with: all but who only leads the process."""
    return [one for one in parties if one.type is not PartyType.FACILITATOR]


def chosen_party(parties: Iterable[Party], *, party_id: int | None, target: object) -> int:
    """Return the party that was chosen by who speaks for ``party_id``, or (None) for himself.

    Raises RuleBroken when none was chosen, NotFound for one that nobody can speak for or work with.
    """
    if target is None:
        raise RuleBroken("mention.id")
    ids = {one.id for one in choices(parties)}
    if type(target) is not int or target not in ids or (party_id is not None and party_id not in ids):
        raise NotFound("party.unknown")
    return target


def _asked(prompt: Prompt) -> Prompt:
    if prompt.kind is not PromptKind.NETWORK:
        raise Conflict("mention.not_asked")
    return prompt


def _put(
    tables: "Tables",
    meeting: Meeting,
    prompt: Prompt,
    party_id: int | None,
    target: object,
    kind: object,
    *,
    voter: str,
    table: int | None = None,
    channel: Channel = Channel.PHONE,
) -> Said:
    target = chosen_party(tables.party.all(), party_id=party_id, target=target)
    if party_id == target:
        raise RuleBroken("relation.self")
    if kind not in tuple(RelationKind):
        raise RuleBroken("relation.kind", value=kind)
    mine = tables.mention.of_voter(prompt.id, voter)
    for one in mine:
        if (one.party_id, one.target_id, one.kind) == (party_id, target, kind):
            return Said(one, is_new=False)
    if len(mine) >= MOST_OF_ONE:
        raise Conflict("mention.many", limit=MOST_OF_ONE)
    line = _ends(party_id, target), kind
    left_out = [one.dropped_at for one in tables.mention.of(prompt.id) if _line(one) == line]
    added = tables.mention.add(
        meeting_id=meeting.id,
        prompt_id=prompt.id,
        voter=voter,
        target_id=target,
        kind=RelationKind(str(kind)),
        party_id=party_id,
        table=table,
        channel=channel,
        dropped_at=max(filter(None, left_out), default=None),  # what was left out stays out
    )
    network.settle(tables)
    return Said(added, is_new=True)


def _delete(tables: "Tables", mine: Sequence[Mention], mention_id: int) -> None:
    found = next((one for one in mine if one.id == mention_id), None)
    if found is None:
        raise NotFound("mention.unknown")
    same = [one for one in tables.mention.of(found.prompt_id) if _line(one) == _line(found)]
    if found.dropped_at is None or len(same) > 1:
        tables.mention.delete(found)
    else:  # that it was left out must be remembered, or it would come back when it is said again
        tables.mention.forget_voter(found)
    network.settle(tables)


def _keep(tables: "Tables", one: Heard, prompt_id: int, today: dt.date, strength: int) -> Relation:
    source, target = one.ends
    return relation.add_row(
        tables,
        {
            "source_id": source,
            "target_id": target,
            "kind": one.kind,
            "strength": strength,
            "asserted_by": ASSERTED_BY,
            "asserted_on": today,
            "meeting_id": tables.prompt.get(prompt_id).meeting_id,
        },
    )


def _line(one: Mention) -> tuple[tuple[int, ...], RelationKind]:
    return _ends(one.party_id, one.target_id), one.kind


def _ends(party_id: int | None, target_id: int) -> tuple[int, ...]:
    return (target_id,) if party_id is None else tuple(sorted((party_id, target_id)))

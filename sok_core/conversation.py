"""Conversations: what a party told, whom it named, and who is still to be spoken."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sok_core import network, party, relation, together, words
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import (
    Conversation,
    Party,
    PartyStatus,
    PartyType,
    Reader,
    Relation,
    RelationKind,
    TalkResult,
)

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_TEXT = 2000
MAX_FUNCTION = 80
MOST_MINUTES = 600
TEXTS = ("what_matters", "worries", "next_step")
FIELDS = (
    *("party_id", "date", "held_by", "result", "reader", "minutes", "named_parties", "named_unlisted"),
    *("next_date", *TEXTS),
)


@dataclass(frozen=True)
class Candidate:
    """A name that fell in talks and is no party yet, with the parties that named it."""

    name: str
    named_by: tuple[int, ...]


@dataclass(frozen=True)
class ToSpeak:
    """A party that nobody spoke yet: how many parties named it, who goes there, and when."""

    party: Party
    named_by: tuple[int, ...]
    by: dt.date | None
    has_tried: bool

    def is_late(self, today: dt.date) -> bool:
        """Whether the day on which somebody would go there has passed."""
        return self.by is not None and self.by < today


def hold(
    store: "Store", *, with_whom: str = "", named: Iterable[str] | None = None, **fields: Any
) -> Conversation:
    """Write down a talk (FIELDS); a party that was spoken is no longer one to approach.

    The party may be told by name, in ``with_whom``: one that is not in the list yet is written down too.
    So may those that were ``named``. Raises RuleBroken as ``clean`` does, NotFound for an unknown party.
    """
    values = clean(fields)
    with store.write() as tables:
        if with_whom:
            found = party.named(tables.party.all(), with_whom) or party.add_row(tables, {"name": with_whom})
            values["party_id"] = found.id
        spoken = tables.party.get(_party_of(values))
        values |= _sorted(tables, spoken.id, named)
        held = tables.conversation.add(**values)
        _mark_spoken(tables, spoken, held.result)
    return held


def change(
    store: "Store",
    *,
    conversation_id: int,
    before: Conversation | None = None,
    named: Iterable[str] | None = None,
    **fields: Any,
) -> Conversation:
    """Change a talk; a field that is not named stays. Raises as ``hold`` does.

    With ``before``, the talk as the writer saw it, only what differs from that is changed; raises Conflict
    when somebody else changed the same meanwhile.
    """
    with store.write() as tables:
        now = tables.conversation.get(conversation_id)
        fields |= _sorted(tables, fields.get("party_id") or now.party_id, named)
        if before is not None:
            fields = _differing(tables, fields, before, now)
        values = clean(_fields(now) | fields)
        spoken = tables.party.get(_party_of(values))
        tables.conversation.update(conversation_id, **values)
        _mark_spoken(tables, spoken, values["result"])
        return tables.conversation.get(conversation_id)


def _differing(
    tables: "Tables", fields: Mapping[str, Any], before: Conversation, now: Conversation
) -> dict[str, Any]:
    """Return the fields that differ from what their writer saw; raises Conflict when others changed them."""
    typed = {name: value for name, value in clean(_fields(before) | dict(fields)).items() if name in fields}
    changed, clash = together.changed(typed, before=_fields(before), now=_fields(now))
    if clash:
        names = {each.id: each.short_name for each in tables.party.all()}
        raise Conflict(
            "conversation.changed", field=words.TALK_FIELDS[clash], there=told_in(now, names)[clash]
        )
    return changed


def told_in(one: Conversation, names: Mapping[int, str]) -> dict[str, str]:
    """Return what stands in each field of a talk, as a person reads it; ``names`` are of the parties."""
    named = [*(names[each] for each in one.named_parties if each in names), *one.named_unlisted]
    values = _fields(one) | {"party_id": names.get(one.party_id), "named": ", ".join(named)}
    values |= dict.fromkeys(("named_parties", "named_unlisted"), values["named"])
    return {name: words.field_value(value) for name, value in values.items()}


def _fields(one: Conversation) -> dict[str, Any]:
    return {name: getattr(one, name) for name in FIELDS}


def _mark_spoken(tables: "Tables", spoken: Party, result: TalkResult) -> None:
    waits = (PartyStatus.TO_APPROACH, PartyStatus.MISSING)
    if result is TalkResult.SPOKEN and spoken.status in waits:
        tables.party.update(spoken.id, status=PartyStatus.SPOKEN)


def _party_of(values: Mapping[str, Any]) -> int:
    if not values.get("party_id"):
        raise RuleBroken("conversation.party")
    return int(values["party_id"])


def _sorted(tables: "Tables", party_id: int, names: Iterable[str] | None) -> dict[str, Any]:
    """Return which of these names are parties, and which are not (yet); nothing for None."""
    if names is None:
        return {}
    parties = tables.party.all()
    found = {name: party.named(parties, name) for name in names if name.strip()}
    return {
        "named_parties": tuple(
            dict.fromkeys(each.id for each in found.values() if each and each.id != party_id)
        ),
        "named_unlisted": tuple(dict.fromkeys(_tidy(name) for name, each in found.items() if each is None)),
    }


def _tidy(name: str) -> str:
    return " ".join(name.split())[: party.MAX_NAME].strip()


def remove(store: "Store", *, conversation_id: int) -> None:
    """Remove a talk; raises NotFound."""
    with store.write() as tables:
        tables.conversation.delete(conversation_id)


def clean(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a talk as they are kept.

    Raises RuleBroken: who held it is missing, no date, a talk in which nothing was said, a text too long.
    """
    values = {"result": TalkResult.SPOKEN, "reader": Reader.FACILITATOR, **fields}
    if unknown := set(values) - set(FIELDS):
        raise RuleBroken("conversation.field", field=min(unknown))
    values["held_by"] = " ".join(str(values.get("held_by") or "").split())[:MAX_FUNCTION]
    if not values["held_by"]:
        raise RuleBroken("conversation.held_by")
    if not values.get("date"):
        raise RuleBroken("conversation.date")
    for name in TEXTS:
        values[name] = str(values.get(name) or "").strip()
        if len(values[name]) > MAX_TEXT:
            raise RuleBroken("conversation.too_long", limit=MAX_TEXT)
    minutes = values.get("minutes")
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise RuleBroken("conversation.minutes", limit=MOST_MINUTES)
    values["named_parties"] = tuple(dict.fromkeys(values.get("named_parties") or ()))
    names = (_tidy(name) for name in values.get("named_unlisted") or ())
    values["named_unlisted"] = tuple(dict.fromkeys(name for name in names if name))
    if values["result"] is TalkResult.SPOKEN and not (values["what_matters"] or values["worries"]):
        raise RuleBroken("conversation.empty")
    return values


def search(
    conversations: Iterable[Conversation], parties: Iterable[Party], wanted: str
) -> list[Conversation]:
    """Return the talks in which every word of ``wanted`` occurs, in any case; all for an empty one."""
    names = {one.id: f"{one.name} {one.short_name}" for one in parties}
    words = wanted.casefold().split()
    found = []
    for one in conversations:
        text = " ".join(
            (
                *(names.get(one.party_id, ""), one.held_by, one.what_matters, one.worries, one.next_step),
                *(names.get(named, "") for named in one.named_parties),
                *one.named_unlisted,
            )
        ).casefold()
        if all(word in text for word in words):
            found.append(one)
    return found


def candidates(conversations: Iterable[Conversation], parties: Sequence[Party]) -> list[Candidate]:
    """Return the names that fell and are no party yet, those that fell most often first."""
    named: dict[str, list[int]] = {}
    spelled: dict[str, str] = {}
    for one in conversations:
        for name in one.named_unlisted:
            if party.named(parties, name) is None:
                key = name.casefold()
                spelled.setdefault(key, name)
                named.setdefault(key, []).append(one.party_id)
    found = [Candidate(spelled[key], tuple(dict.fromkeys(by))) for key, by in named.items()]
    return sorted(found, key=lambda one: (-len(one.named_by), one.name.casefold()))


def adopt(store: "Store", *, name: str, named_by: Iterable[int], today: dt.date) -> Party:
    """Make a candidate a party to approach, with a line to each party that named it.

    One that is a party meanwhile gets the lines that it lacks. A party and a line are for everybody to see;
    who said so stays out of a line when the talk is not for the table. Raises RuleBroken for a name that
    cannot be.
    """
    with store.write() as tables:
        found = party.named(tables.party.all(), name)
        found = found or party.add_row(tables, {"name": name, "status": PartyStatus.TO_APPROACH})
        talks, wanted = tables.conversation.readable_by(Reader.TABLE), _tidy(name).casefold()
        told = {
            one.party_id for one in talks if wanted in (_tidy(each).casefold() for each in one.named_unlisted)
        }
        for teller in named_by:
            _draw_named(tables, teller, found.id, today=today, is_told=teller in told)
        network.settle(tables)
        return tables.party.get(found.id)


def draw_named(store: "Store", *, conversation_id: int, today: dt.date) -> list[Relation]:
    """Draw a line from the party of a talk to each party that it named and has no line with yet."""
    with store.write() as tables:
        one = tables.conversation.get(conversation_id)
        known = {each.id for each in tables.party.all()}
        drawn = [
            line
            for named in one.named_parties
            if named in known
            and (
                line := _draw_named(
                    tables, one.party_id, named, today=today, is_told=one.reader is Reader.TABLE
                )
            )
        ]
        network.settle(tables)
    return drawn


def _draw_named(
    tables: "Tables", teller: int, named: int, *, today: dt.date, is_told: bool
) -> Relation | None:
    """Draw the weakest line there is: that somebody names a party says no more than that he knows it.

    ``is_told``: everybody may know that he said so.
    """
    there = {end for one in tables.relation.of(teller) for end in (one.source_id, one.target_id)}
    if teller == named or named in there:
        return None
    return relation.add_row(
        tables,
        {
            "source_id": teller,
            "target_id": named,
            "kind": RelationKind.INFORMATION,
            "strength": 1,
            "asserted_by": tables.party.get(teller).short_name if is_told else "",
            "asserted_on": today,
        },
    )


def undrawn(one: Conversation, relations: Iterable[Relation], parties: Iterable[Party]) -> list[int]:
    """Return the named parties to which the party of this talk has no line yet."""
    known = {each.id for each in parties}
    there = {
        end
        for line in relations
        if one.party_id in (line.source_id, line.target_id)
        for end in (line.source_id, line.target_id)
    }
    return [named for named in one.named_parties if named in known - there - {one.party_id}]


def to_speak(parties: Iterable[Party], conversations: Sequence[Conversation]) -> list[ToSpeak]:
    """Return who nobody spoke yet: first by the day that was promised, then who was named by most parties.

    A talk that failed keeps a party on the list, with the next day that was agreed. The facilitator himself
    is no party to speak.
    """
    spoken = {one.party_id for one in conversations if one.result is TalkResult.SPOKEN}
    found = []
    for each in parties:
        if each.id in spoken or each.type is PartyType.FACILITATOR:
            continue
        tries = [one for one in conversations if one.party_id == each.id]
        named_by = tuple(dict.fromkeys(one.party_id for one in conversations if each.id in one.named_parties))
        by = next((one.next_date for one in tries if one.next_date), None) or each.call_by
        found.append(ToSpeak(each, named_by, by, bool(tries)))
    return sorted(
        found,
        key=lambda one: (one.by is None, one.by or dt.date.max, -len(one.named_by), one.party.short_name),
    )

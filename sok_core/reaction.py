"""The reaction round: what parties and residents said of a frozen text, and what was answered."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sok_core import agreement, clause, words
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import ClauseStatus, ClauseText, Group, Reaction, ReactionAnswer, Version

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_TEXT = 2000
MAX_PROPOSED = 4000
MAX_CHANNEL = 40
FROM_WORD = "Word-bestand"
REMOVE = "Haal dit artikel weg."
NO_TEXT = "Voorstel voor een andere tekst."


@dataclass(frozen=True)
class Proposal:
    """Something that a returned file says: of one clause (None: of the whole), with another text or not."""

    clause_id: int | None
    text: str
    proposed: str = ""


def add(
    store: "Store",
    *,
    version: int,
    text: str,
    clause_id: int | None = None,
    party_id: int | None = None,
    group: Group | None = None,
    channel: str = "",
    received_on: dt.date | None = None,
    proposed: str = "",
) -> Reaction:
    """Write down a reaction to a frozen version; without a party it is from a resident.

    Raises RuleBroken without a text or when it is too long, NotFound for a version, an article of that
    version or a party that is not there.
    """
    with store.write() as tables:
        values = _about(tables, version, clause_id, party_id, group)
        values |= clean(text=text, proposed=proposed, channel=channel)
        return tables.reaction.add(received_on=received_on, **values)


def take(
    store: "Store",
    *,
    version: int,
    proposals: Sequence[Proposal],
    party_id: int | None,
    received_on: dt.date | None = None,
    file: str = "",
) -> list[Reaction]:
    """Take what was chosen from a returned file as reactions of one party, all of it or nothing.

    What this party already said in the same words is not taken twice. Residents are not told apart, so each
    of them counts: of theirs only what came from the very same file (``file``, its digest) is there already.
    Raises as ``add`` does.
    """
    with store.write() as tables:
        there = {
            (one.clause_id, one.text, one.proposed)
            for one in tables.reaction.all()
            if (one.version, one.party_id) == (version, party_id)
            and (party_id is not None or (file and one.file == file))
        }
        taken = []
        for proposal in proposals:
            values = clean(text=proposal.text, proposed=proposal.proposed, channel=FROM_WORD)
            if (proposal.clause_id, values["text"], values["proposed"]) not in there:
                about = _about(tables, version, proposal.clause_id, party_id, None)
                taken.append(tables.reaction.add(received_on=received_on, file=file, **about, **values))
        return taken


def change(store: "Store", *, reaction_id: int, before: Reaction, text: str) -> Reaction:
    """Put right how a reaction was written down; raises Conflict when somebody else changed it meanwhile."""
    with store.write() as tables:
        now = tables.reaction.get(reaction_id)
        if now.text != before.text:
            raise Conflict("reaction.changed", there=now.text)
        return tables.reaction.update(reaction_id, **clean(text=text))


def answer(
    store: "Store",
    *,
    reaction_id: int,
    before: Reaction,
    answer: ReactionAnswer,
    why: str,
    answered_on: dt.date,
) -> Reaction:
    """Say what was done with a reaction; ``before`` is what the writer saw.

    Raises RuleBroken without a reason for what was not, or partly, adopted; Conflict when somebody else
    answered meanwhile.
    """
    why = tidy(why)
    if not why and answer is not ReactionAnswer.ADOPTED:
        raise RuleBroken("reaction.why")
    if len(why) > MAX_TEXT:
        raise RuleBroken("reaction.too_long", limit=MAX_TEXT)
    with store.write() as tables:
        now = tables.reaction.get(reaction_id)
        if (now.answer, now.why) not in ((before.answer, before.why), (answer, why)):
            raise Conflict("reaction.answered", there=now.why or str(now.answer or ""))
        return tables.reaction.update(reaction_id, answer=answer, why=why, answered_on=answered_on)


def put_in_article(store: "Store", *, reaction_id: int, now: dt.datetime, by: str = "") -> ClauseText:
    """Make the words that somebody proposed those of the article, with the reaction as the reason.

    Raises Conflict for an article that says something else by now than the text that was reacted to, or
    that was withdrawn, and when the answer is another one by now.
    """
    return _word(store, reaction_id, is_adopted=True, now=now, by=by)


def put_back(store: "Store", *, reaction_id: int, now: dt.datetime, by: str = "") -> ClauseText:
    """Give the article back the words that were reacted to: the proposed ones were not adopted after all.

    Raises as ``put_in_article`` does.
    """
    return _word(store, reaction_id, is_adopted=False, now=now, by=by)


def _word(store: "Store", reaction_id: int, *, is_adopted: bool, now: dt.datetime, by: str) -> ClauseText:
    with store.read() as tables:
        one = tables.reaction.get(reaction_id)
        newest = tables.clause_text.newest().get(one.clause_id or 0)
        names = {each.id: each.short_name for each in tables.party.all()}
        asked = tables.version.numbered(one.version)
    known = articles(asked).get(one.clause_id or 0) if asked else None
    if newest is None or known is None or one.answer is None or not one.proposed:
        raise NotFound("reaction.unknown")
    if (one.answer is ReactionAnswer.ADOPTED) is not is_adopted:
        raise Conflict("reaction.other_answer", answer=words.REACTION_ANSWERS[one.answer])
    if newest.text not in (known.text, one.proposed):
        raise Conflict("reaction.article_changed", number=known.number)
    because = f"Reactie van {from_whom(one, names)}"
    return clause.edit(
        store,
        clause_id=newest.clause_id,
        before=newest,
        now=now,
        by=by,
        because=because if is_adopted else f"{because} {words.REACTION_ANSWERS[one.answer]}",
        text=one.proposed if is_adopted else known.text,
    )


def in_article(tables: "Tables") -> set[int]:
    """Return the ids of the reactions of which the article has the proposed words now.

    Words that stand there because another reaction with the same words was adopted, are of that one only.
    """
    now = {
        (clause_id, one.text)
        for clause_id, one in tables.clause_text.newest().items()
        if tables.clause.get(clause_id).status is ClauseStatus.IN_FORCE
    }
    found = [one for one in tables.reaction.all() if (one.clause_id, one.proposed) in now]
    adopted = {(one.clause_id, one.proposed) for one in found if one.answer is ReactionAnswer.ADOPTED}
    return {
        one.id
        for one in found
        if one.answer is ReactionAnswer.ADOPTED or (one.clause_id, one.proposed) not in adopted
    }


def remove(store: "Store", *, reaction_id: int) -> None:
    """Take away a reaction that was written down by mistake; one with an answer stays.

    Raises Conflict for that, NotFound.
    """
    with store.write() as tables:
        if tables.reaction.get(reaction_id).answer is not None:
            raise Conflict("reaction.has_answer")
        tables.reaction.delete(reaction_id)


def clean(**texts: str) -> dict[str, Any]:
    """Return texts as they are kept; raises RuleBroken without a text, or when one is too long."""
    limits = {"text": MAX_TEXT, "proposed": MAX_PROPOSED, "channel": MAX_CHANNEL}
    found = {name: tidy(text) for name, text in texts.items()}
    if not found.get("text") and found.get("proposed"):
        found["text"] = NO_TEXT
    if not found["text"]:
        raise RuleBroken("reaction.empty")
    for name, text in found.items():
        if len(text) > limits[name]:
            raise RuleBroken("reaction.too_long", limit=limits[name])
    return found


def tidy(text: str) -> str:
    """Return a text with its lines, without the spaces around them."""
    return "\n".join(line for line in (" ".join(each.split()) for each in text.splitlines()) if line)


def unanswered(reactions: Iterable[Reaction]) -> list[Reaction]:
    """Return the reactions that nobody answered yet."""
    return [one for one in reactions if one.answer is None]


def by_article(
    reactions: Iterable[Reaction], order: Mapping[int, str]
) -> list[tuple[int | None, list[Reaction]]]:
    """Return reactions by clause, in the order of the text (``order`` is number by clause id).

    Those on the whole come first, those on an article that is no longer known last.
    """
    found: dict[int | None, list[Reaction]] = {}
    for one in reactions:
        found.setdefault(one.clause_id, []).append(one)
    places = {None: -1} | {clause_id: place for place, clause_id in enumerate(order)}
    return sorted(found.items(), key=lambda pair: places.get(pair[0], len(places)))


def from_whom(one: Reaction, names: Mapping[int, str]) -> str:
    """Return of whom a reaction is; a person is never named."""
    if one.party_id is not None:
        return names.get(one.party_id, "Een partij")
    return "Een organisatie" if one.group is Group.ORGANISATION else "Een bewoner"


def _about(
    tables: "Tables", version: int, clause_id: int | None, party_id: int | None, group: Group | None
) -> dict[str, Any]:
    frozen = _frozen(tables, version)
    if clause_id is not None and clause_id not in articles(frozen):
        raise NotFound("clause.unknown")
    if party_id is not None:
        tables.party.get(party_id)
        group = Group.ORGANISATION
    return {
        "version": version,
        "clause_id": clause_id,
        "party_id": party_id,
        "group": group or Group.RESIDENT,
    }


def _frozen(tables: "Tables", version: int) -> Version:
    found = tables.version.numbered(version)
    if found is None:
        raise NotFound("version.unknown")
    return found


def articles(version: Version) -> dict[int, agreement.Article]:
    """Return the articles of a frozen version by clause id, in their order."""
    return {one.clause_id: one for one in agreement.read(version.content).articles}

"""What was decided, who does what by when, and what waits: written down once, settled later."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sok_core import proposal, update, words
from sok_core.errors import RuleBroken
from sok_core.model import Decision, DecisionKind, DecisionStatus

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

# What may become of each kind; a decision stays in force until another one takes its place.
OUTCOMES = {
    DecisionKind.DECISION: (),
    DecisionKind.ACTION: (DecisionStatus.DONE, DecisionStatus.NOT_DONE),
    DecisionKind.PARKED: (DecisionStatus.RETURNED,),
}
ACTION_MINUTES, PARKED_MINUTES = 5, 10
BETWEEN = (re.compile(r"\s*[,;]\s*"), re.compile(r"\s*(?:[&+/]|\ben\b)\s*"))  # who does it, and who too
TOGETHER = ("kernteam", "begeleider", "begeleiders", "bewoners", "iedereen", "wij allemaal", "alle partijen")


def write_down(
    store: "Store",
    *,
    meeting_id: int,
    kind: DecisionKind,
    text: str,
    now: dt.datetime,
    who: str = "",
    due: dt.date | None = None,
) -> None:
    """Write down a decision, an action (who, by when) or a parked point; raises RuleBroken when empty."""
    with store.write() as tables:
        write_in(tables, meeting_id=meeting_id, kind=kind, text=text, now=now, who=who, due=due)


def write_in(
    tables: "Tables",
    *,
    meeting_id: int,
    kind: DecisionKind,
    text: str,
    now: dt.datetime,
    who: str = "",
    due: dt.date | None = None,
    update_id: int | None = None,
) -> None:
    """Write one down inside a transaction that goes on; raises as ``write_down`` does.

    ``update_id`` is what tells of it in the story of a promise.
    """
    if not text.strip():
        raise RuleBroken("decision.empty")
    tables.decision.add(
        meeting_id=meeting_id,
        kind=kind,
        text=text.strip(),
        who=who.strip(),
        due=due,
        status=DecisionStatus.IN_FORCE if kind is DecisionKind.DECISION else DecisionStatus.OPEN,
        created_at=now,
        update_id=update_id,
    )


def take_away(store: "Store", *, decision_id: int, now: dt.datetime, by: str = "") -> None:
    """Take away what was written down by mistake; a proposal that led to it lies on the table again.

    The story of the promise that it was about says that it was not decided after all. ``by`` is a function.
    """
    with store.write() as tables:
        one = tables.decision.get(decision_id)
        proposal.let_go(tables, decision_id)
        tables.decision.remove(decision_id)
        if one.update_id is not None:
            update.undecided(tables, one.update_id, entered_by=by, now=now)


def settle(store: "Store", *, decision_id: int, status: DecisionStatus) -> None:
    """Say what became of an action or a parked point, or open it again.

    Raises RuleBroken for a status that its kind cannot have.
    """
    with store.write() as tables:
        kind = tables.decision.get(decision_id).kind
        if not OUTCOMES[kind] or status not in (DecisionStatus.OPEN, *OUTCOMES[kind]):
            raise RuleBroken("decision.status")
        tables.decision.update(decision_id, status=status)


def looking_back(waiting: Iterable[Decision], *, planned: Collection[str] = ()) -> list[tuple[int, str, str]]:
    """Return an agenda block (minutes, title, form) for each action and parked point that waits.

    ``planned`` are titles that stand on the agenda of a coming meeting already: those are left out.
    """
    blocks = []
    for one in sorted(waiting, key=lambda d: (d.kind is not DecisionKind.ACTION, d.due or dt.date.max, d.id)):
        if one.kind is DecisionKind.ACTION:
            block = (ACTION_MINUTES, f"Terugkijken: {sentence(one)}", "kring")
        else:
            block = (PARKED_MINUTES, f"Geparkeerd: {one.text}", "plenair")
        if block[1] not in planned:
            blocks.append(block)
    return blocks


def sentence(one: Decision) -> str:
    """Return what was written down with who and when behind it."""
    more = ", ".join(part for part in (one.who, f"voor {words.day(one.due)}" if one.due else "") if part)
    return f"{one.text.rstrip('.')} ({more})" if more else one.text


def impersonal(tables: "Tables") -> list[Decision]:
    """Return every decision for a file that travels: of who does it only parties and functions.

    Whoever wrote one down could type any name. What is no party or function of this dossier is left out.
    """
    known = {name.casefold() for name in _parties_and_functions(tables) if name}
    return [replace(one, who=", ".join(_known(one.who, known))) for one in tables.decision.all()]


def _parties_and_functions(tables: "Tables") -> Iterator[str]:
    yield from TOGETHER
    for party in tables.party.all():
        yield from (party.name, party.short_name, party.contact_role)
    yield from (one.function for one in tables.core_team.all())
    yield from (one.contact_role for one in tables.commitment.all())
    for change in tables.contact_change.all():
        yield from (change.function, change.was)


def _known(who: str, known: set[str], splits: Sequence[re.Pattern[str]] = BETWEEN) -> Iterator[str]:
    """Yield the parts of a text that are known, the longest that can be."""
    bare = re.sub(r"^(de|het) ", "", who.strip(), flags=re.IGNORECASE)
    if {who.strip().casefold(), bare.casefold()} & known:
        yield who.strip()
    elif splits:
        first, *later = splits
        for part in first.split(who):
            yield from _known(part, known, later)

"""What is decided on the spot about one commitment: kept with the moment, and written into the commitment."""

import datetime as dt
from typing import TYPE_CHECKING

from sok_core import commitment, decision, words
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import CheckIn, CheckInStatus, Commitment, DecisionKind, MeetingStatus

if TYPE_CHECKING:
    from sok_core.store import Store, Tables


def decide(
    store: "Store",
    *,
    check_in_id: int,
    before: Commitment,
    text: str,
    now: dt.datetime,
    helper_id: int | None = None,
    due: dt.date | None = None,
) -> None:
    """Decide something about a commitment; a new helper or a new day is written into it.

    It is a decision of the evening that this moment is, while that is not closed, else what came of the
    moment. Raises RuleBroken for an empty text or a day that cannot be, Conflict when the moment was called
    off or somebody changed the same since ``before`` was read.
    """
    text = " ".join(text.split())
    if not text:
        raise RuleBroken("decision.empty")
    with store.read() as tables:
        one = tables.check_in.get(check_in_id)
        evening = _evening(tables, one)
        helper = tables.party.get(helper_id).short_name if helper_id is not None else ""
    if one.status is CheckInStatus.CANCELLED:
        raise Conflict("check_in.cancelled")
    sentence = _sentence(before, text, helper, due)
    fields: dict[str, object] = {"due": due} if due is not None and due != before.due else {}
    if helper_id is not None and helper_id not in (*before.helper_ids, before.owner_id):
        fields["helper_ids"] = (*before.helper_ids, helper_id)
    if fields:
        commitment.change(store, commitment_id=before.id, before=before, **fields)
    if evening is not None:
        decision.write_down(store, meeting_id=evening, kind=DecisionKind.DECISION, text=sentence, now=now)
        return
    with store.write() as tables:
        known = tables.check_in.get(check_in_id).outcomes
        tables.check_in.update(check_in_id, outcomes=(*known, sentence))


def _evening(tables: "Tables", one: CheckIn) -> int | None:
    """Return the meeting that a moment is, as long as it is not closed."""
    if one.meeting_id is None:
        return None
    meeting = tables.meeting.get(one.meeting_id)
    return meeting.id if meeting.status is not MeetingStatus.CLOSED else None


def _sentence(about: Commitment, text: str, helper: str, due: dt.date | None) -> str:
    more = [f"{helper} helpt"] if helper else []
    more += [f"nieuwe datum: {words.date(due, with_year=True)}"] if due else []
    return f"{about.title} {text}" + (f" ({', '.join(more)})" if more else "")

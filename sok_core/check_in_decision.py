"""What is decided on the spot about a promise: kept with the moment, in the promise and in its story."""

import datetime as dt
from typing import TYPE_CHECKING

from sok_core import (
    check_in_agenda,
    check_in_outcome,
    commitment,
    commitment_state,
    decision,
    notice,
    update,
    words,
)
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import CheckIn, CheckInStatus, Commitment, DecisionKind, MeetingStatus, ScreenView

if TYPE_CHECKING:
    from sok_core.store import Store, Tables


def decide(
    store: "Store",
    *,
    check_in_id: int,
    before: Commitment,
    text: str,
    now: dt.datetime,
    today: dt.date,
    helper_id: int | None = None,
    due: dt.date | None = None,
    entered_by: str = "",
) -> None:
    """Decide something about a commitment: all of it is written down, or nothing.

    A new helper or a new day goes into the commitment, and what was decided into its story, so that it is not
    silent. It is a decision of the evening that this moment is, while that is not closed, else what came of
    the moment. Raises RuleBroken for a text that is empty or too long, a day that cannot be or had passed
    when this was decided, or a helper that left, Conflict when the moment was called off or somebody changed
    the same since ``before`` was read.
    """
    text = " ".join(text.split())
    if not text:
        raise RuleBroken("decision.empty")
    with store.write() as tables:
        one = tables.check_in.get(check_in_id)
        if one.status is CheckInStatus.CANCELLED:
            raise Conflict("check_in.cancelled")
        _must_come(due, one, today)
        if helper_id is not None:
            notice.must_be_bound(tables, helper_id, today=today)
        told = f"{text}{_more(tables, helper_id, due)}"
        _change(tables, before, helper_id, due)
        said = update.decided(
            tables,
            _state(tables, before.id, today),
            text=f"{commitment_state.DECIDED}{told}",
            next_step=text,
            check_in_id=one.id,
            entered_by=entered_by,
            created_at=now,
        )
        check_in_agenda.keep_spoken(tables, one, before.id)
        _keep(tables, one, f"{before.title} {told}", now, said.id)


def _must_come(due: dt.date | None, one: CheckIn, today: dt.date) -> None:
    """Refuse a day that had passed at the moment; what is written down before or at it counts from today."""
    first = min(one.date, today)
    if due is not None and due < first:
        raise RuleBroken("check_in.past_due", day=words.date(first, with_year=True))


def correct(store: "Store", *, update_id: int, text: str, now: dt.datetime, entered_by: str = "") -> None:
    """Put what a moment decided of a commitment in other words: in its story, and where it was decided.

    A helper and a new day stand in the commitment, and are changed there. Raises RuleBroken for a text that
    is empty or too long, Conflict when somebody corrected it already, NotFound for what no moment decided.
    """
    text = " ".join(text.split())
    if not text:
        raise RuleBroken("decision.empty")
    with store.write() as tables:
        line = _line(tables, update_id)
        before, told = update.decided_anew(tables, update_id, text=text, entered_by=entered_by, now=now)
        if line:
            check_in_outcome.put(tables, line, f"{line.text.removesuffix(before)}{told}")
        for each in tables.decision.where("update_id = ?", [tables.update.first_of(update_id)]):
            tables.decision.update(each.id, text=f"{each.text.removesuffix(before)}{told}")
            if tables.meeting.get(each.meeting_id).screen is ScreenView.AGENDA:
                tables.meeting.tell_anew(each.meeting_id)


def take_away(store: "Store", *, update_id: int, now: dt.datetime, entered_by: str = "") -> None:
    """Take away what a moment decided by mistake; the story of its commitment says that it was not decided.

    A helper and a new day stay in the commitment. Raises Conflict when it is not there any more, as for what
    was decided in an evening: ``decision.take_away`` is for that.
    """
    with store.write() as tables:
        line = _line(tables, update_id)
        if line is None:
            raise Conflict("check_in.line_changed")
        check_in_outcome.put(tables, line, "")
        update.undecided(tables, tables.update.first_of(update_id), entered_by=entered_by, now=now)


def _line(tables: "Tables", update_id: int) -> check_in_outcome.Line | None:
    """Return where something that was decided stands in what came of its moment; None when it does not."""
    lines = check_in_outcome.every(tables)
    return next((line for line in lines if line.update and line.update.id == update_id), None)


def _change(tables: "Tables", before: Commitment, helper_id: int | None, due: dt.date | None) -> None:
    """Write a new helper or a new day into a commitment."""
    fields: dict[str, object] = {"due": due} if due is not None and due != before.due else {}
    lead = tables.commitment.get(before.id).owner_id  # by now: whoever leads does not help itself
    if helper_id is not None and helper_id not in (*before.helper_ids, before.owner_id, lead):
        fields["helper_ids"] = (*before.helper_ids, helper_id)
    if fields:
        commitment.change_in(tables, before.id, before=before, **fields)


def _state(tables: "Tables", commitment_id: int, today: dt.date) -> commitment_state.State:
    for one in commitment_state.states(tables, today=today):
        if one.commitment.id == commitment_id:
            return one
    raise NotFound("commitment.unknown")


def _keep(tables: "Tables", one: CheckIn, sentence: str, now: dt.datetime, update_id: int) -> None:
    """Keep a decision with the evening that a moment is, as long as that is not closed, else with itself."""
    if one.meeting_id is not None:
        evening = tables.meeting.get(one.meeting_id)
        if evening.status is not MeetingStatus.CLOSED:
            decision.write_in(
                tables,
                meeting_id=evening.id,
                kind=DecisionKind.DECISION,
                text=sentence,
                now=now,
                update_id=update_id,
            )
            if evening.screen is ScreenView.AGENDA:
                tables.meeting.tell_anew(evening.id)
            return
    tables.check_in.update(one.id, outcomes=(*one.outcomes, sentence))


def _more(tables: "Tables", helper_id: int | None, due: dt.date | None) -> str:
    more = [f"{tables.party.get(helper_id).short_name} helpt"] if helper_id is not None else []
    more += [f"nieuwe datum: {words.date(due, with_year=True)}"] if due else []
    return f" ({', '.join(more)})" if more else ""

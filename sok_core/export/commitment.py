"""What is followed as tables, in Excel and csv: commitments, what was said, moments, decisions and values."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import (
    check_in_outcome,
    commitment,
    commitment_road,
    commitment_state,
    decision,
    delicate,
    lead_change,
    update,
    value_score,
    value_score_room,
    words,
)
from sok_core.charts import value_score as chart
from sok_core.clock import today
from sok_core.commitment_state import State
from sok_core.export.meeting import place_name
from sok_core.export.sheet import Value
from sok_core.export.tables import Rows, as_csv, book, columned
from sok_core.model import CheckIn, CommitmentKind, Decision, Dossier, RoundResult, Update
from sok_core.words import (
    ATTENDANCE_COLUMNS,
    CHECK_IN_COLUMNS,
    COMMITMENT_COLUMNS,
    CONFIRMATION_COLUMNS,
    DECISION_COLUMNS,
    LEAD_CHANGE_COLUMNS,
    LESSON_COLUMNS,
    UPDATE_COLUMNS,
    VALUE_SCORE_COLUMNS,
    rounded,
)

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

OUTCOME = "Kwam uit het moment"


@dataclass(frozen=True)
class Followed:
    """All that is followed on one day, in rows by field; of what was corrected only the correction.

    ``to_tell`` are updates that somebody may still fill in: one row for each commitment that goes on.
    """

    dossier: Dossier
    made_at: dt.datetime
    commitments: Rows
    updates: Rows
    check_ins: Rows
    to_tell: Rows
    scores: Rows
    decisions: Rows
    lessons: Rows
    confirmations: Rows
    lead_changes: Rows
    attendances: Rows

    @property
    def footer(self) -> str:
        """What it is."""
        return place_name(self.dossier.name, is_fictional=self.dossier.is_fictional)


@dataclass(frozen=True)
class _Names:
    """What ids are called on paper."""

    parties: Mapping[int | None, str]
    numbers: Mapping[int | None, str]
    projects: Mapping[int | None, str]
    aims: Mapping[int, str]
    titles: Mapping[int, str]
    yes_no: Collection[int]
    moments: Mapping[int | None, str]


def gather(store: "Store", *, now: dt.datetime) -> Followed:
    """Read all that is followed, at one moment."""
    with delicate.for_paper(store) as tables:
        dossier, names = tables.dossier.current(), _names(tables)
        states = commitment_state.states(tables, today=today(now, dossier.reference_date))
        wanting = commitment_state.wanting(states, tables.party.all())
        said = [one for each in names.titles for one in tables.update.standing(each)]
        told = {one.commitment.id: update.last_told(tables, one) for one in states}
        moments = tables.check_in.all()
        check_ins = list(_check_ins(tables, moments))
        history, titles = value_score_room.history(tables), value_score_room.titles(tables)
        more = {
            "decisions": sorted([*_decisions(tables), *_outcomes(tables)], key=_day),
            "lessons": list(_lessons(tables, names)),
            "confirmations": list(_confirmations(tables, names)),
            "lead_changes": list(_lead_changes(tables, names, states)),
            "attendances": list(_attendances(tables, moments, names)),
        }
    reasons = {one.state.commitment.id: " ".join(one.reasons) for one in wanting}
    return Followed(
        dossier,
        now,
        [_commitment(one, names, reasons, told[one.commitment.id]) for one in states],
        [_update(one, names) for one in said],
        check_ins,
        [_to_tell(one, names) for one in states if one.is_promised and not one.is_settled],
        list(_scores(history, titles)),
        **more,
    )


def workbook(followed: Followed) -> bytes:
    """Return an Excel file with a sheet for each; that of the updates is as our own import reads it."""
    sheets = {
        "Afspraken": columned(COMMITMENT_COLUMNS, followed.commitments),
        "Berichten": columned(UPDATE_COLUMNS, followed.updates),
        "Gezien door": columned(CONFIRMATION_COLUMNS, followed.confirmations),
        "Trekkers": columned(LEAD_CHANGE_COLUMNS, followed.lead_changes),
        "Kwartaalmomenten": columned(CHECK_IN_COLUMNS, followed.check_ins),
        "Wie was erbij": columned(ATTENDANCE_COLUMNS, followed.attendances),
        "Besluiten": columned(DECISION_COLUMNS, followed.decisions),
        "Geleerd": columned(LESSON_COLUMNS, followed.lessons),
        "Waarden": columned(VALUE_SCORE_COLUMNS, followed.scores),
    }
    return book(followed, "Afspraken", sheets)


def commitment_csv(followed: Followed) -> bytes:
    """Return the commitments as csv that opens in a Dutch Excel."""
    return as_csv(COMMITMENT_COLUMNS, followed.commitments)


def update_csv(followed: Followed) -> bytes:
    """Return the updates as csv, as our own import reads it."""
    return as_csv(UPDATE_COLUMNS, followed.updates)


def blank_workbook(followed: Followed) -> bytes:
    """Return an Excel file to fill in: who tells of which commitment, as our own import reads it."""
    sheets = {"Berichten": columned(UPDATE_COLUMNS, followed.to_tell)}
    return book(followed, "Berichten om in te vullen", sheets)


def check_in_csv(followed: Followed) -> bytes:
    """Return the moments as csv that opens in a Dutch Excel."""
    return as_csv(CHECK_IN_COLUMNS, followed.check_ins)


def _names(tables: "Tables") -> _Names:
    commitments = tables.commitment.all()
    return _Names(
        parties={one.id: one.short_name for one in tables.party.all()},
        numbers=dict(commitment_road.numbers(tables).items()),
        projects={one.id: one.title for one in tables.project.all()},
        aims={one.id: one.title for one in tables.aim.where()},
        titles={one.id: one.title for one in commitments},
        yes_no={one.id for one in commitments if one.kind is CommitmentKind.YES_NO},
        moments={one.id: one.title for one in tables.check_in.all()},
    )


def _commitment(
    one: State, names: _Names, reasons: Mapping[int, str], told: Update | None
) -> dict[str, Value]:
    followed = one.commitment
    return {
        "title": followed.title,
        "number": names.numbers.get(followed.clause_id, ""),
        "project": names.projects.get(followed.project_id, ""),
        "owner": names.parties[followed.owner_id] if one.has_lead else "",
        "helpers": _listed(names.parties.get(each) for each in one.helper_ids),
        "contact_role": followed.contact_role,
        "kind": words.COMMITMENT_KINDS[followed.kind],
        "indicator": followed.indicator,
        "unit": followed.unit,
        "baseline": followed.baseline,
        "target": followed.target,
        "starts_on": followed.starts_on,
        "due": followed.due,
        "check_every": words.RHYTHMS[followed.check_every],
        "aims": _listed(names.aims.get(each) for each in followed.aim_ids),
        "status": words.COMMITMENT_STATUSES[one.status],
        "value": _number(told, names) if told else None,
        "heard_on": one.update.date if one.update else None,
        "seen_by": _listed(names.parties.get(each.party_id) for each in one.seen_by),
        "attention": reasons.get(followed.id, ""),
        "steps": commitment.steps_in_a_line(followed),
    }


def _update(one: Update, names: _Names) -> dict[str, Value]:
    return {
        "commitment": names.titles[one.commitment_id],
        "date": one.date,
        "status": words.COMMITMENT_STATUSES[one.status],
        "value": _number(one, names),
        "text": one.text,
        "evidence": one.evidence,
        "next_step": one.next_step,
        "asked_help_from": names.parties.get(one.asked_help_from, ""),
        "reported_by": names.parties.get(one.reported_by, ""),
    }


def _number(one: Update, names: _Names) -> Value:
    """Return the number that was given, as yes or no where that is what it says."""
    if one.value is None or one.commitment_id not in names.yes_no:
        return one.value
    return "ja" if one.value else "nee"


def _to_tell(one: State, names: _Names) -> dict[str, Value]:
    known = {
        "commitment": commitment.impersonal(one.commitment).title,
        "reported_by": names.parties[one.commitment.owner_id],
    }
    return dict.fromkeys(UPDATE_COLUMNS) | known


def _check_ins(tables: "Tables", moments: Iterable[CheckIn]) -> Iterator[dict[str, Value]]:
    decisions = decision.impersonal(tables)
    for one in moments:
        same = {name: getattr(one, name) for name in CHECK_IN_COLUMNS}
        yield same | {
            "status": words.CHECK_IN_STATUSES[one.status],
            "outcomes": "\n".join(check_in_outcome.came_of(one, decisions)),
        }


def _decisions(tables: "Tables") -> Iterator[dict[str, Value]]:
    """Yield what meetings decided, as the log on the page tells it; of who only parties and functions."""
    meetings = {one.id: one for one in tables.meeting.all()}
    for one in decision.impersonal(tables):
        at = meetings[one.meeting_id]
        yield _decision(one) | {"date": at.date, "meeting": at.title}


def _decision(one: Decision) -> dict[str, Value]:
    return dict.fromkeys(DECISION_COLUMNS) | {
        "kind": words.DECISION_KINDS[one.kind],
        "text": one.text,
        "who": one.who,
        "due": one.due,
        "status": words.DECISION_STATUSES[one.status],
    }


def _outcomes(tables: "Tables") -> Iterator[dict[str, Value]]:
    """Yield what came of each moment and was written down there, a row for each."""
    for line in check_in_outcome.every(tables):
        kind = words.DECISION_KINDS[line.kind] if line.kind else OUTCOME
        told = {"date": line.on, "meeting": line.check_in.title, "kind": kind, "text": line.told}
        yield dict.fromkeys(DECISION_COLUMNS) | told


def _day(row: Mapping[str, Value]) -> str:
    return str(row["date"])


def _lessons(tables: "Tables", names: _Names) -> Iterator[dict[str, Value]]:
    for one in tables.lesson.all():
        yield {
            "date": one.on,
            "text": one.text,
            "check_in": names.moments.get(one.check_in_id, ""),
            "number": names.numbers.get(one.clause_id, ""),
        }


def _confirmations(tables: "Tables", names: _Names) -> Iterator[dict[str, Value]]:
    """Yield what second parties said of an update, also of one that was corrected later."""
    said = {one.id: one for one in tables.update.where()}
    for one in tables.confirmation.where(order_by='"on", id'):
        of = said[one.update_id]
        yield {
            "commitment": names.titles[of.commitment_id],
            "said_on": of.date,
            "status": words.COMMITMENT_STATUSES[of.status],
            "party": names.parties[one.party_id],
            "date": one.on,
            "is_right": "ja" if one.is_right else "nee",
            "text": one.text,
        }


def _lead_changes(tables: "Tables", names: _Names, states: Iterable[State]) -> Iterator[dict[str, Value]]:
    """Yield who took over and who stopped, by day; also who stops on a day that is still to come."""
    settled = {one.commitment.id for one in states if one.is_settled}
    for one in lead_change.counting(tables.lead_change.all()):
        nobody = "niemand" if one.commitment_id in settled else "niemand: zoekt een trekker"
        yield {
            "commitment": names.titles[one.commitment_id],
            "date": one.on,
            "was": names.parties[one.was_id],
            "party": names.parties.get(one.party_id, nobody),
            "why": one.why,
        }


def _attendances(tables: "Tables", moments: Iterable[CheckIn], names: _Names) -> Iterator[dict[str, Value]]:
    """Yield whether each party was at each moment, by day."""
    for one in moments:
        for told in tables.attendance.of(one.id):
            yield {
                "date": one.date,
                "check_in": one.title,
                "party": names.parties[told.party_id],
                "status": words.ATTENDANCE_STATUSES[told.status],
            }


def _scores(history: Iterable[RoundResult], titles: Mapping[int, str]) -> Iterator[dict[str, Value]]:
    """Yield a row for each crowd of each value that everybody may see."""
    for one in history:
        for row in chart.of_round(one, titles):
            for lane in row.result.lanes:
                counts = zip(value_score.SCORES, lane.scores, strict=True)
                yield {
                    "date": one.round.date,
                    "title": one.round.title,
                    "people": one.round.people,
                    "value": row.name,
                    "who": chart.who(lane),
                    **{f"score_{score}": people for score, people in counts},
                    "unknown": lane.unknown,
                    "mean": rounded(value_score.mean(lane)),
                    "spread": rounded(value_score.spread(lane)),
                }


def _listed(found: Iterable[str | None]) -> str:
    return ", ".join(filter(None, found))

"""What Molenkwartier follows: its commitments, what was said of them, and the moments to look together."""

import datetime as dt
from typing import TYPE_CHECKING

from sok_core import consent
from sok_core.clock import utc
from sok_core.intake.demo_agreement import NOON, Known, Row
from sok_core.model import (
    AttendanceStatus,
    CheckInStatus,
    CommitmentKind,
    CommitmentStatus,
    Direction,
    Rhythm,
)

if TYPE_CHECKING:
    from sok_core.store import Tables


def load(tables: "Tables", data: dict[str, list[Row]], known: Known) -> None:
    """Write what the neighbourhood follows, into a transaction that goes on."""
    _commitments(tables, data["commitments"], known)
    _updates(tables, data["updates"], known)
    _check_ins(tables, data["checkins"], known)


def _commitments(tables: "Tables", rows: list[Row], known: Known) -> None:
    signed = consent.signed_version(tables)
    for row in rows:
        same = {name: row[name] for name in ("title", "contact_role", "indicator", "unit")}
        numbers = {name: row[name] for name in ("baseline", "target")}
        added = tables.commitment.add(
            **same | numbers,
            owner_id=known.parties[row["owner_party"]],
            helper_ids=known.of("parties", row["helper_parties"]),
            clause_id=known.clauses[row["agreement_article"]],
            version=signed.number if signed else None,
            project_id=known.projects.get(row["project_id"]),
            kind=CommitmentKind(row["kind"]),
            direction=Direction(row["direction"]),
            starts_on=dt.date.fromisoformat(row["start_date"]),
            due=dt.date.fromisoformat(row["due_date"]),
            check_every=Rhythm(row["check_every"]),
            aim_ids=known.of("aims", row["value_ids"] + row["goal_ids"]),
        )
        known.commitments[row["id"]] = added.id


def _updates(tables: "Tables", rows: list[Row], known: Known) -> None:
    for row in rows:
        day = dt.date.fromisoformat(row["date"])
        added = tables.update.add(
            commitment_id=known.commitments[row["commitment_id"]],
            date=day,
            status=CommitmentStatus(row["status"]),
            value=row["value"],
            progress=row["progress_pct"],
            text=row["note"],
            reported_by=known.parties[row["reported_by"]],
            created_at=utc(day, NOON),
        )
        known.updates[row["id"]] = added.id


def _check_ins(tables: "Tables", rows: list[Row], known: Known) -> None:
    """Write every moment, and who was there; one that moved is linked to what came in its place."""
    for row in rows:
        known.check_ins[row["id"]] = _check_in(tables, row, known)
    for row in rows:
        if row["moved_to"]:
            tables.check_in.update(known.check_ins[row["id"]], moved_to_id=known.check_ins[row["moved_to"]])


def _check_in(tables: "Tables", row: Row, known: Known) -> int:
    there = row["attendance"] or {"bewoners": None, "organisaties": None, "per_party": []}
    added = tables.check_in.add(
        date=dt.date.fromisoformat(row["date"]),
        starts_at=dt.time.fromisoformat(row["start"]),
        ends_at=dt.time.fromisoformat(row["end"]),
        title=row["title"],
        place=row["location"],
        status=CheckInStatus(row["status"]),
        meeting_id=known.meetings.get(row["session_id"]),
        why=row["reason"] or "",
        outcomes=tuple(row["outcomes"]),
        residents=there["bewoners"],
        organisations=there["organisaties"],
    )
    tables.attendance.put(
        added.id,
        {known.parties[one["party_id"]]: AttendanceStatus(one["status"]) for one in there["per_party"]},
    )
    return added.id

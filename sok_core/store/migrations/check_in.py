"""Moments to look together how it goes, who was there, and what to change in how we work."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261130_check_in(db: Database) -> None:
    db.table("check_in").create(
        {
            "id": int,
            "date": str,
            "title": str,
            "starts_at": str,
            "ends_at": str,
            "place": str,
            "status": str,
            "meeting_id": int,
            "moved_to_id": int,
            "why": str,
            "outcomes": str,
            "residents": int,
            "organisations": int,
        },
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id"), ("moved_to_id", "check_in", "id")],
        not_null={"date", "title", "place", "status", "why", "outcomes"},
        defaults={"place": "", "status": "gepland", "why": "", "outcomes": "[]"},
    )


def m20261130_attendance(db: Database) -> None:
    db.table("attendance").create(
        {"id": int, "check_in_id": int, "party_id": int, "status": str},
        pk="id",
        foreign_keys=[("check_in_id", "check_in", "id"), ("party_id", "party", "id")],
        not_null={"check_in_id", "party_id", "status"},
    )
    db.table("attendance").create_index(["check_in_id", "party_id"], unique=True)


def m20261130_lesson(db: Database) -> None:
    db.table("lesson").create(
        {"id": int, "text": str, "on": str, "check_in_id": int, "clause_id": int},
        pk="id",
        foreign_keys=[("check_in_id", "check_in", "id"), ("clause_id", "clause", "id")],
        not_null={"text", "on"},
    )


def m20261201_check_in_spoken(db: Database) -> None:
    db.table("check_in").add_column("spoken_ids", str, not_null_default="[]")


def m20261202_check_in_told_from(db: Database) -> None:
    db.table("check_in").add_column("told_from", str)


def register_spoken(migrations: Migrations) -> None:
    migrations()(m20261201_check_in_spoken)


def register_told_from(migrations: Migrations) -> None:
    migrations()(m20261202_check_in_told_from)


def register(migrations: Migrations) -> None:
    for migration in (m20261130_check_in, m20261130_attendance, m20261130_lesson):
        migrations()(migration)

"""What is said of commitments, and whether others see it too."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261130_update(db: Database) -> None:
    db.table("update").create(
        {
            "id": int,
            "commitment_id": int,
            "date": str,
            "status": str,
            "value": float,
            "progress": int,
            "text": str,
            "evidence": str,
            "next_step": str,
            "asked_help_from": int,
            "reported_by": int,
            "entered_by": str,
            "corrects_id": int,
            "check_in_id": int,
            "created_at": str,
        },
        pk="id",
        foreign_keys=[
            ("commitment_id", "commitment", "id"),
            ("asked_help_from", "party", "id"),
            ("reported_by", "party", "id"),
            ("corrects_id", "update", "id"),
            ("check_in_id", "check_in", "id"),
        ],
        not_null={"commitment_id", "date", "status", "text", "evidence", "next_step", "entered_by"},
        defaults={"text": "", "evidence": "", "next_step": "", "entered_by": ""},
    )
    db.table("update").create_index(["commitment_id", "date"])
    db.table("update").create_index(["corrects_id"])
    db.table("update").create_index(["date", "id", "commitment_id", "status"])


def m20261130_confirmation(db: Database) -> None:
    db.table("confirmation").create(
        {"id": int, "update_id": int, "party_id": int, "is_right": int, "on": str, "text": str},
        pk="id",
        foreign_keys=[("update_id", "update", "id"), ("party_id", "party", "id")],
        not_null={"update_id", "party_id", "is_right", "on", "text"},
        defaults={"text": ""},
    )
    db.table("confirmation").create_index(["update_id"])


def m20261201_update_place(db: Database) -> None:
    """Let a correction keep the place, among what was said on one day, of what it corrects."""
    db.table("update").add_column("first_id", int)
    db.execute(
        """
        WITH RECURSIVE chain(id, first_id) AS (
            SELECT id, corrects_id FROM "update"
            WHERE corrects_id IN (SELECT id FROM "update" WHERE corrects_id IS NULL)
            UNION ALL
            SELECT next.id, chain.first_id FROM "update" AS next JOIN chain ON next.corrects_id = chain.id
        )
        UPDATE "update" SET first_id = (SELECT first_id FROM chain WHERE chain.id = "update".id)
        WHERE corrects_id IS NOT NULL
        """
    )
    db.execute("DROP INDEX IF EXISTS idx_update_date_id_commitment_id_status")
    db.table("update").create_index(["date", "id", "commitment_id", "status", "first_id"])


def m20261204_update_ended_in(db: Database) -> None:
    """Because of which version a commitment ended: its article was another in it, or in none."""
    db.table("update").add_column("ended_in", int)


def register_ended_in(migrations: Migrations) -> None:
    migrations()(m20261204_update_ended_in)


def register(migrations: Migrations) -> None:
    for migration in (m20261130_update, m20261130_confirmation):
        migrations()(migration)


def register_place(migrations: Migrations) -> None:
    migrations()(m20261201_update_place)

"""What is followed, and who leads it."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261130_commitment(db: Database) -> None:
    db.table("commitment").create(
        {
            "id": int,
            "position": int,
            "title": str,
            "owner_id": int,
            "starts_on": str,
            "clause_id": int,
            "project_id": int,
            "helper_ids": str,
            "contact_role": str,
            "kind": str,
            "indicator": str,
            "unit": str,
            "baseline": float,
            "target": float,
            "direction": str,
            "steps": str,
            "means": str,
            "due": str,
            "check_every": str,
            "aim_ids": str,
        },
        pk="id",
        foreign_keys=[
            ("owner_id", "party", "id"),
            ("clause_id", "clause", "id"),
            ("project_id", "project", "id"),
        ],
        not_null={
            "position",
            "title",
            "owner_id",
            "starts_on",
            "helper_ids",
            "contact_role",
            "kind",
            "indicator",
            "unit",
            "direction",
            "steps",
            "means",
            "check_every",
            "aim_ids",
        },
        defaults={
            "helper_ids": "[]",
            "contact_role": "",
            "kind": "doorlopend",
            "indicator": "",
            "unit": "",
            "direction": "hoger",
            "steps": "[]",
            "means": "",
            "check_every": "kwartaal",
            "aim_ids": "[]",
        },
    )
    db.table("commitment").create_index(["clause_id"])


def m20261130_lead_change(db: Database) -> None:
    db.table("lead_change").create(
        {"id": int, "commitment_id": int, "was_id": int, "on": str, "party_id": int, "why": str},
        pk="id",
        foreign_keys=[
            ("commitment_id", "commitment", "id"),
            ("was_id", "party", "id"),
            ("party_id", "party", "id"),
        ],
        not_null={"commitment_id", "was_id", "on", "why"},
        defaults={"why": ""},
    )
    db.table("lead_change").create_index(["commitment_id"])


def m20261203_commitment_version(db: Database) -> None:
    """What is followed from an article came from what was signed first: there was no other way."""
    db.table("commitment").add_column("version", int)
    db.execute(
        "UPDATE commitment SET version = (SELECT min(version) FROM signature WHERE taken_back_at IS NULL)"
        " WHERE clause_id IS NOT NULL"
    )


def m20261203_commitment_was_due(db: Database) -> None:
    db.table("commitment").add_column("was_due", str)


def register_was_due(migrations: Migrations) -> None:
    migrations()(m20261203_commitment_was_due)


def register_version(migrations: Migrations) -> None:
    migrations()(m20261203_commitment_version)


def register(migrations: Migrations) -> None:
    for migration in (m20261130_commitment, m20261130_lead_change):
        migrations()(migration)

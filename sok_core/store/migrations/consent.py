"""Mandates and consents of parties."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261129_mandate(db: Database) -> None:
    db.table("mandate").create(
        {
            "id": int,
            "party_id": int,
            "version": int,
            "basis": str,
            "body": str,
            "meets_on": str,
            "requested_on": str,
            "decided_on": str,
            "status": str,
            "proviso": str,
            "read_on": str,
        },
        pk="id",
        foreign_keys=[("party_id", "party", "id")],
        not_null={"party_id", "version", "body", "status", "proviso"},
        defaults={"body": "", "status": "gevraagd", "proviso": ""},
    )
    db.table("mandate").create_index(["party_id", "version"], unique=True)


def m20261129_consent(db: Database) -> None:
    db.table("consent").create(
        {
            "id": int,
            "party_id": int,
            "version": int,
            "answer": str,
            "date": str,
            "text": str,
            "function": str,
            "exceptions": str,
            "objected": str,
            "superseded_by": int,
        },
        pk="id",
        foreign_keys=[("party_id", "party", "id"), ("superseded_by", "consent", "id")],
        not_null={"party_id", "version", "answer", "date", "text", "function", "exceptions", "objected"},
        defaults={"text": "", "function": "", "exceptions": "[]", "objected": "[]"},
    )
    db.table("consent").create_index(["party_id"])


def m20261129_mandate_signing(db: Database) -> None:
    """What a party needs on the day: its short promise, who signs, and a link to sign with once."""
    for name in ("promise", "function", "substitute_for", "key_hash"):
        db.table("mandate").add_column(name, str, not_null_default="")
    db.table("mandate").add_column("key_ends_at", str)


def m20261130_mandate_passed(db: Database) -> None:
    """What was reserved for an earlier version, and holds no more."""
    db.table("mandate").add_column("passed", str, not_null_default="[]")


def m20261206_mandate_no(db: Database) -> None:
    """A body can say no: why, and which noes gave way to a yes."""
    db.table("mandate").add_column("why", str, not_null_default="")
    db.table("mandate").add_column("earlier_noes", str, not_null_default="[]")


def register_no(migrations: Migrations) -> None:
    migrations()(m20261206_mandate_no)


def register_passed(migrations: Migrations) -> None:
    migrations()(m20261130_mandate_passed)


def register_signing(migrations: Migrations) -> None:
    migrations()(m20261129_mandate_signing)


def register(migrations: Migrations) -> None:
    for migration in (m20261129_mandate, m20261129_consent):
        migrations()(migration)

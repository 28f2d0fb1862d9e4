"""Signatures under a frozen version, and scans of paper."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261129_signature(db: Database) -> None:
    db.table("signature").create(
        {
            "id": int,
            "party_id": int,
            "version": int,
            "digest": str,
            "kind": str,
            "method": str,
            "signed_at": str,
            "place": str,
            "function": str,
            "on_behalf_of": str,
            "promise": str,
            "drawing": str,
            "consent_id": int,
            "substitute_for": str,
            "withdrawn_on": str,
            "why": str,
        },
        pk="id",
        foreign_keys=[("party_id", "party", "id"), ("consent_id", "consent", "id")],
        not_null={
            "party_id",
            "version",
            "digest",
            "kind",
            "method",
            "signed_at",
            "place",
            "function",
            "on_behalf_of",
            "promise",
            "drawing",
            "substitute_for",
            "why",
        },
        defaults={
            "place": "",
            "function": "",
            "on_behalf_of": "",
            "promise": "",
            "drawing": "[]",
            "substitute_for": "",
            "why": "",
        },
    )
    db.table("signature").create_index(["version"])


def m20261129_scan(db: Database) -> None:
    db.table("scan").create(
        {"id": int, "version": int, "name": str, "type": str, "digest": str, "added_at": str, "bytes": bytes},
        pk="id",
        not_null={"version", "name", "type", "digest", "added_at", "bytes"},
    )


def register(migrations: Migrations) -> None:
    for migration in (m20261129_signature, m20261129_scan):
        migrations()(migration)

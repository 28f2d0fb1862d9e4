"""Reactions to a frozen version."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261129_reaction(db: Database) -> None:
    db.table("reaction").create(
        {
            "id": int,
            "version": int,
            "text": str,
            "clause_id": int,
            "party_id": int,
            "group": str,
            "channel": str,
            "received_on": str,
            "proposed": str,
            "answer": str,
            "why": str,
            "answered_on": str,
        },
        pk="id",
        foreign_keys=[("clause_id", "clause", "id"), ("party_id", "party", "id")],
        not_null={"version", "text", "channel", "proposed", "why"},
        defaults={"channel": "", "proposed": "", "why": ""},
    )
    db.table("reaction").create_index(["clause_id"])


def m20261130_reaction_file(db: Database) -> None:
    db.table("reaction").add_column("file", str, not_null_default="")


def register_file(migrations: Migrations) -> None:
    migrations()(m20261130_reaction_file)


def register(migrations: Migrations) -> None:
    migrations()(m20261129_reaction)

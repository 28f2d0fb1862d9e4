"""Parties: who is, or should be, at the table."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261123_party(db: Database) -> None:
    db.table("party").create(
        {"id": int, "name": str, "short_name": str, "type": str, "status": str, "in_core_team": int},
        pk="id",
        not_null={"name", "short_name", "type", "status", "in_core_team"},
    )


def register(migrations: Migrations) -> None:
    migrations()(m20261123_party)

"""Themes: what the group found in its notes."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261123_theme(db: Database) -> None:
    db.table("theme").create(
        {"id": int, "meeting_id": int, "position": int, "title": str, "description": str},
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id")],
        not_null={"meeting_id", "position", "title", "description"},
    )


def register(migrations: Migrations) -> None:
    migrations()(m20261123_theme)

"""What was decided, who does what, and what waits."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261123_decision(db: Database) -> None:
    db.table("decision").create(
        {
            "id": int,
            "meeting_id": int,
            "kind": str,
            "text": str,
            "who": str,
            "due": str,
            "status": str,
            "agenda_item": str,
            "returns_from": int,
            "created_at": str,
        },
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id"), ("returns_from", "decision", "id")],
        not_null={"meeting_id", "kind", "text", "status"},
        defaults={"who": "", "agenda_item": ""},
    )


def register(migrations: Migrations) -> None:
    migrations()(m20261123_decision)

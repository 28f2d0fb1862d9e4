"""Relations between parties."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261128_relation(db: Database) -> None:
    db.table("relation").create(
        {
            "id": int,
            "source_id": int,
            "target_id": int,
            "kind": str,
            "strength": int,
            "is_directed": int,
            "since": str,
            "asserted_by": str,
            "asserted_on": str,
            "meeting_id": int,
            "note": str,
            "note_reader": str,
        },
        pk="id",
        foreign_keys=[
            ("source_id", "party", "id"),
            ("target_id", "party", "id"),
            ("meeting_id", "meeting", "id"),
        ],
        not_null={"source_id", "target_id", "kind", "strength", "is_directed", "note", "note_reader"},
        defaults={"since": "", "asserted_by": "", "note": "", "note_reader": "begeleider"},
    )
    db.table("relation").create_index(["source_id"])
    db.table("relation").create_index(["target_id"])


def register(migrations: Migrations) -> None:
    migrations()(m20261128_relation)

"""From which words something grew, and why other words led to nothing yet."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261129_source(db: Database) -> None:
    db.table("source").create(
        {"id": int, "outcome": str, "outcome_id": int, "note_id": int, "conversation_id": int},
        pk="id",
        foreign_keys=[("note_id", "note", "id"), ("conversation_id", "conversation", "id")],
        not_null={"outcome", "outcome_id"},
    )
    db.table("source").create_index(["outcome", "outcome_id"])
    db.table("source").create_index(["note_id"])
    db.table("source").create_index(["conversation_id"])


def m20261129_fate(db: Database) -> None:
    db.table("fate").create(
        {"id": int, "kind": str, "theme_id": int, "note_id": int, "why": str, "text": str, "created_at": str},
        pk="id",
        foreign_keys=[("theme_id", "theme", "id"), ("note_id", "note", "id")],
        not_null={"kind", "why", "text"},
        defaults={"why": "", "text": ""},
    )
    db.table("fate").create_index(["theme_id"], unique=True)
    db.table("fate").create_index(["note_id"], unique=True)


def m20261205_source_via(db: Database) -> None:
    db.table("source").add_column("via_id", int)


def m20261206_source_versions(db: Database) -> None:
    """What was on the road before this, was there from the first version on."""
    db.table("source").add_column("since", int, not_null_default=0)
    db.table("source").add_column("until", int)


def register_versions(migrations: Migrations) -> None:
    migrations()(m20261206_source_versions)


def register_via(migrations: Migrations) -> None:
    migrations()(m20261205_source_via)


def register(migrations: Migrations) -> None:
    for migration in (m20261129_source, m20261129_fate):
        migrations()(migration)

"""Clauses, and every text they ever had."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261129_clause(db: Database) -> None:
    db.table("clause").create(
        {
            "id": int,
            "section": str,
            "position": int,
            "status": str,
            "task_id": int,
            "project_id": int,
            "from_id": int,
            "into_id": int,
            "why": str,
            "withdrawn_on": str,
        },
        pk="id",
        foreign_keys=[
            ("task_id", "task", "id"),
            ("project_id", "project", "id"),
            ("from_id", "clause", "id"),
            ("into_id", "clause", "id"),
        ],
        not_null={"section", "position", "status", "why"},
        defaults={"status": "geldt", "why": ""},
    )


def m20261129_clause_text(db: Database) -> None:
    db.table("clause_text").create(
        {
            "id": int,
            "clause_id": int,
            "text": str,
            "saved_at": str,
            "party_ids": str,
            "means": str,
            "due": str,
            "aim_ids": str,
            "saved_by": str,
            "because": str,
        },
        pk="id",
        foreign_keys=[("clause_id", "clause", "id")],
        not_null={"clause_id", "text", "saved_at", "party_ids", "means", "aim_ids", "saved_by", "because"},
        defaults={"party_ids": "[]", "means": "", "aim_ids": "[]", "saved_by": "", "because": ""},
    )
    db.table("clause_text").create_index(["clause_id"])


def m20261129_clause_theme(db: Database) -> None:
    db.table("clause").add_column("theme_id", int, fk="theme", fk_col="id")


def m20261206_clause_own_road(db: Database) -> None:
    """What is merged lends nothing any more: the words and grounds that it lent are found through into_id.

    Both halves of a split article had the same ground by themselves.
    """
    db.execute("DELETE FROM source WHERE via_id IS NOT NULL")
    for name in ("task_id", "project_id", "theme_id"):
        db.execute(
            f"UPDATE clause SET {name} = NULL WHERE EXISTS (SELECT 1 FROM clause AS gone"  # noqa: S608  (our own words)
            f" WHERE gone.into_id = clause.id AND gone.{name} = clause.{name}"
            " AND gone.from_id IS NOT clause.id AND clause.from_id IS NOT gone.id)"
        )


def m20261206_clause_on_its_own(db: Database) -> None:
    db.table("clause").add_column("is_on_its_own", int, not_null_default=0)


def register_own_road(migrations: Migrations) -> None:
    for migration in (m20261206_clause_own_road, m20261206_clause_on_its_own):
        migrations()(migration)


def register_theme(migrations: Migrations) -> None:
    migrations()(m20261129_clause_theme)


def register(migrations: Migrations) -> None:
    for migration in (m20261129_clause, m20261129_clause_text):
        migrations()(migration)

"""Clauses, and every text they ever had."""

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

GROUNDS = ("task_id", "project_id", "theme_id")


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

    The pieces of one split article had the same ground by themselves.
    """
    db.execute("DELETE FROM source WHERE via_id IS NOT NULL")
    clauses = {row["id"]: row for row in db.table("clause").rows}
    for gone in clauses.values():
        other = clauses.get(gone["into_id"] or 0)
        if other and _root(clauses, gone) != _root(clauses, other):
            lent = (name for name in GROUNDS if gone[name] and gone[name] == other[name])
            db.table("clause").update(other["id"], dict.fromkeys(lent))


def _root(clauses: Mapping[int, Mapping[str, Any]], one: Mapping[str, Any]) -> int:
    """Return the id of the article of which one is a piece, over however many splits."""
    seen: set[int] = set()
    while one["from_id"] in clauses and one["id"] not in seen:
        seen.add(one["id"])
        one = clauses[one["from_id"]]
    return int(one["id"])


def m20261206_clause_on_its_own(db: Database) -> None:
    db.table("clause").add_column("is_on_its_own", int, not_null_default=0)


def m20261206_clause_held_without(db: Database) -> None:
    """Until now an article held without anything: what was let go by then is what people were asked after."""
    db.table("clause").add_column("held_without", str, not_null_default="[]")
    tasks = {row["id"] for row in db.query("SELECT id FROM task WHERE gone_at IS NOT NULL")}
    projects = {row["id"] for row in db.query("SELECT id FROM project WHERE status = 'gestopt'")}
    clauses = list(db.table("clause").rows)
    for one in clauses:
        if not one["is_on_its_own"]:
            continue
        came = [one]  # with all that went on in it
        for here in came:
            came += [each for each in clauses if each["into_id"] == here["id"] and each not in came]
        held = [["taak", each["task_id"]] for each in came if each["task_id"] in tasks]
        held += [["project", each["project_id"]] for each in came if each["project_id"] in projects]
        db.table("clause").update(one["id"], {"held_without": json.dumps(held)})


def register_held_without(migrations: Migrations) -> None:
    migrations()(m20261206_clause_held_without)


def register_own_road(migrations: Migrations) -> None:
    for migration in (m20261206_clause_own_road, m20261206_clause_on_its_own):
        migrations()(migration)


def register_theme(migrations: Migrations) -> None:
    migrations()(m20261129_clause_theme)


def register(migrations: Migrations) -> None:
    for migration in (m20261129_clause, m20261129_clause_text):
        migrations()(migration)

"""Projects."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261129_project(db: Database) -> None:
    db.table("project").create(
        {
            "id": int,
            "position": int,
            "title": str,
            "status": str,
            "goal": str,
            "first_step": str,
            "first_step_on": str,
            "starts_on": str,
            "ends_on": str,
            "done_when": str,
            "budget": int,
            "funding": str,
            "means": str,
            "space": str,
            "reach": int,
            "aim_ids": str,
            "theme_id": int,
            "dots": int,
            "lesson": str,
            "lesson_on": str,
        },
        pk="id",
        foreign_keys=[("theme_id", "theme", "id")],
        not_null={
            "position",
            "title",
            "status",
            "goal",
            "first_step",
            "done_when",
            "funding",
            "means",
            "space",
            "aim_ids",
            "dots",
            "lesson",
        },
        defaults={
            "goal": "",
            "first_step": "",
            "done_when": "",
            "funding": "",
            "means": "",
            "space": "",
            "aim_ids": "[]",
            "dots": 0,
            "lesson": "",
        },
    )


def m20261130_project_lesson_clause(db: Database) -> None:
    db.table("project").add_column("lesson_clause_id", int, fk="clause", fk_col="id")


def register(migrations: Migrations) -> None:
    migrations()(m20261129_project)


def register_lesson(migrations: Migrations) -> None:
    migrations()(m20261130_project_lesson_clause)

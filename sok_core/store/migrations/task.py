"""Tasks, and who takes which role in a task or a project."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261129_task(db: Database) -> None:
    db.table("task").create(
        {
            "id": int,
            "position": int,
            "title": str,
            "description": str,
            "meeting_id": int,
            "theme_id": int,
            "open_point": str,
            "gone_at": str,
        },
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id"), ("theme_id", "theme", "id")],
        not_null={"position", "title", "description", "open_point"},
        defaults={"description": "", "open_point": ""},
    )


def m20261129_role_part(db: Database) -> None:
    db.table("role_part").create(
        {
            "id": int,
            "party_id": int,
            "role": str,
            "stance": str,
            "task_id": int,
            "project_id": int,
            "group": str,
            "capacity": str,
            "hours": float,
            "text": str,
            "meeting_id": int,
            "channel": str,
            "device": str,
            "created_at": str,
        },
        pk="id",
        foreign_keys=[
            ("party_id", "party", "id"),
            ("task_id", "task", "id"),
            ("project_id", "project", "id"),
            ("meeting_id", "meeting", "id"),
        ],
        not_null={"party_id", "role", "stance", "text", "channel", "device"},
        defaults={"text": "", "channel": "begeleider", "device": ""},
    )
    db.table("role_part").create_index(["task_id"])
    db.table("role_part").create_index(["project_id"])
    db.table("role_part").create_index(["party_id"])


def register(migrations: Migrations) -> None:
    for migration in (m20261129_task, m20261129_role_part):
        migrations()(migration)

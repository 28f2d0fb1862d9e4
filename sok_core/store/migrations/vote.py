"""Dots: who may place how many, and where they lie."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261124_vote(db: Database) -> None:
    db.table("prompt").add_column("dots", int, not_null_default=5)
    db.table("prompt").add_column("ballot", str, not_null_default="persoon")
    db.table("vote").create(
        {
            "id": int,
            "meeting_id": int,
            "prompt_id": int,
            "target": str,
            "target_id": int,
            "voter": str,
            "dots": int,
            "table": int,
            "channel": str,
        },
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id"), ("prompt_id", "prompt", "id")],
        not_null={"meeting_id", "prompt_id", "target", "target_id", "voter", "dots", "channel"},
    )
    db.table("vote").create_index(["prompt_id", "target", "target_id", "voter"], unique=True)
    db.table("vote_key").create(
        {"meeting_id": int, "key": str},
        pk=("meeting_id", "key"),
        foreign_keys=[("meeting_id", "meeting", "id")],
    )


def register(migrations: Migrations) -> None:
    migrations()(m20261124_vote)

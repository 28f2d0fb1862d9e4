"""Values scored again: rounds, and who gave which value what."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261130_score_round(db: Database) -> None:
    db.table("score_round").create(
        {
            "id": int,
            "title": str,
            "date": str,
            "meeting_id": int,
            "prompt_id": int,
            "people": int,
            "closed_at": str,
        },
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id"), ("prompt_id", "prompt", "id")],
        not_null={"title", "date", "people"},
        defaults={"people": 0},
    )
    db.table("score_round").create_index(["prompt_id"], unique=True)


def m20261130_value_score(db: Database) -> None:
    db.table("value_score").create(
        {
            "id": int,
            "round_id": int,
            "aim_id": int,
            "device": str,
            "group": str,
            "score": int,
            "people": int,
        },
        pk="id",
        foreign_keys=[("round_id", "score_round", "id"), ("aim_id", "aim", "id")],
        not_null={"round_id", "aim_id", "device", "people"},
    )
    db.table("value_score").create_index(["round_id", "device", "aim_id"])
    db.table("value_score").create_index(["aim_id"])


def register(migrations: Migrations) -> None:
    for migration in (m20261130_score_round, m20261130_value_score):
        migrations()(migration)

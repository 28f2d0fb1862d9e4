"""What the room says about who works with whom."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261128_mention(db: Database) -> None:
    db.table("mention").create(
        {
            "id": int,
            "meeting_id": int,
            "prompt_id": int,
            "voter": str,
            "target_id": int,
            "kind": str,
            "party_id": int,
            "table": int,
            "channel": str,
            "dropped_at": str,
        },
        pk="id",
        foreign_keys=[
            ("meeting_id", "meeting", "id"),
            ("prompt_id", "prompt", "id"),
            ("target_id", "party", "id"),
            ("party_id", "party", "id"),
        ],
        not_null={"meeting_id", "prompt_id", "voter", "target_id", "kind", "channel"},
    )
    db.table("mention").create_index(["prompt_id", "voter"])


def m20261128_mention_voices(db: Database) -> None:
    db.table("prompt").add_column("voices", int, not_null_default=0)


def register(migrations: Migrations) -> None:
    migrations()(m20261128_mention)


def register_voices(migrations: Migrations) -> None:
    migrations()(m20261128_mention_voices)

"""Talks with parties."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261128_conversation(db: Database) -> None:
    db.table("conversation").create(
        {
            "id": int,
            "party_id": int,
            "date": str,
            "held_by": str,
            "result": str,
            "reader": str,
            "minutes": int,
            "what_matters": str,
            "worries": str,
            "named_parties": str,
            "named_unlisted": str,
            "next_step": str,
            "next_date": str,
        },
        pk="id",
        foreign_keys=[("party_id", "party", "id")],
        not_null={"party_id", "date", "held_by", "result", "reader", "named_parties", "named_unlisted"},
        defaults={"what_matters": "", "worries": "", "next_step": ""},
    )
    db.table("conversation").create_index(["party_id"])


def register(migrations: Migrations) -> None:
    migrations()(m20261128_conversation)

"""Links with which parties tell by themselves how their commitments go."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261202_update_link(db: Database) -> None:
    db.table("update_link").create(
        {"id": int, "party_id": int, "key_hash": str, "made_at": str, "made_by": str},
        pk="id",
        foreign_keys=[("party_id", "party", "id")],
        not_null={"party_id", "key_hash", "made_at", "made_by"},
        defaults={"made_by": ""},
    )
    db.table("update_link").create_index(["party_id"], unique=True)
    db.table("update_link").create_index(["key_hash"], unique=True)


def register(migrations: Migrations) -> None:
    migrations()(m20261202_update_link)

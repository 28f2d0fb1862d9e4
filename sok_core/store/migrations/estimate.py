"""What people think of parties and relations."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261128_estimate(db: Database) -> None:
    db.table("estimate").create(
        {
            "id": int,
            "kind": str,
            "value": int,
            "reader": str,
            "given_by": str,
            "given_on": str,
            "party_id": int,
            "relation_id": int,
        },
        pk="id",
        foreign_keys=[("party_id", "party", "id"), ("relation_id", "relation", "id")],
        not_null={"kind", "value", "reader", "given_by", "given_on"},
    )
    db.table("estimate").create_index(["party_id"])
    db.table("estimate").create_index(["relation_id"])


def register(migrations: Migrations) -> None:
    migrations()(m20261128_estimate)

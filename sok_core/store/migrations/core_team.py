"""The core team: seats by function. It was a mark on a party before."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261128_core_team(db: Database) -> None:
    db.table("core_team").create(
        {"id": int, "function": str, "party_id": int, "since": str, "until": str},
        pk="id",
        foreign_keys=[("party_id", "party", "id")],
        not_null={"function"},
    )
    db.execute(
        "INSERT INTO core_team (function, party_id)"
        " SELECT 'vertegenwoordiger', id FROM party WHERE in_core_team"
    )
    db.table("party").transform(drop={"in_core_team"})


def register(migrations: Migrations) -> None:
    migrations()(m20261128_core_team)

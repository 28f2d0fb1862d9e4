"""New contact persons of parties, by function."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261201_contact_change(db: Database) -> None:
    db.table("contact_change").create(
        {"id": int, "party_id": int, "function": str, "on": str, "was": str},
        pk="id",
        foreign_keys=[("party_id", "party", "id")],
        not_null={"party_id", "function", "on", "was"},
        defaults={"was": ""},
    )


def register(migrations: Migrations) -> None:
    migrations()(m20261201_contact_change)

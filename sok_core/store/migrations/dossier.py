"""The one row that says which neighbourhood this file is."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261123_dossier(db: Database) -> None:
    db.table("dossier").create(
        {
            "id": int,
            "uuid": str,
            "name": str,
            "created_at": str,
            "revision": int,
            "reference_date": str,
            "is_fictional": int,
            "contact": str,
            "retention_until": str,
            "handed_over_to": str,
            "handed_over_at": str,
            "wifi_name": str,
            "wifi_password": str,
            "passphrase_hash": str,
        },
        pk="id",
        not_null={"uuid", "name", "created_at", "revision"},
        defaults={
            "is_fictional": 0,
            "contact": "",
            "handed_over_to": "",
            "wifi_name": "",
            "wifi_password": "",
            "passphrase_hash": "",
        },
    )


def m20261129_dossier_road_key(db: Database) -> None:
    db.table("dossier").add_column("road_key", str, not_null_default="")


def m20261130_dossier_region(db: Database) -> None:
    db.table("dossier").add_column("region", str)


def m20261201_dossier_came(db: Database) -> None:
    table = db.table("dossier")
    for name in ("came_from", "came_machine", "came_handed_to"):
        table.add_column(name, str, not_null_default="")
    table.add_column("came_at", str)


def register_came(migrations: Migrations) -> None:
    migrations()(m20261201_dossier_came)


def register_region(migrations: Migrations) -> None:
    migrations()(m20261130_dossier_region)


def register_road_key(migrations: Migrations) -> None:
    migrations()(m20261129_dossier_road_key)


def register(migrations: Migrations) -> None:
    migrations()(m20261123_dossier)

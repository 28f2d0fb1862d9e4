"""Parties: who is, or should be, at the table."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261123_party(db: Database) -> None:
    db.table("party").create(
        {"id": int, "name": str, "short_name": str, "type": str, "status": str, "in_core_team": int},
        pk="id",
        not_null={"name", "short_name", "type", "status", "in_core_team"},
    )


def m20261128_party_fields(db: Database) -> None:
    columns = {
        "interest_text": str,
        "contact_role": str,
        "contact_name": str,
        "ring": str,
        "brings": str,
        "needs": str,
        "capacity": str,
        "represents": int,
        "listed_as": str,
        "caller": str,
        "call_by": str,
        "x": float,
        "y": float,
    }
    texts = {"interest_text", "contact_role", "contact_name", "brings", "needs", "caller"}
    for name, kind in columns.items():
        default = "" if name in texts else None
        db.table("party").add_column(name, kind, not_null_default=default)
    db.table("dossier").add_column("has_contact_names", int, not_null_default=0)


def m20261130_party_last_id(db: Database) -> None:
    """The highest id that a party ever had: talks and clauses keep ids, so none may be given twice."""
    db.table("dossier").add_column("last_party_id", int, not_null_default=0)
    db.execute(
        "UPDATE dossier SET last_party_id = (SELECT COALESCE(max(id), 0) FROM ("
        " SELECT id FROM party UNION SELECT turn_id FROM agreement"
        " UNION SELECT json_each.value FROM conversation, json_each(named_parties)"
        " UNION SELECT json_each.value FROM clause_text, json_each(party_ids)"
        " UNION SELECT json_each.value FROM agreement, json_each(roll_call)))"
    )


def m20261206_party_former_names(db: Database) -> None:
    db.table("party").add_column("former_names", str, not_null_default="[]")


def register_former_names(migrations: Migrations) -> None:
    migrations()(m20261206_party_former_names)


def register_last_id(migrations: Migrations) -> None:
    migrations()(m20261130_party_last_id)


def register_fields(migrations: Migrations) -> None:
    migrations()(m20261128_party_fields)


def register(migrations: Migrations) -> None:
    migrations()(m20261123_party)

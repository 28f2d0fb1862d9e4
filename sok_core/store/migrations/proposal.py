"""Proposals: their wordings, and what the hall answered to each."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261125_proposal(db: Database) -> None:
    db.table("meeting").add_column("proposal_id", int)
    db.table("proposal").create(
        {"id": int, "meeting_id": int, "status": str, "decision_id": int},
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id"), ("decision_id", "decision", "id")],
        not_null={"meeting_id", "status"},
    )
    db.table("wording").create(
        {
            "id": int,
            "meeting_id": int,
            "proposal_id": int,
            "version": int,
            "text": str,
            "created_at": str,
            "opened_at": str,
            "closed_at": str,
        },
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id"), ("proposal_id", "proposal", "id")],
        not_null={"meeting_id", "proposal_id", "version", "text", "created_at"},
    )
    db.table("wording").create_index(["proposal_id", "version"], unique=True)
    db.table("answer").create(
        {
            "id": int,
            "meeting_id": int,
            "wording_id": int,
            "voter": str,
            "kind": str,
            "people": int,
            "text": str,
            "table": int,
            "channel": str,
            "shown_at": str,
        },
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id"), ("wording_id", "wording", "id")],
        not_null={"meeting_id", "wording_id", "voter", "kind", "people", "text", "channel"},
    )
    db.table("answer").create_index(["wording_id", "voter"], unique=True)


def m20261128_wording_translations(db: Database) -> None:
    """Pairs of a language and the text in it, as JSON: a text is always read with all of them."""
    db.table("wording").add_column("translations", str, not_null_default="[]")


def register(migrations: Migrations) -> None:
    migrations()(m20261125_proposal)
    migrations()(m20261128_wording_translations)

"""What was decided, who does what, and what waits."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261123_decision(db: Database) -> None:
    db.table("decision").create(
        {
            "id": int,
            "meeting_id": int,
            "kind": str,
            "text": str,
            "who": str,
            "due": str,
            "status": str,
            "agenda_item": str,
            "returns_from": int,
            "created_at": str,
        },
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id"), ("returns_from", "decision", "id")],
        not_null={"meeting_id", "kind", "text", "status"},
        defaults={"who": "", "agenda_item": ""},
    )


def m20261203_decision_update(db: Database) -> None:
    """Let a decision know what told of it in the story of a promise, where only one thing can have."""
    db.table("decision").add_column("update_id", int)
    db.execute(
        """
        UPDATE decision SET update_id = (
            SELECT min(COALESCE(said.first_id, said.id)) FROM "update" AS said
            JOIN check_in ON check_in.id = said.check_in_id
            WHERE check_in.meeting_id = decision.meeting_id AND said.reported_by IS NULL
            AND said.text LIKE 'Besloten: %'
            AND substr(decision.text, -length(said.text) + 9) = substr(said.text, 10)
            AND NOT EXISTS (SELECT 1 FROM "update" AS later WHERE later.corrects_id = said.id)
            HAVING count(*) = 1
        )
        WHERE kind = 'besluit'
        """
    )


def register_update(migrations: Migrations) -> None:
    migrations()(m20261203_decision_update)


def register(migrations: Migrations) -> None:
    migrations()(m20261123_decision)

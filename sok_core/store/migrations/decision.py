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
    """Let a decision know what told of it in the story of a promise, where only one thing can have.

    It ends in the same words, behind the title of the promise. Where that has another title by now, no other
    decision of the meeting may end in them: people write such words by hand too.
    """
    db.table("decision").add_column("update_id", int)
    ends_so = "substr({}.text, -length(said.text) + 9) = substr(said.text, 10)"
    db.execute(
        f"""
        UPDATE decision SET update_id = (
            SELECT min(COALESCE(said.first_id, said.id)) FROM "update" AS said
            JOIN check_in ON check_in.id = said.check_in_id
            JOIN "commitment" AS promise ON promise.id = said.commitment_id
            WHERE check_in.meeting_id = decision.meeting_id AND said.reported_by IS NULL
            AND said.text LIKE 'Besloten: %' AND {ends_so.format("decision")}
            AND NOT EXISTS (SELECT 1 FROM "update" AS later WHERE later.corrects_id = said.id)
            AND (decision.text = promise.title || substr(said.text, 10) OR NOT EXISTS (
                SELECT 1 FROM decision AS other WHERE other.meeting_id = decision.meeting_id
                AND other.id <> decision.id AND {ends_so.format("other")}
            ))
            HAVING count(*) = 1
        )
        WHERE kind = 'besluit'
        """  # noqa: S608  (our own words)
    )


def register_update(migrations: Migrations) -> None:
    migrations()(m20261203_decision_update)


def register(migrations: Migrations) -> None:
    migrations()(m20261123_decision)

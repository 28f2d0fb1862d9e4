"""Meetings with their questions, agenda blocks and who was there."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261123_meeting(db: Database) -> None:
    db.table("meeting").create(
        {
            "id": int,
            "step": str,
            "title": str,
            "date": str,
            "starts_at": str,
            "ends_at": str,
            "place": str,
            "status": str,
            "code": str,
            "salt": str,
            "screen": str,
            "prompt_id": int,
            "timer_ends_at": str,
            "timer_locks": int,
            "sheet": int,
            "is_dense": int,
            "residents": int,
            "organisations": int,
            "last_number": int,
            "opened_at": str,
            "closed_at": str,
            "outcomes": str,
        },
        pk="id",
        not_null={"step", "title", "date", "place", "status", "code", "salt", "screen"},
        defaults={"timer_locks": 0, "sheet": 1, "is_dense": 0, "last_number": 0, "outcomes": "[]"},
    )
    db.table("meeting").create_index(["code"], unique=True)
    db.table("meeting_party").create(
        {"meeting_id": int, "party_id": int},
        pk=("meeting_id", "party_id"),
        foreign_keys=[("meeting_id", "meeting", "id"), ("party_id", "party", "id")],
    )


def m20261123_prompt(db: Database) -> None:
    db.table("prompt").create(
        {"id": int, "meeting_id": int, "position": int, "text": str, "kind": str, "phase": str},
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id")],
        not_null={"meeting_id", "position", "text", "kind", "phase"},
    )
    db.table("prompt").create_index(["meeting_id", "position"])


def m20261123_agenda(db: Database) -> None:
    db.table("agenda_block").create(
        {
            "id": int,
            "meeting_id": int,
            "position": int,
            "minutes": int,
            "title": str,
            "form": str,
            "started_at": str,
        },
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id")],
        not_null={"meeting_id", "position", "minutes", "title", "form"},
    )
    db.table("agenda_block").create_index(["meeting_id", "position"])


def m20261125_prompt_translations(db: Database) -> None:
    """Pairs of a language and the question in it, as JSON: a question is always read with all of them."""
    db.table("prompt").add_column("translations", str, not_null_default="[]")


def register(migrations: Migrations) -> None:
    for migration in (m20261123_meeting, m20261123_prompt, m20261123_agenda):
        migrations()(migration)


def register_translations(migrations: Migrations) -> None:
    """These changes came later."""
    migrations()(m20261125_prompt_translations)

"""Sticky notes, and the keys under which phones sent them."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261123_note(db: Database) -> None:
    db.table("note").create(
        {
            "id": int,
            "meeting_id": int,
            "prompt_id": int,
            "number": int,
            "text": str,
            "created_at": str,
            "channel": str,
            "group": str,
            "table": int,
            "device": str,
            "changed_at": str,
            "hidden_at": str,
            "hidden_reason": str,
            "theme_id": int,
            "votes": int,
        },
        pk="id",
        foreign_keys=[
            ("meeting_id", "meeting", "id"),
            ("prompt_id", "prompt", "id"),
            ("theme_id", "theme", "id"),
        ],
        not_null={"meeting_id", "prompt_id", "number", "text", "created_at", "channel"},
        defaults={"device": "", "hidden_reason": "", "votes": 0},
    )
    db.table("note").create_index(["meeting_id", "number"], unique=True)
    db.table("note").create_index(["prompt_id"])


def m20261123_note_key(db: Database) -> None:
    """A key outlives its note, so that a phone that sends again never brings back what was taken away."""
    db.table("note_key").create(
        {"meeting_id": int, "key": str, "note_id": int, "number": int},
        pk=("meeting_id", "key"),
        foreign_keys=[("meeting_id", "meeting", "id")],
        not_null={"note_id", "number"},
    )


def m20261125_note_translation(db: Database) -> None:
    """The Dutch that a helper puts under a note; the note itself stays as it is."""
    db.table("note").add_column("translation", str, not_null_default="")


def register(migrations: Migrations) -> None:
    for migration in (m20261123_note, m20261123_note_key):
        migrations()(migration)


def register_translation(migrations: Migrations) -> None:
    """This change came later."""
    migrations()(m20261125_note_translation)

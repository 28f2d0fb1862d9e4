"""Themes: what the group found in its notes."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261123_theme(db: Database) -> None:
    db.table("theme").create(
        {"id": int, "meeting_id": int, "position": int, "title": str, "description": str},
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id")],
        not_null={"meeting_id", "position", "title", "description"},
    )


def m20261124_theme(db: Database) -> None:
    """Gathering: a theme that was taken apart stays, notes can lie on a stack, and each move is kept."""
    db.table("theme").add_column("gone_at", str)
    db.table("note").add_column("stack_id", int)
    db.table("move").create(
        {
            "id": int,
            "meeting_id": int,
            "hand": str,
            "made_at": str,
            "notes": str,
            "themes": str,
            "undone_at": str,
        },
        pk="id",
        foreign_keys=[("meeting_id", "meeting", "id")],
        not_null={"meeting_id", "hand", "made_at", "notes", "themes"},
    )
    db.table("move").create_index(["meeting_id"])


def m20261128_move_votes(db: Database) -> None:
    """Merging themes carries dots along; undoing it gives them back."""
    db.table("move").add_column("votes", str, not_null_default="[]")


def register(migrations: Migrations) -> None:
    migrations()(m20261123_theme)


def register_gathering(migrations: Migrations) -> None:
    """These changes also touch notes, so they come after them."""
    migrations()(m20261124_theme)


def register_dots(migrations: Migrations) -> None:
    """This change came after there were dots."""
    migrations()(m20261128_move_votes)

"""The organisation's own Word template."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261129_word_template(db: Database) -> None:
    db.table("word_template").create(
        {"id": int, "name": str, "digest": str, "added_at": str, "has_place": int, "bytes": bytes},
        pk="id",
        not_null={"name", "digest", "added_at", "has_place", "bytes"},
        defaults={"has_place": 0},
    )


def register(migrations: Migrations) -> None:
    migrations()(m20261129_word_template)

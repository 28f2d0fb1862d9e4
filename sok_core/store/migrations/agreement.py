"""The agreement as a whole, and its frozen versions."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261129_agreement(db: Database) -> None:
    db.table("agreement").create(
        {
            "id": int,
            "type": str,
            "title": str,
            "chapters": str,
            "signing_on": str,
            "place": str,
            "opened_at": str,
            "opened_why": str,
        },
        pk="id",
        not_null={"type", "title", "chapters", "place", "opened_why"},
        defaults={"title": "", "chapters": "[]", "place": "", "opened_why": ""},
    )


def m20261129_version(db: Database) -> None:
    """A frozen version never changes: not even our own code can do that by mistake."""
    db.table("version").create(
        {"id": int, "number": int, "title": str, "content": str, "digest": str, "frozen_at": str},
        pk="id",
        not_null={"number", "title", "content", "digest", "frozen_at"},
    )
    db.table("version").create_index(["number"], unique=True)
    for act in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER version_stays_{act.lower()} BEFORE {act} ON version"
            " BEGIN SELECT RAISE(ABORT, 'version.frozen'); END"
        )


def m20261129_agreement_roll_call(db: Database) -> None:
    """In which order parties sign, and whose turn it is."""
    db.table("agreement").add_column("roll_call", str, not_null_default="[]")
    db.table("agreement").add_column("turn_id", int)


def register_signing(migrations: Migrations) -> None:
    migrations()(m20261129_agreement_roll_call)


def register(migrations: Migrations) -> None:
    for migration in (m20261129_agreement, m20261129_version):
        migrations()(migration)

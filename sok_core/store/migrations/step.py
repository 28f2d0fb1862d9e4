"""What the core team says of a step, with the line why; and its personal links."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261123_step_mark(db: Database) -> None:
    db.table("step_mark").create(
        {"id": int, "step": str, "kind": str, "why": str, "marked_at": str},
        pk="id",
        not_null={"step", "kind", "why", "marked_at"},
    )


def register(migrations: Migrations) -> None:
    migrations()(m20261123_step_mark)

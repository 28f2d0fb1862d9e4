"""Values and goals, and what they mean for each party."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261129_aim(db: Database) -> None:
    db.table("aim").create(
        {
            "id": int,
            "kind": str,
            "position": int,
            "title": str,
            "meaning": str,
            "noticed_by": str,
            "theme_id": int,
            "quotes": str,
            "gone_at": str,
        },
        pk="id",
        foreign_keys=[("theme_id", "theme", "id")],
        not_null={"kind", "position", "title", "meaning", "noticed_by", "quotes"},
        defaults={"meaning": "", "noticed_by": "[]", "quotes": "[]"},
    )


def m20261129_stake(db: Database) -> None:
    db.table("stake").create(
        {"id": int, "party_id": int, "aim_id": int, "text": str, "gain": str, "lose": str},
        pk="id",
        foreign_keys=[("party_id", "party", "id"), ("aim_id", "aim", "id")],
        not_null={"party_id", "text", "gain", "lose"},
        defaults={"text": "", "gain": "", "lose": ""},
    )
    db.table("stake").create_index(["party_id"])


def m20261129_aim_more(db: Database) -> None:
    db.table("aim").add_column("more_themes", str, not_null_default="[]")
    db.table("aim").add_column("gone_why", str, not_null_default="")


def register_more(migrations: Migrations) -> None:
    migrations()(m20261129_aim_more)


def register(migrations: Migrations) -> None:
    for migration in (m20261129_aim, m20261129_stake):
        migrations()(migration)

"""The highest id that each table ever gave: other rows, files and phones keep ids of rows that are gone."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

# Where an older version may have left ids of rows that were gone already.
LEFT = {
    "party": ("SELECT last_party_id FROM dossier",),
    "commitment": ("SELECT json_each.value FROM check_in, json_each(spoken_ids)",),
    "note": (
        "SELECT note_id FROM note_key",
        "SELECT target_id FROM vote WHERE target = 'briefje'",
        "SELECT json_each.value FROM aim, json_each(quotes)",
        "SELECT json_extract(json_each.value, '$[0]') FROM move, json_each(notes)",
    ),
}


def m20261206_last_id(db: Database) -> None:
    db.table("last_id").create({"noun": str, "id": int}, pk="noun", not_null={"id"})
    for table in db.tables:
        if table.pks == ["id"] and not table.name.startswith("_"):
            ids = " UNION ALL ".join([f'SELECT id FROM "{table.name}"', *LEFT.get(table.name, ())])  # noqa: S608  (our own words)
            db.execute(f"INSERT INTO last_id SELECT ?, COALESCE(max(id), 0) FROM ({ids})", [table.name])  # noqa: S608  (our own words)


def register(migrations: Migrations) -> None:
    migrations()(m20261206_last_id)

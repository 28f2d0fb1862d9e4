"""What old files know of the agreement that a commitment follows."""

from sqlite_utils import Database

from sok_core.store.migrations.commitment import m20261203_commitment_version


def test_what_was_followed_before_came_from_what_was_signed_first() -> None:
    db = Database(memory=True)
    db.table("commitment").insert_all([{"id": 1, "clause_id": 7}, {"id": 2, "clause_id": None}], pk="id")
    db.table("signature").insert_all(
        [
            {"id": 1, "version": 0, "taken_back_at": "2026-11-23"},
            {"id": 2, "version": 2, "taken_back_at": None},
            {"id": 3, "version": 1, "taken_back_at": None},
        ],
        pk="id",
    )
    m20261203_commitment_version(db)
    assert [(row["id"], row["version"]) for row in db.table("commitment").rows] == [(1, 1), (2, None)]

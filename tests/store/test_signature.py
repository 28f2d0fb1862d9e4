"""What old files know of the proviso with which a party signed."""

from sqlite_utils import Database

from sok_core.store.migrations.signature import m20261204_signature_on_proviso


def test_a_signature_of_before_has_the_proviso_of_its_own_party_and_text() -> None:
    db = Database(memory=True)
    db.table("mandate").insert_all(
        [
            {"party_id": 1, "version": 0, "proviso": "de raad"},
            {"party_id": 1, "version": 1, "proviso": ""},
            {"party_id": 2, "version": 1, "proviso": "de leden"},
        ]
    )
    db.table("signature").insert_all(
        [
            {"id": 1, "party_id": 1, "version": 0, "is_unmet": 0, "taken_back_at": None},
            {"id": 2, "party_id": 1, "version": 1, "is_unmet": 0, "taken_back_at": None},
            {"id": 3, "party_id": 2, "version": 0, "is_unmet": 0, "taken_back_at": None},
            {"id": 4, "party_id": 2, "version": 1, "is_unmet": 1, "taken_back_at": None},
        ],
        pk="id",
    )
    m20261204_signature_on_proviso(db)
    assert [row["proviso"] for row in db.table("signature").rows] == ["de raad", "", "", "de leden"]
    assert [row["proviso"] for row in db.table("mandate").rows] == ["de raad", "", ""]  # what failed is over

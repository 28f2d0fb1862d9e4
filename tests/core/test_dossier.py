"""What a facilitator writes down about a dossier itself."""

import datetime as dt

import pytest

from sok_core import access, dossier
from sok_core.errors import RuleBroken
from sok_core.model import Dossier
from tests.evening import NOW, Evening


def known(evening: Evening) -> Dossier:
    with evening.store.read() as tables:
        return tables.dossier.current()


def test_details_are_kept_without_outer_spaces(evening: Evening) -> None:
    until = dt.date(2030, 1, 1)
    dossier.describe(
        evening.store, contact=" Sanne ", retention_until=until, wifi_name=" DeSpil", wifi_password="koffie "
    )
    found = known(evening)
    assert (found.contact, found.retention_until) == ("Sanne", until)
    assert (found.wifi_name, found.wifi_password) == ("DeSpil", "koffie")


def test_a_short_passphrase_leaves_the_old_one(evening: Evening) -> None:
    dossier.set_passphrase(evening.store, "vier koeien in de wei")
    with pytest.raises(RuleBroken, match=r"passphrase\.short"):
        dossier.set_passphrase(evening.store, "kort")
    assert access.is_passphrase("vier koeien in de wei", known(evening).passphrase_hash)


def test_a_dossier_is_handed_over_and_taken_back(evening: Evening) -> None:
    dossier.hand_over(evening.store, to=" Buurtwerk Zuid ", now=NOW)
    assert (known(evening).handed_over_to, known(evening).handed_over_at) == ("Buurtwerk Zuid", NOW)
    dossier.take_back(evening.store)
    assert (known(evening).handed_over_to, known(evening).handed_over_at) == ("", None)


def test_a_dossier_is_not_handed_over_to_nobody(evening: Evening) -> None:
    with pytest.raises(RuleBroken, match=r"handover\.nobody"):
        dossier.hand_over(evening.store, to=" ", now=NOW)
    assert known(evening).handed_over_at is None

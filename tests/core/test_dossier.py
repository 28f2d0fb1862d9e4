"""What a facilitator writes down about a dossier itself."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sok_core import access, dossier
from sok_core.errors import RuleBroken
from sok_core.model import Dossier
from sok_core.store import Store, file
from sok_core.store.shelf import Shelf
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


# ---------------------------------------------------------------- which of two is the real one

HOME, AWAY = "machine-thuis", "machine-server"
ADDRESS = "tafel.voorbeeld"


def where(one: Dossier, machine: str = HOME) -> str:
    return dossier.where_is_real(one, address=ADDRESS, machine=machine)


def current(store: Store) -> Dossier:
    with store.read() as tables:
        return tables.dossier.current()


@pytest.fixture
def travelled(evening: Evening, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Take the dossier along from a laptop to the shelf of a server."""
    shelf = Shelf(tmp_path / "server", tmp_path / "server-backups")

    def go() -> Store:
        file.send_off(evening.store.path, tmp_path / "mee.sqlite", address="laptop", machine=HOME, now=NOW)
        return shelf.take_in(tmp_path / "mee.sqlite")

    yield go
    shelf.close_all()


def test_a_dossier_that_never_travelled_is_the_real_one(evening: Evening) -> None:
    assert where(current(evening.store)) == "Het echte dossier staat op tafel.voorbeeld."


def test_a_dossier_that_came_from_elsewhere_says_from_where_and_claims_nothing(
    travelled: Callable[[], Store],
) -> None:
    store = travelled()
    told = where(current(store), AWAY)
    assert told.startswith("Dit dossier kwam van laptop, zoals het daar was op maandag 23 november 2026 om ")
    assert told.endswith("Of daar daarna nog iets is opgeschreven, kunnen wij hier niet zien.")
    assert where(current(store), HOME) == "Het echte dossier staat op tafel.voorbeeld."
    dossier.be_real(store)
    assert where(current(store), AWAY) == "Het echte dossier staat op tafel.voorbeeld."


def test_who_goes_on_is_told_on_both_sides(evening: Evening, travelled: Callable[[], Store]) -> None:
    dossier.hand_over(evening.store, to="Buurtwerk", now=NOW)
    assert where(current(evening.store)) == (
        "Op maandag 23 november 2026 schreven jullie op dat Buurtwerk hiermee verdergaat. Daar is het echte."
    )
    told = where(current(travelled()), AWAY)
    assert told.endswith("Daar staat: Buurtwerk gaat verder. Is dat hier? Dan is dit het echte.")


def test_a_copy_of_what_came_from_elsewhere_is_a_dossier_of_its_own(travelled: Callable[[], Store]) -> None:
    store = travelled()
    with store.write() as tables:
        tables.dossier.become_another()
    assert where(current(store), AWAY) == "Het echte dossier staat op tafel.voorbeeld."


def test_of_a_file_that_was_made_here_it_is_known_what_is_newer(evening: Evening, tmp_path: Path) -> None:
    target = tmp_path / "terug.sqlite"
    file.send_off(evening.store.path, target, address="laptop", machine=HOME, now=NOW)
    arriving = file.described(target)
    told = dossier.beside(arriving, current(evening.store), machine=HOME)
    assert told.endswith("Daarna is hier niets veranderd: ze zijn gelijk.")
    for _ in range(2):
        dossier.set_region(evening.store, region=None)
    told = dossier.beside(arriving, current(evening.store), machine=HOME)
    assert told.endswith("Daarna is hier nog 2 keer iets veranderd: hier is het nieuwer.")


def test_of_a_file_that_was_worked_on_elsewhere_nobody_can_know(
    evening: Evening, travelled: Callable[[], Store], tmp_path: Path
) -> None:
    store, target = travelled(), tmp_path / "terug.sqlite"
    dossier.hand_over(store, to="Buurtwerk", now=NOW)
    file.send_off(store.path, target, address="server", machine=AWAY, now=NOW)
    told = dossier.beside(file.described(target), current(evening.store), machine=HOME)
    assert told.startswith("Het bestand komt van server en is van maandag 23 november 2026 om ")
    assert "Daar staat: Buurtwerk gaat verder." in told
    assert "welk het nieuwste is, kunnen wij niet zien" in told


def test_of_a_file_that_says_nothing_only_the_count_is_told(evening: Evening, tmp_path: Path) -> None:
    file.snapshot(evening.store.path, tmp_path / "oud.sqlite")
    arriving = file.described(tmp_path / "oud.sqlite")
    dossier.set_region(evening.store, region=None)
    told = dossier.beside(arriving, current(evening.store), machine=HOME)
    assert told == (
        f"In het bestand is {arriving.revision} keer iets opgeschreven, hier {arriving.revision + 1} keer."
    )

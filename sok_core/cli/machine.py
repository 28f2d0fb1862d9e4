"""What a command works on: the house and the shelf of this machine, also while the server runs beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sok_core import settings
from sok_core.meeting import make_known
from sok_core.store.house import House
from sok_core.store.shelf import Shelf


@dataclass(frozen=True)
class Machine:
    """The files of this machine, open for the length of one command."""

    house: House
    shelf: Shelf


@contextmanager
def opened() -> Iterator[Machine]:
    """Open the files of this machine and close them again."""
    house = House(settings.data_folder() / "huis.sqlite")
    shelf = Shelf(
        settings.dossier_folder(), settings.backup_folder(), on_open=lambda store: make_known(store, house)
    )
    try:
        yield Machine(house, shelf)
    finally:
        shelf.close_all()
        house.close()

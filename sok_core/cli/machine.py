"""What a command works on: the house and the shelf of this machine, also while the server runs beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sok_core import settings
from sok_core.meeting import give_code
from sok_core.store import Store
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

    def on_open(store: Store) -> None:
        with store.read() as tables:
            meetings, uuid = tables.meeting.all(), tables.dossier.current().uuid
        house.remember_name(store.slug, dossier=uuid)
        for meeting in meetings:
            give_code(store, house, meeting)

    shelf = Shelf(settings.dossier_folder(), settings.backup_folder(), on_open=on_open)
    try:
        yield Machine(house, shelf)
    finally:
        shelf.close_all()
        house.close()

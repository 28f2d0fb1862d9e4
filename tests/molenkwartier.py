"""The fictional neighbourhood for the tests: loaded once per process, and copied for whoever asks for it."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sok_core import settings
from sok_core.intake import demo
from sok_core.meeting import make_known
from sok_core.store import Store
from sok_core.store.house import House
from sok_core.store.shelf import Shelf


def placed(shelf: Shelf, house: House, *, slug: str = demo.SLUG) -> Store:
    """Put the neighbourhood on a shelf, as ``demo.load`` leaves it."""
    shelf.folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_loaded(), shelf.path(slug))
    store = shelf.open(slug)
    make_known(store, house)
    return store


@contextmanager
def neighbourhood(folder: Path) -> Iterator[Store]:
    """Open a data folder with the neighbourhood in it."""
    house, shelf = House(folder / "huis.sqlite"), Shelf(folder / "dossiers", folder / "backups")
    try:
        yield placed(shelf, house)
    finally:
        shelf.close_all()
        house.close()


@cache
def _loaded() -> Path:
    """Return the file of the neighbourhood: loading it takes seconds, copying it nothing."""
    folder = Path(tempfile.mkdtemp(prefix="molenkwartier-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    house, shelf = House(folder / "huis.sqlite"), Shelf(folder / "dossiers", folder / "backups")
    demo.load(shelf, house, settings.demo_folder())
    shelf.close_all()
    house.close()
    return shelf.path(demo.SLUG)

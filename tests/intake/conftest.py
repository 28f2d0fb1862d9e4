"""A dossier to bring something into."""

from pathlib import Path

import pytest

from sok_core.store import Store
from sok_core.web import running


@pytest.fixture
def store(data_folder: Path) -> Store:
    """A new dossier."""
    assert data_folder.is_dir()
    return running.current().shelf.create("De Spil")

"""The command line on a data folder of its own, with no setting of the one who runs the tests."""

from pathlib import Path

import pytest

from sok_core.cli.machine import opened


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOK_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("SOK_ADDRESS", raising=False)
    monkeypatch.delenv("STREAMLIT_SERVER_PORT", raising=False)


@pytest.fixture
def dossier() -> str:
    with opened() as machine:
        return machine.shelf.create("De Spil").slug

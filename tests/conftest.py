"""What many tests share: a data folder of their own, an evening in it, and the real server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from sok_core.web import running
from tests import quick
from tests.evening import Evening, opened
from tests.server import Server

settings.register_profile("house", deadline=None)
settings.load_profile("house")
if folder := quick.temporary_folders():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", folder)  # where pytest makes all its folders


@pytest.fixture(scope="session", autouse=True)
def once() -> Iterator[None]:
    """What comes out the same each time is made once."""
    with pytest.MonkeyPatch.context() as patched:
        quick.patch(patched)
        yield


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give this process an empty data folder, and forget what it held."""
    running.forget()
    monkeypatch.setenv("SOK_DATA", str(tmp_path))
    monkeypatch.setenv("SOK_ADDRESS", "http://testserver")
    yield tmp_path
    running.forget()


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    """A running meeting in a file of its own, without any server."""
    with opened(tmp_path / "avond") as evening:
        yield evening


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The real server on a free port, with an empty data folder."""
    with Server(tmp_path / "server").running() as server:
        yield server


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One real server for all tests that only look, or that make a dossier of their own."""
    with Server(tmp_path_factory.mktemp("server")).running() as server:
        yield server

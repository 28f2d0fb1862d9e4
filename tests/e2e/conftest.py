"""Real browsers for the tests: one Chromium for all of them, a clean profile for each visitor."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.pages.hall import SECONDS, Hall, chromium
from tests.evening import Evening, opened
from tests.server import Server

HERE = Path(__file__).parent
NUMBERS = count(1)

expect.set_options(timeout=SECONDS * 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what fails in a browser be tried once more; the summary names it as RERUN (ADR 0013)."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


# Not longer than this folder: Playwright keeps an event loop in the thread, and others start their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def hall(browser: Browser, shared_server: Server) -> Iterator[Hall]:
    """Visitors of the shared server; nobody may fetch anything from elsewhere, and no script may break."""
    with Hall(browser, shared_server).opened() as hall:
        yield hall


@pytest.fixture
def opening(browser: Browser) -> Callable[[Server], AbstractContextManager[Hall]]:
    """Open a hall on a server of one's own."""
    return lambda server: Hall(browser, server).opened()


@pytest.fixture
def evening(shared_server: Server) -> Iterator[Evening]:
    """A running meeting in a dossier of its own on the shared server."""
    with opened(shared_server.folder, name=f"Wijk {next(NUMBERS)}") as evening:
        yield evening

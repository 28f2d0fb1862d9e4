"""The routes of the house without Streamlit, in this process; and behind a real socket, for streams."""

import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from sok_core.web import (
    calendar,
    choice,
    door,
    download,
    helper,
    live,
    mention,
    network,
    phone,
    proposal,
    remote,
    road,
    role,
    running,
    serving,
    signature,
    theme,
    update_link,
    value_score,
    vote,
)
from tests.evening import Evening, plan


@contextlib.asynccontextmanager
async def hub_runs(_: Starlette) -> AsyncIterator[None]:
    running.current().hub.start()
    yield


def application() -> Starlette:
    return Starlette(
        routes=[
            *phone.routes(),
            *vote.routes(),
            *proposal.routes(),
            *choice.routes(),
            *mention.routes(),
            *role.routes(),
            *value_score.routes(),
            *network.routes(),
            *live.routes(),
            *theme.routes(),
            *helper.routes(),
            *remote.routes(),
            *signature.routes(),
            *door.routes(),
            *download.routes(),
            *road.routes(),
            *update_link.routes(),
            *calendar.routes(),
        ],
        middleware=[Middleware(serving.Known), Middleware(door.Gate)],
        lifespan=hub_runs,
    )


@pytest.fixture
def evening(data_folder: Path) -> Evening:  # noqa: ARG001  (this process then works in that folder)
    """A running meeting on the shelf of this process."""
    here = running.current()
    return plan(here.shelf.create("Molenkwartier"), here.house)


@pytest.fixture
def web(evening: Evening) -> Iterator[TestClient]:  # noqa: ARG001  (the dossier is there first)
    """A browser without cookies that follows nothing by itself."""
    with TestClient(application(), follow_redirects=False) as client:
        yield client


@pytest.fixture
def no_second_chance(web: TestClient) -> None:  # noqa: ARG001  (the house is open)
    """Guesses do not come back while a test runs; on a slow machine nine of them take ten seconds."""
    here = running.current()
    here.guesses_per_address.per_second = here.guesses_in_all.per_second = 0.0001


@pytest.fixture
def phone_of(web: TestClient) -> "PhoneMaker":
    """Make phones that share the application but not their cookies."""
    return PhoneMaker(web)


class PhoneMaker:
    """Each call is another phone."""

    def __init__(self, web: TestClient) -> None:
        self._app = web.app

    def __call__(self, **headers: str) -> TestClient:
        return TestClient(self._app, follow_redirects=False, headers=headers)


@pytest.fixture
def address(evening: Evening) -> Iterator[str]:  # noqa: ARG001
    """The same application behind a real socket, in a thread: streams can be read while others write."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application(), log_level="warning", ws="none", timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    running.current().hub.close()
    server.should_exit = True
    thread.join(10)
    listening.close()

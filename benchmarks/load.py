"""A load: the crowd in its own process, the stream of the screen here, and what the server spent on it."""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, cast

from benchmarks.clients import GONE, Event, Refused, events
from benchmarks.crowd import Plan, Post, Told
from benchmarks.server import MeasuredServer
from tests.house.tree import ROOT

MOST_BYTES_IN_LINE = 256 * 1024 * 1024


@dataclass
class Load:
    """What a load brought: what phones and screen were told, and what the server used while notes came in."""

    seconds: float
    phones: list[Told] = field(default_factory=list)
    screen: list[Event] = field(default_factory=list)
    cpu_seconds: float | None = None
    megabytes: float | None = None

    @property
    def posts(self) -> list[Post]:
        """All notes, by the moment at which they were sent."""
        return sorted((post for phone in self.phones for post in phone.posts), key=lambda post: post.sent_at)

    @property
    def cpu_percent(self) -> float:
        """Return what the server used, in percent of one core."""
        return float("nan") if self.cpu_seconds is None else 100 * self.cpu_seconds / self.seconds

    def changes(self) -> Iterator[tuple[float, dict[str, Any]]]:
        """Yield each change that the screen's stream brought, with its moment."""
        for event in self.screen:
            if event.name == "message":
                for change in json.loads(event.data)["changes"]:
                    yield event.at, change

    def answer_seconds(self) -> list[float]:
        """Return how long each post took until its answer."""
        return [post.answered_at - post.sent_at for post in self.posts if post.answered_at]


class Crowd:
    """The process of the crowd; it speaks in lines of JSON."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def until(self, event: str) -> dict[str, Any]:
        """Wait until the crowd says this."""
        async for line in self._reader:
            said: dict[str, Any] = json.loads(line)
            if said["event"] == event:
                return said
        raise RuntimeError("de nagemaakte telefoons hielden op; hun fout staat hierboven")

    def go(self) -> None:
        """Let the crowd begin to post."""
        self._writer.write(b"go\n")

    async def told(self) -> list[Told]:
        """Wait for the end and return what each phone lived through."""
        return [
            Told(**{**phone, "posts": [Post(**post) for post in phone["posts"]]})
            for phone in (await self.until("told"))["phones"]
        ]


@contextlib.asynccontextmanager
async def crowd(plan: Plan) -> AsyncIterator[Crowd]:
    """Start the crowd; inside this block all phones are in and none has posted yet."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.crowd", json.dumps(asdict(plan))),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        limit=MOST_BYTES_IN_LINE,
    )
    try:
        people = Crowd(cast(asyncio.StreamReader, process.stdout), cast(asyncio.StreamWriter, process.stdin))
        await people.until("ready")
        yield people
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await process.wait()


async def listen(port: int, code: str, cookie: str, told: list[Event]) -> None:
    """Listen as the screen of the hall does, and keep all that it is told."""
    seen = ""
    while True:
        headers = {"cookie": cookie} | ({"last-event-id": seen} if seen else {})
        with contextlib.suppress(*GONE, Refused):
            async for event in events(port, f"/live/{code}/events?view=scherm", headers):
                seen = event.id or seen
                told.append(event)
        await asyncio.sleep(1.0)


@contextlib.asynccontextmanager
async def screen(port: int, code: str, cookie: str) -> AsyncIterator[list[Event]]:
    """Have the screen's stream open in this block; the list fills with what it brings."""
    told: list[Event] = []
    task = asyncio.create_task(listen(port, code, cookie, told))
    try:
        yield told
    finally:
        task.cancel()


async def run(server: MeasuredServer, plan: Plan, screen_cookie: str) -> Load:
    """Let a crowd post while the screen looks on."""
    load = Load(plan.seconds)
    async with crowd(plan) as people, screen(plan.port, plan.code, screen_cookie) as load.screen:
        await asyncio.sleep(0.5)
        before = server.cpu_seconds()
        people.go()
        await people.until("posted")
        after = server.cpu_seconds()
        load.cpu_seconds = None if before is None or after is None else after - before
        load.megabytes = server.megabytes()
        load.phones = await people.told()
    return load

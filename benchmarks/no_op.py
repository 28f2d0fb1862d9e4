"""The reference: a request that does nothing, on the server that is measured."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.clients import Http
from benchmarks.report import Section, percentile
from benchmarks.server import folder, serving

PATH = "/_stcore/health"
PER_SECOND = 4


async def times(port: int, count: int = 300) -> list[float]:
    """Return how long empty requests take one after the other, in seconds."""
    http = Http(port)
    await http.get(PATH)
    found = [await one(http) for _ in range(count)]
    http.close()
    return found


async def one(http: Http) -> float:
    """Return how long one empty request takes."""
    start = time.perf_counter()
    await http.get(PATH)
    return time.perf_counter() - start


async def median_ms(port: int) -> float:
    """Return the middle one of 300 empty requests, in milliseconds."""
    return percentile(await times(port), 50) * 1000


@asynccontextmanager
async def beside(port: int) -> AsyncIterator[list[float]]:
    """Send four empty requests a second for as long as this block lasts; the list fills with their times."""
    found: list[float] = []

    async def knock() -> None:
        http = Http(port)
        while True:
            found.append(await one(http))
            await asyncio.sleep(1 / PER_SECOND)

    task = asyncio.create_task(knock())
    try:
        yield found
    finally:
        task.cancel()


def measure(*, quick: bool) -> Section:
    """Measure the empty request itself, on a server that has nothing else to do."""
    section = Section(
        "Leeg verzoek", "Een server zonder bezoek beantwoordt duizend keer `GET /_stcore/health`, na elkaar."
    )
    with folder() as data, serving(data) as server:
        section.spread("leeg verzoek", asyncio.run(times(server.port, 100 if quick else 1000)))
        section.add("geheugen van de server", server.megabytes() or float("nan"), "MB")
    return section

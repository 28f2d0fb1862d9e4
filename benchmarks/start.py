"""Starting: from the command to the first page that is there."""

import asyncio
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from benchmarks import no_op
from benchmarks.clients import Http, PageSession
from benchmarks.evening import Hall, prepare
from benchmarks.report import Section
from benchmarks.server import MeasuredServer, folder, until_healthy
from sok_core.model import Phase

HOW = (
    "Van `streamlit run app.py` tot de server antwoordt (`/_stcore/health`), tot de voorpagina er is "
    "(`GET /` met de cookie van een begeleider) en tot de eerste run daarvan klaar is (de websocket van "
    "Streamlit, `script_finished`). Het midden van drie starts; een start vooraf warmt de schijf op en "
    "telt niet mee."
)
STARTED_MS = 5000.0
STAGES = {"antwoordt": None, "voorpagina opgehaald": None, "eerste run klaar": STARTED_MS}


def measure(*, quick: bool) -> Section:
    """Measure a few starts with the same data."""
    section = Section("Starten", HOW)
    with folder() as data:
        hall = prepare(data, Phase.TOGETHER)
        found = [asyncio.run(one_start(section, data, hall)) for _ in range(2 if quick else 4)][1:]
    for stage, goal in STAGES.items():
        section.add(f"{stage}, midden", median(seconds[stage] for seconds in found) * 1000, "ms", goal)
        section.add(f"{stage}, langste", max(seconds[stage] for seconds in found) * 1000, "ms")
    return section


async def one_start(section: Section, data: Path, hall: Hall) -> Mapping[str, float]:
    """Return how many seconds each stage of one start took."""
    server = MeasuredServer(data)
    start = time.monotonic()
    starting = asyncio.create_task(asyncio.to_thread(server.start))
    try:
        answers = await until_healthy(server.port) - start
        page = await Http(server.port, hall.facilitator_cookie).get("/")
        fetched = time.monotonic() - start
        async with PageSession(server.port, "", f"d={hall.slug}", hall.facilitator_cookie) as session:
            run = await session.run()
        done = time.monotonic() - start
        await starting
        section.empty = await no_op.median_ms(server.port)
    finally:
        await asyncio.to_thread(server.stop)
    if page.status != 200 or run.errors:
        section.remark(f"de voorpagina werkte niet: {page.status} {'; '.join(run.errors)}")
    return dict(zip(STAGES, (answers, fetched, done), strict=True))

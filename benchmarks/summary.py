"""The summary of an evening: Word, PDF, Markdown and Excel in one zip, as it is downloaded."""

import asyncio
import time
from pathlib import Path
from statistics import median

from benchmarks import no_op
from benchmarks.clients import Http
from benchmarks.report import Section
from benchmarks.server import folder, serving
from sok_core import access, settings
from sok_core.clock import now
from sok_core.export import summary
from sok_core.intake import demo
from sok_core.model import Role
from sok_core.store.house import House
from sok_core.store.shelf import Shelf

HOW = (
    "De samenvatting van de bijeenkomst met de meeste briefjes in de voorbeeldwijk: rechtstreeks gemaakt, "
    "en opgehaald met de cookie van een begeleider. Het midden van vijf keer, na één keer om op te "
    "warmen."
)
MADE_MS = 2000.0


def measure(*, quick: bool) -> Section:
    """Measure making the zip, and downloading it."""
    section = Section("Samenvatting", HOW)
    times = 2 if quick else 5
    with folder() as data:
        cookie, meeting_id, direct = make(section, data, times)
        with serving(data) as server:
            section.empty = asyncio.run(no_op.median_ms(server.port))
            fetched = asyncio.run(fetch(section, Http(server.port, cookie), meeting_id, times))
    for name, seconds in (("rechtstreeks", direct), ("opgehaald", fetched)):
        section.add(f"{name}, eerste keer", seconds[0] * 1000, "ms")
        section.add(f"{name}, midden", median(seconds[1:]) * 1000, "ms", MADE_MS)
        section.add(f"{name}, langste", max(seconds[1:]) * 1000, "ms")
    return section


def make(section: Section, data: Path, times: int) -> tuple[str, int, list[float]]:
    """Make the zip here; return a facilitator's cookie, the meeting, and how long each time took."""
    house, shelf = House(data / "huis.sqlite"), Shelf(data / "dossiers", data / "backups")
    store = demo.load(shelf, house, settings.demo_folder())
    with store.read() as tables:
        meeting = max(tables.meeting.all(), key=lambda one: len(tables.note.of(one.id)))
        section.add("briefjes in de bijeenkomst", len(tables.note.of(meeting.id)), "briefjes")
    seconds = []
    for _ in range(times + 1):
        start = time.perf_counter()
        body = summary.archive(summary.gather(store, meeting.id, now=now()))
        seconds.append(time.perf_counter() - start)
    section.add("grootte van het bestand", len(body) / 1000, "kB")
    login = access.log_in(house, role=Role.FACILITATOR, now=now())
    cookie = f"{access.LOGIN_COOKIE}={access.seal(house, [login.id])}"
    shelf.close_all()
    house.close()
    return cookie, meeting.id, seconds


async def fetch(section: Section, http: Http, meeting_id: int, times: int) -> list[float]:
    """Download the zip a few times and return how long each took."""
    seconds = []
    for _ in range(times + 1):
        start = time.perf_counter()
        answer = await http.get(f"/download/{demo.SLUG}/samenvatting/{meeting_id}")
        seconds.append(time.perf_counter() - start)
        if answer.status != 200 or not answer.body.startswith(b"PK"):
            section.remark(f"het ophalen gaf {answer.status}, geen zip")
    return seconds

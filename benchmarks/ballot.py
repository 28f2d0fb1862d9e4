"""The vote: many phones place their dots within a minute; is each one right, and how fast is the answer?"""

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import AsyncIterator

from playwright.async_api import Locator, Page, async_playwright, expect

from benchmarks import no_op
from benchmarks.clients import GONE, Http, Refused, events
from benchmarks.evening import Hall, prepare
from benchmarks.report import Section
from benchmarks.server import MeasuredServer, folder, serving
from sok_core import meeting, theme
from sok_core.clock import now
from sok_core.model import Phase
from sok_core.store import Store
from sok_core.store.shelf import Shelf
from tests import chromium

HOW = (
    "Telefoons openen de pagina en hun berichtenstroom. Zijn ze er allemaal, dan plakken ze elk vijf "
    "stippen op acht thema's, op toevallige momenten binnen een minuut. Ernaast gaat viermaal per "
    "seconde een leeg verzoek: wacht ook dat lang, dan had de computer even geen tijd voor de server. "
    "Er hangen 100 briefjes, en Chromium (zonder venster, 1920 × 1080) heeft `/scherm` open. Gemeten "
    "van vlak voor het verzoek tot het antwoord. Daarna gaat de vraag naar de uitslag, en wordt elke "
    "stip nageteld: in wat de server het scherm stuurt, en in de getallen naast de staven zoals ze in "
    "de browser staan."
)
PHONES, DOTS, SECONDS, THEMES = 150, 5, 60.0, 8
ANSWER_MS = 50.0


def measure(*, quick: bool) -> Section:
    """Measure one vote with a server and data of its own."""
    section = Section("Stippen", HOW)
    asyncio.run(one_vote(section, SECONDS / 6 if quick else SECONDS))
    return section


async def one_vote(section: Section, seconds: float) -> None:
    """Let everybody vote, and count what the hall is shown."""
    program = chromium.ready()
    with folder() as data:
        hall = prepare(data, Phase.TOGETHER)
        shelf = Shelf(data / "dossiers", data / "backups")
        store = shelf.open(hall.slug)
        begin_vote(store)
        with serving(data) as server:
            section.empty = await no_op.median_ms(server.port)
            async with projector(program, server, hall) as page:
                async with no_op.beside(server.port) as empty:
                    cast, delays = await everybody(server.port, hall.code, seconds)
                await expect(page.locator(".scherm .voet b").first).to_have_text(str(cast.total()))
                meeting_id = running_meeting(store)
                meeting.set_phase(store, meeting_id=meeting_id, phase=Phase.RESULT, now=now())
                answer = await Http(server.port, hall.screen_cookie).get(f"/live/{hall.code}/state")
                told = {one["title"]: one["dots"] for one in answer.json()["vote"]["targets"]}
                shown = await bars(page.locator(".scherm .staven li"))
        shelf.close_all()
    section.begin(f"{PHONES} telefoons, {DOTS} stippen elk, in {seconds:.0f} seconden")
    section.add("stippen geplakt", cast.total(), "stippen")
    section.add("stippen die de server anders telt", difference(cast, told), "stippen", 0)
    section.add("stippen die op het doek anders staan", difference(cast, shown), "stippen", 0)
    section.add("nooit aangekomen", PHONES * DOTS - cast.total(), "stippen", 0)
    section.spread("stip → antwoord", delays, ANSWER_MS)
    section.spread("leeg verzoek ernaast", empty)


@contextlib.asynccontextmanager
async def projector(program: str, server: MeasuredServer, hall: Hall) -> AsyncIterator[Page]:
    """Have the screen of the hall open in this block, in a real browser."""
    name, _, value = hall.screen_cookie.partition("=")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program)
        context = await browser.new_context(viewport={"width": 1920, "height": 1080})
        await context.add_cookies([{"name": name, "value": value, "url": server.base}])
        page = await context.new_page()
        await page.goto(f"{server.base}/scherm?d={hall.slug}")
        await page.locator(".scherm .keuzes li").first.wait_for(timeout=30_000)
        yield page
        await browser.close()


async def bars(rows: Locator) -> dict[str, int]:
    """Return the number beside each bar by its theme, as it stands on the screen."""
    await rows.nth(THEMES - 1).wait_for(timeout=30_000)
    texts = [
        (await row.locator(".keuze").inner_text(), await row.locator("b").inner_text())
        for row in await rows.all()
    ]
    return {title: int(dots) for title, dots in texts}


def difference(cast: Counter[str], found: dict[str, int]) -> int:
    """Return how many dots are too many or too few, over all themes."""
    return sum(abs(found.get(title, 0) - cast[title]) for title in cast.keys() | found.keys())


def running_meeting(store: Store) -> int:
    """Return the id of the meeting that goes on."""
    with store.read() as tables:
        found = tables.meeting.running()
    if found is None:
        raise Refused("er is geen bijeenkomst bezig")
    return found.id


def begin_vote(store: Store) -> None:
    """Lay the notes under eight themes and let the vote begin."""
    meeting_id = running_meeting(store)
    for number in range(THEMES):
        theme.begin(
            store,
            meeting_id=meeting_id,
            numbers=[number * 10 + one for one in range(1, 6)],
            title=f"Thema {number + 1}",
            hand="meting",
            now=now(),
        )
    meeting.set_phase(store, meeting_id=meeting_id, phase=Phase.VOTE, now=now())


async def everybody(port: int, code: str, seconds: float) -> tuple[Counter[str], list[float]]:
    """Let each phone place its dots at random moments; return dots by theme, and each wait (seconds).

    The minute begins when every page is open: else the first dots would wait for 150 pages at once.
    """
    chance = random.Random(PHONES)
    all_here = asyncio.Barrier(PHONES)
    cast: Counter[str] = Counter()
    delays: list[float] = []

    async def phone(number: int) -> None:
        http = Http(port)
        page = await http.get(f"/m/{code}")
        http.cookie = page.headers["set-cookie"].split(";")[0]
        listening = asyncio.create_task(listen(port, code, http.cookie))
        await all_here.wait()
        moments = sorted(chance.uniform(0, seconds) for _ in range(DOTS))
        start = time.monotonic()
        for place, moment in enumerate(moments):
            chosen = chance.randrange(THEMES) + 1
            await asyncio.sleep(max(0.0, start + moment - time.monotonic()))
            before = time.monotonic()
            value = {"target": f"thema-{chosen}", "dots": 1, "key": f"{number}-{place}"}
            answer = await http.post(f"/m/{code}/votes", value)
            delays.append(time.monotonic() - before)
            if answer.status != 201:
                raise Refused(f"{answer.status} {answer.body[:200]!r}")
            cast[f"Thema {chosen}"] += 1
        listening.cancel()
        http.close()

    await asyncio.gather(*(phone(number) for number in range(PHONES)))
    return cast, delays


async def listen(port: int, code: str, cookie: str) -> None:
    """Keep the stream of a phone open, and read what it brings."""
    with contextlib.suppress(*GONE):
        async for _ in events(port, f"/m/{code}/events", {"cookie": cookie}):
            pass

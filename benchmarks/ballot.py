"""The vote: many phones place their dots within a minute; is each one right, and how fast is the answer?"""

import asyncio
import random
import time
from collections import Counter

from benchmarks import no_op
from benchmarks.clients import Http, Refused
from benchmarks.evening import prepare
from benchmarks.report import Section
from benchmarks.server import folder, serving
from sok_core import meeting, theme
from sok_core.clock import now
from sok_core.model import Phase
from sok_core.store import Store
from sok_core.store.shelf import Shelf

HOW = (
    "Telefoons openen de pagina en plakken elk vijf stippen op acht thema's, op toevallige momenten binnen "
    "een minuut. Er hangen 100 briefjes. Gemeten van vlak voor het verzoek tot het antwoord. Daarna gaat de "
    "vraag naar de uitslag, en wordt elke stip op het scherm nageteld."
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
    with folder() as data:
        hall = prepare(data, Phase.TOGETHER)
        shelf = Shelf(data / "dossiers", data / "backups")
        store = shelf.open(hall.slug)
        begin_vote(store)
        with serving(data) as server:
            section.empty = await no_op.median_ms(server.port)
            cast, delays = await everybody(server.port, hall.code, seconds)
            meeting_id = running_meeting(store)
            meeting.set_phase(store, meeting_id=meeting_id, phase=Phase.RESULT, now=now())
            answer = await Http(server.port, hall.screen_cookie).get(f"/live/{hall.code}/state")
            told = {one["id"]: one["dots"] for one in answer.json()["vote"]["targets"]}
        shelf.close_all()
    wrong = sum(abs(told.get(target, 0) - dots) for target, dots in cast.items())
    section.begin(f"{PHONES} telefoons, {DOTS} stippen elk, in {seconds:.0f} seconden")
    section.add("stippen geplakt", sum(told.values()), "stippen")
    section.add("stippen die niet kloppen", wrong + abs(PHONES * DOTS - sum(told.values())), "stippen", 0)
    section.spread("stip → antwoord", delays, ANSWER_MS)


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
    """Let each phone place its dots at random moments; return dots by target, and each wait (seconds)."""
    chance = random.Random(PHONES)
    cast: Counter[str] = Counter()
    delays: list[float] = []

    async def phone(number: int) -> None:
        http = Http(port)
        page = await http.get(f"/m/{code}")
        http.cookie = page.headers["set-cookie"].split(";")[0]
        moments = sorted(chance.uniform(0, seconds) for _ in range(DOTS))
        start = time.monotonic()
        for place, moment in enumerate(moments):
            target = f"thema-{chance.randrange(THEMES) + 1}"
            await asyncio.sleep(max(0.0, start + moment - time.monotonic()))
            before = time.monotonic()
            value = {"target": target, "dots": 1, "key": f"{number}-{place}"}
            answer = await http.post(f"/m/{code}/votes", value)
            delays.append(time.monotonic() - before)
            if answer.status != 201:
                raise Refused(f"{answer.status} {answer.body[:200]!r}")
            cast[target] += 1
        http.close()

    await asyncio.gather(*(phone(number) for number in range(PHONES)))
    return cast, delays

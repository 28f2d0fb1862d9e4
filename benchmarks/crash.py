"""The plug pulled in mid-evening: is a note lost or doubled, and how soon is everyone live again?"""

import asyncio
import time
from collections import Counter
from pathlib import Path

from benchmarks import no_op
from benchmarks.clients import Event, Http
from benchmarks.crowd import Plan, Told
from benchmarks.evening import SEEDS, prepare
from benchmarks.load import Load, crowd, screen
from benchmarks.report import Section
from benchmarks.server import MeasuredServer, folder, until_healthy
from sok_core.model import Phase

HOW = (
    "150 telefoons plaatsen samen 8 briefjes per seconde. Middenin krijgt de server `SIGKILL`; een "
    "seconde later start hij weer, op dezelfde poort en met dezelfde gegevens. De nagemaakte telefoons "
    "doen wat de pagina doet: een briefje zonder antwoord blijft op de telefoon en gaat opnieuw weg met "
    "dezelfde sleutel, en een stroom die breekt wordt na een seconde opnieuw geopend. Na afloop "
    "vergelijken we wat er verstuurd is met wat de server heeft. Weer live: de stroom is terug en heeft "
    "een nieuw briefje gebracht; geteld vanaf het eerste antwoord op `/_stcore/health`."
)
PHONES = 150
PER_SECOND = 8.0
LIVE_MS = 5000.0
SECONDS_DOWN = 1.0


def measure(*, quick: bool) -> Section:
    """Measure one crash in the middle of the load."""
    section = Section("Stekker eruit", HOW)
    with folder() as data:
        asyncio.run(one_crash(section, data, seconds=16.0 if quick else 20.0))
    return section


async def one_crash(section: Section, data: Path, *, seconds: float) -> None:
    """Let a crowd post, kill the server and start it again, and look what is left."""
    hall = prepare(data, Phase.TOGETHER)
    server = MeasuredServer(data)
    await asyncio.to_thread(server.start)
    try:
        section.empty = await no_op.median_ms(server.port)
        load = Load(seconds)
        plan = Plan(server.port, hall.code, PHONES, PER_SECOND, seconds)
        async with crowd(plan) as people, screen(plan.port, hall.code, hall.screen_cookie) as load.screen:
            people.go()
            await asyncio.sleep(seconds * 0.3)
            await asyncio.to_thread(server.kill)
            killed_at = time.monotonic()
            await asyncio.sleep(SECONDS_DOWN)
            started_at = time.monotonic()
            starting = asyncio.create_task(asyncio.to_thread(server.start))
            healthy_at = await until_healthy(server.port)
            await starting
            load.phones = await people.told()
        state = await Http(server.port, hall.facilitator_cookie).get(f"/live/{hall.code}/state")
    finally:
        await asyncio.to_thread(server.stop)
    section.add("server start opnieuw, tot hij antwoordt", (healthy_at - started_at) * 1000, "ms")
    section.add("geen server", (healthy_at - killed_at) * 1000, "ms")
    report_notes(section, load, [note["text"] for note in state.json()["notes"]])
    report_live(section, load, healthy_at)


def report_notes(section: Section, load: Load, kept: list[str]) -> None:
    """Compare what was sent with what the server has."""
    times = Counter(kept)
    sent = [post.text for post in load.posts]
    section.add("briefjes verstuurd", len(sent), "briefjes")
    section.add("daarvan meer dan eens verstuurd", sum(post.tries > 1 for post in load.posts), "briefjes")
    section.add("daarvan al bekend bij de server", sum(post.was_known for post in load.posts), "briefjes")
    section.add("kwijt", sum(times[text] == 0 for text in sent), "briefjes", 0)
    section.add("dubbel", sum(count - 1 for count in times.values()), "briefjes", 0)
    section.add("te veel op de server", len(kept) - len(sent) - SEEDS, "briefjes", 0)
    section.add("nooit beantwoord", sum(not post.answered_at for post in load.posts), "briefjes", 0)
    section.add("geweigerd", sum(bool(post.refused) for post in load.posts), "briefjes", 0)
    section.add(
        "langste weg van een briefje tot zijn antwoord",
        max(load.answer_seconds(), default=float("nan")) * 1000,
        "ms",
    )


def report_live(section: Section, load: Load, healthy_at: float) -> None:
    """Write down when phones and screen were live again."""
    opened = [first_after(phone.opened, healthy_at) for phone in load.phones]
    section.spread("telefoon: stroom weer open", [at - healthy_at for at in opened])
    lives = [live_at(phone, at) for phone, at in zip(load.phones, opened, strict=True)]
    section.add(
        "telefoons die niet meer live werden", sum(at == float("inf") for at in lives), "telefoons", 0
    )
    back = [at - healthy_at for at in lives]
    section.spread("telefoon: weer live", back)
    section.add("alle telefoons weer live", max(back) * 1000, "ms", LIVE_MS)
    section.add(
        "scherm weer live", (screen_live_at(load.screen, healthy_at) - healthy_at) * 1000, "ms", LIVE_MS
    )


def first_after(moments: list[float], after: float) -> float:
    """Return the first moment after this one; infinity when there is none."""
    return min((at for at in moments if at >= after), default=float("inf"))


def live_at(phone: Told, opened_at: float) -> float:
    """Return when a phone heard of a note after its stream was back."""
    return first_after([at for at, _ in phone.heard], opened_at)


def screen_live_at(told: list[Event], healthy_at: float) -> float:
    """Return when the screen heard of a note after its stream was back."""
    opened_at = first_after([event.at for event in told if event.name == "open"], healthy_at)
    fresh = [event.at for event in told if event.name == "message" and '"kind":"note"' in event.data]
    return first_after(fresh, opened_at)

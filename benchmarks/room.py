"""The room: phones post, the screen of the hall hears it; how fast, at what cost, and is nothing lost?"""

import asyncio
from bisect import bisect_left
from collections import Counter

from benchmarks import no_op
from benchmarks.crowd import Plan
from benchmarks.evening import SEEDS, prepare
from benchmarks.load import Load, run
from benchmarks.report import Section
from benchmarks.server import folder, serving
from sok_core.model import Phase

HOW = (
    "Telefoons openen de pagina (cookie, berichtenstroom) en plaatsen samen zo veel briefjes per seconde "
    "als er staat, op toevallige momenten. Er hangen al 100 briefjes. De telefoons draaien samen in een "
    "eigen proces, het scherm (een berichtenstroom met een echte cookie) in een ander. Gemeten van vlak "
    "voor de eerste byte van het briefje tot het bericht op de stroom van het scherm; in de fase open telt "
    "het scherm alleen, dan gaat het om het bericht met de nieuwe telling. Processor: de tijd van het "
    "serverproces, in procenten van één kern. Tijdens de drukte gaan er ook vier lege verzoeken per seconde "
    "heen; die laten zien hoeveel de machine zelf wacht."
)
SCREEN_MS = 15.0
CPU_PERCENT = 8.0
# phones, notes a second altogether, seconds, phase
ROUNDS = (
    (150, 8.0, 20.0, Phase.TOGETHER),
    (150, 8.0, 20.0, Phase.OPEN),
    (30, 2.0, 12.0, Phase.TOGETHER),
    (500, 25.0, 12.0, Phase.TOGETHER),
)


def measure(*, quick: bool) -> Section:
    """Measure all rounds, each with a server and data of its own."""
    section = Section("Zaal", HOW)
    for phones, per_second, seconds, phase in ROUNDS:
        asyncio.run(one_round(section, phones, per_second, seconds / 3 if quick else seconds, phase))
    return section


async def one_round(section: Section, phones: int, per_second: float, seconds: float, phase: Phase) -> None:
    """Measure one number of phones in one phase."""
    with folder() as data:
        hall = prepare(data, phase)
        with serving(data) as server:
            section.empty = section.empty or await no_op.median_ms(server.port)
            async with no_op.beside(server.port) as empty:
                load = await run(
                    server, Plan(server.port, hall.code, phones, per_second, seconds), hall.screen_cookie
                )
    section.begin(f"{phones} telefoons, {per_second:.0f} briefjes per seconde, fase {phase}")
    report(section, load, empty, phase)


def report(section: Section, load: Load, empty: list[float], phase: Phase) -> None:
    """Write down what one round brought; the goals are those of 150 phones."""
    has_goals = len(load.phones) == 150
    section.add("briefjes geplaatst", sum(post.number > SEEDS for post in load.posts), "briefjes")
    section.add("niet geplaatst", len(not_placed(load)), "briefjes", 0)
    if phase is Phase.TOGETHER:
        delays, lost, doubled = by_note(load)
        section.add("niet of dubbel op het scherm", lost + doubled, "briefjes", 0)
        section.add("niet of dubbel op een telefoon", missed_on_phones(load), "briefjes", 0)
    else:
        delays = by_count(load)
        section.add("niet geteld op het scherm", len(load.posts) - len(delays), "briefjes", 0)
        section.add("gelezen door een ander", sum(len(phone.heard) for phone in load.phones), "briefjes", 0)
    section.spread("briefje → scherm", delays, SCREEN_MS if has_goals else None)
    section.spread("briefje → antwoord", load.answer_seconds())
    section.spread("leeg verzoek ernaast", empty)
    section.spread("pagina en stroom openen", [phone.joined_seconds for phone in load.phones])
    section.add("processor", load.cpu_percent, "%", CPU_PERCENT if has_goals else None)
    section.add("geheugen", load.megabytes or float("nan"), "MB")
    for remark in not_placed(load):
        section.remark(f"{section.group}: {remark}")


def not_placed(load: Load) -> list[str]:
    """Return which notes were not placed, and why."""
    return [
        f"{post.key}: {post.refused or 'geen antwoord'}"
        for post in load.posts
        if post.refused or not post.answered_at
    ]


def by_note(load: Load) -> tuple[list[float], int, int]:
    """Return the delay of each note that came on the screen, how many did not come, and came twice."""
    came = [(at, change["text"]) for at, change in load.changes() if change["kind"] == "note"]
    times = Counter(text for _, text in came)
    first = {text: at for at, text in reversed(came)}
    delays = [first[post.text] - post.sent_at for post in load.posts if post.text in first]
    return delays, len(load.posts) - len(delays), sum(count - 1 for count in times.values())


def by_count(load: Load) -> list[float]:
    """Return for each note how long it took until the screen's count had reached it."""
    counts = [(change["notes"], at) for at, change in load.changes() if change["kind"] == "count"]
    numbers = [count for count, _ in counts]
    places = [(bisect_left(numbers, post.number), post) for post in load.posts if post.number]
    return [counts[place][1] - post.sent_at for place, post in places if place < len(counts)]


def missed_on_phones(load: Load) -> int:
    """Return how many notes did not reach some phone's stream, or reached it twice."""
    wanted = {post.number for post in load.posts if post.number}
    wrong = 0
    for phone in load.phones:
        heard = Counter(number for _, number in phone.heard)
        wrong += len(wanted - heard.keys()) + sum(count - 1 for count in heard.values())
    return wrong

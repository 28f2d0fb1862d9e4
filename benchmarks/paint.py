"""The wall in a real browser: from a note that leaves a phone to the first frame that shows it."""

import asyncio
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from benchmarks import no_op
from benchmarks.crowd import Plan
from benchmarks.evening import SEEDS, Hall, prepare
from benchmarks.load import Load, crowd
from benchmarks.report import Section
from benchmarks.server import MeasuredServer, folder, serving
from sok_core.model import Phase
from tests import chromium

HOW = (
    "Chromium (zonder venster, 1920 × 1080) heeft `/scherm` open terwijl 150 telefoons samen 8 briefjes "
    "per seconde plaatsen; de muur hangt vol. In de pagina let een MutationObserver op elk nieuw briefje "
    "en wacht dan twee beelden (`requestAnimationFrame`); het briefje is dan zeker getekend, meestal één "
    "beeld (17 ms) eerder. Begin: vlak voor het versturen, volgens de klok van de telefoons. Eind: "
    "`performance.timeOrigin + performance.now()`, met het verschil tussen die klok en de gewone eraf. "
    "Het opkomen van een briefje (240 ms, van doorzichtig naar dekkend) begint bij dat eerste beeld. De "
    "browser rekent zonder grafische kaart op dezelfde kernen als de server."
)
PHONES = 150
PER_SECOND = 8.0
PAINTED_MS = 150.0
# Looks for the wall in every shadow root; a note that is only being measured has no number in its dataset.
WATCH = """() => {
  const painted = (window.painted = {});
  const clock = () => performance.timeOrigin + performance.now();
  const seen = (nodes) => {
    for (const node of nodes) {
      const number = node.dataset?.number;
      if (!number || number in painted) continue;
      painted[number] = null;
      requestAnimationFrame(() => requestAnimationFrame(() => { painted[number] = clock(); }));
    }
  };
  const roots = [document];
  for (let i = 0; i < roots.length; i += 1)
    for (const node of roots[i].querySelectorAll("*")) if (node.shadowRoot) roots.push(node.shadowRoot);
  const wall = roots.map((root) => root.querySelector(".scherm .wand")).find(Boolean);
  for (const node of wall.children) if (node.dataset?.number) painted[node.dataset.number] = 0;
  const watcher = new MutationObserver((changes) => changes.forEach((change) => seen(change.addedNodes)));
  watcher.observe(wall, { childList: true });
}"""
CLOCK_GAP = """() => {
  const gap = () => Date.now() + 0.5 - performance.timeOrigin - performance.now();
  const gaps = Array.from({ length: 200 }, gap);
  return gaps.reduce((sum, gap) => sum + gap) / gaps.length;
}"""


def measure(*, quick: bool) -> Section:
    """Measure one load in front of a real browser."""
    section = Section("Op het doek", HOW)
    asyncio.run(one_wall(section, 8.0 if quick else 20.0))
    return section


async def one_wall(section: Section, seconds: float) -> None:
    """Open the wall, let the crowd post, and compare the moments."""
    program = chromium.ready()
    with folder() as data:
        hall = prepare(data, Phase.TOGETHER)
        with serving(data) as server:
            section.empty = await no_op.median_ms(server.port)
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=program)
                load, painted, gap = await watch(browser, server, hall, seconds)
                await browser.close()
    report(section, load, painted, gap)


async def watch(
    browser: Browser, server: MeasuredServer, hall: Hall, seconds: float
) -> tuple[Load, dict[str, float | None], float]:
    """Return the load, when each note was painted (ms since 1970), and how far the page's clock is off."""
    load = Load(seconds)
    async with crowd(Plan(server.port, hall.code, PHONES, PER_SECOND, seconds)) as people:
        page = await open_wall(browser, server, hall)
        await page.evaluate(WATCH)
        people.go()
        load.phones = await people.told()
        await page.wait_for_timeout(500)
        painted: dict[str, Any] = await page.evaluate("window.painted")
        return load, painted, float(await page.evaluate(CLOCK_GAP))


async def open_wall(browser: Browser, server: MeasuredServer, hall: Hall) -> Page:
    """Open the screen of the hall, with the cookie of a paired screen, and wait until notes hang there."""
    context = await browser.new_context(viewport={"width": 1920, "height": 1080})
    name, _, value = hall.screen_cookie.partition("=")
    await context.add_cookies([{"name": name, "value": value, "url": server.base}])
    page = await context.new_page()
    await page.goto(f"{server.base}/scherm?d={hall.slug}")
    await page.locator(".scherm .wand .briefje").first.wait_for(timeout=30_000)
    await page.bring_to_front()
    await page.wait_for_timeout(1000)
    return page


def report(section: Section, load: Load, painted: dict[str, float | None], gap: float) -> None:
    """Write down how long notes took to the first frame that shows them."""
    posts = [post for post in load.posts if post.number > SEEDS]
    moments = {post.number: painted.get(str(post.number)) for post in posts}
    seconds = [
        (moment + gap) / 1000 - post.wall_at for post in posts if (moment := moments[post.number]) is not None
    ]
    section.add("briefjes geplaatst", len(posts), "briefjes")
    section.add("daarvan niet op de muur gezien", len(posts) - len(seconds), "briefjes", 0)
    section.spread("briefje → getekend", seconds, PAINTED_MS)
    section.add("klok van de pagina loopt af van de gewone", abs(gap), "ms")

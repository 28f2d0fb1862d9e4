"""Gathering in real browsers: how smoothly a note follows a hand, and when another screen shows its place."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright

from benchmarks import no_op
from benchmarks.clients import Http, Refused
from benchmarks.evening import Hall, prepare
from benchmarks.paint import CLOCK_GAP
from benchmarks.report import Section
from benchmarks.server import MeasuredServer, folder, serving
from sok_core import meeting, theme
from sok_core.clock import now
from sok_core.model import Phase
from sok_core.store import Store
from sok_core.store.shelf import Shelf
from tests import chromium

HOW = (
    "Op `/scherm` (Chromium zonder venster, 1920 × 1080, kleine briefjes) hangen 300 losse briefjes en "
    "negen thema's. Een hand sleept een briefje in 48 stappen, 60 per seconde, naar een thema; een "
    "tweede browser toont dezelfde wand. Beeldtijd: de tijd tussen twee keer `requestAnimationFrame` in "
    "de pagina waarin wordt gesleept, alleen tijdens het slepen. Gezien: van het loslaten (`pointerup`) "
    "tot twee beelden nadat het nummer op het andere scherm bij zijn thema staat; beide klokken volgens "
    "`performance.timeOrigin + performance.now()`, met het verschil met de gewone klok eraf. Op een "
    "leeg blad telt dezelfde browser zijn beelden ook: zo snel kan hij het hier. De browser rekent "
    "zonder grafische kaart op dezelfde kernen als de server."
)
LOOSE, THEMES, IN_A_THEME = 300, 9, 3
DROPS, STEPS, PER_SECOND = 24, 48, 60.0
FRAME_MS, SEEN_MS = 34.0, 200.0  # a frame stays for 16.7 ms or twice that: 33.3 is 30 a second
HELPER_SECONDS = 0.25  # two helpers type a number every half second
FLAGS = (
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
)
FRAMES = """() => {
  const frames = (window.frameTimes = []);
  window.isCounting = true;
  const next = (at) => {
    frames.push(at);
    if (window.isCounting) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}"""
COUNTED = "() => { window.isCounting = false; return window.frameTimes; }"
DROPPED = """() => addEventListener("pointerup", () => {
  window.droppedAt = performance.timeOrigin + performance.now();
}, true)"""
# Looks for the wall in every shadow root, and notes when a number stands at the theme that it must come to.
WATCH = """() => {
  const roots = [document];
  for (let i = 0; i < roots.length; i += 1)
    for (const node of roots[i].querySelectorAll("*")) if (node.shadowRoot) roots.push(node.shadowRoot);
  const piles = roots.map((root) => root.querySelector(".scherm .themas")).find(Boolean);
  window.seen = {};
  window.awaited = null;
  const look = () => {
    if (!window.awaited) return;
    const { number, theme } = window.awaited;
    if (!piles.querySelector(`[data-theme="${theme}"] [data-number="${number}"]`)) return;
    window.awaited = null;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.seen[number] = performance.timeOrigin + performance.now();
    }));
  };
  new MutationObserver(look).observe(piles, { childList: true, subtree: true });
}"""
Point = tuple[float, float]


@dataclass(frozen=True)
class Wall:
    """The wall that is measured: the browser, the server, and the file behind it."""

    browser: Browser
    server: MeasuredServer
    hall: Hall
    store: Store


@dataclass
class Hands:
    """The page in which somebody drags: how a hand goes down, moves and lets go."""

    page: Page
    down: Callable[[Point], Awaitable[None]]
    move: Callable[[Point], Awaitable[None]]
    up: Callable[[], Awaitable[None]]


@dataclass
class Dragged:
    """What a number of drags brought: the times of frames and the waits of the other screen, in seconds."""

    frames: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    unseen: int = 0
    laid: dict[int, int] = field(default_factory=dict)


def measure(*, quick: bool) -> Section:
    """Measure dragging with a mouse, with a finger, and while helpers type numbers."""
    section = Section("Verzamelen", HOW)
    asyncio.run(one_wall(section, 6 if quick else DROPS))
    return section


async def one_wall(section: Section, drops: int) -> None:
    """Open both screens and let each kind of hand drag."""
    program = chromium.ready()
    with folder() as data:
        hall = prepare(data, Phase.GATHER, notes=LOOSE + THEMES * IN_A_THEME)
        shelf = Shelf(data / "dossiers", data / "backups")
        store = shelf.open(hall.slug)
        gather(store)
        with serving(data) as server:
            section.empty = await no_op.median_ms(server.port)
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
                await empty_page(section, browser)
                wall = Wall(browser, server, hall, store)
                section.begin("muis")
                async with screens(wall) as (hands, other):
                    tell(section, store, await drag_all(hands, other, drops))
                section.begin("vinger")
                async with screens(wall, is_touch=True) as (hands, other):
                    tell(section, store, await drag_all(hands, other, drops))
                section.begin("muis, terwijl twee helpers nummers typen")
                async with screens(wall) as (hands, other), typing(wall):
                    tell(section, store, await drag_all(hands, other, drops))
                await browser.close()
        shelf.close_all()


def running_meeting(store: Store) -> int:
    """Return the id of the meeting that goes on."""
    with store.read() as tables:
        found = tables.meeting.running()
    if found is None:
        raise Refused("er is geen bijeenkomst bezig")
    return found.id


def gather(store: Store) -> None:
    """Lay the first notes under nine themes; the others hang loose, small."""
    meeting_id = running_meeting(store)
    for place in range(THEMES):
        numbers = [place * IN_A_THEME + one for one in range(1, IN_A_THEME + 1)]
        theme.begin(
            store,
            meeting_id=meeting_id,
            numbers=numbers,
            title=f"Thema {place + 1}",
            hand="meting",
            now=now(),
        )
    meeting.set_dense(store, meeting_id=meeting_id, is_dense=True)


async def empty_page(section: Section, browser: Browser) -> None:
    """Count the frames of a page with nothing on it."""
    page = await browser.new_page(viewport={"width": 1920, "height": 1080})
    await page.evaluate(FRAMES)
    await page.wait_for_timeout(3000)
    frames = between(await page.evaluate(COUNTED))
    await page.close()
    section.begin("leeg blad")
    tell_frames(section, frames, goal=None)


def tell(section: Section, store: Store, dragged: Dragged) -> None:
    """Write down what one hand brought."""
    tell_frames(section, dragged.frames, goal=FRAME_MS)
    section.spread("losgelaten → gezien op het andere scherm", dragged.waits, SEEN_MS)
    section.add("gesleept", len(dragged.laid), "briefjes")
    section.add("niet gezien op het andere scherm", dragged.unseen, "briefjes", 0)
    section.add("ligt niet waar het is losgelaten", astray(store, dragged.laid), "briefjes", 0)


def tell_frames(section: Section, frames: list[float], *, goal: float | None) -> None:
    """Write down the frames a second, and how long one stays."""
    section.add("beelden per seconde, gemiddeld", len(frames) / sum(frames), "")
    section.spread("beeldtijd", frames, goal)


def between(moments: list[float]) -> list[float]:
    """Return the seconds between moments in milliseconds."""
    return [(after - before) / 1000 for before, after in itertools.pairwise(moments)]


def astray(store: Store, laid: dict[int, int]) -> int:
    """Return how many notes do not lie in the file where a hand let go of them."""
    with store.read() as tables:
        found = {note.number: note.theme_id for note in tables.note.of(running_meeting(store))}
    return sum(found[number] != theme_id for number, theme_id in laid.items())


@asynccontextmanager
async def screens(wall: Wall, *, is_touch: bool = False) -> AsyncIterator[tuple[Hands, Page]]:
    """Open the screen in which is dragged, and another one that looks on."""
    contexts = [
        await wall.browser.new_context(viewport={"width": 1920, "height": 1080}, has_touch=has_touch)
        for has_touch in (is_touch, False)
    ]
    cookies = (wall.hall.facilitator_cookie, wall.hall.screen_cookie)
    try:
        page, other = [
            await open_wall(context, wall, cookie) for context, cookie in zip(contexts, cookies, strict=True)
        ]
        await page.evaluate(DROPPED)
        await other.evaluate(WATCH)
        yield await finger(page) if is_touch else mouse(page), other
    finally:
        for context in contexts:
            await context.close()


async def open_wall(context: BrowserContext, wall: Wall, cookie: str) -> Page:
    """Open the screen of the hall and wait until notes hang there."""
    name, _, value = cookie.partition("=")
    await context.add_cookies([{"name": name, "value": value, "url": wall.server.base}])
    page = await context.new_page()
    await page.goto(f"{wall.server.base}/scherm?d={wall.hall.slug}")
    await page.locator(".scherm .wand .briefje").first.wait_for(timeout=30_000)
    await page.locator(".scherm section.thema").nth(THEMES - 1).wait_for(timeout=30_000)
    await page.wait_for_timeout(1000)
    return page


def mouse(page: Page) -> Hands:
    """Return the hand of somebody with a mouse."""

    async def down(at: Point) -> None:
        await page.mouse.move(*at)
        await page.mouse.down()

    async def move(at: Point) -> None:
        await page.mouse.move(*at)

    return Hands(page, down, move, page.mouse.up)


async def finger(page: Page) -> Hands:
    """Return the hand of somebody at a touch screen."""
    protocol = await page.context.new_cdp_session(page)

    async def touch(kind: str, *at: Point) -> None:
        points = [{"x": x, "y": y} for x, y in at]
        await protocol.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    async def down(at: Point) -> None:
        await touch("touchStart", at)

    async def move(at: Point) -> None:
        await touch("touchMove", at)

    async def up() -> None:
        await touch("touchEnd")

    return Hands(page, down, move, up)


async def drag_all(hands: Hands, other: Page, drops: int) -> Dragged:
    """Drag notes from the wall to each theme in turn."""
    dragged = Dragged()
    gaps = [float(await page.evaluate(CLOCK_GAP)) for page in (hands.page, other)]
    for place in range(drops):
        await drag_one(hands, other, place, dragged, gaps)
    return dragged


async def drag_one(hands: Hands, other: Page, place: int, dragged: Dragged, gaps: list[float]) -> None:
    """Drag one note, and wait until the other screen shows its place."""
    papers = hands.page.locator(".scherm .wand .briefje[data-number]")
    paper = papers.nth(place % min(5, max(1, await papers.count())))  # full themes leave room for few
    pile = hands.page.locator(".scherm section.thema").nth(place % THEMES)
    number = int(await paper.get_attribute("data-number") or 0)
    theme_id = int(await pile.get_attribute("data-theme") or 0)
    await other.evaluate("(it) => { window.awaited = it; }", {"number": number, "theme": theme_id})
    start = await middle(paper)
    await hands.down(start)
    await hands.page.evaluate(FRAMES)
    await along(hands, start, await middle(pile))
    dragged.frames += between(await hands.page.evaluate(COUNTED))
    await hands.move(await middle(pile))  # helpers may have made another one taller meanwhile
    await hands.up()
    dragged.laid[number] = theme_id
    dropped_at = float(await hands.page.evaluate("window.droppedAt"))
    for _ in range(100):
        if seen := await other.evaluate("(number) => window.seen[number]", number):
            dragged.waits.append((seen + gaps[1] - dropped_at - gaps[0]) / 1000)
            return
        await asyncio.sleep(0.05)
    dragged.unseen += 1


async def middle(what: Locator) -> Point:
    """Return the middle of something on a page; a theme is sometimes made anew just then."""
    for _ in range(10):
        if box := await what.bounding_box():
            return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    raise Refused("wat er gesleept wordt, is niet te zien")


async def along(hands: Hands, start: Point, end: Point) -> None:
    """Move in even steps, as many a second as a screen has frames."""
    began = time.monotonic()
    for step in range(1, STEPS + 1):
        part = step / STEPS
        await hands.move((start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part))
        await asyncio.sleep(max(0.0, began + step / PER_SECOND - time.monotonic()))


@asynccontextmanager
async def typing(wall: Wall) -> AsyncIterator[None]:
    """Let two helpers lay notes from the far end of the wall under themes, number by number."""
    with wall.store.read() as tables:
        themes = [one.id for one in tables.theme.of(running_meeting(wall.store))]

    async def type_numbers() -> None:
        http = Http(wall.server.port, wall.hall.facilitator_cookie)
        for place, number in enumerate(itertools.cycle(range(THEMES * IN_A_THEME + 1, 150))):
            value = {"act": "gather", "numbers": [number], "theme": themes[place % THEMES]}
            answer = await http.post(f"/live/{wall.hall.code}/themes", value)
            if answer.status != 200:
                raise Refused(f"{answer.status} {answer.body[:200]!r}")
            await asyncio.sleep(HELPER_SECONDS)

    helpers = asyncio.create_task(type_numbers())
    try:
        yield
    finally:
        if helpers.done():
            helpers.result()
        helpers.cancel()

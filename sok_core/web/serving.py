"""Starting and stopping the server, and what stands before every request."""

import asyncio
import contextlib
import gc
import gzip
import logging
import signal
import sys
import textwrap
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

from sok_core import access, settings, words
from sok_core.address import answers
from sok_core.clock import now
from sok_core.errors import NotFound, SokError
from sok_core.intake import demo
from sok_core.machine import raise_file_limit
from sok_core.model import Role
from sok_core.store import Store
from sok_core.store.house import Server
from sok_core.web import running
from sok_core.web.answer import json_error, wants_json
from sok_core.web.device import language_of
from sok_core.web.door import Gate, is_below, refuse, start_link
from sok_core.web.phone_page import nowhere

WATCH_SECONDS = 0.5
OURS = ("m", "live", "hulp", "afstand", "deur", "briefje", "agenda", "tekenen", "hoe-gaat-het")
BUNDLE_TYPES = {".js": b"text/javascript; charset=utf-8", ".css": b"text/css; charset=utf-8"}


def lifespan(
    *, port: Callable[[], int], warm_up: Callable[[], None]
) -> Callable[[Any], contextlib.AbstractAsyncContextManager[dict[str, Any]]]:
    """Return what happens around the serving: open the house, greet the facilitator, close everything.

    ``port`` and ``warm_up`` come from the one who knows Streamlit.
    """

    @contextlib.asynccontextmanager
    async def around(_: Any) -> AsyncIterator[dict[str, Any]]:
        sys.setswitchinterval(0.0005)  # a page that computes must not hold up the notes
        raise_file_limit()
        here = open_house()
        here.port = port()
        here.hub.start()
        end_streams_at_a_signal(here.hub.close)
        slug = open_demo() if settings.read("SOK_DEMO") else ""
        warm_up()
        gc.collect()
        gc.freeze()  # what is loaded by now stays; the collector need not look at it again
        tasks = [asyncio.create_task(watch()), asyncio.create_task(here.hub.keep_counting())]
        announced = announce()
        greet(slug)
        try:
            yield {}
        finally:
            here.hub.close()
            for task in tasks:
                task.cancel()
            with contextlib.suppress(SokError):
                here.house.remove_server(announced.id)
            running.forget()

    return around


def middleware(bundle: Path) -> list[Middleware]:
    """Return what stands before every request; ``bundle`` is the folder with Streamlit's own files."""
    return [Middleware(Known), Middleware(Gate), Middleware(Zipped, bundle=bundle)]


def open_house() -> running.Running:
    """Open what this server holds; a file that cannot be used is told on the console, and ends the server."""
    try:
        return running.current()
    except SokError as error:
        why = textwrap.fill(words.sentence(error), 96, initial_indent="  ", subsequent_indent="  ")
        sys.stderr.write(f"\n  SOK-tafel kan niet starten.\n\n{why}\n\n")
        logging.getLogger("uvicorn.error").disabled = True  # it would print where in the code this happened
        raise SystemExit(1) from None


def open_demo() -> str:
    """Make the fictional neighbourhood when it is not there yet, and return its file name."""
    here = running.current()
    if demo.SLUG not in here.shelf.slugs():
        demo.load(here.shelf, here.house, settings.demo_folder())
    here.shelf.open(demo.SLUG)
    return demo.SLUG


async def watch() -> None:
    """Notice within a second what another process (the command line) wrote to a dossier in use."""
    here = running.current()

    def look(store: Store) -> None:
        revision = store.written_elsewhere()
        if revision is not None:
            here.hub.reset(store.slug, revision)

    while True:
        await asyncio.sleep(WATCH_SECONDS)
        for store in here.shelf.in_use():
            await asyncio.to_thread(look, store)


def announce() -> Server:
    """Write down where we serve, for the command line beside us; whoever was killed before is forgotten."""
    here = running.current()
    for other in here.house.servers():
        if other.port == here.port or not answers(other.port):
            here.house.remove_server(other.id)
    return here.house.add_server(port=here.port, address=settings.read("SOK_ADDRESS"), now=now())


def greet(slug: str) -> None:
    """Print the one link for the facilitator and the address for phones, as a notebook server does."""
    here = running.current()
    key = access.make_link(here.house, role=Role.FACILITATOR, now=now())
    lines = [
        "",
        "  SOK-tafel staat aan.",
        "",
        "  Open deze link om binnen te komen. Hij werkt één keer:",
        f"    {start_link(key, goal=f'/?d={slug}' if slug else '')}",
        "",
        "  Telefoons gaan naar:",
        f"    {here.address}/m",
        *(["", "  De voorbeeldwijk Molenkwartier staat klaar."] if slug else []),
        "",
        "  Stoppen: Ctrl+C",
        "",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def end_streams_at_a_signal(close: Callable[[], None]) -> None:
    """Let open streams end first: the server waits for them, and they never end by themselves."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        before = signal.getsignal(number)

        def handler(number: int, frame: FrameType | None, before: Any = before) -> None:
            close()
            if callable(before):
                before(number, frame)

        signal.signal(number, handler)


class Known:
    """Answers for what is not there at our own addresses: Streamlit gives its own page for any address.

    An unknown code is not found for everybody, also without a login. That tells nothing: the phone page says
    so to anybody who types a code.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say that it is not there, or pass the request on."""
        missing = await self._missing(scope)
        answer = await run_in_threadpool(not_found, Request(scope), missing) if missing else self.app
        with contextlib.suppress(ClientDisconnect):  # a phone lost its Wi-Fi in the middle of a word
            await answer(scope, receive, send)

    async def _missing(self, scope: Scope) -> NotFound | None:
        top = scope["path"].split("/")[1:2] if scope["type"] == "http" else []
        if top not in [[one] for one in OURS]:
            return None
        ours = [route for route in scope["app"].routes if getattr(route, "path", "").split("/")[1:2] == top]
        found = [there for match, there in (route.matches(scope) for route in ours) if match is Match.FULL]
        if not found:
            return NotFound("door.unknown" if top == ["deur"] else "page.unknown")
        code = found[0]["path_params"].get("code")
        return await run_in_threadpool(unknown_code, code) if code and top == ["live"] else None


def unknown_code(code: str) -> NotFound | None:
    """Return what is wrong with a code that we do not know, None for one that we do."""
    try:
        running.current().meeting(code)
    except NotFound as error:
        return error
    return None


def not_found(request: Request, error: NotFound) -> Response:
    """Return the page with the box for a code, or the door, or JSON for who reads no pages."""
    if is_below(request.url.path, "/deur") and not wants_json(request):
        return refuse(request, error)
    reads_page = "text/html" in request.headers.get("accept", "")
    is_phone = request.url.path.startswith("/m/") and not wants_json(request)
    return nowhere(request, error) if reads_page or is_phone else json_error(error, language_of(request))


class Zipped:
    """Serve Streamlit's own bundle compressed: it leaves that to a CDN; a hall has none (2.7 → 1.1 MB)."""

    def __init__(self, app: ASGIApp, bundle: Path) -> None:
        self.app = app
        self.bundle = bundle.resolve()
        self._zipped: dict[Path, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file of the bundle, or pass the request on."""
        path = self._file(scope)
        if path is None:
            await self.app(scope, receive, send)
            return
        if path not in self._zipped:
            self._zipped[path] = await asyncio.to_thread(lambda: gzip.compress(path.read_bytes(), 6))
        body = self._zipped[path]
        headers = [
            (b"content-type", BUNDLE_TYPES[path.suffix]),
            (b"content-encoding", b"gzip"),
            (b"vary", b"accept-encoding"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"public, max-age=31536000, immutable"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _file(self, scope: Scope) -> Path | None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/static/"):
            return None
        accepts = any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])
        path = (self.bundle / unquote(scope["path"]).removeprefix("/static/")).resolve()
        is_ours = path.is_relative_to(self.bundle) and path.suffix in BUNDLE_TYPES and path.is_file()
        return path if accepts and is_ours else None

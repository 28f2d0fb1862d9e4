"""What became of every note, as a page: one file to hand around, and public where an address lasts.

The public page is off until the facilitator opens it. Its address cannot be guessed, it sets no cookie and
asks for none, nobody keeps a copy (what is hidden meanwhile is gone at the next look), and search engines
are asked to stay away.
"""

import hmac
from collections.abc import Iterable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sok_core import settings
from sok_core.clock import now
from sok_core.errors import NotFound, SokError
from sok_core.export import road
from sok_core.export.road import Roads
from sok_core.model import Dossier
from sok_core.store import Store
from sok_core.web import running
from sok_core.web.answer import content_hash, inline, page, templates, zipped

TEMPLATE, STYLE, SCRIPT = "road.html", "road.css", "road.js"
TOP = "/briefje"


def is_lasting() -> bool:
    """Whether this server has an address that stays, over https: only then is there a public page."""
    return settings.read("SOK_ADDRESS").startswith("https://")


def link(dossier: Dossier) -> str:
    """Return the public address; empty as long as there is none."""
    is_open = bool(dossier.road_key) and is_lasting()
    return f"{running.current().address}{TOP}/{dossier.slug}/{dossier.road_key}" if is_open else ""


def html(roads: Roads) -> str:
    """Return all of it as one file that asks nothing of anybody: no address, no picture, no font."""
    return (
        templates().get_template(TEMPLATE).render(roads=roads, name=road.NAME, inline=inline, policy=policy())
    )


def policy() -> str:
    """Return what the page may do: show its own style, and run its own few lines."""
    return (
        f"default-src 'none'; script-src {content_hash(SCRIPT)}; style-src {content_hash(STYLE)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


async def public(request: Request) -> Response:
    """The page behind the link, or one sentence when it is not there (any more)."""
    try:
        return zipped(request, await run_in_threadpool(_public, request))
    except SokError:
        return page("road_closed.html", status=404, name=road.NAME, headers={"x-robots-tag": "noindex"})


def _public(request: Request) -> Response:
    roads = road.gather(_shared(request), now=now())
    headers = {
        "cache-control": "no-store",
        "content-security-policy": f"{policy()}; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
        "x-robots-tag": "noindex",
        "referrer-policy": "no-referrer",
    }
    return Response(html(roads), headers=headers, media_type="text/html")


def _shared(request: Request) -> Store:
    """Return the dossier of a link; raises NotFound, alike for whatever is wrong with it."""
    if not is_lasting():
        raise NotFound("road.closed")
    slug, key = request.path_params["slug"], request.path_params["key"]
    store = running.current().named(slug)
    with store.read() as tables:
        known = tables.dossier.current().road_key
    if not known or not hmac.compare_digest(known.encode(), key.encode()):
        raise NotFound("road.closed")
    return store


def routes() -> Iterable[Route]:
    """Where the public page is."""
    return (Route(f"{TOP}/{{slug}}/{{key}}", public),)

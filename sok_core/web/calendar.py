"""The moments as a calendar that an agenda keeps following: behind an address that cannot be guessed.

The address exists once the facilitator made it, and only where a server's own address lasts. It is signed
with the key of this machine and stands in no dossier: a copy or a backup of one gives it to nobody.
"""

from collections.abc import Iterable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sok_core import access
from sok_core.address import short
from sok_core.clock import now
from sok_core.errors import NotFound, SokError
from sok_core.export import calendar
from sok_core.model import Dossier
from sok_core.store import Store
from sok_core.web import running
from sok_core.web.answer import json_error
from sok_core.web.road import is_lasting

TOP = "/agenda"
PURPOSE = "agenda {}"  # of which dossier; also the name of the setting that says which address is the last
OFF = "-"  # before the number of an address that was turned off
KEEP = {"cache-control": "private, no-cache", "x-robots-tag": "noindex", "x-content-type-options": "nosniff"}


def link(dossier: Dossier) -> str:
    """Return the https address to follow; empty as long as there is none."""
    number = _number(dossier)
    if not number or not is_lasting():
        return ""
    key = access.sign(running.current().house, number, purpose=PURPOSE.format(dossier.uuid))
    return f"{running.current().address}{TOP}/{dossier.slug}/{key}.ics"


def to_follow(url: str) -> str:
    """Return an address as an agenda program opens it.

    >>> to_follow("https://tafel.nl/agenda/wijk/Mg.x.ics")
    'webcal://tafel.nl/agenda/wijk/Mg.x.ics'
    """
    return f"webcal://{short(url)}"


def renew(dossier: Dossier) -> None:
    """Make an address, or another one: whoever follows the old one gets nothing any more."""
    _keep(dossier, str(_last(dossier) + 1))


def turn_off(dossier: Dossier) -> None:
    """Let no address give the moments, until another one is made."""
    _keep(dossier, f"{OFF}{_last(dossier)}")


def _setting(dossier: Dossier) -> str:
    return running.current().house.setting(PURPOSE.format(dossier.uuid)) or ""


def _keep(dossier: Dossier, value: str) -> None:
    running.current().house.set_setting(PURPOSE.format(dossier.uuid), value)


def _last(dossier: Dossier) -> int:
    """Return the number of the last address that was made, 0 for none."""
    return int(_setting(dossier).removeprefix(OFF) or 0)


def _number(dossier: Dossier) -> int:
    """Return the number of the address that works, 0 for none."""
    return 0 if _setting(dossier).startswith(OFF) else _last(dossier)


async def follow(request: Request) -> Response:
    """The moments to come, or 304 when an agenda has them as they are."""
    try:
        return await run_in_threadpool(_follow, request)
    except SokError:
        return json_error(NotFound("page.unknown"))


def _follow(request: Request) -> Response:
    found = calendar.gather(_followed(request), now=now())
    headers = KEEP | {"etag": f'W/"{calendar.fingerprint(found)}"'}
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(calendar.feed(found), headers=headers, media_type=calendar.MEDIA_TYPE)


def _followed(request: Request) -> Store:
    """Return the dossier of an address; raises NotFound, alike for whatever is wrong with it."""
    here, slug, key = running.current(), request.path_params["slug"], request.path_params["key"]
    if not is_lasting():
        raise NotFound("page.unknown")
    store = here.named(slug)
    with store.read() as tables:
        dossier = tables.dossier.current()
    number = access.read_signed(here.house, key, purpose=PURPOSE.format(dossier.uuid))
    if not number or number != _number(dossier):
        raise NotFound("page.unknown")
    return store


def routes() -> Iterable[Route]:
    """Where an agenda finds the moments."""
    return (Route(f"{TOP}/{{slug}}/{{key}}.ics", follow),)

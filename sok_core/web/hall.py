"""The trial page: one phone in the hall shows that it can reach us. Nothing of it is stored."""

from collections.abc import Iterable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sok_core import settings, words
from sok_core.address import machine_address
from sok_core.clock import now
from sok_core.errors import Forbidden, SokError
from sok_core.live import Room
from sok_core.machine import Place
from sok_core.model import Dossier
from sok_core.store import Store
from sok_core.web import address, device, running
from sok_core.web.answer import page, retry_header, status_of

OURSELVES = words.marked(
    "Dit is de computer zelf. Test het met een telefoon: pas dan weten we of de wifi goed is."
)


def place_of(dossier: Dossier) -> Place:
    """Return what this server knows of the place where it stands, for the checks."""
    here = running.current()
    return Place(
        address=here.address,
        machine=machine_address(),
        port=here.port,
        folder=settings.data_folder(),
        is_address_given=bool(settings.read("SOK_ADDRESS")),
        wifi_name=dossier.wifi_name,
        not_before=dossier.created_at,
    )


def trial_url(code: str) -> str:
    """Return the whole address of the trial page."""
    return f"{running.current().address}/m/{code}/proef"


async def trial(request: Request) -> Response:
    """Show the button, or note that a phone pressed it."""
    language = device.language_of(request)
    try:
        store, meeting_id = await run_in_threadpool(running.current().meeting, request.path_params["code"])
    except SokError as error:
        message = words.sentence(error, language)
        return page("code.html", status=status_of(error), language=language, typed="", error=message)
    if request.method != "POST":
        return await run_in_threadpool(_render, request, store, meeting_id)
    try:
        room = await run_in_threadpool(running.current().room, store, meeting_id)
        is_ours = arrive(request, room)
    except SokError as error:
        return await run_in_threadpool(_render, request, store, meeting_id, failed=error)
    return await run_in_threadpool(_render, request, store, meeting_id, is_seen=not is_ours, is_ours=is_ours)


def arrive(request: Request, room: Room) -> bool:
    """Count a phone that came through, unless it is this computer itself; returns whether it is.

    Raises Forbidden for a post from another site, TooMany for one that goes on and on.
    """
    if not address.is_same_site(request):
        raise Forbidden("cross_site")
    here, moment = running.current(), now()
    here.notes_per_address.take(address.client(request), now=moment.timestamp())
    if is_ourselves(address.client(request), is_address_given=bool(settings.read("SOK_ADDRESS"))):
        return True
    room.trials += 1
    room.last_trial = moment
    here.hub.beat(room)
    return False


def is_ourselves(client: str, *, is_address_given: bool) -> bool:
    """Whether a request came from this very machine, which proves nothing about the hall.

    A server whose address was given may stand behind a proxy: then every request seems to come from here.
    """
    return not is_address_given and client in ("127.0.0.1", "::1", machine_address())


def _render(
    request: Request,
    store: Store,
    meeting_id: int,
    *,
    is_seen: bool = False,
    is_ours: bool = False,
    failed: SokError | None = None,
) -> Response:
    language = device.language_of(request)
    with store.read() as tables:
        situation = tables.situation(meeting_id)
    message = words.translation(language)(OURSELVES) if is_ours else ""
    return page(
        "trial.html",
        status=status_of(failed) if failed else 200,
        language=language,
        headers=retry_header(failed) if failed else None,
        code=situation.meeting.code,
        place=situation.meeting.place or situation.dossier_name,
        is_seen=is_seen,
        error=words.sentence(failed, language) if failed else message,
    )


def routes() -> Iterable[Route]:
    """Return what the hall adds to the routes of the house."""
    return (Route("/m/{code}/proef", trial, methods=["GET", "POST"]),)

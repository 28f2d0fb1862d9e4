"""What every act of a phone has in common: who may send it, what it costs, and how it is answered."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from sok_core import words
from sok_core.clock import now
from sok_core.errors import Forbidden, SokError
from sok_core.web import address, running
from sok_core.web.answer import (
    json_error,
    read_form,
    read_json,
    retry_header,
    sends_json,
    status_of,
    wants_json,
)
from sok_core.web.phone_page import Call, call_of, render

Act = Callable[[Call, dict[str, Any], bool], Response]
Read = Callable[[Request], Awaitable[dict[str, Any]]]


async def read_plain(request: Request) -> dict[str, Any]:
    """Read a plain form as it is."""
    return dict(await read_form(request))


async def act(
    request: Request,
    do: Act,
    *,
    read: Read = read_plain,
    kept: Mapping[str, str] | None = None,
    otherwise: str = "note.no_text",
) -> Response:
    """Do an act of a phone: JSON gets JSON, a form the page.

    ``read`` reads a plain form. ``kept`` says which field of a refused form stays in which box of the page.
    ``otherwise`` is what is wrong with JSON that is no object.
    """
    is_json = wants_json(request)
    if not address.is_same_site(request):
        raise Forbidden("cross_site")
    call = await run_in_threadpool(call_of, request)
    fields: dict[str, Any] = {}
    try:
        fields = await (read_json(request, otherwise=otherwise) if sends_json(request) else read(request))
        return await running.current().write(do, call, fields, is_json)
    except SokError as error:
        if is_json:
            return json_error(error, call.language)
        return await run_in_threadpool(_refused, call, error, fields, kept or {})


def _refused(call: Call, error: SokError, fields: dict[str, Any], kept: Mapping[str, str]) -> Response:
    boxes: dict[str, Any] = {box: str(fields.get(name, "")) for name, box in kept.items()}
    message = words.sentence(error, call.language)
    return render(call, status=status_of(error), error=message, headers=retry_header(error), **boxes)


def charge(call: Call) -> None:
    """Take one turn from what a phone and its address may do in a while; raises TooMany."""
    here, moment = running.current(), now().timestamp()
    here.dots_per_address.take(address.client(call.request), now=moment)
    here.dots_per_device.take(call.device.person.id, now=moment)

"""Dots from phones: one dot on, one dot off."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sok_core import vote
from sok_core.clock import now
from sok_core.errors import RuleBroken
from sok_core.web import device
from sok_core.web.act import act, charge
from sok_core.web.answer import json_answer, read_form, whole
from sok_core.web.phone import MOST_KEY_SIGNS, answering
from sok_core.web.phone_page import Call


async def cast(request: Request) -> Response:
    """Place one dot or take one back."""
    return await act(request, _cast, read=_read_dots, otherwise="vote.dots")


async def _read_dots(request: Request) -> dict[str, Any]:
    fields: dict[str, Any] = dict(await read_form(request))
    signs = {"1": 1, "-1": -1}
    return fields | {"dots": signs.get(fields.get("dots", "")), "table": whole(fields.get("table"))}


def _cast(call: Call, fields: dict[str, Any], is_json: bool) -> Response:
    key = fields.get("key") or device.new_id()
    if not isinstance(key, str) or len(key) > MOST_KEY_SIGNS:
        raise RuleBroken("note.key")
    if "table" in fields and fields["table"] is not None:
        call = replace(call, device=replace(call.device, table=_table(fields["table"])))
    charge(call)
    placed = vote.cast(
        call.store,
        meeting_id=call.meeting_id,
        target=fields.get("target"),
        dots=fields.get("dots"),
        key=key,
        device=call.device.person.id,
        now=now(),
        table=call.device.table,
    )
    if not is_json:
        return call.with_cookie(RedirectResponse(f"/m/{call.code}#{placed.target}", 303))
    body = {"target": placed.target, "dots": placed.dots, "dots_left": placed.dots_left}
    return call.with_cookie(json_answer(body, 201 if placed.is_new else 200))


def _table(value: object) -> int:
    table = whole(value)
    if isinstance(value, bool) or table is None or not 1 <= table <= vote.MOST_TABLE:
        raise RuleBroken("note.table")
    return table


async def sit(request: Request) -> Response:
    """Say at which table this phone is, when each table has a budget of dots."""
    return await act(request, _sit, otherwise="note.table")


def _sit(call: Call, fields: dict[str, Any], is_json: bool) -> Response:
    seated = replace(call, device=replace(call.device, table=_table(fields.get("table"))))
    answer = json_answer({}) if is_json else RedirectResponse(f"/m/{call.code}", 303)
    return seated.with_cookie(answer)


def routes() -> Iterable[Route]:
    """What a phone votes with."""
    return (
        Route("/m/{code}/votes", answering(cast), methods=["POST"]),
        Route("/m/{code}/tafel", answering(sit), methods=["POST"]),
    )

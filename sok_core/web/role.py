"""Roles from phones: per task what one's own party could do, and of whom one expects what."""

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sok_core import role_room, sight
from sok_core.clock import now
from sok_core.errors import RuleBroken
from sok_core.role_room import Saying
from sok_core.web.act import act, charge
from sok_core.web.answer import json_answer, read_form, whole
from sok_core.web.phone import answering, back_to_page
from sok_core.web.phone_page import Call


async def say(request: Request) -> Response:
    """Say who could do what, or take that back."""
    return await act(request, _say, read=_read)


async def _read(request: Request) -> dict[str, Any]:
    """Read a plain form, in which every number is typed as text, and nobody chosen is one's own party."""
    fields: dict[str, Any] = dict(await read_form(request))
    return fields | {name: whole(value) for name, value in fields.items() if name != "role"}


def _say(call: Call, fields: dict[str, Any], is_json: bool) -> Response:
    charge(call)
    common: dict[str, Any] = {
        "meeting_id": call.meeting_id,
        "device": call.device.person.id,
        "now": now(),
    }
    back = RedirectResponse(f"/m/{call.code}", 303)
    if (gone := fields.get("delete")) is not None:
        if type(gone) is not int:
            raise RuleBroken("role.choice")
        role_room.take_back(call.store, part_id=gone, **common)
        return json_answer({"id": gone, "deleted": True}) if is_json else back
    is_said, party_id = call.device.party(call.code)
    if not is_said:
        raise RuleBroken("mention.for_whom")
    saying = Saying(
        fields.get("task"), fields.get("role"), party_id, fields.get("target"), call.device.person.group
    )
    said = role_room.say(call.store, saying, **common)
    body = sight.role_for_owner(said.part)
    return call.with_cookie(json_answer(body, 201 if said.is_new else 200) if is_json else back)


def routes() -> Iterable[Route]:
    """What a phone says about roles."""
    return (
        Route("/m/{code}/roles", answering(say), methods=["POST"]),
        Route("/m/{code}/roles", back_to_page),
    )

"""Lines from phones: for whom somebody is here, and with whom he works."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sok_core import mention, sight
from sok_core.clock import now
from sok_core.errors import NotFound, RuleBroken
from sok_core.web.act import act, charge
from sok_core.web.answer import json_answer, read_form, whole
from sok_core.web.phone import answering, back_to_page
from sok_core.web.phone_page import Call


async def introduce(request: Request) -> Response:
    """Say for which party somebody is here, or that he speaks for himself."""
    return await act(request, _introduce, read=_read)


async def say(request: Request) -> Response:
    """Say with whom one works, or take that back."""
    return await act(request, _say, read=_read)


async def _read(request: Request) -> dict[str, Any]:
    """Read a plain form, in which every number is typed as text; it has a button of its own for himself."""
    fields: dict[str, Any] = dict(await read_form(request))
    read = fields | {name: whole(value) for name, value in fields.items() if name != "kind"}
    if "self" in fields:
        return read | {"party": None}
    return {name: value for name, value in read.items() if name != "party" or fields[name]}


def _introduce(call: Call, fields: dict[str, Any], is_json: bool) -> Response:
    charge(call)
    if "party" not in fields:
        raise RuleBroken("mention.for_whom")
    party_id = _party(fields["party"])
    with call.store.read() as tables:
        if party_id is not None and party_id not in {one.id for one in mention.choices(tables.party.all())}:
            raise NotFound("party.unknown")
    known = replace(call, device=call.device.with_party(call.code, party_id))
    return known.with_cookie(json_answer({"party": party_id}) if is_json else _back(call))


def _say(call: Call, fields: dict[str, Any], is_json: bool) -> Response:
    charge(call)
    common: dict[str, Any] = {
        "meeting_id": call.meeting_id,
        "device": call.device.person.id,
        "now": now(),
    }
    if (gone := fields.get("delete")) is not None:
        mention.take_back(call.store, mention_id=_id(gone), **common)
        return json_answer({"id": gone, "deleted": True}) if is_json else _back(call)
    is_said, party_id = call.device.party(call.code)
    if "party" in fields:
        party_id = _party(fields["party"])
    elif not is_said:
        raise RuleBroken("mention.for_whom")
    said = mention.say(
        call.store, party_id=party_id, target=fields.get("target"), kind=fields.get("kind"), **common
    )
    body = sight.mention_for_owner(said.mention)
    answer = json_answer(body, 201 if said.is_new else 200) if is_json else _back(call)
    return call.with_cookie(answer)


def _party(value: object) -> int | None:
    return None if value is None else _id(value)


def _id(value: object) -> int:
    if type(value) is not int:
        raise RuleBroken("mention.id")
    return value


def _back(call: Call) -> Response:
    return RedirectResponse(f"/m/{call.code}", 303)


def routes() -> Iterable[Route]:
    """What a phone says about who works with whom."""
    return (
        Route("/m/{code}/party", answering(introduce), methods=["POST"]),
        Route("/m/{code}/mentions", answering(say), methods=["POST"]),
        *(Route(f"/m/{{code}}/{form}", back_to_page) for form in ("party", "mentions")),
    )

"""What phones choose from lists: for which party somebody is here, and what he says or takes back for it."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sok_core import mention
from sok_core.errors import RuleBroken
from sok_core.web.act import act, charge
from sok_core.web.answer import json_answer, read_form, whole
from sok_core.web.phone import answering, back_to_page
from sok_core.web.phone_page import Call

WORDS = ("kind", "role")  # the fields of a form that are no numbers

# Write down what stands in the fields, for a party; return it as its owner sees it, and whether it is new.
Say = Callable[[Call, int | None, dict[str, Any]], tuple[dict[str, Any], bool]]
TakeBack = Callable[[Call, int], None]


async def introduce(request: Request) -> Response:
    """Say for which party somebody is here, or that he speaks for himself."""
    return await act(request, _introduce, read=_read)


def telling(say: Say, take_back: TakeBack) -> Callable[[Request], Awaitable[Response]]:
    """Return the answer to phones that say one thing for a party, or take one thing back."""

    def do(call: Call, fields: dict[str, Any], is_json: bool) -> Response:
        charge(call)
        if (gone := fields.get("delete")) is not None:
            take_back(call, _id(gone))
            return json_answer({"id": gone, "deleted": True}) if is_json else _back(call)
        body, is_new = say(call, _speaks_for(call, fields), fields)
        return call.with_cookie(json_answer(body, 201 if is_new else 200) if is_json else _back(call))

    async def tell(request: Request) -> Response:
        return await act(request, do, read=_read)

    return tell


async def _read(request: Request) -> dict[str, Any]:
    """Read a plain form, in which every number is typed as text; it has a button of its own for himself."""
    fields: dict[str, Any] = dict(await read_form(request))
    read = fields | {name: whole(value) for name, value in fields.items() if name not in WORDS}
    if "self" in fields:
        return read | {"party": None}
    return {name: value for name, value in read.items() if name != "party" or fields[name]}


def _introduce(call: Call, fields: dict[str, Any], is_json: bool) -> Response:
    charge(call)
    if "party" not in fields:
        raise RuleBroken("mention.for_whom")
    party_id = _party(fields["party"])
    if party_id is not None:
        with call.store.read() as tables:
            mention.chosen_party(tables.party.all(), party_id=None, target=party_id)
    known = replace(call, device=call.device.with_party(call.code, party_id))
    return known.with_cookie(json_answer({"party": party_id}) if is_json else _back(call))


def _speaks_for(call: Call, fields: dict[str, Any]) -> int | None:
    is_said, party_id = call.device.party(call.code)
    if "party" in fields:
        return _party(fields["party"])
    if not is_said:
        raise RuleBroken("mention.for_whom")
    return party_id


def _party(value: object) -> int | None:
    return None if value is None else _id(value)


def _id(value: object) -> int:
    if type(value) is not int:
        raise RuleBroken("mention.id")
    return value


def _back(call: Call) -> Response:
    return RedirectResponse(f"/m/{call.code}", 303)


def routes() -> Iterable[Route]:
    """For whom somebody is here."""
    return (
        Route("/m/{code}/party", answering(introduce), methods=["POST"]),
        Route("/m/{code}/party", back_to_page),
    )

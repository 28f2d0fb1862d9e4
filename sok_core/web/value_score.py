"""Scores from phones: how often somebody noticed a value."""

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sok_core import value_score_room
from sok_core.clock import now
from sok_core.errors import RuleBroken
from sok_core.web.act import act, charge
from sok_core.web.answer import json_answer, read_form, script, whole, zipped
from sok_core.web.phone import answering, back_to_page
from sok_core.web.phone_page import Call

ANCHOR = "waarde-{}"


async def score(request: Request) -> Response:
    """Give a value a score, or another score."""
    return await act(request, _score, read=_read, otherwise="score.choice")


async def _read(request: Request) -> dict[str, Any]:
    """Read a plain form: the button without a number says "weet ik niet"."""
    form = await read_form(request)
    read: dict[str, Any] = {"value": whole(form.get("value", ""))}
    if (typed := form.get("score")) is not None:
        read["score"] = None if typed == "" else whole(typed) or typed
    return read


def _score(call: Call, fields: dict[str, Any], is_json: bool) -> Response:
    charge(call)
    if "score" not in fields:
        raise RuleBroken("score.choice")
    aim_id, given, person = fields.get("value"), fields["score"], call.device.person
    is_new = value_score_room.score(
        call.store,
        meeting_id=call.meeting_id,
        aim_id=aim_id,
        given=given,
        device=person.id,
        group=person.group,
        now=now(),
    )
    if not is_json:
        return call.with_cookie(RedirectResponse(f"/m/{call.code}#{ANCHOR.format(aim_id)}", 303))
    return call.with_cookie(json_answer({"value": aim_id, "score": given}, 201 if is_new else 200))


async def score_script(request: Request) -> Response:
    """The script that a phone fetches when values are scored; without it the page works with plain forms."""
    return zipped(request, script("value_score.js"))


def routes() -> Iterable[Route]:
    """What a phone scores values with."""
    return (
        Route("/m/{code}/cijfers.js", score_script),
        Route("/m/{code}/scores", answering(score), methods=["POST"]),
        Route("/m/{code}/scores", back_to_page),
    )

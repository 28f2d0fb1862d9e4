"""Answers from phones to "Kun je hiermee leven?": yes, or not yet and what should change."""

from collections.abc import Iterable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sok_core import note, proposal, words
from sok_core.clock import now
from sok_core.errors import Forbidden, SokError
from sok_core.web import address, running
from sok_core.web.answer import (
    json_answer,
    json_error,
    read_form,
    read_json,
    retry_header,
    sends_json,
    status_of,
    wants_json,
    whole,
)
from sok_core.web.phone import answering, back_to_page
from sok_core.web.phone_page import Call, call_of, render


async def answer(request: Request) -> Response:
    """Give or change the one answer of this phone; JSON gets JSON, a form the page with its text kept."""
    is_json = wants_json(request)
    if not address.is_same_site(request):
        raise Forbidden("cross_site")
    call = await run_in_threadpool(call_of, request)
    fields: dict[str, Any] = {}
    try:
        fields = await (read_json(request) if sends_json(request) else read_form(request))
        return await run_in_threadpool(_answer, call, fields, is_json)
    except SokError as error:
        if is_json:
            return json_error(error, call.language)
        return await run_in_threadpool(
            render,
            call,
            status=status_of(error),
            reason=str(fields.get("text", "")),
            error=words.sentence(error, call.language),
            headers=retry_header(error),
        )


def _answer(call: Call, fields: dict[str, Any], is_json: bool) -> Response:
    here, moment = running.current(), now().timestamp()
    here.dots_per_address.take(address.client(call.request), now=moment)
    here.dots_per_device.take(call.device.person.id, now=moment)
    text = fields.get("text")
    kind = note.personal_data(text) if isinstance(text, str) else None
    if not is_json and kind and "sure" not in fields:
        return render(call, reason=str(text), reason_ask=kind)
    answered = proposal.answer(
        call.store,
        meeting_id=call.meeting_id,
        proposal_id=whole(fields.get("proposal")),
        wording=whole(fields.get("wording")),
        kind=fields.get("answer"),
        text=text,
        device=call.device.person.id,
    )
    if not is_json:
        return call.with_cookie(RedirectResponse(f"/m/{call.code}", 303))
    body = {"answer": answered.kind, "text": answered.text}
    return call.with_cookie(json_answer(body, 201 if answered.is_new else 200))


def routes() -> Iterable[Route]:
    """What a phone answers a proposal with."""
    return (
        Route("/m/{code}/answers", answering(answer), methods=["POST"]),
        Route("/m/{code}/answers", back_to_page),
    )

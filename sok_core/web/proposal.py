"""Answers from phones to "Kun je hiermee leven?": yes, or not yet and what should change."""

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sok_core import note, proposal
from sok_core.web.act import act, charge
from sok_core.web.answer import json_answer, whole
from sok_core.web.phone import answering, back_to_page
from sok_core.web.phone_page import Call, render


async def answer(request: Request) -> Response:
    """Give or change the one answer of this phone; a refused reason stays in its box."""
    return await act(request, _answer, kept={"text": "reason"}, otherwise="answer.kind")


def _answer(call: Call, fields: dict[str, Any], is_json: bool) -> Response:
    charge(call)
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

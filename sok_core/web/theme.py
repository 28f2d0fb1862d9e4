"""Gathering by hand: what the wall, a tablet or another program asks to lay where."""

from collections.abc import Callable, Iterable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sok_core import meeting, theme
from sok_core.access import Right
from sok_core.clock import now
from sok_core.errors import Conflict, Forbidden, RuleBroken
from sok_core.model import Phase
from sok_core.theme import Gathered
from sok_core.web import address, running
from sok_core.web.answer import answering, json_answer, read_json
from sok_core.web.live import Look, look_of

MOST_SHEETS = 999
Act = Callable[[Look, dict[str, Any]], Gathered | None]


async def gather(request: Request) -> Response:
    """Do one act of gathering; whoever shows the wall may do so while the group gathers."""
    if not address.is_same_site(request):
        raise Forbidden("cross_site")
    look = await run_in_threadpool(look_of, request)
    fields = await read_json(request, otherwise="theme.act")
    act = ACTS.get(str(fields.get("act")))
    if act is None:
        raise RuleBroken("theme.act")
    done = await running.current().write(_do, look, act, fields)
    if done is None:
        return json_answer({})
    body = {"theme": done.theme.id if done.theme else None, "moved": done.moved, "unknown": done.unknown}
    return json_answer(body)


def _do(look: Look, act: Act, fields: dict[str, Any]) -> Gathered | None:
    with look.store.read() as tables:
        phase = tables.situation(look.meeting_id).phase
    if phase is not Phase.GATHER and not look.visitor.may(Right.RUN):
        raise Conflict("theme.closed")
    return act(look, fields)


def _common(look: Look) -> dict[str, Any]:
    return {"meeting_id": look.meeting_id, "hand": look.visitor.login_id, "now": now()}


def _numbers(fields: dict[str, Any]) -> list[int]:
    value = fields.get("numbers")
    if isinstance(value, str):
        return theme.numbers_in(value)
    if isinstance(value, list) and value and all(type(one) is int for one in value):
        return value[: theme.MOST_NUMBERS]
    raise RuleBroken("theme.numbers")


def _id(fields: dict[str, Any], name: str) -> int:
    value = fields.get(name)
    if type(value) is not int:
        raise RuleBroken("theme.act")
    return value


def _begin(look: Look, fields: dict[str, Any]) -> Gathered:
    numbers = _numbers(fields) if fields.get("numbers") else []
    return theme.begin(look.store, numbers=numbers, title=str(fields.get("title", "")), **_common(look))


def _gather(look: Look, fields: dict[str, Any]) -> Gathered:
    to = None if fields.get("theme") is None else _id(fields, "theme")
    return theme.gather(look.store, numbers=_numbers(fields), to=to, **_common(look))


def _stack(look: Look, fields: dict[str, Any]) -> Gathered:
    return theme.stack(look.store, numbers=_numbers(fields), **_common(look))


def _unstack(look: Look, fields: dict[str, Any]) -> None:
    theme.unstack(look.store, number=_numbers(fields)[0], **_common(look))


def _name(look: Look, fields: dict[str, Any]) -> None:
    title = str(fields.get("title", ""))
    theme.name(look.store, theme_id=_id(fields, "theme"), title=title, **_common(look))


def _merge(look: Look, fields: dict[str, Any]) -> None:
    theme.merge(look.store, theme_id=_id(fields, "theme"), into=_id(fields, "into"), **_common(look))


def _apart(look: Look, fields: dict[str, Any]) -> None:
    theme.take_apart(look.store, theme_id=_id(fields, "theme"), **_common(look))


def _sheet(look: Look, fields: dict[str, Any]) -> None:
    to = _id(fields, "to")
    if not 1 <= to <= MOST_SHEETS:
        raise RuleBroken("sheets")
    meeting.turn_sheet(look.store, meeting_id=look.meeting_id, to=to)


def _undo(look: Look, fields: dict[str, Any]) -> None:
    hand = None if fields.get("anybody") is True and look.visitor.may(Right.RUN) else look.visitor.login_id
    if not theme.undo(look.store, meeting_id=look.meeting_id, hand=hand, now=now()):
        raise Conflict("theme.nothing")


ACTS: dict[str, Act] = {
    "begin": _begin,
    "gather": _gather,
    "name": _name,
    "merge": _merge,
    "apart": _apart,
    "stack": _stack,
    "unstack": _unstack,
    "undo": _undo,
    "sheet": _sheet,
}


def routes() -> Iterable[Route]:
    """What gathers."""
    return (Route("/live/{code}/themes", answering(gather), methods=["POST"]),)

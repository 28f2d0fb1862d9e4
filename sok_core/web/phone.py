"""The phone: the public protocol of docs/protocol.md. Its page is in phone_page.py."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sok_core import note, value_score_room, words
from sok_core.clock import now
from sok_core.errors import Forbidden, Gone, NotFound, RuleBroken, SokError, TooMany
from sok_core.model import MeetingStatus
from sok_core.sight import Audience
from sok_core.web import address, device, running
from sok_core.web.answer import (
    json_answer,
    json_error,
    read_form,
    read_json,
    retry_header,
    script,
    sends_json,
    status_of,
    wants_json,
    whole,
    zipped,
)
from sok_core.web.live import Listener, asked_version, event_stream, phone_seconds
from sok_core.web.phone_page import Call, call_of, front, nowhere, preview, render, show

MOST_KEY_SIGNS = 200
FORMS = ("notes", "notes/{note_id:digits}", "wie", "wissel")

GONE = NotFound("meeting.unknown")  # who posts a form had its page, so the code was good

Handler = Callable[[Request], Awaitable[Response]]


def answering(handler: Handler) -> Handler:
    """Turn an error of ours into its JSON answer, in the language of the phone.

    A plain form whose meeting is not here gets a page that still has what was typed.
    """

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except SokError as error:
            if request.method == "POST" and isinstance(error, NotFound) and not wants_json(request):
                return nowhere(request, GONE, text=(await read_form(request)).get("text", ""))
            return json_error(error, device.language_of(request))

    return answer


async def phone_script(request: Request) -> Response:
    """The script of the phone page; without it the page works with plain forms."""
    return zipped(request, script("phone.js"))


async def state(request: Request) -> Response:
    """What this phone may see now."""
    return await run_in_threadpool(_state, request)


def _state(request: Request) -> Response:
    call = call_of(request)
    value = call.state()
    if value["meeting"]["status"] == MeetingStatus.CLOSED:
        raise Gone("meeting.closed")
    call.is_here()
    return call.with_cookie(json_answer(value))


async def events(request: Request) -> Response:
    """The live stream of one phone, at most two messages a second; without a cookie it is not counted."""
    call, listener = await run_in_threadpool(_listener, request)
    presence, person, is_new = listener.room.presence, call.device.person.id, call.device.is_new

    async def counted() -> AsyncIterator[bytes]:
        presence.enter(person)
        try:
            async for message in listener.messages():
                yield message
        finally:
            presence.leave(person)

    stream = event_stream(
        request,
        listener.messages() if is_new else counted(),
        places=running.current().phone_streams,
        holder="" if is_new else call.device.people[0].id,
        language=call.language,
    )
    return call.with_cookie(stream)


def _listener(request: Request) -> tuple[Call, Listener]:
    """Return who wants to hear, from which version on; raises Gone after the meeting."""
    here, call = running.current(), call_of(request)
    with call.store.read() as tables:
        situation = tables.situation(call.meeting_id)
    if situation.meeting.status is MeetingStatus.CLOSED:
        raise Gone("meeting.closed")
    room, owner = here.room(call.store, call.meeting_id), call.owner(situation)
    since = asked_version(request, room)
    return call, Listener(here.hub, room, Audience.PHONE, owner, since, phone_seconds(), lambda: True)


async def post(request: Request) -> Response:
    """A new note, as JSON or as a plain form."""
    return await _write(request, _post)


async def change(request: Request) -> Response:
    """Change one's own note, or take it back."""
    return await _write(request, _change)


async def _write(request: Request, act: Callable[[Call, dict[str, Any], bool], Response]) -> Response:
    """Guard a writing request; JSON gets JSON back, a form the page with its text still in the box."""
    is_json = wants_json(request)
    if not address.is_same_site(request):
        raise Forbidden("cross_site")
    call = await run_in_threadpool(call_of, request)
    fields: dict[str, Any] = {}
    try:
        fields = await (read_json(request) if sends_json(request) else read_form(request))
        here = running.current()
        throttle = here.new_notes_per_address if call.device.is_new else here.notes_per_address
        throttle.take(address.client(request), now=now().timestamp())
        return call.with_cookie(await here.write(act, call, fields, is_json))
    except SokError as error:
        if is_json:
            return json_error(error, call.language)
        text = str(fields.get("text", ""))
        message = words.sentence(error, call.language)
        editing = whole(request.path_params.get("note_id"))
        more: dict[str, Any] = {"editing": editing, "headers": retry_header(error)}
        try:
            return await run_in_threadpool(
                render, call, status=status_of(error), text=text, error=message, **more
            )
        except NotFound:  # the dossier went away under our hands
            return nowhere(request, GONE, text=text)


def _post(call: Call, fields: dict[str, Any], is_json: bool) -> Response:
    key = fields.get("key")
    if key is not None and (not isinstance(key, str) or len(key) > MOST_KEY_SIGNS):
        raise RuleBroken("note.key")
    asked = device.group_of(fields.get("group"))
    if asked is not None:
        call = replace(call, device=call.device.with_group(asked))
    text = note.clean(fields.get("text"))
    if not is_json and "sure" not in fields and (kind := note.personal_data(text)):
        return render(call, text=text, ask=kind, key=key)
    prompt_id = _question(fields.get("question"), is_form=not sends_json(call.request))
    posted = _charged(call, text, key=key or device.new_id(), prompt_id=prompt_id)
    if not is_json:
        return call.with_cookie(RedirectResponse(f"/m/{call.code}?staat={posted.number}", 303))
    body = {"id": posted.id, "number": posted.number, "text": posted.text}
    return call.with_cookie(json_answer(body, 201 if posted.is_new else 200))


def _question(value: object, *, is_form: bool) -> int | None:
    """Return for which question somebody wrote, None when he did not say; raises RuleBroken for no number.

    A plain form is not refused for what its writer did not type.
    """
    question = None if isinstance(value, bool) else whole(value)
    if question is None and value not in (None, "") and not is_form:
        raise RuleBroken("note.question")
    return question


def _charged(call: Call, text: str, **offered: Any) -> note.Posted:
    """Post a note; only a new one costs this phone something. A whole hall shares one address.

    It pays first and gets that back when no new note came of it, so that notes that arrive together cannot
    all pass. A phone that has nothing left offers its note without its words: a known key is still answered,
    and a closed question is still told; only what would have been a new note raises TooMany.
    """
    throttle, person, moment = running.current().notes_per_device, call.device.person, now()
    offer = partial(
        note.post,
        call.store,
        meeting_id=call.meeting_id,
        device=person.id,
        now=moment,
        group=person.group,
        is_new_device=call.device.is_new,
        **offered,
    )
    if call.device.is_new:  # nothing is known of it yet; its address holds it back
        return offer(text=text)
    try:
        throttle.take(person.id, now=moment.timestamp())
    except TooMany as too_many:
        try:
            return offer(text=None)
        except RuleBroken:
            raise too_many from None
    is_paid = False
    try:
        posted = offer(text=text)
        is_paid = posted.is_new
    finally:
        if not is_paid:
            throttle.give_back(person.id, now=moment.timestamp())
    return posted


def _change(call: Call, fields: dict[str, Any], is_json: bool) -> Response:
    note_id = whole(call.request.path_params["note_id"])
    if note_id is None:
        raise NotFound("note.unknown")
    own: dict[str, Any] = {
        "meeting_id": call.meeting_id,
        "note_id": note_id,
        "device": call.device.person.id,
        "now": now(),
    }
    if _asks_to_delete(fields, is_form=not sends_json(call.request)):
        _slow_down(call)
        note.take_back(call.store, **own)
        return json_answer({"id": note_id, "deleted": True}) if is_json else _back(call)
    text = note.clean(fields.get("text"))
    if not is_json and "sure" not in fields and (kind := note.personal_data(text)):
        return render(call, text=text, ask=kind, editing=note_id)
    _slow_down(call)
    changed = note.reword(call.store, text=text, **own)
    body = {"id": changed.id, "number": changed.number, "text": changed.text}
    return json_answer(body) if is_json else _back(call)


def _asks_to_delete(fields: dict[str, Any], *, is_form: bool) -> bool:
    """Whether a note must go: only ``true`` says so, or the value of the button on our own page."""
    value = fields.get("delete")
    if value is True or (is_form and value == "1"):
        return True
    if value is None or (value is False and "text" in fields):
        return False
    raise RuleBroken("note.delete")


def _slow_down(call: Call) -> None:
    """Hold back one phone that changes its notes without end; raises TooMany."""
    running.current().edits_per_device.take(call.device.person.id, now=now().timestamp())


async def who(request: Request) -> Response:
    """As whom somebody is here; he may leave it open."""
    return await _turn(request, _as_whom)


def _as_whom(call: Call, fields: dict[str, str]) -> device.Device:
    """Say as whom somebody is here; what he scored counts there too, as long as the question is open."""
    group = device.group_of(fields.get("group"))
    value_score_room.speak_as(
        call.store, meeting_id=call.meeting_id, device=call.device.person.id, group=group
    )
    return call.device.with_group(group)


async def next_person(request: Request) -> Response:
    """Hand the phone to somebody else, or back."""

    def turned(call: Call, fields: dict[str, str]) -> device.Device:
        turn = whole(fields.get("turn"))
        return call.device.with_next_person() if turn is None else call.device.with_turn(turn)

    return await _turn(request, turned)


async def _turn(request: Request, turned: Callable[[Call, dict[str, str]], device.Device]) -> Response:
    if not address.is_same_site(request):
        raise Forbidden("cross_site")
    call = await run_in_threadpool(call_of, request)
    turned_to = await running.current().write(turned, call, await read_form(request))
    return replace(call, device=turned_to).with_cookie(_back(call))


async def back_to_page(request: Request) -> Response:
    """Somebody opens the address of a form again: the page itself is where he wants to be."""
    return RedirectResponse(f"/m/{quote(request.path_params['code'])}", 303)


def _back(call: Call) -> Response:
    return RedirectResponse(f"/m/{call.code}", 303)


def routes() -> Iterable[Route]:
    """The routes of the phone."""
    return (
        Route("/m", front),
        Route("/m/", front),
        Route("/m/telefoon.js", phone_script),
        Route("/m/{code}", show),
        Route("/m/{code}/", back_to_page),
        Route("/m/{code}/state", answering(state)),
        Route("/m/{code}/events", answering(events)),
        Route("/m/{code}/notes", answering(post), methods=["POST"]),
        Route("/m/{code}/notes/{note_id:digits}", answering(change), methods=["POST"]),
        *(Route(f"/m/{{code}}/{form}", back_to_page) for form in FORMS),
        Route("/live/{code}/telefoon", answering(preview)),
        Route("/m/{code}/wie", answering(who), methods=["POST"]),
        Route("/m/{code}/wissel", answering(next_person), methods=["POST"]),
    )

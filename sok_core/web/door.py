"""The door: start links, logging in and out, pairing a screen; and the gate that stands before every page."""

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from sok_core import access, words
from sok_core.clock import now
from sok_core.errors import Forbidden, NotFound, RuleBroken, SokError
from sok_core.model import Role
from sok_core.store.house import Login
from sok_core.web import address, running
from sok_core.web.answer import json_error, page, read_form, retry_header, status_of

PASSPHRASE = "facilitator_passphrase"  # noqa: S105  (the name of a setting)

Typed = dict[str, str]
Act = Callable[[Request, Typed], Response]


def login_cookie(request: Request) -> str:
    """Return the login cookie of a request, empty when there is none."""
    return request.cookies.get(access.LOGIN_COOKIE, "")


def has_passphrase() -> bool:
    """Whether the facilitator of this machine has a passphrase."""
    return running.current().house.setting(PASSPHRASE) is not None


def start_link(key: str, *, goal: str = "") -> str:
    """Return the address of a one-time key; ``goal`` is the page behind the door."""
    onward = f"?naar={quote(goal, safe='/')}" if goal else ""
    return f"{running.current().address}/deur/sleutel/{key}{onward}"


def pair_link(code: str) -> str:
    """Return the address where a pairing code waits behind one button, for a picture to scan."""
    return f"{running.current().address}/deur/koppel?code={code}"


def invite_link(key: str) -> str:
    """Return the address of a personal link of the core team."""
    return f"{running.current().address}/deur/kernteam/{key}"


# ---------------------------------------------------------------- pages


def show(request: Request) -> Response:
    """The door itself: who are you?"""
    return _door(request)


def _door(
    request: Request, *, status: int = 200, error: str = "", headers: dict[str, str] | None = None
) -> Response:
    house = running.current().house
    logins = access.valid_logins(house, login_cookie(request), now=now())
    return page(
        "door.html",
        status=status,
        headers=headers,
        error=error,
        here_as=sorted({_as_whom(login) for login in logins}),
        has_passphrase=has_passphrase(),
        goal=_goal(request.query_params.get("naar", _asked_page(request))),
    )


def _as_whom(login: Login) -> str:
    role = words.ROLES[login.role]
    return f"{role} van {login.label}" if login.role is Role.HELPER else login.label or role


def _asked_page(request: Request) -> str:
    """Return which page somebody wanted before he came to the door: the remote, else the front page."""
    path = request.url.path
    return path if request.method == "GET" and is_below(path, "/afstand") else "/"


def show_key(request: Request) -> Response:
    """One button; only its POST spends the key, so that a link preview cannot."""
    try:
        key = access.look_at_key(running.current().house, request.path_params["key"], now=now())
    except SokError as error:
        return _door(request, status=403, error=words.sentence(error))
    return page("key.html", role=words.ROLES[key.role], label=key.label)


def spend_key(request: Request, _: Typed) -> Response:
    """Come in with a one-time link."""
    here = running.current()
    try:
        login = access.spend_key(here.house, request.path_params["key"], kind=access.LINK, now=now())
    except Forbidden as error:
        return _door(request, status=403, error=words.sentence(error))
    goal = _goal(request.query_params.get("naar", _home(login)))
    runs_machine = login.role is Role.FACILITATOR and login.dossier is None
    if runs_machine and not has_passphrase():  # at each start link, until there is one
        goal = f"/deur/wachtzin?naar={quote(goal, safe='/')}"
    return let_in(request, login, goal)


def enter_passphrase(request: Request, typed: Typed) -> Response:
    """Come in as the facilitator of this machine."""
    here = running.current()
    _check_passphrase(request, typed.get("passphrase", ""), here.house.setting(PASSPHRASE))
    login = access.log_in(here.house, role=Role.FACILITATOR, now=now())
    return let_in(request, login, _goal(typed.get("goal", "/")))


def show_invite(request: Request) -> Response:
    """A personal link of the core team asks for the dossier's passphrase."""
    try:
        invite = access.look_at_invite(running.current().house, request.path_params["key"])
    except SokError as error:
        return _door(request, status=403, error=words.sentence(error))
    return page("invite.html", label=invite.label, error="")


def enter_invite(request: Request, typed: Typed) -> Response:
    """Come in as a member of the core team: personal link and passphrase together."""
    here = running.current()
    invite = access.look_at_invite(here.house, request.path_params["key"])
    try:
        slug = here.shelf.slug_of(invite.dossier)
        if slug is None:
            raise NotFound("dossier.unknown")
        hashed = here.shelf.dossier(slug).passphrase_hash
        _check_passphrase(request, typed.get("passphrase", ""), hashed)
        login = access.log_in(
            here.house,
            role=Role.CORE_TEAM,
            dossier=invite.dossier,
            label=invite.label,
            invite_id=invite.id,
            now=now(),
        )
    except SokError as error:
        told = {"label": invite.label, "error": words.sentence(error)}
        return page("invite.html", status=status_of(error), headers=retry_header(error), **told)
    return let_in(request, login, _home(login))


def show_pair(request: Request) -> Response:
    """One button for a code that came with a picture; only its POST spends it, and this looks at nothing."""
    return page("pair.html", code=digits(request.query_params.get("code", ""))[:6])


def digits(text: str) -> str:
    """Return the digits that somebody typed; ``isdigit`` alone would let other signs through."""
    return "".join(sign for sign in text if sign.isdecimal())


def pair(request: Request, typed: Typed) -> Response:
    """Become a screen, a remote or the helper of a table, with the code that the facilitator gave."""
    code = digits(typed.get("code", ""))
    with _one_guess(request):
        login = access.spend_key(running.current().house, code, kind=access.PAIRING, now=now())
    return let_in(request, login, _home(login))


def show_new_passphrase(request: Request) -> Response:
    """Ask the facilitator for a passphrase."""
    try:
        _must_be_facilitator(request)
    except SokError as error:
        return refuse(request, error)
    return _passphrase_page(request)


def _passphrase_page(request: Request, *, status: int = 200, error: str = "") -> Response:
    goal = _goal(request.query_params.get("naar", "/"))
    return page("passphrase.html", status=status, error=error, least=access.MIN_PASSPHRASE, goal=goal)


def set_passphrase(request: Request, typed: Typed) -> Response:
    """Set the facilitator's passphrase for this machine."""
    _must_be_facilitator(request)
    try:
        hashed = access.hash_passphrase(typed.get("passphrase", ""))
    except RuleBroken as error:
        return _passphrase_page(request, status=422, error=words.sentence(error))
    running.current().house.set_setting(PASSPHRASE, hashed)
    return RedirectResponse(_goal(request.query_params.get("naar", "/")), 303)


def leave(request: Request, _: Typed) -> Response:
    """Log out on this device: the logins in its cookie end, wherever a copy of it may be."""
    house = running.current().house
    for login_id in access.unseal(house, login_cookie(request)):
        house.withdraw_login(login_id, now=now())
    response = RedirectResponse("/deur", 303)
    response.delete_cookie(access.LOGIN_COOKIE, path="/")
    return response


def let_in(request: Request, login: Login, goal: str) -> Response:
    """Add a login to the cookie of this browser and load a page in full.

    The cookie lives as long as the longest of its logins: a facilitator may make his laptop a screen as well.
    """
    house, moment = running.current().house, now()
    logins = [*access.valid_logins(house, login_cookie(request), now=moment), login]
    last = max(one.expires_at for one in access.kept(logins))
    response = RedirectResponse(goal, 303)
    response.set_cookie(
        access.LOGIN_COOKIE,
        access.seal(house, [one.id for one in logins]),
        max_age=math.ceil((last - moment).total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def _check_passphrase(request: Request, passphrase: str, hashed: str | None) -> None:
    with _one_guess(request):
        if not hashed or not access.is_passphrase(passphrase, hashed):
            raise Forbidden("passphrase.wrong")


@contextmanager
def _one_guess(request: Request) -> Iterator[None]:
    """Slow guessing down; when all guesses together are too many, open pairing codes end as well.

    Only a wrong one counts: the helpers of twelve tables who share an address come in one after the other.
    """
    here, who, moment = running.current(), address.client(request), now().timestamp()
    here.guesses_per_address.take(who, now=moment)
    try:
        here.guesses_in_all.take("all", now=moment)
    except SokError:
        here.house.spend_all_keys(access.PAIRING, now=now())
        raise
    yield
    here.guesses_per_address.give_back(who, now=moment)
    here.guesses_in_all.give_back("all", now=moment)


def refuse(request: Request, error: SokError) -> Response:
    """Give the door, with the reason why somebody cannot come in or go on."""
    return _door(request, status=status_of(error), error=words.sentence(error), headers=retry_header(error))


def _must_be_same_site(request: Request) -> None:
    if not address.is_same_site(request):
        raise Forbidden("cross_site")


def _must_be_facilitator(request: Request) -> None:
    who = access.visitor(running.current().house, login_cookie(request), dossier=None, now=now())
    if who.role is not Role.FACILITATOR:
        raise Forbidden("forbidden")


def _home(login: Login) -> str:
    """Return the page where a role begins."""
    slug = running.current().shelf.slug_of(login.dossier) if login.dossier else None
    if slug and login.meeting_id is not None:
        with suppress(SokError), running.current().shelf.open(slug).read() as tables:
            top = "/afstand" if login.role is Role.REMOTE else "/hulp"
            return f"{top}/{tables.meeting.get(login.meeting_id).code}"
    where = "/scherm" if login.role is Role.SCREEN else "/"
    return f"{where}?d={quote(slug)}" if slug else where


def _goal(asked: str) -> str:
    """Return a path of our own to go on to; anything else becomes the front page."""
    is_path = asked.startswith("/") and not asked.startswith(("//", "/\\")) and asked.isprintable()
    return asked if is_path and not asked.startswith("/deur") else "/"


def refusing(handler: Any) -> Any:
    """Turn an error of ours into the door with its sentence."""

    async def answer(request: Request) -> Response:
        try:
            response: Response = await handler(request)
        except SokError as error:
            return await run_in_threadpool(refuse, request, error)
        return response

    return answer


def entering(act: Act) -> Any:
    """Let a form of the door act in a thread: it writes, and that may have to wait for another process."""

    async def answer(request: Request) -> Response:
        _must_be_same_site(request)
        typed = await read_form(request)
        return await running.current().write(act, request, typed)

    return refusing(answer)


def to_door(_: Request) -> Response:
    """Somebody opens the address of a form again: the door itself is where he wants to be."""
    return RedirectResponse("/deur", 303)


def routes() -> Iterable[Route]:
    """The routes of the door. What looks is no coroutine, so that it runs in a thread."""
    return (
        Route("/deur", show),
        Route("/deur/sleutel/{key}", show_key, methods=["GET"]),
        Route("/deur/sleutel/{key}", entering(spend_key), methods=["POST"]),
        Route("/deur/kernteam/{key}", show_invite, methods=["GET"]),
        Route("/deur/kernteam/{key}", entering(enter_invite), methods=["POST"]),
        Route("/deur/wachtzin", show_new_passphrase, methods=["GET"]),
        Route("/deur/wachtzin", entering(set_passphrase), methods=["POST"]),
        Route("/deur/begeleider", entering(enter_passphrase), methods=["POST"]),
        Route("/deur/koppel", show_pair, methods=["GET"]),
        Route("/deur/koppel", entering(pair), methods=["POST"]),
        Route("/deur/uit", entering(leave), methods=["POST"]),
        *(Route(f"/deur/{form}", to_door, methods=["GET"]) for form in ("", "begeleider", "uit")),
    )


# ---------------------------------------------------------------- the gate

# What anybody may have: the phone page, the door, what became of the notes, the moments for an agenda,
# signing and telling how it goes (behind links that cannot be guessed), Streamlit's bundle and health, fonts.
PUBLIC = (
    "/m",
    "/deur",
    "/briefje",
    "/agenda",
    "/tekenen",
    "/hoe-gaat-het",
    "/static/",
    "/app/static/",
    "/_stcore/health",
    "/_stcore/host-config",
    "/favicon",
)
SEATS = ("/hulp", "/afstand")


class Gate:
    """Stands before everything: whoever has no valid login reaches no page, no websocket and no media file.

    Streamlit's websocket would let anybody in who knows a session id, and its media answers without a cookie;
    who may see which page is worked out again in every run (pages/_ui/door.py). No websocket goes on with an
    earlier session: what that session was still sending would go to whoever asks for it. A helper and a
    remote have nothing to look for there: their pages answer for themselves (web/seat.py), and nothing else
    opens for their logins.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or stop it here."""
        has_seat = scope["type"] == "http" and any(is_below(scope["path"], top) for top in SEATS)
        is_free = has_seat or scope["type"] not in ("http", "websocket") or is_public(scope["path"])
        if is_free or (self._has_login(scope) and is_own_socket(scope)):
            await self.app(as_newcomer(scope), receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._refuse(scope)(scope, receive, send)

    def _has_login(self, scope: Scope) -> bool:
        cookie = HTTPConnection(scope).cookies.get(access.LOGIN_COOKIE, "")
        return bool(cookie) and access.goes_inside(
            access.valid_logins(running.current().house, cookie, now=now())
        )

    def _refuse(self, scope: Scope) -> Response:
        is_page = not scope["path"].startswith(("/_stcore", "/media", "/live", "/download"))
        is_link = scope["path"].startswith("/download/") and wants_page(HTTPConnection(scope))
        if scope["method"] != "GET" or not (is_page or is_link):
            return json_error(Forbidden("forbidden"))
        query = scope["query_string"].decode("latin-1")
        goal = scope["path"] + (f"?{query}" if query else "")
        return RedirectResponse(f"/deur?naar={quote(goal, safe='/')}", 303)


def wants_page(request: HTTPConnection) -> bool:
    """Whether somebody followed a link in a browser; a program asks for no page."""
    return "text/html" in request.headers.get("accept", "")


def is_own_socket(scope: Scope) -> bool:
    """Whether a websocket comes from our own pages; Streamlit would ask the internet for our address."""
    return scope["type"] != "websocket" or address.is_same_site(HTTPConnection(scope))


def as_newcomer(scope: Scope) -> Scope:
    """Take the session id out of a websocket's request: the third of its protocol names."""
    if scope["type"] != "websocket":
        return scope
    headers = [
        (name, b",".join(value.split(b",")[:2]) if name == b"sec-websocket-protocol" else value)
        for name, value in scope["headers"]
    ]
    return {**scope, "headers": headers, "subprotocols": scope.get("subprotocols", [])[:2]}


def is_public(path: str) -> bool:
    """Whether a path is for everybody."""
    return any(is_below(path, door) for door in PUBLIC)


def is_below(path: str, top: str) -> bool:
    """Whether a path is this one, or below it."""
    return path == top or path.startswith(top if top.endswith("/") else f"{top}/")

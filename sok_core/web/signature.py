"""The page on which one party signs: a finger on a phone, or a function typed. The link works once.

No login: whoever has the link signs, as with a pen that is handed over. Usable without JavaScript.
"""

from collections.abc import Iterable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sok_core import agreement, consent, proviso, signature, words
from sok_core.clock import now
from sok_core.errors import Conflict, Forbidden, NotFound, RuleBroken, SokError
from sok_core.model import SignatureMethod
from sok_core.signature import Pen
from sok_core.store import Store
from sok_core.web import address, running
from sok_core.web.answer import answering, mark, page, read_form, retry_header, script, status_of

TOP = "/tekenen"
FORM = ("function", "substitute")
SHOWN_ANEW = {"signature.changed", "signature.refused"}  # and not an end of the link


def link(code: str, key: str) -> str:
    """Return the address at which a party signs once, in the meeting with this code."""
    return f"{running.current().address}{TOP}/{code}/{key}"


def _store(request: Request) -> Store:
    store, _ = running.current().meeting(request.path_params["code"])
    return store


def show(request: Request) -> Response:
    """What this party promises, and the box to sign in; looking at it does not use the link up."""
    try:
        return _page(_store(request), request.path_params["key"])
    except SokError as error:
        return _over(error)


def _page(
    store: Store, key: str, *, error: SokError | None = None, typed: dict[str, str] | None = None
) -> Response:
    with store.read() as tables:
        known = signature.look_at_key(tables, key, now=now())
        version = tables.version.numbered(known.version)
        assert version is not None  # noqa: S101  (a key is of a version)
        answer = consent.in_force(tables, version.number).get(known.party_id)
        shown = signature.shown(tables, version, known.party_id)
        dossier = tables.dossier.name()
        document = agreement.checked(tables, version)
    (party,) = (one for one in document.parties if one.id == known.party_id)
    there = {
        "function": known.function or (answer.function if answer else ""),
        "substitute": known.substitute_for,
    }
    return page(
        "sign.html",
        status=status_of(error) if error else 200,
        headers=retry_header(error) if error else None,
        dossier=dossier,
        party=party.name,
        version=version.number,
        code=agreement.control_code(version.digest),
        promises=shown.promises,
        hangs_on=proviso.said(shown),
        is_refused=shown.is_refused,
        seen=shown.mark,
        error=words.sentence(error) if error and not shown.is_refused else "",
        script=mark("sign.js"),
        most=signature.MAX_TEXT,
        **(there | {name: (typed or {})[name] for name in FORM if name in (typed or {})}),
    )


def _over(error: SokError) -> Response:
    return page(
        "signed.html", status=status_of(error), headers=retry_header(error), error=words.sentence(error)
    )


async def sign(request: Request) -> Response:
    """Sign, once; what is refused stays in its box, and what changed meanwhile is shown anew."""
    key, typed = request.path_params["key"], {}
    try:
        if not address.is_same_site(request):
            raise Forbidden("cross_site")
        running.current().edits_per_device.take(address.client(request), now=now().timestamp())
        store = await run_in_threadpool(_store, request)
        typed = await read_form(request)
        return await running.current().write(_sign, store, key, typed)
    except (RuleBroken, Conflict) as error:
        if isinstance(error, Conflict) and error.code not in SHOWN_ANEW:
            return _over(error)
        return await run_in_threadpool(_again, request, error, typed)
    except SokError as error:
        return _over(error)


def _again(request: Request, error: SokError, typed: dict[str, str]) -> Response:
    try:
        return _page(_store(request), request.path_params["key"], error=error, typed=typed)
    except SokError as gone:
        return _over(gone)


def _sign(store: Store, key: str, typed: dict[str, str]) -> Response:
    is_drawn = typed.get("method") == SignatureMethod.FINGER
    pen = Pen(
        SignatureMethod.FINGER if is_drawn else SignatureMethod.TYPED,
        typed.get("function", ""),
        drawing=signature.lines(typed.get("drawing", "")) if is_drawn else (),
        substitute_for=typed.get("substitute", ""),
    )
    made = signature.sign_with_key(store, key=key, pen=pen, now=now(), seen=typed.get("seen", ""))
    return page(
        "signed.html",
        error="",
        party=made.on_behalf_of,
        function=made.function,
        at=words.clock_time(made.signed_at),
        version=made.version,
        code=agreement.control_code(made.digest),
    )


async def scripts(request: Request) -> Response:
    """The script of the box to draw in."""
    if request.path_params["mark"] != mark("sign.js"):
        raise NotFound("page.unknown")
    return script("sign.js")


def routes() -> Iterable[Route]:
    """The routes of signing with a link."""
    return (
        Route(f"{TOP}/sign-{{mark}}.js", answering(scripts)),
        Route(f"{TOP}/{{code}}/{{key}}", show, methods=["GET"]),
        Route(f"{TOP}/{{code}}/{{key}}", sign, methods=["POST"]),
    )

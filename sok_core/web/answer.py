"""Answers: templates, JSON with a Dutch sentence for each error, and the status that goes with it."""

import base64
import gzip
import hashlib
import json
from collections.abc import Awaitable, Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import rcssmin
import rjsmin
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sok_core import words
from sok_core.errors import (
    Conflict,
    Forbidden,
    Full,
    Gone,
    NotFound,
    RuleBroken,
    SokError,
    StoreBusy,
    StoreFailed,
    TooMany,
)
from sok_core.live import to_json

STATUS: dict[type[SokError], int] = {
    NotFound: 404,
    Gone: 410,
    Forbidden: 403,
    Conflict: 409,
    RuleBroken: 422,
    TooMany: 429,
    Full: 503,
    StoreBusy: 503,
    StoreFailed: 507,
}

TEMPLATES = Path(__file__).parent / "templates"
MOST_BYTES = 20_000

NO_STORE = {"cache-control": "no-store"}


def status_of(error: SokError) -> int:
    """Return the HTTP status that goes with an error."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 400)


def json_answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return a value as JSON that is stored nowhere."""
    return Response(to_json(value), status, NO_STORE | (headers or {}), media_type="application/json")


def json_error(error: SokError, language: str = "nl") -> Response:
    """Return an error as ``{error, message}``; a throttled one says when to come back."""
    body = {"error": error.code, "message": words.sentence(error, language)}
    return json_answer(body, status_of(error), retry_header(error))


def retry_header(error: SokError) -> dict[str, str]:
    """Return the header that says when to come back, for a request that has to wait."""
    return {"retry-after": str(error.values["retry_after"])} if isinstance(error, TooMany | Full) else {}


@cache
def templates() -> Environment:
    """Return the templates, which escape everything that people typed."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(
    template: str,
    *,
    status: int = 200,
    language: str = "nl",
    headers: dict[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """Render a template; ``_`` translates its texts, ``lang`` is its language."""
    translate: Callable[[str], str] = words.translation(language)
    html = (
        templates()
        .get_template(template)
        .render(_=translate, lang=language, words=words, inline=inline, mark=mark, **values)
    )
    return HTMLResponse(html, status, NO_STORE | page_headers() | (headers or {}))


def zipped(request: Request, response: Response) -> Response:
    """Compress a page for whoever can read that: in a full hall the Wi-Fi is the narrowest door."""
    if "gzip" in request.headers.get("accept-encoding", ""):
        response.body = gzip.compress(bytes(response.body), 9)
        response.headers["content-length"] = str(len(response.body))
        response.headers["content-encoding"] = "gzip"
        response.headers["vary"] = "accept-encoding"
    return response


@cache
def inline(name: str) -> Markup:
    """Return a script or a style sheet to put inside a page, without the spaces that are there for people."""
    smaller = rjsmin.jsmin if name.endswith(".js") else rcssmin.cssmin
    return Markup(smaller((TEMPLATES / name).read_text(encoding="utf-8")))  # noqa: S704  (our own file)


def together(names: Iterable[str]) -> str:
    """Return small scripts as one."""
    return "\n".join(str(inline(name)) for name in names)


def mark(*names: str) -> str:
    """Return a short mark of the content of files, so that a phone keeps them until they change."""
    return hashlib.sha256(together(names).encode()).hexdigest()[:12]


def script(*names: str) -> Response:
    """Return scripts, as one, that a phone may keep for good: its address holds the mark of their content."""
    headers = {"cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff"}
    return Response(together(names), headers=headers, media_type="text/javascript")


@cache
def page_headers() -> dict[str, str]:
    """Return the headers of every page: only scripts from here run, and only our own inline style."""
    return {
        "content-security-policy": (
            "default-src 'none'; script-src 'self'; "
            f"style-src {content_hash('phone.css')} {content_hash('helper.css')} "
            f"{content_hash('remote.css')} {content_hash('sign.css')} {content_hash('choice.css')}; "
            "connect-src 'self'; img-src 'self' data:; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
        ),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
    }


def content_hash(name: str) -> str:
    """Return how a policy names an inline style."""
    digest = hashlib.sha256(str(inline(name)).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def sends_json(request: Request) -> bool:
    """Whether the body of a request is JSON."""
    return request.headers.get("content-type", "").startswith("application/json")


def wants_json(request: Request) -> bool:
    """Whether the sender reads JSON, or is a plain form that must get a page back."""
    return sends_json(request) or "application/json" in request.headers.get("accept", "")


def whole(value: object) -> int | None:
    """Return a number that somebody sent, None when it is none or too large for any row of ours."""
    text = str(value)
    return int(text) if text.isdecimal() and len(text) < 16 else None


async def read_json(request: Request, *, otherwise: str = "note.no_text") -> dict[str, Any]:
    """Return a JSON body; raises RuleBroken for one that is too large, or (``otherwise``) no object."""
    try:
        value = json.loads(await read_body(request))
    except (ValueError, RecursionError) as error:
        raise RuleBroken(otherwise) from error
    if not isinstance(value, dict):
        raise RuleBroken(otherwise)
    return value


async def read_body(request: Request) -> bytes:
    """Return a body of at most 20 kB; raises RuleBroken for more, without reading on."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise RuleBroken("too_large")
    return body


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a plain form."""
    fields = parse_qsl((await read_body(request)).decode("utf-8", "replace"), keep_blank_values=True)
    return dict(fields)


def answering(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Turn an error of ours into its JSON answer."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except SokError as error:
            return json_error(error)

    return answer

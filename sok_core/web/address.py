"""Requests: did this one come from our own pages, from which address, and which number is in its path?"""

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import HTTPConnection

from sok_core import settings
from sok_core.address import host_of


class Digits(Convertor[str]):
    """A number in an address, as text: Starlette's own makes an int of it, which fails above 4300 digits."""

    regex = "[0-9]+"

    def convert(self, value: str) -> str:
        """Return the digits; ``answer.whole`` makes a number of them, or says that it is none of ours."""
        return value

    def to_string(self, value: str) -> str:
        """Return the digits."""
        return value


register_url_convertor("digits", Digits())


def is_same_site(request: HTTPConnection) -> bool:
    """Whether a writing request came from our own page, or from a program that is no browser.

    Browsers put Origin on every cross-site post, and cannot be made to leave it out.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    ours = {request.headers.get("host", ""), host_of(settings.read("SOK_ADDRESS"))}
    return host_of(origin) in ours - {""}


def client(request: HTTPConnection) -> str:
    """Return the address that a request came from, for throttles only; it is never stored."""
    return request.client.host if request.client else "?"

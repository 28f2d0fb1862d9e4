"""The address that a command prints: given, set, that of the running server, or that of this machine."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from sok_core import address, settings
from sok_core.store.house import House

F = TypeVar("F", bound=Callable[..., Any])


def address_options(command: F) -> F:
    """Give a command the options --address and --port."""
    port = click.option(
        "--port",
        type=click.IntRange(1, 65535),
        envvar="STREAMLIT_SERVER_PORT",
        help=f"De poort van de server. Zonder: die van de server die nu draait, en anders {address.PORT}.",
    )
    given = click.option("--address", default="", help="Het adres dat telefoons gebruiken.")
    return given(port(command))


def base_url(house: House, given: str, port: int | None) -> str:
    """Return the address that phones use, without a slash at the end.

    What was typed or set goes first, then what the running server says of itself.
    """
    if given:
        return given.rstrip("/")
    running = None if port or settings.read("SOK_ADDRESS") else address.of_server(house)
    return running or address.base_url(port or address.PORT)

"""The address that a command prints: given, from SOK_ADDRESS, or that of this machine."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from sok_core import address

F = TypeVar("F", bound=Callable[..., Any])


def address_options(command: F) -> F:
    """Give a command the options --address and --port."""
    port = click.option(
        "--port",
        type=click.IntRange(1, 65535),
        default=8501,
        show_default=True,
        envvar="STREAMLIT_SERVER_PORT",
        help="De poort van de server, als er geen adres is gezet.",
    )
    given = click.option("--address", default="", help="Het adres dat telefoons gebruiken.")
    return given(port(command))


def base_url(given: str, port: int) -> str:
    """Return the address that phones use, without a slash at the end."""
    return given.rstrip("/") or address.base_url(port)

"""The address that a command prints: given, from SOK_ADDRESS, or that of this machine."""

import socket
from collections.abc import Callable
from typing import Any, TypeVar

import click

from sok_core import settings

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
    address = click.option("--address", default="", help="Het adres dat telefoons gebruiken.")
    return address(port(command))


def base_url(address: str, port: int) -> str:
    """Return the address that phones use, without a slash at the end."""
    return (address or settings.read("SOK_ADDRESS")).rstrip("/") or f"http://{_machine_address()}:{port}"


def _machine_address() -> str:
    """Return the address of this machine on the local network; asks nobody, sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: only the route is looked up
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"

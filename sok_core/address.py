"""Addresses: what phones type to come in."""

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sok_core import machine, settings

if TYPE_CHECKING:
    from sok_core.store.house import House

PORT = 8501  # Streamlit's own, when nobody chose another


def machine_address() -> str:
    """Return the address of this machine on the local network; asks nobody, sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: only the route is looked up
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def base_url(port: int) -> str:
    """Return the address that phones use, without a slash at the end."""
    return settings.read("SOK_ADDRESS").rstrip("/") or f"http://{machine_address()}:{port}"


def of_server(house: "House") -> str | None:
    """Return the base URL of the server that runs on this machine, the newest first; None without one.

    A server that was killed said no goodbye, so we knock.
    """
    found = next((server for server in house.servers() if answers(server.port)), None)
    return (found.address.rstrip("/") or f"http://{machine_address()}:{found.port}") if found else None


def answers(port: int) -> bool:
    """Whether anything listens on a port of this machine."""
    return any(machine.reach(host, port) is machine.Reach.OPEN for host in ("localhost", machine_address()))


def short(url: str) -> str:
    """Return an address as people type it: without the http in front."""
    return url.removeprefix("https://").removeprefix("http://")


def host_of(url: str) -> str:
    """Return the host and port in an address, empty when it is none."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""

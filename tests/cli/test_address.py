"""The addresses that a command prints, beside a real server that nobody told the command line about."""

import json
import socket
from pathlib import Path

import pytest

from sok_core.address import machine_address
from sok_core.cli.machine import opened
from sok_core.clock import now
from tests.cli.test_cli import done
from tests.server import Server, free_port

LINK = ("login-link", "--role", "begeleider")


def server_in(tmp_path: Path, **environment: str) -> Server:
    """Return a server on the data folder of this test, not started yet."""
    return Server(tmp_path / "data", **environment)


def written_down() -> list[int]:
    with opened() as machine:
        return [server.port for server in machine.house.servers()]


def test_the_command_line_finds_the_port_of_the_running_server(tmp_path: Path, dossier: str) -> None:
    server = server_in(tmp_path, SOK_ADDRESS="")
    base = f"http://{machine_address()}:{server.port}"
    with server.running():
        assert done(*LINK).startswith(f"{base}/deur/sleutel/")
        made = json.loads(done("meeting", "open", "--dossier", dossier, "--step", "rollen"))
        assert made["phone"] == f"{base}/m/{made['code']}"
        assert made["screen"] == f"{base}/scherm?d={dossier}"
        assert written_down() == [server.port]
    assert written_down() == []


def test_the_command_line_finds_the_address_that_the_server_was_given(tmp_path: Path) -> None:
    with server_in(tmp_path, SOK_ADDRESS="http://tafel.example/").running():
        assert done(*LINK).startswith("http://tafel.example/deur/sleutel/")


def test_a_server_that_was_killed_misleads_nobody(tmp_path: Path) -> None:
    server = server_in(tmp_path, SOK_ADDRESS="")
    server.start()
    server.kill()
    assert written_down() == [server.port]
    assert ":8501/deur/" in done(*LINK)
    server.port = free_port()
    with server.running():
        assert written_down() == [server.port]
        assert f":{server.port}/deur/" in done(*LINK)


def test_of_two_servers_the_newest_that_answers_is_taken(tmp_path: Path) -> None:
    with opened() as machine, socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        machine.house.add_server(port=port, address="", now=now())
        machine.house.add_server(port=free_port(), address="https://weg.example", now=now())
        assert f":{port}/deur/" in done(*LINK)
        machine.house.add_server(port=port, address="https://wijk.example", now=now())
        assert done(*LINK).startswith("https://wijk.example/deur/")
    assert (tmp_path / "data" / "huis.sqlite").is_file()


def test_what_was_typed_or_set_goes_before_the_running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    with opened() as machine, socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        machine.house.add_server(port=port, address="https://wijk.example", now=now())
        assert ":9000/deur/" in done(*LINK, "--port", "9000")
        assert done(*LINK, "--address", "https://ander.example").startswith("https://ander.example/deur/")
        monkeypatch.setenv("STREAMLIT_SERVER_PORT", "9123")
        assert ":9123/deur/" in done(*LINK)
        monkeypatch.setenv("SOK_ADDRESS", "https://gezet.example")
        assert done(*LINK).startswith("https://gezet.example/deur/")

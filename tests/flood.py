"""Somebody who opens one event stream after the other, and keeps them all."""

import socket
from collections import Counter
from contextlib import ExitStack
from typing import Self

SECONDS = 30.0


class Flood:
    """Streams over plain sockets: ``statuses`` is what the server answered to each of them."""

    def __init__(self, port: int, path: str) -> None:
        self.statuses: Counter[int] = Counter()
        self._port = port
        self._path = path
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Let all of them go."""
        self._open.close()

    def add(self, streams: int, *, cookie: str = "") -> None:
        """Ask for so many streams, one after the other."""
        lines = [f"GET {self._path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}", "", ""]
        for _ in range(streams):
            line = self._open.enter_context(socket.create_connection(("127.0.0.1", self._port), SECONDS))
            line.sendall("\r\n".join(lines).encode())
            self.statuses[int(line.recv(4096).split(b" ")[1])] += 1

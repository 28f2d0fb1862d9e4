"""The real server in a process of its own: a free port, its own data, and it can be killed in mid-evening."""

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.house.tree import ROOT

SECONDS_TO_START = 60.0
SECONDS_TO_STOP = 10.0
START_LINK = re.compile(r"http://\S+/deur/sleutel/(\S+)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``streamlit run app.py``. ``start_key`` is the one-time key that it printed at its last start.

    With ``files`` it may have no more than so many files and connections open, whatever it asks.
    """

    def __init__(self, folder: Path, *, app: str = "app.py", files: int = 0, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.start_key = ""
        self.output: list[str] = []
        self.exit_code: int | None = None
        self._app = app
        self._files = files
        self._environment = environment
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._is_up = threading.Event()

    @contextmanager
    def running(self) -> Iterator["Server"]:
        """Keep the server up inside this block; says what it printed when it died by itself."""
        self.start()
        try:
            yield self
        finally:
            died = self._process is not None and self._process.poll() is not None
            self.stop()
        assert not died, f"de server stopte vanzelf:\n{self.printed}"

    @property
    def printed(self) -> str:
        return "".join(self.output[-200:])

    def start(self) -> None:
        """Start, on the same port and with the same data as before, and wait until it greets."""
        self._is_up.clear()
        self.start_key = ""
        command = [sys.executable, "-m", "streamlit", "run", self._app, "--server.address", "127.0.0.1"]
        limit = ["sh", "-c", f'ulimit -n {self._files}; exec "$@"', "sh"] if self._files else []
        self._process = subprocess.Popen(
            [*limit, *command, "--server.port", str(self.port)],
            cwd=ROOT,
            env=os.environ
            | {"SOK_DATA": str(self.folder), "SOK_ADDRESS": self.base, "PYTHONUNBUFFERED": "1"}
            | self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, args=[self._process], daemon=True)
        self._reader.start()
        self._is_up.wait(SECONDS_TO_START)
        if not self.start_key or self._process.poll() is not None:
            if self._is_up.is_set():  # it said its last word; it may still be on its way out
                self.exit_code = self._process.wait(SECONDS_TO_STOP)
            self.kill()
            raise RuntimeError(f"de server kwam niet op:\n{self.printed}")
        self._wait_until_it_answers()

    def stop(self) -> None:
        """Ask it to stop, as Ctrl+C or a service manager does."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
        self._end()

    def kill(self) -> None:
        """Pull the plug (SIGKILL)."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(SECONDS_TO_STOP)
        self._end()

    def _end(self) -> None:
        if self._reader is not None:
            self._reader.join(SECONDS_TO_STOP)
        if self._process is not None and self._process.stdout is not None:
            self._process.stdout.close()
        self._process = self._reader = None

    def _read(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.output.append(line)
            if found := START_LINK.search(line):
                self.start_key = found[1]
                self._is_up.set()
        self._is_up.set()

    def _wait_until_it_answers(self) -> None:
        """Knock until the port is open; it opens a moment after the greeting."""
        pause = threading.Event()
        for _ in range(int(SECONDS_TO_START * 20)):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self._process is None or self._process.poll() is not None:
                break
            pause.wait(0.05)
        raise RuntimeError(f"de server luistert niet:\n{self.printed}")

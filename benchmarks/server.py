"""The server that is measured: the real one of tests/server.py, with a look at what it costs."""

import asyncio
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.clients import GONE, Http
from tests.server import Server


class MeasuredServer(Server):
    """``streamlit run app.py`` in a process of its own; what it costs is known on Linux, elsewhere None."""

    @property
    def pid(self) -> int:
        """The number of its process."""
        if self._process is None:
            raise RuntimeError("de server draait niet")
        return self._process.pid

    def cpu_seconds(self) -> float | None:
        """Return the processor time that it used since it started (all threads, to the nanosecond)."""
        if not Path("/proc/self/status").exists():
            return None
        return time.clock_gettime((~self.pid << 3) | 2)  # what clock_getcpuclockid(3) makes of a pid

    def megabytes(self) -> float | None:
        """Return the memory that it has in use now (RSS)."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return None
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text(encoding="utf-8"))
        return int(found[1]) / 1024 if found else None


async def until_healthy(port: int, *, seconds: float = 60.0) -> float:
    """Return the moment at which the server answered that it is well."""
    async with asyncio.timeout(seconds):
        while True:
            http = Http(port)
            try:
                if (await http.get("/_stcore/health")).status == 200:
                    return time.monotonic()
            except GONE:
                pass
            finally:
                http.close()
            await asyncio.sleep(0.02)


@contextmanager
def serving(data: Path) -> Iterator[MeasuredServer]:
    """Keep a server up in this block."""
    server = MeasuredServer(data)
    with server.running():
        yield server


@contextmanager
def folder() -> Iterator[Path]:
    """Lend an empty data folder."""
    with tempfile.TemporaryDirectory(prefix="sok-meting-") as path:
        yield Path(path)

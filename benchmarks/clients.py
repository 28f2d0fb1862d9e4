"""Clients: plain HTTP, a stream of server-sent events, and one page of Streamlit, each over its own socket.

Moments are ``time.monotonic()``: on one machine all processes share that clock.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Self

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

HOST = "127.0.0.1"
Headers = dict[str, str]
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
GONE = (OSError, asyncio.IncompleteReadError)  # what a socket says when the server is not there


class Refused(Exception):
    """The server answered, but not with what was asked for."""


@dataclass(frozen=True)
class Answer:
    """What the server said; header names are in small letters."""

    status: int
    headers: Headers
    body: bytes

    def json(self) -> Any:
        """Return the body, read as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Event:
    """One server-sent event and the moment it came. The name ``open`` says: the stream is there."""

    at: float
    name: str = "message"
    id: str = ""
    data: str = ""


async def read_head(reader: asyncio.StreamReader) -> tuple[int, Headers]:
    """Read status and headers."""
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").strip().split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return int(first.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}


async def read_chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """Yield the parts of a chunked body."""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        yield (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)


def request(method: str, port: int, path: str, headers: Headers, body: bytes = b"") -> bytes:
    """Return a request as bytes."""
    all_headers = {"host": f"{HOST}:{port}"} | headers
    if body:
        all_headers["content-length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in all_headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


async def read_answer(reader: asyncio.StreamReader) -> Answer:
    """Read a whole answer."""
    status, headers = await read_head(reader)
    if headers.get("transfer-encoding") == "chunked":
        body = b"".join([part async for part in read_chunks(reader)])
    else:
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Answer(status, headers, body)


class Http:
    """One kept connection; opened again when the server closed it meanwhile, as a browser does.

    ``sent_at`` is when the last request left: just before its first byte, the connection being there.
    """

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port = port
        self.cookie = cookie
        self.sent_at = 0.0
        self._streams: Streams | None = None

    async def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path."""
        return await self.ask("GET", path, headers)

    async def post(self, path: str, value: Any) -> Answer:
        """Post JSON, as the page of a phone does."""
        origin = {"origin": f"http://{HOST}:{self.port}", "content-type": "application/json"}
        return await self.ask("POST", path, origin, json.dumps(value).encode())

    async def ask(self, method: str, path: str, headers: Headers, body: bytes = b"") -> Answer:
        """Send a request and read its answer."""
        cookie = {"cookie": self.cookie} if self.cookie else {}
        message = request(method, self.port, path, cookie | headers, body)
        if self._streams is not None:
            try:
                return await self._exchange(*self._streams, message)
            except GONE:
                self.close()
        self._streams = await asyncio.open_connection(HOST, self.port)
        try:
            return await self._exchange(*self._streams, message)
        except BaseException:
            self.close()
            raise

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, message: bytes
    ) -> Answer:
        self.sent_at = time.monotonic()
        writer.write(message)
        return await read_answer(reader)

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def events(port: int, path: str, headers: Headers) -> AsyncIterator[Event]:
    """Yield server-sent events until the server hangs up; raises Refused, or what the socket says."""
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        writer.write(request("GET", port, path, {"accept": "text/event-stream"} | headers))
        status, _ = await read_head(reader)
        if status != 200:
            raise Refused(f"{path}: {status}")
        yield Event(time.monotonic(), "open")
        rest = ""
        async for part in read_chunks(reader):
            at = time.monotonic()
            *blocks, rest = (rest + part.decode()).split("\n\n")
            for block in blocks:
                fields = dict(line.split(": ", 1) for line in block.split("\n"))
                if "data" in fields:
                    yield Event(at, fields.get("event", "message"), fields.get("id", ""), fields["data"])
    finally:
        writer.close()


@dataclass
class PageRun:
    """One run of one page: how long a visitor waits for it, and what went wrong in it."""

    seconds: float
    errors: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


class PageSession:
    """One tab on a page of Streamlit, without a browser: it asks for runs and reads what they send."""

    def __init__(self, port: int, page: str, query: str, cookie: str) -> None:
        self.port = port
        self.page = page
        self.query = query
        self.cookie = cookie
        self._known: set[str] = set()

    async def __aenter__(self) -> Self:
        self._socket = await websockets.connect(
            f"ws://{HOST}:{self.port}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            additional_headers={"cookie": self.cookie},
            max_size=None,
            ping_interval=None,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def run(self, seconds: float = 60.0) -> PageRun:
        """Ask for one full run and read until the server says that it is done."""
        message = BackMsg()
        message.rerun_script.page_name = self.page
        message.rerun_script.query_string = self.query
        message.rerun_script.cached_message_hashes.extend(self._known)
        start = time.monotonic()
        await self._socket.send(message.SerializeToString())
        run = PageRun(0.0)
        async with asyncio.timeout(seconds):
            while not self._take(ForwardMsg.FromString(await self._socket.recv(decode=False)), run):
                pass
        run.seconds = time.monotonic() - start
        return run

    def _take(self, message: ForwardMsg, run: PageRun) -> bool:
        """Note what a message says; True when the run is over."""
        if message.metadata.cacheable:
            self._known.add(message.hash)
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                run.errors.append(f"{element.exception.type}: {element.exception.message}")
            elif element.WhichOneof("type") == "heading":
                run.titles.append(element.heading.body)
        elif kind == "page_not_found":
            run.errors.append(f"geen pagina {self.page!r}")
        elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            run.errors.append("de pagina is geen goede Python")
        return kind == "script_finished"

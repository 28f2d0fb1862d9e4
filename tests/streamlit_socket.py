"""A small client of Streamlit's websocket: what a browser sends, and what an attacker could."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.sync.client import ClientConnection, connect

SECONDS = 30.0


class StreamlitSocket:
    """One open websocket; ``heard`` is everything that the server ever sent over it."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.heard = ""
        self.session_id = ""
        self.fragments: list[str] = []
        self._page_hash = ""

    def run(self, page: str = "", query: str = "", *, fragment: str = "") -> str:
        """Run a page or one fragment of it and return all text that came back."""
        self.ask(page, query, fragment=fragment)
        return self.finish()

    def ask(self, page: str = "", query: str = "", *, fragment: str = "") -> None:
        """Ask for a run without waiting for it."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        if fragment:
            message.rerun_script.fragment_id = fragment
            message.rerun_script.page_script_hash = self._page_hash
        self._connection.send(message.SerializeToString())

    def clear_cache(self) -> None:
        """Ask the server to empty everybody's caches, as any socket may."""
        message = BackMsg()
        message.clear_cache = True
        self._connection.send(message.SerializeToString())

    def finish(self) -> str:
        """Return all text up to the end of the run that is going on."""
        text = ""
        while True:
            raw = self._connection.recv(timeout=SECONDS)
            assert isinstance(raw, bytes)
            text += raw.decode("utf-8", "ignore")
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._page_hash = message.new_session.page_script_hash
                self.session_id = message.new_session.initialize.session_id or self.session_id
            elif kind == "delta" and message.delta.fragment_id:
                self.fragments = list(dict.fromkeys([*self.fragments, message.delta.fragment_id]))
            elif kind == "script_finished":
                self.heard += text
                return text


@contextmanager
def opened_socket(
    base: str, *, cookie: str = "", session_id: str = "", **headers: str
) -> Iterator[StreamlitSocket]:
    """Open a websocket as a browser does; ``session_id`` asks to go on with an earlier session."""
    sent: dict[str, Any] = headers | ({"Cookie": cookie} if cookie else {})
    names = ["streamlit", "geen-xsrf", *([session_id] if session_id else [])]
    url = f"{base.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(
        url,
        subprotocols=[Subprotocol(name) for name in names],
        additional_headers=sent,
        max_size=None,
        open_timeout=SECONDS,
        compression=None,
    ) as connection:
        yield StreamlitSocket(connection)

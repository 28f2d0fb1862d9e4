"""The bell: a change on the server reruns one fragment of this page, and nothing polls."""

from pathlib import Path
from typing import Any

import streamlit as st

FOLDER = Path(__file__).parent / "bell"

_BELL = st.components.v2.component(
    "sok_bell",
    html="<i class='bell' aria-hidden='true'>\n</i>",
    js=(FOLDER / "bell.js").read_text(encoding="utf-8"),
)


def bell(code: str, *, key: str, seconds: float = 0.5) -> None:
    """Rerun the fragment around this call when a meeting changes, at most once per ``seconds``."""
    _ring(f"/live/{code}/events", key, seconds)


def dossier_bell(slug: str, *, key: str, seconds: float = 0.3) -> None:
    """Rerun the fragment around this call when anything but a note changes in a dossier."""
    _ring(f"/live/dossier/{slug}/events", key, seconds)


def _ring(url: str, key: str, seconds: float) -> None:
    data: dict[str, Any] = {"url": url, "gap": round(seconds * 1000)}
    _BELL(key=key, data=data, height=1, on_rung_change=_nothing)


def _nothing() -> None:
    """The rerun itself is the point."""

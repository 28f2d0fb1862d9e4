"""The bell: a change on the server reruns one fragment of this page, and nothing polls."""

from pathlib import Path
from typing import Any

import streamlit as st

from pages._ui import door

FOLDER = Path(__file__).parent / "bell"

_BELL = st.components.v2.component(
    "sok_bell",
    html="<i class='bell' aria-hidden='true'>\n</i>",
    js=(FOLDER / "bell.js").read_text(encoding="utf-8"),
)


def bell(here: door.Here, code: str, *, key: str, seconds: float = 0.5, has_presence: bool = False) -> None:
    """Rerun the fragment around this call when a meeting changes, at most once per ``seconds``.

    ``here`` is the door that this drawing came in by: whatever changed since then makes it ring. With
    ``has_presence`` also what is not in the file: phones, screens, sheets, trials.
    """
    pulse = here.pulse if has_presence else None
    _ring(f"/live/{code}/events", key, seconds, version=here.dossier.revision, pulse=pulse)


def dossier_bell(here: door.Here, *, key: str, seconds: float = 0.3) -> None:
    """Rerun the fragment around this call when anything but a note changes in a dossier."""
    _ring(f"/live/dossier/{here.slug}/events", key, seconds, version=here.dossier.revision, pulse=None)


def _ring(url: str, key: str, seconds: float, *, version: int, pulse: int | None) -> None:
    data: dict[str, Any] = {"url": url, "gap": round(seconds * 1000), "version": version, "pulse": pulse}
    _BELL(key=key, data=data, height=1, on_rung_change=_nothing)


def _nothing() -> None:
    """The rerun itself is the point."""

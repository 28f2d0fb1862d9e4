"""Dutch: the language of the page, and Streamlit's own English words where it gives no setting for them."""

from pathlib import Path

import streamlit as st

_DUTCH = st.components.v2.component(
    "sok_dutch",
    html="<i aria-hidden='true'>\n</i>",
    js=(Path(__file__).parent / "dutch" / "dutch.js").read_text(encoding="utf-8"),
)


def speak() -> None:
    """Let this page say that it is Dutch."""
    _DUTCH(key="dutch", height=1)

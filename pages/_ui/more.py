"""A long list on a page: what comes first, and the rest behind one button.

Streamlit looks through all it remembers for each box with text or choices, so twice as many rows take four
times as long: a page never draws them all unasked.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import streamlit as st

from sok_core import words

Row = TypeVar("Row")
FIRST = 8
FEW = 4  # so many more are drawn at once: a button for two rows helps nobody


def listed(rows: Sequence[Row], *, key: str, one: str, several: str, first: int = FIRST) -> Iterator[Row]:
    """Yield the first rows to draw, then all others when they are few or asked for; else draw a button.

    ``one`` and ``several`` are what a row is called: "thema" and "thema's".
    """
    rest = rows[first:]
    if len(rest) <= FEW or st.session_state.get(key):
        yield from rows
        return
    yield from rows[:first]
    label = f"Toon nog {words.count(len(rest), one, several)}"
    st.button(label, icon=":material/expand_more:", key=f"{key}_button", on_click=_show_all, args=(key,))


def _show_all(key: str) -> None:
    st.session_state[key] = True

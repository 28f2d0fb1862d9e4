"""Counts from paper: boxes with a number each, of which only what somebody changed is written.

A helper may count the same paper at another device meanwhile. What she wrote stays, unless it is typed over.
"""

from typing import Generic, TypeVar

import streamlit as st

from pages._ui import markdown

What = TypeVar("What")


class Counts(Generic[What]):
    """The boxes of one form, told apart by ``name``; once written down it begins anew with what is there."""

    def __init__(self, name: str) -> None:
        self._turn = f"{name}_turn"
        self._shown: dict[str, int] = st.session_state.setdefault(f"{name}_shown", {})
        self._typed: dict[What, int] = {}
        self._first: dict[What, int] = {}

    def box(self, what: What, label: str, *, there: int, most: int, key: str) -> None:
        """Show one box; ``there`` is what is written down now, in ``label`` people's own words stay text."""
        place = f"{key}_{st.session_state.get(self._turn, 0)}"
        if place not in st.session_state:
            self._shown[place] = there
        first = self._shown[place]
        self._first[what] = first
        self._typed[what] = int(st.number_input(markdown.label(label), 0, most, first, key=place))

    @property
    def changed(self) -> dict[What, int]:
        """What differs from what the form showed first."""
        return {what: count for what, count in self._typed.items() if count != self._first[what]}

    @property
    def total(self) -> int:
        """All that stands in the boxes."""
        return sum(self._typed.values())

    def begin_anew(self) -> None:
        """Let the next run show what is written down by then."""
        st.session_state[self._turn] = st.session_state.get(self._turn, 0) + 1

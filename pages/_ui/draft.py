"""Drafts: a form that keeps what somebody types, also when another saves the same meanwhile."""

from typing import Any, TypeVar

import streamlit as st

from pages._ui import feedback

T = TypeVar("T")


def begin(name: str, now: T) -> tuple[str, T]:
    """Return under which key a form keeps its boxes, and what it showed when it was begun.

    Both stay until ``end``; the boxes begin with what is returned, never with what another saved since.
    """
    key = f"{name}_{st.session_state.get(_turn(name), 0)}"
    before: T = st.session_state.setdefault(f"{key}_before", now)
    return key, before


def end(name: str) -> None:
    """Let the form begin anew with what is there now."""
    st.session_state[_turn(name)] = st.session_state.get(_turn(name), 0) + 1


def changed(name: str, before: Any, now: Any) -> None:
    """Say that another saved the same since this form was begun, with the way to what is there now."""
    if before == now:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("▲ Iemand anders veranderde dit net. Wat jij typte staat er nog.", width="stretch")
        if st.button("Laat zien wat er nu staat", key=f"{name}_anew"):
            end(name)
            feedback.again()


def _turn(name: str) -> str:
    return f"{name}_turn"

"""What a form showed when it was opened: so that what somebody else changed meanwhile is told, never lost."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st

from pages._ui import feedback, markdown
from sok_core import words
from sok_core.errors import Conflict

T = TypeVar("T")
BASE, TOLD, TURN = "seen_base", "seen_told", "seen_turn"


def base(key: str, now: T) -> T:
    """Return the row as the boxes of this form show it; ``now`` when it was just opened."""
    found: T = st.session_state.setdefault(f"{BASE}_{key}", now)
    return found


def told(key: str, now: T) -> T:
    """Return the row as the writer last heard of it."""
    found: T = st.session_state.setdefault(f"{TOLD}_{key}", base(key, now))
    return found


def tell(key: str, now: object) -> None:
    """Note that the writer heard what stands there now: saving again keeps what he typed."""
    st.session_state[f"{TOLD}_{key}"] = now


def turn(key: str) -> str:
    """Return under which name the boxes of this form are kept; a new name empties them."""
    return f"{key}_{st.session_state.get(f'{TURN}_{key}', 0)}"


def closed(key: str) -> None:
    """Note that the form is not on the page now: once it is there again it shows what there is then."""
    st.session_state.pop(f"{BASE}_{key}", None)
    st.session_state.pop(f"{TOLD}_{key}", None)


def renew(key: str) -> None:
    """Let the form open anew, with what there is then."""
    closed(key)
    st.session_state[f"{TURN}_{key}"] = st.session_state.get(f"{TURN}_{key}", 0) + 1


@contextmanager
def saving(key: str, now: object) -> Iterator[None]:
    """Save what was typed, and let the form open anew; a clash is told once, and then known (``now``)."""
    try:
        yield
    except Conflict:
        tell(key, now)
        raise
    renew(key)


def others_changed(key: str, changed: Mapping[str, str]) -> None:
    """Say by its label what is something else now than the writer heard; nothing when nothing is."""
    if not changed:
        return
    what = "; ".join(f"‘{label}’ is nu: {now}" for label, now in list(changed.items())[:3])
    with st.container(border=True):
        st.markdown(f"Iemand anders veranderde dit net. {words.ended(markdown.escape(what))}")
        if st.button("Neem dat over", key=f"take_{key}"):
            renew(key)
            feedback.again()


def changed(key: str, before: object, now: object) -> None:
    """Say that another saved the same since this form was opened, with the way to what is there now."""
    if before == now:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("▲ Iemand anders veranderde dit net. Wat jij typte staat er nog.", width="stretch")
        if st.button("Laat zien wat er nu staat", key=f"{key}_anew"):
            renew(key)
            feedback.again()

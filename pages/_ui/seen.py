"""What a form showed when it was opened: so that what somebody else changed meanwhile is told, never lost."""

from collections.abc import Mapping
from typing import Any, TypeVar

import streamlit as st

from pages._ui import feedback, markdown

T = TypeVar("T")
BASE, TURN = "seen_base", "seen_turn"


def base(key: str, now: T) -> T:
    """Return the row as the form with this key showed it first; ``now`` when it was just opened."""
    found: T = st.session_state.setdefault(f"{BASE}_{key}", now)
    return found


def turn(key: str) -> str:
    """Return under which name the boxes of this form are kept; a new name empties them."""
    return f"{key}_{st.session_state.get(f'{TURN}_{key}', 0)}"


def renew(key: str) -> None:
    """Let the form open anew, with what there is then."""
    st.session_state.pop(f"{BASE}_{key}", None)
    st.session_state[f"{TURN}_{key}"] = st.session_state.get(f"{TURN}_{key}", 0) + 1


def told(key: str, now: object) -> None:
    """Note that the writer heard what stands there now: saving again keeps what he typed."""
    st.session_state[f"{BASE}_{key}"] = now


def others_changed(key: str, now: Mapping[str, Any], labels: Mapping[str, str]) -> None:
    """Say what somebody else changed since this form was opened, with one button to take that over."""
    before: Mapping[str, Any] = base(key, now)
    changed = [name for name in labels if name in now and before.get(name) != now[name]]
    if not changed:
        return
    what = "; ".join(f"{labels[name]} is nu: {now[name] or 'niets'}" for name in changed[:3])
    with st.container(border=True):
        st.markdown(f"Iemand anders veranderde dit net. {markdown.escape(what)}.")
        if st.button("Neem dat over", key=f"take_{key}"):
            renew(key)
            feedback.again()

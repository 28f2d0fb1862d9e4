"""Two people at one form: what is typed stays, and what somebody else saved meanwhile is told."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import streamlit as st

from pages._ui import feedback, markdown
from sok_core import words
from sok_core.errors import Conflict

T = TypeVar("T")
MOST = 3


@dataclass(frozen=True)
class Form(Generic[T]):
    """One form. ``base`` is what its boxes opened with, ``heard`` what its writer knows of, ``now`` what is.

    ``key`` begins the keys of all its boxes.
    """

    key: str
    base: T
    heard: T
    now: T

    def is_saved(self, now: T) -> None:
        """Show from now on what there is."""
        _keep(self.key, now, now)

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Save what was typed; a conflict is said once, and saving again keeps what was typed."""
        try:
            yield
        except Conflict:
            _keep(self.key, self.base, self.now)
            raise

    def tell(
        self, boxes: Mapping[str, Any], changed: Mapping[str, tuple[str, str]], *, take: str = "Neem dat over"
    ) -> None:
        """Say what somebody else changed: its label and what is there now; one tap takes it over.

        ``boxes`` is what each box would hold then, by the end of its key.
        """
        if not changed:
            return
        several = list(changed.values())
        what = "; ".join(f"{label} is nu: {there}" for label, there in several[:MOST])
        more = f"; en nog {len(several) - MOST}" if len(several) > MOST else ""
        with st.container(border=True):
            st.markdown(f"Iemand anders veranderde dit net. {words.ended(markdown.escape(what + more))}")
            if st.button(take, key=f"take_{self.key}"):
                for field in changed:
                    st.session_state[f"{self.key}_{field}"] = boxes[field]
                self.is_saved(self.now)
                feedback.again()


def form(key: str, now: T, *, first: str) -> Form[T]:
    """Return a form that opens with what there is; ``first`` is the end of the key of one of its boxes."""
    if f"{key}_{first}" not in st.session_state:  # it was just opened
        _keep(key, now, now)
    base, heard = st.session_state[_name(key)]
    return Form(key, base, heard, now)


def _keep(key: str, base: T, heard: T) -> None:
    st.session_state[_name(key)] = (base, heard)


def _name(key: str) -> str:
    return f"together_{key}"

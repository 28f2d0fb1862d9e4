"""Feedback: an error of ours becomes one Dutch sentence; a stranger's is logged under a number."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import RerunException, StopException

from pages._ui import markdown
from sok_core import words
from sok_core.errors import SokError

LOG = logging.getLogger("sok")
PENDING = "_pending_toast"


def say(error: SokError) -> None:
    """Say what is wrong, and how to mend it; what people typed is shown as it is."""
    values = {
        name: markdown.escape(one) if isinstance(one, str) else one for name, one in error.values.items()
    }
    st.warning(words.sentence(SokError(error.code, **values)))


@contextmanager
def show() -> Iterator[None]:
    """Say what went wrong inside this block; the page goes on, and nothing that was typed is lost."""
    try:
        yield
    except SokError as error:
        say(error)
    except (RerunException, StopException):
        raise
    except Exception:  # the only broad except of the house
        number = secrets.token_hex(3)
        LOG.exception("onverwachte fout %s", number)
        st.error(f"Er ging iets mis. Wat je al had, is bewaard. Noem nummer {number} als je om hulp vraagt.")


def again() -> NoReturn:
    """Draw anew after an act: this fragment, or the whole page when that is what runs."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()


def toast_after_rerun(text: str) -> None:
    """Say that something worked, after the page has been drawn anew."""
    st.session_state[PENDING] = text


def show_pending_toast() -> None:
    """Show what ``toast_after_rerun`` kept."""
    text = st.session_state.pop(PENDING, None)
    if text:
        st.toast(text)

"""Who may read something, and who writes it."""

import streamlit as st

from pages._ui import door
from sok_core import words
from sok_core.model import Reader


def choice(label: str, default: Reader = Reader.FACILITATOR, *, key: str) -> Reader:
    """Ask who may read something; only the facilitator, unless somebody chooses more."""
    chosen = st.segmented_control(
        label,
        list(Reader),
        default=default,
        required=True,
        format_func=words.READERS.__getitem__,
        key=key,
    )
    return chosen or default


def writer(here: door.Here) -> str:
    """Return as whom this visitor writes, by function."""
    role = words.ROLES[here.visitor.role] if here.visitor.role else ""
    return here.visitor.label or role

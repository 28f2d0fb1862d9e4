"""Who may read something, and who writes it."""

import streamlit as st

from pages._ui import door
from sok_core import words
from sok_core.model import Reader

OPINIONS = "▲ In dit bestand staan meningen over partijen. Stuur het niet door en leg het niet op tafel."


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


def of_a_file(here: door.Here, label: str, *, key: str) -> Reader:
    """Ask for whom a file is, of those that this visitor may read as; everybody, unless he chooses less."""
    readers = [one for one in reversed(Reader) if here.visitor.reader.may_read(one)]
    chosen = st.selectbox(label, readers, format_func=_for_whom, key=key) or Reader.TABLE
    if chosen is not Reader.TABLE:
        st.markdown(OPINIONS)
    return chosen


def _for_whom(reader: Reader) -> str:
    return "iedereen aan tafel" if reader is Reader.TABLE else words.READERS[reader]


def writer(here: door.Here) -> str:
    """Return as whom this visitor writes, by function."""
    role = words.ROLES[here.visitor.role] if here.visitor.role else ""
    return here.visitor.label or role

"""The way to one moment (?moment=6), from everywhere; and how it is called in a line."""

import streamlit as st

from pages._ui import commitment_link, door, markdown
from sok_core import words
from sok_core.model import CheckIn, Meeting

ADDRESS = "moment"
PART = {"deel": "momenten"}


def link(here: door.Here, one: CheckIn) -> None:
    """The way to a moment, under its title."""
    query = {door.DOSSIER: here.slug, **PART, ADDRESS: str(one.id)}
    st.page_link(commitment_link.PAGE, label=markdown.label(one.title), icon="", query_params=query)


def whole(here: door.Here) -> None:
    """The way back to all moments."""
    query = {door.DOSSIER: here.slug, **PART}
    st.page_link(
        commitment_link.PAGE, label="Alle momenten", icon=":material/arrow_back:", query_params=query
    )


def when(one: CheckIn | Meeting) -> str:
    """Return when and where it is: "donderdag 14 januari 2027, 13:30 tot 15:00, De Spil"."""
    times = " tot ".join(filter(None, (words.clock_time(one.starts_at), words.clock_time(one.ends_at))))
    return ", ".join(filter(None, (words.day(one.date, with_year=True), times, one.place)))

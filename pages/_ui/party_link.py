"""The way to the card of a party, and to the form of a talk with it."""

import streamlit as st

from pages._ui import door, markdown
from sok_core.model import Party

PAGE = "stap_1_verkenning.py"
ADDRESS, WITH = "partij", "met"


def link(here: door.Here, one: Party, *, label: str = "") -> None:
    """The way to the card of a party."""
    query = {door.DOSSIER: here.slug, ADDRESS: str(one.id)}
    st.page_link(PAGE, label=markdown.escape(label or one.name), icon="", query_params=query)


def talk(here: door.Here, one: Party, *, label: str = "Schrijf een gesprek op") -> None:
    """The way to the form of a talk, with this party filled in."""
    query = {door.DOSSIER: here.slug, "deel": "gesprekken", WITH: str(one.id)}
    st.page_link(PAGE, label=label, icon=":material/edit_note:", query_params=query)

"""The way to one article of the agreement (?artikel=5.3), from everywhere."""

import streamlit as st

from pages._ui import door, markdown
from sok_core import words

PAGE = "stap_5_ondertekenen.py"
ADDRESS = "artikel"
PART = {"deel": "tekst"}


def link(here: door.Here, number: str, *, label: str = "") -> None:
    """The way to an article, under its number unless a ``label`` says more."""
    query = {door.DOSSIER: here.slug, **PART, ADDRESS: number}
    st.page_link(PAGE, label=markdown.label(label or f"Artikel {number}"), icon="", query_params=query)


def whole(here: door.Here) -> None:
    """The way back to the whole text."""
    query = {door.DOSSIER: here.slug, **PART}
    st.page_link(PAGE, label="Hele tekst", icon=":material/arrow_back:", query_params=query)


def hand(here: door.Here) -> str:
    """Return by which function somebody writes here."""
    role = words.ROLES[here.visitor.role] if here.visitor.role else ""
    return here.visitor.label or role

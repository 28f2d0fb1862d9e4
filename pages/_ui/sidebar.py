"""The sidebar: the name of the neighbourhood and the way to every page that this visitor may see."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from pages._ui import door, markdown, shelf
from sok_core.access import Right, Visitor
from sok_core.errors import SokError
from sok_core.model import Dossier
from sok_core.web import running

FOR_FACILITATORS = {"regie", "scherm", "beheer"}
LOGO = Path(__file__).parents[1] / "static" / "tafel.svg"
WITHOUT_DOSSIER = {"", "beheer"}


def show(pages: Mapping[str, Sequence[Page]], slug: str | None) -> None:
    """Draw the sidebar; whoever may see nothing gets none."""
    dossier = _dossier(slug)
    who = door.visitor(dossier.uuid if dossier else None)
    if not who.may(Right.READ) and (dossier is not None or not shelf.visible(is_facilitator=False)):
        return
    st.logo(LOGO, size="large")
    with st.sidebar:
        st.markdown("**SOK-tafel**" + (f"  \n:gray[{markdown.escape(dossier.name)}]" if dossier else ""))
        for title, group in pages.items():
            _group(title, [page for page in group if _is_for(page, who, dossier)], dossier)
        st.space("small")
        st.html("<a href='/deur' style='color:inherit'>Wissel of log uit</a>")


def _dossier(slug: str | None) -> Dossier | None:
    try:
        return running.current().shelf.dossier(slug) if slug else None
    except SokError:
        return None


def _is_for(page: Page, who: Visitor, dossier: Dossier | None) -> bool:
    if dossier is None and page.url_path not in WITHOUT_DOSSIER:
        return False
    return who.may(Right.RUN) or page.url_path not in FOR_FACILITATORS


def _group(title: str, pages: Sequence[Page], dossier: Dossier | None) -> None:
    if not pages:
        return
    if title:
        st.markdown(f":gray[**{title}**]")
    for page in pages:
        st.page_link(page, query_params={door.DOSSIER: dossier.slug} if dossier else None)

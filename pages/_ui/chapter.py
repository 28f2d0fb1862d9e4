"""Chapters of the agreement, and what kind of document it is."""

import streamlit as st

from pages._ui import door, feedback, markdown, seen
from sok_core import agreement
from sok_core import chapter as rules
from sok_core.clause_text import NAMES
from sok_core.model import Agreement, DocumentType, Section


def chapters(here: door.Here, known: Agreement) -> None:
    """Change the kind of document, its chapters, their titles and their order."""
    place = st.popover("Hoofdstukken", icon=":material/toc:", key="chapters", on_change="rerun")
    if not place.open:
        return
    with place, feedback.show():
        kind = st.selectbox(
            "Soort tekst",
            list(DocumentType),
            index=list(DocumentType).index(known.type),
            format_func=NAMES.__getitem__,
            key=f"kind_{known.type}",
        )
        if kind and kind is not known.type:
            st.markdown("Artikelen die er al staan, veranderen niet. Nieuwe zinnen krijgen andere woorden.")
            if st.button("Verander de soort", key="change_kind"):
                agreement.begin(here.store, type=kind)
                feedback.again()
        key, before = seen.turn("agreement_title"), seen.base("agreement_title", known.title)
        seen.changed("agreement_title", before, known.title)
        name = st.text_input(
            "Titel van de hele tekst",
            before,
            placeholder=NAMES[known.type],
            max_chars=agreement.MAX_TITLE,
            key=key,
        )
        if name.strip() != before and st.button("Bewaar de titel van de tekst", key="name_agreement"):
            agreement.name(here.store, title=name, before=before)
            seen.renew("agreement_title")
            feedback.again()
        titles = {Section(section): (number, title) for section, title, number in known.chapters}
        section = st.selectbox(
            "Welk hoofdstuk?",
            list(titles),
            format_func=lambda one: f"{titles[one][0]}. {titles[one][1]}",
            key=f"chapter_{len(titles)}",
        )
        one_chapter(here, section, titles[section][1])
        offered = rules.offered(known)
        if offered:
            usual = agreement.SECTIONS[known.type]
            more = st.selectbox(
                "Nog een hoofdstuk",
                offered,
                index=None,
                format_func=lambda one: agreement.TITLES[one] + ("" if one in usual else " (mag ook)"),
                placeholder="Kies",
                key=f"chapter_more_{len(titles)}",
            )
            if more and st.button("Zet het erbij", key="add_chapter"):
                rules.add(here.store, section=more)
                feedback.again()


def one_chapter(here: door.Here, section: Section, title: str) -> None:
    """The title of a chapter, its place, and the way out for an empty one."""
    typed = st.text_input("Titel", title, max_chars=rules.MAX_TITLE, key=f"title_{section}_{title}")
    with st.container(horizontal=True):
        if st.button("Bewaar de titel", key=f"rename_{section}"):
            rules.rename(here.store, section=section, title=typed)
            feedback.again()
        if st.button("Omhoog", key=f"up_{section}", icon=":material/arrow_upward:"):
            rules.move(here.store, section=section, is_up=True)
            feedback.again()
        if st.button("Omlaag", key=f"down_{section}", icon=":material/arrow_downward:"):
            rules.move(here.store, section=section, is_up=False)
            feedback.again()
        label = f"Haal ‘{markdown.escape(title)}’ weg"
        if st.button(label, key=f"remove_{section}", type="tertiary", icon=":material/delete:"):
            rules.remove(here.store, section=section)
            feedback.again()

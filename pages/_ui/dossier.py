"""A dossier as a whole: what is known about it, copy, hand over, check up, delete."""

import streamlit as st

from pages._ui import door, feedback, markdown
from sok_core import clock, dossier, words
from sok_core.store.health import examine
from sok_core.web import running


def details(here: door.Here) -> None:
    """Whom to ask for help, the Wi-Fi for on the screen, and how long all this is kept."""
    known = here.dossier
    with st.form("details", enter_to_submit=False):
        contact = st.text_area(
            "Bij wie vraag je hulp?",
            known.contact,
            key="contact",
            max_chars=300,
            placeholder="Naam en telefoonnummer",
        )
        left, right = st.columns(2)
        wifi = left.text_input("Naam van de wifi in de zaal", known.wifi_name, key="wifi_name", max_chars=32)
        word = right.text_input(
            "Wachtwoord van de wifi", known.wifi_password, key="wifi_password", max_chars=63
        )
        st.markdown(
            ":gray[De wifi staat op het scherm als jij dat kiest. Iedereen in de zaal leest dan mee.]"
        )
        until = st.date_input(
            "Tot wanneer bewaren jullie dit dossier?",
            known.retention_until,
            key="retention",
            format="DD-MM-YYYY",
        )
        st.markdown(":gray[Er gaat niets vanzelf weg. Na deze dag herinneren we je eraan.]")
        if st.form_submit_button("Bewaar", type="primary", key="save_details"):
            with feedback.show():
                dossier.describe(
                    here.store, contact=contact, retention_until=until, wifi_name=wifi, wifi_password=word
                )
                feedback.toast_after_rerun("Bewaard.")
                st.rerun()


def rename(here: door.Here) -> None:
    """Another name, which also becomes the name of the file and of the address."""
    with st.form("rename", border=False, enter_to_submit=False):
        name = st.text_input("Naam van de wijk", here.dossier.name, key="new_name", max_chars=60)
        st.markdown(":gray[Het adres van de pagina's verandert mee. Codes en links blijven werken.]")
        if st.form_submit_button("Hernoem", key="rename"):
            with feedback.show():
                store = running.current().shelf.rename(here.slug, name)
                running.current().hub.drop(here.slug)
                feedback.toast_after_rerun(f"Dit dossier heet nu {name.strip()}.")
                door.go("beheer.py", d=store.slug)


def copy(here: door.Here) -> None:
    """A second dossier with the same contents and an identity of its own."""
    with st.form("copy", border=False, enter_to_submit=False):
        name = st.text_input(
            "Naam van de kopie", f"{here.dossier.name} (kopie)", key="copy_name", max_chars=60
        )
        st.markdown(":gray[De kopie krijgt nieuwe codes. Links van het kernteam gelden er niet.]")
        if st.form_submit_button("Kopieer", key="copy"):
            with feedback.show():
                store = running.current().shelf.copy(here.slug, name)
                feedback.toast_after_rerun(f"Je bent nu in de kopie: {name.strip()}.")
                door.go("beheer.py", d=store.slug)


def hand_over(here: door.Here) -> None:
    """Give the dossier to somebody else, with a mark that he goes on with it."""
    known = here.dossier
    if known.handed_over_at:
        day = words.day(clock.local(known.handed_over_at).date(), with_year=True)
        st.markdown(f"Overgedragen aan **{markdown.escape(known.handed_over_to)}** op {day}.")
        with st.container(horizontal=True):
            st.link_button("Download het pakket", f"/download/{here.slug}/overdracht", type="primary")
            if st.button("Neem terug", key="take_back"):
                with feedback.show():
                    dossier.take_back(here.store)
                    st.rerun()
        return
    with st.form("hand_over", border=False, enter_to_submit=False):
        to = st.text_input("Aan wie?", key="hand_over_to", max_chars=80, placeholder="Naam en organisatie")
        st.markdown(":gray[Daarna staat hier dat een ander ermee verder werkt. Je kunt het blijven lezen.]")
        if st.form_submit_button("Draag over", key="hand_over"):
            with feedback.show():
                dossier.hand_over(here.store, to=to, now=clock.now())
                st.rerun()


def check_up(slugs: list[str]) -> None:
    """Look whether the files are sound."""
    st.markdown(":gray[We kijken of het bestand heel is. Er verandert niets.]")
    if st.button("Controleer", key="check_up"):
        with feedback.show():
            found = examine(running.current().shelf, slugs)
            for finding in found:
                st.warning(f"{finding.slug}: {finding.text}")
            if not found:
                st.success("Alles is in orde.")


def delete(here: door.Here) -> None:
    """Delete this dossier, after its name has been typed."""
    kept = running.current().shelf.backups_of(here.slug)
    st.markdown(
        f"Je verwijdert **{markdown.escape(here.dossier.name)}** voorgoed, met alle briefjes en besluiten. "
        "Codes en links werken daarna niet meer."
    )
    with st.form("delete", border=False, enter_to_submit=False):
        typed = st.text_input(f"Typ de naam: {markdown.escape(here.dossier.name)}", key="delete_name")
        also = bool(kept) and st.checkbox(
            f"Verwijder ook {words.count(len(kept), 'back-up', 'back-ups')} op deze computer",
            key="delete_backups",
        )
        if not st.form_submit_button("Verwijder voorgoed", key="delete"):
            return
    if typed.strip() != here.dossier.name:
        st.warning(f"Typ precies de naam: {markdown.escape(here.dossier.name)}. Er is niets verwijderd.")
        return
    with feedback.show():
        remove(here, also_backups=also)
        feedback.toast_after_rerun(f"{here.dossier.name} is verwijderd.")
        st.switch_page("start.py")


def remove(here: door.Here, *, also_backups: bool) -> None:
    """Delete the file, and end whatever led to it."""
    current = running.current()
    kept = current.shelf.backups_of(here.slug) if also_backups else []
    current.shelf.delete(here.slug)
    current.hub.drop(here.slug)
    current.house.forget_dossier(here.dossier.uuid, now=clock.now())
    for path in kept:
        path.unlink(missing_ok=True)

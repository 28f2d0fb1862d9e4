"""Behind the scenes: backups, details, who may come in, and what happens to the dossier as a whole."""

import streamlit as st

from pages._ui import access, backup, door, dossier, machine, markdown, meeting, wifi
from sok_core import clock, words
from sok_core.access import Right
from sok_core.web import running

BACKUP, DETAILS, ACCESS, MORE, MACHINE = "Back-up", "Gegevens", "Toegang", "Meer", "Deze computer"

if door.slug() is None:
    who = door.enter_house(Right.RUN)
    sections = [MACHINE]
    st.title("Beheer van deze computer", anchor=False)
else:
    here = door.enter(Right.RUN)
    who = here.visitor
    sections = [BACKUP, DETAILS, ACCESS, MORE] + [MACHINE] * access.is_of_the_machine()
    st.title("Beheer", anchor=False)
    st.markdown(f":gray[Dossier: {markdown.escape(here.dossier.name)}]")
    until = here.dossier.retention_until
    if until and until < clock.today(clock.now(), here.dossier.reference_date):
        st.warning(f"Jullie bewaren dit dossier tot {words.day(until, with_year=True)}. Die dag is voorbij.")

access.wants_passphrase()
asked = st.query_params.get("deel", "")
section = asked if asked in sections else sections[0]
if len(sections) > 1:
    section = (
        st.pills(
            "Onderdeel", sections, default=section, required=True, key="deel", label_visibility="collapsed"
        )
        or section
    )

with st.container(width=820):
    if section == BACKUP:
        backup.backups(here)
        with st.expander("Bijeenkomsten en samenvattingen"):
            meeting.overview(here)

    if section == DETAILS:
        dossier.details(here)
        wifi.form(here, key="wifi")
        with st.container(border=True):
            dossier.contact_names(here)
        with st.expander("Geef het dossier een andere naam"):
            dossier.rename(here)

    if section == ACCESS:
        st.header("Links van het kernteam", anchor=False)
        access.invites(here)
        with st.expander("Wachtzin van het kernteam", expanded=not here.dossier.passphrase_hash):
            access.passphrase(here)
        with st.expander("Koppel een scherm"):
            access.screen_code(here)
        with st.expander("Maak een eenmalige link"):
            access.one_time_links(here)
        with st.expander("Bekijk wie er is ingelogd"):
            access.devices(here.dossier.uuid, who.login_id)

    if section == MORE:
        with st.expander("Draag het dossier over"):
            dossier.hand_over(here)
        if access.is_of_the_machine():
            with st.expander("Maak een kopie van het dossier"):
                dossier.copy(here)
        with st.expander("Controleer het bestand"):
            dossier.check_up([here.slug])
        with st.expander("Verwijder het dossier"):
            dossier.delete(here)

    if section == MACHINE:
        st.header("Dossiers op deze computer", anchor=False)
        machine.dossiers()
        with st.expander("Haal een dossier binnen", expanded=door.slug() is None):
            machine.take_in()
        deleted = running.current().shelf.gone()
        if deleted:
            with st.expander("Haal een verwijderd dossier terug"):
                backup.deleted(deleted)
        with st.expander("Oefen met de voorbeeldwijk"):
            machine.fictional()
        with st.expander("Controleer alle dossiers"):
            dossier.check_up(running.current().shelf.slugs())
        with st.expander("Bekijk de begeleiders van deze computer"):
            access.devices(None, who.login_id)
            access.own_passphrase()

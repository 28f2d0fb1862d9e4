"""A dossier as a whole: what is known about it, copy, hand over, check up, delete."""

import streamlit as st

from pages._ui import door, feedback, markdown
from sok_core import clock, dossier, words
from sok_core.errors import Conflict
from sok_core.model import MeetingStatus
from sok_core.store import file
from sok_core.store.health import examine
from sok_core.web import running


def details(here: door.Here) -> None:
    """Whom to ask for help, and how long all this is kept."""
    known = here.dossier
    with st.form("details", enter_to_submit=False):
        contact = st.text_area(
            "Bij wie vraag je hulp?",
            known.contact,
            key="contact",
            max_chars=300,
            placeholder="Naam en telefoonnummer",
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
                    here.store,
                    contact=contact,
                    retention_until=until,
                    wifi_name=known.wifi_name,
                    wifi_password=known.wifi_password,
                )
                feedback.toast_after_rerun("Bewaard.")
                st.rerun()


def contact_names(here: door.Here) -> None:
    """Whether parties may have the name of a person; a function is enough, unless somebody chooses more."""
    st.header("Namen van mensen", anchor=False)
    if not here.dossier.has_contact_names:
        st.markdown(
            "Bij een partij staat een functie en geen naam. Zo kan een dossier rond zonder dat iemands "
            "gegevens meegaan. Hebben jullie namen echt nodig? Vraag die mensen dan eerst of het mag."
        )
        if st.button("Bewaar ook namen", key="keep_names"):
            with feedback.show():
                dossier.keep_contact_names(here.store, is_kept=True)
                feedback.toast_after_rerun("Bij elke partij is nu plaats voor een naam.")
                st.rerun()
        return
    st.markdown("Bij een partij mag een naam staan. Alleen wie in dit dossier komt, ziet die.")
    with st.popover("Stop met namen", key="ask_forget_names"):
        st.markdown("Alle namen bij partijen gaan weg. Functies blijven. Dit kun je niet terugdraaien.")
        if st.button("Haal de namen weg", key="forget_names"):
            with feedback.show():
                dossier.keep_contact_names(here.store, is_kept=False)
                feedback.toast_after_rerun("De namen zijn weg.")
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
                feedback.toast_after_rerun(f"Dit dossier heet nu {words.ended(name.strip())}")
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
                feedback.toast_after_rerun(f"Je bent nu in de kopie: {words.ended(name.strip())}")
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
    """Delete this dossier, after its name has been typed; during a meeting that is asked once more."""
    kept = running.current().shelf.remains_of(here.slug)
    going_on = meetings_going_on(here)
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
        is_sure = going_on is not None and ask_during(*going_on)
        if not st.form_submit_button("Verwijder voorgoed", key="delete"):
            return
    if typed.strip() != here.dossier.name:
        st.warning(
            f"Typ precies de naam: {words.ended(markdown.escape(here.dossier.name))} Er is niets verwijderd."
        )
        return
    with feedback.show():
        remove(here, also_backups=also, also_during_meeting=is_sure)
        feedback.toast_after_rerun(f"{here.dossier.name} is verwijderd.")
        st.switch_page("start.py")


def ask_during(title: str, phones: int) -> bool:
    """Say that a meeting is going on, and ask whether the dossier must go all the same."""
    st.warning(f"De bijeenkomst ‘{markdown.escape(title)}’ is nu bezig, met {many(phones)}.")
    return st.checkbox("Verwijder ook nu de bijeenkomst bezig is", key="delete_during")


def many(phones: int) -> str:
    """Return how many phones are connected, in words."""
    return f"{words.count(phones, 'telefoon', 'telefoons') if phones else 'geen telefoon'} verbonden"


def meetings_going_on(here: door.Here) -> tuple[str, int] | None:
    """Return the title of a meeting that is going on and how many phones are connected, None without one."""
    with here.store.read() as tables:
        found = [meeting for meeting in tables.meeting.all() if meeting.status is MeetingStatus.RUNNING]
    rooms = running.current().hub.rooms
    phones = sum(rooms[key].phones() for m in found if (key := (here.slug, m.id)) in rooms)
    return (found[-1].title, phones) if found else None


def remove(here: door.Here, *, also_backups: bool, also_during_meeting: bool = False) -> None:
    """Delete the file, and end whatever led to it; raises Conflict while a meeting is going on."""
    current, going_on = running.current(), meetings_going_on(here)
    if going_on is not None and not also_during_meeting:
        title, phones = going_on
        raise Conflict("dossier.in_meeting", title=markdown.escape(title), phones=many(phones))
    kept = current.shelf.remains_of(here.slug) if also_backups else []
    current.shelf.delete(here.slug)
    current.hub.drop(here.slug)
    current.house.forget_dossier(here.dossier.uuid, now=clock.now())
    for path in kept:
        file.remove(path)

"""Who may come in: passphrase, personal links, one-time links, a code for a screen, and who is inside now."""

from urllib.parse import quote

import streamlit as st

from pages._ui import door, feedback, markdown
from sok_core import access, clock, dossier, words
from sok_core.access import Right
from sok_core.address import short
from sok_core.model import Role
from sok_core.store.house import Login
from sok_core.web import door as web_door
from sok_core.web import running

ONE_TIME = {
    "Begeleider van dit dossier": Role.FACILITATOR,
    "Kernteam": Role.CORE_TEAM,
    "Scherm": Role.SCREEN,
}


def passphrase(here: door.Here) -> None:
    """The passphrase that the core team types after opening a personal link."""
    has_one = bool(here.dossier.passphrase_hash)
    if not has_one:
        st.warning("Er is nog geen wachtzin. Zonder wachtzin komt het kernteam niet binnen.")
    with st.form("passphrase", border=False, clear_on_submit=True, enter_to_submit=False):
        typed = st.text_input(
            "Nieuwe wachtzin van het kernteam" if has_one else "Wachtzin van het kernteam",
            type="password",
            key="passphrase_text",
            autocomplete="new-password",
            placeholder=f"Minstens {access.MIN_PASSPHRASE} tekens",
        )
        if st.form_submit_button("Bewaar de wachtzin", key="save_passphrase"):
            with feedback.show():
                dossier.set_passphrase(here.store, typed)
                feedback.toast_after_rerun("De wachtzin is bewaard. Zeg hem in het kernteam, mail hem niet.")
                st.rerun()


def invites(here: door.Here) -> None:
    """Personal links of the core team, by function and never by name."""
    st.markdown("Iedereen in het kernteam krijgt een eigen link. Noem de functie, geen naam.")
    house = running.current().house
    with st.form("invite", border=False, clear_on_submit=True, enter_to_submit=False):
        label = st.text_input(
            "Voor welke functie?", key="invite_label", max_chars=60, placeholder="Wijkmanager gemeente"
        )
        if st.form_submit_button("Maak een link", key="make_invite", type="primary"):
            with feedback.show():
                uuid = here.dossier.uuid
                key, invite = access.make_invite(house, dossier=uuid, label=label, now=clock.now())
                whom = markdown.escape(invite.label)
                show_once(web_door.invite_link(key), f"De link voor {whom} staat klaar")
    kept = house.invites(here.dossier.uuid)
    made = words.moments([invite.created_at for invite in kept])
    for invite, moment in zip(kept, made, strict=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{markdown.escape(invite.label)}** :gray[· gemaakt op {moment}]")
            if st.button("Trek in", key=f"withdraw_{invite.id}"):
                with feedback.show():
                    house.withdraw_invite(invite.id, now=clock.now())
                    feedback.toast_after_rerun(f"De link voor {invite.label} werkt niet meer.")
                    st.rerun()


def show_once(link: str, what: str) -> None:
    """Show a link that is kept nowhere."""
    st.success(f"{what}. Kopieer hem nu: we tonen hem één keer.")
    st.code(link, language=None, wrap_lines=True)


def screen_code(here: door.Here) -> None:
    """Six digits with which another computer becomes the screen."""
    st.markdown(
        f"Open op het scherm in de zaal **{short(running.current().address)}/deur**. Typ daar de koppelcode."
    )
    if st.button("Maak een koppelcode", key="pairing_code"):
        with feedback.show():
            house, uuid = running.current().house, here.dossier.uuid
            code = access.make_pairing_code(house, dossier=uuid, now=clock.now())
            st.metric("Koppelcode", f"{code[:3]} {code[3:]}")
            st.markdown(f"Hij werkt één keer, {access.PAIRING_MINUTES} minuten lang.")


def one_time_links(here: door.Here) -> None:
    """A link for one device, without a passphrase."""
    st.markdown(
        f"Wie de link opent, is binnen zonder wachtzin. Hij werkt één keer, {access.LINK_HOURS} uur lang."
    )
    choice = st.segmented_control(
        "Voor wie?", list(ONE_TIME), default="Kernteam", required=True, key="one_time_role"
    )
    if st.button("Maak een eenmalige link", key="one_time_link"):
        with feedback.show():
            key = access.make_link(
                running.current().house,
                role=ONE_TIME[choice or "Kernteam"],
                dossier=here.dossier.uuid,
                now=clock.now(),
            )
            show_once(web_door.start_link(key), "De link staat klaar")


def devices(uuid: str | None, own_login: str) -> None:
    """Who is logged in, on one dossier or (None) on the whole machine."""
    house, now = running.current().house, clock.now()
    found = [login for login in house.logins(uuid) if login.expires_at > now]
    if not found:
        st.markdown(":gray[Er is niemand ingelogd.]")
    since = words.moments([login.created_at for login in found])
    for login, moment in zip(found, since, strict=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(_line(login, moment))
            if login.id == own_login:
                st.badge("dit toestel", color="gray")
            elif st.button("Log uit", key=f"logout_{login.id}"):
                with feedback.show():
                    house.withdraw_login(login.id, now=now)
                    feedback.toast_after_rerun("Dat toestel is uitgelogd.")
                    st.rerun()


def _line(login: Login, moment: str) -> str:
    label = f" · {markdown.escape(login.label)}" if login.label else ""
    role = words.ROLES[login.role].capitalize()
    return f"**{role}**{label} :gray[· sinds {moment}]"


def own_passphrase() -> None:
    """The passphrase of the facilitator, for this machine."""
    if web_door.has_passphrase():
        st.markdown("Met jouw eigen wachtzin kom je op elk toestel binnen als begeleider van deze computer.")
        st.link_button("Wijzig mijn wachtzin", "/deur/wachtzin")


def wants_passphrase() -> None:
    """Remind the facilitator of the machine, calmly, that there is no passphrase yet."""
    if not is_of_the_machine() or web_door.has_passphrase():
        return
    goal = f"/beheer?{door.DOSSIER}={door.slug()}" if door.slug() else "/beheer"
    with st.container(horizontal=True, vertical_alignment="center", width=820):
        st.markdown(
            ":gray[Je hebt nog geen wachtzin. Daarmee kom je binnen zonder startlink.]", width="stretch"
        )
        st.link_button("Kies een wachtzin", f"/deur/wachtzin?naar={quote(goal, safe='/')}")


def is_of_the_machine() -> bool:
    """Whether the visitor runs the whole machine, and not one dossier only."""
    cookie = door.cookies().get(access.LOGIN_COOKIE, "")
    who = access.visitor(running.current().house, cookie, dossier=None, now=clock.now())
    return who.may(Right.RUN)

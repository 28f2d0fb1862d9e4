"""Helpers at the tables: a code for each device, which tables have one, and withdrawing it."""

import streamlit as st

from pages._ui import door, feedback
from sok_core import access, clock, words
from sok_core.access import Right
from sok_core.address import short
from sok_core.model import Meeting, MeetingStatus, Role
from sok_core.store.house import Login
from sok_core.web import running

LOOK_EVERY = "5s"  # a device that comes in changes nothing in the dossier, so no bell rings


def helpers(chosen: Meeting) -> None:
    """Everything about helpers of one meeting; after it there is nothing left to help with."""
    if chosen.status is MeetingStatus.CLOSED:
        st.markdown(":gray[De bijeenkomst is afgelopen. Een tafelhulp kan niets meer typen of lezen.]")
        return
    st.markdown(
        "**Zeg het, ik schrijf het op.** Een tafelhulp typt briefjes, nummers en stippen voor één tafel, op "
        "een eigen telefoon. Daarop is alleen deze bijeenkomst te zien, en niets wat jij verbergt."
    )
    left, right = st.columns(2, gap="medium")
    with left:
        new_code(chosen.id)
    with right:
        inside(chosen.id)


@st.fragment
def new_code(meeting_id: int) -> None:
    """A code for the device of one table, shown once and kept nowhere."""
    here = door.enter(Right.RUN)
    with st.form("helper_code", border=False, enter_to_submit=False):
        table = st.number_input("Tafel", 1, access.MOST_TABLE, key="helper_table")
        is_asked = st.form_submit_button("Maak een code", type="primary", key="make_helper_code")
    if not is_asked:
        return
    with feedback.show():
        code = access.make_helper_code(
            running.current().house,
            dossier=here.dossier.uuid,
            meeting_id=meeting_id,
            table=table,
            now=clock.now(),
        )
        st.metric(f"Code voor tafel {table}", f"{code[:3]} {code[3:]}")
        st.markdown(
            f"Open op de telefoon van de tafelhulp **{short(running.current().address)}/deur** en typ daar "
            f"de code. Hij werkt één keer, {access.PAIRING_MINUTES} minuten lang."
        )


@st.fragment(run_every=LOOK_EVERY)
def inside(meeting_id: int) -> None:
    """Which tables have a helper now, each with a way to withdraw her."""
    here = door.enter(Right.RUN)
    found = of_meeting(running.current().house.logins(here.dossier.uuid), meeting_id)
    if not found:
        st.markdown(":gray[Nog geen tafel heeft een tafelhulp.]")
        return
    since = words.moments([login.created_at for login in found])
    for login, moment in zip(found, since, strict=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**Tafel {login.table}** :gray[· sinds {moment.rpartition(', ')[2]}]")
            if st.button("Trek in", key=f"withdraw_helper_{login.id}"):
                with feedback.show():
                    running.current().house.withdraw_login(login.id, now=clock.now())
                    feedback.again()


def of_meeting(logins: list[Login], meeting_id: int) -> list[Login]:
    """Return the helpers of one meeting who are in now, by table."""
    now = clock.now()
    found = [one for one in logins if one.role is Role.HELPER and one.meeting_id == meeting_id]
    return sorted((one for one in found if one.expires_at > now), key=lambda one: (one.table, one.created_at))

"""Helpers at the tables: a code for each device, which tables have one, and withdrawing it."""

import streamlit as st

from pages._ui import door, feedback, pairing
from sok_core import access, clock
from sok_core.access import Right
from sok_core.model import Meeting, MeetingStatus, Role
from sok_core.web import running


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
        nobody = "Nog geen tafel heeft een tafelhulp."
        pairing.inside(chosen.id, Role.HELPER, name=lambda one: f"Tafel {one.table}", nobody=nobody)


@st.fragment
def new_code(meeting_id: int) -> None:
    """A code for the device of one table."""
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
        pairing.show_code(code, title=f"Code voor tafel {table}", whose="de tafelhulp")

"""The screen of the hall: what the facilitator chose, pushed."""

import streamlit as st

from pages._ui import board, door
from pages._ui import live as push
from sok_core import clock, meeting, sight
from sok_core.access import Right
from sok_core.sight import Audience
from sok_core.web import running

HANGS = "screen_hangs"


@st.fragment
def screen() -> None:
    """Show the meeting that goes on; another one that begins takes its place."""
    if st.session_state.get(HANGS) and door.is_gone():
        board.gone()  # deleted in mid-evening: the hall reads that on its wall, and sees no door
        return
    here = door.enter(Right.SHOW)
    with here.store.read() as tables:
        chosen = meeting.on_screen(tables.meeting.all(), now=clock.now())
        if chosen is not None:
            wall = tables.wall(chosen.id)
    push.dossier_bell(here, key="screen_bell")
    if chosen is None:
        st.title(here.dossier.name)
        st.markdown(
            "Er is nog geen bijeenkomst. Plan er een in de regie; dit scherm springt dan vanzelf aan."
        )
        return
    state = sight.state_for(Audience.HALL, wall, now=clock.now())
    st.session_state[HANGS] = True
    board.board(chosen, here.dossier, state=state, base_url=running.current().address)


screen()

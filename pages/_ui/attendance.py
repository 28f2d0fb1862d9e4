"""Who is here: parties by name, people only as a number."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import door, feedback, live
from sok_core import meeting, party
from sok_core.access import Right
from sok_core.store import Store

SAVED, TURN = "attendance_saved", "newcomer_turn"


@st.fragment
def attendance(meeting_id: int) -> None:
    """Tick the parties, count the people; nobody's name is asked."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        chosen = tables.meeting.get(meeting_id)
        parties = tables.party.all()
        present = tables.meeting.parties_present(meeting_id)
    with st.form("attendance", border=False, enter_to_submit=False):
        left, right = st.columns(2)
        residents = left.number_input(
            "Bewoners", 0, 9999, chosen.residents, step=1, placeholder="niet geteld"
        )
        organisations = right.number_input(
            "Organisaties", 0, 9999, chosen.organisations, step=1, placeholder="niet geteld"
        )
        names = {party.id: party.short_name for party in parties}
        ticked = st.pills(
            "Welke partijen zijn er?",
            list(names),
            selection_mode="multi",
            default=present,
            format_func=names.__getitem__,
            key=f"present_{meeting_id}_{'_'.join(map(str, present))}",  # what somebody else ticks comes in
        )
        if st.form_submit_button("Bewaar wie er zijn"):
            with feedback.show():
                meeting.count_people(
                    here.store, meeting_id=meeting_id, residents=residents, organisations=organisations
                )
                meeting.tick_parties(here.store, meeting_id=meeting_id, party_ids=ticked)
                st.session_state[SAVED] = (residents, organisations, sorted(ticked))
                feedback.again()
    if st.session_state.get(SAVED) == (chosen.residents, chosen.organisations, sorted(present)):
        st.success("Bewaard. Het scherm laat de aantallen zien.", icon=":material/check:")
    newcomer(here.store, meeting_id, present)
    live.dossier_bell(here, key="attendance_bell")


def newcomer(store: Store, meeting_id: int, present: Sequence[int]) -> None:
    """Write down a party that is not in the list yet; it is ticked at once."""
    turn = st.session_state.get(TURN, 0)  # a new turn is a new, empty box
    with st.form(f"newcomer_{turn}", border=False):
        name = st.text_input(
            "Wie is er nog meer?", placeholder="Naam van een partij", key=f"newcomer_{turn}_name"
        )
        if st.form_submit_button("Zet erbij"):
            with feedback.show():
                added = party.add(store, name=name)
                meeting.tick_parties(store, meeting_id=meeting_id, party_ids=[*present, added.id])
                st.session_state[TURN] = turn + 1
                feedback.again()

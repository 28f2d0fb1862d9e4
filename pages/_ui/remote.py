"""The facilitator's own phone as a remote: open it at once, or pair another with a code."""

import streamlit as st

from pages._ui import door, feedback, pairing
from sok_core import access, clock
from sok_core.access import Right
from sok_core.model import Meeting, MeetingStatus, Role
from sok_core.web import running


def remotes(chosen: Meeting) -> None:
    """Everything about remotes of one meeting; after it there is nothing left to steer."""
    if chosen.status is MeetingStatus.CLOSED:
        st.markdown(":gray[De bijeenkomst is afgelopen. Een afstandsbediening doet niets meer.]")
        return
    st.markdown(
        "**Loop rond, en bestuur de avond met je telefoon.** Vraag, fase, tijd, pauze, een briefje verbergen "
        "en een grote spreektijd. Het toestel bestuurt alleen deze bijeenkomst, en komt nergens anders in."
    )
    left, right = st.columns(2, gap="medium")
    with left:
        new_code(chosen.id)
        st.markdown("Ben je op dit toestel de begeleider? Dan heb je geen code nodig.")
        st.link_button(
            "Bestuur met dit toestel", f"/afstand/{chosen.code}", icon=":material/settings_remote:"
        )
    with right:
        nobody = "Nog geen telefoon is afstandsbediening."
        pairing.inside(chosen.id, Role.REMOTE, name=lambda _: "Afstandsbediening", nobody=nobody)


@st.fragment
def new_code(meeting_id: int) -> None:
    """A code for one phone."""
    here = door.enter(Right.RUN)
    if not st.button("Maak een code", type="primary", key="make_remote_code"):
        return
    with feedback.show():
        house, uuid = running.current().house, here.dossier.uuid
        code = access.make_remote_code(house, dossier=uuid, meeting_id=meeting_id, now=clock.now())
        pairing.show_code(code, title="Code voor een afstandsbediening", whose="wie de avond bestuurt")

"""What a phone sees now, beside the controls."""

import streamlit as st

from pages._ui import door, live
from sok_core import address, words
from sok_core.access import Right
from sok_core.web import qr, running


@st.fragment
def preview(meeting_id: int) -> None:
    """The phone page as a newcomer has it, drawn anew when something changes."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        situation = tables.situation(meeting_id)
        version = tables.dossier.revision()
    code = situation.meeting.code
    left, right = st.columns([1, 1])
    with left:
        live.bell(here, code, key="preview_bell", seconds=1.0)
        st.iframe(
            f"/live/{code}/telefoon?v={version}", width=392, height=640, alt="Zo ziet een telefoon het nu"
        )
    with right:
        url = f"{running.current().address}/m/{code}"
        st.markdown(f"Dit ziet een telefoon nu: {words.phase_meaning(situation.phase, situation.prompt)}")
        st.image(qr.svg(url), width=260, alt="QR-code naar de pagina voor telefoons")
        st.markdown(f"**{address.short(url)}**")

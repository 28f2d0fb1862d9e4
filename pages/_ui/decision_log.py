"""What was decided, over all meetings, the newest first."""

import streamlit as st

from pages._ui import decision, door, live, markdown, more
from sok_core import words
from sok_core.access import Right
from sok_core.model import DecisionKind

ALL = "Alles"


def show(_here: door.Here) -> None:
    """The part of the page with decisions."""
    log()


@st.fragment
def log() -> None:
    """Every decision, action and parked point with its day, who and how it stands."""
    here = door.enter(Right.READ)
    st.header("Wat is er besloten?", anchor=False)
    with here.store.read() as tables:
        found = list(reversed(tables.decision.all()))
        meetings = {one.id: one for one in tables.meeting.all()}
    kinds = {words.DECISION_KINDS[kind]: kind for kind in DecisionKind}
    asked = st.segmented_control(
        "Wat wil je zien?",
        [ALL, *kinds],
        default=ALL,
        required=True,
        key="log_kind",
        label_visibility="collapsed",
    )
    shown = [one for one in found if asked == ALL or one.kind is kinds.get(asked or "")]
    if not shown:
        st.markdown("Er is nog niets opgeschreven.")
    for one in more.listed(shown, key="all_decisions", one="regel", several="regels", first=20):
        day = words.date(meetings[one.meeting_id].date, with_year=True)
        who = [one.who] if one.who else []
        by = [f"voor {words.date(one.due, with_year=True)}"] if one.due else []
        told = " · ".join([words.DECISION_KINDS[one.kind], day, *who, *by])
        st.markdown(
            f"{decision.MARKS[one.status]} {markdown.escape(one.text)}  \n:gray[{markdown.escape(told)}]"
        )
    live.dossier_bell(here, key="decision_log_bell")

"""What was decided, over all meetings, the newest first."""

import datetime as dt

import streamlit as st

from pages._ui import decision, door, live, markdown, more
from sok_core import check_in_outcome, words
from sok_core.access import Right
from sok_core.check_in_outcome import Line
from sok_core.model import Decision, DecisionKind

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
        lines = check_in_outcome.every(tables)
    kinds = {words.DECISION_KINDS[kind]: kind for kind in DecisionKind}
    asked = st.segmented_control(
        "Wat wil je zien?",
        [ALL, *kinds],
        default=ALL,
        required=True,
        key="log_kind",
        label_visibility="collapsed",
    )
    days = {one.meeting_id: meetings[one.meeting_id].date for one in found}
    shown = [
        (days[one.meeting_id], row(one, days[one.meeting_id]))
        for one in found
        if asked == ALL or one.kind is kinds.get(asked or "")
    ]
    shown += [(line.on, came(line)) for line in lines if asked == ALL or line.kind is kinds.get(asked or "")]
    shown.sort(key=lambda each: each[0], reverse=True)
    if not shown:
        st.markdown("Er is nog niets opgeschreven.")
    for _, text in more.listed(shown, key="all_decisions", one="regel", several="regels", first=20):
        st.markdown(text)
    live.dossier_bell(here, key="decision_log_bell")


def row(one: Decision, on: dt.date) -> str:
    """One decision, action or parked point with its day, who and how it stands, in markdown."""
    who = [one.who] if one.who else []
    by = [f"voor {words.date(one.due, with_year=True)}"] if one.due else []
    told = " · ".join([words.DECISION_KINDS[one.kind], words.date(on, with_year=True), *who, *by])
    return f"{decision.MARKS[one.status]} {markdown.escape(one.text)}  \n:gray[{markdown.escape(told)}]"


def came(line: Line) -> str:
    """What came of a moment that was written down there, in markdown."""
    kind = [words.DECISION_KINDS[line.kind]] if line.kind else []
    told = " · ".join([*kind, line.check_in.title, words.date(line.on, with_year=True)])
    return f"● {markdown.escape(line.told)}  \n:gray[{markdown.escape(told)}]"

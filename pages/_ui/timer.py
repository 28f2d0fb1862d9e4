"""The timer: what the facilitator sees of it, and the buttons that set it."""

import datetime as dt
from pathlib import Path

import streamlit as st

from pages._ui import feedback
from sok_core import clock, meeting
from sok_core.model import Meeting
from sok_core.sight import milliseconds
from sok_core.store import Store

MINUTES = (3, 5, 10, 15, 20)

_CLOCK = st.components.v2.component(
    "sok_clock",
    html="<div><p class='naam'>Tijd</p><p class='tijd' role='timer'>–</p></div>",
    css=(
        ".naam{margin:0;font-size:1rem;color:var(--st-text-color)}\n"
        ".tijd{margin:0;font-size:2.4rem;line-height:1.25;font-weight:750;font-variant-numeric:tabular-nums}"
    ),
    js=(Path(__file__).parent / "clock" / "clock.js").read_text(encoding="utf-8"),
)


def face(chosen: Meeting, *, now: dt.datetime) -> None:
    """Show the time that is left; it runs by itself."""
    ends_at = milliseconds(chosen.timer_ends_at) if chosen.timer_ends_at else None
    _CLOCK(key="clock", width="content", data={"ends_at": ends_at, "now": milliseconds(now), "up": "00:00"})


def setting(store: Store, chosen: Meeting) -> None:
    """Start and stop the timer, and choose what its end means."""
    st.markdown("Zet de tijd op")
    with feedback.show():
        with st.container(horizontal=True, gap="small"):
            for minutes in MINUTES:
                if st.button(f"{minutes} min", key=f"start_{minutes}"):
                    start(store, chosen, minutes)
        with (
            st.form("other_minutes", border=False, enter_to_submit=False),
            st.container(horizontal=True, vertical_alignment="bottom"),
        ):
            other = st.number_input("Of zelf, in minuten", 1, meeting.MAX_TIMER_MINUTES, 7, key="minutes")
            if st.form_submit_button("Start"):
                start(store, chosen, other)
        if chosen.timer_ends_at is not None:
            change(store, chosen)
        locks = st.toggle(
            "Tijd is om = alleen lezen",
            value=chosen.timer_locks,
            key=f"locks_{chosen.id}_{chosen.timer_locks}",
            help="Als de tijd om is, kan niemand meer schrijven. Lezen kan altijd.",
        )
        if locks != chosen.timer_locks:
            meeting.set_lock(store, meeting_id=chosen.id, locks=locks)
            feedback.again()


def start(store: Store, chosen: Meeting, minutes: int) -> None:
    """Start the timer anew."""
    meeting.set_timer(store, meeting_id=chosen.id, minutes=minutes, now=clock.now())
    feedback.again()


def change(store: Store, chosen: Meeting) -> None:
    """Give everybody five minutes more, or stop the timer."""
    with st.container(horizontal=True):
        if st.button("5 minuten erbij", icon=":material/add:", key="five"):
            meeting.extend_timer(store, meeting_id=chosen.id, minutes=5, now=clock.now())
            feedback.again()
        if st.button("Stop de tijd", key="stop_timer"):
            meeting.set_timer(store, meeting_id=chosen.id, minutes=None, now=clock.now())
            feedback.again()

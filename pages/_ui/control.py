"""The control room while a meeting runs: what is on the screen now, and the newest notes."""

from typing import Literal

import streamlit as st

from pages._ui import door, feedback, live, markdown, note, timer
from sok_core import clock, meeting, words
from sok_core.access import Right
from sok_core.model import Meeting, MeetingStatus, Phase, Prompt, ScreenView, Situation
from sok_core.store import Store
from sok_core.web import running

NEWEST = 7
ENDING = "is_ending"


@st.fragment
def now(meeting_id: int) -> None:
    """The card of what is on now; only this part is drawn anew when something happens in the hall."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        situation = tables.situation(meeting_id)
        prompts = tables.prompt.of(meeting_id)
    presence(here.store, situation.meeting)
    with st.container(border=True):
        now_card(here.store, situation, prompts)
        live.bell(situation.meeting.code, key="now_bell")


@st.fragment
def newest(meeting_id: int) -> None:
    """The newest notes under the question on the screen."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        situation = tables.situation(meeting_id)
        notes = tables.note.newest(situation.prompt.id, limit=NEWEST) if situation.prompt else []
    note.newest(here.store, notes)
    live.bell(situation.meeting.code, key="newest_bell")


def presence(store: Store, chosen: Meeting) -> None:
    """Say whether the screen is on and how many phones are here."""
    room = running.current().hub.rooms.get((store.slug, chosen.id))
    screens, phones = (room.screens, room.phones()) if room else (0, 0)
    with st.container(horizontal=True, vertical_alignment="center"):
        if not screens:
            st.link_button(
                "Open het scherm", f"/scherm?d={store.slug}", icon=":material/cast:", type="tertiary"
            )
        if screens:
            st.badge("● Scherm aan", color="green")
        else:
            st.badge("○ Scherm uit", color="gray")
        st.badge(f"● {words.count(phones, 'telefoon', 'telefoons')}", color="green" if phones else "gray")


def now_card(store: Store, situation: Situation, prompts: list[Prompt]) -> None:
    """Show the question, its phase and the acts of the moment."""
    chosen, prompt = situation.meeting, situation.prompt
    st.markdown(f":gray[{_eye(situation)}]")
    st.header(markdown.escape(prompt.text) if prompt else "Kies de eerste vraag", anchor=False)
    if prompt:
        phase_control(store, chosen, prompt)
    with st.container(horizontal=True, gap="medium"):
        timer.face(chosen, now=clock.now())
        st.metric("Briefjes", situation.note_count, width="content")
        st.metric("Verborgen", situation.hidden_count, width="content")
    with st.container(horizontal=True):
        main_acts(store, situation, prompts)
        with st.popover("Meer", icon=":material/more_horiz:"):
            more(store, situation, prompts)


def _eye(situation: Situation) -> str:
    chosen, prompt = situation.meeting, situation.prompt
    if chosen.screen is ScreenView.PAUSE:
        return "Het scherm staat op pauze"
    if chosen.screen is ScreenView.WIFI:
        return "Op het scherm staat de wifi"
    if prompt is None or chosen.screen is ScreenView.WELCOME:
        return "Op het scherm staat het welkom, met de QR-code"
    return f"Nu op het scherm · vraag {prompt.position} van {situation.prompt_count}"


def phase_control(store: Store, chosen: Meeting, prompt: Prompt) -> None:
    """Choose the phase; any order is right."""
    phase = st.segmented_control(
        "Fase",
        list(Phase),
        default=prompt.phase,
        format_func=words.PHASES.__getitem__,
        required=True,
        key=f"phase_{prompt.id}_{prompt.phase}",
        width="stretch",
    )
    st.markdown(f":gray[{words.PHASE_MEANINGS[prompt.phase]}]")
    if phase and phase != prompt.phase:
        with feedback.show():
            meeting.set_phase(store, meeting_id=chosen.id, phase=phase, now=clock.now())
            feedback.again()


def main_acts(store: Store, situation: Situation, prompts: list[Prompt]) -> None:
    """The few acts that the evening is led with."""
    chosen = situation.meeting
    following = meeting.next_question(prompts, chosen.prompt_id)
    label = "Eerste vraag" if chosen.prompt_id is None else "Volgende vraag"
    is_on_screen = chosen.screen is ScreenView.QUESTION or situation.prompt is None
    kind: Literal["primary", "secondary"] = "primary" if is_on_screen else "secondary"
    with feedback.show():
        if following and st.button(label, type=kind, key="next_question"):
            meeting.show_question(store, prompt_id=following.id, phase=Phase.OPEN)
            feedback.again()
        if is_on_screen:
            if st.button("Pauze op scherm", icon=":material/pause:", key="pause"):
                meeting.show(store, meeting_id=chosen.id, screen=ScreenView.PAUSE)
                feedback.again()
        elif st.button("Vraag op scherm", icon=":material/play_arrow:", type="primary", key="unpause"):
            meeting.show(store, meeting_id=chosen.id, screen=ScreenView.QUESTION)
            feedback.again()
        if sheets_of(store, situation) > 1:
            turn_sheet(store, chosen, sheets_of(store, situation))
        else:
            five_minutes(store, chosen)


def five_minutes(store: Store, chosen: Meeting) -> None:
    """Give everybody five minutes more."""
    if st.button("5 minuten", icon=":material/add:", key="five", help="Vijf minuten erbij op de klok"):
        meeting.extend_timer(store, meeting_id=chosen.id, minutes=5, now=clock.now())
        feedback.again()


def sheets_of(store: Store, situation: Situation) -> int:
    """Return how many sheets the wall takes on the screen, as the screen itself told."""
    room = running.current().hub.rooms.get((store.slug, situation.meeting.id))
    return room.sheets if room and situation.phase.is_shared else 1


def turn_sheet(store: Store, chosen: Meeting, last: int) -> None:
    """Turn to the next sheet; after the last comes the first."""
    following = min(chosen.sheet, last) % last + 1
    label = f"Blad {following} van {last}"
    if st.button(label, icon=":material/auto_stories:", key="sheet", help="Draai het blad op het scherm"):
        meeting.turn_sheet(store, meeting_id=chosen.id, to=following)
        feedback.again()


def more(store: Store, situation: Situation, prompts: list[Prompt]) -> None:
    """Everything that is needed now and then."""
    chosen = situation.meeting
    summary_link(store.slug, chosen)
    with feedback.show():
        if sheets_of(store, situation) > 1:
            five_minutes(store, chosen)
        other = st.selectbox(
            "Een andere vraag op het scherm",
            prompts,
            format_func=lambda p: f"{p.position}. {p.text}",
            key="other",
        )
        if other and st.button("Zet op scherm", key="show_other"):
            meeting.show_question(store, prompt_id=other.id)
            feedback.again()
    timer.setting(store, chosen)
    with feedback.show():
        dense = st.toggle(
            "Veel briefjes: kleiner op een groot scherm",
            value=chosen.is_dense,
            key=f"dense_{chosen.is_dense}",
        )
        if dense != chosen.is_dense:
            meeting.set_dense(store, meeting_id=chosen.id, is_dense=dense)
            feedback.again()
        with st.container(horizontal=True):
            if st.button("Wifi op scherm", icon=":material/wifi:", key="wifi"):
                meeting.show(store, meeting_id=chosen.id, screen=ScreenView.WIFI)
                feedback.again()
            if st.button("Welkom op scherm", icon=":material/waving_hand:", key="welcome"):
                meeting.show(store, meeting_id=chosen.id, screen=ScreenView.WELCOME)
                feedback.again()
    end(store, chosen)


def end(store: Store, chosen: Meeting) -> None:
    """Close the evening; asks once."""
    if not st.session_state.get(ENDING):
        if st.button("Sluit de avond", icon=":material/door_front:", key="end"):
            st.session_state[ENDING] = True
            feedback.again()
        return
    st.markdown("Daarna kan niemand nog schrijven. Telefoons zien een bedankje.")
    with st.container(horizontal=True):
        if st.button("Ja, sluit de avond", type="primary", key="end_sure"):
            st.session_state.pop(ENDING)
            with feedback.show():
                meeting.close(store, meeting_id=chosen.id, now=clock.now())
                door.go("regie.py", m=str(chosen.id))
        if st.button("Toch niet", key="end_not"):
            st.session_state.pop(ENDING)
            feedback.again()


def before_or_after(here: door.Here, chosen: Meeting, open_actions: int) -> None:
    """A planned meeting can begin; a closed one gives its summary and the plan of the next."""
    if chosen.status is MeetingStatus.PLANNED:
        st.markdown("Deze bijeenkomst is gepland. Begin je, dan kunnen telefoons meedoen.")
        with st.container(horizontal=True), feedback.show():
            if st.button("Begin de avond", type="primary", icon=":material/arrow_forward:"):
                meeting.begin(here.store, meeting_id=chosen.id, now=clock.now())
                st.rerun()
            st.link_button("Open het scherm", f"/scherm?d={here.slug}", icon=":material/cast:")
        return
    st.markdown(
        f"Deze bijeenkomst is afgelopen. Er staan nog {words.count(open_actions, 'punt', 'punten')} open."
    )
    with st.container(horizontal=True), feedback.show():
        summary_link(here.slug, chosen, is_primary=True)
        if st.button("Plan de volgende", icon=":material/event:"):
            door.go("regie.py", plan=chosen.step)
        with st.popover("Meer", icon=":material/more_horiz:"):
            st.markdown(
                "Open je de bijeenkomst opnieuw, dan kunnen mensen weer schrijven. "
                "Hun eerdere briefjes kunnen zij niet meer wijzigen."
            )
            if st.button("Open opnieuw"):
                meeting.begin(here.store, meeting_id=chosen.id, now=clock.now())
                st.rerun()


def summary_link(slug: str, chosen: Meeting, *, is_primary: bool = False) -> None:
    """The one button for the summary; also in mid-meeting."""
    st.link_button(
        "Download de samenvatting",
        f"/download/{slug}/samenvatting/{chosen.id}",
        icon=":material/download:",
        type="primary" if is_primary else "secondary",
    )

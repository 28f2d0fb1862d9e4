"""The control room while a meeting runs: what is on the screen now, and the newest notes."""

from typing import Literal

import streamlit as st

from pages._ui import (
    check_in_agenda,
    door,
    feedback,
    live,
    markdown,
    mention,
    note,
    role_card,
    timer,
    value_score_card,
)
from sok_core import clock, meeting, words
from sok_core.access import Right
from sok_core.model import Meeting, Phase, Prompt, PromptKind, ScreenView, Situation
from sok_core.store import Store
from sok_core.web import running

NEWEST = 7
KIND = "_kind_of_question_{}"
WITH_OWN_BOXES = (PromptKind.NETWORK, PromptKind.ROLES, PromptKind.VALUES)  # on paper, and as the newest


@st.fragment
def now(meeting_id: int) -> None:
    """The card of what is on now; only this part is drawn anew when something happens in the hall."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        situation = tables.situation(meeting_id)
        prompts = tables.prompt.of(meeting_id)
    with st.container(border=True):
        now_card(here.store, situation, prompts)
        live.bell(here, situation.meeting.code, key="now_bell", has_presence=True)
    follow(situation)


def follow(situation: Situation) -> None:
    """Draw the whole page anew when another kind of question is on: the boxes around it are for that kind."""
    key, prompt = KIND.format(situation.meeting.id), situation.prompt
    kind = prompt.kind if prompt and prompt.kind in WITH_OWN_BOXES else None
    before = st.session_state.get(key, kind)
    st.session_state[key] = kind
    if before != kind:
        st.rerun()


@st.fragment
def newest(meeting_id: int) -> None:
    """The newest notes under the question on the screen."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        situation = tables.situation(meeting_id)
        notes = tables.note.newest(situation.prompt.id, limit=NEWEST) if situation.prompt else []
    if situation.prompt and situation.prompt.kind is PromptKind.NETWORK:
        mention.lines(meeting_id, "newest")
        return
    if situation.prompt and situation.prompt.kind is PromptKind.ROLES:
        role_card.newest(meeting_id)
        return
    if situation.prompt and situation.prompt.kind is PromptKind.VALUES:
        value_score_card.newest(meeting_id)
        return
    note.newest(here.store, notes)
    live.bell(here, situation.meeting.code, key="newest_bell")


def now_card(store: Store, situation: Situation, prompts: list[Prompt]) -> None:
    """Show the question, its phase and the acts of the moment."""
    chosen, prompt = situation.meeting, situation.prompt
    with st.container(gap=None):
        st.markdown(f":gray[{words.on_screen(situation)}]")
        st.header(markdown.escape(prompt.text) if prompt else "Kies de eerste vraag", anchor=False)
    if prompt:
        phase_control(store, chosen, prompt)
    with st.container(horizontal=True, gap="medium"):
        timer.face(chosen, now=clock.now())
        for label, number in counts(situation).items():
            st.metric(label, number, width="content")
        sheets = running.current().sheets(store, situation)
        if sheets > 1 and chosen.screen is not ScreenView.SIGNING:  # those are turned beside the roll call
            turn_sheet(store, chosen, sheets)
    with st.container(horizontal=True):
        main_acts(store, situation, prompts)
        with st.popover("Tijd"):
            timer.setting(store, chosen)
        with st.popover("Scherm"):
            screen(store, situation, prompts)


def counts(situation: Situation) -> dict[str, int]:
    """Return what is counted under the question on the screen."""
    kind = situation.prompt.kind if situation.prompt else PromptKind.NOTES
    if kind is PromptKind.NETWORK:
        told = situation.told
        return {"Lijnen": told.lines, "Mensen": told.people, "Partijen": told.parties}
    if kind is PromptKind.ROLES:
        open_tasks = sum(one.is_open for one in situation.tasks)
        return {"Taken": len(situation.tasks), "Nog te bespreken": open_tasks}
    if kind is PromptKind.VALUES:
        return {"Gaven cijfers": situation.scored}
    return {"Briefjes": situation.note_count, "Verborgen": situation.hidden_count}


FINDING = (Phase.GATHER, Phase.VOTE, Phase.RESULT)


def phase_control(store: Store, chosen: Meeting, prompt: Prompt) -> None:
    """Choose the phase; any order is right."""
    writing = [phase for phase in meeting.phases_of(prompt) if phase not in FINDING]
    rows = {"Fase": writing} | ({"Wat vinden we?": list(FINDING)} if prompt.kind.has_notes else {})
    for label, phases in rows.items():
        phase = st.segmented_control(
            label,
            phases,
            default=prompt.phase if prompt.phase in phases else None,
            format_func=words.PHASES.__getitem__,
            required=prompt.phase in phases,
            key=f"phase_{label}_{prompt.id}_{prompt.phase}",
            width="stretch",
            label_visibility="collapsed",
        )
        if phase and phase != prompt.phase:
            with feedback.show():
                meeting.set_phase(store, meeting_id=chosen.id, phase=phase, now=clock.now())
                feedback.again()
    st.markdown(f":gray[{words.phase_meaning(prompt.phase, prompt)}]")


def main_acts(store: Store, situation: Situation, prompts: list[Prompt]) -> None:
    """The few acts that the evening is led with."""
    chosen = situation.meeting
    following = meeting.next_question(prompts, chosen.prompt_id)
    label = "Eerste vraag" if chosen.prompt_id is None else "Volgende vraag"
    is_on_screen = chosen.screen is ScreenView.QUESTION or situation.prompt is None
    is_signing = chosen.screen is ScreenView.SIGNING
    kind: Literal["primary", "secondary"] = "primary" if is_on_screen and not is_signing else "secondary"
    back: Literal["primary", "secondary"] = "secondary" if is_signing else "primary"
    with feedback.show():
        # The key names the question: a second press, here or at another laptop, finds no button any more.
        if following and st.button(label, type=kind, key=f"next_question_{following.id}"):
            meeting.go_on(store, meeting_id=chosen.id, after=chosen.prompt_id)
            feedback.again()
        if chosen.screen in (ScreenView.PAUSE, ScreenView.WIFI) and chosen.proposal_id is not None:
            if st.button("Voorstel op scherm", icon=":material/play_arrow:", type="primary", key="unpause"):
                meeting.show(store, meeting_id=chosen.id, screen=ScreenView.PROPOSAL)
                feedback.again()
        elif not is_on_screen and st.button(
            "Vraag op scherm", icon=":material/play_arrow:", type=back, key="unpause"
        ):
            meeting.show(store, meeting_id=chosen.id, screen=ScreenView.QUESTION)
            feedback.again()


def turn_sheet(store: Store, chosen: Meeting, last: int) -> None:
    """Turn the sheets of the wall, forward and back."""
    sheet = min(chosen.sheet, last)
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", width="content"):
        back = st.button("Vorig", key="sheet_back", help="Vorig blad", disabled=sheet == 1)
        st.markdown(f"blad {sheet} van {last}")
        forward = st.button("Volgend", key="sheet", help="Volgend blad", disabled=sheet == last)
        first = sheet > 2 and st.button("Eerste blad", key="sheet_first", type="tertiary")
    if back or forward or first:
        to = 1 if first else sheet + (1 if forward else -1)
        meeting.turn_sheet(store, meeting_id=chosen.id, to=to)
        feedback.again()


def screen(store: Store, situation: Situation, prompts: list[Prompt]) -> None:
    """What else the screen can show: another question, the Wi-Fi, the welcome, smaller notes."""
    chosen = situation.meeting
    with feedback.show():
        other = st.selectbox(
            "Een andere vraag",
            prompts,
            format_func=lambda p: f"{p.position}. {p.text}",
            key="other",
        )
        if other and st.button("Zet op scherm", key="show_other"):
            meeting.show_question(store, prompt_id=other.id)
            feedback.again()
        with st.container(horizontal=True):
            if st.button("Pauze op scherm", icon=":material/pause:", key="pause"):
                meeting.show(store, meeting_id=chosen.id, screen=ScreenView.PAUSE)
                feedback.again()
            if st.button("Wifi op scherm", icon=":material/wifi:", key="wifi"):
                meeting.show(store, meeting_id=chosen.id, screen=ScreenView.WIFI)
                feedback.again()
            if st.button("Welkom op scherm", icon=":material/waving_hand:", key="welcome"):
                meeting.show(store, meeting_id=chosen.id, screen=ScreenView.WELCOME)
                feedback.again()
        check_in_agenda.on_screen(store, chosen)
        dense = st.toggle(
            "Veel briefjes: kleiner op een groot scherm",
            value=chosen.is_dense,
            key=f"dense_{chosen.is_dense}",
        )
        if dense != chosen.is_dense:
            meeting.set_dense(store, meeting_id=chosen.id, is_dense=dense)
            feedback.again()

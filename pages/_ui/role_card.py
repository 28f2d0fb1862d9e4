"""Roles in the control room: what the room says of them now, and the form for a card of paper."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import streamlit as st

from pages._ui import door, feedback, live, markdown, mention
from sok_core import clock, role_room, words
from sok_core.access import Right
from sok_core.model import Party, Prompt, Task
from sok_core.role_room import Saying
from sok_core.store import Store

T = TypeVar("T")
TURN = "role_card_turn"
NEWEST = 7
ITSELF = 0  # the party for which the card speaks, whichever that is


@st.fragment
def newest(meeting_id: int) -> None:
    """What was said last, for the facilitator only."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        code = tables.meeting.get(meeting_id).code
        said = tables.role_part.newest_in(meeting_id, limit=NEWEST)
        titles = {one.id: one.title for one in tables.task.all()}
        names = {one.id: one.short_name for one in tables.party.all()}
    live.bell(here, code, key="role_card_bell")
    st.header("Rollen uit de zaal", anchor=False)
    if not said:
        st.markdown(":gray[Nog niets. Het eerste komt vanzelf hier.]")
    for one in said:
        title, name = titles[one.task_id or 0], names[one.party_id]
        told = f"{words.ROLE_KINDS[one.role].lower()} · {words.STANCES[one.stance]}"
        st.markdown(f"**{markdown.escape(title)}**  \n{markdown.escape(name)} :gray[· {told}]")
    query = {door.DOSSIER: here.slug, "deel": "rollen"}
    st.page_link("stap_3_rollen.py", label="Bekijk alle rollen", icon="", query_params=query)


def from_card(store: Store, prompt: Prompt, tasks: Sequence[Task], parties: Sequence[Party]) -> None:
    """Type one role from a card of paper; for whom it speaks, and of which task, stays for the next."""
    st.header("Rolkaart van papier", anchor=False)
    named = mention.named_parties(parties)
    titles = {one.id: one.title for one in tasks}
    turn = st.session_state.get(TURN, 0)
    with st.form(f"role_card_{prompt.id}", border=False, enter_to_submit=False):
        whose, what = st.columns(2)
        which, who = st.columns(2)
        with whose:
            party_id = mention.speaks_for(named, key="role_card_party")
        with what:
            task_id = choose("Welke taak?", titles, key="role_card_task")
        with which:
            role = choose("Welke rol?", words.ROLE_QUESTIONS, key=f"role_card_role_{turn}")
        with who:
            target = choose("Wie?", {ITSELF: "Dat kunnen zij zelf"} | named, key=f"role_card_target_{turn}")
        if st.form_submit_button("Schrijf rol op"):
            with feedback.show():
                saying = Saying(task_id, role, party_id if target == ITSELF else target, party_id)
                role_room.say_on_card(
                    store, saying, meeting_id=prompt.meeting_id, table=None, now=clock.now()
                )
                st.session_state[TURN] = turn + 1
                feedback.again()


def choose(label: str, named: Mapping[T, str], *, key: str) -> T | None:
    """Choose one by its name; nothing is chosen beforehand."""
    return st.selectbox(
        label, list(named), index=None, placeholder="Kies", format_func=named.__getitem__, key=key
    )

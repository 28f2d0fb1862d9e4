"""Roles in the control room: what the room says of them now, and the form for a card of paper."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import door, feedback, live, markdown
from sok_core import clock, mention, role_room, words
from sok_core.access import Right
from sok_core.model import Party, Prompt, PromptKind, RoleKind, Task
from sok_core.role_room import Saying
from sok_core.store import Store

TURN = "role_card_turn"
NEWEST = 12


@st.fragment
def newest(meeting_id: int) -> None:
    """What was said last, for the facilitator only."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        code = tables.meeting.get(meeting_id).code
        in_meeting = "meeting_id = ? AND task_id IS NOT NULL"
        said = tables.role_part.where(in_meeting, [meeting_id], order_by="id DESC")
        titles = {one.id: one.title for one in tables.task.all()}
        names = {one.id: one.short_name for one in tables.party.all()}
    live.bell(here, code, key="role_card_bell")
    st.header("Rollen uit de zaal", anchor=False)
    if not said:
        st.markdown(":gray[Nog niets. Het eerste komt vanzelf hier.]")
    for one in said[:NEWEST]:
        if one.task_id in titles and one.party_id in names:
            told = f"{words.ROLE_KINDS[one.role].lower()}, {words.STANCES[one.stance]}"
            st.markdown(
                f"**{markdown.escape(titles[one.task_id])}** {markdown.escape(names[one.party_id])} "
                f":gray[({told})]"
            )
    query = {door.DOSSIER: here.slug, "deel": "rollen"}
    st.page_link("stap_3_rollen.py", label="Bekijk alle rollen", icon="", query_params=query)


def role_questions(prompts: Sequence[Prompt]) -> list[Prompt]:
    """Return the questions that are about who does what."""
    return [one for one in prompts if one.kind is PromptKind.ROLES]


def from_card(store: Store, prompt: Prompt, tasks: Sequence[Task], parties: Sequence[Party]) -> None:
    """Type one role from a card of paper; for whom it speaks stays for the next."""
    st.header("Rolkaart van papier", anchor=False)
    chosen = {one.id: one.name for one in sorted(mention.choices(parties), key=lambda one: one.name)}
    titles = {one.id: one.title for one in tasks}
    turn = st.session_state.get(TURN, 0)
    with st.form(f"role_card_{prompt.id}", border=False, enter_to_submit=False):
        left, right = st.columns(2)
        party_id = left.selectbox(
            "Namens wie?",
            list(chosen),
            index=None,
            placeholder="Praat voor zichzelf",
            format_func=chosen.__getitem__,
            key="role_card_party",
        )
        task_id = right.selectbox(
            "Welke taak?", list(titles), format_func=titles.__getitem__, key="role_card_task"
        )
        kind = left.selectbox(
            "Welke rol?", list(RoleKind), format_func=words.ROLE_QUESTIONS.__getitem__, key="role_card_role"
        )
        target = right.selectbox(
            "Wie?",
            list(chosen),
            index=None,
            placeholder="Dat kunnen zij zelf",
            format_func=chosen.__getitem__,
            key=f"role_card_target_{turn}",
        )
        if st.form_submit_button("Schrijf op"):
            with feedback.show():
                saying = Saying(task_id, kind, party_id, target)
                role_room.say_at_table(
                    store, saying, meeting_id=prompt.meeting_id, table=None, now=clock.now()
                )
                st.session_state[TURN] = turn + 1
                feedback.again()

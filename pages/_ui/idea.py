"""Ideas: what was written in step 4 with its dots; one click makes a project of it, or keeps it for later."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import door, feedback, live, markdown, note
from sok_core import project, words
from sok_core.access import Right
from sok_core.model import Project, ProjectStatus
from sok_core.project import IDEAS, Idea
from sok_core.store import Store

TURN = "idea_turn"
MOST = 12


def show(_here: door.Here) -> None:
    """The part of the page about ideas."""
    listed()


@st.fragment
def listed() -> None:
    """What was written, most dots first; and the ideas that wait, so that they come back."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        found = project.ideas(tables)
        waiting = [one for one in tables.project.all() if one.status in IDEAS]
    may_run = here.visitor.may(Right.RUN)
    st.header("Ideeën", anchor=False)
    note.still_said(here)
    fresh = [one for one in found if one.project is None]
    if not found and not waiting:
        st.markdown("Er zijn nog geen ideeën. Ze komen van de briefjes van een avond, of typ ze hier.")
    for one in fresh[:MOST]:
        row(here.store, one, may_run=may_run)
    if fresh[MOST:]:
        with st.expander(f"Nog {words.count(len(fresh) - MOST, 'idee', 'ideeën')} met minder stippen"):
            for one in fresh[MOST:]:
                row(here.store, one, may_run=may_run)
    later(here.store, waiting, may_run=may_run)
    if may_run:
        typed(here.store)
    live.dossier_bell(here, key="idea_bell")


def row(store: Store, one: Idea, *, may_run: bool) -> None:
    """One theme or note with its dots and its two acts."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        kind = "thema" if one.theme else f"briefje {one.note.number}" if one.note else ""
        dots = words.count(one.dots, "stip", "stippen")
        st.markdown(f"**{markdown.escape(one.title)}** :gray[{kind} · {dots}]", width="stretch")
        if not may_run:
            return
        of = f"theme_{one.theme.id}" if one.theme else f"note_{one.note.id}" if one.note else ""
        with feedback.show():
            is_chosen = st.button("Maak een project", key=f"choose_{of}")
            if is_chosen or st.button("Bewaar voor later", key=f"keep_{of}", type="tertiary"):
                status = ProjectStatus.CHOSEN if is_chosen else ProjectStatus.LATER
                if one.theme is not None:
                    project.from_theme(store, theme_id=one.theme.id, status=status)
                elif one.note is not None:
                    project.from_note(store, note_id=one.note.id, status=status)
                feedback.again()


def later(store: Store, waiting: Sequence[Project], *, may_run: bool) -> None:
    """The ideas that were not chosen: they wait here until somebody takes them up."""
    if not waiting:
        return
    st.subheader("Bewaard voor later", anchor=False)
    st.markdown(":gray[Kijk hier elke keer naar als jullie nieuwe projecten kiezen.]")
    for one in waiting:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            dots = f" :gray[{words.count(one.dots, 'stip', 'stippen')}]" if one.dots else ""
            st.markdown(f"**{markdown.escape(one.title)}**{dots}", width="stretch")
            if may_run and st.button("Maak een project", key=f"take_up_{one.id}"):
                with feedback.show():
                    project.set_status(store, project_id=one.id, status=ProjectStatus.CHOSEN)
                    feedback.again()


def typed(store: Store) -> None:
    """An idea that was told and not written on a note."""
    key = f"idea_new_{st.session_state.get(TURN, 0)}"
    with st.form(key):
        left, right = st.columns([5, 2], vertical_alignment="bottom")
        title = left.text_input("Nieuw idee", key=f"{key}_title", max_chars=project.MAX_TITLE)
        if right.form_submit_button("Zet erbij", width="stretch", key="add_idea"):
            with feedback.show():
                project.add(store, title=title, status=ProjectStatus.IDEA)
                st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
                feedback.again()

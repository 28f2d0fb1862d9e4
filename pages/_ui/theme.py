"""Themes in the hands of the facilitator: typed numbers, names, stacks that look alike, and undo."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import door, feedback, live, markdown
from sok_core import clock, note, theme, words
from sok_core.access import Right
from sok_core.errors import SokError
from sok_core.model import Note, Theme
from sok_core.store import Store

SAID, REFUSED = "theme_said", "theme_refused"
NEW, LOOSE = -1, 0
MOST_PROPOSALS = 3


@st.fragment
def themes(meeting_id: int) -> None:
    """Lay notes together by typing their numbers; everybody's hands on the wall show here at once."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        wall = tables.wall(meeting_id)
    hand = here.visitor.login_id
    typed_numbers(here.store, meeting_id, wall.themes, hand)
    is_good, said = st.session_state.get(SAID, (True, ""))
    if said:
        (st.success if is_good else st.warning)(said)
    for one in wall.themes:
        members = [n for n in note.visible(wall.notes) if n.theme_id == one.id]
        card(here.store, one, members, wall.themes, hand)
    loose = [n for n in note.visible(wall.notes) if n.theme_id is None and n.stack_id is None]
    st.markdown(f":gray[{words.count(len(loose), 'briefje hangt', 'briefjes hangen')} nog los]")
    stacks(here.store, wall.notes, hand)
    proposals(here.store, meeting_id, loose, hand)
    live.bell(here, wall.situation.meeting.code, key="theme_bell")


def typed_numbers(store: Store, meeting_id: int, there: Sequence[Theme], hand: str) -> None:
    """The fastest way: type "12 15 33", Enter, and the next row can be typed at once."""
    names = {NEW: "+ Nieuw thema", LOOSE: "Los op de wand"} | {one.id: theme.named(one) for one in there}
    left, right = st.columns([3, 2])
    with right:
        to = st.selectbox("Waarheen?", list(names), format_func=names.__getitem__, key="theme_to")
    if REFUSED in st.session_state:  # what was refused goes back into the box
        st.session_state["theme_typed"] = st.session_state.pop(REFUSED)
    with left:
        typed = st.chat_input("Typ nummers: 12 15 33. Enter legt ze bij elkaar.", key="theme_typed")
    undo_says = "Draait de laatste handeling terug, van wie die ook was."
    if st.button("Draai terug", icon=":material/undo:", type="tertiary", key="theme_undo", help=undo_says):
        is_done = theme.undo(store, meeting_id=meeting_id, hand=None, now=clock.now())
        st.session_state[SAID] = (
            is_done,
            "De laatste handeling is teruggedraaid, van wie die ook was."
            if is_done
            else "Er is niets om terug te draaien.",
        )
        feedback.again()
    if not typed:
        return
    common = {"meeting_id": meeting_id, "hand": hand, "now": clock.now()}
    try:
        numbers = theme.numbers_in(typed)
        if to == NEW:
            done = theme.begin(store, numbers=numbers, **common)  # type: ignore[arg-type]
        else:
            done = theme.gather(store, numbers=numbers, to=to or None, **common)  # type: ignore[arg-type]
        st.session_state[SAID] = (not done.unknown, told(done))
    except SokError as error:
        st.session_state[REFUSED] = typed
        st.session_state[SAID] = (False, words.sentence(error))
    feedback.again()


def told(done: theme.Gathered) -> str:
    """Say what was laid where, and which numbers are not on the wall."""
    moved = f"{words.count(len(done.moved), 'briefje', 'briefjes')} gelegd." if done.moved else ""
    unknown = ", ".join(map(str, done.unknown))
    return f"{moved} Niet op de wand: {unknown}.".strip() if unknown else moved


def card(store: Store, one: Theme, members: Sequence[Note], there: Sequence[Theme], hand: str) -> None:
    """One theme: its name, its notes in their own words, and what can be done with it."""
    common = {"meeting_id": one.meeting_id, "theme_id": one.id, "hand": hand, "now": clock.now()}
    with st.container(border=True), feedback.show():
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            count = words.count(len(members), "briefje", "briefjes")
            st.markdown(f"**{markdown.escape(theme.named(one))}** :gray[· {count}]", width="stretch")
            with st.popover("Wijzig", type="tertiary", key=f"theme_change_{one.id}"):
                with st.form(f"theme_name_{one.id}_{one.title}", border=False, enter_to_submit=False):
                    title = st.text_input("Hoe noemt de groep dit?", one.title, max_chars=theme.MAX_TITLE)
                    if st.form_submit_button("Bewaar de naam", type="primary"):
                        theme.name(store, title=title, **common)  # type: ignore[arg-type]
                        feedback.again()
                others = [other for other in there if other.id != one.id]
                into = st.selectbox(
                    "Samen met",
                    others,
                    None,
                    format_func=theme.named,
                    placeholder="Kies",
                    key=f"theme_into_{one.id}",
                )
                if into and st.button(
                    f"Leg bij ‘{markdown.escape(theme.named(into))}’", key=f"theme_merge_{one.id}"
                ):
                    theme.merge(store, into=into.id, **common)  # type: ignore[arg-type]
                    feedback.again()
                if st.button("Haal uit elkaar", key=f"theme_apart_{one.id}"):
                    theme.take_apart(store, **common)  # type: ignore[arg-type]
                    feedback.again()
        for each in members:
            mark = "↳ " if each.stack_id else ""
            st.markdown(f"{mark}**{each.number}**&ensp;{markdown.escape(each.text)}")


def stacks(store: Store, notes: Sequence[Note], hand: str) -> None:
    """Every stack with all its notes: what lies under another note is nowhere else on the wall."""
    shown = note.visible(notes)
    under: dict[int, list[Note]] = {}
    for one in shown:
        if one.stack_id is not None:
            under.setdefault(one.stack_id, []).append(one)
    tops = [one for one in shown if one.id in under]
    if tops:
        st.markdown("**Stapels.** Op de wand zie je alleen het bovenste briefje.")
    for top in tops:
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            marked = (("" if one is top else "↳ ", one) for one in (top, *under[top.id]))
            lines = (f"{mark}**{one.number}**&ensp;{markdown.escape(one.text)}" for mark, one in marked)
            st.markdown("  \n".join(lines), width="stretch")
            if st.button("Haal van de stapel", key=f"unstack_{top.id}"):
                with feedback.show():
                    theme.unstack(
                        store, meeting_id=top.meeting_id, number=top.number, hand=hand, now=clock.now()
                    )
                    feedback.again()


def proposals(store: Store, meeting_id: int, loose: Sequence[Note], hand: str) -> None:
    """Notes that say nearly the same: the machine proposes a stack, people decide."""
    found = note.look_alikes(loose)
    if not found:
        return
    st.markdown("**Lijken op elkaar.** Op één stapel? Elk briefje houdt zijn eigen woorden.")
    for group in found[:MOST_PROPOSALS]:
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            lines = "  \n".join(f"**{n.number}**&ensp;{markdown.escape(n.text)}" for n in group)
            st.markdown(lines, width="stretch")
            if st.button("Op een stapel", key=f"stack_{'_'.join(str(n.id) for n in group)}"):
                with feedback.show():
                    numbers = [n.number for n in group]
                    theme.stack(store, meeting_id=meeting_id, numbers=numbers, hand=hand, now=clock.now())
                    feedback.again()

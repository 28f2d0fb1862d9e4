"""The agenda of the evening: where we are, and whether we run late."""

import streamlit as st

from pages._ui import door, feedback, markdown
from sok_core import clock, meeting, words
from sok_core.access import Right


@st.fragment(run_every=30)
def agenda(meeting_id: int) -> None:
    """The blocks with their times; once in half a minute the clock alone can make us late."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        chosen = tables.meeting.get(meeting_id)
        blocks = tables.agenda.of(meeting_id)
    late = meeting.minutes_late(chosen, blocks, now=clock.now())
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header("Draaiboek", anchor=False)
        if late:
            st.badge(f"▲ {words.count(late, 'minuut', 'minuten')} uit", color="orange")
    if not blocks:
        st.markdown(":gray[Er is geen draaiboek. Dat mag.]")
        return
    current = meeting.current_block(blocks)
    for block, start in zip(blocks, meeting.planned_starts(chosen, blocks), strict=True):
        is_now = current is not None and block.id == current.id
        is_done = current is not None and block.position < current.position
        mark = "✓" if is_done else "●" if is_now else "○"
        name = markdown.escape(block.title)
        title = f"**{name}**" if is_now else name
        line = f"{mark} :gray[{words.clock_time(start)}] {title} :gray[· {block.minutes} min]"
        st.markdown(f":orange-background[{line}]" if is_now else line)
    following = next((b for b in blocks if current is None or b.position > current.position), None)
    if following and st.button(
        f"Begin: {markdown.escape(following.title)}",
        key="next_block",
        icon=":material/skip_next:",
        type="tertiary",
    ):
        with feedback.show():
            meeting.start_block(here.store, block_id=following.id, now=clock.now())
            feedback.again()

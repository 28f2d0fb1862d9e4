"""The control room: plan an evening, run it, and walk home with the summary."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from pages._ui import (
    agenda,
    attendance,
    control,
    decision,
    door,
    feedback,
    hall,
    markdown,
    note,
    plan,
    preview,
)
from sok_core import words
from sok_core.access import Right
from sok_core.model import DecisionKind, DecisionStatus, MeetingStatus, Step

here = door.enter(Right.RUN)
with here.store.read() as tables:
    meetings = plan.sort(tables.meeting.all())
    running_now = tables.meeting.running()

step = plan.step_of(st.query_params.get("plan"))
asked = st.query_params.get("m", "")
by_id = {str(m.id): m for m in meetings}
chosen = None if step else by_id.get(asked) or (running_now if not asked else None)

if chosen is None:
    st.title("Regie" if step is None else f"Plan: {words.STEPS[step].lower()}")
    if step is None:
        st.markdown("Kies een bijeenkomst, of plan een nieuwe.")
        for one in meetings[:12]:
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{markdown.escape(one.title)}**  \n:gray[{markdown.escape(plan.label(one))}]")
                primary = one.status is not MeetingStatus.CLOSED
                if st.button("Open", key=f"open_{one.id}", type="primary" if primary else "secondary"):
                    door.go("regie.py", m=str(one.id))
        step = st.selectbox(
            "Voor welke stap is de nieuwe bijeenkomst?",
            list(Step),
            index=None,
            placeholder="Kies een stap",
            format_func=lambda s: words.STEPS[s],
        )
    if step is not None:
        with here.store.read() as tables:
            actions = [d.text for d in tables.decision.open_of_kind(DecisionKind.ACTION)]
            parked = [d.text for d in tables.decision.open_of_kind(DecisionKind.PARKED)]
        planned = plan.new(here.store, step=step, parked=parked, actions=actions)
        if planned is not None:
            feedback.toast_after_rerun("Het plan is bewaard.")
            door.go("regie.py", m=str(planned.id))
    st.stop()

st.markdown(
    f":gray[{' · '.join(part for part in (words.day(chosen.date).capitalize(), chosen.place) if part)}]"
)
st.title(markdown.escape(chosen.title))
with here.store.read() as tables:
    prompts, blocks = tables.prompt.of(chosen.id), tables.agenda.of(chosen.id)
    open_actions = [d for d in tables.decision.of(chosen.id) if d.status is DecisionStatus.OPEN]

if chosen.status is MeetingStatus.RUNNING:
    left, right = st.columns([5, 4], gap="small")
    with left:
        control.now(chosen.id)
        with st.container(border=True):
            note.from_paper(chosen.id)
    with right:
        with st.container(border=True):
            control.newest(chosen.id)
        with st.container(border=True):
            agenda.agenda(chosen.id)
else:
    control.before_or_after(here, chosen, len(open_actions))

# Only the open tab is drawn: the others cost nothing, and listen to nothing.
parts: dict[str, Callable[[], object]] = {
    "Besluiten en acties": partial(decision.decisions, chosen.id),
    "Wie zijn er": partial(attendance.attendance, chosen.id),
    "Alle briefjes": partial(note.all_notes, chosen.id),
    "Telefoon": partial(preview.preview, chosen.id),
    "Proef de zaal": partial(hall.trial, here, chosen),
    "Plan": partial(plan.change, here.store, chosen, prompts, blocks),
}
for tab, draw in zip(st.tabs(list(parts), key="part", on_change="rerun"), parts.values(), strict=True):
    if tab.open:
        with tab:
            draw()

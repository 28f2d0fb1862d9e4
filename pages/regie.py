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
    helper,
    meeting,
    mention,
    note,
    paper,
    parts,
    plan,
    preview,
    proposal,
    remote,
    signature,
    theme,
    vote,
)
from sok_core import words
from sok_core.access import Right
from sok_core.model import MeetingStatus, Step

AFTER = "na"

here = door.enter(Right.RUN)
with here.store.read() as tables:
    meetings = plan.sort(tables.meeting.all())

step = plan.step_of(st.query_params.get("plan"))
chosen = meeting.asked_for(meetings)

if chosen is None:
    st.title("Regie" if step is None else "Plan een bijeenkomst")
    if step is None:
        meeting.follow(meetings)
    choosing = st.container()
    step = st.selectbox(
        "Voor welke stap is de nieuwe bijeenkomst?",
        list(Step),
        index=list(Step).index(step) if step else None,
        placeholder="Kies een stap",
        format_func=lambda s: words.STEPS[s],
    )
    if step is None:
        with choosing:
            meeting.choose(meetings)
    else:
        with here.store.read() as tables:
            waiting = tables.decision.waiting()
            coming = [m.id for m in meetings if m.status is MeetingStatus.PLANNED]
            titles = {block.title for one in coming for block in tables.agenda.of(one)}
        after = next((m for m in meetings if str(m.id) == st.query_params.get(AFTER)), None)
        planned = plan.new(here.store, step=step, after=after, waiting=waiting, planned=titles)
        if planned is not None:
            feedback.toast_after_rerun("Het plan is bewaard.")
            door.go("regie.py", m=str(planned.id))
    st.stop()

meeting.heading(chosen.id, meetings)
with here.store.read() as tables:
    prompts, blocks = tables.prompt.of(chosen.id), tables.agenda.of(chosen.id)

if chosen.status is MeetingStatus.RUNNING:
    left, right = st.columns([5, 4], gap="small")
    with left:
        if chosen.step is Step.SIGNING:
            signature.stage(chosen.id)
        control.now(chosen.id)
        with st.container(border=True):
            note.from_paper(chosen.id)
    with right:
        with st.container(border=True):
            control.newest(chosen.id)
        with st.container(border=True):
            agenda.agenda(chosen.id)
elif chosen.status is MeetingStatus.PLANNED:
    meeting.planned(here, chosen)
elif chosen.status is MeetingStatus.CANCELLED:
    meeting.called_off(here, chosen)
else:
    meeting.closed(here, chosen)

draws: dict[str, Callable[[], object]] = {
    "Besluiten en acties": partial(decision.decisions, chosen.id),
    "Alle briefjes": partial(note.all_notes, chosen.id),
    "Thema's": partial(theme.themes, chosen.id),
    "Stippen": partial(vote.dots, chosen.id),
    "Voorstel": partial(proposal.proposals, chosen.id),
    "Wie zijn er": partial(attendance.attendance, chosen.id),
    "Afstandsbediening": partial(remote.remotes, chosen),
    "Tafelhulp": partial(helper.helpers, chosen),
    "Telefoon": partial(preview.preview, chosen.id),
    "Proef de zaal": partial(hall.trial, here, chosen),
    "Papier": partial(paper.papers, chosen.id),
    "Plan": partial(plan.change, here.store, chosen, prompts, blocks),
}
if mention.network_questions(prompts):
    draws["Lijnen"] = partial(mention.lines, chosen.id)
if chosen.status is MeetingStatus.RUNNING:
    draws["Afsluiten"] = partial(meeting.ending, chosen.id)
parts.show(draws)

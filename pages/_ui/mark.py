"""A core team goes its own way: skip a step, do it again, call it done, or take that back, and say why."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._ui import door, feedback, markdown
from sok_core import clock, steps, words
from sok_core.model import Step, StepMarkKind
from sok_core.steps.step import Progress, State, mark
from sok_core.store import Store

TURN = "_mark_turn"
SAID = {
    StepMarkKind.SKIPPED: "{} is overgeslagen.",
    StepMarkKind.REPEATED: "{} doen jullie opnieuw.",
    StepMarkKind.DONE: "{} staat op klaar.",
    StepMarkKind.REOPENED: "{} telt weer gewoon mee.",
}


def reasons(shown: Sequence[Progress]) -> None:
    """Say which steps were marked, and why."""
    lines = [f"{step.glyph} {markdown.escape(said)}" for step in shown if (said := steps.reason(step))]
    if lines:
        st.markdown(":gray[" + "]  \n:gray[".join(lines) + "]")


def ask(
    store: Store,
    *,
    kind: StepMarkKind,
    question: str,
    verb: str,
    options: Sequence[Step],
    first: Step | None = None,
) -> None:
    """Ask which step and why, and write it down."""
    turn = st.session_state.get(TURN, 0)
    with st.form(f"mark_{kind}_{turn}", border=False, enter_to_submit=False):
        step = st.selectbox(
            question,
            options,
            index=options.index(first) if first in options else 0,
            format_func=lambda one: words.STEPS[one],
            key=f"step_{kind}_{turn}",
        )
        why = st.text_input("Waarom? Eén zin is genoeg.", key=f"why_{kind}_{turn}", max_chars=160)
        if st.form_submit_button(verb, key=f"save_{kind}_{turn}"):
            with feedback.show():
                mark(store, step=step, kind=kind, why=why, now=clock.now())
                st.session_state[TURN] = turn + 1
                feedback.toast_after_rerun(SAID[kind].format(words.STEPS[step]))
                st.rerun()


def skip(store: Store, shown: Sequence[Progress], current: Step) -> None:
    """Skip a step that is not skipped yet."""
    options = [step.step for step in shown if step.state is not State.SKIPPED]
    with _closing("Sla een stap over", disabled=not options):
        st.markdown("Dat mag. Het is altijd maatwerk.")
        if options:
            ask(
                store,
                kind=StepMarkKind.SKIPPED,
                question="Welke stap slaan jullie over?",
                verb="Sla over",
                options=options,
                first=current,
            )


def repeat(store: Store, shown: Sequence[Progress]) -> None:
    """Do a step again that was done, or skipped, before."""
    options = [step.step for step in shown if step.state is not State.NOT_BEGUN]
    with _closing("Doe een stap opnieuw", disabled=not options):
        st.markdown("Alles wat er al is, blijft staan.")
        if options:
            ask(
                store,
                kind=StepMarkKind.REPEATED,
                question="Welke stap doen jullie opnieuw?",
                verb="Doe opnieuw",
                options=options,
            )


def _closing(label: str, *, icon: str | None = None, disabled: bool = False) -> DeltaGenerator:
    """Return a popover that is closed and empty again after each mark."""
    return st.popover(label, icon=icon, disabled=disabled, key=f"{label}_{st.session_state.get(TURN, 0)}")


def more(here: door.Here, shown: Sequence[Progress], current: Step) -> None:
    """Call a step done, or take a mark back; and the way out of this dossier."""
    with _closing("Meer", icon=":material/more_horiz:"):
        st.page_link("start.py", label="Kies een andere wijk", icon=":material/swap_horiz:")
        query = {door.DOSSIER: here.slug}
        st.page_link("beheer.py", label="Naar beheer", icon=":material/settings:", query_params=query)
        open_ones = [step.step for step in shown if step.state is not State.DONE]
        marked = [step.step for step in shown if steps.reason(step)]
        if open_ones:
            ask(
                here.store,
                kind=StepMarkKind.DONE,
                question="Welke stap is klaar?",
                verb="Zet op klaar",
                options=open_ones,
                first=current,
            )
        if marked:
            ask(
                here.store,
                kind=StepMarkKind.REOPENED,
                question="Welke stap telt weer gewoon mee?",
                verb="Toch niet",
                options=marked,
            )

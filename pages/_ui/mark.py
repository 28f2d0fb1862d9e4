"""A core team goes its own way: skip a step, do it again, call it done, or take that back, and say why."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import feedback, note
from sok_core import clock, steps, words
from sok_core.model import Step, StepMarkKind
from sok_core.steps.step import Progress, State, mark
from sok_core.store import Store

SAID = {
    StepMarkKind.SKIPPED: "{} is overgeslagen.",
    StepMarkKind.REPEATED: "{} doen jullie opnieuw.",
    StepMarkKind.DONE: "{} staat op klaar.",
    StepMarkKind.REOPENED: "{} telt weer gewoon mee.",
}


def reasons(shown: Sequence[Progress]) -> None:
    """Say which steps were marked, and why."""
    lines = [f"{step.glyph} {note.escape(said)}" for step in shown if (said := steps.reason(step))]
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
    with st.form(f"mark_{kind}", border=False):
        step = st.selectbox(
            question,
            options,
            index=options.index(first) if first in options else 0,
            format_func=lambda one: words.STEPS[one],
            key=f"step_{kind}",
        )
        why = st.text_input("Waarom? Eén zin is genoeg.", key=f"why_{kind}", max_chars=160)
        if st.form_submit_button(verb, key=f"save_{kind}"):
            with feedback.show():
                mark(store, step=step, kind=kind, why=why, now=clock.now())
                feedback.toast_after_rerun(SAID[kind].format(words.STEPS[step]))
                st.rerun()


def skip(store: Store, shown: Sequence[Progress], current: Step) -> None:
    """Skip a step that is not skipped yet."""
    options = [step.step for step in shown if step.state is not State.SKIPPED]
    with st.popover("Sla een stap over", key="skip", disabled=not options):
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
    with st.popover("Doe een stap opnieuw", key="repeat", disabled=not options):
        st.markdown("Alles wat er al is, blijft staan.")
        if options:
            ask(
                store,
                kind=StepMarkKind.REPEATED,
                question="Welke stap doen jullie opnieuw?",
                verb="Doe opnieuw",
                options=options,
            )


def more(store: Store, shown: Sequence[Progress], current: Step) -> None:
    """Call a step done, or take a mark back."""
    open_ones = [step.step for step in shown if step.state is not State.DONE]
    marked = [step.step for step in shown if steps.reason(step)]
    if open_ones:
        ask(
            store,
            kind=StepMarkKind.DONE,
            question="Welke stap is klaar?",
            verb="Zet op klaar",
            options=open_ones,
            first=current,
        )
    if marked:
        ask(
            store,
            kind=StepMarkKind.REOPENED,
            question="Welke stap telt weer gewoon mee?",
            verb="Toch niet",
            options=marked,
        )

"""What was decided, who does what, and what waits: typed during the meeting, settled in a later one."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import clause_link, door, feedback, live, markdown
from sok_core import clock, decision, words
from sok_core.access import Right
from sok_core.model import Decision, DecisionKind, DecisionStatus
from sok_core.store import Store

OF_PROMISE = (
    "In het verhaal van de afspraak staat nu ‘toch niet besloten’. De datum en wie helpt, wijzig je daar."
)
TURN = "decision_turn"
HINTS = {
    DecisionKind.DECISION: "Wat spreken jullie af?",
    DecisionKind.ACTION: "Wat gaat iemand doen?",
    DecisionKind.PARKED: "Wat bewaren jullie voor een volgende keer?",
}
OUTCOMES = {
    DecisionStatus.DONE: ("Gedaan", ":material/check:"),
    DecisionStatus.NOT_DONE: ("Niet gelukt", ":material/close:"),
    DecisionStatus.RETURNED: ("Besproken", ":material/check:"),
}
MARKS = {
    DecisionStatus.OPEN: "○",
    DecisionStatus.IN_FORCE: "●",
    DecisionStatus.DONE: "✓",
    DecisionStatus.NOT_DONE: "×",
    DecisionStatus.RETURNED: "✓",
}


@st.fragment
def decisions(meeting_id: int) -> None:
    """Write down a decision, an action or a parked point; it is in the summary at once."""
    here = door.enter(Right.RUN)
    write_down(here.store, meeting_id)
    with here.store.read() as tables:
        written = tables.decision.of(meeting_id)
        before = [one for one in tables.decision.waiting() if one.meeting_id != meeting_id]
    if before:
        st.header("Nog open van een vorige keer", anchor=False)
        rows(here, before, place="before")
    if written:
        st.header("Deze keer opgeschreven", anchor=False)
        rows(here, written[::-1], place="written", may_drop=True)
    live.dossier_bell(here, key="decision_bell")


def write_down(store: Store, meeting_id: int) -> None:
    """The box for one more; it empties itself when it is written down, and not before."""
    kind = (
        st.segmented_control(
            "Wat is het?",
            list(DecisionKind),
            default=DecisionKind.DECISION,
            required=True,
            format_func=words.DECISION_KINDS.__getitem__,
            key="decision_kind",
        )
        or DecisionKind.DECISION
    )
    turn = st.session_state.get(TURN, 0)  # a new turn is a new, empty form
    with st.form(f"decision_{turn}", border=False, enter_to_submit=False):
        text = st.text_input(HINTS[kind], key=f"decision_text_{turn}")
        who, due = "", None
        if kind is DecisionKind.ACTION:
            left, right = st.columns(2)
            who = left.text_input("Wie?", key=f"decision_who_{turn}")
            due = right.date_input("Wanneer klaar?", None, format="DD-MM-YYYY", key=f"decision_due_{turn}")
        if st.form_submit_button("Schrijf op"):
            with feedback.show():
                decision.write_down(
                    store, meeting_id=meeting_id, kind=kind, text=text, who=who, due=due, now=clock.now()
                )
                st.session_state[TURN] = turn + 1
                feedback.again()
    if turn:
        st.markdown(":green[✓ Opgeschreven. Het staat hieronder, en in het verslag.]")


def rows(here: door.Here, several: Sequence[Decision], *, place: str, may_drop: bool = False) -> None:
    """Each with what may become of it; ``place`` tells the lists apart on one page."""
    for one in several:
        key = f"decision_{place}_{one.id}"
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=key):
            st.markdown(line(one), width="stretch")
            with feedback.show():
                outcome(here.store, one)
                if may_drop and st.button(
                    "Haal weg", key=f"drop_decision_{one.id}", type="tertiary", icon=":material/delete:"
                ):
                    by = clause_link.hand(here)
                    decision.take_away(here.store, decision_id=one.id, now=clock.now(), by=by)
                    if one.update_id is not None:
                        feedback.toast_after_rerun(OF_PROMISE)
                    feedback.again()


def outcome(store: Store, one: Decision) -> None:
    """Say what became of it, or that it is open after all."""
    possible = decision.OUTCOMES[one.kind]
    if possible and one.status is not DecisionStatus.OPEN:
        if st.button("Toch nog open", key=f"reopen_{one.id}", type="tertiary", icon=":material/undo:"):
            decision.settle(store, decision_id=one.id, status=DecisionStatus.OPEN)
            feedback.again()
        return
    for status in possible:
        label, icon = OUTCOMES[status]
        if st.button(label, key=f"settle_{one.id}_{status}", type="tertiary", icon=icon):
            decision.settle(store, decision_id=one.id, status=status)
            feedback.again()


def line(one: Decision) -> str:
    """One decision as a sentence in markdown."""
    is_plain = one.status in (DecisionStatus.OPEN, DecisionStatus.IN_FORCE)
    status = "" if is_plain else words.DECISION_STATUSES[one.status]
    parts = [one.who, f"voor {words.day(one.due)}" if one.due else "", status]
    more = " · ".join(markdown.escape(part) for part in parts if part)
    text = f"{MARKS[one.status]} **{words.DECISION_KINDS[one.kind]}** · {markdown.escape(one.text)}"
    return f"{text} :gray[({more})]" if more else text

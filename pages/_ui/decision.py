"""What was decided, who does what, and what waits: typed while the meeting goes on."""

import streamlit as st

from pages._ui import door, feedback, markdown
from sok_core import clock, meeting, words
from sok_core.access import Right
from sok_core.model import Decision, DecisionKind

TURN = "decision_turn"
HINTS = {
    DecisionKind.DECISION: "Wat spreken jullie af?",
    DecisionKind.ACTION: "Wat gaat iemand doen?",
    DecisionKind.PARKED: "Wat bewaren jullie voor een volgende keer?",
}


@st.fragment
def decisions(meeting_id: int) -> None:
    """Write down a decision, an action or a parked point; it is in the summary at once."""
    here = door.enter(Right.RUN)
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
                meeting.decide(
                    here.store, meeting_id=meeting_id, kind=kind, text=text, who=who, due=due, now=clock.now()
                )
                st.session_state[TURN] = turn + 1
                feedback.again()
    if turn:
        st.markdown(":green[✓ Opgeschreven. Het staat hieronder, en in het verslag.]")
    with here.store.read() as tables:
        written = tables.decision.of(meeting_id)
    for one in reversed(written):
        line(one)
        with feedback.show():
            if st.button(
                "Haal weg", key=f"drop_decision_{one.id}", type="tertiary", icon=":material/delete:"
            ):
                meeting.undecide(here.store, decision_id=one.id)
                feedback.again()


def line(one: Decision) -> None:
    """One decision as a sentence."""
    parts = [one.who, f"voor {words.day(one.due)}" if one.due else ""]
    more = " · ".join(markdown.escape(part) for part in parts if part)
    text = f"**{words.DECISION_KINDS[one.kind]}** · {markdown.escape(one.text)}"
    st.markdown(f"{text} :gray[({more})]" if more else text)

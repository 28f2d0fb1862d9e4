"""What people think of a party: interest, influence, attitude, each with who says so and who may read it."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import door, feedback, markdown, reader
from sok_core import estimate, words
from sok_core.access import Right
from sok_core.errors import RuleBroken
from sok_core.estimate import Opinion
from sok_core.model import Estimate, EstimateKind, Party, Reader
from sok_core.store import Store
from sok_core.words import capital, counted

KINDS = (EstimateKind.INTEREST, EstimateKind.INFLUENCE, EstimateKind.ATTITUDE)
QUESTIONS = {
    EstimateKind.INTEREST: "Hoeveel belang hebben ze erbij?",
    EstimateKind.INFLUENCE: "Hoeveel invloed hebben ze?",
    EstimateKind.ATTITUDE: "Hoe staan ze erin?",
}
TURN = "estimate_turn"


def opinions(here: door.Here, one: Party, estimates: Sequence[Estimate]) -> None:
    """What this visitor may read of it; only the facilitator gives and releases."""
    own = [each for each in estimates if each.party_id == one.id and each.kind in KINDS]
    may_run = here.visitor.may(Right.RUN)
    if not own and not may_run:
        return
    st.header("Hoe schatten we ze in?", anchor=False)
    for kind in KINDS:
        found = estimate.opinions(own, kind).get(one.id)
        if found is not None:
            st.markdown(middle(kind, found))
    if may_run:
        with st.expander(f"Wie zei wat? ({len(own)})"):
            for each in own:
                said(here.store, each)
        with st.expander("Geef een inschatting"):
            give(here, one)
    elif own:
        st.markdown("\n".join(f"- {line(each)}" for each in own))


def middle(kind: EstimateKind, found: Opinion) -> str:
    """Return what people think together, with the spread, in markdown."""
    labels = words.ESTIMATE_VALUES[kind]
    text = f"**{capital(words.ESTIMATE_KINDS[kind])}** {labels[found.value]}"
    people = counted(found.count, "mens", "mensen")
    if found.least == found.most:
        return f"{text} :gray[({people})]"
    return f"{text} :gray[(van {labels[found.least]} tot {labels[found.most]}, {people})]"


def line(each: Estimate) -> str:
    """Return who said what, and when, in markdown."""
    label = words.ESTIMATE_VALUES[each.kind][each.value]
    day = words.day(each.given_on, with_year=True)
    return f"{markdown.escape(each.given_by)}: {words.ESTIMATE_KINDS[each.kind]} {label} :gray[({day})]"


def said(store: Store, each: Estimate) -> None:
    """One opinion, with who may read it."""
    st.markdown(line(each))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        meant = reader.choice("Mag dit gedeeld worden?", each.reader, key=f"release_{each.id}_{each.reader}")
        with feedback.show():
            if meant is not each.reader:
                estimate.release(store, estimate_id=each.id, reader=meant)
                feedback.again()
            if st.button(
                "Haal weg", key=f"drop_estimate_{each.id}", type="tertiary", icon=":material/delete:"
            ):
                estimate.give(
                    store,
                    kind=each.kind,
                    value=None,
                    given_by=each.given_by,
                    given_on=each.given_on,
                    party_id=each.party_id,
                    relation_id=each.relation_id,
                )
                feedback.again()


def give(here: door.Here, one: Party) -> None:
    """Three questions, and who answers: opinions of several people stand side by side."""
    key = f"estimate_{one.id}_{st.session_state.get(TURN, 0)}"
    with st.form(key, border=False, enter_to_submit=False):
        answers = {
            kind: st.segmented_control(
                QUESTIONS[kind],
                list(words.ESTIMATE_VALUES[kind]),
                format_func=words.ESTIMATE_VALUES[kind].__getitem__,
                key=f"{key}_{kind}",
            )
            for kind in KINDS
        }
        giver = st.text_input("Wie vindt dit?", reader.writer(here), key=f"{key}_by")
        meant = reader.choice("Mag dit gedeeld worden?", Reader.FACILITATOR, key=f"{key}_reader")
        is_ready = st.form_submit_button("Bewaar de inschatting", key=f"save_{key}")
    if is_ready:
        with feedback.show():
            given = {kind: value for kind, value in answers.items() if value is not None}
            if not given:
                raise RuleBroken("estimate.empty")
            with here.store.write() as tables:
                for kind, value in given.items():
                    estimate.put(
                        tables,
                        kind=kind,
                        value=value,
                        reader=meant,
                        given_by=giver,
                        given_on=here.today,
                        party_id=one.id,
                    )
            st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
            feedback.again()

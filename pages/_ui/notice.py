"""Notice: the facilitator writes down that a party stops, or that it does not after all."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import door, feedback, markdown
from sok_core import clock, notice, signature
from sok_core.model import Signature

STOPS = ("Waarom niet?", "De partij doet dan weer gewoon mee.", "Schrijf op dat zij niet stopt")
UNMET = (
    "Wat is er anders?",
    "Dan staat het voorbehoud weer open, en telt de handtekening weer mee.",
    "Schrijf op dat zij meedoet",
)


def show(here: door.Here, one: Signature, led: Sequence[str]) -> None:
    """What can still be said of a signature that counts: that its party stops, or that it does not."""
    if one.withdrawn_on is None:
        stop(here, one, led)
    else:
        stay(here, one)


def choice(one: Signature) -> str:
    """Return what a facilitator chooses to come to ``show``: "Stopt", or that it does not after all."""
    if one.withdrawn_on is None:
        return "De partij stopt"
    return "De partij doet toch mee" if one.is_unmet else "De partij stopt toch niet"


def stop(here: door.Here, one: Signature, led: Sequence[str]) -> None:
    """Write down that a party stops; what it signed stays, and what it leads (``led``) looks for a lead."""
    with st.form(f"stop_form_{one.id}", border=False, enter_to_submit=False):
        on = st.date_input("Vanaf wanneer?", here.today, format="DD-MM-YYYY", key=f"stop_on_{one.id}")
        why = st.text_input("Waarom?", max_chars=signature.MAX_WHY, key=f"stop_why_{one.id}")
        if led:
            titles = "\n".join(f"- {markdown.escape(title)}" for title in led)
            st.markdown(f"Voor deze afspraken zoeken jullie dan een trekker:\n\n{titles}")
        if st.form_submit_button("Schrijf op dat zij stopt"):
            with feedback.show():
                notice.give(here.store, signature_id=one.id, on=on or here.today, why=why or "")
                feedback.again()


def stay(here: door.Here, one: Signature) -> None:
    """Write down that a party does not stop, or takes part after all; that this was said stays to be read."""
    question, begin, act = UNMET if one.is_unmet else STOPS
    with st.form(f"stay_form_{one.id}", border=False, enter_to_submit=False):
        why = st.text_input(question, max_chars=signature.MAX_WHY, key=f"stay_why_{one.id}")
        st.markdown(
            f":gray[{begin} Wat zij trok en niemand overnam, trekt zij weer. "
            "Tekenden de anderen intussen een nieuwere versie? Laat haar dan die tekenen.]"
        )
        if st.form_submit_button(act):
            with feedback.show():
                notice.take_back(here.store, signature_id=one.id, why=why or "", now=clock.now())
                feedback.again()

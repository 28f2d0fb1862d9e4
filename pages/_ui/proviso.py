"""A proviso after signing: the facilitator writes down that it was met, or that it was not."""

import streamlit as st

from pages._ui import door, feedback, markdown
from sok_core import clock, proviso, signature
from sok_core.model import Signature

MET, FAILED = "Ja, daaraan is voldaan", "Nee, en dat komt ook niet meer"


def show(here: door.Here, one: Signature, text: str) -> None:
    """Ask whether what a signature that holds hangs on came; ``text`` is what that is."""
    if not one.holds(here.today):
        return
    if one.met_on is not None:
        if st.button("Toch nog niet voldaan", key=f"unmet_{one.id}", type="tertiary"):
            with feedback.show():
                proviso.reopen(here.store, signature_id=one.id)
                feedback.again()
        return
    with (
        st.popover("Voorbehoud", type="tertiary", key=f"proviso_{one.id}"),
        st.form(f"proviso_form_{one.id}", border=False, enter_to_submit=False),
    ):
        st.markdown(f"**{markdown.escape(text)}**")
        came = st.radio("Is het er?", [MET, FAILED], index=None, key=f"proviso_came_{one.id}")
        on = st.date_input("Vanaf welke dag?", here.today, format="DD-MM-YYYY", key=f"proviso_on_{one.id}")
        why = st.text_input(
            "Komt het niet: waarom niet?", max_chars=signature.MAX_WHY, key=f"proviso_why_{one.id}"
        )
        st.markdown(
            ":gray[Komt het niet, dan is deze partij niet gebonden. Wat zij trok, zoekt een trekker.]"
        )
        if st.form_submit_button("Schrijf het op"):
            with feedback.show():
                day, now = on or here.today, clock.now()
                if came is None:
                    st.warning("Kies eerst of het er is.")
                    return
                if came == MET:
                    proviso.meet(here.store, signature_id=one.id, on=day, now=now)
                else:
                    proviso.fail(here.store, signature_id=one.id, on=day, why=why or "", now=now)
                feedback.again()

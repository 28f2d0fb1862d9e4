"""Who carries how much, without any order of merit."""

import streamlit as st

from pages._ui import commitment_filter, commitment_link, door, figure, live, markdown
from sok_core import commitment_state
from sok_core.access import Right
from sok_core.charts import commitment as chart

KEY = "carried"


def show(_here: door.Here) -> None:
    """The part of the page about who carries what."""
    carried()


@st.fragment
def carried() -> None:
    """Per party what it leads, open and done; a bar opens what is behind it."""
    here = door.enter(Right.READ)
    st.header("Wie draagt wat?", anchor=False)
    with here.store.read() as tables:
        states = commitment_state.states(tables, today=here.today)
        chosen = commitment_filter.ask(tables, states)
        states = [one for one in states if chosen.takes(one)]
        found = commitment_state.carried(states, tables.party.all(), tables.role_part.all())
    if not found:
        st.markdown("Er is nog geen afspraak die iemand trekt.")
    else:
        figure.show(
            chart.carrying(found, template=figure.template()),
            title=chart.carrying_finding(found),
            counted=f"{chart.CARRYING} Klik op een staaf.",
            alt=chart.carrying_alt(found),
            rows=chart.carrying_rows(found),
            key=KEY,
            on_pick="rerun",
        )
        for party_id in figure.picked(KEY)[:1]:
            for one in found:
                if one.party.id == party_id:
                    with st.container(border=True, gap=None):
                        st.markdown(f"**{markdown.escape(one.party.name)}**")
                        for each in (*one.open, *one.done):
                            st.markdown(markdown.escape(each.title))
                            commitment_link.link(here, each, label="Bekijk de afspraak")
    live.dossier_bell(here, key="carried_bell")

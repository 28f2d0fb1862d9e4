"""The timeline of projects, under what it shows, with its table and its paper."""

import streamlit as st

from pages._ui import door, figure, live
from sok_core import project
from sok_core.access import Right
from sok_core.charts import project as chart


def show(_here: door.Here) -> None:
    """The part of the page about time."""
    timeline()


@st.fragment
def timeline() -> None:
    """From when to when each project goes on."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        projects = tables.project.all()
    today = here.today
    st.header("Tijdlijn", anchor=False)
    if not chart.shown(projects):
        st.markdown(
            "Er staat nog geen project op de tijdlijn. "
            "Geef een project op zijn kaart een begin, of een dag voor de eerste stap."
        )
    else:
        figure.show(
            chart.figure(projects, today=today, template=figure.template()),
            title=project.finding(projects, today=today),
            counted="Van begin (of eerste stap) tot eind. De streepjeslijn is vandaag.",
            alt=chart.alt(projects, today=today),
            rows=chart.rows(projects, today=today),
            key="timeline",
            legend="✓ klaar, donker · ● bezig en ○ gekozen, licht · × gestopt, grijs · ◇ eerste kleine stap",
        )
        st.link_button("Druk de tijdlijn af", f"/download/{here.slug}/tijdlijn", icon=":material/print:")
    live.dossier_bell(here, key="timeline_bell")

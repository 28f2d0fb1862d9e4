"""The papers of what is followed: what each is for, and its buttons."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import door, live, markdown
from sok_core import value_score_room
from sok_core.access import Right
from sok_core.charts import commitment as chart
from sok_core.model import Commitment
from sok_core.web.progress_paper import ENDINGS, Kind, link

ABOUT = {
    Kind.REPORT: (
        "Voortgang",
        "Alles op een rij, met reden en artikel. Word om in te werken, PDF om te delen.",
    ),
    Kind.POSTER: ("Poster", "Eén blad voor de muur van het buurthuis. Er staan geen namen van mensen op."),
    Kind.FOLLOWED: (
        "Alles in een tabel",
        "Afspraken, berichten, momenten, besluiten, wat jullie leerden en waarden. Om mee te rekenen.",
    ),
    Kind.UPDATES: ("Berichten", "Alles wat er gezegd is, om ergens anders in te lezen."),
    Kind.BLANK: (
        "Berichten om in te vullen",
        "Per afspraak een rij. Ingevuld lees je de lijst in bij ‘Bijwerken’.",
    ),
    Kind.CHECK_INS: ("Kwartaalmomenten", "Wanneer jullie elkaar zagen en zien."),
    Kind.MONTHS: ("Stand per maand", "Hoeveel afspraken er per maand van elke status waren."),
    Kind.CARRIED: ("Wie draagt wat", "Per partij wat ze trekt, in vaste volgorde."),
    Kind.AHEAD: ("De komende negentig dagen", "Wat klaar moet zijn, en de momenten samen."),
    Kind.LINE: (
        "Eén afspraak en zijn doel",
        "De getallen van één afspraak naast een rechte lijn naar het doel.",
    ),
}
AT_FIRST_SIGHT = (Kind.REPORT, Kind.POSTER, Kind.FOLLOWED)
WITHOUT_PROMISES = (Kind.REPORT, Kind.FOLLOWED)  # moments, decisions and values are in these too
NAMES = {
    "docx": "Maak Word",
    "pdf": "Maak PDF",
    "xlsx": "Maak Excel",
    "csv": "Maak csv",
    "png": "Maak png",
    "svg": "Maak svg",
}
SIZES = {"a3": "Maak A3", "a4": "Maak A4"}


def show(_here: door.Here) -> None:
    """The part of the page with papers."""
    papers()


@st.fragment
def papers() -> None:
    """One line per paper, those for everybody first."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        found = tables.commitment.all()
        told = tables.update.measured()
        is_begun = bool(tables.check_in.all() or tables.decision.all() or value_score_room.history(tables))
    measured = [one for one in found if one.id in told and chart.is_counted(one)]
    st.header("Papieren", anchor=False)
    if not found:
        st.markdown("Jullie volgen nog geen afspraak. Begin bij ‘Afspraken’. Dan maak je hier alle papieren.")
        for kind in WITHOUT_PROMISES if is_begun else ():
            _row(here, kind, measured)
    else:
        for kind in AT_FIRST_SIGHT:
            _row(here, kind, measured)
        with st.expander("Grafieken en meer tabellen"):
            for kind in Kind:
                if kind not in AT_FIRST_SIGHT and (measured or kind is not Kind.LINE):
                    _row(here, kind, measured)
    live.dossier_bell(here, key="progress_paper_bell")


def _row(here: door.Here, kind: Kind, measured: Sequence[Commitment]) -> None:
    name, about = ABOUT[kind]
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{markdown.escape(name)}**  \n:gray[{markdown.escape(about)}]", width="stretch")
            if kind is not Kind.LINE:
                _buttons(here, kind)
        if kind is Kind.LINE:
            titles = {one.id: one.title for one in measured}
            chosen = st.selectbox(
                "Welke afspraak?", list(titles), format_func=titles.__getitem__, key="progress_paper_line"
            )
            with st.container(horizontal=True):
                _buttons(here, kind, chosen)


def _buttons(here: door.Here, kind: Kind, commitment_id: int | None = None) -> None:
    with st.container(horizontal=True, width="content"):
        if kind is Kind.POSTER:
            for size, label in SIZES.items():
                url = link(here.slug, kind, "pdf", size=size)
                st.link_button(label, url, icon=":material/print:", key=f"progress_paper_{kind}_{size}")
            return
        for ending in ENDINGS[kind]:
            url = link(here.slug, kind, ending, commitment_id=commitment_id)
            st.link_button(
                NAMES[ending], url, icon=":material/download:", key=f"progress_paper_{kind}_{ending}"
            )

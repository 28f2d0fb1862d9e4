"""The organisation's own Word template: which one is there, adding one, and taking it away."""

import streamlit as st

from pages._ui import door, feedback, markdown
from sok_core import clock, word_file, word_template, words
from sok_core.access import Right
from sok_core.export import agreement
from sok_core.export.agreement_model import gather
from sok_core.model import WordTemplate

ABOUT = (
    "Heeft de gemeente, de corporatie of de stichting een eigen Word-sjabloon? Dan maak je de overeenkomst "
    "daarin. Het papier, de kop, de voet, het logo en de letters blijven. De tekst van het sjabloon valt "
    f"weg. Wil je die houden? Zet dan op een eigen regel **{markdown.escape(word_template.PLACE)}**: daar "
    "komt de overeenkomst."
)


def manage(here: door.Here, kept: WordTemplate | None) -> None:
    """Say which template there is; who leads may add one, replace it or take it away."""
    with st.container(border=True):
        st.markdown("**Eigen Word-sjabloon**")
        if kept is not None:
            _known(here, kept)
        elif not here.visitor.may(Right.RUN):
            st.markdown(":gray[Er is nog geen sjabloon. De begeleider kan er een toevoegen.]")
        if here.visitor.may(Right.RUN):
            _add(here, kept)


def _known(here: door.Here, kept: WordTemplate) -> None:
    day = words.day(clock.local(kept.added_at).date(), with_year=True)
    where = (
        "op de plek die het sjabloon aangeeft" if kept.has_place else "in plaats van de tekst die erin stond"
    )
    st.markdown(
        f"{markdown.escape(kept.name)} :gray[toegevoegd op {day}]  \n:gray[De overeenkomst komt {where}.]"
    )
    if not here.visitor.may(Right.RUN):
        return
    with st.container(horizontal=True):
        st.link_button(
            "Download het sjabloon", f"/download/{here.slug}/sjabloon", key="word_template_download"
        )
        if st.button("Haal het sjabloon weg", key=f"word_template_remove_{kept.id}_{kept.digest[:8]}"):
            with feedback.show():
                word_template.take_away(here.store)
                feedback.again()


def _add(here: door.Here, kept: WordTemplate | None) -> None:
    st.markdown(f":gray[{ABOUT}]" if kept is None else ":gray[Een ander sjabloon komt in de plaats van dit.]")
    file = st.file_uploader(
        "Kies het sjabloon, een bestand op .docx",
        type=list(word_template.ENDINGS),
        max_upload_size=word_file.MEGABYTES,
        key=f"word_template_file_{kept.digest[:8] if kept else 'none'}",
    )
    label = "Vervang het sjabloon" if kept else "Bewaar het sjabloon"
    if file is not None and st.button(label, key="word_template_save"):
        with feedback.show():
            data = file.getvalue()
            word_template.check(data)
            agreement.in_template(gather(here.store, None, now=clock.now()), data)  # try it before it is kept
            word_template.keep(here.store, name=file.name, data=data, now=clock.now())
            feedback.again()

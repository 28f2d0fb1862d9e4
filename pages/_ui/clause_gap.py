"""What is missing in the text, each with the way to where it can be mended."""

from itertools import groupby

import streamlit as st

from pages._ui import clause_form, clause_link, door, feedback, live, markdown
from sok_core import clause, clause_gap, clause_name, clock, words
from sok_core.access import Right
from sok_core.clause_gap import TITLES, Gap, GapKind

FEW = 8


def show(_here: door.Here) -> None:
    """The part of the page about what is missing."""
    missing()


@st.fragment
def missing() -> None:
    """All that is missing, by kind: what keeps people from signing first."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        found = clause_gap.gaps_of(tables, today=here.today)
        is_begun = bool(tables.clause.all())
    st.header("Wat mist er in de tekst?", anchor=False)
    if not is_begun:
        st.markdown("Er is nog geen artikel. Schrijf er eerst een, bij ‘Tekst’.")
    elif not found:
        st.markdown("Niets dat wij kunnen zien. Mooi.")
    else:
        count = words.count(len(found), "ding", "dingen")
        st.markdown(f"{count} om naar te kijken. Tekenen kan ook zo. Dan weet je wat er open blijft.")
        for kind, group in groupby(found, key=lambda one: one.kind):
            one_kind(here, kind, list(group))
    live.dossier_bell(here, key="clause_gap_bell")


def one_kind(here: door.Here, kind: GapKind, found: list[Gap]) -> None:
    """One kind of gap; a long list is folded, so that the others stay in sight."""
    with st.expander(f"**{TITLES[kind]}** ({len(found)})", expanded=len(found) <= FEW):
        for one in found:
            if one.number:  # by its own words: a second press must not settle the next one
                of_article(here, one, key=f"gap_{kind}_{one.clause_id}_{one.lost}_{one.sentence}")
            elif one.task_id and here.visitor.may(Right.RUN):
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(markdown.escape(one.sentence), width="stretch")
                    if st.button("Maak er een artikel van", key=f"gap_task_{one.task_id}"):
                        with feedback.show():
                            with here.store.read() as tables:
                                task = tables.task.get(one.task_id)
                            clause_form.draft(here, task)
            else:
                st.markdown(markdown.escape(one.sentence))


def of_article(here: door.Here, one: Gap, *, key: str) -> None:
    """What an article misses, with the way to it, and what settles it in one press."""
    with st.container(horizontal=True, vertical_alignment="center"):
        clause_link.link(here, one.number)
        sentence = one.sentence.removeprefix(f"Artikel {one.number} ")
        st.markdown(markdown.escape(sentence), width="stretch")
        if one.clause_id is None or not here.visitor.may(Right.RUN):
            return
        with feedback.show():
            if one.kind is GapKind.OLD_NAME and st.button("Vervang de naam", key=key):
                hand = clause_link.hand(here)
                clause_name.replace(here.store, clause_id=one.clause_id, now=clock.now(), by=hand)
                st.rerun()
            if one.lost and st.button("Klopt nog", key=key):
                clause.confirm(here.store, clause_id=one.clause_id, lost=one.lost)
                st.rerun()

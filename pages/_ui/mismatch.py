"""What is still to be talked about: for the facilitator only, each one click from the next agenda."""

from collections.abc import Mapping

import streamlit as st

from pages._ui import door, feedback, live, markdown
from sok_core import clock, role
from sok_core.access import Right
from sok_core.role import Mismatch, MismatchKind
from sok_core.store import Store
from sok_core.words import capital, counted

HEADS = {
    MismatchKind.NO_LEAD: "Geen trekker",
    MismatchKind.TWO_LEADS: "Te veel trekkers",
    MismatchKind.CONTRADICTED: "Afgesproken, maar wil het niet",
    MismatchKind.REFUSED: "Verwacht, maar wil het niet",
    MismatchKind.NOT_OFFERED: "Verwacht, niet aangeboden",
    MismatchKind.NOT_WANTED: "Aangeboden, niet gevraagd",
    MismatchKind.OVERLOADED: "Vrijwilligers met te veel",
    MismatchKind.ABSENT: "Beslist mee, was er niet",
}


def show(_here: door.Here) -> None:
    """The part of the page about what is still to be talked about."""
    listed()


@st.fragment
def listed() -> None:
    """Each point with its reason, and what the group left open itself."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        tasks, found = tables.task.all(), role.open_points(tables)
        planned = role.planned(tables)
    st.header("Nog te bespreken", anchor=False)
    st.markdown(
        ":gray[Alleen jij leest dit. Op het scherm staat per taak alleen ‘nog te bespreken’, en op de agenda "
        "komt een vraag zonder namen.]"
    )
    open_points = [one for one in tasks if one.open_point]
    total = len(found) + len(open_points)
    st.markdown(
        f"{capital(counted(total, 'punt', 'punten'))} om over te praten."
        if total
        else "Niets dat wij kunnen zien. Wat is aangeboden, past bij wat er is verwacht."
    )
    titles = {one.id: one.title for one in tasks}
    for place, one in enumerate(found):
        point(here.store, one, titles, planned, key=f"mismatch_{place}")
    for each in open_points:
        item = f"{each.title}: {each.open_point}"
        text = f"**{markdown.escape(each.title)}** :gray[De groep liet dit open]  \n"
        row(here.store, text + markdown.escape(each.open_point), item, planned, key=f"open_{each.id}")
    live.dossier_bell(here, key="mismatch_bell")


def point(store: Store, one: Mismatch, titles: Mapping[int, str], planned: set[str], *, key: str) -> None:
    """One point with its reason."""
    about = titles[one.task_ids[0]] if len(one.task_ids) == 1 else "Alle taken samen"
    text = f"**{markdown.escape(about)}** :gray[{HEADS[one.kind]}]  \n{markdown.escape(one.text)}"
    row(store, text, one.item, planned, key=key)


def row(store: Store, text: str, item: str, planned: set[str], *, key: str) -> None:
    """One point, and the click that puts it on the next agenda."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"row_{key}"):
        st.markdown(text, width="stretch")
        if item in planned:
            st.markdown(":green[✓ Staat klaar voor de agenda]", width="content")
            return
        with feedback.show():
            if st.button("Zet op de agenda", key=key, help=item):
                title = role.plan_talk(store, item=item, now=clock.now())
                feedback.toast_after_rerun(
                    f"Het staat op de agenda van ‘{title}’."
                    if title
                    else "Het staat klaar. Plan je een avond, dan staat het al in het draaiboek."
                )
                feedback.again()

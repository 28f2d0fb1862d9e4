"""Updates from a spreadsheet: what is right goes in after a look, and a wrong row costs no other."""

from collections.abc import Mapping

import streamlit as st

from pages._ui import door, feedback, intake
from sok_core import clock, words
from sok_core.access import Right
from sok_core.intake import update
from sok_core.intake.table import Table
from sok_core.web.progress_paper import Kind, link

TURN = "update_intake_turn"
LEFT_OUT = "Die rijen doen niet mee. Verbeter ze later, en geef dan gerust de hele lijst opnieuw."


def show() -> None:
    """Ask for a list of updates behind one button, of who may write."""
    with st.expander(
        "Lees berichten uit een lijst (Excel of csv)", key="update_intake", on_change="rerun"
    ) as at:
        if at.open:
            bring_in()


@st.fragment
def bring_in() -> None:
    """Ask for a table, show what would come in and what is wrong with each other row, and put it in."""
    here = door.enter(Right.WRITE)
    turn = f"berichten_{st.session_state.get(TURN, 0)}"
    found = intake.asked(here, intake.UPDATES, turn, hint=hint(here))
    if found is None:
        return
    chosen = intake.columns(here, intake.UPDATES, found, turn)
    with here.store.read() as tables:
        checked = update.check(tables, found, chosen, today=here.today)
    intake.report(checked, then=LEFT_OUT if checked.ready else intake.NOTHING_IN)
    intake.preview(intake.UPDATES, found, chosen, checked)
    if checked.ready and not checked.waiting:
        st.markdown("Alle berichten die kloppen, staan al in het dossier.")
    count = len(checked.waiting)
    many = f" ({words.number(count)})" if count else ""
    if st.button(
        f"Zet in dossier{many}",
        type="primary",
        disabled=not count,
        key=f"update_intake_go_{turn}",
        icon=":material/add:",
    ):
        put_in(here, found, chosen)


def hint(here: door.Here) -> str:
    """Return how to begin, with the list to fill in."""
    statuses = ", ".join(words.COMMITMENT_STATUSES.values())
    return (
        f"Begin met [de lijst van jullie afspraken]({link(here.slug, Kind.BLANK, 'xlsx')}). "
        f"Vul per afspraak de datum in en hoe het staat ({statuses}). "
        "Gaat het om ja of nee? Zet dat dan bij het getal. "
        "Rijen die leeg blijven, tellen niet mee. "
        "Een lijst die je al eens gaf, mag opnieuw: wat er al staat, komt er niet dubbel in."
    )


def put_in(here: door.Here, found: Table, chosen: Mapping[str, str]) -> None:
    """Put what is right in the dossier; afterwards the boxes are empty."""
    with feedback.show():
        done = update.bring_in(here.store, found, chosen, today=here.today, now=clock.now())
        st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
        feedback.toast_after_rerun(
            f"{words.count(len(done.added), 'bericht', 'berichten')} in het dossier gezet."
        )
        st.rerun()

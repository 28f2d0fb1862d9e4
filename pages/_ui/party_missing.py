"""Who is missing: five questions that bring names to mind, and the kinds of party that nobody is of."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import door, feedback, live, markdown
from sok_core import party, words
from sok_core.access import Right
from sok_core.model import Party, PartyList, PartyStatus, PartyType
from sok_core.store import Store
from sok_core.words import counted

TURN, SAID = "missing_turn", "missing_said"
IN_A_ROW = 3


@st.fragment
def missing() -> None:
    """Five questions with a box each; every line becomes a party to approach."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        parties = tables.party.all()
    may_write = here.visitor.may(Right.WRITE)
    if SAID in st.session_state:
        st.success(st.session_state.pop(SAID), icon=":material/check:")
    if may_write:
        questions(here.store, parties)
    kinds(here.store, parties, may_write=may_write)
    live.dossier_bell(here, key="missing_bell")


def questions(store: Store, parties: Sequence[Party]) -> None:
    """The five lists as questions."""
    turn = st.session_state.get(TURN, 0)
    with st.form(f"missing_{turn}", enter_to_submit=False):
        st.header("Wie missen we?", anchor=False)
        st.markdown("Vijf vragen die helpen. Schrijf één naam per regel.")
        typed = {
            one: st.text_area(
                question, key=f"missing_{one}_{turn}", height=80, help=_there(parties, one) or None
            )
            for one, question in words.PARTY_LISTS.items()
        }
        is_ready = st.form_submit_button("Schrijf ze op", key=f"save_missing_{turn}")
    if not is_ready:
        return
    with feedback.show():
        rows = [
            {"name": name, "listed_as": one, "status": PartyStatus.TO_APPROACH}
            for one, text in typed.items()
            for name in text.splitlines()
            if name.strip()
        ] or [{"name": ""}]
        made = party.write_down_all(store, rows)
        st.session_state[TURN] = turn + 1
        verb = "staat" if len(made) == 1 else "staan"
        names = markdown.escape(words.enumerated([each.short_name for each in made]))
        st.session_state[SAID] = f"{names} {verb} nu op de lijst ‘nog benaderen’."
        feedback.again()


def _there(parties: Sequence[Party], one: PartyList) -> str:
    names = [each.short_name for each in parties if each.listed_as is one]
    return f"Al genoemd: {words.ended(markdown.escape(words.enumerated(names)))}" if names else ""


def kinds(store: Store, parties: Sequence[Party], *, may_write: bool) -> None:
    """The kinds of party that nobody is of, those that are often forgotten first."""
    unseen = party.unseen_types(parties)
    st.header("Welke soorten partijen zijn er nog niet?", anchor=False)
    if not unseen:
        st.markdown("Van elke soort is er iemand. Mooi.")
        return
    forgotten = [kind for kind in unseen if kind in party.FORGOTTEN]
    others = [kind for kind in unseen if kind not in party.FORGOTTEN]
    st.markdown("Niet elke wijk heeft ze allemaal. Een lege stoel herinnert je eraan.")
    for title, several in (("Vaak vergeten", forgotten), ("Ook nog niet", others)):
        if several:
            st.markdown(f"**{title}** ({counted(len(several), 'soort', 'soorten')})")
            _chairs(store, several, may_write=may_write)


def _chairs(store: Store, several: Sequence[PartyType], *, may_write: bool) -> None:
    for kind in several:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words.PARTY_TYPES[kind], width=280)
            if may_write and st.button("Zet een lege stoel", key=f"chair_{kind}", icon=":material/chair:"):
                with feedback.show():
                    party.add_chair(store, type=kind)
                    st.session_state[SAID] = f"Er staat een lege stoel voor: {words.PARTY_TYPES[kind]}."
                    feedback.again()

"""What is promised and followed: the list, one card when the address asks for it, and what is new."""

import streamlit as st

from pages._ui import (
    article_change,
    clause_link,
    commitment_card,
    commitment_filter,
    commitment_link,
    door,
    feedback,
    live,
    markdown,
    more,
)
from sok_core import commitment, commitment_road, commitment_state, notice, words
from sok_core.access import Right
from sok_core.commitment_state import told
from sok_core.store import Store
from sok_core.words import capital, counted, date

TURN = "commitment_turn"


def show(_here: door.Here) -> None:
    """The part of the page with promises: one when the address asks for it, else all."""
    asked = st.query_params.get(commitment_link.ADDRESS, "")
    if asked:
        commitment_card.card(asked)
    else:
        listed()


@st.fragment
def listed() -> None:
    """All that is followed, by party, project or value, and what was signed and nobody follows yet."""
    here = door.enter(Right.READ)
    st.header("Afspraken", anchor=False)
    with here.store.read() as tables:
        states = commitment_state.states(tables, today=here.today)
        chosen = commitment_filter.ask(tables, states)
        names = {one.id: one.short_name for one in tables.party.all()}
        numbers = commitment_road.numbers(tables)
        may_lead = {one.id: one.short_name for one in notice.may_lead(tables, today=here.today)}
    shown = [one for one in states if chosen.takes(one)]
    st.markdown(f"{capital(counted(len(shown), 'afspraak', 'afspraken'))}.")
    for one in more.listed(shown, key="all_commitments", one="afspraak", several="afspraken", first=20):
        with st.container(border=True, gap=None):
            due = one.commitment.due
            when = f"klaar op {date(due, with_year=True)}" if due else ""
            who = markdown.escape(names.get(one.commitment.owner_id, "")) if one.has_lead else ""
            about = " · ".join(filter(None, (who, when, told(one))))
            title = markdown.escape(one.commitment.title)
            st.markdown(f"**{title}**  \n{commitment_link.badge(one.status)} :gray[{about}]")
            commitment_link.link(here, one.commitment, label="Bekijk de afspraak")
    article_change.listed(here, shown, names)
    article_change.back(here, {one.commitment.id: one.commitment.title for one in shown})
    if here.visitor.may(Right.RUN):
        follow(here, numbers, names)
        by_hand(here.store, here, may_lead)
    live.dossier_bell(here, key="commitment_bell")


def follow(here: door.Here, numbers: dict[int, str], names: dict[int, str]) -> None:
    """What was signed and is not followed yet; one click follows it. Who signed and holds may lead."""
    with here.store.read() as tables:
        waiting, unbound = commitment.to_promise(tables), commitment.unbound(tables)
    if not waiting and not unbound:
        return
    with st.expander(f"Getekend, en nog niet gevolgd ({len(waiting)})"):
        for one in more.listed(waiting, key="all_to_follow", one="artikel", several="artikelen"):
            with st.container(border=True):
                clause_link.link(here, numbers.get(one.clause_id, one.number))
                st.markdown(markdown.escape(one.text))
                owner = None
                if len(one.parties) > 1:
                    owner = st.selectbox(
                        "Wie trekt dit?",
                        list(one.parties),
                        index=None,
                        format_func=names.__getitem__,
                        placeholder="Kies één partij",
                        key=f"follow_owner_{one.clause_id}",
                    )
                with feedback.show():
                    if st.button("Volg deze afspraak", key=f"follow_{one.clause_id}"):
                        commitment.promise(here.store, clause_id=one.clause_id, owner_id=owner)
                        feedback.again()
        for one in unbound:
            who = words.enumerated(names[each] for each in one.parties if each in names)
            said = f"Artikel {one.number} volg je nog niet: van {who} is er geen handtekening die nu geldt."
            st.markdown(f":gray[{markdown.escape(said)}]")


def by_hand(store: Store, here: door.Here, names: dict[int, str]) -> None:
    """A promise that stands in no article; what is refused stays in its boxes."""
    turn = st.session_state.get(TURN, 0)
    with (
        st.expander("Schrijf zelf een afspraak op"),
        st.form(f"commitment_new_{turn}", enter_to_submit=False),
    ):
        title = st.text_input(
            "Wat spreken jullie af? Begin met wie.",
            max_chars=commitment.MAX_TITLE,
            key=f"commitment_title_{turn}",
        )
        with st.container(horizontal=True):
            owner = st.selectbox(
                "Wie trekt dit?",
                list(names),
                index=None,
                format_func=names.__getitem__,
                placeholder="Kies één partij",
                key=f"commitment_owner_{turn}",
                width=260,
            )
            due = st.date_input(
                "Klaar op", None, format="DD-MM-YYYY", key=f"commitment_due_{turn}", width=170
            )
        if st.form_submit_button("Volg deze afspraak", key=f"commitment_add_{turn}"):
            with feedback.show():
                commitment.add(store, title=title, owner_id=owner or 0, starts_on=here.today, due=due)
                st.session_state[TURN] = turn + 1
                feedback.again()

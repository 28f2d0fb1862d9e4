"""The core team: who is in it, by function and for which party, and what it lacks."""

import streamlit as st

from pages._ui import door, feedback, live, markdown
from sok_core import core_team, words
from sok_core.access import Right
from sok_core.model import CoreTeamMember, Party
from sok_core.words import capital, counted

TURN = "core_team_turn"


def show(_here: door.Here) -> None:
    """The part of the page about the core team."""
    seats()


@st.fragment
def seats() -> None:
    """Who has a seat, and for which party; one more, and the end of one."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        parties = tables.party.all()
        members = tables.core_team.all()
    names = {one.id: one.short_name for one in parties}
    now = [one for one in members if one.until is None]
    st.header("Kernteam", anchor=False)
    lacks(parties, now)
    for one in now:
        seat(here, one, names)
    if here.visitor.may(Right.RUN):
        join(here, parties)
    ended = [one for one in members if one.until is not None]
    if ended:
        with st.expander(f"Eerder in het kernteam ({len(ended)})"):
            for one in ended:
                seat(here, one, names)
    live.dossier_bell(here, key="core_team_bell")


def lacks(parties: list[Party], now: list[CoreTeamMember]) -> None:
    """How many there are, what the advice is, and which kinds of party have no seat."""
    size = (
        f"{capital(counted(len(now), 'mens', 'mensen'))} in het kernteam."
        if now
        else "Er zit nog niemand in."
    )
    st.markdown(f"{size} {core_team.advice(now)}")
    missing = core_team.missing_types(parties, now)
    if missing:
        kinds = words.enumerated([words.PARTY_TYPES[kind] for kind in missing])
        st.markdown(f":gray[Wel aan tafel, nog niet in het kernteam: {kinds}.]")


def seat(here: door.Here, one: CoreTeamMember, names: dict[int, str]) -> None:
    """One seat, with its acts."""
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(line(one, names), width="stretch")
        if not here.visitor.may(Right.RUN):
            return
        with feedback.show():
            if one.until is None:
                if st.button("Stopt", key=f"leave_{one.id}", icon=":material/logout:"):
                    core_team.leave(here.store, member_id=one.id, until=here.today)
                    feedback.again()
            else:
                if st.button("Toch niet", key=f"come_back_{one.id}", icon=":material/undo:"):
                    core_team.come_back(here.store, member_id=one.id)
                    feedback.again()
                if st.button("Haal weg", key=f"forget_{one.id}", type="tertiary", icon=":material/delete:"):
                    core_team.forget(here.store, member_id=one.id)
                    feedback.again()


def line(one: CoreTeamMember, names: dict[int, str]) -> str:
    """Return one seat in words, in markdown."""
    parts = [f"namens {names[one.party_id]}"] if one.party_id in names else []
    parts += [f"sinds {words.day(one.since, with_year=True)}"] if one.since else []
    parts += [f"tot {words.day(one.until, with_year=True)}"] if one.until else []
    more = markdown.escape(" · ".join(parts))
    return f"**{markdown.escape(one.function)}**" + (f" :gray[{more}]" if more else "")


def join(here: door.Here, parties: list[Party]) -> None:
    """One more seat."""
    key = f"core_team_{st.session_state.get(TURN, 0)}"
    with st.form(key, enter_to_submit=False):
        left, middle, right = st.columns(3)
        function = left.text_input("Functie", placeholder="Voorzitter", key=f"{key}_function")
        of = middle.selectbox(
            "Namens welke partij?",
            parties,
            index=None,
            format_func=lambda one: one.short_name,
            placeholder="Voor zichzelf",
            key=f"{key}_party",
        )
        since = right.date_input("Sinds", here.today, format="DD-MM-YYYY", key=f"{key}_since")
        if st.form_submit_button("Zet erbij", key=f"save_{key}"):
            with feedback.show():
                core_team.join(here.store, function=function, party_id=of.id if of else None, since=since)
                st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
                feedback.again()

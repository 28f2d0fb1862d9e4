"""Parties: the list, one more in ten seconds, and the views beside it."""

from collections.abc import Collection, Sequence

import streamlit as st

from pages._ui import door, feedback, live, markdown, party_card, party_link, party_missing, party_table
from sok_core import party, words
from sok_core.access import Right
from sok_core.model import CoreTeamMember, Party, PartyStatus, PartyType
from sok_core.store import Store

LIST, TABLE, MISSING = "Lijst", "Tabel", "Wie missen we?"
VIEW = "party_view"
ADDED = "party_added"
TYPED = "party_typed"
FEW = 3
PER_SHEET = 30
MANY = 12


def show(_here: door.Here) -> None:
    """The part of the page about parties: one of them when the address asks for it (?partij=3), else all."""
    asked = st.query_params.get(party_link.ADDRESS, "")
    if asked.isdecimal():
        party_card.card(int(asked))
        return
    view = st.pills(
        "Hoe wil je de partijen zien?",
        [LIST, TABLE, MISSING],
        default=LIST,
        required=True,
        key=VIEW,
        label_visibility="collapsed",
    )
    {LIST: listed, TABLE: party_table.table, MISSING: party_missing.missing}[view or LIST]()


@st.fragment
def listed() -> None:
    """Every party with the way to its card; one more is written down above them."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        parties, seats = tables.party.all(), tables.core_team.now()
    if here.visitor.may(Right.WRITE):
        party_table.kitchen(here.store, is_first=len(parties) < FEW)
        quick(here.store)
    rows(here, parties, seats)
    live.dossier_bell(here, key="party_bell")


def quick(store: Store) -> None:
    """One row: Enter adds it, and the cursor stays for the next."""
    typed = st.session_state.get("party_name")
    if typed and typed == st.session_state.get(TYPED) and not st.session_state.get("add_party"):
        # The same box, emptied: it keeps the cursor. Of two drawings in one moment a browser shows only the
        # last, so each empties it until it says that it is.
        st.session_state["party_name"] = ""
    with st.form("party_quick"):
        left, middle, right, last = st.columns([4, 4, 3, 2], vertical_alignment="bottom")
        name = left.text_input("Nieuwe partij", key="party_name", max_chars=party.MAX_NAME)
        kind = middle.selectbox(
            words.PARTY_FIELDS["type"],
            list(PartyType),
            index=None,
            format_func=words.PARTY_TYPES.__getitem__,
            placeholder="Weet ik nog niet",
            key="party_type",
        )
        status = right.selectbox(
            words.PARTY_FIELDS["status"],
            list(PartyStatus),
            index=list(PartyStatus).index(PartyStatus.TO_APPROACH),
            format_func=words.PARTY_STATUSES.__getitem__,
            key="party_status",
        )
        is_ready = last.form_submit_button("Zet erbij", width="stretch", key="add_party")
    if is_ready:
        st.session_state.pop(ADDED, None)
        with feedback.show():
            made = party.write_down(store, name=name, type=kind, status=status)
            st.session_state[ADDED], st.session_state[TYPED] = made.name, name
            feedback.again()
    if ADDED in st.session_state:
        st.markdown(f":green[✓ {markdown.escape(st.session_state[ADDED])} staat in de lijst.]")


def rows(here: door.Here, parties: Sequence[Party], seats: Sequence[CoreTeamMember]) -> None:
    """The parties in two groups, with a search box when there are many."""
    if not parties:
        st.markdown("Er staan nog geen partijen in dit dossier.")
        return
    core = {seat.party_id for seat in seats}
    wanted = ""
    if len(parties) > MANY:
        wanted = st.text_input(
            "Zoek een partij", key="party_search", placeholder="Naam, soort of functie", live=True
        )
    found = [one for one in parties if matches(one, wanted or "")]
    at_table = [one for one in found if one.status is PartyStatus.AT_THE_TABLE]
    others = [one for one in found if one.status is not PartyStatus.AT_THE_TABLE]
    left, right = st.columns(2, gap="large")
    with left:
        group(here, "Aan tafel", at_table, core)
    with right:
        group(here, "Nog niet aan tafel", others, core)


def matches(one: Party, wanted: str) -> bool:
    """Whether every word that is looked for occurs in what the list tells of a party."""
    text = " ".join(
        (
            *(one.name, one.short_name, one.contact_role, one.caller),
            *(words.PARTY_TYPES[one.type], words.PARTY_STATUSES[one.status]),
        )
    ).casefold()
    return all(word in text for word in wanted.casefold().split())


def group(here: door.Here, title: str, listed: Sequence[Party], core: Collection[int | None]) -> None:
    """One group of parties, a sheet at a time."""
    st.markdown(f"**{title}** ({len(listed)})")
    if not listed:
        st.markdown("Niemand.")
    last = max(1, -(-len(listed) // PER_SHEET))
    sheet = st.selectbox(f"Blad van ‘{title}’", range(1, last + 1), key=f"sheet_{title}") if last > 1 else 1
    with st.container(gap="xsmall"):
        for one in listed[(sheet - 1) * PER_SHEET : sheet * PER_SHEET]:
            with st.container(gap=None):
                party_link.link(here, one)
                st.markdown(line(one, is_core=one.id in core))


def line(one: Party, *, is_core: bool) -> str:
    """What the list says of a party below its name, in markdown."""
    parts = [words.PARTY_TYPES[one.type]]
    if one.status is not PartyStatus.AT_THE_TABLE:
        parts.append(words.PARTY_STATUSES[one.status])
    if one.status in (PartyStatus.TO_APPROACH, PartyStatus.MISSING) and one.caller:
        by = f", uiterlijk {words.day(one.call_by)}" if one.call_by else ""
        parts.append(f"{one.caller} gaat erheen{by}")
    core = " :blue-badge[kernteam]" if is_core else ""
    return f":gray[{markdown.escape(' · '.join(parts))}]{core}"

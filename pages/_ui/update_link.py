"""The link of its own with which a party tells how it goes: made here, shown once, and withdrawn."""

import streamlit as st

from pages._ui import clause_link, door, feedback, markdown
from sok_core import clock, update_link, words
from sok_core.access import Right
from sok_core.errors import NotFound
from sok_core.model import Party, UpdateLink
from sok_core.web import qr
from sok_core.web.update_link import is_offered, link

MADE = "update_link_made_{}_{}"


def manage(here: door.Here, one: Party) -> None:
    """Make the link of a party, and withdraw it; only where an address lasts."""
    if not is_offered() or not here.visitor.may(Right.WRITE):
        return
    with here.store.read() as tables:
        known = tables.update_link.of(one.id)
    with st.expander("Eigen link van deze partij", key=f"update_link_{one.id}", on_change="rerun") as place:
        if place.open:
            st.markdown(about(known))
            made(here, one)
            buttons(here, one, known)


def listed(here: door.Here) -> None:
    """The links that work, of all parties together, each with the button that ends it."""
    with here.store.read() as tables:
        found, names = tables.update_link.all(), {one.id: one.name for one in tables.party.all()}
    if not found:
        st.markdown("Geen enkele partij heeft nu een eigen link.")
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            day = words.date(clock.today(one.made_at), with_year=True)
            st.markdown(f"{markdown.escape(names[one.party_id])} :gray[sinds {day}]", width="stretch")
            end(here, one.party_id, key=f"update_link_listed_{one.party_id}")


def end(here: door.Here, party_id: int, *, key: str) -> None:
    """The button that ends the link of a party."""
    with feedback.show():
        if st.button("Trek de link in", key=key, icon=":material/link_off:"):
            update_link.withdraw(here.store, party_id=party_id)
            feedback.toast_after_rerun("De link werkt niet meer.")
            feedback.again()


def about(known: UpdateLink | None) -> str:
    """Return what the link is for, or since when there is one."""
    if known is None:
        return (
            "Met een eigen link vertelt deze partij zelf hoe het gaat, zonder in te loggen. Geef hem alleen "
            "aan de contactpersoon: wie de link heeft, schrijft namens deze partij."
        )
    day = words.date(clock.today(known.made_at), with_year=True)
    by = f" (gemaakt door: {markdown.escape(known.made_by)})" if known.made_by else ""
    return (
        f"Er is een link sinds {day}{by}. "
        "Hij stopt vanzelf als je bij ‘Overdracht’ een nieuwe contactpersoon opschrijft."
    )


def made(here: door.Here, one: Party) -> None:
    """The link that was just made; nobody can look it up again."""
    url = fresh(here, one.id)
    if not url:
        return
    st.markdown("**Bewaar of stuur hem nu: later kunnen we hem niet meer laten zien.**")
    st.code(url, language=None, wrap_lines=True)
    st.image(qr.svg(url), width=170, alt=f"QR-code van de link van {one.short_name}")
    st.markdown("De link staat nu ook in de tekst bij ‘Stuur een bericht’.")
    if st.button("Ik heb hem verstuurd", key=f"update_link_hide_{one.id}"):
        del st.session_state[key_of(here, one.id)]
        feedback.again()


def buttons(here: door.Here, one: Party, known: UpdateLink | None) -> None:
    """Make one, make another in its place, or withdraw it."""
    with st.container(horizontal=True), feedback.show():
        label = "Maak een nieuwe link" if known else "Maak een link"
        more = "De oude link werkt dan niet meer." if known else None
        if st.button(label, key=f"update_link_make_{one.id}", icon=":material/link:", help=more):
            key = update_link.make(
                here.store, party_id=one.id, now=clock.now(), made_by=clause_link.hand(here)
            )
            st.session_state[key_of(here, one.id)] = key
            feedback.again()
        if known:
            end(here, one.id, key=f"update_link_end_{one.id}")


def fresh(here: door.Here, party_id: int) -> str:
    """Return the link of a party that was made just now by this visitor; empty when it works no more."""
    key = st.session_state.get(key_of(here, party_id), "")
    if not key or not is_offered():
        return ""
    with here.store.read() as tables:
        try:
            update_link.look(tables, key)
        except NotFound:
            del st.session_state[key_of(here, party_id)]
            return ""
    return link(here.slug, key)


def key_of(here: door.Here, party_id: int) -> str:
    """Return under which name the key waits until it was sent; two dossiers in two tabs share nothing."""
    return MADE.format(here.dossier.uuid, party_id)

"""The parts of the control room: six tabs at first sight, and in a tab the parts that belong together.

Only the open part is drawn: the others cost nothing, and listen to nothing.
"""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pages._ui import door

TABS = {
    "Opschrijven": ("Besluiten en acties", "Voorstel"),
    "Briefjes": ("Alle briefjes", "Thema's", "Stippen", "Lijnen"),
    "Zaal": ("Wie zijn er", "Afstandsbediening", "Tafelhulp", "Telefoon", "Proef de zaal"),
    "Papier": ("Papier",),
    "Plan": ("Plan",),
    "Afsluiten": ("Afsluiten",),
}
TAB = "part"
ADDRESS = "deel"
CHOSEN, SEEN = "page_part", "_page_part_seen"


def inner_key(tab: str) -> str:
    """Return under which name the choice inside a tab is kept."""
    return f"{TAB}_{tab}"


def show(draws: Mapping[str, Callable[[], object]]) -> None:
    """Show the parts, each with what draws it; a part that nothing draws is not there."""
    tabs = {tab: [name for name in names if name in draws] for tab, names in TABS.items()}
    tabs = {tab: names for tab, names in tabs.items() if names}
    for (tab, names), place in zip(
        tabs.items(), st.tabs(list(tabs), key=TAB, on_change="rerun"), strict=True
    ):
        if place.open:
            with place:
                draws[_chosen(tab, names)]()


def turn_to(name: str) -> None:
    """Open a part; the page shows it when it is drawn anew."""
    tab = next(tab for tab, names in TABS.items() if name in names)
    st.session_state[TAB], st.session_state[inner_key(tab)] = tab, name


def _chosen(tab: str, names: list[str]) -> str:
    """Return the part of a tab that is asked for; where there is one only, nothing is asked."""
    if len(names) == 1:
        return names[0]
    chosen = st.segmented_control(
        tab, names, default=names[0], required=True, key=inner_key(tab), label_visibility="collapsed"
    )
    return chosen or names[0]


def in_address(
    here: door.Here, draws: Mapping[str, Callable[[door.Here], object]], *, keeps: Sequence[str] = ()
) -> None:
    """Show one of the parts of a page, the first unless the address asks for another (?deel=...).

    What the address asks for goes before what was chosen earlier; a choice goes into the address. ``keeps``
    are the names in the address that go along to another part; all else belonged to the part before.
    """
    names = {name.casefold(): name for name in draws}
    asked = st.query_params.get(ADDRESS, "").casefold()
    if CHOSEN not in st.session_state or asked != st.session_state.get(SEEN):
        st.session_state[CHOSEN] = names.get(asked, next(iter(draws)))
    chosen = st.pills("Onderdeel", list(draws), key=CHOSEN, required=True, label_visibility="collapsed")
    chosen = chosen or next(iter(draws))
    if names.get(asked, next(iter(draws))) != chosen:
        asked = chosen.casefold()
        for name in set(st.query_params) - {door.DOSSIER, ADDRESS, *keeps}:
            del st.query_params[name]  # one by one: what a control writes there itself may not be set again
        st.query_params.update({door.DOSSIER: here.slug, ADDRESS: asked})
    st.session_state[SEEN] = asked
    draws[chosen](here)

"""When somebody else goes on: a new contact person, old access that closes, and the dossier that travels."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages._ui import access, commitment_link, door, feedback, live, markdown, more, update_link
from sok_core import contact_change, dossier, words
from sok_core.access import Right
from sok_core.address import short
from sok_core.model import Commitment, ContactChange, Party
from sok_core.web import running

MOST, TURN = 10, "contact_change_turn"


def show(here: door.Here) -> None:
    """The part of the page about going on with other people."""
    st.header("Overdracht", anchor=False)
    contact()
    if here.visitor.may(Right.RUN):
        closing()
        pack(here)
    else:
        st.markdown(":gray[Oude toegang sluiten en het dossier meegeven doet de begeleider.]")
    live.dossier_bell(here, key="handover_bell")


@st.fragment
def contact() -> None:
    """A party has a new contact person: by function, and with a sheet to begin with."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        parties, changes = tables.party.all(), tables.contact_change.all()
        linked = {one.party_id for one in tables.update_link.all()}
        changed = {one.party_id for one in _newest(changes)}
        others = {
            one.id: contact_change.elsewhere(tables, one, today=here.today)
            for one in parties
            if one.id in changed
        }
    st.subheader("Nieuwe contactpersoon", anchor=False)
    if not parties:
        st.markdown("Er is nog geen partij.")
        return
    names, turn = {one.id: one.short_name for one in parties}, st.session_state.get(TURN, 0)
    with st.form("contact_change", border=True, enter_to_submit=False):
        chosen = st.selectbox(
            "Van welke partij?", list(names), format_func=names.__getitem__, key="contact_change_party"
        )
        function = st.text_input(
            "Welke functie?",
            key=f"contact_change_function_{turn}",
            max_chars=contact_change.MAX_FUNCTION,
            placeholder="Wijkmanager",
            help="Schrijf de functie op, geen naam.",
        )
        on = st.date_input(
            "Vanaf welke dag?", here.today, max_value=here.today, format="DD-MM-YYYY", key="contact_change_on"
        )
        if st.form_submit_button("Schrijf op", key="contact_change_save", type="primary"):
            with feedback.show():
                contact_change.begin(here.store, party_id=chosen, function=function, on=on, today=here.today)
                stopped = "De oude eigen link werkt niet meer. " if chosen in linked else ""
                feedback.toast_after_rerun(
                    f"De nieuwe contactpersoon staat erin. {stopped}Maak nu het inwerkblad."
                )
                st.session_state[TURN] = turn + 1
                st.rerun()
    _sheets(here, parties, changes, others)


def _newest(changes: list[ContactChange]) -> list[ContactChange]:
    return list(reversed(changes))[:MOST]


def _sheets(
    here: door.Here,
    parties: list[Party],
    changes: list[ContactChange],
    others: Mapping[int, Sequence[Commitment]],
) -> None:
    """Who came, with the sheet and ``others``: promises with another contact; and any other party's sheet."""
    names = {one.id: one.short_name for one in parties}
    left = dict(others)
    for one in _newest(changes):
        with st.container(horizontal=True, vertical_alignment="center"):
            before = f" · eerst {one.was}" if one.was else ""
            told = f"{one.function}, vanaf {words.date(one.on, with_year=True)}{before}"
            st.markdown(
                f"**{markdown.escape(names[one.party_id])}**  \n:gray[{markdown.escape(told)}]",
                width="stretch",
            )
            _button(here, one.party_id, f"contact_change_{one.id}")
        _other_contacts(here, left.pop(one.party_id, ()))
    with st.expander("Inwerkblad van een andere partij"):
        st.markdown(
            ":gray[Eén A4: wat beloofden we, wat komt eraan, met wie maak je kennis, waar het begon.]"
        )
        chosen = st.selectbox(
            "Van welke partij?", list(names), format_func=names.__getitem__, key="induction_party"
        )
        _button(here, chosen, "induction")


def _other_contacts(here: door.Here, found: Sequence[Commitment]) -> None:
    """What a party leads with another function beside it, to look whether that is still right."""
    if not found:
        return
    st.markdown(":gray[Bij deze afspraken staat een andere functie. Klopt die nog?]")
    for one in more.listed(
        found, key=f"other_contacts_{found[0].owner_id}", one="afspraak", several="afspraken"
    ):
        label = f"{one.title} ({one.contact_role})"
        commitment_link.link(here, one, label=label)


def _button(here: door.Here, party_id: int, key: str) -> None:
    url = f"/download/{here.slug}/inwerkblad/{party_id}"
    st.link_button("Maak inwerkblad", url, icon=":material/print:", key=f"{key}_sheet")


@st.fragment
def closing() -> None:
    """Old links stop, and who is inside goes out."""
    here = door.enter(Right.RUN)
    st.subheader("Sluit oude toegang", anchor=False)
    st.markdown(
        "Gaat er iemand weg? Trek de link in, en log het toestel uit. Daarna maak je een nieuwe link."
    )
    with st.expander("Links van het kernteam"):
        access.invites(here)
    with st.expander("Eigen links van partijen"):
        update_link.listed(here)
    with st.expander("Wie is er ingelogd?"):
        access.devices(here.dossier.uuid, here.visitor.login_id)


def pack(here: door.Here) -> None:
    """The dossier to take along, and where the real one lives."""
    st.subheader("Geef het dossier mee", anchor=False)
    address, machine = short(running.current().address), running.current().house.machine()
    real = dossier.where_is_real(here.dossier, address=address, machine=machine)
    st.markdown(
        f"**{markdown.escape(real)}**  \nAlles wat je meegeeft is een kopie. "
        "Werk nooit in twee tegelijk: spreek af welk dossier het echte is."
    )
    if dossier.is_from_elsewhere(here.dossier, machine=machine) and here.dossier.handed_over_at is None:
        with feedback.show():
            if st.button("Dit is nu het echte dossier", key="be_real"):
                dossier.be_real(here.store)
                feedback.toast_after_rerun("Opgeschreven. Laat de anderen weten dat ze hier verdergaan.")
                st.rerun()
    st.link_button(
        "Download het pakket",
        f"/download/{here.slug}/overdracht",
        icon=":material/download:",
        key="handover_pack",
    )
    st.markdown(
        ":gray[Het dossier, een tabel, een JSON-bestand en een leesmij. Een leverancier is niet nodig. "
        "In de teksten van het JSON-bestand staan geen telefoonnummers, mailadressen en postcodes. "
        "In het dossier en de tabel kunnen ze wel staan, als iemand ze ergens typte.]"
    )

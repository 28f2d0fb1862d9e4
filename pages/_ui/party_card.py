"""The card of one party: what is known of it, its lines, its talks, and what people think of it."""

from typing import Any

import streamlit as st

from pages._ui import (
    conversation,
    door,
    estimate,
    feedback,
    live,
    markdown,
    party_link,
    party_table,
    relation,
    together,
)
from sok_core import party, words
from sok_core.access import Right
from sok_core.errors import NotFound
from sok_core.model import Party

LONG = ("interest_text", "brings", "needs")
PAIRS = (
    ("name", "short_name"),
    ("type", "status"),
    ("interest_text",),
    ("brings", "needs"),
    ("contact_role", "contact_name"),
    ("caller", "call_by"),
    ("ring", "capacity"),
    ("represents", "listed_as"),
)


@st.fragment
def card(party_id: int) -> None:
    """All that there is about one party, as far as this visitor may read it."""
    here = door.enter(Right.READ)
    reader = here.visitor.reader
    with here.store.read() as tables:
        parties = {one.id: one for one in tables.party.all()}
        lines = tables.relation.of(party_id)
        notes, meant_for = tables.relation.notes(reader), tables.relation.note_readers()
        talks = tables.conversation.readable_by(reader)
        estimates = tables.estimate.readable_by(reader)
        seats = tables.core_team.now()
    query = {door.DOSSIER: here.slug}
    st.page_link(party_link.PAGE, label="Alle partijen", icon=":material/arrow_back:", query_params=query)
    one = parties.get(party_id)
    if one is None:
        feedback.say(NotFound("party.unknown"))
        return
    st.header(markdown.escape(one.name), anchor=False)
    seat = next((each for each in seats if each.party_id == party_id), None)
    st.markdown(badges(one, seat.function if seat else ""))
    left, right = st.columns([4, 3], gap="medium")
    with left:
        if here.visitor.may(Right.RUN):
            form(here, one)
        else:
            facts(one, has_names=here.dossier.has_contact_names)
    with right:
        relation.lines(here, one, parties, lines, notes, meant_for, estimates)
        estimate.opinions(here, one, estimates)
    own = [each for each in talks if each.party_id == party_id]
    conversation.of_party(here, one, own, parties)
    if here.visitor.may(Right.RUN):
        remove(here, one)
    live.dossier_bell(here, key="party_card_bell")


def badges(one: Party, seat: str) -> str:
    """Return the kind and status of a party, and its seat in the core team, in markdown."""
    core = f" :blue-badge[kernteam: {markdown.escape(seat)}]" if seat else ""
    return f":gray-badge[{words.PARTY_TYPES[one.type]}] :gray-badge[{words.PARTY_STATUSES[one.status]}]{core}"


def facts(one: Party, *, has_names: bool) -> None:
    """What is known, for who may only read it."""
    fields = [field for pair in PAIRS for field in pair if has_names or field != "contact_name"]
    known = [(field, getattr(one, field)) for field in fields[2:]]
    st.markdown(
        "  \n".join(
            f"**{words.PARTY_FIELDS[field]}** {markdown.escape(words.field_value(value))}"
            for field, value in known
            if value not in (None, "", 0)
        )
    )


def form(here: door.Here, one: Party) -> None:
    """What is known, to be changed; what somebody else changes meanwhile is told, and never overwrites."""
    sheet = together.form(f"party_{one.id}", one, first="name")
    changed = party.what_changed(sheet.heard, one)
    sheet.tell(
        vars(one),
        {f: (words.PARTY_FIELDS[f], words.field_value(getattr(one, f))) for f in changed},
    )
    with st.form(sheet.key, enter_to_submit=False):
        typed: dict[str, Any] = {}
        for pair in PAIRS:
            fields = [f for f in pair if here.dossier.has_contact_names or f != "contact_name"]
            for place, field in zip(st.columns(len(fields)), fields, strict=True):
                with place:
                    typed[field] = box(sheet.base, field)
        is_ready = st.form_submit_button("Bewaar", key=f"save_party_{one.id}")
    if is_ready:
        with feedback.show(), sheet.saving():
            own = {f: value for f, value in typed.items() if value != getattr(sheet.base, f)}
            now = party.change(here.store, party_id=one.id, before=sheet.heard, **own)
            sheet.is_saved(now)
            feedback.toast_after_rerun(f"{now.short_name} is bewaard.")
            st.rerun()


def _box(one: Party, field: str) -> str:
    return f"party_{one.id}_{field}"


def box(one: Party, field: str) -> Any:
    """One field of the form; keyed by the party alone, so that what is typed stays."""
    label, value, key = words.PARTY_FIELDS[field], getattr(one, field), _box(one, field)
    if field in party_table.LABELS:
        options = list(party_table.LABELS[field])
        return st.selectbox(
            label,
            options,
            index=options.index(value) if value in options else None,
            format_func=party_table.LABELS[field].__getitem__,
            placeholder="Kies",
            key=key,
        )
    if field == "call_by":
        return st.date_input(label, value, format="DD-MM-YYYY", key=key)
    if field == "represents":
        return st.number_input(
            label, 0, party.MOST_REPRESENTED, value, step=1, placeholder="Ongeveer", key=key
        )
    if field in LONG:
        return st.text_area(label, value, height=100, key=key)
    return st.text_input(label, value, key=key)


def remove(here: door.Here, one: Party) -> None:
    """Remove a party; asks once, and names what goes with it."""
    with st.popover("Verwijder", type="tertiary", icon=":material/delete:", key=f"ask_remove_{one.id}"):
        st.markdown(f"{party_table.leaving(here.store, [one])} Dit kun je niet terugdraaien.")
        if st.button("Verwijder voorgoed", key=f"remove_party_{one.id}"):
            with feedback.show():
                party.remove(here.store, party_id=one.id)
                feedback.toast_after_rerun(f"{one.short_name} is verwijderd.")
                door.go(party_link.PAGE, deel="partijen")

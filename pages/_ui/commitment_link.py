"""The way to one promise that is followed (?afspraak=4), from everywhere; and how it looks in a line."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import commitment_filter, door, markdown
from sok_core.charts.commitment import ATTENTION_GLYPHS, GLYPHS
from sok_core.commitment_state import State, Wanting
from sok_core.model import Attention, Commitment, CommitmentStatus
from sok_core.words import ATTENTIONS, COMMITMENT_STATUSES, count

PAGE = "stap_6_monitoring.py"
ADDRESS = "afspraak"
PART = {"deel": "afspraken"}
COLOURS = {
    CommitmentStatus.NOT_BEGUN: "gray",
    CommitmentStatus.ON_TRACK: "green",
    CommitmentStatus.TAKE_CARE: "orange",
    CommitmentStatus.STUCK: "red",
    CommitmentStatus.DONE: "blue",
    CommitmentStatus.STOPPED: "gray",
}
ATTENTION_COLOURS = {
    Attention.CHANGED: "blue",
    Attention.STUCK: "red",
    Attention.SILENT: "violet",
    Attention.LATE: "red",
    Attention.NO_LEAD: "primary",
    Attention.TAKE_CARE: "orange",
}


def link(here: door.Here, one: Commitment, *, label: str = "") -> None:
    """The way to the card of a promise; a title is often longer than a link can be."""
    query = {door.DOSSIER: here.slug, **PART, ADDRESS: str(one.id), **filters()}
    st.page_link(PAGE, label=markdown.label(label or one.title), icon="", query_params=query)


def whole(here: door.Here) -> None:
    """The way back to all promises."""
    query = {door.DOSSIER: here.slug, **PART, **filters()}
    st.page_link(PAGE, label="Alle afspraken", icon=":material/arrow_back:", query_params=query)


def filters() -> dict[str, str]:
    """Return what is filtered on now, as it stands in the address: it goes along to a card and back."""
    return {name: st.query_params[name] for name in commitment_filter.ADDRESS if name in st.query_params}


def badge(status: CommitmentStatus) -> str:
    """Return a status as a badge in markdown, its sign before its word."""
    return f":{COLOURS[status]}-badge[{GLYPHS[status]} {COMMITMENT_STATUSES[status].capitalize()}]"


def wanted(one: Wanting) -> str:
    """Return why a promise wants attention, as badges in markdown; how late, when it is late."""
    return " ".join(_wanted(kind, one.state) for kind in one.kinds)


def badges(state: State, found: Sequence[Wanting]) -> str:
    """Return how a promise stands and why it wants attention (``found``), in markdown; no badge twice."""
    kinds = [_wanted(kind, state) for one in found for kind in one.kinds]
    return " ".join(dict.fromkeys([badge(state.status), *kinds]))


def _wanted(kind: Attention, state: State) -> str:
    said = ATTENTIONS[kind].capitalize()
    due = state.commitment.due
    if kind is Attention.LATE and due is not None:
        said = f"{count((state.today - due).days, 'dag', 'dagen')} te laat"
    return f":{ATTENTION_COLOURS[kind]}-badge[{ATTENTION_GLYPHS[kind]} {said}]"

"""The filters of step 6, by party, project, value and period; they stay in the address."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages._ui import door
from sok_core import commitment_state
from sok_core.commitment_state import State
from sok_core.model import CommitmentStatus
from sok_core.store import Tables

EVERYBODY, ALL_PROJECTS, ALL_AIMS = "Alle partijen", "Alle projecten", "Alle waarden en doelen"
ADDRESS = ("wie", "project", "waarde", "periode")
PERIODS = {"Laatste jaar": 12, "Laatste half jaar": 6, "Laatste kwartaal": 3}


@dataclass(frozen=True)
class Chosen:
    """What somebody wants to see; None is everything. ``months`` is how many of them."""

    party_id: int | None
    project_id: int | None
    aim_id: int | None
    months: int

    def takes(self, one: State) -> bool:
        """Whether a promise is among what was chosen; a party also when it helps."""
        promised = one.commitment
        return (
            (self.party_id is None or self.party_id in _involved(one))
            and (self.project_id is None or self.project_id == promised.project_id)
            and (self.aim_id is None or self.aim_id in promised.aim_ids)
        )


def ask(tables: Tables, states: Sequence[State]) -> Chosen:
    """Show the boxes and return what is chosen; what nothing of these is promised about is no choice."""
    found = [one.commitment for one in states]
    involved = {each for one in states for each in _involved(one)}
    projects, aims = {one.project_id for one in found}, {each for one in found for each in one.aim_ids}
    parties = {one.short_name: one.id for one in tables.party.all() if one.id in involved}
    about = {one.title: one.id for one in tables.project.all() if one.id in projects}
    serving = {one.title: one.id for one in tables.aim.all() if one.id in aims}
    with st.container(horizontal=True):
        boxes = (
            ("Wie", [EVERYBODY, *sorted(parties, key=str.casefold)]),
            ("Project", [ALL_PROJECTS, *about]),
            ("Waarde of doel", [ALL_AIMS, *serving]),
            ("Periode", list(PERIODS)),
        )
        party, project, aim, period = (_box(*box, key) for box, key in zip(boxes, ADDRESS, strict=True))
    return Chosen(parties.get(party), about.get(project), serving.get(aim), PERIODS.get(period, 12))


def _involved(one: State) -> tuple[int, ...]:
    return (one.commitment.owner_id, *one.helper_ids)


def _box(label: str, options: Sequence[str], key: str) -> str:
    return st.selectbox(label, options, key=key, bind="query-params", width=220) or options[0]


def at_end_of(
    here: door.Here, month: dt.date, status: CommitmentStatus, shown: Sequence[State]
) -> list[State]:
    """Return which of these promises had a status at the end of a month, as they stand now."""
    end = min((month + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1), here.today)
    with here.store.read() as tables:
        then = {one.commitment.id: one for one in commitment_state.states(tables, today=end)}
    return [
        one
        for one in shown
        if then[one.commitment.id].status is status
        and (one.commitment.starts_on <= end or then[one.commitment.id].update is not None)
    ]

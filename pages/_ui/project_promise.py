"""From a project to a promise that is followed, in one click, and the way to what is followed of it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages._ui import commitment_link, door, feedback
from sok_core import commitment, notice
from sok_core.access import Right
from sok_core.model import Commitment, Project, ProjectStatus, RoleKind, RolePart
from sok_core.role import agreed

GOES_ON = (ProjectStatus.CHOSEN, ProjectStatus.BUSY)


def follow(here: door.Here, one: Project, parts: Sequence[RolePart], names: Mapping[int, str]) -> None:
    """What is followed of a project; and the button, as long as the project itself is not followed."""
    with here.store.read() as tables:
        found = [each for each in tables.commitment.all() if each.project_id == one.id]
        may_lead = {each.id for each in notice.may_lead(tables, today=here.today)}
    for each in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(":gray[Jullie volgen:]", width="content")
            commitment_link.link(here, each)
    if here.visitor.may(Right.RUN) and one.status in GOES_ON and not is_followed(found):
        button(here, one, parts, {each: name for each, name in names.items() if each in may_lead})


def is_followed(found: Sequence[Commitment]) -> bool:
    """Whether one of the promises is the project itself, and not an article that came from it."""
    return any(one.clause_id is None for one in found)


def button(here: door.Here, one: Project, parts: Sequence[RolePart], names: Mapping[int, str]) -> None:
    """Follow it; who leads is asked when not exactly one of ``names``, that may lead, was agreed on."""
    leads = [each for each in agreed(parts).get(RoleKind.LEAD, ()) if each in names]
    owner = leads[0] if len(leads) == 1 else None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if owner is None:
            owner = st.selectbox(
                "Wie trekt dit?",
                leads or list(names),
                index=None,
                format_func=names.__getitem__,
                placeholder="Kies één partij",
                key=f"follow_project_owner_{one.id}",
                width=260,
            )
        is_asked = st.button("Volg dit project", key=f"follow_project_{one.id}", icon=":material/add_task:")
    if is_asked:
        with feedback.show():
            commitment.promise_project(here.store, project_id=one.id, today=here.today, owner_id=owner)
            feedback.toast_after_rerun("Jullie volgen dit nu. Het staat bij de afspraken van stap 6.")
            feedback.again()

"""Scored values in the control room: how many people did, what came of it, and the form for paper."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import count, door, feedback, live, markdown
from sok_core import sight, value_score, value_score_room, words
from sok_core.access import Right
from sok_core.model import Aim, Group, Meeting, Prompt, ScoreCount
from sok_core.store import Store

GROUPS = {"Bewoners": Group.RESIDENT, "Organisaties": Group.ORGANISATION, "Niet gezegd": None}
SAID = "value_score_said"
SIGNS: dict[int | None, str] = {**{score: str(score) for score in value_score.SCORES}, None: "?"}


@st.fragment
def newest(meeting_id: int) -> None:
    """How many people scored; and when that is over, what it says."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        wall = tables.wall(meeting_id)
    st.header("Cijfers uit de zaal", anchor=False)
    seen = sight.scores_for(sight.Audience.FACILITATOR, wall) or {}
    if "result" not in seen:
        told = words.count(wall.situation.scored, "mens gaf", "mensen gaven")
        st.markdown(f"{told} cijfers.")
        st.markdown(":gray[Niemand ziet een tussenstand, jij ook niet. Kies **Klaar** als alles geteld is.]")
    else:
        for sentence in seen["result"]["finding"]:
            st.markdown(markdown.escape(sentence))
    query = {door.DOSSIER: here.slug, "deel": "waarden"}
    st.page_link("stap_6_monitoring.py", label="Bekijk de cijfers door de tijd", icon="", query_params=query)
    live.bell(here, wall.situation.meeting.code, key="value_score_card_bell")


def from_paper(store: Store, prompt: Prompt, chosen: Meeting, values: Sequence[Aim]) -> None:
    """Count paper: for one group, how many sheets give each value each score."""
    st.header("Cijfers van papier", anchor=False)
    if not prompt.phase.can_write:
        st.markdown(":gray[Papier telt mee zolang de vraag open is.]")
        return
    whose = st.segmented_control(
        "Van wie?", list(GROUPS), default=next(iter(GROUPS)), required=True, key="score_group"
    )
    whose = whose or next(iter(GROUPS))
    with store.read() as tables:
        there = value_score_room.on_paper(tables, chosen, table=None)
    st.markdown("Typ hoeveel mensen elk cijfer gaven. **?** is ‘weet ik niet’. Het komt bij de telefoons.")
    sheet(store, prompt, values, whose, [one for one in there if one.group == GROUPS[whose]])


def sheet(
    store: Store, prompt: Prompt, values: Sequence[Aim], whose: str, there: Sequence[ScoreCount]
) -> None:
    """Show the form of one group: a row of boxes for each value."""
    name = f"paper_scores_{prompt.id}_{whose}"
    counts: count.Counts[tuple[int, int | None]] = count.Counts(name)
    known = {(one.aim_id, one.score): one.people for one in there}
    with st.form(name, border=False, enter_to_submit=False):
        for value in values:
            st.markdown(f"**{markdown.escape(value.title)}**")
            for place, (score, sign) in zip(st.columns(len(SIGNS)), SIGNS.items(), strict=True):
                with place:
                    counts.box(
                        (value.id, score),
                        sign,
                        there=known.get((value.id, score), 0),
                        most=value_score_room.MOST_ON_PAPER,
                        key=f"{name}_{value.id}_{score or 0}",
                    )
        if st.form_submit_button("Tel mee"):
            with feedback.show():
                value_score_room.count_paper(
                    store, meeting_id=prompt.meeting_id, sheet=counts.changed, group=GROUPS[whose], table=None
                )
                counts.begin_anew()
                st.session_state[SAID] = (name, f"Geteld: {whose.lower()}.")
                feedback.again()
    said_of, said = st.session_state.get(SAID, ("", ""))
    if said_of == name:
        st.success(said)

"""Dots in the hands of the facilitator: how many each has, and what came in on paper."""

import streamlit as st

from pages._ui import count, door, feedback, live, markdown
from sok_core import vote, words
from sok_core.access import Right
from sok_core.model import Ballot, MeetingStatus, Phase, Prompt, Tally, Wall
from sok_core.store import Store

BALLOTS = {Ballot.PERSON: "per persoon", Ballot.TABLE: "per tafel"}
SAID = "dots_said"


@st.fragment
def dots(meeting_id: int) -> None:
    """Set the budget before the vote, type dots from paper during it, read the result after it."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        wall = tables.wall(meeting_id)
    live.bell(here, wall.situation.meeting.code, key="dots_bell")
    prompt = wall.situation.prompt
    if prompt is None:
        st.markdown(":gray[Zet eerst een vraag op het scherm.]")
        return
    options = vote.targets(wall.notes, wall.themes, wall.votes, prompt_id=prompt.id)
    if not options:
        st.markdown(":gray[Er is nog niets om op te stemmen. Verzamel eerst briefjes.]")
    elif prompt.phase is Phase.VOTE:
        cast = words.count(wall.situation.dot_count, "stip", "stippen")
        st.markdown(f"**{cast} geplakt.** De tussenstand ziet niemand, ook jij niet.")
        from_paper(here.store, wall, prompt, options)
    elif prompt.phase is Phase.RESULT:
        result(wall, options)
    else:
        rules(here.store, prompt, options)
    if wall.situation.meeting.status is not MeetingStatus.CLOSED:
        wipe(here.store, prompt, sum(one.dots for one in wall.votes))


def rules(store: Store, prompt: Prompt, options: list[Tally]) -> None:
    """How many dots, and for whom; fixed once dots lie there."""
    what = "thema's" if options[0].target == "thema" else "briefjes"
    st.markdown(f"De groep stemt straks op {len(options)} {what}. Kies dan hierboven ‘Stemmen’.")
    with st.form(f"dots_{prompt.id}", border=False, enter_to_submit=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            each = st.number_input("Stippen", 1, vote.MOST_DOTS, prompt.dots, key=f"dots_count_{prompt.id}")
            ballot = st.segmented_control(
                "Voor wie?",
                list(Ballot),
                default=prompt.ballot,
                required=True,
                format_func=BALLOTS.__getitem__,
                key=f"dots_ballot_{prompt.id}",
            )
        if st.form_submit_button("Bewaar"):
            with feedback.show():
                vote.set_rules(store, prompt_id=prompt.id, dots=each, ballot=ballot or Ballot.PERSON)
                feedback.again()


def from_paper(store: Store, wall: Wall, prompt: Prompt, options: list[Tally]) -> None:
    """Type what a table stuck on paper: a number per choice, all in one form."""
    table = st.number_input(
        "Tafel", 0, vote.MOST_TABLE, 0, help="0 = de hele zaal op één vel", key="dots_table"
    )
    st.markdown("Stippen van papier. Ze komen boven op die van de telefoons.")
    there = vote.on_paper(wall.votes, table=table or None)
    counts: count.Counts[str] = count.Counts(f"paper_dots_{prompt.id}_{table}")
    with st.form(f"paper_dots_{prompt.id}_{table}", border=False, enter_to_submit=False):
        for one in options:
            target = vote.target_id(one.target, one.target_id)
            counts.box(
                target,
                f"{one.number}. {vote.name_of(one)}",
                there=there.get(target, 0),
                most=vote.MOST_ON_PAPER,
                key=f"paper_dots_{one.target}_{one.target_id}_{table}",
            )
        if st.form_submit_button("Tel mee", type="primary"):
            with feedback.show():
                vote.sheet_from_paper(store, prompt_id=prompt.id, counts=counts.changed, table=table or None)
                counts.begin_anew()
                dots = words.count(counts.total, "stip", "stippen")
                st.session_state[SAID] = (table, f"Geteld: {dots} van papier.")
                feedback.again()
    said_of, said = st.session_state.get(SAID, (table, ""))
    if said and said_of == table:
        st.success(said)


def wipe(store: Store, prompt: Prompt, there: int) -> None:
    """Let a vote begin anew; asks once, and says how many dots go."""
    if not there:
        return
    told = words.count(there, "stip", "stippen")
    with st.popover("Wis de stippen", type="tertiary", icon=":material/delete:", key=f"ask_wipe_{there}"):
        st.markdown(
            f"Er {'ligt' if there == 1 else 'liggen'} {told}, van telefoons en van papier. "
            "Wis je ze, dan heeft iedereen zijn stippen weer. Dit kun je niet terugdraaien."
        )
        if st.button(f"Wis {told}", key=f"wipe_{prompt.id}", type="primary"):
            with feedback.show():
                vote.wipe(store, prompt_id=prompt.id)
                feedback.again()


def result(wall: Wall, options: list[Tally]) -> None:
    """What the group found, in words and as a table."""
    tallies = vote.result(options, wall.votes)
    found = vote.finding(tallies, gone=vote.gone(options, wall.votes))
    st.markdown(f"**{markdown.escape(found)}**")
    st.dataframe(
        [{"Waarop": vote.name_of(one), "Stippen": one.dots, "Van papier": one.on_paper} for one in tallies],
        hide_index=True,
    )

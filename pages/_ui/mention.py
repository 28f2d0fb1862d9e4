"""What the room says of who works with whom, in the hands of the facilitator: keep it, or leave it out."""

import secrets
from collections.abc import Mapping, Sequence
from itertools import chain

import streamlit as st

from pages._ui import door, feedback, live, markdown
from sok_core import clock, mention, words
from sok_core.access import Right
from sok_core.export.summary_mention import tellers
from sok_core.model import Channel, Heard, Party, Prompt, PromptKind, RelationKind, Told
from sok_core.store import Store
from sok_core.words import capital

TURN = "card_turn"
MOST_ROWS = 12


@st.fragment
def lines(meeting_id: int, place: str = "part") -> None:
    """Every line that the room told, what most people say first; a page may hold two lists of them."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        situation = tables.situation(meeting_id)
        prompts, relations = network_questions(tables.prompt.of(meeting_id)), tables.relation.all()
        heard = {one.id: mention.heard(tables.mention.of(one.id), relations) for one in prompts}
        asked = chosen(situation.prompt, prompts, heard)
        said = heard[asked.id] if asked else []
        told = tables.mention.told(asked.id, with_dropped=True) if asked else Told()
        names = {one.id: one.short_name for one in tables.party.all()}
    live.bell(here, situation.meeting.code, key=f"lines_bell_{place}")
    if asked is None:
        return
    heading(here.store, asked, said, told, place=place)
    for one in said[:MOST_ROWS]:
        row(here.store, asked, one, names, place=place)
    if len(said) > MOST_ROWS:
        st.markdown(f":gray[En nog {words.count(len(said) - MOST_ROWS, 'lijn', 'lijnen')}.]")


def chosen(
    on_screen: Prompt | None, prompts: Sequence[Prompt], heard: Mapping[int, Sequence[Heard]]
) -> Prompt | None:
    """Return the question whose lines are shown: the one on the screen, else one with lines to decide on."""
    if on_screen in prompts:
        return on_screen
    waiting = [one for one in prompts if any(map(mention.is_waiting, heard[one.id]))]
    return next(iter([*waiting, *prompts]), None)


def heading(store: Store, asked: Prompt, said: Sequence[Heard], told: Told, *, place: str) -> None:
    """How many lines wait, and one button that keeps them all."""
    waiting = sum(map(mention.is_waiting, said))
    st.header("Lijnen uit de zaal", anchor=False)
    if not said:
        st.markdown(":gray[Nog geen lijnen. De eerste komt vanzelf hier.]")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        still = f"Nog te beslissen: {waiting}." if waiting else "Over alles is beslist."
        st.markdown(f"{capital(tellers(told))}. {still}", width="stretch")
        if waiting and st.button("Bewaar alles", key=f"keep_all_{place}"):
            with feedback.show():
                today = clock.today(clock.now())
                count = mention.keep_all(store, prompt_id=asked.id, today=today)
                feedback.toast_after_rerun(f"{words.count(count, 'lijn', 'lijnen')} bewaard in het dossier.")
                feedback.again()


def row(store: Store, asked: Prompt, one: Heard, names: Mapping[int, str], *, place: str) -> None:
    """One line with its acts."""
    key = f"{place}_{'_'.join(map(str, one.ends))}_{one.kind}"
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"line_{key}"):
        st.markdown(f"{ends_of(one, names)}  \n:gray[{told_of(one)}]", width="stretch")
        with feedback.show():
            if mention.is_waiting(one) and st.button("Bewaar", key=f"keep_{key}", type="tertiary"):
                mention.keep(store, one, prompt_id=asked.id, today=clock.today(clock.now()))
                feedback.again()
            label = "Zet terug" if one.is_dropped else "Laat weg"
            if not one.is_kept and st.button(label, key=f"drop_{key}", type="tertiary"):
                mention.drop(store, one, prompt_id=asked.id, now=None if one.is_dropped else clock.now())
                feedback.again()


def ends_of(one: Heard, names: Mapping[int, str]) -> str:
    """Return between whom a line runs, in markdown."""
    found = [f"**{markdown.escape(names.get(end, 'Weg'))}**" for end in one.ends]
    return " – ".join(found) if len(found) == 2 else f"{found[0]} :gray[door mensen voor zichzelf]"


def told_of(one: Heard) -> str:
    """Return by how many a line was told, and what became of it."""
    by = words.count(one.people, "mens", "mensen")
    by += f" namens {words.count(one.parties, 'partij', 'partijen')}" if one.parties else ""
    parts = [words.RELATION_KINDS[one.kind], by]
    if one.is_kept:
        parts.append("✓ staat in het dossier")
    elif one.is_dropped:
        parts.append("× weggelaten")
    return " · ".join(parts)


def from_card(store: Store, prompt: Prompt, parties: Sequence[Party]) -> None:
    """Type a line from a card of paper; the next one can be typed at once."""
    st.header("Kaartje van papier", anchor=False)
    named = named_parties(parties)
    turn = st.session_state.get(TURN, 0)
    with st.form(f"card_{prompt.id}", border=False, enter_to_submit=False):
        left, middle, right = st.columns(3)
        with left:
            party_id = speaks_for(named, key="card_party")
        target = middle.selectbox(
            "Met wie?",
            list(named),
            index=None,
            placeholder="Kies een partij",
            format_func=named.__getitem__,
            key=f"card_target_{turn}",
        )
        kind = right.selectbox(
            "Wat doen ze?",
            list(RelationKind),
            format_func=words.RELATION_SAYINGS.__getitem__,
            key="card_kind",
        )
        if st.form_submit_button("Zet op de kaart"):
            with feedback.show():
                mention.say_on_card(
                    store,
                    meeting_id=prompt.meeting_id,
                    party_id=party_id,
                    target=target,
                    kind=kind,
                    key=secrets.token_urlsafe(12),
                    table=None,
                    channel=Channel.FACILITATOR,
                )
                st.session_state[TURN] = turn + 1
                feedback.again()


def named_parties(parties: Sequence[Party]) -> dict[int, str]:
    """Return by id the parties that stand on a card, by name."""
    return {one.id: one.name for one in sorted(mention.choices(parties), key=lambda one: one.name)}


def speaks_for(named: Mapping[int, str], *, key: str) -> int | None:
    """Ask for whom a card speaks, None for who wrote it; that stays for the next card."""
    return st.selectbox(
        "Namens wie?",
        list(named),
        index=None,
        placeholder="Praat voor zichzelf",
        format_func=named.__getitem__,
        key=key,
    )


def undecided(store: Store, meeting_id: int) -> int:
    """Return how many lines of a meeting wait for a decision."""
    with store.read() as tables:
        relations = tables.relation.all()
        questions = network_questions(tables.prompt.of(meeting_id))
        heard = [mention.heard(tables.mention.of(one.id), relations) for one in questions]
    return sum(map(mention.is_waiting, chain.from_iterable(heard)))


def network_questions(prompts: Sequence[Prompt]) -> list[Prompt]:
    """Return the questions that are about who works with whom."""
    return [one for one in prompts if one.kind is PromptKind.NETWORK]

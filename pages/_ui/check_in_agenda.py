"""The agenda of a moment, to read in the room one block after the other, with what is decided on the spot."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from pages._ui import clause_link, commitment_link, door, feedback, markdown
from sok_core import check_in, check_in_decision, clock, meeting, value_score_room, words
from sok_core import check_in_agenda as rules
from sok_core.access import Right
from sok_core.check_in_agenda import Block, Point
from sok_core.model import CheckIn, CheckInStatus, Meeting, Party, ScreenView, Step
from sok_core.steps import RECIPES
from sok_core.store import Store
from sok_core.web import running

TURN = "point_turn"
BLOCK = "agenda_block"
MOST_SIGNS = 200  # who helps and the new day are written behind it, on one line
SHOWN = "points_shown"  # of a moment, in their order
WRITTEN = "point_written"  # of which promise a decision was written last


def agenda(here: door.Here, one: CheckIn, blocks: Sequence[Block], parties: Sequence[Party]) -> None:
    """One block of the evening at a time, so that it can be read from the back of the room."""
    st.subheader("Agenda", anchor=False)
    names = [f"{number}. {block.title}" for number, block in enumerate(blocks, 1)]
    chosen = st.selectbox(
        "Onderdeel van de avond", range(len(blocks)), format_func=names.__getitem__, key=BLOCK
    )
    with st.container(horizontal=True):
        st.button("Vorige", key="block_back", disabled=chosen == 0, on_click=_turn, args=(chosen - 1,))
        st.button(
            "Volgende",
            key="block_on",
            type="primary",
            disabled=chosen == len(blocks) - 1,
            on_click=_turn,
            args=(chosen + 1,),
        )
    block = blocks[chosen]
    with st.container(border=True):
        long = words.count(block.minutes, "minuut", "minuten")
        st.markdown(f"### {markdown.escape(block.title)}\n:gray[{long} · {block.form}]")
        if not block.lines and not block.points:
            st.markdown("Hier staat nog niets klaar. Vraag het de groep.")
        if block.points:
            shown = [each.wanting.state.commitment.id for each in block.points]
            st.session_state[f"{SHOWN}_{one.id}"] = shown
        for point in block.points:
            speak_of(here, one, point, parties)
        if block.lines:
            st.markdown("\n".join(f"- {markdown.escape(line)}" for line in block.lines))


def in_order(one: CheckIn) -> CheckIn:
    """Return a moment with its points as they stand on the page, as long as somebody writes about one there.

    What is solved meanwhile would leave the agenda, and take along what is typed of it.
    """
    shown: Sequence[int] = st.session_state.get(f"{SHOWN}_{one.id}", ())
    if not any(st.session_state.get(f"point_{each}") for each in shown):
        return one
    return replace(one, spoken_ids=tuple(dict.fromkeys((*shown, *one.spoken_ids))))


def _turn(to: int) -> None:
    st.session_state[BLOCK] = to


def speak_of(here: door.Here, one: CheckIn, point: Point, parties: Sequence[Party]) -> None:
    """One promise to speak of: the fact, what it needs, who helps, and a new day; and what is decided."""
    about = point.wanting.state.commitment
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"#### {markdown.escape(about.title)}")
        st.markdown(
            f"{commitment_link.wanted(point.wanting)}  \n"
            f"**Feit:** {markdown.escape(point.fact)}  \n"
            f"**Nodig:** {markdown.escape(point.need)}  \n"
            f"**Hulp:** {markdown.escape(point.help)}  \n"
            f"**Datum:** {markdown.escape(point.due)}"
        )
        commitment_link.link(here, about, label="Bekijk de afspraak")
        if here.visitor.may(Right.WRITE):
            with st.expander(
                "Schrijf op wat jullie besluiten", key=f"point_{about.id}", on_change="rerun"
            ) as place:
                if place.open:
                    decide(here, one, point, parties)


def decide(here: door.Here, one: CheckIn, point: Point, parties: Sequence[Party]) -> None:
    """What is decided; a helper or a new day goes into the promise. What is refused stays in its boxes."""
    about, turn = point.wanting.state.commitment, st.session_state.get(TURN, 0)
    key = f"decide_{about.id}_{turn}"
    no_help = {about.owner_id, *point.wanting.state.gone}
    names = {each.id: each.short_name for each in parties if each.id not in no_help}
    if st.session_state.get(WRITTEN) == about.id:
        st.markdown("✓ Opgeschreven. Het komt in het verslag en bij de afspraak.")
    with st.form(key, border=False, enter_to_submit=False):
        text = st.text_input("Wat besluiten jullie?", max_chars=MOST_SIGNS, key=f"{key}_text")
        with st.container(horizontal=True):
            helper = st.selectbox(
                "Wie helpt?",
                list(names),
                index=None,
                format_func=names.__getitem__,
                placeholder="Niemand erbij",
                key=f"{key}_help",
                width=240,
            )
            due = st.date_input("Nieuwe datum", None, format="DD-MM-YYYY", key=f"{key}_due", width=170)
        if st.form_submit_button("Schrijf het besluit op", key=f"{key}_save"):
            with feedback.show():
                check_in_decision.decide(
                    here.store,
                    check_in_id=one.id,
                    before=about,
                    text=text or "",
                    now=clock.now(),
                    today=here.today,
                    helper_id=helper,
                    due=due,
                    entered_by=clause_link.hand(here),
                )
                st.session_state[TURN] = turn + 1
                st.session_state[WRITTEN] = about.id
                feedback.again()


def on_screen(store: Store, chosen: Meeting) -> None:
    """Put one card of the agenda on the screen of the hall, when this evening is a moment."""
    with store.read() as tables:
        cards = rules.cards(tables, chosen.id)
    if not cards:
        return
    is_on = chosen.screen is ScreenView.AGENDA
    names = [f"{number}. {card.title}" for number, card in enumerate(cards, 1)]
    card = st.selectbox(
        "Agenda van dit moment",
        range(len(cards)),
        index=min(chosen.sheet, len(cards)) - 1 if is_on else 0,
        format_func=names.__getitem__,
        key=f"agenda_card_{chosen.sheet if is_on else 0}",
    )
    if st.button("Agenda op scherm", icon=":material/list_alt:", key="agenda_screen"):
        rules.show(store, meeting_id=chosen.id, card=(card or 0) + 1)
        feedback.again()


def control_room(here: door.Here, one: CheckIn, blocks: Sequence[Block]) -> None:
    """One button to the control room; the first time it plans the evening from this agenda.

    Of a day that is over, or a moment that was held without one, there is no evening to plan any more.
    """
    is_to_come = one.status is CheckInStatus.PLANNED and one.date >= here.today
    if one.meeting_id is None and not is_to_come:
        return
    if st.button("Open de regie", key=f"control_{one.id}", icon=":material/tune:"):
        with feedback.show():
            evening = one.meeting_id
            if evening is None:
                recipe = RECIPES[Step.MONITORING]
                planned = meeting.plan(
                    here.store,
                    running.current().house,
                    step=Step.MONITORING,
                    title=one.title,
                    date=one.date,
                    starts_at=one.starts_at,
                    ends_at=one.ends_at,
                    place=one.place,
                    questions=recipe.questions,
                    agenda=[(block.minutes, block.title, words.capital(block.form)) for block in blocks],
                )
                evening = planned.id
                with here.store.read() as tables:
                    has_values = bool(value_score_room.values(tables))
                if has_values:
                    value_score_room.ask(here.store, meeting_id=evening)
                check_in.change(here.store, check_in_id=one.id, before=one, meeting_id=evening)
            door.go("regie.py", m=str(evening))

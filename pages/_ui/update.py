"""How a promise goes: the form of one line, and what was said, to read."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages._ui import clause_link, commitment_link, door, feedback, markdown
from sok_core import check_in_decision, clock, update, words
from sok_core.access import Right
from sok_core.charts.commitment import label
from sok_core.commitment_state import State
from sok_core.model import Commitment, CommitmentKind, CommitmentStatus, Party, Update

TURN = "update_turn"
MOST_SIGNS = 200  # as where it was decided: who helps and the new day stand behind it


def form(here: door.Here, state: State, parties: Sequence[Party]) -> None:
    """Say how it goes: a status, a number and one line are enough; what is refused stays in its boxes."""
    one, turn = state.commitment, st.session_state.get(TURN, 0)
    key = f"update_{one.id}_{turn}"
    names = {each.id: each.short_name for each in parties}
    with st.form(key, enter_to_submit=False):
        st.markdown("**Hoe gaat het?**")
        typed = _short(state, key) | _who_and_when(here, one, names, key)
        with st.expander("Meer"):
            typed |= _more({each: name for each, name in names.items() if each not in state.gone}, key)
        if st.form_submit_button("Bewaar", type="primary", key=f"{key}_save"):
            with feedback.show():
                by: dict[str, Any] = {
                    "entered_by": clause_link.hand(here),
                    "now": clock.now(),
                    "today": here.today,
                }
                update.report(here.store, commitment_id=one.id, **typed, **by)
                st.session_state[TURN] = turn + 1
                feedback.again()


def steps(one: Commitment) -> None:
    """Show the steps of a promise that is counted in steps: its number only says how many are done."""
    if one.steps:
        listed = [f"{number}. {markdown.escape(step)}" for number, step in enumerate(one.steps, 1)]
        st.markdown("\n".join(("**De stappen**", *listed)))


def _short(state: State, key: str) -> dict[str, Any]:
    """Ask what everybody fills in: how it stands, the number if there is one, and one line."""
    status = st.radio(
        update.FIELDS["status"],
        list(CommitmentStatus),
        index=list(CommitmentStatus).index(state.status),
        format_func=label,
        horizontal=True,
        key=f"{key}_status",
    )
    value = _number(state.commitment, f"{key}_value")
    text = st.text_input(update.FIELDS["text"], max_chars=update.MAX_TEXT, key=f"{key}_text")
    return {"status": status or state.status, "value": value, "text": text}


def _number(one: Commitment, key: str, value: float | None = None) -> str | None:
    """Ask for the number of a promise in the way it is measured; of one without a number nothing."""
    if one.kind is CommitmentKind.ONGOING:
        return None
    if one.kind is CommitmentKind.YES_NO:
        known = update.valued(one, value) or None
        return st.segmented_control(
            update.asks(one), list(update.YES_NO), default=known, format_func=words.capital, key=key
        )
    typed = "" if value is None else words.typed_decimal(value)
    return st.text_input(markdown.label(update.asks(one)), typed, key=key) or None


def _who_and_when(here: door.Here, one: Commitment, names: Mapping[int, str], key: str) -> dict[str, Any]:
    with st.container(horizontal=True):
        by = st.selectbox(
            update.FIELDS["reported_by"],
            list(names),
            index=list(names).index(one.owner_id) if one.owner_id in names else None,
            format_func=names.__getitem__,
            key=f"{key}_by",
            width=240,
        )
        date = st.date_input(
            update.FIELDS["date"], here.today, format="DD-MM-YYYY", key=f"{key}_date", width=170
        )
    return {"reported_by": by, "date": date or here.today}


def _more(names: Mapping[int, str], key: str) -> dict[str, Any]:
    fields = update.FIELDS
    return {
        "next_step": st.text_input(fields["next_step"], max_chars=update.MAX_TEXT, key=f"{key}_next"),
        "evidence": st.text_input(fields["evidence"], max_chars=update.MAX_LINK, key=f"{key}_link"),
        "asked_help_from": st.selectbox(
            fields["asked_help_from"],
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder="Niemand",
            key=f"{key}_help",
        ),
    }


def told(here: door.Here, one: Update, about: Commitment, names: Mapping[int, str], *, holds: bool) -> None:
    """One thing that was said: when, by whom, how far, and the way to put it right."""
    value = update.valued(about, one.value)
    who = names.get(one.reported_by or 0, "") or one.entered_by
    head = " · ".join(filter(None, (words.date(one.date, with_year=True), value, who)))
    with st.container(border=True, gap="xsmall"):
        off = "" if holds else " :gray-badge[verbeterd]"
        with st.container(horizontal=True, vertical_alignment="center"):
            told_by = f"{commitment_link.badge(one.status)}{off} :gray[{markdown.escape(head)}]"
            st.markdown(told_by, width="stretch")
            if holds and here.visitor.may(Right.WRITE):
                if update.stands_decided(one):
                    decide_anew(here, one)
                elif not one.is_decided:
                    correct(here, one, about, names)
        lines = [markdown.escape(one.text)] if one.text else []
        is_new = one.next_step and one.next_step not in one.text
        lines += [f":gray[Volgende stap:] {markdown.escape(one.next_step)}"] if is_new else []
        help_from = names.get(one.asked_help_from or 0)
        lines += [f":gray[Vraagt hulp van:] {markdown.escape(help_from)}"] if help_from else []
        if lines:
            st.markdown("  \n".join(lines))
        if one.evidence:
            st.link_button(
                "Bekijk het bewijs", one.evidence, icon=":material/open_in_new:", key=f"proof_{one.id}"
            )


def correct(here: door.Here, one: Update, about: Commitment, names: Mapping[int, str]) -> None:
    """Put what was said right; the first stays to be read."""
    with st.popover("Verbeter", type="tertiary", key=f"correct_{one.id}", on_change="rerun") as place:
        if not place.open:
            return
        given = _right(one, about) | _right_about(here, one, names)
        with feedback.show():
            if st.button("Bewaar de verbetering", key=f"correct_save_{one.id}"):
                update.correct(
                    here.store,
                    update_id=one.id,
                    now=clock.now(),
                    today=here.today,
                    entered_by=clause_link.hand(here),
                    **given,
                )
                feedback.again()


def decide_anew(here: door.Here, one: Update) -> None:
    """Put what a moment decided in other words, here and with the moment; the first stays to be read."""
    with st.popover("Verbeter", type="tertiary", key=f"correct_{one.id}", on_change="rerun") as place:
        if not place.open:
            return
        st.markdown(
            "Dit verandert ook bij de besluiten van dat moment. "
            "De datum en wie helpt, wijzig je bij de afspraak."
        )
        text = st.text_input(
            "Wat besloten jullie?", one.next_step, max_chars=MOST_SIGNS, key=f"correct_decided_{one.id}"
        )
        with feedback.show():
            if st.button("Bewaar de verbetering", key=f"correct_save_{one.id}"):
                check_in_decision.correct(
                    here.store,
                    update_id=one.id,
                    text=text or "",
                    now=clock.now(),
                    entered_by=clause_link.hand(here),
                )
                feedback.again()


def _right(one: Update, about: Commitment) -> dict[str, Any]:
    """Ask how it should have stood: the status, the number and the line."""
    status = st.selectbox(
        update.FIELDS["status"],
        list(CommitmentStatus),
        index=list(CommitmentStatus).index(one.status),
        format_func=label,
        key=f"correct_status_{one.id}",
    )
    value = _number(about, f"correct_value_{one.id}", one.value)
    text = st.text_input(
        update.FIELDS["text"], one.text, max_chars=update.MAX_TEXT, key=f"correct_text_{one.id}"
    )
    return {"status": status, "value": value, "text": text or ""}


def _right_about(here: door.Here, one: Update, names: Mapping[int, str]) -> dict[str, Any]:
    """Ask of which day it should have been, which party said it, and where it can be seen."""
    date = st.date_input(
        update.FIELDS["date"],
        one.date,
        max_value=max(one.date, here.today),
        format="DD-MM-YYYY",
        key=f"correct_date_{one.id}",
    )
    by = st.selectbox(
        update.FIELDS["reported_by"],
        list(names),
        index=next((place for place, each in enumerate(names) if each == one.reported_by), None),
        format_func=names.__getitem__,
        placeholder="Geen partij",
        key=f"correct_by_{one.id}",
    )
    link = st.text_input(
        update.FIELDS["evidence"], one.evidence, max_chars=update.MAX_LINK, key=f"correct_link_{one.id}"
    )
    return {"date": date or one.date, "reported_by": by, "evidence": link or ""}

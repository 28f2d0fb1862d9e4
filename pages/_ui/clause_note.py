"""Hang residents' notes on an article, or take them off: from their number, their words or their theme."""

from collections.abc import Set

import streamlit as st

from pages._ui import clause_form, door, feedback
from pages._ui import note as note_cards
from sok_core import clause_source, words
from sok_core.model import Clause, Note
from sok_core.theme import named


def hang(here: door.Here, one: Clause) -> None:
    """The two boxes behind a fold: what to hang on this article, and what to take off."""
    name, icon = "Hang er briefjes bij", ":material/sticky_note_2:"
    with st.expander(name, icon=icon, key="hang_notes", on_change="rerun") as box:
        if not box.open:
            return
        with here.store.read() as tables:
            free = clause_source.to_hang(tables, one.id)
            there = tables.note.some(sorted(clause_source.notes_of(tables, one.id)))
            kept = clause_source.kept_in_force(tables, one.id)
            meetings = tables.meeting.all()
            themes = {each.id: each for meeting in meetings for each in tables.theme.of(meeting.id)}
        key = f"hang_{one.id}_{clause_form.card_turn()}"
        labels = {note.id: f"{note_cards.label(note)} ({words.date(meeting.date)})" for meeting, note in free}
        chosen = st.multiselect(
            "Welke briefjes?",
            list(labels),
            format_func=labels.__getitem__,
            placeholder="Typ een nummer of een woord",
            key=f"{key}_notes",
        )
        by_theme: dict[int, list[int]] = {}
        for _, note in free:
            if note.theme_id in themes:
                by_theme.setdefault(note.theme_id or 0, []).append(note.id)
        theme_id = st.selectbox(
            "Of alle briefjes van een thema",
            list(by_theme),
            index=None,
            format_func=lambda each: f"{named(themes[each])} ({len(by_theme[each])})",
            placeholder="Kies een thema",
            key=f"{key}_theme",
        )
        wanted = [*chosen, *by_theme.get(theme_id or 0, [])]
        with feedback.show():
            if st.button("Hang ze erbij", key=f"{key}_go", disabled=not wanted):
                clause_source.hang(here.store, clause_id=one.id, note_ids=wanted)
                clause_form.fresh()
            _take_off(here, one, [each for each in there if not each.is_hidden], kept, key)


def _take_off(here: door.Here, one: Clause, there: list[Note], kept: Set[int], key: str) -> None:
    if not there:
        return
    labels = {each.id: note_cards.label(each) for each in there}
    gone = st.multiselect(
        "Hoort een briefje hier niet?",
        list(labels),
        format_func=labels.__getitem__,
        placeholder="Kies wat eraf mag",
        key=f"{key}_off",
    )
    if not kept.isdisjoint(gone):
        st.markdown(
            ":gray[In de getekende tekst blijft het staan. In de volgende versie staat het niet meer.]"
        )
    if st.button("Haal ze eraf", key=f"{key}_off_go", disabled=not gone):
        with feedback.show():
            clause_source.take_off(here.store, clause_id=one.id, note_ids=gone)
            clause_form.fresh()

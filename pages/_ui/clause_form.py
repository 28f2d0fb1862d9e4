"""A new article: typed from who, what and when, or begun from what the group found."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from pages._ui import clause_link, door, feedback
from sok_core import clause, clause_gap, clock, words
from sok_core.access import Right
from sok_core.clause_text import suggest
from sok_core.model import Agreement, Aim, AimKind, Party, Project, ProjectStatus, Section, Task, Theme
from sok_core.theme import named

TURN, SUGGESTED, CARD = "clause_turn", "clause_suggested", "clause_card_turn"
Grown = Theme | Aim | Task | Project


def new(here: door.Here, known: Agreement) -> None:
    """Write an article: with a text of one's own, or one that follows from who, what and when."""
    turn = st.session_state.get(TURN, 0)
    place = st.popover(
        "Schrijf een artikel", icon=":material/add:", key=f"new_clause_{turn}", on_change="rerun"
    )
    if not place.open:
        return
    with place:
        with here.store.read() as tables:
            parties, aims = tables.party.all(), tables.aim.all()
        titles = {Section(section): f"{number}. {title}" for section, title, number in known.chapters}
        with st.form(f"clause_new_{turn}", border=False, enter_to_submit=False):
            key = f"clause_new_{turn}"
            section = st.selectbox(
                "In welk hoofdstuk?", list(titles), format_func=titles.__getitem__, key=f"{key}_section"
            )
            what = st.text_input(
                "Wat gebeurt er?", placeholder="een voorstel over de huur op tafel leggen", key=f"{key}_what"
            )
            values = fields(parties, aims, key=key)
            if SUGGESTED in st.session_state:
                st.session_state[f"{key}_text"] = st.session_state.pop(SUGGESTED)
            written = st.text_area("Tekst van het artikel", key=f"{key}_text", height=120)
            with st.container(horizontal=True):
                is_asked = st.form_submit_button("Stel een zin voor", key=f"{key}_suggest")
                is_ready = st.form_submit_button("Schrijf het artikel", key=f"{key}_save")
        proposed = _suggested(known, what, values, parties) if what.strip() else ""
        if is_asked:
            st.session_state[SUGGESTED] = proposed or written
            feedback.again()
        if is_ready:
            with feedback.show():
                written = written if written.strip() else proposed
                made = clause.write(
                    here.store,
                    section=section,
                    text=written,
                    now=clock.now(),
                    by=clause_link.hand(here),
                    **values,
                )
                st.session_state[TURN] = turn + 1
                _go(here, made.id, "Het artikel staat erin.")


def _suggested(known: Agreement, what: str, values: dict[str, Any], parties: Sequence[Party]) -> str:
    names = {one.id: one.short_name for one in parties}
    signing = {one.id for one in parties if clause_gap.signs(one)}
    return suggest(
        known.type,
        what=what,
        who=[names[one] for one in values["party_ids"]],
        due=values["due"],
        is_all=bool(signing) and signing <= set(values["party_ids"]),
    )


def fields(parties: Sequence[Party], aims: Sequence[Aim], *, key: str, now: Any = None) -> dict[str, Any]:
    """Who, with what, when and for what; ``now`` is the text of which these are the fields."""
    names = {one.id: one.short_name for one in parties}
    goals = {one.id: f"{one.title} ({one.kind})" for one in aims}
    who = st.multiselect(
        words.CLAUSE_FIELDS["party_ids"],
        list(names),
        [one for one in now.party_ids if one in names] if now else [],
        format_func=names.__getitem__,
        placeholder="Kies wie dit belooft",
        key=f"{key}_who",
    )
    left, right = st.columns(2)
    due = left.date_input(
        words.CLAUSE_FIELDS["due"], now.due if now else None, format="DD-MM-YYYY", key=f"{key}_due"
    )
    means = right.text_input(
        words.CLAUSE_FIELDS["means"],
        now.means if now else "",
        placeholder="Uren, geld of ruimte",
        key=f"{key}_means",
    )
    serves = st.multiselect(
        words.CLAUSE_FIELDS["aim_ids"],
        list(goals),
        [one for one in now.aim_ids if one in goals] if now else [],
        format_func=goals.__getitem__,
        placeholder="Kies",
        key=f"{key}_aims",
    )
    return {"party_ids": tuple(who), "due": due, "means": means, "aim_ids": tuple(serves)}


def card_turn() -> int:
    """Return the how manieth set of boxes of an opened article this is."""
    turn: int = st.session_state.get(CARD, 0)
    return turn


def renew() -> None:
    """Let the boxes of an article show, from the next drawing on, what is kept then."""
    st.session_state[CARD] = card_turn() + 1


def fresh() -> None:
    """Draw the article anew, with such boxes."""
    renew()
    st.rerun()


def drafts(here: door.Here) -> None:
    """Begin an article from a value, a goal, a task, a project or a theme, with all of its road."""
    turn = st.session_state.get(TURN, 0)
    place = st.popover(
        "Begin met wat jullie vonden",
        icon=":material/potted_plant:",
        key=f"drafts_{turn}",
        on_change="rerun",
    )
    if not place.open:
        return
    with place:
        found = unused(here)
        if not found:
            st.markdown("Alles wat jullie vonden, staat al in een artikel.")
            return
        grown = st.selectbox(
            "Waarmee begin je?",
            found,
            index=None,
            format_func=label,
            placeholder="Kies",
            key=f"draft_{turn}",
        )
        st.markdown(":gray[De briefjes erachter gaan mee. De tekst kun je daarna veranderen.]")
        if st.button("Maak er een artikel van", disabled=grown is None, key=f"make_{turn}"):
            with feedback.show():
                draft(here, grown)


def draft(here: door.Here, grown: Any) -> None:
    """Write an article from what was found, and open it."""
    made = clause.draft_from(here.store, grown, now=clock.now(), by=clause_link.hand(here))
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    _go(here, made.id, "Het artikel staat erin. Lees het na.")


def _go(here: door.Here, clause_id: int, told: str) -> None:
    with here.store.read() as tables:
        number = clause.number(tables, tables.clause.get(clause_id))
    feedback.toast_after_rerun(told)
    door.go(clause_link.PAGE, **clause_link.PART, **{clause_link.ADDRESS: number})


def unused(here: door.Here) -> list[Grown]:
    """Return what was found and has no article yet; of a theme it is enough that its notes went on."""
    door.enter(Right.READ)
    with here.store.read() as tables:
        clauses, texts = tables.clause.all(), tables.clause_text.newest()
        tasks = {one.task_id for one in clauses}
        lessons = {one.lesson_clause_id for one in tables.project.all()}
        projects = {one.project_id for one in clauses if one.id not in lessons}
        served = {aim for one in texts.values() for aim in one.aim_ids}
        aims = tables.aim.all()
        grew = {one.note_id for one in tables.source.all()}
        found: list[Grown] = [one for one in tables.task.all() if one.id not in tasks]
        found += [
            one
            for one in tables.project.all()
            if one.id not in projects and one.status not in (ProjectStatus.IDEA, ProjectStatus.LATER)
        ]
        found += [one for one in aims if one.id not in served]
        for meeting in tables.meeting.all():
            notes = tables.note.of(meeting.id)
            loose = {one.theme_id for one in notes if one.id not in grew and not one.is_hidden}
            found += [one for one in tables.theme.of(meeting.id) if one.id in loose]
    return found


def label(grown: Grown) -> str:
    """Return what something is, with its name."""
    if isinstance(grown, Theme):
        return f"Thema: {named(grown)}"
    if isinstance(grown, Aim):
        return f"{'Waarde' if grown.kind is AimKind.VALUE else 'Doel'}: {grown.title}"
    return f"{'Taak' if isinstance(grown, Task) else 'Project'}: {grown.title}"

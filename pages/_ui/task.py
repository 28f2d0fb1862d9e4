"""Tasks: the list that the group chose, where new ones come from, and the card of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

import streamlit as st

from pages._ui import door, feedback, live, markdown, note, seen
from sok_core import clock, task, theme, words
from sok_core.access import Right
from sok_core.model import Note, Outcome, Step, Task, Theme
from sok_core.note import visible
from sok_core.store import Store, Tables
from sok_core.words import capital, counted

PAGE, ADDRESS = "stap_3_rollen.py", "taak"
TURN = "task_turn"
MOST_OFFERS = 60


@dataclass(frozen=True)
class Wells:
    """Where tasks can come from: themes and readable notes of step 3 that none came from yet."""

    themes: Sequence[Theme]
    offers: Sequence[Note]


def show(_here: door.Here) -> None:
    """The part of the page about tasks."""
    listed()


@st.fragment
def listed() -> None:
    """The tasks in their order; one more; and those that were let go."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        everything = tables.task.where(order_by="position, id")
        roads = tables.source.where("outcome = ?", [Outcome.TASK])
        may_run = here.visitor.may(Right.RUN)
        wells = gather(tables, everything) if may_run else None
    tasks = [one for one in everything if one.gone_at is None]
    notes = {one.id: sum(each.outcome_id == one.id for each in roads) for one in tasks}
    st.header("Taken", anchor=False)
    note.still_said(here)
    size = f"{capital(counted(len(tasks), 'taak', 'taken'))}." if tasks else "Er zijn nog geen taken."
    st.markdown(f"{size} {task.advice(tasks)}")
    for place, one in enumerate(tasks):
        row(here, one, notes[one.id], is_first=place == 0, is_last=place == len(tasks) - 1)
    if wells is not None:
        more(here.store, tasks, wells)
        let_go(here.store, [one for one in everything if one.gone_at is not None])
    live.dossier_bell(here, key="task_bell")


def gather(tables: Tables, tasks: Sequence[Task]) -> Wells:
    """Return where new tasks can come from, in one look at the meetings of step 3."""
    used = {one.theme_id for one in tasks if one.gone_at is None}
    known = {each.note_id or 0 for each in tables.source.where("outcome = ?", [Outcome.TASK])}
    meetings = tables.meeting.of_step(Step.ROLES)
    themes = [each for one in meetings for each in tables.theme.of(one.id) if each.id not in used]
    notes = [each for one in meetings for each in tables.note.of(one.id)]
    return Wells(themes, task.offers(notes, known))


def link(here: door.Here, one: Task) -> None:
    """The way to the card of a task."""
    query = {door.DOSSIER: here.slug, "deel": "rollen", ADDRESS: str(one.id)}
    st.page_link(PAGE, label=markdown.escape(one.title), icon="", query_params=query)


def row(here: door.Here, one: Task, notes: int, *, is_first: bool, is_last: bool) -> None:
    """One task with its acts."""
    about = [one.description, f"uit {words.count(notes, 'briefje', 'briefjes')}" if notes else ""]
    with st.container(border=True, gap=None):
        link(here, one)
        acts = st.container(horizontal=True, vertical_alignment="center")
        said = markdown.escape(" · ".join(part for part in about if part)) or "–"
        acts.markdown(f":gray[{said}]", width="stretch")
        if not here.visitor.may(Right.RUN):
            return
        with acts, feedback.show():
            up = st.button("Hoger", key=f"task_up_{one.id}", type="tertiary", disabled=is_first)
            down = st.button("Lager", key=f"task_down_{one.id}", type="tertiary", disabled=is_last)
            if up or down:
                task.move(here.store, task_id=one.id, by=-1 if up else 1)
                feedback.again()
            if st.button("Laat los", key=f"task_let_go_{one.id}", type="tertiary"):
                task.let_go(here.store, task_id=one.id, now=clock.now())
                feedback.again()


def more(store: Store, tasks: Sequence[Task], wells: Wells) -> None:
    """One more task: typed, from a theme, from an offer, or one of the usual ones."""
    typed(store)
    turn = st.session_state.get(TURN, 0)  # a new turn is a new, empty box
    left, middle, right = st.columns(3)
    with left, feedback.show():
        one = st.selectbox(
            "Uit een thema",
            wells.themes,
            index=None,
            format_func=theme.named,
            placeholder="Kies een thema" if wells.themes else "Geen thema over",
            key=f"task_theme_{turn}",
        )
        if st.button("Maak er een taak van", key="add_task_theme", disabled=one is None) and one:
            task.from_theme(store, theme_id=one.id)
            added()
    with middle, feedback.show():
        offer = st.selectbox(
            "Uit een briefje",
            wells.offers[:MOST_OFFERS],
            index=None,
            format_func=lambda note: f"{note.number}. {note.text}",
            placeholder="Kies een briefje" if wells.offers else "Geen briefje over",
            key=f"task_offer_{turn}",
        )
        if st.button("Maak er een taak van", key="add_task_offer", disabled=offer is None) and offer:
            task.from_offer(store, note_id=offer.id)
            added()
    with right, feedback.show():
        usual = st.selectbox(
            "Uit de lijst met gewone taken",
            task.usual(tasks),
            index=None,
            format_func=lambda one: one[0],
            placeholder="Kies een taak",
            key=f"task_usual_{turn}",
        )
        if st.button("Zet erbij", key="add_task_usual", disabled=usual is None) and usual:
            task.add(store, title=usual[0], description=usual[1])
            added()


def typed(store: Store) -> None:
    """A task in the words of the group; Enter adds it, and the box is empty for the next."""
    key = f"task_new_{st.session_state.get(TURN, 0)}"
    with st.form(key):
        left, right = st.columns([5, 2], vertical_alignment="bottom")
        title = left.text_input("Nieuwe taak", key=f"{key}_title", max_chars=task.MAX_TITLE)
        if right.form_submit_button("Zet erbij", width="stretch", key="add_task"):
            with feedback.show():
                task.add(store, title=title)
                added()


def added() -> NoReturn:
    """Draw anew, with empty boxes for the next task."""
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    feedback.again()


def let_go(store: Store, gone: Sequence[Task]) -> None:
    """The tasks that were let go, each with the way back."""
    if not gone:
        return
    with st.expander(f"Losgelaten ({len(gone)})"):
        for one in gone:
            with (
                st.container(horizontal=True, vertical_alignment="center"),
                feedback.show(),
            ):
                st.markdown(markdown.escape(one.title), width="stretch")
                if st.button("Zet terug", key=f"task_back_{one.id}", type="tertiary"):
                    task.bring_back(store, task_id=one.id)
                    feedback.again()


def form(store: Store, one: Task) -> None:
    """What a task is called and means, to be changed."""
    key = f"task_form_{one.id}"
    now = {name: getattr(one, name) for name in task.FIELDS}
    before: Mapping[str, str] = seen.base(key, now)
    heard: Mapping[str, Any] = seen.told(key, now)
    others = {label: now[name] or "niets" for name, label in task.FIELDS.items() if now[name] != heard[name]}
    seen.others_changed(key, others)
    boxes = seen.turn(key)
    with st.form(boxes, enter_to_submit=False, border=False):
        typed = {
            "title": st.text_input(task.FIELDS["title"], before["title"], key=f"{boxes}_title"),
            "description": st.text_area(
                task.FIELDS["description"], before["description"], height=80, key=f"{boxes}_description"
            ),
            "open_point": st.text_input(
                task.FIELDS["open_point"], before["open_point"], key=f"{boxes}_open_point"
            ),
        }
        if st.form_submit_button("Bewaar", key=f"save_{key}"):
            with feedback.show():
                changed = {name: each for name, each in typed.items() if each != before[name]}
                with seen.saving(key, now):
                    task.change(store, task_id=one.id, before=replace(one, **heard), **changed)
                feedback.toast_after_rerun("De taak is bewaard.")
                feedback.again()


def road(tables: Tables, one: Task) -> list[Note]:
    """Return the notes that a task grew from and that everybody may read."""
    found = [each.note_id for each in tables.source.of(Outcome.TASK, one.id) if each.note_id is not None]
    return visible([tables.note.get(each) for each in found])


def words_of(notes: Sequence[Note]) -> None:
    """The notes that a task grew from, verbatim."""
    if notes:
        with st.expander(f"Uit {words.count(len(notes), 'briefje', 'briefjes')}"):
            for each in notes:
                st.markdown(f"**{each.number}** {markdown.escape(each.text)}")

"""Projects: the cards, the list of them, and one line afterwards on how it went together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from pages._ui import door, feedback, live, markdown, note, project_promise, role, seen
from sok_core import clock, project, words
from sok_core.access import Right
from sok_core.errors import NotFound
from sok_core.model import Aim, Project, ProjectStatus, RoleKind, RolePart, Stance
from sok_core.project import FIELDS, IDEAS
from sok_core.role import agreed, gone, has_lost_lead, with_gone
from sok_core.store import Store
from sok_core.words import capital, counted

PAGE, ADDRESS, PART = "stap_4_projecten.py", "project", "projecten"
PAPER = "/download/{slug}/projectkaarten"
BADGES = {
    ProjectStatus.CHOSEN: ":gray-badge[○ Gekozen]",
    ProjectStatus.BUSY: ":green-badge[● Bezig]",
    ProjectStatus.DONE: ":blue-badge[✓ Klaar]",
    ProjectStatus.STOPPED: ":gray-badge[× Gestopt]",
    ProjectStatus.IDEA: ":gray-badge[○ Idee]",
    ProjectStatus.LATER: ":gray-badge[○ Bewaard voor later]",
}
TURN = "project_turn"
NO_LEAD = ":orange-badge[▲ Zonder trekker] Kies wie het overneemt, bij ‘Wie doet mee, in welke rol?’"
LONG = ("goal", "done_when")
ROWS = (
    ("title", "status"),
    ("goal",),
    ("first_step", "first_step_on"),
    ("starts_on", "ends_on"),
    ("means", "space"),
    ("budget", "funding", "reach"),
    ("done_when",),
    ("aim_ids",),
)


def show(_here: door.Here) -> None:
    """The part of the page about projects: one when the address asks for it (?project=3), else all."""
    asked = st.query_params.get(ADDRESS, "")
    if asked.isdecimal():
        card(int(asked))
        return
    listed()


@st.fragment
def listed() -> None:
    """The projects, each with what its card still lacks; and one more."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        projects = [one for one in tables.project.all() if one.status not in IDEAS]
        parts, parties, aims = tables.role_part.of_projects(), tables.party.all(), tables.aim.all()
        left = gone(tables)
    names = with_gone({one.id: one.short_name for one in parties}, left)
    st.header("Projecten", anchor=False)
    note.still_said(here)
    st.markdown(
        f"{capital(counted(len(projects), 'project', 'projecten'))}."
        if projects
        else "Er is nog geen project. Kies een idee, of typ er een."
    )
    for one in projects:
        own = [each for each in parts if each.project_id == one.id]
        row(here, one, own, names, aims, lacks=project.lacking(one, own, gone=left))
    if projects:
        st.link_button("Druk alle projecten af", PAPER.format(slug=here.slug), icon=":material/print:")
    if here.visitor.may(Right.RUN):
        typed(here.store)
    live.dossier_bell(here, key="project_bell")


def link(here: door.Here, one: Project) -> None:
    """The way to the card of a project."""
    query = {door.DOSSIER: here.slug, "deel": PART, ADDRESS: str(one.id)}
    st.page_link(PAGE, label=markdown.escape(one.title), icon="", query_params=query)


def row(
    here: door.Here,
    one: Project,
    parts: Sequence[RolePart],
    names: Mapping[int, str],
    aims: Sequence[Aim],
    *,
    lacks: Sequence[str],
) -> None:
    """One project in short."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            link(here, one)
            st.markdown(BADGES[one.status], width="content")
        st.markdown(about(one, parts, names, aims))
        if lacks:
            st.markdown(f":gray[Nog leeg: {markdown.escape(words.enumerated(lacks))}.]")


def about(one: Project, parts: Sequence[RolePart], names: Mapping[int, str], aims: Sequence[Aim]) -> str:
    """Return what a project is in a few lines, in markdown."""
    leads = [names[each] for each in agreed(parts).get(RoleKind.LEAD, ()) if each in names]
    lines = [
        markdown.escape(one.goal),
        f":gray[Trekker:] {markdown.escape(words.enumerated(leads))}" if leads else "",
        f":gray[Eerste stap:] {markdown.escape(first_step(one))}" if one.first_step else "",
        f":gray[Dient:] {markdown.escape(project.readable(one, 'aim_ids', aims))}" if one.aim_ids else "",
        f":gray[Hoe het ging:] {markdown.escape(one.lesson)}" if one.lesson else "",
    ]
    return "  \n".join(line for line in lines if line) or ":gray[Er staat nog niets op deze kaart.]"


def first_step(one: Project) -> str:
    """Return the first small step with its date."""
    return one.first_step + (f" ({words.day(one.first_step_on)})" if one.first_step_on else "")


def typed(store: Store) -> None:
    """A project in the words of the group."""
    key = f"project_new_{st.session_state.get(TURN, 0)}"
    with st.form(key):
        left, right = st.columns([5, 2], vertical_alignment="bottom")
        title = left.text_input("Nieuw project", key=f"{key}_title", max_chars=project.MAX_TITLE)
        if right.form_submit_button("Zet erbij", width="stretch", key="add_project"):
            with feedback.show():
                project.add(store, title=title)
                st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
                feedback.again()


@st.fragment
def card(project_id: int) -> None:
    """All about one project, to be changed by who leads; and what it taught."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        one = next(iter(tables.project.where("id = ?", [project_id])), None)
        parts = tables.role_part.where("project_id = ?", [project_id])
        parties, aims, left = tables.party.all(), tables.aim.all(), gone(tables)
        is_clause = one is not None and project.in_clause(tables, one)
    query = {door.DOSSIER: here.slug, "deel": PART}
    st.page_link(PAGE, label="Alle projecten", icon=":material/arrow_back:", query_params=query)
    if one is None:
        feedback.say(NotFound("project.unknown"))
        return
    st.header(markdown.escape(one.title), anchor=False)
    names = {each.id: each.short_name for each in parties}
    st.markdown(BADGES[one.status])
    if has_lost_lead(parts, left):
        st.markdown(NO_LEAD)
    settled = [each for each in parts if each.stance is Stance.AGREED]
    st.markdown("  \n".join(role.said(settled, with_gone(names, left))))
    url = f"{PAPER.format(slug=here.slug)}?project={one.id}"
    st.link_button("Druk de kaart af", url, icon=":material/print:")
    project_promise.follow(here, one, parts, names)
    if not here.visitor.may(Right.RUN):
        st.markdown(facts(one, aims))
    else:
        form(here.store, one, aims)
        st.subheader("Wie doet mee, in welke rol?", anchor=False)
        role.agreed_form(here.store, f"project_roles_{one.id}", parts, parties, project_id=one.id)
        lesson(here, one, is_clause=is_clause)
    live.dossier_bell(here, key="project_card_bell")


def facts(one: Project, aims: Sequence[Aim]) -> str:
    """Return what stands on the card, for who may only read it."""
    return "  \n".join(
        f"**{FIELDS[name]}** {markdown.escape(project.readable(one, name, aims))}"
        for name in FIELDS
        if name not in ("title", "status") and getattr(one, name)
    )


def form(store: Store, one: Project, aims: Sequence[Aim]) -> None:
    """The card itself; what somebody else changes meanwhile is told, and never overwritten."""
    key = f"project_form_{one.id}"
    now: dict[str, Any] = {name: getattr(one, name) for name in FIELDS}
    before: Mapping[str, Any] = seen.base(key, now)
    heard: Mapping[str, Any] = seen.told(key, now)
    others = {FIELDS[name]: project.readable(one, name, aims) for name in FIELDS if now[name] != heard[name]}
    seen.others_changed(key, others)
    boxes = seen.turn(key)
    with st.form(boxes, enter_to_submit=False):
        typed: dict[str, Any] = {}
        for fields in ROWS:
            for place, name in zip(st.columns(len(fields)), fields, strict=True):
                with place:
                    typed[name] = box(name, before[name], aims, key=f"{boxes}_{name}")
        if st.form_submit_button("Bewaar", type="primary", key=f"save_{key}"):
            with feedback.show():
                changed = {name: each for name, each in typed.items() if each != before[name]}
                with seen.saving(key, now):
                    project.change(store, project_id=one.id, before=replace(one, **heard), **changed)
                feedback.toast_after_rerun("Het project is bewaard.")
                feedback.again()


def box(name: str, value: Any, aims: Sequence[Aim], *, key: str) -> Any:
    """One field of the card."""
    label = FIELDS[name]
    if name == "status":
        options = list(ProjectStatus)
        return st.selectbox(
            label,
            options,
            index=options.index(value),
            format_func=words.PROJECT_STATUSES.__getitem__,
            key=key,
        )
    if name == "aim_ids":
        titles = {each.id: each.title for each in aims}
        there = [each for each in value if each in titles]
        return st.multiselect(
            label, list(titles), default=there, format_func=titles.__getitem__, placeholder="Kies", key=key
        )
    if name in project.DATES:
        return st.date_input(label, value, format="DD-MM-YYYY", key=key)
    if name in project.NUMBERS:
        return st.number_input(label, 0, project.MOST, value, step=1, placeholder="Ongeveer", key=key)
    if name in LONG:
        return st.text_area(label, value, height=80, key=key)
    return st.text_input(label, value, key=key)


def lesson(here: door.Here, one: Project, *, is_clause: bool) -> None:
    """One line on how the parties worked together, and the button that makes it a clause."""
    st.subheader("Hoe ging het samenwerken?", anchor=False)
    key = f"lesson_{one.id}"
    with st.form(key, enter_to_submit=False, border=False):
        text = st.text_input("In één zin, als afspraak voor een volgende keer", one.lesson, key=f"{key}_text")
        if st.form_submit_button("Bewaar de les", key=f"save_{key}"):
            with feedback.show():
                project.learn(here.store, project_id=one.id, lesson=text, today=here.today)
                feedback.again()
    if is_clause:
        st.markdown(":green[✓ Staat als artikel in de overeenkomst.]")
    elif one.lesson and st.button("Maak er een artikel van", key=f"clause_{one.id}"):
        with feedback.show():
            project.lesson_to_clause(here.store, project_id=one.id, now=clock.now())
            feedback.toast_after_rerun("Het staat als voorstel bij de artikelen van stap 5.")
            feedback.again()

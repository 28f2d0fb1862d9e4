"""Roles: offered, expected and agreed side by side per task; and what each party does and does not do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages._ui import door, feedback, live, markdown, role_table, seen, task
from sok_core import clock, role, words
from sok_core.access import Right
from sok_core.errors import NotFound
from sok_core.model import Capacity, Group, Party, RoleKind, RolePart, Stance, Task
from sok_core.role import Load
from sok_core.store import Store

PAPER = "/download/{slug}/rolkaarten"
COLUMNS = {Stance.OFFERED: "Aangeboden", Stance.EXPECTED: "Verwacht", Stance.AGREED: "Afgesproken"}
GROUPS = {Group.RESIDENT: "bewoners", Group.ORGANISATION: "organisaties"}
SAYINGS = {
    Stance.OFFERED: "biedt dit aan",
    Stance.EXPECTED: "wordt dit verwacht",
    Stance.NOT: "doet dit juist niet",
}
TURN = "role_turn"


def show(_here: door.Here) -> None:
    """The part of the page about roles: one task when the address asks for it (?taak=3), else all."""
    asked = st.query_params.get(task.ADDRESS, "")
    if asked.isdecimal():
        card(int(asked))
        return
    matrix()


@st.fragment
def matrix() -> None:
    """Every task with what is offered, expected and agreed; and a table to type paper cards in."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        tasks, parts, parties = tables.task.all(), tables.role_part.of_tasks(), tables.party.all()
        open_tasks, gone = role.to_discuss(role.open_points(tables)), role.gone(tables)
    names = role.with_gone({one.id: one.short_name for one in parties}, gone)
    st.header("Wie doet wat?", anchor=False)
    if not tasks:
        st.markdown("Er zijn nog geen taken. Kies ze eerst bij Taken.")
    for one in tasks:
        with st.container(border=True):
            with st.container(horizontal=True, vertical_alignment="center"):
                task.link(here, one)
                if one.id in open_tasks or one.open_point:
                    st.markdown(":orange-badge[▲ Nog te bespreken]", width="content")
            sides([each for each in parts if each.task_id == one.id], names)
    with st.container(horizontal=True):
        st.link_button("Druk rolkaarten af", PAPER.format(slug=here.slug), icon=":material/print:")
    if tasks and here.visitor.may(Right.RUN):
        role_table.table(here, tasks, parties)
    live.dossier_bell(here, key="role_bell")


def sides(parts: Sequence[RolePart], names: Mapping[int, str]) -> None:
    """What is offered, expected and agreed of one task, side by side; under each other on a small screen."""
    for place, (stance, head) in zip(st.columns(3), COLUMNS.items(), strict=True):
        lines = said([each for each in parts if each.stance is stance], names)
        place.markdown(f"**{head}**  \n" + ("  \n".join(lines) or ":gray[nog niets]"))


def said(parts: Sequence[RolePart], names: Mapping[int, str]) -> list[str]:
    """Return a line per role with its parties, in markdown."""
    lines = []
    for kind in RoleKind:
        of_kind = [each for each in parts if each.role is kind]
        told = [
            markdown.escape(names[party_id]) + more([each for each in of_kind if each.party_id == party_id])
            for party_id in dict.fromkeys(each.party_id for each in of_kind)
            if party_id in names
        ]
        if told:
            lines.append(f":gray[{words.ROLE_KINDS[kind]}:] {', '.join(told)}")
    return lines


def more(same: Sequence[RolePart]) -> str:
    """Return what else is known of a party in a role: hours, paid or not, and who expects it."""
    first = same[0]
    if first.stance is Stance.EXPECTED:
        groups = Counter(GROUPS[each.group] for each in same if each.group is not None)
        parts = [f"{name} {number}×" if number > 1 else name for name, number in groups.items()]
    else:
        parts = [words.hours(first.hours)] if first.hours else []
        parts += [words.PARTY_CAPACITIES[first.capacity]] if first.capacity else []
    return f" :gray[({markdown.escape(', '.join(parts))})]" if parts else ""


@st.fragment
def card(task_id: int) -> None:
    """All about one task: what was said, what is agreed, and its own words."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        one = next(iter(tables.task.where("id = ?", [task_id])), None)
        parts = tables.role_part.where("task_id = ?", [task_id])
        parties, gone = tables.party.all(), role.gone(tables)
        notes = task.road(tables, one) if one else []
    names = role.with_gone({each.id: each.short_name for each in parties}, gone)
    query = {door.DOSSIER: here.slug, "deel": "rollen"}
    st.page_link(task.PAGE, label="Alle taken", icon=":material/arrow_back:", query_params=query)
    if one is None:
        feedback.say(NotFound("task.unknown"))
        return
    st.header(markdown.escape(one.title), anchor=False)
    if one.description:
        st.markdown(markdown.escape(one.description))
    if one.open_point:
        st.markdown(f":orange-badge[▲ Nog te bespreken] {markdown.escape(one.open_point)}")
    with st.container(border=True):
        sides(parts, names)
        not_doing([each for each in parts if each.stance is Stance.NOT], names)
    task.words_of(notes)
    if here.visitor.may(Right.RUN):
        agree(here.store, one.id, parts, parties)
        say(here.store, one, parties)
        taken_back(here.store, parts, names)
        with st.expander("Wijzig de taak"):
            task.form(here.store, one)
    live.dossier_bell(here, key="task_card_bell")


def not_doing(parts: Sequence[RolePart], names: Mapping[int, str]) -> None:
    """What parties said that they do not do in this task."""
    for each in parts:
        st.markdown(f"**{markdown.escape(names[each.party_id])} doet niet:** {markdown.escape(each.text)}")


def agree(store: Store, task_id: int, parts: Sequence[RolePart], parties: Sequence[Party]) -> None:
    """What the group agreed: per role the parties that have it."""
    st.subheader("Wat spreken jullie af?", anchor=False)
    agreed_form(store, f"agree_{task_id}", parts, parties, task_id=task_id)


def agreed_form(
    store: Store, key: str, parts: Sequence[RolePart], parties: Sequence[Party], **subject: int
) -> None:
    """Choose per role who has it, in a task or a project; who agrees on the same at once is told."""
    names = {each.id: each.short_name for each in parties}
    now = {str(kind): [each for each in ids if each in names] for kind, ids in role.agreed(parts).items()}
    before: Mapping[str, list[int]] = seen.base(key, now)
    heard: Mapping[str, list[int]] = seen.told(key, now)
    others = {
        label: words.enumerated([names[each] for each in now.get(str(kind), [])] or ["niemand"])
        for kind, label in words.ROLE_KINDS.items()
        if set(now.get(str(kind), [])) != set(heard.get(str(kind), []))
    }
    seen.others_changed(key, others)
    boxes = seen.turn(key)
    with st.form(boxes, enter_to_submit=False):
        chosen: dict[RoleKind, list[int]] = {}
        for kinds in (list(RoleKind)[:3], list(RoleKind)[3:]):
            for place, kind in zip(st.columns(3), kinds, strict=True):
                chosen[kind] = place.multiselect(
                    words.ROLE_QUESTIONS[kind],
                    list(names),
                    default=before.get(str(kind), []),
                    format_func=names.__getitem__,
                    placeholder="Kies partijen",
                    key=f"{boxes}_{kind}",
                )
        if st.form_submit_button("Bewaar de afspraak", type="primary", key=f"save_{key}"):
            with feedback.show():
                was = {RoleKind(kind): ids for kind, ids in heard.items()}
                shown = {kind: set(before.get(str(kind), [])) for kind in RoleKind}
                touched = {kind: ids for kind, ids in chosen.items() if set(ids) != shown[kind]}
                with seen.saving(key, now):
                    role.agree(store, chosen=touched, before=was, now=clock.now(), **subject)
                feedback.toast_after_rerun("De afspraak is bewaard.")
                feedback.again()


def say(store: Store, one: Task, parties: Sequence[Party]) -> None:
    """Write down one thing that somebody said of this task."""
    key = f"role_say_{one.id}_{st.session_state.get(TURN, 0)}"
    with st.expander("Schrijf op wat iemand aanbiedt, verwacht of niet doet"), st.form(key, border=False):
        left, middle, right = st.columns(3)
        about = left.selectbox(
            "Partij", parties, index=None, format_func=_name, placeholder="Kies", key=f"{key}_p"
        )
        kind = middle.selectbox(
            "Rol", list(RoleKind), format_func=words.ROLE_KINDS.__getitem__, key=f"{key}_role"
        )
        stance = right.selectbox("Wat?", list(SAYINGS), format_func=SAYINGS.__getitem__, key=f"{key}_stance")
        group = left.selectbox(
            "Wie verwacht het?",
            list(GROUPS),
            index=None,
            format_func=GROUPS.__getitem__,
            placeholder="Weet ik niet",
        )
        capacity = middle.selectbox(
            "Betaald of vrijwillig?",
            list(Capacity),
            index=None,
            format_func=words.PARTY_CAPACITIES.__getitem__,
            placeholder="Weet ik niet",
        )
        per_week = right.number_input(
            "Uren per week", 0.0, float(role.MOST_HOURS), None, step=0.5, placeholder="Ongeveer"
        )
        text = st.text_input("Wat doen ze juist niet?", max_chars=role.MAX_TEXT, key=f"{key}_text")
        if st.form_submit_button("Schrijf op", key=f"save_{key}"):
            with feedback.show():
                if about is None or kind is None or stance is None:
                    raise NotFound("party.unknown")
                role.say(
                    store,
                    party_id=about.id,
                    role=kind,
                    stance=stance,
                    task_id=one.id,
                    group=group if stance is Stance.EXPECTED else None,
                    capacity=None if stance is Stance.EXPECTED else capacity,
                    hours=None if stance is Stance.EXPECTED else per_week,
                    text=text if stance is Stance.NOT else "",
                    now=clock.now(),
                )
                st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
                feedback.again()


def _name(one: Party) -> str:
    return one.short_name


def taken_back(store: Store, parts: Sequence[RolePart], names: Mapping[int, str]) -> None:
    """Take away what was written down by mistake."""
    written = [each for each in parts if each.stance is not Stance.AGREED and each.party_id in names]
    if not written:
        return
    with st.expander("Haal iets weg"):
        for each in written:
            with st.container(horizontal=True, vertical_alignment="center"), feedback.show():
                what = f"{names[each.party_id]}: {words.ROLE_KINDS[each.role].lower()}"
                st.markdown(
                    f"{markdown.escape(what)} :gray[({words.STANCES[each.stance]}, "
                    f"{words.CHANNELS[each.channel]})]",
                    width="stretch",
                )
                if st.button("Haal weg", key=f"role_back_{each.id}", type="tertiary"):
                    role.take_back(store, role_part_id=each.id)
                    feedback.again()


def show_parties(_here: door.Here) -> None:
    """The part of the page about what each party does."""
    per_party()


@st.fragment
def per_party() -> None:
    """What each party does, does not do, and how many hours a week it offered."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        tasks, parts, parties = tables.task.all(), tables.role_part.all(), tables.party.all()
    titles = {one.id: one.title for one in tasks}
    found = role.loads(tasks, parts, parties)
    busy = [one for one in found if one.roles or one.refused]
    st.header("Per partij", anchor=False)
    st.markdown(":gray[Uren zijn wat een partij zelf aanbood voor taken waarin ze een rol heeft.]")
    for place, some in zip(st.columns(2, gap="medium"), (busy[::2], busy[1::2]), strict=True):
        with place:
            for one in some:
                with st.container(border=True):
                    st.markdown(load(one, titles))
    idle = [one.party.short_name for one in found if not (one.roles or one.refused)]
    if idle and tasks:
        st.markdown(f"Nog zonder rol: {words.ended(markdown.escape(words.enumerated(idle)))}")
    if here.visitor.may(Right.RUN):
        refuse(here.store, parties)
    live.dossier_bell(here, key="load_bell")


def load(one: Load, titles: Mapping[int, str]) -> str:
    """Return what one party does and does not do, in markdown."""
    kind = "vrijwillig" if one.is_volunteer else ""
    told = ", ".join(
        part for part in (f"{words.hours(one.hours)} per week" if one.hours else "", kind) if part
    )
    lines = [f"**{markdown.escape(one.party.short_name)}**" + (f" :gray[{told}]" if told else "")]
    for role_kind in RoleKind:
        done = [titles[task_id] for task_id, each in one.roles if each is role_kind]
        if done:
            lines.append(f":gray[{words.ROLE_KINDS[role_kind]}:] {markdown.escape('; '.join(done))}")
    lines += [f":gray[Doet niet:] {markdown.escape(each.text)}" for each in one.refused]
    return "  \n".join(lines)


def refuse(store: Store, parties: Sequence[Party]) -> None:
    """Write down what a party does not do, whatever the task."""
    key = f"refuse_{st.session_state.get(TURN, 0)}"
    st.subheader("Wat doet een partij juist niet?", anchor=False)
    with st.form(key):
        left, right = st.columns([2, 4])
        about: Any = left.selectbox(
            "Partij", parties, index=None, format_func=_name, placeholder="Kies", key=f"{key}_party"
        )
        text = right.text_input("Wat doen ze niet?", max_chars=role.MAX_TEXT, key=f"{key}_text")
        if st.form_submit_button("Schrijf op", key=f"save_{key}"):
            with feedback.show():
                if about is None:
                    raise NotFound("party.unknown")
                role.refuse(store, party_id=about.id, text=text, now=clock.now())
                st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
                feedback.again()

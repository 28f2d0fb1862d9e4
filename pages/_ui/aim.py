"""Values and goals: made from themes in one click, read with the words behind them, changed by one."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import streamlit as st

from pages._ui import door, feedback, live, markdown, more, road
from sok_core import aim, clock, words
from sok_core import road as roads
from sok_core.access import Right
from sok_core.aim import Added
from sok_core.errors import Conflict
from sok_core.model import Aim, AimKind, MeetingStatus, Note, Outcome, Step, Theme
from sok_core.road import EndKind, Road
from sok_core.words import capital, counted

OPEN, BASE, TOLD, UNDO, TURN = "aim_open", "aim_base", "aim_told", "aim_undo", "aim_turn"
WRITE = "aim_write"
NAMES = {AimKind.VALUE: "waarde", AimKind.GOAL: "doel"}
BADGES = {AimKind.VALUE: ":blue-badge[waarde]", AimKind.GOAL: ":green-badge[doel]"}
MAKE = {AimKind.VALUE: "Maak er een waarde van", AimKind.GOAL: "Maak er een doel van"}


def show(_here: door.Here) -> None:
    """The part of the page about values and goals."""
    aims()


@st.fragment
def aims() -> None:
    """What the group goes for, and the themes from which it can grow."""
    here = door.enter(Right.READ)
    found = roads.kept(here.store, here.visitor.reader)
    held = [one for one in found.aims.values() if one.gone_at is None]
    st.header("Waarden en doelen", anchor=False)
    st.markdown(chosen(held))
    undo(here)
    themes(here, found, held)
    for one in held:
        card(here, one, found)
    if here.visitor.may(Right.RUN):
        write_down(here)
    let_go([one for one in found.aims.values() if one.gone_at is not None], here)
    live.dossier_bell(here, key="aim_bell")


def chosen(held: Sequence[Aim]) -> str:
    """Return how many values and goals there are, as a sentence."""
    if not held:
        return "Jullie kozen nog geen waarden of doelen. Ze groeien uit de thema's van jullie avond."
    kinds = ((AimKind.VALUE, "waarde", "waarden"), (AimKind.GOAL, "doel", "doelen"))
    counts = [(sum(each.kind is kind for each in held), one, many) for kind, one, many in kinds]
    told = [counted(number, one, many) for number, one, many in counts if number]
    return f"{capital(words.enumerated(told))} gekozen."


def undo(here: door.Here) -> None:
    """The last act of this visitor, and the way back."""
    done: Aim | Added | None = st.session_state.get(UNDO)
    if done is None:
        return
    said = f"‘{done.title}’ staat erbij." if isinstance(done, Aim) else "Het thema is toegevoegd."
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"✓ {markdown.escape(said)}", width="content")
        if st.button("Draai terug", icon=":material/undo:", key="aim_undo_button"):
            with feedback.show():
                del st.session_state[UNDO]
                if isinstance(done, Aim):
                    aim.take_back(here.store, made=done)
                else:
                    aim.remove_theme(here.store, added=done)
                feedback.again()


def card(here: door.Here, one: Aim, found: Road) -> None:
    """One value or goal: what it means, how you notice it, and whose words stand beside it."""
    with st.container(border=True):
        st.markdown(f"**{markdown.escape(one.title)}**  {BADGES[one.kind]}")
        if st.session_state.get(OPEN) == one.id and here.visitor.may(Right.RUN):
            form(here, one, found)
            return
        st.markdown(reading(one, found, today=here.today))
        sources = found.by_outcome.get((Outcome.AIM, one.id), ())
        linked = [each.note_id for each in sources if each.note_id is not None]
        new = len(aim.fresh(one, found.notes.values(), linked))
        with st.container(horizontal=True):
            if here.visitor.may(Right.RUN):
                acts(here, one, new)
        road.behind(found, Outcome.AIM, one.id, key=f"aim_road_{one.id}")


def reading(one: Aim, found: Road, *, today: dt.date) -> str:
    """Return what there is to read of a value or a goal, in markdown."""
    lines = [markdown.escape(one.meaning)] if one.meaning else []
    if one.noticed_by:
        lines.append("\n".join(["Dat merk je aan:\n", *(f"- {markdown.escape(s)}" for s in one.noticed_by)]))
    lines += [f"„{in_one_line(each)}”" for each in roads.quoted(found, one)]
    origin = roads.origin(roads.behind(found, Outcome.AIM, one.id), today=today)
    return "\n\n".join([*lines, *([f":gray[{markdown.escape(origin)}]"] if origin else [])])


def in_one_line(one: Note) -> str:
    """Return the words of a note as they are, escaped, with the Dutch that somebody put under it."""
    told = f"{one.text} ({one.translation})" if one.translation else one.text
    return markdown.escape(" ".join(told.split()))


def acts(here: door.Here, one: Aim, new: int) -> None:
    """Change it, move it, and take later notes along."""
    if st.button("Wijzig", icon=":material/edit:", key=f"aim_edit_{one.id}"):
        st.session_state[OPEN] = one.id
        st.session_state[BASE] = st.session_state[TOLD] = one
        feedback.again()
    with feedback.show():
        for label, by, icon in (("Hoger", -1, "arrow_upward"), ("Lager", 1, "arrow_downward")):
            key = f"aim_move_{by}_{one.id}"
            if st.button(label, icon=f":material/{icon}:", type="tertiary", key=key):
                aim.move(here.store, aim_id=one.id, by=by)
                feedback.again()
        label = f"Neem {words.count(new, 'nieuw briefje', 'nieuwe briefjes')} mee"
        if new and st.button(label, icon=":material/add:", key=f"aim_new_{one.id}"):
            aim.take_new(here.store, aim_id=one.id)
            feedback.again()


def form(here: door.Here, one: Aim, found: Road) -> None:
    """Change one value or goal; what somebody else changed meanwhile is said, and never overwritten."""
    base: Aim = st.session_state[BASE]
    links = found.by_outcome.get((Outcome.AIM, one.id), ())
    fit = [found.notes[each.note_id] for each in links if each.note_id in found.notes]  # type: ignore[index]
    key = f"aim_{one.id}"
    with st.form(key, enter_to_submit=False, border=False):
        typed: dict[str, Any] = {
            "title": st.text_input("Hoe noemen jullie het?", base.title, key=f"{key}_title"),
            "kind": st.segmented_control(
                "Wat is het?",
                list(AimKind),
                default=base.kind,
                required=True,
                format_func=NAMES.__getitem__,
                key=f"{key}_kind",
            ),
            "meaning": st.text_area("Wat bedoelen jullie?", base.meaning, height=90, key=f"{key}_meaning"),
            "noticed_by": tuple(
                st.text_area(
                    "Dat merk je aan … (elke regel één ding)",
                    "\n".join(base.noticed_by),
                    height=110,
                    key=f"{key}_signs",
                ).splitlines()
            ),
            "quotes": tuple(
                each.id
                for each in st.multiselect(
                    "Welke briefjes staan ernaast? Hoogstens twee",
                    [each for each in fit if aim.is_fit(each)],
                    default=[each for each in fit if each.id in base.quotes and aim.is_fit(each)],
                    format_func=lambda each: f"{each.number}. {each.text}",
                    max_selections=aim.MOST_QUOTES,
                    placeholder="Kies",
                    key=f"{key}_quotes",
                )
            ),
        }
        is_ready = st.form_submit_button("Bewaar", key=f"save_{key}")
    with feedback.show():
        if is_ready:
            save(here, one, {name: each for name, each in typed.items() if each != getattr(base, name)})
        with st.container(horizontal=True):
            if st.button("Sluit", key=f"close_{key}"):
                close()
            with st.popover("Laat los", icon=":material/close:", type="tertiary", key=f"ask_go_{one.id}"):
                st.markdown("De briefjes blijven bewaard. Het kan altijd terugkomen.")
                why = st.text_input("Waarom laten jullie dit los?", key=f"{key}_why")
                if st.button("Laat los", key=f"go_{one.id}"):
                    aim.let_go(here.store, aim_id=one.id, why=why, now=clock.now())
                    close()


def save(here: door.Here, one: Aim, changed: dict[str, Any]) -> None:
    """Save what was changed; a conflict is said once, and saving again keeps what was typed."""
    try:
        aim.change(here.store, aim_id=one.id, before=st.session_state[TOLD], **changed)
    except Conflict:
        st.session_state[TOLD] = one
        raise
    close()


def close() -> None:
    """Leave the form, and draw anew."""
    st.session_state[OPEN] = None
    feedback.again()


def write_down(here: door.Here) -> None:
    """One that came from no theme."""
    with st.expander(
        "Schrijf er zelf een op", icon=":material/edit_note:", key=WRITE, on_change="rerun"
    ) as place:
        if place.open:
            new(here)


def new(here: door.Here) -> None:
    """The form for one that came from no theme."""
    key = f"aim_new_{st.session_state.get(TURN, 0)}"
    with st.form(key, enter_to_submit=False, border=False):
        title = st.text_input("Hoe noemen jullie het?", key=f"{key}_title")
        meaning = st.text_area("Wat bedoelen jullie?", height=90, key=f"{key}_meaning")
        kind = st.segmented_control(
            "Wat is het?",
            list(AimKind),
            default=AimKind.VALUE,
            required=True,
            format_func=NAMES.__getitem__,
            key=f"{key}_kind",
        )
        if st.form_submit_button("Zet erbij", key=f"save_{key}"):
            with feedback.show():
                made = aim.write_down(here.store, kind=kind or AimKind.VALUE, title=title, meaning=meaning)
                st.session_state[UNDO] = made
                st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
                feedback.again()


def let_go(gone: Sequence[Aim], here: door.Here) -> None:
    """What the group goes for no more, with its reason, and the way back."""
    if not gone:
        return
    with st.expander(f"Losgelaten ({len(gone)})"):
        for one in gone:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(
                    f"**{markdown.escape(one.title)}**  {BADGES[one.kind]}  \n"
                    f":gray[want {markdown.escape(one.gone_why)}]",
                    width="stretch",
                )
                if here.visitor.may(Right.RUN):
                    with feedback.show():
                        if st.button("Haal terug", icon=":material/undo:", key=f"aim_back_{one.id}"):
                            aim.bring_back(here.store, aim_id=one.id)
                            feedback.again()


def themes(here: door.Here, found: Road, held: Sequence[Aim]) -> None:
    """The themes of this step's evenings, with what each can become; open while one still waits."""
    begun = (MeetingStatus.RUNNING, MeetingStatus.CLOSED)
    evenings = {
        one.id for one in found.meetings.values() if one.step is Step.GOALS_VALUES and one.status in begun
    }
    there = [one for one in found.themes.values() if one.meeting_id in evenings and one.gone_at is None]
    if not there:
        st.markdown(":gray[Er zijn nog geen thema's. Die maken jullie samen op een avond.]")
        return
    waiting = sum(is_waiting(one, found, held) for one in there)
    label = f"Thema's ({len(there)})" + (f", nog {waiting} te kiezen" if waiting else "")
    with st.expander(label, expanded=bool(waiting), key="aim_themes"):
        first = sorted(there, key=lambda one: not is_waiting(one, found, held))
        for one in more.listed(first, key="all_themes", one="thema", several="thema's"):
            theme(here, one, found, held)


def is_waiting(one: Theme, found: Road, held: Sequence[Aim]) -> bool:
    """Whether nothing was decided of a theme, and some of its notes."""
    notes = (each for each in found.by_theme.get(one.id, ()) if not each.is_hidden)
    is_open = any(roads.end(found, each.id).kind is EndKind.OPEN for each in notes)
    return is_open and aim.of_theme(held, one.id) is None


def theme(here: door.Here, one: Theme, found: Road, held: Sequence[Aim]) -> None:
    """One theme with its notes and dots; one click makes a value or a goal of it."""
    notes = sum(not each.is_hidden for each in found.by_theme.get(one.id, ()))
    dots = roads.dots_of_theme(found, one.id)
    counts = [words.count(notes, "briefje", "briefjes")]
    counts += [words.count(dots, "stip", "stippen")] if dots else []
    grown = aim.of_theme(held, one.id)
    said = roads.theme_end(found, one.id)
    ends = [f"{'→ ' + NAMES[grown.kind]} ‘{grown.title}’"] if grown else ([said.text] if said else [])
    named = markdown.escape(one.title or f"Groep {one.position}")
    more = markdown.escape(" · ".join([*counts, *ends]))
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{named}**  \n:gray[{more}]", width="stretch")
        if grown is None and here.visitor.may(Right.RUN):
            with feedback.show():
                become(here, one, held)


def become(here: door.Here, one: Theme, held: Sequence[Aim]) -> None:
    """The three things that a theme can become."""
    for kind, label in MAKE.items():
        if st.button(label, key=f"make_{kind}_{one.id}"):
            st.session_state[UNDO] = aim.from_theme(here.store, theme_id=one.id, kind=kind)
            feedback.again()
    if not held:
        return
    with st.popover("Voeg toe aan…", key=f"ask_add_{one.id}"):
        to = st.selectbox(
            "Waar hoort dit thema bij?",
            held,
            format_func=lambda each: f"{each.title} ({NAMES[each.kind]})",
            key=f"add_to_{one.id}",
        )
        if st.button("Voeg toe", key=f"add_{one.id}") and to is not None:
            st.session_state[UNDO] = aim.add_theme(here.store, aim_id=to.id, theme_id=one.id)
            feedback.again()

"""Roads on a page: where something came from, what became of every note, and what to say of the rest."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from pages._ui import door, feedback, live, markdown, more, step
from pages._ui import note as note_cards
from sok_core import clock, delicate, dossier, fate, note, words
from sok_core import road as roads
from sok_core.access import Right
from sok_core.model import Note, Outcome, Prompt, Step
from sok_core.note import visible
from sok_core.road import EndKind, Road
from sok_core.theme import named
from sok_core.web import qr
from sok_core.web import road as page

UNDO = "fate_undo"
KINDS = {
    EndKind.CLAUSE: "✓ in de overeenkomst",
    EndKind.GROWING: "● onderweg",
    EndKind.KEPT: "○ bewaard voor later",
    EndKind.NO_CLAUSE: "× geen afspraak",
    EndKind.WITHDRAWN: "× weer ingetrokken",
    EndKind.LET_GO: "× losgelaten",
    EndKind.OPEN: "▲ nog niet besproken",
}
Place = tuple[int, int | None]


def behind(found: Road, outcome: Outcome, outcome_id: int, *, key: str) -> None:
    """Where something came from: themes, notes in their own words, dots, meeting, talks. Drawn if opened."""
    came = roads.behind(found, outcome, outcome_id)
    if not (came.groups or came.conversations or came.kept_back):
        return
    with st.expander("Waar komt dit vandaan?", key=key, on_change="rerun") as box:
        if not box.open:
            return
        for group in came.groups:
            title = named(group.theme) if group.theme else "Zonder thema"
            day = words.day(group.meeting.date, with_year=True)
            dots = [words.count(group.dots, "stip", "stippen")] if group.dots else []
            hidden = [f"{group.hidden} verborgen"] if group.hidden else []
            told = " · ".join([group.meeting.title, day, *dots, *hidden])
            st.markdown(f"**{markdown.escape(title)}**  \n:gray[{markdown.escape(told)}]")
            st.html("".join(f"<p><b>{one.number}</b>&ensp;{escape(one.text)}</p>" for one in group.notes))
        for talk in came.conversations:
            st.markdown(
                f"Gesprek op {words.day(talk.date, with_year=True)}, door {markdown.escape(talk.held_by)}"
            )
            st.markdown(markdown.escape(talk.what_matters))
        if came.kept_back:
            st.markdown(
                f":gray[En {words.count(came.kept_back, 'gesprek', 'gesprekken')} die jij niet leest.]"
            )


def show(_here: door.Here) -> None:
    """The part of the page about what became of the notes."""
    fates()


@st.fragment
def fates() -> None:
    """How many notes went where, what to say of the rest, and the ways to tell everybody."""
    here = door.enter(Right.READ)
    found = roads.kept(here.store, here.visitor.reader, today=here.today, as_agreed=True)
    with here.store.read() as tables:
        prompts = {one.id: tables.prompt.of(one.id) for one in tables.meeting.of_step(Step.GOALS_VALUES)}
    shown = visible(found.notes.values())
    ends = {one.id: found.ends[one.id] for one in shown}
    st.header("Wat is er met de briefjes gebeurd?", anchor=False)
    if not shown:
        st.markdown("Er zijn nog geen briefjes.")
    else:
        counts = Counter(one.kind for one in ends.values())
        st.markdown(
            "  \n".join(f"**{counts[kind]}** {label}" for kind, label in KINDS.items() if counts[kind])
        )
        read_first(here, found.notes.values())
        tell(here, found)
    undo(here)
    open_notes([one for one in shown if ends[one.id].kind is EndKind.OPEN], here, found)
    already_said(here, found)
    walls(found, prompts, {each: one.text for each, one in ends.items()})
    live.dossier_bell(here, key="fate_bell")


def read_first(here: door.Here, notes: Iterable[Note]) -> None:
    """The few of these notes that may speak of one person, to hide before everybody reads them."""
    note_cards.still_said(here)
    if not here.visitor.may(Right.RUN):
        return
    doubts = delicate.read_first(here.store).notes
    doubtful = [(one, doubts[one.id]) for one in notes if one.id in doubts]
    if not doubtful:
        return
    count = words.count(len(doubtful), "briefje", "briefjes")
    with st.container(border=True):
        st.markdown(
            f"**Lees {count} na voor je ze deelt.** Een computer weet het niet zeker: jij kiest. "
            "Een verborgen briefje zet je in de regie terug."
        )
        for one, why in more.listed(doubtful, key="all_doubtful", one="briefje", several="briefjes"):
            with st.container(horizontal=True, vertical_alignment="center"):
                told = f"{markdown.escape(note_cards.label(one))}  \n:gray[{why.value}]"
                st.markdown(told, width="stretch")
                with feedback.show():
                    if st.button("Verberg", icon=":material/visibility_off:", key=f"delicate_{one.id}"):
                        note.hide(here.store, note_id=one.id, reason=note.PRIVATE, now=clock.now())
                        feedback.again()


def tell(here: door.Here, found: Road) -> None:
    """The files for everybody, and the public page."""
    written = {one.meeting_id for one in found.notes.values()}
    evenings = [one for one in found.meetings.values() if one.id in written]
    with st.container(border=True):
        st.markdown(
            "**Vertel het iedereen.** Elk briefje met wat ervan kwam. Verborgen briefjes en briefjes met een "
            "telefoonnummer, mailadres of postcode staan er niet in.  \n"
            ":gray[Lees de briefjes eerst na: niet elke naam, ziekte of adres herkennen wij. De "
            "begeleider verbergt zo’n briefje in de regie.]"
        )
        labels = step.meeting_labels(evenings)
        of: int | None = st.selectbox(
            "Van welke avond?",
            list(labels),
            index=None,
            format_func=labels.__getitem__,
            placeholder="Alle avonden die geweest zijn",
            key="road_meeting",
        )
        asked = f"?bijeenkomst={of}" if of else ""
        with st.container(horizontal=True):
            for label, form in (("Download als webpagina", "html"), ("Download als PDF", "pdf")):
                url = f"/download/{here.slug}/briefjes/{form}{asked}"
                st.link_button(label, url, icon=":material/download:", key=f"road_{form}")
        public(here)


def public(here: door.Here) -> None:
    """The page behind a link: where an address lasts, and only when the facilitator opened it."""
    url = page.link(here.dossier)
    if url:
        left, right = st.columns([3, 1])
        left.markdown(f"Iedereen met deze link leest het:  \n**{markdown.escape(url)}**")
        right.image(qr.svg(url), width=160, alt="QR-code naar de bladzijde over de briefjes")
    if not here.visitor.may(Right.RUN):
        return
    if not page.is_lasting():
        st.markdown(
            ":gray[Draait SOK-tafel op een vast https-adres? Dan kan dit ook een openbare bladzijde zijn.]"
        )
        return
    label = "Zet de openbare bladzijde uit" if url else "Zet de openbare bladzijde aan"
    with feedback.show():
        if st.button(label, icon=":material/public:", key="road_public"):
            dossier.share_roads(here.store, is_shared=not url)
            feedback.again()


def undo(here: door.Here) -> None:
    """The last thing that this visitor said of notes, and the way back."""
    done: dict[str, Any] | None = st.session_state.get(UNDO)  # what to hand to fate.put_back
    if done is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("✓ Bewaard.", width="content")
        if st.button("Draai terug", icon=":material/undo:", key="fate_undo_button"):
            with feedback.show():
                del st.session_state[UNDO]
                fate.put_back(here.store, **done)
                feedback.again()


def open_notes(waiting: Sequence[Note], here: door.Here, found: Road) -> None:
    """What nobody said anything of yet, by theme."""
    if not waiting:
        return
    st.subheader("Nog niet besproken", anchor=False)
    groups: dict[Place, list[Note]] = {}
    for one in waiting:
        groups.setdefault((one.meeting_id, one.theme_id), []).append(one)
    for (meeting_id, theme_id), notes in more.listed(
        list(groups.items()), key="all_open", one="thema", several="thema's", first=4
    ):
        title = named(found.themes[theme_id]) if theme_id else "Zonder thema"
        count = words.count(len(notes), "briefje", "briefjes")
        evening = markdown.escape(found.meetings[meeting_id].title)
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{markdown.escape(title)}**  \n:gray[{count} · {evening}]", width="stretch")
            if here.visitor.may(Right.RUN):
                with feedback.show():
                    say(here, found, theme_id, notes)


def say(here: door.Here, found: Road, theme_id: int | None, notes: Sequence[Note]) -> None:
    """Keep them for later, or say why they became no clause; of the theme, or of one note."""
    key = f"fate_{notes[0].meeting_id}_{theme_id}"
    with st.popover("Bewaar voor later", icon=":material/inventory_2:", key=f"ask_keep_{key}"):
        of = which(notes, theme_id, key=f"keep_{key}")
        text = st.text_input("Wil je er iets bij zeggen?", key=f"keep_{key}_text")
        if st.button("Bewaar", key=f"do_keep_{key}"):
            about = _about(found, of, theme_id)
            fate.keep(here.store, text=text, now=clock.now(), **about)
            st.session_state[UNDO] = about
            feedback.again()
    with st.popover("Geen afspraak, want …", icon=":material/block:", key=f"ask_no_{key}"):
        of = which(notes, theme_id, key=f"no_{key}")
        why = st.text_input("Geen afspraak, want …", key=f"no_{key}_why")
        text = st.text_input("Wil je er iets bij zeggen?", key=f"no_{key}_text")
        is_private = of is not None and st.checkbox(
            "Te persoonlijk: laat dit briefje weg uit wat iedereen leest", key=f"no_{key}_private"
        )
        if st.button("Leg vast", key=f"do_no_{key}"):
            about = _about(found, of, theme_id) | {"is_private": is_private}
            fate.decline(here.store, why=why, text=text, now=clock.now(), **about)
            st.session_state[UNDO] = about
            feedback.again()


def which(notes: Sequence[Note], theme_id: int | None, *, key: str) -> Note | None:
    """Ask of which note it is said; None is the whole theme. Loose notes are said of one by one."""
    return st.selectbox(
        "Van welk briefje?",
        notes,
        index=None if theme_id else 0,
        format_func=note_cards.label,
        placeholder="Het hele thema",
        key=f"{key}_which",
    )


def already_said(here: door.Here, found: Road) -> None:
    """What was said of themes and notes, and the way to take it away."""
    if not found.fates:
        return
    doubts = delicate.read_first(here.store).reasons if here.visitor.may(Right.RUN) else {}
    first = sorted(found.fates, key=lambda one: one.id not in doubts)
    with st.expander(f"Wat jullie zeiden ({len(first)})", expanded=bool(doubts)):
        if doubts:
            st.markdown(
                "**Lees eerst wat bovenaan staat.** Iedereen leest het mee. Gaat het over één persoon? "
                "Haal het dan weg en zeg het opnieuw, zonder naam of ziekte."
            )
        for one in more.listed(first, key="all_fates", one="regel", several="regels"):
            about = found.notes.get(one.note_id) if one.note_id else None
            told = roads.end_of(one)
            if about is not None:
                what = "Verborgen briefje" if about.is_hidden else note_cards.label(about)
            else:
                what = f"Thema {named(found.themes[one.theme_id])}" if one.theme_id else ""
            said = ". ".join(filter(None, [told.text, told.more]))
            doubt = f"  \n▲ {doubts[one.id].value}" if one.id in doubts else ""
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(
                    f"{markdown.escape(what)}  \n:gray[{markdown.escape(said)}]{doubt}", width="stretch"
                )
                if here.visitor.may(Right.RUN):
                    with feedback.show():
                        if st.button("Haal weg", key=f"fate_off_{one.id}", type="tertiary"):
                            fate.put_back(here.store, before=None, theme_id=one.theme_id, note_id=one.note_id)
                            feedback.again()


def walls(found: Road, prompts: Mapping[int, Sequence[Prompt]], ends: Mapping[int, str]) -> None:
    """The notes of one of this step's evenings, each with what became of it."""
    written = {one.meeting_id for one in visible(found.notes.values())}
    meeting = step.which_wall([found.meetings[one] for one in prompts if one in written])
    if meeting is None:
        return
    notes = visible(one for one in found.notes.values() if one.meeting_id == meeting.id)
    themes = [one for one in found.themes.values() if one.meeting_id == meeting.id and one.gone_at is None]
    step.wall(themes, prompts[meeting.id], notes, ends=ends)


def _about(found: Road, one: Note | None, theme_id: int | None) -> dict[str, Any]:
    """Return of what something is said, with what was said of it when its writer saw it."""
    if one is not None:
        return {"note_id": one.id, "before": found.note_fates.get(one.id)}
    return {"theme_id": theme_id, "before": found.theme_fates.get(theme_id or 0)}

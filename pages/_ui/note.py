"""Notes in the hands of the facilitator: typed in from paper, hidden, put back, deleted."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import door, feedback, markdown, mention, role_card, value_score_card
from sok_core import clock, delicate, note, road, value_score_room, words
from sok_core.access import Right
from sok_core.errors import RuleBroken, SokError
from sok_core.model import Group, Note, Prompt, PromptKind
from sok_core.store import Store

PER_SHEET = 10
TABLES = range(1, 31)
ALL = "all"
REFUSED, ASKED, SAID = "paper_refused", "paper_asked", "paper_said"
SHORT = 70
REASONS = ("kwetsend", note.PRIVATE, note.OUT_OF_PLACE)
SHOWN, HIDDEN = "Op de wand", "Verborgen"


def newest(store: Store, notes: Sequence[Note]) -> None:
    """The newest notes, each with one click to hide it."""
    st.header("Nieuwste briefjes", anchor=False)
    if not notes:
        st.markdown(":gray[Nog geen briefjes. Het eerste komt vanzelf hier.]")
        return
    with st.container(gap="xsmall"):
        for one in notes:
            row(store, one, place="newest")


def row(store: Store, one: Note, *, place: str) -> None:
    """One note with its number and its act; ``place`` tells the lists apart on one page."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"row_{place}_{one.id}"):
        hidden = f"  \n:gray[verborgen: {markdown.escape(one.hidden_reason)}]" if one.is_hidden else ""
        translation = markdown.escape(" ".join(one.translation.split()))
        dutch = f"  \n:gray[{translation}]" if translation else ""
        st.markdown(f"**{one.number}**&ensp;{markdown.escape(one.text)}{dutch}{hidden}", width="stretch")
        with feedback.show():
            if one.is_hidden:
                key = f"restore_{place}_{one.id}"
                if st.button("Zet terug", key=key, type="tertiary", icon=":material/visibility:"):
                    note.restore(store, note_id=one.id)
                    feedback.again()
            elif st.button(
                "Verberg", key=f"hide_{place}_{one.id}", type="tertiary", icon=":material/visibility_off:"
            ):
                note.hide(store, note_id=one.id, reason=note.NO_REASON, now=clock.now())
                feedback.again()
        if place == ALL:
            delete(store, one)
    if one.is_hidden and one.hidden_reason == note.NO_REASON:
        give_reason(store, one, place=place)


def give_reason(store: Store, one: Note, *, place: str) -> None:
    """Ask why it was hidden, after the fact: what hurts must be gone first."""
    reason = st.pills(
        f"Waarom is briefje {one.number} verborgen?",
        REASONS,
        key=f"reason_{place}_{one.id}",
        label_visibility="collapsed",
    )
    if reason:
        with feedback.show():
            note.hide(store, note_id=one.id, reason=reason, now=clock.now())
            feedback.again()


@st.fragment
def from_paper(meeting_id: int) -> None:
    """Type notes from paper, one after the other: Enter places it, and the next one can be typed at once."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        prompts = tables.prompt.of(meeting_id)
        chosen, values = tables.meeting.get(meeting_id), value_score_room.values(tables)
        parties, tasks = tables.party.all(), tables.task.all()
    current = chosen.prompt_id
    asked = next((one for one in prompts if one.id == current), None)
    if asked and asked.kind is PromptKind.NETWORK:
        mention.from_card(here.store, asked, parties)
        return
    if asked and asked.kind is PromptKind.ROLES:
        role_card.from_card(here.store, asked, tasks, parties)
        return
    if asked and asked.kind is PromptKind.VALUES:
        value_score_card.from_paper(here.store, asked, chosen, values)
        return
    st.header("Briefje van papier", anchor=False)
    if not prompts:
        st.markdown(":gray[Zet eerst een vraag in het plan.]")
        return
    left, middle, right = st.columns([2, 3, 6])
    with left:
        table = st.selectbox("Tafel", TABLES, index=None, placeholder="–", key="paper_table")
    with middle:
        group = st.selectbox(
            "Wie schreef het?",
            list(Group),
            index=None,
            placeholder="Niet gezegd",
            format_func=words.GROUPS.__getitem__,
            key="paper_group",
        )
    with right:
        prompt = _which_question(prompts, current)
    if REFUSED in st.session_state:  # what was refused goes back into the box
        st.session_state["paper_text"] = st.session_state.pop(REFUSED)
    text = st.chat_input("Typ wat er op het briefje staat. Enter plaatst het.", key="paper_text")
    if text:
        place(here.store, prompt, text, table, group)
    is_good, said = st.session_state.get(SAID, (True, ""))
    if said:
        (st.success if is_good else st.warning)(said)


def place(store: Store, prompt: Prompt, text: str, table: int | None, group: Group | None) -> None:
    """Put one paper note on the wall; what is refused or asked about goes back into the box.

    A phone number in it is asked about once: the same text with Enter again is placed.
    """
    kind = note.personal_data(text)
    if kind and st.session_state.get(ASKED) != text:
        st.session_state[ASKED] = st.session_state[REFUSED] = text
        question = words.sentence(RuleBroken(f"note.personal.{kind}"))
        st.session_state[SAID] = (False, f"{question} Druk dan nog een keer op Enter.")
        feedback.again()
    try:
        placed = note.post_from_paper(
            store, prompt_id=prompt.id, text=text, table=table, group=group, now=clock.now()
        )
    except SokError as error:
        st.session_state[REFUSED] = text
        st.session_state[SAID] = (False, words.sentence(error))
        feedback.again()
    st.session_state[SAID] = (True, f"Staat erop! Schrijf nummer {placed.number} op het papier.")
    st.session_state.pop(ASKED, None)


def _which_question(prompts: Sequence[Prompt], current: int | None) -> Prompt:
    """Ask for which question the paper is: the one on the screen, unless the helper says another."""
    ids = [prompt.id for prompt in prompts]
    return st.selectbox(
        "Bij welke vraag?",
        prompts,
        index=ids.index(current) if current in ids else 0,
        format_func=lambda prompt: f"{prompt.position}. {prompt.text}",
        key=f"paper_prompt_{current}",
    )


@st.fragment
def all_notes(meeting_id: int) -> None:
    """Every note of the meeting: search, hide with a reason, put back, delete for good."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        notes = tables.note.of(meeting_id)
        prompts = {prompt.id: prompt for prompt in tables.prompt.of(meeting_id)}
    still_said(here)
    left, right = st.columns([3, 2])
    wanted = left.text_input(
        "Zoek in de briefjes", key="note_search", placeholder="Een woord of een nummer", live=True
    )
    which = right.segmented_control("Welke?", [SHOWN, HIDDEN], default=SHOWN, required=True, key="note_which")
    found = [n for n in notes if n.is_hidden == (which == HIDDEN) and matches(n, wanted or "")]
    found.sort(key=lambda n: -n.number)
    st.markdown(f":gray[{words.count(len(found), 'briefje', 'briefjes')}]")
    last = max(1, -(-len(found) // PER_SHEET))
    sheet = st.selectbox("Blad", range(1, last + 1), key=f"note_sheet_{last}") if last > 1 else 1
    for one in found[(sheet - 1) * PER_SHEET : sheet * PER_SHEET]:
        prompt = prompts[one.prompt_id]
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"head_{one.id}"):
            st.markdown(
                f":gray[Vraag {prompt.position} · {words.CHANNELS[one.channel]}{_at(one)}]", width="stretch"
            )
            translate(here.store, one)
        row(here.store, one, place=ALL)


def _at(one: Note) -> str:
    return f" · tafel {one.table}" if one.table else ""


def translate(store: Store, one: Note) -> None:
    """Put a Dutch translation under one note; its own words stay above it. An empty one goes away."""
    with st.popover("Vertaal", type="tertiary", icon=":material/translate:", key=f"ask_translate_{one.id}"):
        st.markdown("De vertaling komt onder het briefje. Het briefje zelf blijft zoals het is.")
        with st.form(f"translate_{one.id}", border=False):
            text = st.text_area(
                f"Briefje {one.number} in het Nederlands",
                one.translation,
                key=f"translation_{one.id}_{one.translation}",
            )
            is_ready = st.form_submit_button("Bewaar de vertaling", type="primary")
        if is_ready:
            with feedback.show():
                note.translate(store, note_id=one.id, text=text)
                feedback.again()


def delete(store: Store, one: Note) -> None:
    """Delete one note for good; asks once and names it."""
    with st.popover("Verwijder", type="tertiary", icon=":material/delete:", key=f"ask_delete_{one.id}"):
        st.markdown(f"Briefje {one.number} is dan ook weg uit het verslag. Dit kun je niet terugdraaien.")
        if names := delicate.carriers(road.kept(store), one):
            told = markdown.escape(words.enumerated(names))
            st.markdown(f"De woorden staan ook in: {told}. Verander ze daar eerst.")
        if st.button(f"Verwijder briefje {one.number} voorgoed", key=f"delete_{one.id}", type="primary"):
            with feedback.show():
                note.delete(store, note_id=one.id)
                feedback.again()


def still_said(here: door.Here) -> None:
    """Where the words of hidden notes still stand, for those who look after the papers."""
    if not here.visitor.may(Right.WRITE):
        return
    left = delicate.read_first(here.store).left
    if left.names:
        act = "Verander ze daar" if here.visitor.may(Right.RUN) else "De begeleider kan ze daar veranderen"
        st.warning(
            "De woorden van een verborgen briefje staan nog in: "
            f"{words.ended(markdown.escape(words.enumerated(left.names)))} {act}."
        )
    if left.versions:
        numbers = words.enumerated(map(str, left.versions))
        never = "Die verandert" if len(left.versions) == 1 else "Die veranderen"
        st.warning(
            f"De woorden van een verborgen briefje staan nog in versie {numbers}. "
            f"{never} niet meer: deel die niet."
        )


def matches(one: Note, wanted: str) -> bool:
    """Whether a note holds a word, or has this number.

    A number alone finds that note only.
    """
    wanted = wanted.strip().casefold()
    return (
        one.number == int(wanted)
        if wanted.isdecimal()
        else wanted in f"{one.text}\n{one.translation}".casefold()
    )


def label(one: Note) -> str:
    """Return a note in one line, to choose from a list: its number and how it begins."""
    text = " ".join(one.text.split())
    return f"{one.number}. {text if len(text) <= SHORT else text[: SHORT - 1] + '…'}"

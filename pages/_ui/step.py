"""One step on a page: what it is for, how far it is, what to do now, its meetings and its notes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Literal

import streamlit as st

from pages._ui import door, mark, markdown
from sok_core import clock, road, steps, words
from sok_core.access import Right
from sok_core.model import Meeting, MeetingStatus, Note, Prompt, Step, Theme
from sok_core.note import visible
from sok_core.steps.step import Act, Progress, State
from sok_core.theme import named

PAGES = {
    Step.EXPLORATION: "stap_1_verkenning.py",
    Step.GOALS_VALUES: "stap_2_doelen_en_waarden.py",
    Step.ROLES: "stap_3_rollen.py",
    Step.PROJECTS: "stap_4_projecten.py",
    Step.SIGNING: "stap_5_ondertekenen.py",
    Step.MONITORING: "stap_6_monitoring.py",
}
COLOURS = {
    State.DONE: "blue",
    State.BUSY: "green",
    State.INCOMPLETE: "orange",
    State.NOT_BEGUN: "gray",
    State.SKIPPED: "gray",
}
MEETING_BADGES = {
    MeetingStatus.PLANNED: ":gray-badge[○ Gepland]",
    MeetingStatus.RUNNING: ":green-badge[● Bezig]",
    MeetingStatus.CLOSED: ":blue-badge[✓ Afgelopen]",
    MeetingStatus.CANCELLED: ":gray-badge[× Niet doorgegaan]",
}
MOST_MISSING = 5
NOTE_COLOURS = ("#FFEBA3", "#DCEBC4", "#D3E6EE", "#FADCC6", "#E8DDF0")
WALL = (
    "display:grid;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));gap:.6rem;"
    "margin:0;padding:0;list-style:none"
)
PAPER = (
    "color:#2A2420;border:1px solid #C9B25A;border-radius:3px;padding:.5rem .75rem;margin:0;"
    "white-space:pre-wrap;overflow-wrap:anywhere"
)
END = "display:block;margin-top:.4rem;padding-top:.3rem;border-top:1px solid #C9B25A;font-weight:600"


def show(
    here: door.Here, step: Step, *, parts: Callable[[], object] | None = None, has_walls: bool = True
) -> None:
    """Fill the page of one step; ``parts`` draws what is its own, below its head, and maybe its notes."""
    known = steps.kept(here.store, now=clock.now(), reader=here.visitor.reader)
    meetings = known.of(step)
    progress = steps.RECIPES[step].progress(known)
    st.title(words.STEPS[step], anchor=False)
    number = list(Step).index(step) + 1
    st.markdown(f":gray[Stap {number} van {len(Step)}.] {steps.RECIPES[step].purpose}")
    st.markdown(f"{badge(progress)}  {markdown.escape(progress.done)}")
    mark.reasons([progress])
    left, right = st.columns([4, 5])
    with left:
        now_card(here, progress.act, is_pressing=progress.state not in (State.DONE, State.SKIPPED))
    with right:
        missing_card([progress], is_one_step=True)
    if parts is not None:
        parts()
    st.header("Bijeenkomsten", anchor=False)
    if not meetings:
        st.markdown("Er is bij deze stap nog geen bijeenkomst.")
    for meeting in reversed(meetings):
        _meeting(here, meeting, known.notes.get(meeting.id, 0))
    if has_walls:
        _wall(here, [one for one in meetings if known.notes.get(one.id)])


def _wall(here: door.Here, written: Sequence[Meeting]) -> None:
    """The notes of one of these meetings, each with what became of it."""
    meeting = which_wall(written)
    if meeting is None:
        return
    with here.store.read() as tables:
        notes = visible(tables.note.of(meeting.id))
        shown = tables.theme.of(meeting.id), tables.prompt.of(meeting.id), notes
    wall(*shown, ends=_ends(road.kept(here.store, here.visitor.reader, as_agreed=True), notes))


def which_wall(written: Sequence[Meeting]) -> Meeting | None:
    """Ask of which meeting the notes are shown, the last unless somebody chooses; None without any."""
    if not written:
        return None
    st.header("Wat schreven we?", anchor=False)
    if len(written) == 1:
        st.markdown(f"**{markdown.escape(written[0].title)}**")
        return written[0]
    labels, by_id = meeting_labels(written), {one.id: one for one in written}
    asked = st.selectbox(
        "Van welke bijeenkomst?", list(reversed(labels)), format_func=labels.__getitem__, key="which_wall"
    )
    return by_id.get(asked or 0, written[-1])


def meeting_labels(found: Iterable[Meeting]) -> dict[int, str]:
    """Return by id how meetings are called in a list, no two the same: often they have the same title."""
    named = {}
    for one in found:
        times = [words.clock_time(one.starts_at)] if one.starts_at else []
        named[one.id] = ", ".join([one.title, words.day(one.date, with_year=True), *times])
    return words.told_apart(named)


def _ends(found: road.Road, notes: Sequence[Note]) -> dict[int, str]:
    """Return what became of each note by its id; nothing as long as nothing became of any of a dossier."""
    is_known = bool(found.sources or found.fates)
    return {one.id: road.end(found, one.id).text for one in notes} if is_known else {}


def badge(progress: Progress, word: str = "") -> str:
    """Return the state of a step as a badge in markdown."""
    return f":{COLOURS[progress.state]}-badge[{progress.glyph} {word or progress.word}]"


def now_row(here: door.Here, act: Act, step: Step) -> None:
    """The one thing to do now, in sight above the picture of all steps."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Nu doen.** {markdown.escape(act.why)}", width="stretch")
        _act(here, act, is_pressing=True)
        st.page_link(PAGES[step], label="Bekijk de stap", icon="", query_params={door.DOSSIER: here.slug})


def now_card(here: door.Here, act: Act, *, is_pressing: bool = True) -> None:
    """The one thing to do now, on the page of its own step."""
    with st.container(border=True, height="stretch"):
        st.header("Nu doen", anchor=False)
        st.markdown(markdown.escape(act.why))
        _act(here, act, is_pressing=is_pressing)


def _act(here: door.Here, act: Act, *, is_pressing: bool) -> None:
    weight: Literal["primary", "secondary"] = "primary" if is_pressing else "secondary"
    if not here.visitor.may(Right.RUN):
        st.markdown("De begeleider zet dit klaar.", width="content")
    elif st.button(act.label, type=weight, icon=":material/arrow_forward:", key="now"):
        door.go(act.page, **act.params)


def missing_card(shown: Sequence[Progress], *, is_one_step: bool = False) -> None:
    """What is still missing, and what was put off on purpose."""
    rows = [
        (badge(step, "Mist" if is_one_step else words.STEPS[step.step]), sentence)
        for step in shown
        if is_one_step or step.state.is_begun
        for sentence in step.missing
    ]
    rows += [(":gray-badge[○ Later]", sentence) for step in shown for sentence in step.later]
    with st.container(border=True, height="stretch"):
        st.header("Wat mist er nog?", anchor=False)
        for label, sentence in rows[:MOST_MISSING]:
            st.markdown(f"{label}  {markdown.escape(sentence)}")
        if not rows and any(step.state.is_begun for step in shown):
            st.markdown("Niets dat wij kunnen zien. Mooi.")
        elif not rows:
            st.markdown("Dat lees je hier zodra jullie begonnen zijn.")
        elif len(rows) > MOST_MISSING:
            left = words.count(len(rows) - MOST_MISSING, "ding", "dingen")
            st.markdown(f":gray[En nog {left}: kijk bij de stappen zelf.]")


def _meeting(here: door.Here, meeting: Meeting, notes: int) -> None:
    times = "–".join(words.clock_time(time) for time in (meeting.starts_at, meeting.ends_at) if time)
    day = words.day(meeting.date, with_year=True).capitalize()
    count = words.count(notes, "briefje", "briefjes") if notes else ""
    details = " · ".join(part for part in (day, times, markdown.escape(meeting.place), count) if part)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{markdown.escape(meeting.title)}**  {MEETING_BADGES[meeting.status]}  \n{details}",
            width="stretch",
        )
        if here.visitor.may(Right.RUN):
            query = {door.DOSSIER: here.slug, "m": str(meeting.id)}
            st.page_link("regie.py", label="Open de regie", icon=":material/tune:", query_params=query)
        if notes:
            st.link_button(
                "Download de samenvatting",
                f"/download/{here.slug}/samenvatting/{meeting.id}",
                icon=":material/download:",
                key=f"summary_{meeting.id}",
            )


def wall(
    themes: Sequence[Theme],
    prompts: Sequence[Prompt],
    notes: Sequence[Note],
    *,
    ends: Mapping[int, str],
) -> None:
    """The notes of one meeting as they were written, by theme; without themes by question.

    ``ends`` says under each note (by id) what became of it.
    """
    colours = {prompt.id: NOTE_COLOURS[place % len(NOTE_COLOURS)] for place, prompt in enumerate(prompts)}
    asked = {prompt.id for prompt in prompts} & {one.prompt_id for one in notes}
    legend = [(str(p.position), p.text, colours[p.id]) for p in prompts if p.id in asked]
    st.html(_papers(((f"Vraag {number}", text, colour, "") for number, text, colour in legend)))
    for place, (title, about, members) in enumerate(_groups(themes, prompts, notes)):
        label = f"{markdown.escape(title)} · {words.count(len(members), 'briefje', 'briefjes')}"
        with st.expander(label, expanded=place == 0):
            if about:
                st.markdown(markdown.escape(about))
            st.html(
                _papers(
                    (str(one.number), one.text, colours[one.prompt_id], ends.get(one.id, ""))
                    for one in members
                )
            )


def _groups(
    themes: Sequence[Theme], prompts: Sequence[Prompt], notes: Sequence[Note]
) -> Iterable[tuple[str, str, list[Note]]]:
    if not themes:
        by_prompt = _by(notes, [one.prompt_id for one in notes])
        return [(p.text, "", by_prompt[p.id]) for p in prompts if p.id in by_prompt]
    by_theme = _by(notes, [one.theme_id for one in notes])
    by_name = [(named(t), t.description, by_theme[t.id]) for t in themes if t.id in by_theme]
    loose = by_theme.get(None, [])
    return [*by_name, *([("Nog niet in een thema", "", loose)] if loose else [])]


def _by(notes: Sequence[Note], keys: Sequence[int | None]) -> Mapping[int | None, list[Note]]:
    groups: dict[int | None, list[Note]] = {}
    for one, key in zip(notes, keys, strict=True):
        groups.setdefault(key, []).append(one)
    return groups


def _papers(papers: Iterable[tuple[str, str, str, str]]) -> str:
    """Return a wall of papers: the words of residents, escaped, on the colour of their question.

    Below them, smaller and in our words, what became of it.
    """
    items = "".join(
        f'<li dir="auto" style="background:{colour};{PAPER}"><b>{escape(number)}</b>&ensp;'
        f"{escape(text)}{_end(end)}</li>"
        for number, text, colour, end in papers
    )
    return f'<ul style="{WALL}">{items}</ul>'


def _end(text: str) -> str:
    return f'<small lang="nl" dir="ltr" style="{END}">{escape(text)}</small>' if text else ""

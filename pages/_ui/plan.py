"""Planning a meeting: what is asked, when, and in which order."""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from typing import Any

import streamlit as st

from pages._ui import feedback, value_score
from sok_core import clock, decision, meeting, role_room, value_score_room, words
from sok_core.errors import RuleBroken
from sok_core.model import AgendaBlock, Decision, Meeting, MeetingStatus, Prompt, PromptKind, Step
from sok_core.steps import RECIPES
from sok_core.store import Store
from sok_core.web import running

MINUTES, PART, FORM = "Minuten", "Onderdeel", "Werkvorm"
PAST = (MeetingStatus.CLOSED, MeetingStatus.CANCELLED)

WEEKS_LATER = 4


def new(
    store: Store,
    *,
    step: Step,
    after: Meeting | None = None,
    waiting: Sequence[Decision] = (),
    planned: Collection[str] = (),
) -> Meeting | None:
    """Ask for a new meeting; what was parked or promised before is on its agenda already.

    ``after`` is the meeting that it follows: four weeks later, in the same place, at the same time.
    ``planned`` are titles of agenda blocks of other coming meetings.
    """
    recipe = RECIPES[step]
    date, starts, ends, where = _beginning(after)
    with st.form(f"plan_{step}", enter_to_submit=False):
        title = st.text_input("Hoe heet de bijeenkomst?", value=recipe.title, key=f"plan_title_{step}")
        left, middle, right = st.columns(3)
        date = left.date_input("Datum", date, format="DD-MM-YYYY")
        starts_at = middle.time_input("Begin", starts, step=900)
        ends_at = right.time_input("Eind", ends, step=900)
        place = st.text_input("Waar?", where, placeholder="Bijvoorbeeld: De Spil, grote zaal")
        questions = st.text_area(
            "Vragen, één per regel",
            "\n".join(recipe.questions),
            height=150,
            help="Je kunt ze later nog wijzigen.",
        )
        agenda = agenda_table([*decision.looking_back(waiting, planned=planned), *recipe.agenda])
        if st.form_submit_button("Bewaar het plan", type="primary"):
            with feedback.show():
                return meeting.plan(
                    store,
                    running.current().house,
                    step=step,
                    title=title,
                    date=date,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    place=place,
                    questions=questions.splitlines(),
                    agenda=blocks_of(agenda),
                )
    return None


def _beginning(after: Meeting | None) -> tuple[dt.date, dt.time, dt.time, str]:
    today = clock.today(clock.now())
    if after is None:
        return today, dt.time(19, 0), dt.time(21, 30), ""
    date = max(after.date, today - dt.timedelta(days=today.weekday() - after.date.weekday()))
    later = date + dt.timedelta(weeks=WEEKS_LATER)
    return later, after.starts_at or dt.time(19, 0), after.ends_at or dt.time(21, 30), after.place


def next_step(step: Step) -> Step:
    """Return the step after this one; monitoring goes on."""
    steps = list(Step)
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def agenda_table(blocks: Sequence[tuple[int, str, str]]) -> list[dict[str, Any]]:
    """Show the agenda as a table in which rows can be added and taken away."""
    st.markdown("Draaiboek")
    rows = [{PART: title, MINUTES: minutes, FORM: form} for minutes, title, form in blocks]
    return st.data_editor(
        rows or [{PART: "", MINUTES: 10, FORM: ""}],
        num_rows="dynamic",
        hide_index=True,
        key="agenda_table",
        column_config={
            PART: st.column_config.TextColumn(width="large", required=True),
            MINUTES: st.column_config.NumberColumn(
                min_value=1, max_value=600, step=1, default=10, width="small"
            ),
            FORM: st.column_config.TextColumn(width="medium", default=""),
        },
    )


def blocks_of(rows: Sequence[dict[str, Any]]) -> list[tuple[int, str, str]]:
    """Return (minutes, title, form) per row that has a title; raises RuleBroken for impossible minutes."""
    blocks = []
    for row in rows:
        title = str(row.get(PART) or "").strip()
        minutes = int(row.get(MINUTES) or 10)
        if not 1 <= minutes <= 600:
            raise RuleBroken("agenda.minutes")
        if title:
            blocks.append((minutes, title, str(row.get(FORM) or "").strip()))
    return blocks


def change(store: Store, chosen: Meeting, prompts: Sequence[Prompt], blocks: Sequence[AgendaBlock]) -> None:
    """Change a plan, also while the meeting runs."""
    with st.form(f"change_{chosen.id}", enter_to_submit=False):
        title = st.text_input("Hoe heet de bijeenkomst?", chosen.title)
        left, middle, right = st.columns(3)
        date = left.date_input("Datum", chosen.date, format="DD-MM-YYYY")
        starts_at = middle.time_input("Begin", chosen.starts_at, step=900)
        ends_at = right.time_input("Eind", chosen.ends_at, step=900)
        place = st.text_input("Waar?", chosen.place)
        agenda = agenda_table([(block.minutes, block.title, block.form) for block in blocks])
        if st.form_submit_button("Bewaar het plan"):
            with feedback.show():
                meeting.replan(
                    store,
                    meeting_id=chosen.id,
                    title=title,
                    date=date,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    place=place,
                    agenda=blocks_of(agenda),
                    now=clock.now(),
                )
                feedback.toast_after_rerun("Het plan is bewaard.")
                st.rerun()
    questions(store, chosen, prompts)


def questions(store: Store, chosen: Meeting, prompts: Sequence[Prompt]) -> None:
    """The questions of a meeting: reword, translate, add, take away."""
    st.header("Vragen", anchor=False)
    with st.form(f"questions_{chosen.id}", border=False, enter_to_submit=False):
        typed = [
            (
                st.text_input(question_label(prompt), prompt.text, key=f"question_{prompt.id}_{prompt.text}"),
                translations(prompt),
            )
            for prompt in prompts
        ]
        added = st.text_input("Nieuwe vraag", key=f"new_question_{len(prompts)}")
        if st.form_submit_button("Bewaar de vragen"):
            with feedback.show():
                for prompt, (text, translated) in zip(prompts, typed, strict=True):
                    keep(store, prompt, text, translated)
                if added.strip():
                    meeting.add_question(store, meeting_id=chosen.id, text=added)
                st.rerun()
    ask_for_lines(store, chosen, prompts)
    ask_for_roles(store, chosen, prompts)
    ask_for_scores(store, chosen, prompts)
    with st.popover("Haal een vraag weg", icon=":material/delete:"):
        gone = st.selectbox(
            "Welke vraag?", prompts, index=None, placeholder="Kies een vraag", format_func=lambda p: p.text
        )
        if gone and st.button("Haal weg", key=f"drop_question_{gone.id}"):
            with feedback.show():
                meeting.remove_question(store, prompt_id=gone.id)
                st.rerun()


def question_label(prompt: Prompt) -> str:
    """Return how a question is called in the plan."""
    kinds = {PromptKind.NETWORK: " (kaart)", PromptKind.ROLES: " (rollen)", PromptKind.VALUES: " (waarden)"}
    return f"Vraag {prompt.position}{kinds.get(prompt.kind, '')}"


def ask_for_lines(store: Store, chosen: Meeting, prompts: Sequence[Prompt]) -> None:
    """Add the question under which people put lines on the map, in the place of notes."""
    if any(prompt.kind is PromptKind.NETWORK for prompt in prompts):
        return
    st.markdown("Wil je zien wie met wie werkt? Dan kiest ieder op zijn telefoon, of op een kaartje.")
    if st.button("Voeg de kaartvraag toe", icon=":material/hub:", key="add_network_question"):
        with feedback.show():
            meeting.add_question(
                store, meeting_id=chosen.id, text=meeting.NETWORK_QUESTION, kind=PromptKind.NETWORK
            )
            st.rerun()


def ask_for_roles(store: Store, chosen: Meeting, prompts: Sequence[Prompt]) -> None:
    """Add the question under which people say per task who could do what, in the place of notes."""
    if chosen.step is not Step.ROLES or any(prompt.kind is PromptKind.ROLES for prompt in prompts):
        return
    st.markdown("Wil je per taak horen wie wat kan? Kies dan eerst de taken, bij stap 3.")
    if st.button("Voeg de rollenvraag toe", icon=":material/assignment_ind:", key="add_role_question"):
        with feedback.show():
            role_room.ask(store, meeting_id=chosen.id)
            st.rerun()


def ask_for_scores(store: Store, chosen: Meeting, prompts: Sequence[Prompt]) -> None:
    """Add the question under which people score each value, in the place of notes."""
    is_there = any(prompt.kind is PromptKind.VALUES for prompt in prompts)
    if is_there:
        st.link_button(
            "Druk de waardenkaart af", value_score.CARD.format(slug=store.slug), icon=":material/print:"
        )
    if chosen.step is not Step.MONITORING or is_there:
        return
    st.markdown("Merken jullie je waarden? Dan geeft ieder elke waarde een cijfer, zonder naam.")
    if st.button("Voeg de waardenvraag toe", icon=":material/star_half:", key="add_value_question"):
        with feedback.show():
            value_score_room.ask(store, meeting_id=chosen.id)
            st.rerun()


def translations(prompt: Prompt) -> dict[str, str]:
    """Ask for a question in the other languages of the phone; nothing is translated by itself."""
    there = dict(prompt.translations)
    names = ", ".join(words.LANGUAGES[language] for language in there)
    with st.expander(f"Vertalingen van vraag {prompt.position}" + (f" · {names}" if names else "")):
        st.markdown(
            ":gray[Een telefoon in deze taal toont jouw vertaling, met de Nederlandse vraag eronder.]"
        )
        return {
            language: st.text_input(
                name, there.get(language, ""), key=f"question_{prompt.id}_{language}_{there.get(language)}"
            )
            for language, name in words.OTHER_LANGUAGES.items()
        }


def keep(store: Store, prompt: Prompt, text: str, translated: dict[str, str]) -> None:
    """Keep what was changed; a translation that may no longer fit is named, never thrown away."""
    there = dict(prompt.translations)
    for language, typed in translated.items():
        if typed != there.get(language, ""):
            meeting.translate_question(store, prompt_id=prompt.id, language=language, text=typed)
    if text == prompt.text:
        return
    meeting.reword_question(store, prompt_id=prompt.id, text=text)
    if any(translated[language] == old for language, old in there.items()):
        feedback.toast_after_rerun(f"Kijk of de vertalingen van vraag {prompt.position} nog kloppen.")


def label(chosen: Meeting) -> str:
    """Tell a meeting from another with the same title: its day, its time, its code and how far it is."""
    parts = (
        words.day(chosen.date, with_year=True),
        words.clock_time(chosen.starts_at),
        "" if chosen.status in PAST else f"code {chosen.code}",
        words.MEETING_STATUSES[chosen.status].lower(),
    )
    return " · ".join(part for part in parts if part)


def sort(meetings: Sequence[Meeting]) -> list[Meeting]:
    """Return the meetings as a facilitator looks for them: going on, planned, then the newest of the past."""
    order = {MeetingStatus.RUNNING: 0, MeetingStatus.PLANNED: 1}
    past = [m for m in reversed(meetings) if m.status in PAST]
    coming = [m for m in meetings if m.status not in PAST]
    return sorted([*coming, *past], key=lambda m: order.get(m.status, len(order)))


def step_of(asked: str | None) -> Step | None:
    """Return the step that an address asks for."""
    return Step(asked) if asked and re.fullmatch("[a-z_]+", asked) and asked in tuple(Step) else None

"""The road of an article on the page: the words it grew from, as they were written."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from pages._ui import markdown
from sok_core import words
from sok_core.clause_road import Grown, Word
from sok_core.model import Conversation, Party
from sok_core.theme import named

FEW = 6
LIST = "margin:0 0 .75rem;padding:0;list-style:none;display:grid;gap:.35rem"
NOTE = (
    "background:#FFEBA3;color:#2A2420;border:1px solid #C9B25A;border-radius:3px;padding:.35rem .6rem;"
    "white-space:pre-wrap;overflow-wrap:anywhere"
)


def road(grown: Grown, parties: list[Party]) -> None:
    """Where an article comes from: a task or a project, notes with their question, and talks."""
    st.subheader("Waar komt dit vandaan?", anchor=False)
    lines = [f"**Taak:** {markdown.escape(one.title)}" for one in grown.tasks]
    lines += [f"**Project:** {markdown.escape(one.title)}" for one in grown.projects]
    count = words.count(len(grown.words), "briefje", "briefjes")
    dots = f", {words.count(grown.dots, 'stip', 'stippen')}" if grown.dots else ""
    lines += [f"**In eigen woorden:** {count}{dots}"] if grown.words else []
    st.markdown("  \n".join(lines) or "Hier staan nog geen briefjes of gesprekken bij.")
    for title, found in _by_question(grown.words).items():
        st.html(_notes(title, found[:FEW]))
        if len(found) > FEW:
            with st.expander(f"Nog {words.count(len(found) - FEW, 'briefje', 'briefjes')}"):
                st.html(_notes("", found[FEW:]))
    talks(grown.conversations, parties)


def _by_question(found: Iterable[Word]) -> dict[str, list[Word]]:
    """Return notes by where they were written: the meeting, its day and its place, and the question."""
    groups: dict[str, list[Word]] = {}
    for one in found:
        day = words.day(one.meeting.date, with_year=True)
        where = f", {one.meeting.place}" if one.meeting.place else ""
        groups.setdefault(f"{one.meeting.title} ({day}{where}). Vraag: {one.prompt.text}", []).append(one)
    return groups


def _notes(title: str, found: Iterable[Word]) -> str:
    rows = "".join(f'<li dir="auto" style="{NOTE}">{_said(one)}</li>' for one in found)
    head = f"<p style='margin:.25rem 0'>{escape(title)}</p>" if title else ""
    return f'{head}<ul style="{LIST}">{rows}</ul>'


def _said(one: Word) -> str:
    """Return one note in its own words, with its number, its theme and its dots."""
    about = [f"briefje {one.note.number}"]
    about += [named(one.theme)] if one.theme else []
    about += [words.count(one.note.votes, "stip", "stippen")] if one.note.votes else []
    dutch = f"<br>{escape(one.note.translation)}" if one.note.translation else ""
    return f"„{escape(one.note.text)}”{dutch}<br><small dir='ltr'>{escape(' · '.join(about))}</small>"


def talks(found: Iterable[Conversation], parties: list[Party]) -> None:
    """The conversations; what was said in them only for who may read that."""
    names = {one.id: one.short_name for one in parties}
    lines = []
    for one in found:
        day = words.day(one.date, with_year=True)
        said = one.what_matters or one.worries
        quote = f"  \n:gray[{markdown.escape(said)}]" if said else ""
        lines.append(f"- Gesprek met {markdown.escape(f'{names.get(one.party_id, str())}, {day}')}{quote}")
    if lines:
        st.markdown("**Gesprekken**\n\n" + "\n".join(lines))

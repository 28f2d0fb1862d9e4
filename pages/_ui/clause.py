"""The agreement to read: chapter by chapter, each article with the way to all that there is about it."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import chapter, clause_card, clause_form, clause_link, door, feedback, live, markdown
from sok_core import agreement, clock, consent, words
from sok_core import clause as rules
from sok_core.access import Right
from sok_core.agreement import Article, Document
from sok_core.clause_start import start_text
from sok_core.clause_text import MEANINGS, NAMES
from sok_core.model import Agreement, DocumentType, Section
from sok_core.store import Store
from sok_core.words import CONCEPT, enumerated

MANY = 5


def notice(here: door.Here) -> None:
    """What everybody should know of a text that nobody signed yet, on top of every part of the page.

    It is about the text as it reads now: a signature under an earlier one says nothing of what came since.
    """
    with here.store.read() as tables:
        signed, now = consent.signed_version(tables), agreement.document(tables)
    agreed = agreement.opened(signed) if signed else None
    if agreed is None or agreed.chapters != now.chapters:
        st.info(CONCEPT, icon=":material/edit_document:")


def show(_here: door.Here) -> None:
    """The part of the page with the text: one article when the address asks for it, else all of it."""
    asked = st.query_params.get(clause_link.ADDRESS, "")
    if asked:
        clause_card.card(asked)
    else:
        reading()


@st.fragment
def reading() -> None:
    """The whole text, with a list of chapters beside it."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        known, text = tables.agreement.current(), agreement.document(tables)
    may = here.visitor.may(Right.RUN)
    if known is None:
        begin(here.store, may=may)
    else:
        head(known, text)
        if may:
            with st.container(horizontal=True):
                clause_form.new(here, known)
                clause_form.drafts(here)
                chapter.chapters(here, known)
        left, right = st.columns([2, 5], gap="medium")
        with left:
            contents(text)
        with right:
            names = {one.id: one.more or one.name for one in text.parties}
            for number, sections in grouped(known).items():
                one_chapter(here, number, sections, text, names, known.type if may else None)
    live.dossier_bell(here, key="clause_bell")


def begin(store: Store, *, may: bool) -> None:
    """Choose the kind of document; it can become another kind later."""
    st.header("Wat voor tekst maken jullie?", anchor=False)
    if not may:
        st.markdown("De begeleider kiest eerst wat voor tekst het wordt.")
        return
    kind = st.radio(
        "Soort tekst",
        list(DocumentType),
        format_func=lambda one: f"**{NAMES[one]}.** {MEANINGS[one]}",
        index=list(DocumentType).index(DocumentType.COOPERATION_AGREEMENT),
        key="document_type",
    )
    st.markdown("Je kunt dit later veranderen. Wat er staat, blijft staan.")
    if st.button("Begin de tekst", key="begin_agreement"):
        with feedback.show():
            agreement.begin(store, type=kind or DocumentType.COOPERATION_AGREEMENT)
            feedback.again()


def head(known: Agreement, text: Document) -> None:
    """What the text is, and how much there is of it."""
    st.header(markdown.escape(known.title or f"{NAMES[known.type]} {text.dossier}"), anchor=False)
    st.markdown(f":gray[{NAMES[known.type]} · {size(text.articles)}]")


def size(articles: Sequence[Article]) -> str:
    """Return how many articles are in force, and how many were withdrawn."""
    gone = sum(one.is_withdrawn for one in articles)
    said = words.count(len(articles) - gone, "artikel", "artikelen")
    return f"{said}, {words.number(gone)} ingetrokken" if gone else said


def contents(text: Document) -> None:
    """The chapters, each with the way down to it."""
    lines = [
        f"{one.number}. [{markdown.escape(one.title)}](#hoofdstuk-{one.number}) :gray[({len(one.articles)})]"
        for one in text.chapters
    ]
    st.markdown("**Hoofdstukken**\n\n" + "\n".join(lines))


def grouped(known: Agreement) -> dict[int, list[Section]]:
    """Return the sections of each chapter by its number, in their order."""
    found: dict[int, list[Section]] = {}
    for section, _, number in known.chapters:
        found.setdefault(number, []).append(Section(section))
    return dict(sorted(found.items()))


def one_chapter(
    here: door.Here,
    number: int,
    sections: Sequence[Section],
    text: Document,
    names: dict[int, str],
    type: DocumentType | None,
) -> None:
    """One chapter; an empty one has a sentence to begin with, for who may write (``type``)."""
    (one,) = (each for each in text.chapters if each.number == number)
    st.subheader(f"{number}. {markdown.escape(one.title)}", anchor=f"hoofdstuk-{number}")
    for article in one.articles:
        with st.container(gap=None):
            clause_link.link(here, article.number)
            st.markdown(said(article, names))
    if one.articles:
        return
    st.markdown(":gray[Hier staat nog geen artikel.]")
    for section in sections if type else ():
        beginning = start_text(section, type or DocumentType.COOPERATION_AGREEMENT)
        with st.container(border=True):
            st.markdown(f":gray[Om mee te beginnen:] {markdown.escape(beginning)}")
            if st.button("Zet dit erin", key=f"start_{section}", icon=":material/add:"):
                with feedback.show():
                    rules.write(
                        here.store,
                        section=section,
                        text=beginning,
                        now=clock.now(),
                        by=clause_link.hand(here),
                    )
                    feedback.again()


def said(article: Article, names: dict[int, str]) -> str:
    """Return an article as it is read, in markdown: its text, and below it who, with what and when."""
    text = markdown.escape(article.text)
    if article.is_withdrawn:
        return f":gray-badge[× Ingetrokken] {markdown.escape(article.why)}  \n:gray[~~{text}~~]"
    return f"{text}  \n:gray[{markdown.escape(details(article, names))}]"


def details(article: Article, names: dict[int, str]) -> str:
    """Return who, with what and when, on one line."""
    who = [names[one] for one in article.parties if one in names]
    parts = [f"{len(who)} partijen" if len(who) > MANY else enumerated(who)] if who else ["Nog niemand"]
    parts += [f"met {article.means}"] if article.means else []
    parts += [f"uiterlijk {words.date(due, with_year=True)}"] if (due := agreement.due_of(article)) else []
    return " · ".join(parts)

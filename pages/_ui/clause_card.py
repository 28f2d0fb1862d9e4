"""One article: what it says, to be changed; the road it came by; its earlier texts; and what can be done."""

from itertools import pairwise

import streamlit as st

from pages._ui import (
    clause_act,
    clause_form,
    clause_link,
    clause_note,
    clause_road,
    door,
    feedback,
    live,
    markdown,
)
from sok_core import agreement, clause, clock, words
from sok_core import clause_road as roads
from sok_core.access import Right
from sok_core.agreement import Article
from sok_core.errors import Conflict, NotFound
from sok_core.model import Aim, Clause, ClauseStatus, ClauseText, Party
from sok_core.store import Tables
from sok_core.words import enumerated

TOLD = "clause_told"


@st.fragment
def card(number: str) -> None:
    """All that there is about one article, as far as this visitor may read it."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        articles = agreement.document(tables).articles
        place = next((place for place, one in enumerate(articles) if one.number == number), None)
        if place is not None:
            one = tables.clause.get(articles[place].clause_id)
            texts = tables.clause_text.of(one.id)
            parties, aims = tables.party.all(), tables.aim.all()
            road = roads.grown_from(tables, one, reader=here.visitor.reader)
        else:
            moved = _now_called(tables, number)
    with st.container(horizontal=True):
        clause_link.whole(here)
        if place is not None:
            for beside in articles[max(0, place - 1) : place] + articles[place + 1 : place + 2]:
                clause_link.link(here, beside.number)
    if place is None:
        feedback.say(NotFound("clause.unknown"))
        if moved:
            clause_link.link(here, moved, label=f"Wat eerst {number} was, heet nu {moved}")
        return
    article = articles[place]
    st.header(f"Artikel {number}", anchor=False)
    reading(here, article, one, articles, parties, aims)
    may = here.visitor.may(Right.RUN)
    left, right = st.columns([1, 1], gap="large") if may else (st.container(), st.container())
    if may:
        with left:
            if one.status is ClauseStatus.IN_FORCE:
                form(here, article, texts[-1], parties, aims)
            clause_act.acts(here, article, one, texts[-1], articles)
    with right:
        clause_road.road(road, parties)
        if may:
            clause_note.hang(here, one)
    earlier(texts, parties)
    live.dossier_bell(here, key="clause_card_bell")


def _now_called(tables: Tables, number: str) -> str:
    """Return the number now of the clause that had this one in a frozen text; empty for none."""
    clause_id = clause.frozen_numbers(tables).get(number)
    return clause.number(tables, tables.clause.get(clause_id)) if clause_id else ""


def reading(
    here: door.Here,
    article: Article,
    one: Clause,
    articles: list[Article],
    parties: list[Party],
    aims: list[Aim],
) -> None:
    """What it says, to read aloud: the text, and who, with what, when and what for."""
    names = {each.id: each.short_name for each in parties}
    goals = {each.id: each.title for each in aims}
    with st.container(border=True):
        if article.is_withdrawn:
            st.markdown(f":gray-badge[× Ingetrokken] {markdown.escape(article.why)}")
            into = next((each.number for each in articles if each.clause_id == one.into_id), "")
            if into:
                clause_link.link(here, into, label=f"Lees verder in {into}")
        st.markdown(f"#### {markdown.escape(article.text)}")
        who = [names[each] for each in article.parties if each in names]
        serves = [goals[each] for each in article.aims if each in goals]
        rows = {
            "party_ids": enumerated(who) or "nog niemand",
            "means": article.means or "nog niets",
            "due": words.date(due, with_year=True) if (due := agreement.due_of(article)) else "geen datum",
            "aim_ids": enumerated(serves) or "nog geen",
        }
        lines = [f"**{words.CLAUSE_FIELDS[name]}:** {markdown.escape(said)}" for name, said in rows.items()]
        st.markdown("  \n".join(lines))


def form(
    here: door.Here, article: Article, newest: ClauseText, parties: list[Party], aims: list[Aim]
) -> None:
    """The text, to be changed; what somebody else changes meanwhile is told, and never overwrites."""
    key = f"clause_{article.clause_id}_{clause_form.card_turn()}"
    kept = f"{TOLD}_{key}"
    if f"{key}_text" not in st.session_state:
        st.session_state[kept] = (newest, newest)
    base, told = st.session_state[kept]
    if changed := clause.what_changed(told, newest):
        fields = enumerated([f"‘{words.CLAUSE_FIELDS[field]}’" for field in changed])
        with st.container(border=True):
            st.markdown(f"Iemand anders veranderde dit net, bij {fields}. Hierboven lees je hoe het nu is.")
            if st.button("Neem dat over", key=f"take_{key}"):
                clause_form.fresh()
    with st.form(f"form_{key}", enter_to_submit=False):
        text = st.text_area(words.CLAUSE_FIELDS["text"], base.text, height=160, key=f"{key}_text")
        values = clause_form.fields(parties, aims, key=key, now=base)
        because = st.text_input("Waarom verandert het?", key=f"{key}_because")
        is_ready = st.form_submit_button("Bewaar", type="primary", key=f"save_{key}")
    if not is_ready:
        return
    with feedback.show():
        typed = values | {"text": text}
        own = {name: value for name, value in typed.items() if value != getattr(base, name)}
        try:
            clause.edit(
                here.store,
                clause_id=article.clause_id,
                before=told,
                now=clock.now(),
                by=clause_link.hand(here),
                because=because,
                **own,
            )
        except Conflict:
            st.session_state[kept] = (base, newest)
            raise
        feedback.toast_after_rerun(f"Artikel {article.number} is bewaard.")
        clause_form.fresh()


def earlier(texts: list[ClauseText], parties: list[Party]) -> None:
    """Every text it ever had, the newest first, each with why it came."""
    if len(texts) < 2:
        return
    names = {one.id: one.short_name for one in parties}
    st.subheader(f"Eerdere teksten ({len(texts) - 1})", anchor=False)
    for before, now in reversed(list(pairwise(texts))):
        because = f"Veranderd, want: {now.because}" if now.because else "Veranderd, zonder reden erbij"
        day = words.day(clock.local(now.saved_at).date(), with_year=True)
        by = f", door {now.saved_by}" if now.saved_by else ""
        who = enumerated(names[one] for one in before.party_ids if one in names) or "nog niemand"
        more = "" if before.party_ids == now.party_ids else f"  \n:gray[Wie\\: {markdown.escape(who)}]"
        told = f":gray[{markdown.escape(f'{because} ({day}{by})')}]"
        st.markdown(f"{markdown.escape(before.text)}{more}  \n{told}")

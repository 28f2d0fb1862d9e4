"""What can be done with an article: move it, split it, merge it, withdraw it, bring it back."""

import streamlit as st

from pages._ui import clause_form, clause_link, door, feedback
from sok_core import clause, clock
from sok_core.agreement import Article
from sok_core.model import Clause, ClauseText, Section


def acts(here: door.Here, article: Article, one: Clause, newest: ClauseText, articles: list[Article]) -> None:
    """The acts that fit; each asks for what it needs, and says in the text what was done."""
    if article.is_withdrawn:
        with feedback.show():
            if st.button("Haal terug", icon=":material/undo:", key=f"back_{one.id}"):
                clause.bring_back(here.store, clause_id=one.id)
                clause_form.fresh()
        return
    turn = clause_form.card_turn()
    with st.container(horizontal=True):
        with st.popover("Verplaats", icon=":material/swap_vert:", key=f"move_{one.id}_{turn}"):
            move(here, article, one)
        with st.popover("Splits", icon=":material/call_split:", key=f"split_{one.id}_{turn}"):
            split(here, one, newest)
        with st.popover("Voeg samen", icon=":material/merge:", key=f"merge_{one.id}_{turn}"):
            merge(here, article, newest, articles)
        with st.popover("Trek in", icon=":material/block:", key=f"withdraw_{one.id}_{turn}"):
            withdraw(here, one)


def move(here: door.Here, article: Article, one: Clause) -> None:
    """Up, down, or to another chapter."""
    with here.store.read() as tables:
        known = tables.agreement.current()
    with feedback.show():
        with st.container(horizontal=True):
            for label, is_up in (("Omhoog", True), ("Omlaag", False)):
                if st.button(label, key=f"move_{is_up}_{one.id}"):
                    clause.move(here.store, clause_id=one.id, is_up=is_up)
                    _open(here, one.id)
        titles = {
            Section(section): f"{number}. {title}"
            for section, title, number in (known.chapters if known else ())
            if section != article.section
        }
        to = st.selectbox(
            "Naar een ander hoofdstuk",
            list(titles),
            index=None,
            format_func=titles.__getitem__,
            placeholder="Kies",
            key=f"move_to_{one.id}",
        )
        st.markdown(":gray[Het artikel krijgt daar een nieuw nummer, achteraan.]")
        if to and st.button("Verplaats het artikel", key=f"move_now_{one.id}"):
            clause.move_to(here.store, clause_id=one.id, section=to)
            _open(here, one.id)


def split(here: door.Here, one: Clause, newest: ClauseText) -> None:
    """Two texts of one; both keep the road."""
    head, sign, tail = newest.text.partition(". ")
    with st.form(f"split_form_{one.id}_{newest.id}", border=False, enter_to_submit=False):
        first = st.text_area("Wat hier blijft", f"{head}{sign}".strip(), key=f"split_first_{newest.id}")
        second = st.text_area("Wat een eigen artikel wordt", tail, key=f"split_second_{newest.id}")
        st.markdown(":gray[Alle briefjes blijven bij allebei staan.]")
        is_ready = st.form_submit_button("Splits het artikel", key=f"split_now_{one.id}")
    if is_ready:
        with feedback.show():
            clause.split(
                here.store,
                clause_id=one.id,
                before=newest,
                first=first,
                second=second,
                now=clock.now(),
                by=clause_link.hand(here),
            )
            clause_form.fresh()


def merge(here: door.Here, article: Article, newest: ClauseText, articles: list[Article]) -> None:
    """Let this article go on in another, in one text."""
    others = [each for each in articles if each.clause_id != article.clause_id and not each.is_withdrawn]
    into = st.selectbox(
        "Met welk artikel?",
        others,
        index=None,
        format_func=lambda each: f"{each.number} {each.text[:60]}",
        placeholder="Kies",
        key=f"merge_into_{article.clause_id}",
    )
    if into is None:
        return
    with here.store.read() as tables:
        there = tables.clause_text.of(into.clause_id)[-1]
    text = st.text_area(
        f"Samen in {into.number}",
        f"{there.text} {newest.text}",
        height=160,
        key=f"merge_{there.id}_{newest.id}",
    )
    said = f"{article.number} wordt ingetrokken: ‘Samengevoegd met {into.number}’. Alle briefjes gaan mee."
    st.markdown(f":gray[{said}]")
    if st.button("Voeg samen", key=f"merge_now_{article.clause_id}"):
        with feedback.show():
            clause.merge(
                here.store,
                clause_id=article.clause_id,
                into_id=into.clause_id,
                before=newest,
                into_before=there,
                text=text,
                today=here.today,
                now=clock.now(),
                by=clause_link.hand(here),
            )
            _open(here, into.clause_id)


def withdraw(here: door.Here, one: Clause) -> None:
    """Withdraw it, with a reason that stays to be read."""
    with st.form(f"withdraw_form_{one.id}", border=False, enter_to_submit=False):
        why = st.text_input("Waarom?", key=f"withdraw_why_{one.id}")
        st.markdown(":gray[Iedereen kan dit lezen. Het nummer en de briefjes blijven.]")
        is_ready = st.form_submit_button("Trek het artikel in", key=f"withdraw_now_{one.id}")
    if is_ready:
        with feedback.show():
            clause.withdraw(here.store, clause_id=one.id, why=why, today=here.today)
            clause_form.fresh()


def _open(here: door.Here, clause_id: int) -> None:
    """Open an article under the number that it has now."""
    with here.store.read() as tables:
        number = clause.number(tables, tables.clause.get(clause_id))
    clause_form.renew()
    door.go(clause_link.PAGE, **clause_link.PART, **{clause_link.ADDRESS: number})

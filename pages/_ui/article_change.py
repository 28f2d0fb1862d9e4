"""What a version in force changed in an article that is followed: take it over, leave it, or end it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages._ui import clause_link, commitment_link, door, feedback, markdown, more
from sok_core import agreement, article_change, clock, commitment_article, words
from sok_core.access import Right
from sok_core.agreement import Article
from sok_core.article_change import ArticleChange
from sok_core.commitment_state import State
from sok_core.model import Commitment


def listed(here: door.Here, states: Sequence[State], names: Mapping[int, str]) -> None:
    """All that is followed and whose article is another by now, above what is not followed yet."""
    changed = [one for one in states if one.change and not one.is_over]
    if not changed:
        return
    with st.expander(f"Het artikel is veranderd ({len(changed)})", expanded=True):
        for one in more.listed(changed, key="all_changed", one="afspraak", several="afspraken"):
            st.markdown(f"**{markdown.escape(one.commitment.title)}**")
            commitment_link.link(here, one.commitment, label="Bekijk de afspraak")
            card(here, one, names)


def back(here: door.Here, titles: Mapping[int, str]) -> None:
    """What ended because of its article, and whose article is in force again; ``titles`` by commitment id."""
    with here.store.read() as tables:
        found = article_change.back(tables, today=here.today)
    told = {one: why for one, why in found.items() if one in titles}
    if not told:
        return
    with st.expander(f"Het artikel geldt weer ({len(told)})", expanded=True):
        for one, why in told.items():
            st.markdown(f"**{markdown.escape(titles[one])}**  \n{markdown.escape(why)}")
            if here.visitor.may(Right.WRITE) and st.button("Volg de afspraak weer", key=f"again_{one}"):
                with feedback.show():
                    commitment_article.follow_again(
                        here.store,
                        commitment_id=one,
                        now=clock.now(),
                        today=here.today,
                        entered_by=clause_link.hand(here),
                    )
                    feedback.again()


def card(here: door.Here, state: State, names: Mapping[int, str]) -> None:
    """That the article of one promise changed, what it says now, and what can be done about it."""
    if state.change is None:
        return
    with st.container(border=True):
        st.markdown(f"§ **{markdown.escape(state.change.sentence)}**")
        act(here, state, names)


def act(here: door.Here, state: State, names: Mapping[int, str]) -> None:
    """What the article of one promise says now, and what can be done about it in one click."""
    change = state.change
    if change is None or state.is_over:
        return
    if change.now is not None:
        st.markdown("  \n".join(_now(change, change.now, names)))
    if here.visitor.may(Right.WRITE):
        _acts(here, state, change, names)


def _now(change: ArticleChange, now: Article, names: Mapping[int, str]) -> list[str]:
    """Return what the article in force says of each part that differs; of all but the text, what it said."""
    said, was = _said(now, names), _said(change.was, names) if change.was else {}
    lines = []
    for part in change.parts:
        before = f" :gray[(was: {markdown.escape(was[part])})]" if part != "text" and part in was else ""
        lines.append(f"{markdown.escape(said[part])}{before}")
    return lines


def _said(one: Article, names: Mapping[int, str]) -> dict[str, str]:
    """Return the parts of an article (``article_change.PARTS``) as people read them."""
    return {
        "text": one.text,
        "parties": _who(one, names),
        "due": _when(one),
        "means": f"met {one.means}" if one.means else "zonder middelen",
    }


def _who(article: Article, names: Mapping[int, str]) -> str:
    return words.enumerated(names[each] for each in article.parties if each in names) or "nog niemand"


def _when(article: Article) -> str:
    due = agreement.due_of(article)
    return f"uiterlijk {words.date(due, with_year=True)}" if due else "geen datum"


def _acts(here: door.Here, state: State, change: ArticleChange, names: Mapping[int, str]) -> None:
    """The buttons; who leads is asked only when the article in force leaves a choice."""
    one, version = state.commitment, change.version or 0
    with here.store.read() as tables:
        is_of_nobody = commitment_article.is_of_nobody(tables, change)
        may = [each for each in commitment_article.may_lead(tables, change) if each in names]
        other = commitment_article.goes_on_in(tables, one, change, today=here.today)
    if is_of_nobody:
        st.markdown("Niemand van dit artikel doet nog mee.")
    elif other:
        st.markdown(f"De afspraak ‘{markdown.escape(other.title)}’ volgt dit artikel al.")
    can_take = change.now is not None and not is_of_nobody and other is None
    party_id = _chosen(one, may, names) if can_take else None
    with st.container(horizontal=True), feedback.show():
        if can_take and st.button("Neem het over", type="primary", key=f"change_take_{one.id}"):
            commitment_article.take_over(
                here.store, commitment_id=one.id, version=version, party_id=party_id, today=here.today
            )
            feedback.toast_after_rerun("De afspraak zegt nu wat het artikel zegt.")
            feedback.again()
        if change.now is not None and st.button("Laat de afspraak zo", key=f"change_leave_{one.id}"):
            commitment_article.leave(here.store, commitment_id=one.id, version=version, today=here.today)
            feedback.again()
        stop = "Ga verder in die afspraak" if other else "Stop met deze afspraak"
        if st.button(stop, key=f"change_end_{one.id}"):
            commitment_article.end(
                here.store,
                commitment_id=one.id,
                now=clock.now(),
                today=here.today,
                entered_by=clause_link.hand(here),
            )
            feedback.again()


def _chosen(one: Commitment, may: Sequence[int], names: Mapping[int, str]) -> int | None:
    """Return who takes the lead, asked when several may and who leads now is not among them."""
    if len(may) < 2 or one.owner_id in may:
        return None
    return st.selectbox(
        "Wie trekt dit?",
        may,
        index=None,
        format_func=names.__getitem__,
        placeholder="Kies één partij",
        key=f"change_owner_{one.id}",
    )

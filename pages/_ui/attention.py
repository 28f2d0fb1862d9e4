"""What wants attention now: counts per status, the promises to speak of, how it went, and what comes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from pages._ui import (
    article_change,
    clause_link,
    commitment_filter,
    commitment_link,
    door,
    figure,
    live,
    markdown,
    more,
)
from sok_core import commitment_road, commitment_state, words
from sok_core.access import Right
from sok_core.charts import commitment as chart
from sok_core.commitment_state import Coming, Month, State, Wanting
from sok_core.model import Attention, CommitmentStatus
from sok_core.words import capital, counted

CHOSEN, MONTHS = "attention_status", "attention_months"
TILES = (
    *(CommitmentStatus.STUCK, CommitmentStatus.TAKE_CARE, CommitmentStatus.ON_TRACK),
    *(CommitmentStatus.NOT_BEGUN, CommitmentStatus.DONE, CommitmentStatus.STOPPED),
)


@dataclass(frozen=True)
class Scene:
    """What the page shows, after the filters. ``numbers`` are those of the articles by clause id."""

    states: Sequence[State]
    wanting: Sequence[Wanting]
    months: Sequence[Month]
    coming: Sequence[Coming]
    names: Mapping[int, str]
    numbers: Mapping[int, str]
    today: dt.date


def show(_here: door.Here) -> None:
    """The part of the page that the core team reads every month."""
    attention()


@st.fragment
def attention() -> None:
    """One look says what needs attention; every bar and row leads on to the promise behind it."""
    here = door.enter(Right.READ)
    st.header("Wat vraagt nu aandacht?", anchor=False)
    with here.store.read() as tables:
        every = commitment_state.states(tables, today=here.today)
        chosen = commitment_filter.ask(tables, every)
        states = [one for one in every if chosen.takes(one)]
        kept = {one.commitment.id for one in states}
        said = [one for one in tables.update.steps() if one[0] in kept]
        parties = tables.party.all()
        scene = Scene(
            states=states,
            wanting=commitment_state.wanting(states, parties),
            months=commitment_state.months(states, said, tables.lead_change.all(), today=here.today),
            coming=commitment_state.coming(states, tables.check_in.all(), today=here.today),
            names={one.id: one.short_name for one in parties},
            numbers=commitment_road.numbers(tables),
            today=here.today,
        )
    if not every:
        st.markdown("Jullie volgen nog geen afspraak. Begin bij ‘Afspraken’: daar staat wat er getekend is.")
    elif not states:
        st.markdown("Geen afspraak past bij wat je koos.")
    else:
        st.markdown(lead(scene))
        tiles(here, scene)
        to_speak_of(here, scene)
        went(here, scene, chosen.months)
        comes(scene)
    live.dossier_bell(here, key="attention_bell")


def lead(scene: Scene) -> str:
    """Return in a few short sentences what the page shows."""
    wanting = scene.wanting
    if not wanting:
        many = len(scene.states)
        all_of_them = (
            "De afspraak vraagt" if many == 1 else f"Van de {counted(many, '', 'afspraken')} vraagt er"
        )
        return f"{all_of_them} nu geen aandacht."
    parts = [f"{counted(len(wanting), 'afspraak vraagt', 'afspraken vragen')} aandacht"]
    for kind, one, several in (
        (Attention.CHANGED, "hoort bij een artikel dat veranderde", "horen bij een artikel dat veranderde"),
        (Attention.LATE, "is te laat", "zijn te laat"),
        (Attention.SILENT, "bleef lang stil", "bleven lang stil"),
        (Attention.NO_LEAD, "zoekt een trekker", "zoeken een trekker"),
    ):
        if found := sum(kind in each.kinds for each in wanting):
            parts.append(counted(found, one, several))
    stuck = sum(Attention.STUCK in each.kinds for each in wanting)
    parts.append(counted(stuck, "loopt vast", "lopen vast") if stuck else "niets loopt vast")
    return " ".join(f"{capital(part)}." for part in parts)


def tiles(here: door.Here, scene: Scene) -> None:
    """How many there are of each status; one click shows which."""
    counts = commitment_state.counts(scene.states)
    for row in (TILES[:3], TILES[3:]):
        for status, place in zip(row, st.columns(3), strict=True):
            with place, st.container(border=True, gap=None):
                tile(status, counts[status])
    chosen = st.session_state.get(CHOSEN)
    if chosen is not None:
        behind(here, scene, chart.standing(scene.states)[chosen], commitment_link.badge(chosen))
        st.button("Sluit deze lijst", key="attention_close", on_click=_choose, args=(None,))


def tile(status: CommitmentStatus, count: int) -> None:
    """One status on a line of its own, as a long one leaves no room beside it; and how many there are."""
    name = commitment_link.badge(status)
    st.markdown(name)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.metric(name, count, label_visibility="collapsed")
        if count:
            key = f"tile_{status}"
            st.button("Bekijk", type="tertiary", key=key, on_click=_choose, args=(status,))


def _choose(status: CommitmentStatus | None) -> None:
    st.session_state[CHOSEN] = None if st.session_state.get(CHOSEN) is status else status


def behind(here: door.Here, scene: Scene, found: Sequence[State], title: str) -> None:
    """The promises behind a tile or a bar."""
    with st.container(border=True):
        st.markdown(f"{title} {counted(len(found), 'afspraak', 'afspraken')}")
        for one in more.listed(found, key=f"behind_{title}", one="afspraak", several="afspraken"):
            row(here, scene, one)


def row(here: door.Here, scene: Scene, one: State, above: str = "", reasons: Sequence[str] = ()) -> None:
    """One promise in a list: its badges, the way to its card, who leads it, and its article."""
    with st.container(gap=None):
        who = scene.names.get(one.commitment.owner_id, "") if one.has_lead else "nog geen trekker"
        told = " ".join([words.ended(who), *reasons])
        lines = [above] if above else []
        lines += [f"**{markdown.escape(one.commitment.title)}**", f":gray[{markdown.escape(told)}]"]
        st.markdown("  \n".join(lines))
        with st.container(horizontal=True):
            commitment_link.link(here, one.commitment, label="Bekijk de afspraak")
            number = scene.numbers.get(one.commitment.clause_id or 0)
            if number:
                clause_link.link(here, number)


def to_speak_of(here: door.Here, scene: Scene) -> None:
    """What the next moment is about, what matters most first."""
    count = len(scene.wanting)
    said = "Niets om over te praten" if not count else f"{counted(count, 'punt', 'punten')} om over te praten"
    st.subheader(capital(said), anchor=False)
    shown = more.listed(scene.wanting, key="all_wanting", one="afspraak", several="afspraken")
    for turn, one in enumerate(shown):
        if turn % 2 == 0:  # two at a time: below each other, as on a phone, they keep their order
            pair = st.columns(2)
        with pair[turn % 2], st.container(border=True):
            row(here, scene, one.state, commitment_link.wanted(one), one.reasons)
            article_change.act(here, one.state, scene.names)


def went(here: door.Here, scene: Scene, months: int) -> None:
    """Whether it goes better than before: the counts per month; a piece of a bar opens what is in it."""
    shown = list(scene.months[-months:])
    figure.show(
        chart.by_month(shown, template=figure.template()),
        title=chart.finding(
            commitment_state.counts(scene.states), unseen=commitment_state.unseen(scene.states)
        ),
        counted=f"Klik op een stuk van een staaf. {chart.legend(shown)}",
        alt=chart.month_alt(shown),
        rows=chart.month_rows(shown),
        key=MONTHS,
        on_pick="rerun",
    )
    for number in figure.picked(MONTHS)[:1]:
        place, status = chart.decoded(number)
        month = chart.recent(shown)[place]
        there = commitment_filter.at_end_of(here, month.first, status, scene.states)
        behind(here, scene, there, f"{commitment_link.badge(status)} {words.whole_month(month.first)}:")


def comes(scene: Scene) -> None:
    """What comes in the next ninety days."""
    count = len(scene.coming)
    title = f"{counted(count, 'ding komt', 'dingen komen')} eraan" if count else "Er komt niets aan"
    figure.show(
        chart.ahead(scene.coming, today=scene.today, days=commitment_state.AHEAD, template=figure.template()),
        title=capital(title),
        counted=f"De komende negentig dagen. {chart.ahead_legend(scene.coming)}",
        alt=chart.ahead_alt(scene.coming),
        rows=chart.ahead_rows(scene.coming, scene.names),
        key="attention_ahead",
    )

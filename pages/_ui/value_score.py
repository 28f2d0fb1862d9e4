"""Values scored again: the dots of one moment, and one value over time."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages._ui import door, figure, live, markdown
from sok_core import value_score, value_score_room, words
from sok_core.access import Right
from sok_core.charts import value_score as chart
from sok_core.charts.value_score import Row
from sok_core.model import RoundResult

CARD, DOTS = "/download/{slug}/waardenkaart", "/download/{slug}/waarden?ronde={round}"
MOMENT, VALUE = "cijfers_van", "cijfers_voor"  # names of their own: what one part binds, others must not


def show(_here: door.Here) -> None:
    """The part of the page about values."""
    scored()


@st.fragment
def scored() -> None:
    """What people scored their values at one moment, and what became of one value."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        history, titles = value_score_room.history(tables), value_score_room.titles(tables)
    st.header("Waarden", anchor=False)
    if not history:
        st.markdown(
            "Er zijn nog geen cijfers. Plan een bijeenkomst bij deze stap, en zet daar bij **Plan** de vraag "
            "naar jullie waarden klaar."
        )
    else:
        one_moment(here.slug, history, titles)
        one_value(history, titles)
    if titles:
        card(here.slug)
    live.dossier_bell(here, key="value_score_bell")


def card(slug: str) -> None:
    """The card to score values on by hand, in one of our languages."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        language = st.selectbox(
            "Taal van de kaart",
            list(words.LANGUAGES),
            format_func=words.LANGUAGES.__getitem__,
            key="value_card_language",
            width=220,
        )
        address = f"{CARD.format(slug=slug)}?taal={language}"
        st.link_button("Druk de waardenkaart af", address, icon=":material/print:")


def one_moment(slug: str, history: Sequence[RoundResult], titles: Mapping[int, str]) -> None:
    """The scores of all values at one moment, the newest unless somebody chooses another."""
    moments = labelled(history)
    chosen = st.selectbox("Welk moment?", list(moments), key=MOMENT, bind="query-params")
    found = moments.get(chosen or "", history[-1])
    rows = chart.of_round(found, titles)
    first, *more = value_score.findings(found.results, titles)
    people = words.count(found.round.people, "mens", "mensen")
    draw(
        rows, title=first, counted=f"{people}. Elke stip is één cijfer.", head="Waarde", key="scores_of_round"
    )
    for sentence in [*more, *chart.remarks(rows, chart.too_few(found, titles))]:
        st.markdown(markdown.escape(sentence))
    if rows:
        address = DOTS.format(slug=slug, round=found.round.id)
        st.link_button("Druk deze stippen af", address, icon=":material/print:")


def one_value(history: Sequence[RoundResult], titles: Mapping[int, str]) -> None:
    """The scores of one value at every moment."""
    scored_ids = {one.aim_id for each in history for one in each.results if one.lanes}
    names = [title for aim_id, title in titles.items() if aim_id in scored_ids]
    if len(history) < 2 or not names:
        return
    chosen = st.selectbox("Welke waarde, door de tijd?", names, key=VALUE, bind="query-params")
    aim_id = next(one for one, title in titles.items() if title == (chosen or names[0]))
    rows = chart.over_time(history, aim_id)
    title = value_score.trend(history, aim_id, titles[aim_id])
    draw(rows, title=title, counted="Elke stip is één cijfer.", head="Moment", key="scores_over_time")


def draw(rows: Sequence[Row], *, title: str, counted: str, head: str, key: str) -> None:
    """Draw rows of dots under what they say, or say only that."""
    if not rows:
        st.markdown(markdown.escape(title))
        return
    figure.show(
        chart.figure(rows, template=figure.template()),
        title=title,
        counted=counted,
        alt=chart.alt(rows),
        rows=chart.table(rows, head=head),
        key=key,
        legend=chart.legend(rows),
    )


def labelled(history: Sequence[RoundResult]) -> dict[str, RoundResult]:
    """Return each moment by the name to choose it by, newest first; a second of a day has a number."""
    names = [f"{words.date(one.round.date, with_year=True)} · {one.round.title}" for one in history]
    before = [names[:place].count(name) for place, name in enumerate(names)]
    unique = [f"{name} ({times + 1})" if times else name for name, times in zip(names, before, strict=True)]
    return dict(reversed(list(zip(unique, history, strict=True))))

"""Behind "Meer" of the network: who leaves, how it grew, the force field, and the measures in words."""

from collections.abc import Callable, Sequence

import streamlit as st

from pages._ui import door, figure, markdown
from sok_core import insight, network, words
from sok_core.charts import force_field
from sok_core.model import MeetingStatus, Party, Reader, Relation

Draw = Callable[[door.Here, Sequence[Party], Sequence[Relation]], None]


def show(here: door.Here, parties: Sequence[Party], relations: Sequence[Relation]) -> None:
    """Show one of these; what is closed costs nothing."""
    more = st.expander("Meer", icon=":material/more_horiz:", key="network_more", on_change="rerun")
    if not more.open:
        return
    with more:
        names = list(PARTS)
        chosen = st.segmented_control(
            "Wat wil je zien?", names, default=names[0], required=True, key="network_part"
        )
        PARTS[chosen or names[0]](here, parties, relations)


def leaving(_: door.Here, parties: Sequence[Party], relations: Sequence[Relation]) -> None:
    """Say what comes loose when a party leaves."""
    parties, relations = insight.counted(parties, relations)
    names = {one.id: one.short_name for one in parties}
    graph = network.graph(list(names), relations)
    tied = sorted((one for one in names if graph.degree(one)), key=lambda one: names[one].casefold())
    if not tied:
        st.markdown("Er zijn nog geen lijnen.")
        return
    one = st.selectbox("Welke partij gaat weg?", tied, format_func=names.__getitem__, key="network_leaving")
    loose = network.without(graph, one)[1:] if one is not None else []
    if one is None or not loose:
        st.markdown("Dan blijft de rest aan elkaar vast.")
        return
    st.markdown(f"Dan valt het netwerk in {insight.number(len(loose) + 1)} stukken. Los raken:")
    st.markdown(
        "\n".join(
            f"- {markdown.escape(insight.listed((names[i] for i in piece), most=12))}" for piece in loose
        )
    )


def growth(here: door.Here, _: Sequence[Party], relations: Sequence[Relation]) -> None:
    """Show how many lines were known before and after each meeting."""
    with here.store.read() as tables:
        meetings = tables.meeting.all()
    met = [one for one in meetings if one.status is not MeetingStatus.PLANNED]
    found = network.growth(met, relations)
    if not found:
        st.markdown("Er is nog geen bijeenkomst geweest.")
        return
    figure.table(
        [
            {
                "Bijeenkomst": f"{one.meeting.title}, {words.day(one.meeting.date, with_year=True)}",
                "Lijnen ervoor": words.number(one.before),
                "Lijnen erna": words.number(one.after),
            }
            for one in found
        ]
    )
    st.markdown(":gray[Een lijn zonder datum telt vanaf het jaar waarin hij begon.]")


def field(here: door.Here, parties: Sequence[Party], _: Sequence[Relation]) -> None:
    """Show the force field, as far as this visitor may read the opinions in it."""
    with here.store.read() as tables:
        estimates = tables.estimate.readable_by(here.visitor.reader)
    seats = force_field.seats(parties, estimates)
    if not seats:
        st.markdown("Er is nog geen inschatting van belang en invloed die jij mag lezen.")
        return
    st.markdown("▲ Dit zijn gokken van een paar mensen over anderen. Laat dit niet op het scherm zien.")
    figure.show(
        force_field.figure(seats, template=figure.template()),
        title=force_field.finding(seats),
        counted=f"{words.count(len(seats), 'partij', 'partijen')} met een inschatting van belang en invloed.",
        alt=f"Krachtenveld van {words.count(len(seats), 'partij', 'partijen')} in vier vakken.",
        rows=force_field.table(seats),
        legend=f"{force_field.legend(seats)}. Een streep: zo ver liggen meningen uiteen.",
        key="network_field",
    )


def own(here: door.Here, _: Sequence[Party], __: Sequence[Relation]) -> None:
    """Show what follows from opinions and talks that this visitor may read and the table may not."""
    shared = insight.read(here.store, Reader.TABLE)
    found = [one for one in insight.read(here.store, here.visitor.reader) if one not in shared]
    if not found:
        st.markdown("Er is nu niets wat alleen jij mag lezen.")
        return
    st.markdown(
        "▲ Dit komt uit gesprekken en meningen die niet iedereen mag lezen. Laat dit niet op het scherm zien."
    )
    for one in found:
        st.markdown(f"**{markdown.escape(one.text)}**  \n:gray[{markdown.escape(one.reason)}]")


def measures(_: door.Here, parties: Sequence[Party], relations: Sequence[Relation]) -> None:
    """Show the measures in words, by name: no ranking and no decimals."""
    parties, relations = insight.counted(parties, relations)
    graph = network.graph([one.id for one in parties], relations)
    is_enough = insight.is_enough(graph)
    degrees, between = network.degrees(graph), network.betweenness(graph)
    cuts, leader = set(network.cut_parties(graph)), network.leading_connector(graph)
    groups = {
        one: place for place, each in enumerate(network.groups(graph), 1) if len(each) > 1 for one in each
    }
    pairs = graph.number_of_nodes() * (graph.number_of_nodes() - 1) // 2
    if pairs:
        st.markdown(
            f"Van de {words.number(pairs)} lijnen die er kunnen zijn, zijn er "
            f"{words.number(graph.number_of_edges())}. Dat is niet goed of slecht."
        )
    figure.table(
        [
            {
                "Partij": one.short_name,
                "Lijnen": words.number(degrees[one.id]),
                **({"Verbindt": _connects(one.id, between, leader.first)} if is_enough else {}),
                "Als deze weggaat": "raakt iemand los" if one.id in cuts else "blijft alles vast",
                "Groep": f"groep {groups[one.id]}" if one.id in groups else "geen",
            }
            for one in parties
        ]
    )
    if not is_enough:
        st.markdown(
            f":gray[Wie het meest verbindt, zeggen we pas vanaf {insight.number(insight.LEAST_PARTIES)} "
            f"partijen en {insight.number(insight.LEAST_LINES)} lijnen.]"
        )
    st.markdown(":gray[De groepen zijn een voorstel van de computer. Geef ze samen een naam, of niet.]")


def _connects(one: int, between: dict[int, float], first: int | None) -> str:
    if one == first:
        return "het meest"
    return "een beetje" if between[one] >= 1 else "niet"


PARTS: dict[str, Draw] = {
    "Als iemand weggaat": leaving,
    "Groei": growth,
    "Krachtenveld": field,
    "Alleen voor jou": own,
    "Maten": measures,
}

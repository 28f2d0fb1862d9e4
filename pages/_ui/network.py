"""The network on a page: the picture, what it says, a party with its lines, and what is behind "Meer"."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import streamlit as st

from pages._ui import door, feedback, figure, live, markdown, network_more, party_link, reader
from sok_core import drawing, insight, network, pulse, words
from sok_core.access import Right
from sok_core.charts import network as chart
from sok_core.export.network import NO_FINDING
from sok_core.insight import Insight
from sok_core.model import Party, PartyType, Reader, Relation, RelationKind
from sok_core.web.table import READER

PARTY, TYPE, KIND, STRENGTH = "toon", "soort", "lijn", "sterk"  # as they stand in the address
SHOWN, PICTURE = "network_shown", "network_picture"
MOST_CARDS = 4
STRETCH = 2.5
FEW, MANY = 30, 100


@dataclass(frozen=True)
class Paper:
    """How large the picture is drawn, in pixels; the page may show it wider."""

    width: int
    height: int
    letter: int
    stretch: float


def show(here: door.Here) -> None:
    """Show the network of this dossier to who may read it."""
    if here.visitor.may(Right.READ):
        _network()


@st.fragment
def _network() -> None:
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        parties, relations = tables.party.all(), tables.relation.all()
    st.header("Het netwerk", anchor=False)
    live.dossier_bell(here, key="network_bell")
    if not parties:
        st.markdown(
            "Er staan nog geen partijen in dit dossier. Schrijf de eerste op, dan begint het plaatje."
        )
        return
    said = insight.read(here.store, Reader.TABLE)  # the page is often shown to a room
    if is_phone():
        _party_list(parties, relations)
    chosen = _choose(parties)
    shown, lines = _filtered(parties, relations)
    is_whole = (len(shown), len(lines)) == (len(parties), len(relations))
    with here.store.read() as tables:
        beat = pulse.read(tables, Reader.TABLE, today=here.today)
    fading = pulse.fading(relations, beat, today=here.today)
    _picture(shown, lines, said if is_whole else [], chosen, {one.pair for one in fading})
    if fading:
        st.markdown(markdown.escape(" ".join(pulse.sentences(fading, parties))))
    if chairs := chart.chairs(parties):
        st.markdown(markdown.escape(chairs))
    _cards(here, parties, relations, chosen)
    _sentences(said)
    _buttons(here)
    network_more.show(here, parties, relations)


def is_phone() -> bool:
    """Whether a phone asks, as far as it tells; it gets the list first and a smaller picture."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def paper(count: int) -> Paper:
    """Return how large to draw so many parties on this device."""
    if is_phone():
        return Paper(340, 520, 12 if count < FEW else 10, 1.3)
    if count > MANY:
        return Paper(620, 760, 11, STRETCH)
    return Paper(620, 560 if count <= FEW else 680, 14 if count <= FEW else 12, STRETCH)


def _choose(parties: Sequence[Party]) -> tuple[int, ...]:
    """Return which parties are in the light: the one that was chosen, or those of a sentence."""
    names = {one.id: one.short_name for one in parties}
    one = st.selectbox(
        "Bekijk een partij",
        list(names),
        index=None,
        format_func=lambda party_id: names.get(party_id, ""),
        placeholder="Kies een partij, of klik er een aan in het plaatje",
        key=PARTY,
        bind="query-params",
        on_change=_forget_sentence,
    )
    if one in names:
        return (one,)
    return tuple(each for each in st.session_state.get(SHOWN, ()) if each in names)


def _forget_sentence() -> None:
    st.session_state.pop(SHOWN, None)


def _open(ids: tuple[int, ...]) -> None:
    """Put the parties of a sentence in the light."""
    st.session_state[PARTY] = None
    st.session_state[SHOWN] = ids


def _filtered(parties: Sequence[Party], relations: Sequence[Relation]) -> tuple[list[Party], list[Relation]]:
    """Ask what to show, and return that; the choice stands in the address."""
    with st.expander("Kies wat je ziet", icon=":material/filter_alt:", key="network_filter"):
        there = {one.type for one in parties}
        types = st.multiselect(
            "Soort partij",
            [words.PARTY_TYPES[one] for one in PartyType if one in there],
            key=TYPE,
            placeholder="Alle soorten",
            bind="query-params",
        )
        used = {one.kind for one in relations}
        kinds = st.multiselect(
            "Soort lijn",
            [words.RELATION_KINDS[one] for one in RelationKind if one in used],
            key=KIND,
            placeholder="Alle lijnen",
            bind="query-params",
        )
        least = st.selectbox(
            "Hoe sterk", list(words.RELATION_STRENGTHS.values()), key=STRENGTH, bind="query-params"
        )
    from_strength = list(words.RELATION_STRENGTHS.values()).index(least) + 1
    shown = [one for one in parties if not types or words.PARTY_TYPES[one.type] in types]
    ids = {one.id for one in shown}
    lines = [
        one
        for one in relations
        if {one.source_id, one.target_id} <= ids
        and (not kinds or words.RELATION_KINDS[one.kind] in kinds)
        and one.strength >= from_strength
    ]
    return shown, lines


def _picture(
    parties: Sequence[Party],
    relations: Sequence[Relation],
    said: Sequence[Insight],
    chosen: Collection[int],
    fading: Collection[pulse.Pair],
) -> None:
    size = paper(len(parties))
    picture = drawing.drawing(
        parties,
        relations,
        width=size.width,
        height=size.height,
        letter=size.letter,
        stretch=size.stretch,
    )
    counted = (
        f"{words.count(len(picture.nodes), 'partij', 'partijen')}, "
        f"{words.count(len(picture.lines), 'lijn', 'lijnen')}. Een dikkere lijn is sterker."
    )
    known = {one.id for one in parties}

    def pick() -> None:
        found = [each for each in figure.picked(PICTURE) if each in known]
        st.session_state.pop(SHOWN, None)
        st.session_state[PARTY] = found[0] if found else None

    figure.show(
        chart.figure(picture, chosen=chosen, fading=fading, template=figure.template()),
        title=insight.title(said) or NO_FINDING,
        counted=counted,
        alt=chart.alt(picture),
        rows=chart.table(picture, fading=fading),
        legend=" · ".join([chart.legend(picture), *(["- - - valt stil"] if fading else [])]),
        key=PICTURE,
        on_pick=pick,
    )


def _cards(
    here: door.Here, parties: Sequence[Party], relations: Sequence[Relation], chosen: Sequence[int]
) -> None:
    """Show what is public of the parties in the light, with whom they work."""
    by_id = {one.id: one for one in parties}
    for one in chosen[:MOST_CARDS]:
        with st.container(border=True):
            _card(here, by_id[one], relations, by_id)
    if len(chosen) > MOST_CARDS:
        st.markdown("En ook:")
        with st.container(horizontal=True):
            for one in chosen[MOST_CARDS:]:
                party_link.link(here, by_id[one], label=by_id[one].short_name)


def _card(here: door.Here, party: Party, relations: Sequence[Relation], by_id: dict[int, Party]) -> None:
    state = f"{words.PARTY_TYPES[party.type]} · {words.PARTY_STATUSES[party.status]}"
    party_link.link(here, party)
    st.markdown(f":gray-badge[{markdown.escape(state)}]")
    note = drawing.chair_note(party)
    told = {
        "Wat telt voor hen": party.interest_text,
        "Brengt": party.brings,
        "Heeft nodig": party.needs,
        "Wie gaat erheen": note if party.caller else "",
    }
    parts = [f"{head}: {markdown.escape(text)}" for head, text in told.items() if text]
    for line in relations:
        ends = (line.source_id, line.target_id)
        if party.id in ends:
            other = by_id[ends[0] if ends[1] == party.id else ends[1]]
            kind = f"{words.RELATION_KINDS[line.kind]}, {words.RELATION_STRENGTHS[line.strength]}"
            since = f", sinds {markdown.escape(line.since)}" if line.since else ""
            parts.append(f"- {markdown.escape(other.short_name)} :gray[{kind}{since}]")
    st.markdown("  \n".join(part for part in parts if not part.startswith("-")) or "Er is nog weinig bekend.")
    st.markdown("\n".join(part for part in parts if part.startswith("-")) or "Nog geen lijn met iemand.")


def _party_list(parties: Sequence[Party], relations: Sequence[Relation]) -> None:
    """The picture in words, for a small screen: each party with how many lines it has."""
    network_of = network.graph([one.id for one in parties], relations)
    lines = network.degrees(network_of)
    st.markdown(
        "\n".join(
            f"- {markdown.escape(one.short_name)} :gray[{words.count(lines[one.id], 'lijn', 'lijnen')}]"
            for one in parties
        )
    )


def _sentences(said: Sequence[Insight]) -> None:
    """What the picture says, each with its reason and the way to the parties that it speaks of."""
    if not said:
        return
    st.subheader("Wat zegt het plaatje?", anchor=False)
    for place, one in enumerate(said):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(f"**{markdown.escape(one.text)}**  \n:gray[{markdown.escape(one.reason)}]")
        if one.party_ids:
            right.button(
                "Laat zien",
                key=f"network_said_{place}",
                icon=":material/visibility:",
                type="tertiary",
                help=f"Laat zien: {one.kind}",
                on_click=_open,
                args=(one.party_ids,),
            )


def _buttons(here: door.Here) -> None:
    """Take the picture along, or lay it out anew."""
    link = f"/download/{here.slug}/netwerk"
    with st.container(horizontal=True):
        with st.popover("Download", icon=":material/download:", key="network_files"):
            st.link_button("Plaatje om te plakken (png)", f"{link}/png")
            st.link_button("Plaatje om te vergroten (svg)", f"{link}/svg")
            st.link_button("Blad om te printen (pdf)", f"{link}/pdf")
            chosen = reader.of_a_file(
                here, "Voor wie is het GraphML-bestand?", key=f"network_reader_{here.dossier.uuid}"
            )
            asked = "" if chosen is Reader.TABLE else f"?{READER}={chosen}"
            st.link_button("Voor een netwerkprogramma (GraphML)", f"{link}/graphml{asked}")
        if here.visitor.may(Right.RUN) and st.button(
            "Schik opnieuw", icon=":material/shuffle:", key="network_again"
        ):
            with feedback.show():
                network.rearrange(door.enter(Right.RUN).store)
                feedback.again()

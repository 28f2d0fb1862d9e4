"""The network: measures against graphs worked out by hand and against what is known of the demo."""

import datetime as dt
import doctest
import io
import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import Any

import networkx as nx
import pytest

from sok_core import estimate, network, party, relation
from sok_core.model import (
    Estimate,
    EstimateKind,
    Party,
    PartyStatus,
    PartyType,
    Reader,
    Relation,
    RelationKind,
)
from sok_core.store import Store
from tests.evening import Evening
from tests.molenkwartier import neighbourhood

Rows = tuple[list[Party], list[Relation]]
# Two triangles that share one corner, a tail, and one that stands apart:
#   1-2-3-1, 3-4-5-3, 5-6, and 7 alone.
KITE = [(1, 2), (2, 3), (1, 3), (3, 4), (4, 5), (3, 5), (5, 6)]


def lines(*ends: tuple[int, int], strength: int = 2) -> list[Relation]:
    return [
        Relation(number, source, target, RelationKind.COOPERATION, strength)
        for number, (source, target) in enumerate(ends, 1)
    ]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with neighbourhood(tmp_path_factory.mktemp("net")) as store:
        yield store


@pytest.fixture(scope="module")
def rows(machine: Store) -> Rows:
    with machine.read() as tables:
        return tables.party.all(), tables.relation.all()


@pytest.fixture(scope="module")
def graph(rows: Rows) -> nx.Graph:
    parties, relations = rows
    return network.graph([one.id for one in parties], relations)


def id_of(rows: Rows, name: str) -> int:
    (found,) = [one.id for one in rows[0] if one.short_name == name]
    return found


def kite() -> nx.Graph:
    return network.graph(range(1, 8), lines(*KITE))


def test_the_examples_hold() -> None:
    assert doctest.testmod(network).failed == 0
    assert doctest.testmod(network).attempted > 12


def test_degree_by_hand() -> None:
    assert network.degrees(kite()) == {1: 2, 2: 2, 3: 4, 4: 2, 5: 3, 6: 1, 7: 0}


def test_load_by_hand() -> None:
    drawn = [*lines((1, 2), (2, 3), strength=5), Relation(9, 1, 3, RelationKind.MONEY, 1)]
    assert network.loads(network.graph([1, 2, 3], drawn)) == {1: 6, 2: 10, 3: 6}


def test_of_two_lines_between_two_parties_the_strongest_counts_once() -> None:
    drawn = [
        Relation(1, 1, 2, RelationKind.COOPERATION, 2),
        Relation(2, 2, 1, RelationKind.MONEY, 4),
        Relation(3, 1, 9, RelationKind.MONEY, 4),
    ]
    found = network.graph([1, 2], drawn)
    assert network.degrees(found) == {1: 1, 2: 1}
    assert network.loads(found) == {1: 4, 2: 4}


def test_betweenness_by_hand() -> None:
    # Over 3 go: 1 and 2 to each of 4, 5, 6 (6 pairs). Over 5 go: 1, 2, 3 and 4 to 6 (4 pairs).
    assert network.betweenness(kite()) == {1: 0, 2: 0, 3: 6, 4: 0, 5: 4, 6: 0, 7: 0}


def test_a_way_that_can_go_two_ways_counts_half() -> None:
    square = nx.Graph([(1, 2), (2, 3), (3, 4), (1, 4)])
    assert network.betweenness(square) == dict.fromkeys(range(1, 5), 0.5)


def test_what_hangs_on_one_by_hand() -> None:
    assert network.cut_parties(kite()) == [3, 5]
    assert network.cut_lines(kite()) == [(5, 6)]
    assert network.without(kite(), 3) == [{4, 5, 6}, {1, 2}]
    assert network.without(kite(), 7) == []


def test_pieces_groups_and_density_by_hand() -> None:
    assert network.pieces(kite()) == [{1, 2, 3, 4, 5, 6}, {7}]
    assert network.isolates(kite()) == [7]
    assert network.groups(kite()) == [{1, 2, 3}, {4, 5, 6}, {7}]
    assert network.density(kite()) == pytest.approx(7 / 21)


def test_who_leads_only_by_one_line_is_no_first() -> None:
    # 1 has four lines and 5 has three; they share one. Without 1-2 both have three.
    edges = nx.Graph([(1, 2), (1, 3), (1, 4), (1, 5), (5, 6), (5, 7)])
    found = network.leading_degree(edges)
    assert (found.first, found.is_close) == (None, True)
    assert set(found.also) == {1, 5}


def test_who_leads_by_two_lines_is_first() -> None:
    edges = nx.Graph([(1, 2), (1, 3), (1, 4), (1, 5), (1, 8), (5, 6), (5, 7)])
    assert network.leading_degree(edges).first == 1


def test_the_demo_has_two_isolates_and_one_articulation_point(rows: Rows, graph: nx.Graph) -> None:
    assert network.isolates(graph) == sorted(
        id_of(rows, name) for name in ("Molenboys", "Particuliere verhuurders")
    )
    assert network.cut_parties(graph) == [id_of(rows, "Gemeente")]
    assert network.without(graph, id_of(rows, "Gemeente"))[1:] == [{id_of(rows, "Ondernemers")}]
    assert len(network.pieces(graph)) == 3
    assert round(network.density(graph), 2) == 0.22
    assert len(network.groups(graph)) == 5  # three of them are more than one party


def test_the_demo_is_led_by_gemeente_under_every_removal(rows: Rows, graph: nx.Graph) -> None:
    gemeente = id_of(rows, "Gemeente")
    tops = set()
    for edge in graph.edges:
        less = graph.copy()
        less.remove_edge(*edge)
        values = nx.betweenness_centrality(less, normalized=False)
        assert max(values, key=lambda one: values[one]) == gemeente
        tops.add(frozenset(network.top(values)))
    assert len(tops) == 4
    found = network.leading_connector(graph)
    assert found.first == gemeente
    assert found.is_close
    also = {one.short_name for one in rows[0] if one.id in found.also}
    assert also == {"De Spil", "MolenStroom", "Warm Molenkwartier"}


def test_a_first_place_in_a_large_network_is_claimed_only_when_it_is_sure() -> None:
    star = nx.disjoint_union(nx.star_graph(120), nx.empty_graph(3))
    star.add_edges_from((each, each + 1) for each in range(1, 119, 2))
    assert network.leading_connector(star).first == 0
    ring = nx.cycle_graph(150)
    assert network.leading_connector(ring).first is None


def test_what_a_large_network_claims_is_true_by_brute_force() -> None:
    for seed in range(4):
        graph = nx.gnm_random_graph(40, 70, seed=seed)
        found = network.leading_connector(graph).first
        firsts = set()
        for edge in graph.edges:
            less = graph.copy()
            less.remove_edge(*edge)
            firsts.add(network.top(nx.betweenness_centrality(less), most=1)[0])
        if found is not None:
            assert firsts == {found}


def test_the_demo_stands_where_it_stood(rows: Rows, machine: Store) -> None:
    before = {one.id: (one.x, one.y) for one in rows[0]}
    network.rearrange(machine)
    with machine.read() as tables:
        assert {one.id: (one.x, one.y) for one in tables.party.all()} == before


def test_a_party_with_its_first_line_gets_a_place_and_nobody_moves(evening: Evening) -> None:
    store = evening.store
    ids = [party.add(store, name=f"Partij {number}").id for number in range(6)]
    for one, two in itertools.pairwise(ids[:5]):
        relation.draw(store, source_id=one, target_id=two)
    with store.read() as tables:
        before = {one.id: (one.x, one.y) for one in tables.party.all()}
    assert before[ids[5]] == (None, None)
    drawn = relation.draw(store, source_id=ids[0], target_id=ids[5])
    with store.read() as tables:
        after = {one.id: (one.x, one.y) for one in tables.party.all()}
    assert None not in after[ids[5]]
    assert {one: after[one] for one in ids[:5]} == {one: before[one] for one in ids[:5]}
    relation.remove(store, relation_id=drawn.id)
    with store.read() as tables:
        assert {one.id: (one.x, one.y) for one in tables.party.all()} == before


def test_schik_opnieuw_forgets_how_it_grew(evening: Evening) -> None:
    store = evening.store
    ids = [party.add(store, name=f"Partij {number}").id for number in range(8)]
    for one, two in itertools.pairwise(ids):
        relation.draw(store, source_id=one, target_id=two)
    network.rearrange(store)
    with store.read() as tables:
        grown = {one.id: (one.x, one.y) for one in tables.party.all()}
        edges = list(itertools.pairwise(ids))
    fresh = network.layout.arrange([set(ids)], edges)
    assert grown == {one: (round(x, 3), round(y, 3)) for one, (x, y) in fresh.items()}


def test_growth_counts_what_each_meeting_brought(evening: Evening) -> None:
    told = evening.meeting
    drawn = [
        Relation(1, 1, 2, RelationKind.MONEY, 2, since="2012"),
        Relation(2, 1, 3, RelationKind.MONEY, 2, asserted_on=told.date - dt.timedelta(days=1)),
        Relation(3, 1, 4, RelationKind.MONEY, 2, meeting_id=told.id, asserted_on=told.date),
        Relation(4, 1, 5, RelationKind.MONEY, 2, asserted_on=told.date + dt.timedelta(days=9)),
        Relation(5, 1, 6, RelationKind.MONEY, 2, since=f"{told.date.year + 1}-02"),
        Relation(6, 1, 7, RelationKind.MONEY, 2),
    ]
    (found,) = network.growth([told], drawn)
    assert (found.before, found.after) == (3, 4)


def read(body: bytes) -> nx.MultiDiGraph:
    return nx.read_graphml(io.BytesIO(body), node_type=int, edge_key_type=int, force_multigraph=True)


def stored(row: Party | Relation, *, leaving: Collection[str] = ()) -> dict[str, Any]:
    """Return every known field of a row as a file keeps it."""
    found = {each.name: getattr(row, each.name) for each in fields(row) if each.name not in leaving}
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in found.items()
        if value is not None
    }


def told_of(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes that are no opinion."""
    kinds = ("interest", "influence", "attitude", "tension")
    opinions = {f"{kind}{end}" for kind in kinds for end in ("", "_least", "_most", "_count")}
    return {name: value for name, value in attributes.items() if name not in opinions}


def test_graphml_comes_back_with_every_attribute(machine: Store) -> None:
    with machine.read() as tables:
        parties, relations = tables.party.all(), tables.relation.all()
        thought = tables.estimate.readable_by(Reader.FACILITATOR)
        notes = tables.relation.notes(Reader.FACILITATOR)
    back = read(network.graphml(parties, relations, estimates=thought, notes=notes))
    assert set(back) == {one.id for one in parties}
    influence = estimate.opinions(thought, EstimateKind.INFLUENCE)
    for one in parties:
        node = back.nodes[one.id]
        kept = stored(one, leaving=(*network.NOT_IN_A_FILE, "contact_name"))
        assert told_of(node) == {"label": one.short_name} | kept
        assert node["influence"] == influence[one.id].value
    assert back.number_of_edges() == 33
    tension = estimate.opinions(thought, EstimateKind.TENSION)
    for one in relations:
        edge = back.edges[one.source_id, one.target_id, one.id]
        assert told_of(edge) == stored(one) | {"note": notes[one.id]}
        assert edge["note"] == notes[one.id]
        assert edge["tension"] == tension[one.id].value


def test_graphml_for_the_table_has_no_opinion(machine: Store) -> None:
    with machine.read() as tables:
        thought = tables.estimate.readable_by(Reader.TABLE)
        body = network.graphml(
            tables.party.all(),
            tables.relation.all(),
            estimates=thought,
            notes=tables.relation.notes(Reader.TABLE),
        )
    for word in (b"influence", b"attitude", b"tension", b"Oud zeer", b'"interest"'):
        assert word not in body


def test_graphml_keeps_two_lines_between_two_parties_and_strange_signs() -> None:
    parties = [
        Party(1, "A <&> \x07 ü 水", "A", PartyType.OTHER, PartyStatus.SPOKEN, contact_name="Fatma"),
        Party(2, "B", "B", PartyType.OTHER, PartyStatus.SPOKEN, call_by=dt.date(2026, 12, 3)),
    ]
    drawn = [Relation(1, 1, 2, RelationKind.MONEY, 3, True), Relation(2, 2, 1, RelationKind.CUSTOMER, 1)]
    back = read(network.graphml(parties, drawn, with_contact=True))
    assert back.nodes[1]["name"] == "A <&>  ü 水"
    assert back.nodes[1]["contact_name"] == "Fatma"
    assert back.nodes[2]["call_by"] == "2026-12-03"
    assert sorted((a, b, key) for a, b, key in back.edges(keys=True)) == [(1, 2, 1), (2, 1, 2)]


def test_an_opinion_of_several_people_shows_its_spread() -> None:
    day = dt.date(2026, 11, 5)
    thought = [
        Estimate(number, EstimateKind.INFLUENCE, value, Reader.TABLE, f"kijker {number}", day, party_id=1)
        for number, value in enumerate((2, 5, 4))
    ]
    one = Party(1, "A", "A", PartyType.OTHER, PartyStatus.SPOKEN)
    node = read(network.graphml([one], [], estimates=thought)).nodes[1]
    assert [node[f"influence{end}"] for end in ("", "_least", "_most", "_count")] == [4, 2, 5, 3]

"""Places in the picture: readable, the same each time, and nobody moves for a newcomer."""

import doctest
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core import layout

Graph = tuple[list[set[int]], list[tuple[int, int]]]
RING = [(1, 2), (2, 3), (3, 4), (4, 5), (1, 5)]


@st.composite
def graphs(draw: st.DrawFn, most: int = 20) -> Graph:
    """Draw a connected graph, with the one piece that it is."""
    count = draw(st.integers(2, most))
    tree = [(draw(st.integers(1, each - 1)), each) for each in range(2, count + 1)]
    ends = st.integers(1, count)
    more = draw(st.lists(st.tuples(ends, ends), max_size=count))
    edges = {(min(pair), max(pair)) for pair in more if pair[0] != pair[1]}
    return [set(range(1, count + 1))], sorted(edges | set(tree))


def test_the_examples_hold() -> None:
    assert doctest.testmod(layout).failed == 0
    assert doctest.testmod(layout).attempted > 3


@settings(max_examples=25)
@given(graphs())
def test_a_graph_always_gets_the_same_places_inside_the_frame(graph: Graph) -> None:
    places = layout.arrange(*graph)
    assert places == layout.arrange(*graph)
    assert places.keys() == graph[0][0]
    for x, y in places.values():
        assert -1e-9 <= x <= layout.WIDE + 1e-9
        assert -1e-9 <= y <= layout.HIGH + 1e-9


@settings(max_examples=25)
@given(graphs())
def test_no_two_parties_stand_on_each_other(graph: Graph) -> None:
    places = list(layout.arrange(*graph).values())
    nearest = min(math.dist(a, b) for i, a in enumerate(places) for b in places[:i])
    assert nearest > 0.15


@settings(max_examples=25)
@given(graphs(most=12), st.integers(1, 6))
def test_newcomers_find_free_room_and_move_nobody(graph: Graph, count: int) -> None:
    pieces, edges = graph
    before = layout.arrange(pieces, edges)
    newcomers = [100 + each for each in range(count)]
    lines = [*edges, *((1, one) for one in newcomers)]
    after = layout.join(before, newcomers, lines)
    assert after.keys() == set(newcomers)
    taken = [*before.values(), *after.values()]
    assert len(set(taken)) == len(taken)
    for one in after.values():
        assert min(math.dist(one, each) for each in taken if each != one) > 0.2


def test_a_newcomer_stands_near_its_neighbour() -> None:
    before = layout.arrange([{1, 2, 3, 4, 5}], RING)
    (spot,) = layout.join(before, [6], [*RING, (3, 6)]).values()
    distances = {one: math.dist(spot, place) for one, place in before.items()}
    assert min(distances, key=lambda one: distances[one]) == 3


def test_two_that_are_new_together_get_a_place_each() -> None:
    before = layout.arrange([{1, 2, 3, 4, 5}], RING)
    after = layout.join(before, [6, 7], [*RING, (6, 7)])
    assert len(set(after.values())) == 2


def test_a_ring_has_no_crossing() -> None:
    assert layout.crossings(layout.arrange([{1, 2, 3, 4, 5}], RING), RING) == 0


def test_pieces_do_not_mix() -> None:
    edges = [(1, 2), (2, 3), (1, 3), (4, 5), (5, 6), (4, 6)]
    places = layout.arrange([{1, 2, 3}, {4, 5, 6}], edges)
    assert layout.crossings(places, edges) == 0
    lefts = [places[one][0] for one in (1, 2, 3)]
    rights = [places[one][0] for one in (4, 5, 6)]
    assert max(lefts) < min(rights) or max(rights) < min(lefts)


def test_a_full_frame_grows() -> None:
    before = layout.arrange([{1, 2, 3, 4, 5}], RING)
    newcomers = list(range(10, 150))
    after = layout.join(before, newcomers, [*RING, *((1, one) for one in newcomers)])
    assert len({*before.values(), *after.values()}) == 145


def test_nothing_to_place_is_no_place() -> None:
    assert layout.arrange([], []) == {}

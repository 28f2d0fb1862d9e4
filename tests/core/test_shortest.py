"""Shortest ways: beside networkx, and by walking every way."""

import doctest
import itertools

import networkx as nx
import numpy as np
import pytest

from sok_core import shortest

Lines = shortest.Floats


def matrix(graph: nx.Graph) -> Lines:
    return np.asarray(nx.to_numpy_array(graph))


def test_the_examples_hold() -> None:
    assert doctest.testmod(shortest) == (0, 4)


@pytest.mark.parametrize("seed", range(12))
def test_betweenness_is_that_of_networkx(seed: int) -> None:
    graph = nx.gnm_random_graph(3 * seed + 2, 5 * seed, seed=seed)
    expected = list(nx.betweenness_centrality(graph, normalized=False).values())
    assert shortest.betweenness(matrix(graph)).tolist() == pytest.approx(expected)


@pytest.mark.parametrize("lines", [13, 22])  # with parts that stand apart, and almost without
def test_the_pairs_over_a_line_are_those_with_a_shortest_way_over_it(lines: int) -> None:
    graph = nx.gnm_random_graph(14, lines, seed=5)
    expected = np.zeros((14, 14), int)
    for one, other in itertools.combinations(graph, 2):
        if nx.has_path(graph, one, other):
            ways = nx.all_shortest_paths(graph, one, other)
            for first, second in {tuple(sorted(step)) for way in ways for step in itertools.pairwise(way)}:
                expected[first, second] += 1
                expected[second, first] += 1
    assert shortest.pairs_over(matrix(graph)).tolist() == expected.tolist()


def test_nobody_has_nothing() -> None:
    assert shortest.betweenness(np.zeros((0, 0))).tolist() == []
    assert shortest.pairs_over(np.zeros((2, 2))).tolist() == [[0, 0], [0, 0]]

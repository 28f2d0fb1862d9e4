"""The network of parties: where each one stands in the picture, and what the picture says."""

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from sok_core.store import Tables

SEED = 7


def settle(tables: "Tables") -> None:
    """Give each party with a line its place in the picture, inside a transaction that goes on.

    A party that has a place keeps it; one that lost its last line loses its place, and stands at the edge.
    """
    graph = nx.Graph((one.source_id, one.target_id) for one in tables.relation.all())
    parties = tables.party.all()
    placed = {one.id: (one.x, one.y) for one in parties if one.x is not None and one.id in graph}
    if placed.keys() != set(graph):
        spots = nx.spring_layout(graph, pos=placed or None, fixed=list(placed) or None, seed=SEED)
        for party_id in set(graph) - placed.keys():
            x, y = (float(value) for value in spots[party_id])
            tables.party.update(party_id, x=x, y=y)
    for one in parties:
        if one.x is not None and one.id not in graph:
            tables.party.update(one.id, x=None, y=None)

"""The network of parties: where each stands in the picture, its measures, and the file for other programs.

A graph has a node for each party and one edge for each two parties with lines between them, however many
those are; its ``strength`` is that of the strongest. What the measures say in words: ``sok_core.insight``.
"""

import datetime as dt
import io
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import networkx as nx

from sok_core import estimate, layout, shortest
from sok_core.model import Estimate, EstimateKind, Meeting, Mention, Party, Relation

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

Graph = nx.Graph
SEED = 7
SWAP_WORK = 150_000  # steps that may be spent on trying out whether a first place holds
OFTEN = 4  # who is among the first three in one of four removals came near
MOST_NAMES = 3
NOT_IN_A_FILE = ("x", "y", "former_names")


def settle(tables: "Tables") -> None:
    """Give each party with a line its place in the picture, inside a transaction that goes on.

    A party that has a place keeps it; one that lost its last line loses its place, and stands at the edge.
    Lines that a meeting tells while it goes on count too, so that what is kept of them stays where it was.
    """
    parties, edges = tables.party.all(), _edges(tables.relation.all(), tables.mention.of_running())
    tied = {end for edge in edges for end in edge}
    placed = {one.id: (one.x, one.y) for one in parties if one.x is not None and one.y is not None}
    staying = {one: spot for one, spot in placed.items() if one in tied}
    found = layout.join(staying, tied - staying.keys(), edges) if staying else _arranged(edges)
    _put(tables, found, gone=placed.keys() - tied)


def rearrange(store: "Store") -> None:
    """Lay the whole picture out anew; what was read before is thrown away. No party, no change."""
    with store.read() as tables:
        edges = _edges(tables.relation.all(), tables.mention.of_running())
    found = _arranged(edges)  # takes long enough to keep it outside the transaction
    with store.write() as tables:
        known = {one.id for one in tables.party.all()}
        _put(tables, {one: spot for one, spot in found.items() if one in known}, gone=())
        settle(tables)


def _edges(relations: Iterable[Relation], told: Iterable[Mention] = ()) -> list[tuple[int, int]]:
    """Return which parties have a line; what a room that goes on just told counts as well."""
    pairs = [sorted((one.source_id, one.target_id)) for one in relations]
    pairs += [sorted((one.party_id, one.target_id)) for one in told if one.party_id is not None]
    return sorted({(first, second) for first, second in pairs})


def _arranged(edges: Sequence[tuple[int, int]]) -> layout.Places:
    return layout.arrange(list(nx.connected_components(nx.Graph(edges))), edges)


def _put(tables: "Tables", places: layout.Places, *, gone: Collection[int]) -> None:
    for party_id, (x, y) in places.items():
        tables.party.update(party_id, x=round(x, 3), y=round(y, 3))
    for party_id in gone:
        tables.party.update(party_id, x=None, y=None)


def graph(party_ids: Iterable[int], relations: Iterable[Relation]) -> nx.Graph:
    """Return the graph of these parties; a line to a party that is not among them is left out.

    >>> found = graph([1, 2, 3], [Relation(1, 1, 2, "geld", 2), Relation(2, 2, 1, "klant", 5)])
    >>> found.number_of_edges(), found[1][2]["strength"], list(nx.isolates(found))
    (1, 5, [3])
    """
    found = nx.Graph()
    found.add_nodes_from(party_ids)
    for one in relations:
        if one.source_id in found and one.target_id in found:
            there = found.get_edge_data(one.source_id, one.target_id, {"strength": 0})["strength"]
            found.add_edge(one.source_id, one.target_id, strength=max(there, one.strength))
    return found


def degrees(network: nx.Graph) -> dict[int, int]:
    """Return with how many others each party has a line.

    >>> degrees(nx.Graph([(1, 2), (1, 3)]))
    {1: 2, 2: 1, 3: 1}
    """
    return dict(network.degree())


def loads(network: nx.Graph) -> dict[int, int]:
    """Return the weighted degree: the strengths of all lines of a party together.

    >>> loads(graph([1, 2, 3], [Relation(1, 1, 2, "geld", 4), Relation(2, 1, 3, "klant", 1)]))
    {1: 5, 2: 4, 3: 1}
    """
    return dict(network.degree(weight="strength"))


def betweenness(network: nx.Graph) -> dict[int, float]:
    """Return for how many pairs of others each party lies on a shortest way (a share where there are more).

    To compare, never to show: no person reads decimals.

    >>> betweenness(nx.Graph([(1, 2), (2, 3), (3, 4)]))
    {1: 0.0, 2: 2.0, 3: 2.0, 4: 0.0}
    """
    if not network:
        return {}
    found = shortest.betweenness(nx.to_numpy_array(network, weight=None))
    return dict(zip(network, found.tolist(), strict=True))


def density(network: nx.Graph) -> float:
    """Return which share of all possible lines is there, 0 to 1; not to compare over numbers of parties.

    >>> density(nx.Graph([(1, 2), (2, 3)])) == 2 / 3
    True
    """
    return float(nx.density(network))


def pieces(network: nx.Graph) -> list[set[int]]:
    """Return the connected components, the largest first.

    >>> pieces(nx.Graph([(1, 2), (3, 4), (4, 5)]))
    [{3, 4, 5}, {1, 2}]
    """
    return sorted(nx.connected_components(network), key=lambda each: (-len(each), min(each)))


def isolates(network: nx.Graph) -> list[int]:
    """Return the parties without any line.

    >>> isolates(graph([1, 2, 3], [Relation(1, 1, 2, "geld", 2)]))
    [3]
    """
    return sorted(nx.isolates(network))


def without(network: nx.Graph, party_id: int) -> list[set[int]]:
    """Return the pieces that the piece of a party falls into when it leaves, the largest first.

    >>> without(nx.Graph([(1, 2), (2, 3), (3, 4), (5, 6)]), 2)
    [{3, 4}, {1}]
    """
    own = network.subgraph(nx.node_connected_component(network, party_id) - {party_id})
    return pieces(own)


def cut_parties(network: nx.Graph) -> list[int]:
    """Return the articulation points: parties without whom a part comes off; who frees most comes first.

    >>> cut_parties(nx.Graph([(1, 2), (2, 3), (3, 4), (4, 5), (3, 5)]))
    [3, 2]
    """
    found = list(nx.articulation_points(network))
    return sorted(found, key=lambda one: (-sum(map(len, without(network, one)[1:])), one))


def cut_lines(network: nx.Graph) -> list[tuple[int, int]]:
    """Return the bridges: lines without which a part comes off.

    >>> cut_lines(nx.Graph([(1, 2), (2, 3), (3, 4), (2, 4)]))
    [(1, 2)]
    """
    return sorted((min(edge), max(edge)) for edge in nx.bridges(network))


def groups(network: nx.Graph) -> list[set[int]]:
    """Return who is more with each other than with the rest (Louvain, always the same), the largest first.

    There is no truth in fifteen parties: let people name or change them. Source: Blondel and others (2008).

    >>> groups(nx.Graph([(1, 2), (2, 3), (1, 3), (3, 4), (4, 5), (5, 6), (4, 6)]))
    [{1, 2, 3}, {4, 5, 6}]
    """
    found = nx.community.louvain_communities(network, weight="strength", seed=SEED)
    return sorted(found, key=lambda each: (-len(each), min(each)))


def top(values: Mapping[int, float], most: int = 3) -> list[int]:
    """Return who has the highest values; where a tie would cut through, those who tie are all left out.

    >>> top({1: 9, 2: 7, 3: 7, 4: 5}), top({1: 9, 2: 7, 3: 7, 4: 7})
    ([1, 2, 3], [1])
    """
    ranked = sorted(values, key=lambda one: (-values[one], one))
    if len(ranked) <= most:
        return [one for one in ranked if values[one] > 0]
    line = values[ranked[most]]
    return [one for one in ranked[:most] if values[one] > line + 1e-9]


@dataclass(frozen=True)
class Standing:
    """Who leads in a measure.

    With a sure ``first``, ``also`` came near it. Without one (None), ``also`` are all who lead as it stands
    or when one line is wrong; it is empty when those are over three.

    ``is_close``: who comes next depends on a single line, so there are no second and third place.
    """

    first: int | None
    also: tuple[int, ...]
    is_close: bool


def standing(
    values: Mapping[int, float], others: Iterable[Mapping[int, float]], *, is_whole: bool
) -> Standing:
    """Return who leads, when ``others`` are the same measure after each single line was taken away.

    ``is_whole``: no removal was left out. A first place that was not tried under each removal is no claim.

    >>> standing({1: 9, 2: 5, 3: 4, 4: 1}, [{1: 8, 2: 5, 3: 4, 4: 1}], is_whole=True)
    Standing(first=1, also=(2, 3), is_close=False)
    >>> standing({1: 5, 2: 5, 3: 4, 4: 1}, [{1: 4, 2: 5, 3: 4, 4: 1}], is_whole=True)
    Standing(first=None, also=(1, 2), is_close=True)
    """
    whole = top(values)
    tops, leaders = [whole], _leaders(values)
    for each in others:
        tops.append(top(each))
        leaders |= _leaders(each)
    if not is_whole:
        return Standing(None, (), is_close=True)
    if len(leaders) != 1:
        return Standing(None, tuple(sorted(leaders)) if len(leaders) <= MOST_NAMES else (), is_close=True)
    (first,) = leaders
    times = Counter(one for each in tops for one in each if one != first)
    near = {one for one, often in times.items() if often >= len(tops) / OFTEN}
    is_close = any(set(each) != set(whole) for each in tops)
    return Standing(first, tuple(sorted(near)) if len(near) <= MOST_NAMES else (), is_close)


def _leaders(values: Mapping[int, float]) -> set[int]:
    """Return who has the highest value, all of those who tie; nobody when there is nothing to lead in."""
    most = max(values.values(), default=0)
    return {one for one, value in values.items() if value >= most - 1e-9} if most > 0 else set()


def _leader(values: Mapping[int, float]) -> int | None:
    found = _leaders(values)
    return found.pop() if len(found) == 1 else None


def leading_degree(network: nx.Graph) -> Standing:
    """Return who has lines with most others, and whether that holds without any single line.

    >>> leading_degree(nx.Graph([(1, 2), (1, 3), (1, 4), (1, 5), (2, 3)])).first
    1
    """
    return _leading_sum(degrees(network), [(a, b, 1) for a, b in network.edges])


def _leading_sum(whole: Mapping[int, int], lines: Sequence[tuple[int, int, int]]) -> Standing:
    """Return who leads in a sum over its lines; only who may come among the first is looked at."""
    ranked = sorted(whole.values(), reverse=True)
    low = ranked[min(MOST_NAMES, len(ranked) - 1)] - max((value for _, _, value in lines), default=0)
    near = {one: value for one, value in whole.items() if value >= low}
    removals = (
        {**near, **{end: near[end] - value for end in (a, b) if end in near}} for a, b, value in lines
    )
    return standing(near, removals, is_whole=True)


def leading_connector(network: nx.Graph) -> Standing:
    """Return who connects most (betweenness), and whether that holds without any single line.

    In a large network not every removal is worked out: one that cannot change who is first is passed over,
    and when more work is left than a page may take, nothing is claimed.

    >>> leading_connector(nx.Graph([(1, 2), (1, 3), (1, 4), (1, 5), (2, 3)])).first
    1
    """
    whole = betweenness(network)
    work = network.number_of_nodes() * network.number_of_edges()
    at_most = SWAP_WORK // max(work, 1)
    if network.number_of_edges() <= at_most:
        removals = (_betweenness_without(network, edge) for edge in network.edges)
        return standing(whole, removals, is_whole=True)
    first, second = sorted(whole.values(), reverse=True)[:2]
    usual = 1 + sum(whole.values()) / network.number_of_edges()  # pairs over a line, on average or fewer
    if not at_most and first - second <= 2 * usual:
        return Standing(None, (), is_close=True)  # the busiest line is in doubt for sure
    doubtful = _doubtful(network, whole)
    if len(doubtful) > at_most:
        return Standing(None, (), is_close=True)
    leader = _leader(whole)
    is_sure = all(_leader(_betweenness_without(network, edge)) == leader for edge in doubtful)
    return Standing(leader if is_sure else None, (), is_close=True)


def _betweenness_without(network: nx.Graph, edge: tuple[int, int]) -> dict[int, float]:
    less = network.copy()
    less.remove_edge(*edge)
    return betweenness(less)


def _doubtful(network: nx.Graph, whole: Mapping[int, float]) -> list[tuple[int, int]]:
    """Return the lines whose removal might change who is first, the likeliest first.

    Only pairs with a shortest way over the line are touched, and each of these counts for one at most.
    """
    first, second = (*sorted(whole.values(), reverse=True), 0.0, 0.0)[:2]
    touched = _pairs_over(network)
    doubtful = [edge for edge, pairs in touched.items() if first - second <= 2 * pairs]
    return sorted(doubtful, key=lambda edge: (-touched[edge], edge))


def _pairs_over(network: nx.Graph) -> dict[tuple[int, int], int]:
    """Return for each line how many pairs of parties have a shortest way over it."""
    found = shortest.pairs_over(nx.to_numpy_array(network, weight=None))
    at = {one: place for place, one in enumerate(network)}
    return {
        (min(one, other), max(one, other)): int(found[at[one], at[other]]) for one, other in network.edges
    }


@dataclass(frozen=True)
class Growth:
    """How many lines were known before a meeting, and how many when it was over."""

    meeting: Meeting
    before: int
    after: int


def growth(meetings: Iterable[Meeting], relations: Collection[Relation]) -> list[Growth]:
    """Return how the picture grew, by meeting in the order of time.

    A line that was told in a meeting is new there; another counts from the day that it was written down, or
    else from the year or month since which it exists; without any of these it was there before the first.
    """
    ordered = sorted(meetings, key=lambda one: (one.date, one.id))
    day_of = {one.id: one.date for one in ordered}
    known = [(_known_from(one, day_of), one.meeting_id) for one in relations]
    found = []
    for one in ordered:
        before = sum(day < one.date or (day == one.date and in_ != one.id) for day, in_ in known)
        found.append(Growth(one, before, before + sum(in_ == one.id for _, in_ in known)))
    return found


def _known_from(one: Relation, day_of: Mapping[int, dt.date]) -> dt.date:
    if one.meeting_id is not None and one.meeting_id in day_of:
        return day_of[one.meeting_id]
    if one.asserted_on:
        return one.asserted_on
    parts = one.since.split("-")
    if parts[0].isdecimal() and 1 <= int(parts[0]) <= dt.MAXYEAR:
        month = int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() else 1
        return dt.date(int(parts[0]), min(max(month, 1), 12), 1)
    return dt.date.min


def graphml(
    parties: Iterable[Party],
    relations: Iterable[Relation],
    *,
    estimates: Collection[Estimate] = (),
    notes: Mapping[int, str] | None = None,
    with_contact: bool = False,
) -> bytes:
    """Return the network as GraphML, with every attribute that was handed in; what is unknown is left out.

    Estimates and notes are those that the reader of the file may read. Each opinion is its middle value, with
    the least, the most and the count of those who gave one. Each line has its own direction, in
    ``is_directed``: the file calls all of them directed, so that start and end are kept.
    """
    network = nx.MultiDiGraph()
    about = {kind: estimate.opinions(estimates, kind) for kind in EstimateKind}
    for one in parties:
        told = {kind: found[one.id] for kind, found in about.items() if one.id in found}
        told.pop(EstimateKind.TENSION, None)
        skipped = NOT_IN_A_FILE if with_contact else (*NOT_IN_A_FILE, "contact_name")
        network.add_node(one.id, label=one.short_name, **_attributes(one, skipped), **_opinions(told))
    for line in relations:
        tension = about[EstimateKind.TENSION].get(line.id)
        told = {EstimateKind.TENSION: tension} if tension else {}
        text = (notes or {}).get(line.id)
        more = {**_opinions(told), **({"note": _xml(text)} if text else {})}
        network.add_edge(line.source_id, line.target_id, key=line.id, **_attributes(line, ()), **more)
    file = io.BytesIO()
    nx.write_graphml(network, file, encoding="utf-8", prettyprint=True)
    return file.getvalue()


def _attributes(row: Party | Relation, skipped: Collection[str]) -> dict[str, Any]:
    found = {each.name: getattr(row, each.name) for each in fields(row) if each.name not in skipped}
    return {name: _plain(value) for name, value in found.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return _xml(value) if isinstance(value, str) else value


def _xml(text: str) -> str:
    """Return a text with only the signs that XML can carry."""
    return "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff"))


def _opinions(told: Mapping[EstimateKind, estimate.Opinion]) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind, one in told.items():
        name = kind.name.lower()
        found |= {name: one.value, f"{name}_least": one.least, f"{name}_most": one.most}
        found[f"{name}_count"] = one.count
    return found

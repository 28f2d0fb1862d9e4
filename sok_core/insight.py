"""What the network picture says: Dutch sentences, each with its reason and the parties that it speaks of.

A small network tells little. So: nothing below eight parties or lines, a first place only when no single line
decides on it, at most three names, and no decimals. Source: practice with networks of 10 to 25 parties.
"""

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median_low
from typing import TYPE_CHECKING

from sok_core import estimate, party, words
from sok_core import network as net
from sok_core.conversation import ToSpeak, to_speak
from sok_core.model import (
    Capacity,
    Conversation,
    Estimate,
    EstimateKind,
    Party,
    PartyList,
    PartyStatus,
    PartyType,
    Reader,
    Relation,
)

if TYPE_CHECKING:
    from sok_core.store import Store

LEAST_PARTIES = LEAST_LINES = 8
MOST_NAMES = 3
MUCH = 4  # of 5: from here interest and influence are much
KEPT = 64
SMALL = (
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
)
# Whose people are paid for this, as long as nobody said otherwise.
OFFICES = (
    PartyType.MUNICIPALITY,
    PartyType.HOUSING_CORPORATION,
    PartyType.LANDLORDS,
    PartyType.ENERGY_COMPANY,
    PartyType.GRID_OPERATOR,
    PartyType.WELFARE,
    PartyType.SCHOOL,
    PartyType.ENERGY_DESK,
    PartyType.FACILITATOR,
)
FIELDS = {
    (True, True): "samen optrekken",
    (False, True): "op tijd spreken",
    (True, False): "een stem geven",
    (False, False): "op de hoogte houden",
}


class InsightKind(StrEnum):
    """What a sentence is about."""

    KEY = "sleutelpartij"
    CONNECTOR = "verbinder"
    HANGING = "hangt aan één partij"
    ISLANDS = "eilanden"
    MISSING = "wie mist er"
    CALL = "eerst bellen"
    LOAD = "draagt veel"


@dataclass(frozen=True)
class Insight:
    """One sentence, why we say so, and the parties that it speaks of."""

    kind: InsightKind
    text: str
    reason: str
    party_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Seen:
    """All that one reader may use."""

    parties: Sequence[Party]
    relations: Sequence[Relation]
    estimates: Sequence[Estimate]
    talks: Sequence[Conversation]
    graph: net.Graph


def counted(parties: Iterable[Party], relations: Iterable[Relation]) -> tuple[list[Party], list[Relation]]:
    """Return who counts in a network, and their lines: whoever leads the process is no party here."""
    known = [one for one in parties if one.type is not PartyType.FACILITATOR]
    ids = {one.id for one in known}
    return known, [one for one in relations if {one.source_id, one.target_id} <= ids]


def is_enough(graph: net.Graph) -> bool:
    """Whether a network is large enough to say who comes first."""
    return bool(graph.number_of_nodes() >= LEAST_PARTIES and graph.number_of_edges() >= LEAST_LINES)


def insights(
    parties: Sequence[Party],
    relations: Sequence[Relation],
    *,
    estimates: Sequence[Estimate] = (),
    talks: Sequence[Conversation] = (),
) -> list[Insight]:
    """Return what the network says; ``estimates`` and ``talks`` are those that the reader may read.

    Whoever leads the process is no party here. Empty below eight parties, or below eight pairs of parties
    with a line.
    """
    parties, relations = counted(parties, relations)
    graph = net.graph([one.id for one in parties], relations)
    if not is_enough(graph):
        return []
    seen = _Seen(parties, relations, estimates, talks, graph)
    parts = (_key, _connector, _hanging, _islands, _chairs, _types, _call, _load)
    return [one for part in parts for one in part(seen)]


_CACHE: OrderedDict[tuple[str, int, Reader], list[Insight]] = OrderedDict()
_CACHE_LOCK = threading.Lock()


def read(store: "Store", reader: Reader) -> list[Insight]:
    """Return what the network of a dossier says to a reader; worked out once per revision and reader."""
    with store.read() as tables:
        dossier = tables.dossier.current()
        key = dossier.uuid, dossier.revision, reader
        with _CACHE_LOCK:
            if key in _CACHE:
                _CACHE.move_to_end(key)
                return list(_CACHE[key])
        parties, relations = tables.party.all(), tables.relation.all()
        estimates = tables.estimate.readable_by(reader)
        talks = tables.conversation.readable_by(reader)
    found = insights(parties, relations, estimates=estimates, talks=talks)
    with _CACHE_LOCK:
        _CACHE[key] = found
        while len(_CACHE) > KEPT:
            _CACHE.popitem(last=False)
    return list(found)


def number(value: int) -> str:
    """Return a small number as a word.

    >>> number(9), number(13)
    ('negen', '13')
    """
    return SMALL[value] if value < len(SMALL) else words.number(value)


def _more(value: int, one: str = "", several: str = "") -> str:
    """Return how many more there are; one of them with its accents, as it is a number here."""
    return f"{'één' if value == 1 else number(value)} {one if value == 1 else several}".rstrip()


def listed(names: Iterable[str], *, most: int = MOST_NAMES) -> str:
    """Return names in the order of the alphabet; beyond ``most`` only how many more there are.

    >>> listed(["Spil", "Boys"]), listed(["D", "C", "B", "A"], most=2), listed(["C", "B", "A"], most=2)
    ('Boys en Spil', 'A, B en nog twee', 'A, B en nog één')
    """
    ordered = sorted(names, key=str.casefold)
    if len(ordered) > most:
        ordered = [*ordered[:most], f"nog {_more(len(ordered) - most)}"]
    return words.enumerated(ordered)


def title(said: Iterable[Insight]) -> str:
    """Return what the picture as a whole says, without a full stop; empty when nobody stands out."""
    whole = (InsightKind.KEY, InsightKind.CONNECTOR)
    return next((one.text.rstrip(".") for one in said if one.kind in whole), "")


def _named(seen: _Seen, ids: Collection[int]) -> str:
    return listed(one.short_name for one in seen.parties if one.id in ids)


def _said(
    seen: _Seen, kind: InsightKind, standing: net.Standing, *, first: str, several: str, reason: str
) -> list[Insight]:
    """Return who leads, or that several are close; ``first`` and ``several`` have a gap for the names."""
    also = standing.also
    if standing.first is not None:
        also = also if len(also) < MOST_NAMES else ()
        text = first.format(_named(seen, [standing.first]))
        close = ", dicht bij elkaar" if standing.is_close and len(also) > 1 else ""
        nearby = f" Ook belangrijk{close}: {words.ended(_named(seen, also))}" if also else ""
        return [Insight(kind, text, f"{reason}{nearby}", (standing.first, *also))]
    if len(also) > 1:
        why = "Eén lijn meer of minder, en een ander staat vooraan."
        return [Insight(kind, several.format(_named(seen, also)), why, also)]
    return []


def _key(seen: _Seen) -> list[Insight]:
    standing = net.leading_degree(seen.graph)
    most = net.degrees(seen.graph).get(standing.first or 0, 0)
    return _said(
        seen,
        InsightKind.KEY,
        standing,
        first=f"{{}} heeft met de meeste partijen een lijn: {number(most)}.",
        several="Deze partijen hebben de meeste lijnen, dicht bij elkaar: {}.",
        reason="Dat blijft zo als één lijn niet klopt. Veel lijnen is nog geen invloed.",
    )


def _connector(seen: _Seen) -> list[Insight]:
    return _said(
        seen,
        InsightKind.CONNECTOR,
        net.leading_connector(seen.graph),
        first="{} verbindt de meeste partijen die elkaar zelf niet spreken.",
        several="Deze partijen verbinden anderen het meest, dicht bij elkaar: {}.",
        reason="Dat blijft zo, welke lijn je ook weghaalt.",
    )


def _hanging(seen: _Seen) -> list[Insight]:
    return [_hangs(seen, one) for one in net.cut_parties(seen.graph)[:MOST_NAMES]]


def _hangs(seen: _Seen, party_id: int) -> Insight:
    loose = net.without(seen.graph, party_id)[1:]
    ids = [one for piece in loose for one in sorted(piece)]
    centre = _named(seen, [party_id])
    if len(ids) == 1:
        text = f"Zonder {centre} raakt {_named(seen, ids)} los van de rest."
    elif len(ids) <= MOST_NAMES - 1:
        text = f"Zonder {centre} raken {_named(seen, ids)} los van de rest."
    else:
        text = f"Zonder {centre} raken {number(len(ids))} partijen los van de rest."
    reason = f"Er loopt geen andere weg dan via {words.ended(centre)} Eén lijn erbij maakt dit sterker."
    return Insight(InsightKind.HANGING, text, reason, (party_id, *ids))


def _islands(seen: _Seen) -> list[Insight]:
    alone = net.isolates(seen.graph)
    found = []
    if alone:
        count = (
            "Een partij heeft" if len(alone) == 1 else f"{number(len(alone)).capitalize()} partijen hebben"
        )
        reason = "Los staan kan ook betekenen: nog niet gevraagd."
        found.append(
            Insight(
                InsightKind.ISLANDS,
                f"{count} nog geen lijn: {words.ended(_named(seen, alone))}",
                reason,
                tuple(alone),
            )
        )
    groups = [piece for piece in net.pieces(seen.graph)[1:] if len(piece) > 1]
    for piece in groups[:MOST_NAMES]:
        text = f"Er is een groepje los van de rest: {words.ended(_named(seen, piece))}"
        reason = "Geen enkele lijn gaat van dit groepje naar de andere partijen."
        found.append(Insight(InsightKind.ISLANDS, text, reason, tuple(sorted(piece))))
    return found


def _chairs(seen: _Seen) -> list[Insight]:
    empty = [one for one in seen.parties if one.status in (PartyStatus.MISSING, PartyStatus.TO_APPROACH)]
    if not empty:
        return []
    ids = [one.id for one in empty]
    count = "Een stoel is" if len(ids) == 1 else f"{number(len(ids)).capitalize()} stoelen zijn"
    nobody = sum(not one.caller for one in empty)
    asked = "Van elke stoel is bekend wie erheen gaat."
    if nobody:
        asked = (
            f"Bij {number(nobody)} {'stoel' if nobody == 1 else 'stoelen'} is de vraag nog: wie gaat langs?"
        )
    return [
        Insight(InsightKind.MISSING, f"{count} nog leeg: {words.ended(_named(seen, ids))}", asked, tuple(ids))
    ]


def missing_lists(parties: Iterable[Party]) -> list[PartyList]:
    """Return which of the five questions of who is missing named nobody yet."""
    there = {one.listed_as for one in parties}
    return [one for one in PartyList if one not in there]


def _types(seen: _Seen) -> list[Insight]:
    types, lists = party.unseen_types(seen.parties), missing_lists(seen.parties)
    asked = f"Vraag ook: {words.PARTY_LISTS[lists[0]].lower()}" if lists else "De vijf vragen zijn gesteld."
    if lists and PartyList.FORGOTTEN in lists:
        asked = f"Vraag ook: {words.PARTY_LISTS[PartyList.FORGOTTEN].lower()}"
    if types:
        first = [words.PARTY_TYPES[one] for one in types[:MOST_NAMES]]
        more = f", en nog {_more(left, 'soort', 'soorten')}" if (left := len(types) - MOST_NAMES) > 0 else ""
        text = f"Van deze soort staat nog niemand op de lijst: {listed(first)}{more}."
        return [Insight(InsightKind.MISSING, text, asked)]
    if lists:
        text = "Van elke soort partij staat er een op de lijst."
        return [Insight(InsightKind.MISSING, text, asked)]
    return []


def field(interest: int, influence: int) -> str:
    """Return what to do with a party in its field of the force field.

    >>> field(5, 5), field(2, 4)
    ('samen optrekken', 'op tijd spreken')
    """
    return FIELDS[interest >= MUCH, influence >= MUCH]


def _call(seen: _Seen) -> list[Insight]:
    waiting = to_speak(seen.parties, seen.talks)
    about = {kind: estimate.opinions(seen.estimates, kind) for kind in EstimateKind}
    interest, influence = about[EstimateKind.INTEREST], about[EstimateKind.INFLUENCE]

    def weight(one: ToSpeak) -> tuple[int, int]:
        known = one.party.id in interest and one.party.id in influence
        score = interest[one.party.id].value * influence[one.party.id].value if known else 0
        return score, len(one.named_by)

    best = max(map(weight, waiting), default=(0, 0))
    first = [one for one in waiting if weight(one) == best]
    if best == (0, 0) or len(first) > MOST_NAMES:
        return []
    ids = tuple(one.party.id for one in first)
    reasons = []
    if best[1]:
        who = "Eén partij noemde" if best[1] == 1 else f"{number(best[1]).capitalize()} partijen noemden"
        reasons.append(f"{who} hen in een gesprek.")
    if best[0]:
        reasons.append(_field_reason(interest[ids[0]], influence[ids[0]]))
    text = f"Bel eerst {words.ended(_named(seen, ids))}"
    return [Insight(InsightKind.CALL, text, " ".join(reasons), ids)]


def _field_reason(interest: estimate.Opinion, influence: estimate.Opinion) -> str:
    """Return what the opinions say, and of how many people they are."""
    much = [name for name, one in (("belang", interest), ("invloed", influence)) if one.value >= MUCH]
    most = max(interest.count, influence.count)
    by = "één persoon" if most == 1 else f"{number(most)} mensen"
    if not much:
        return f"Naar de inschatting van {by} wegen zij het zwaarst van wie je nog niet sprak."
    return f"Naar de inschatting van {by} hebben zij veel {' en veel '.join(much)}."


def _load(seen: _Seen) -> list[Insight]:
    """Return which volunteers carry so much that one had better ask; without any the ones nobody knows of."""
    for among, reason in (
        (
            [one.id for one in seen.parties if one.capacity is Capacity.VOLUNTEER],
            "Dit zijn vrijwilligers met veel en stevige lijnen. Hoeveel uur het kost, weten we niet.",
        ),
        (
            [
                one.id
                for one in seen.parties
                if one.capacity is Capacity.MIXED or (one.capacity is None and one.type not in OFFICES)
            ],
            "Veel en stevige lijnen, en we weten niet of het werk betaald is.",
        ),
    ):
        if found := _heavy(seen, among, reason):
            return found
    return []


def _heavy(seen: _Seen, among: Collection[int], reason: str) -> list[Insight]:
    """Return who of ``among`` carries twice what is usual, also when any single line is wrong."""

    def overloaded(loads: Mapping[int, int]) -> set[int]:
        usual = median_low([load for load in loads.values() if load] or [1])
        return {one for one in among if loads[one] >= 2 * usual}

    whole = net.loads(seen.graph)
    if not (sure := overloaded(whole)):
        return []
    for one, other, strength in seen.graph.edges.data("strength"):
        sure &= overloaded({**whole, one: whole[one] - strength, other: whole[other] - strength})
    heavy = tuple(sorted(sure))
    if not 1 <= len(heavy) <= MOST_NAMES:
        return []
    text = f"Vraag of het niet te veel wordt: {words.ended(_named(seen, heavy))}"
    return [Insight(InsightKind.LOAD, text, reason, heavy)]

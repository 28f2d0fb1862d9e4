"""The network: laying out, saying what it shows, drawing, and what one changed line costs."""

import random
import time
from collections.abc import Callable
from statistics import median

from benchmarks.report import Section
from benchmarks.server import folder
from sok_core import drawing, insight, network, relation
from sok_core.charts import network as chart
from sok_core.export import figure
from sok_core.export import network as paper
from sok_core.model import Party, PartyStatus, PartyType, Reader, Relation, RelationKind
from sok_core.store import Store
from sok_core.store.shelf import Shelf

HOW = (
    "Een verzonnen netwerk in een eigen dossier: eerst alle partijen, dan alle lijnen in één keer. ‘Schikken "
    "en zeggen’ is het plaatje opnieuw schikken en alle zinnen uitrekenen. ‘Eén lijn erbij’ is die lijn "
    "opslaan, met de nieuwe zinnen en het nieuwe plaatje als plotly-figuur. Het midden van vijf keer."
)
SIZES = ((18, 33), (60, 150), (200, 800))
WHOLE_MS, CHANGE_MS = 1000.0, 300.0
PAGE = {"width": 620, "height": 680, "letter": 12, "stretch": 2.5}
SEED = 4


def measure(*, quick: bool) -> Section:
    """Measure networks of three sizes; the goals are for the largest."""
    section = Section("Netwerk", HOW)
    for parties, lines in SIZES:
        section.begin(f"{parties} partijen, {lines} lijnen")
        with folder() as data:
            shelf = Shelf(data / "dossiers", data / "backups")
            store = fill(shelf.create(f"Wijk {parties}"), parties, lines)
            measure_one(section, store, times=2 if quick else 5)
            shelf.close_all()
    return section


def fill(store: Store, parties: int, lines: int) -> Store:
    """Write parties and lines; a few parties know many, most know few."""
    chance = random.Random(SEED)
    types = list(PartyType)
    with store.write() as tables:
        ids = [
            tables.party.add(
                name=f"Partij nummer {number}",
                short_name=f"Partij {number}",
                type=chance.choice(types),
                status=PartyStatus.AT_THE_TABLE,
            ).id
            for number in range(parties)
        ]
    relation.draw_all(store, [{"source_id": one, "target_id": two} for one, two in pairs(ids, lines, chance)])
    return store


def pairs(ids: list[int], count: int, chance: random.Random) -> list[tuple[int, int]]:
    """Return so many pairs of parties, of which some know more than others."""
    bag, found = list(ids), set[tuple[int, int]]()
    while len(found) < count:
        one, two = chance.choice(bag), chance.choice(ids)
        if one != two and (min(one, two), max(one, two)) not in found:
            found.add((min(one, two), max(one, two)))
            bag += [one, two]
    return sorted(found)


def measure_one(section: Section, store: Store, *, times: int) -> None:
    """Measure one network."""
    parties, relations = rows(store)
    section.add("schikken", ms(lambda: network.rearrange(store), times), "ms")
    section.add("zinnen", ms(lambda: insight.insights(parties, relations), times), "ms")
    section.add("schikken en zeggen", ms(lambda: everything(store), times), "ms", WHOLE_MS)
    section.add("nog eens zeggen, zelfde revisie", ms(lambda: insight.read(store, Reader.TABLE), times), "ms")
    section.add("tekenen, met plotly", ms(lambda: draw(parties, relations), times), "ms")
    section.add(
        "plaatje voor papier (png)", ms(lambda: figure.png(paper.picture(parties, relations)), 1), "ms"
    )
    known = {(one.source_id, one.target_id) for one in relations}
    free = [
        (one.id, two.id)
        for one in parties[:20]
        for two in parties
        if one.id < two.id and (one.id, two.id) not in known
    ]
    spare = iter(free)
    section.add("één lijn erbij", ms(lambda: change(store, *next(spare)), times), "ms", CHANGE_MS)


def rows(store: Store) -> tuple[list[Party], list[Relation]]:
    """Return what there is to draw."""
    with store.read() as tables:
        return tables.party.all(), tables.relation.all()


def everything(store: Store) -> None:
    """Lay out anew, and say what it shows."""
    network.rearrange(store)
    insight.read(store, Reader.TABLE)


def draw(parties: list[Party], relations: list[Relation]) -> None:
    """Draw as the page does."""
    chart.figure(drawing.drawing(parties, relations, **PAGE))


def change(store: Store, source: int, target: int) -> None:
    """Draw one line more, and say and show anew."""
    relation.draw(store, source_id=source, target_id=target, kind=RelationKind.MONEY)
    insight.read(store, Reader.TABLE)
    draw(*rows(store))


def ms(act: Callable[[], object], times: int) -> float:
    """Return the middle of how long something takes, in milliseconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1000)
    return median(found)

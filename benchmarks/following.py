"""Step 6 on a dossier that is years old: 500 promises, 20,000 things said of them."""

import asyncio
import datetime as dt
import random
from pathlib import Path

from benchmarks import no_op
from benchmarks.pages import Listed, one_page
from benchmarks.report import Section
from benchmarks.server import folder, serving
from sok_core import access, commitment_state
from sok_core.charts import commitment as chart
from sok_core.clock import now, today
from sok_core.model import CommitmentKind, CommitmentStatus, PartyStatus, PartyType, Rhythm, Role
from sok_core.store import Store, Tables
from sok_core.store.house import House
from sok_core.store.shelf import Shelf
from tests.house.tree import parts_of

PROMISES, SAID, PARTIES = 500, 20_000, 40
PAGE_MS, WIRE_KB = 400.0, 200.0
FILE = "stap_6_monitoring.py"
SLUG = "oud-en-groot"
SEED = 6
HOW = (
    f"Een verzonnen dossier met {PROMISES} afspraken van {PARTIES} partijen en {SAID} berichten over veertig "
    "maanden. Elk onderdeel van stap 6 gaat over de echte websocket, zoals bij de pagina's. Een figuur telt "
    "in wat er over de lijn gaat: de JSON van plotly."
)


def measure(*, quick: bool) -> Section:
    """Measure every part of the page, and every figure in it."""
    section = Section("Volgen", HOW)
    with folder() as data:
        cookie = fill(data, section)
        with serving(data) as server:
            section.empty = asyncio.run(no_op.median_ms(server.port))
            for part in parts_of(FILE):
                page = Listed(FILE, part, "monitoring", f"&deel={part.lower()}")
                asyncio.run(
                    one_page(section, server.port, cookie, page, 5 if quick else 20, slug=SLUG, goal=PAGE_MS)
                )
    return section


def fill(data: Path, section: Section) -> str:
    """Write the dossier, weigh its figures, and return the cookie of a facilitator."""
    house, shelf = House(data / "huis.sqlite"), Shelf(data / "dossiers", data / "backups")
    store = shelf.create("Oud en groot")
    with store.write() as tables:
        grow(tables, day=today(now()))
    weigh(store, section)
    cookie = access.seal(house, [access.log_in(house, role=Role.FACILITATOR, now=now()).id])
    shelf.close_all()
    house.close()
    return f"{access.LOGIN_COOKIE}={cookie}"


def grow(tables: Tables, *, day: dt.date) -> None:
    """Write parties, promises and what was said of them."""
    chance, kinds, statuses = random.Random(SEED), list(PartyType), list(CommitmentStatus)
    parties = [
        tables.party.add(
            name=f"Partij nummer {number}",
            short_name=f"Partij {number}",
            type=chance.choice(kinds),
            status=PartyStatus.AT_THE_TABLE,
        ).id
        for number in range(PARTIES)
    ]
    promises = [
        tables.commitment.add(
            title=f"Partij {number % PARTIES} doet wat er in artikel {number} staat",
            owner_id=chance.choice(parties),
            starts_on=day - dt.timedelta(days=1200),
            kind=CommitmentKind.NUMBER,
            indicator="huizen",
            unit="huizen",
            baseline=0,
            target=100,
            due=day + dt.timedelta(days=chance.randint(-400, 800)),
            check_every=Rhythm.MONTH,
        ).id
        for number in range(PROMISES)
    ]
    per = SAID // PROMISES
    tables.update.add_all(
        [
            {
                "commitment_id": one,
                "date": day - dt.timedelta(days=30 * (per - turn)),
                "status": chance.choice(statuses),
                "value": float(turn),
                "text": f"Maand {turn}: het gaat zoals we dachten",
            }
            for turn in range(per)
            for one in promises
        ]
    )


def weigh(store: Store, section: Section) -> None:
    """Add how heavy the figures are on the wire."""
    day = today(now())
    with store.read() as tables:
        states = commitment_state.states(tables, today=day)
        months = commitment_state.months(states, tables.update.steps(), tables.lead_change.all(), today=day)
        carried = commitment_state.carried(states, tables.party.all())
        coming = commitment_state.coming(states, tables.check_in.all(), today=day)
        one = states[0].commitment
        said = tables.update.standing(one.id)
    figures = {
        "per maand": chart.by_month(months),
        "wie draagt wat": chart.carrying(carried),
        "wat eraan komt": chart.ahead(coming, today=day, days=commitment_state.AHEAD),
        "één afspraak": chart.way(one, said, today=day),
    }
    for name, figure in figures.items():
        section.add(f"figuur {name}", len(figure.to_json().encode()) / 1000, "KB", WIRE_KB)

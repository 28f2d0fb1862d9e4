"""The pages of the house on a big dossier: how long a visitor waits for a full run."""

import ast
import asyncio
import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks import no_op
from benchmarks.clients import PageRun, PageSession
from benchmarks.report import MS, Section, percentile
from benchmarks.server import folder, serving
from sok_core import access, meeting, settings
from sok_core.clock import now
from sok_core.intake import demo
from sok_core.model import Meeting, Phase, Role
from sok_core.store import Store, Tables
from sok_core.store.house import House
from sok_core.store.shelf import Shelf
from tests.house.tree import ROOT, parts_of

TIMES = 10
MEDIAN_MS = 150.0
HOW = (
    f"De voorbeeldwijk, met elke bijeenkomst {TIMES} keer: vragen, briefjes, thema's, programma, besluiten "
    "en aanwezigen telkens opnieuw onder een nieuwe bijeenkomst (partijen en de rest blijven zoals ze "
    "zijn). De bijeenkomst met de meeste briefjes is bezig, in de fase samen, zodat regie en scherm echt "
    "werk hebben. Elke pagina uit `pages/huis.py` gaat over de echte websocket van Streamlit, met de "
    "cookie van een begeleider: van het versturen van de vraag om een volle run tot het bericht "
    "`script_finished`. Streamlit stuurt zijn berichten in rondes van 10 ms; die wachttijd zit erin, het "
    "tekenen in de browser niet. Het midden van 20 runs na één om op te warmen; die eerste staat erbij."
)
DOOR = "Hier is de deur"


@dataclass(frozen=True)
class Listed:
    """One page as it stands in pages/huis.py, and what else its address asks for."""

    file: str
    title: str
    path: str
    query: str = ""


def measure(*, quick: bool) -> Section:
    """Measure every page in the table of pages/huis.py."""
    section = Section("Pagina's", HOW)
    with folder() as data:
        cookie, busiest = big_dossier(data)
        with serving(data) as server:
            section.empty = asyncio.run(no_op.median_ms(server.port))
            for page in pages(busiest):
                asyncio.run(one_page(section, server.port, cookie, page, 5 if quick else 20))
            section.add("geheugen van de server na alle pagina's", server.megabytes() or float("nan"), "MB")
    return section


def pages(busiest: Meeting) -> Iterator[Listed]:
    """Yield the pages in the order of the house; the control room also with a plan that is long over."""
    listed = list(table_of_pages())
    yield from listed
    yield from (
        replace(page, title=f"{page.title}, {part.lower()}", query=f"&deel={quote(part.lower())}")
        for page in listed
        if page.file.startswith("stap_")
        for part in parts_of(page.file)[1:]  # the first is what the page shows unasked
    )
    yield from (
        replace(page, title=f"{page.title}, een andere bijeenkomst", query=f"&m={busiest.id}")
        for page in listed
        if page.path == "regie"
    )


def table_of_pages() -> Iterator[Listed]:
    """Read the calls of st.Page in pages/huis.py."""
    tree = ast.parse((ROOT / "pages" / "huis.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.Page":
            more = {word.arg: ast.literal_eval(word.value) for word in node.keywords}
            yield Listed(ast.literal_eval(node.args[0]), more["title"], more.get("url_path", ""))


async def one_page(
    section: Section,
    port: int,
    cookie: str,
    page: Listed,
    times: int,
    *,
    slug: str = demo.SLUG,
    goal: float = MEDIAN_MS,
) -> None:
    """Measure one page, or say why it cannot be measured."""
    if not (ROOT / "pages" / page.file).exists():
        section.remark(f"{page.title}: niet gemeten, pages/{page.file} is er nog niet")
        return
    try:
        async with PageSession(port, page.path, f"d={slug}{page.query}", cookie) as session:
            first = await session.run()
            runs = [await session.run() for _ in range(times)]
    except (OSError, TimeoutError) as error:
        section.remark(f"{page.title}: niet gemeten, {error!r}")
        return
    if wrong := what_is_wrong(first):
        section.remark(f"{page.title}: telt niet, {wrong}")
    seconds = [run.seconds for run in runs]
    section.add(f"{page.title}, eerste run", first.seconds * 1000, MS)
    section.add(f"{page.title}, p50", percentile(seconds, 50) * 1000, MS, goal)


def what_is_wrong(run: PageRun) -> str:
    """Return why a run is no proof of a page that works, empty when it is."""
    if run.errors:
        return "; ".join(dict.fromkeys(run.errors))
    return "de deur stond er in plaats van de pagina" if DOOR in run.titles else ""


def big_dossier(data: Path) -> tuple[str, Meeting]:
    """Write the big dossier; return a facilitator's cookie and the closed meeting with the most notes."""
    house, shelf = House(data / "huis.sqlite"), Shelf(data / "dossiers", data / "backups")
    store = demo.load(shelf, house, settings.demo_folder())
    first, last = multiply(store)
    for made in last:
        meeting.give_code(store, house, made)
    meeting.begin(store, meeting_id=last[-1].id, now=now())
    with store.read() as tables:
        question = tables.prompt.of(last[-1].id)[0]
    meeting.show_question(store, prompt_id=question.id, phase=Phase.TOGETHER)
    login = access.log_in(house, role=Role.FACILITATOR, now=now())
    cookie = f"{access.LOGIN_COOKIE}={access.seal(house, [login.id])}"
    shelf.close_all()
    house.close()
    return cookie, first


def multiply(store: Store) -> tuple[Meeting, list[Meeting]]:
    """Copy every meeting nine times; return the one with the most notes, and all copies, its own last."""
    with store.write() as tables:
        meetings = sorted(tables.meeting.all(), key=lambda one: len(tables.note.of(one.id)))
        copies = [copy_of(tables, one, number) for one in meetings for number in range(1, TIMES)]
        return meetings[-1], copies


def copy_of(tables: Tables, original: Meeting, number: int) -> Meeting:
    """Copy one meeting with all that hangs on it, a few weeks later."""
    day = original.date + dt.timedelta(weeks=number)
    made = tables.meeting.add(
        **values(
            original,
            code=f"?{original.id}-{number}",
            salt=f"{original.salt}-{number}",
            date=day,
            prompt_id=None,
        )
    )
    prompts = {
        prompt.id: tables.prompt.add(made.id, text=prompt.text, kind=prompt.kind, phase=prompt.phase).id
        for prompt in tables.prompt.of(original.id)
    }
    themes = {
        theme.id: tables.theme.add(made.id, title=theme.title, description=theme.description).id
        for theme in tables.theme.of(original.id)
    }
    for note in tables.note.of(original.id):
        theme_id = themes.get(note.theme_id or 0)
        tables.note.add(
            **values(note, meeting_id=made.id, prompt_id=prompts[note.prompt_id], theme_id=theme_id)
        )
    for decision in tables.decision.of(original.id):
        tables.decision.add(**values(decision, meeting_id=made.id, returns_from=None))
    blocks = [(block.minutes, block.title, block.form) for block in tables.agenda.of(original.id)]
    tables.agenda.replace(made.id, blocks)
    tables.meeting.set_parties_present(made.id, tables.meeting.parties_present(original.id))
    return made


def values(row: Any, **other: Any) -> dict[str, Any]:
    """Return the fields of a row for a new one like it."""
    return {name: value for name, value in asdict(row).items() if name != "id"} | other

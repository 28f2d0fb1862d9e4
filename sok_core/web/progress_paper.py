"""The papers of what is followed by their name in an address: what each is for, and how it is made."""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from urllib.parse import urlencode

from sok_core import commitment_state
from sok_core.charts import commitment as chart
from sok_core.errors import Conflict, NotFound
from sok_core.export import commitment as tables
from sok_core.export import figure, progress, progress_poster
from sok_core.export.commitment import Followed
from sok_core.export.progress import Progress
from sok_core.store import Store
from sok_core.web.answer import whole
from sok_core.web.paper import MEDIA_TYPES, Made
from sok_core.web.table import CSV, XLSX

SIZE, COMMITMENT = "formaat", "afspraak"


class Kind(StrEnum):
    """The papers, by their name in an address and in the name of the file."""

    REPORT = "voortgang"
    POSTER = "voortgangsposter"
    MONTHS = "stand-per-maand"
    CARRIED = "wie-draagt-wat"
    AHEAD = "negentig-dagen"
    LINE = "doel-en-getal"
    FOLLOWED = "afspraken"
    UPDATES = "berichten"
    BLANK = "berichten-om-in-te-vullen"
    CHECK_INS = "kwartaalmomenten"


PICTURES = ("png", "svg")
ENDINGS = {
    Kind.REPORT: ("docx", "pdf"),
    Kind.POSTER: ("pdf",),
    **dict.fromkeys((Kind.MONTHS, Kind.CARRIED, Kind.AHEAD, Kind.LINE), PICTURES),
    Kind.FOLLOWED: ("xlsx", "csv"),
    Kind.UPDATES: ("csv",),
    Kind.BLANK: ("xlsx",),
    Kind.CHECK_INS: ("csv",),
}
TYPES = MEDIA_TYPES | {"png": "image/png", "svg": "image/svg+xml", "xlsx": XLSX, "csv": CSV}
TABLES: dict[tuple[Kind, str], Callable[[Followed], bytes]] = {
    (Kind.FOLLOWED, "xlsx"): tables.workbook,
    (Kind.FOLLOWED, "csv"): tables.commitment_csv,
    (Kind.UPDATES, "csv"): tables.update_csv,
    (Kind.BLANK, "xlsx"): tables.blank_workbook,
    (Kind.CHECK_INS, "csv"): tables.check_in_csv,
}
WIDE = 1000  # pixels of a chart by itself


def link(slug: str, kind: Kind, ending: str, *, size: str = "", commitment_id: int | None = None) -> str:
    """Return the address of a paper; ``commitment_id`` is for the line of one promise."""
    asked = {SIZE: size or None, COMMITMENT: commitment_id}
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"/download/{slug}/monitoring/{kind}.{ending}{f'?{query}' if query else ''}"


def make(store: Store, name: str, *, size: str = "", commitment: str = "", now: dt.datetime) -> Made:
    """Return a paper as it is now; ``name`` is its kind with its ending.

    Raises NotFound for a paper or a promise that is not there, Conflict when there is nothing to draw.
    """
    kind_name, _, ending = name.rpartition(".")
    if kind_name not in list(Kind) or ending not in ENDINGS[Kind(kind_name)]:
        raise NotFound("paper.unknown")
    kind = Kind(kind_name)
    found = progress.gather(store, now=now)
    if (kind, ending) in TABLES:
        body = TABLES[kind, ending](tables.gather(store, now=now))
    elif kind is Kind.REPORT:
        body = progress.word(found) if ending == "docx" else progress.pdf(found)
    elif kind is Kind.POSTER:
        body = progress_poster.pdf(found, size=size or "a3")
    else:
        drawn, alt = _chart(found, kind, commitment)
        body = figure.png(drawn) if ending == "png" else figure.svg(drawn, alt=alt).encode("utf-8")
    what = f"{kind}-{commitment}" if kind is Kind.LINE else str(kind)
    return Made(body, progress.file_name(found, what, ending), TYPES[ending])


def _chart(found: Progress, kind: Kind, asked: str) -> tuple[figure.Figure, str]:
    """Return one of the charts of the page, with what it says in words."""
    if not found.states:
        raise Conflict("paper.nothing_followed")
    if kind is Kind.MONTHS:
        drawn, alt = chart.by_month(found.months), chart.month_alt(found.months)
    elif kind is Kind.CARRIED:
        drawn, alt = chart.carrying(found.carried), chart.carrying_alt(found.carried)
    elif kind is Kind.AHEAD:
        drawn = chart.ahead(found.coming, today=found.today, days=commitment_state.AHEAD)
        alt = chart.ahead_alt(found.coming)
    else:
        drawn, alt = _line(found, whole(asked))
    drawn.update_layout(width=WIDE)
    return drawn, alt


def _line(found: Progress, commitment_id: int | None) -> tuple[figure.Figure, str]:
    of = {one.commitment.id: (one.commitment, said) for one, said in found.lines}
    if commitment_id not in of:
        raise NotFound("commitment.unknown")
    one, said = of[commitment_id]
    return chart.way(one, said, today=found.today), chart.way_alt(one, said, today=found.today)

"""The network to print, to put in a text, or for another program; only what may lie on the table."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sok_core import drawing, insight, network, party, words
from sok_core.charts import network as chart
from sok_core.export import figure
from sok_core.model import Party, Reader, Relation

if TYPE_CHECKING:
    from sok_core.store import Store

WIDTH, HEIGHT = 1400, 990  # the proportions of A4
LETTERS = ((40, 24), (100, 18))
SMALLEST = 11
NO_FINDING = "Wie werkt met wie?"


def picture(parties: Sequence[Party], relations: Sequence[Relation]) -> figure.Figure:
    """Return the network on a sheet; the more parties, the smaller their names."""
    letter = next((each for most, each in LETTERS if len(parties) <= most), SMALLEST)
    drawn = drawing.drawing(parties, relations, width=WIDTH, height=HEIGHT, letter=letter)
    return chart.figure(drawn, is_fixed=True)


def alt(parties: Sequence[Party], relations: Sequence[Relation]) -> str:
    """Return what the picture shows, for who does not see it."""
    return chart.alt(drawing.drawing(parties, relations, width=WIDTH, height=HEIGHT, letter=SMALLEST))


def png(store: "Store") -> bytes:
    """Return the picture as PNG, without a browser."""
    return figure.png(picture(*_rows(store)))


def svg(store: "Store") -> bytes:
    """Return the picture as SVG, with what it shows in words."""
    rows = _rows(store)
    return figure.svg(picture(*rows), alt=alt(*rows)).encode("utf-8")


def pdf(store: "Store", *, made_at: dt.datetime) -> bytes:
    """Return the picture as one accessible page, under what it says."""
    rows = _rows(store)
    said = insight.read(store, Reader.TABLE)
    title = insight.title(said) or NO_FINDING
    return figure.pdf(picture(*rows), title=title, alt=alt(*rows), made_at=made_at)


def graphml(store: "Store", reader: Reader) -> bytes:
    """Return parties and lines with all that this reader may read, as GraphML."""
    with store.read() as tables:
        return network.graphml(
            tables.party.all(),
            tables.relation.all(),
            estimates=tables.estimate.readable_by(reader),
            notes=tables.relation.notes(reader),
            with_contact=party.has_names_for(tables.dossier.current(), reader),
        )


def file_name(slug: str, form: str, reader: Reader = Reader.TABLE) -> str:
    """Return the name of a file; who may read more than the table is in it."""
    more = "" if reader is Reader.TABLE else f"-{words.READERS[reader].replace(' ', '-')}"
    return f"netwerk-{slug}{more}.{form}"


def _rows(store: "Store") -> tuple[list[Party], list[Relation]]:
    with store.read() as tables:
        return tables.party.all(), tables.relation.all()

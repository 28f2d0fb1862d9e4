"""The number of each promise in the progress report: its line beside the target, and what was told there."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from sok_core import commitment, words
from sok_core.charts import commitment as chart
from sok_core.commitment_state import State
from sok_core.export import figure
from sok_core.export.paper import Block, Heading, Paragraph, Picture, Table
from sok_core.model import Update
from sok_core.note import without_personal_data

NARROW = 760  # pixels: a chart as wide as a page, so that its letters stay as large as the text around it
LOW = 260
MOST_DRAWN = 20  # pictures; of more promises only what was told stands in the report
LAST_STORIES = 4

Line = tuple[State, Sequence[Update]]


def overview(found: Sequence[Line], *, articles: Mapping[int, str], today: dt.date) -> Iterator[Block]:
    """Return in one table how far each number is from its target; nothing when no promise has a number.

    ``articles`` are numbers by the id of the promise.
    """
    if not found:
        return
    yield Heading("Halen we het doel op tijd?")
    rows = [
        {
            "Artikel": articles.get(one.commitment.id, ""),
            "Afspraak": one.commitment.title,
            "Hoe ver?": words.ended(chart.way_finding(one.commitment, said, today=today)),
        }
        for one, said in found
    ]
    yield as_table("Getal en doel", rows, widths=(3, 11, 11))


def lines(
    found: Sequence[Line], *, first: Collection[int], articles: Mapping[int, str], today: dt.date
) -> Iterator[Block]:
    """Return the line of each number with what was told last; ``first`` are drawn before others."""
    if not found:
        return
    chosen = to_draw(found, first)
    yield Heading("Elk getal naast zijn doel", count="de laatste berichten staan erbij")
    for one, said in found:
        is_drawn = one.commitment.id in chosen
        yield from _line(one, said, articles.get(one.commitment.id, ""), today, is_drawn=is_drawn)


def to_draw(found: Sequence[Line], first: Collection[int]) -> set[int]:
    """Return the promises whose line is drawn: at most twenty, and those that come ``first`` among them."""
    ids = [one.commitment.id for one, _ in found]
    return set(sorted(ids, key=lambda one: one not in first)[:MOST_DRAWN])


def _line(
    one: State, said: Sequence[Update], article: str, today: dt.date, *, is_drawn: bool
) -> Iterator[Block]:
    about = one.commitment
    yield Heading(" ".join(filter(None, [article, about.title])), level=2)
    yield Paragraph(words.ended(chart.way_finding(about, said, today=today)))
    if steps := without_personal_data(commitment.steps_in_a_line(about)):
        yield Paragraph(f"De stappen: {steps}", is_soft=True)
    if is_drawn:
        picture = chart.way(about, said, today=today)
        picture.update_layout(height=LOW)
        yield drawn(picture, chart.way_alt(about, said, today=today))
        yield Paragraph(chart.way_caption(about), is_soft=True)
    told = [row | {TOLD: without_personal_data(row[TOLD])} for row in chart.way_rows(about, said)]
    yield as_table(f"Laatst gezegd: {about.title}", told[:LAST_STORIES], widths=(6, 4, 4, 10))


TOLD = "Wat is er gezegd?"


def drawn(chosen: figure.Figure, alt: str) -> Picture:
    """Return a chart as a picture on paper."""
    chosen.update_layout(width=chosen.layout.width or NARROW)
    wide, high = figure.size(chosen)
    return Picture(figure.svg(chosen, alt=alt), figure.png(chosen), alt, wide, high)


def as_table(
    name: str, rows: Sequence[Mapping[str, str]], *, widths: tuple[int, ...] = (), shown: Sequence[str] = ()
) -> Table:
    """Return the rows of a chart as a table; ``shown`` are shorter words for its columns."""
    heads = tuple(rows[0])
    cells = tuple(tuple(row[head] for head in heads) for row in rows)
    return Table(name, tuple(shown) or heads, cells, widths or (3, *(2 for _ in heads[1:])))

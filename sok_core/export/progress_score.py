"""The values in the progress report: the dots of the newest moment, every count, and how it went before."""

from collections.abc import Iterator, Mapping, Sequence

from sok_core import value_score, words
from sok_core.charts import value_score as chart
from sok_core.export import summary_value_score
from sok_core.export.paper import Block, Heading, Paragraph, Points, Table
from sok_core.export.progress_line import drawn
from sok_core.export.summary_value_score import HEADER, SCALE, WIDTHS
from sok_core.model import RoundResult

TABLE = "Hoeveel mensen elk cijfer gaven"


def scores(history: Sequence[RoundResult], titles: Mapping[int, str]) -> Iterator[Block]:
    """Return what people scored their values last, as everybody may see it; nothing when nobody did."""
    if not history:
        return
    newest = history[-1]
    found, rows = summary_value_score.result(newest, titles), chart.of_round(newest, titles)
    when = words.date(newest.round.date, with_year=True)
    yield Heading("Leven we onze waarden na?", count=words.count(found.people, "mens", "mensen"))
    yield Paragraph(f"{when}, {words.ended(newest.round.title)} {' '.join(found.finding)}")
    if rows:
        yield drawn(chart.with_legend(chart.figure(rows), rows), chart.alt(rows))
        yield Table(TABLE, HEADER, found.rows, WIDTHS)
        yield Paragraph(" ".join((SCALE, *found.remarks)), is_soft=True)
    if before := [value_score.trend(history, one, title) for one, title in _again(history, titles)]:
        yield Heading("Hoe was het eerst?", level=2)
        yield Points(tuple(before))


def _again(history: Sequence[RoundResult], titles: Mapping[int, str]) -> list[tuple[int, str]]:
    """Return the values that may be shown at two moments or more."""
    return [(one, title) for one, title in titles.items() if len(chart.over_time(history, one)) > 1]

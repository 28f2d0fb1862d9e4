"""What a meeting scored its values, as it stands on the page: what it says, and how often each score came."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sok_core import value_score, value_score_room
from sok_core.charts import value_score as chart
from sok_core.export.paper import Block, Heading, Paragraph, Table
from sok_core.export.summary_model import ScoreResult, Summary
from sok_core.model import MeetingStatus, RoundResult
from sok_core.words import count

if TYPE_CHECKING:
    from sok_core.store import Tables

TITLE = "Onze waarden"
HEADER = ("Waarde", "Wie", *map(str, value_score.SCORES), "Weet ik niet", "Gemiddelde", "Spreiding")
WIDTHS = (28, 21, 5, 5, 5, 5, 5, 10, 16, 14)
COUNTED = len(HEADER) - 2  # what lies behind is worked out from the counts
SCALE = (
    "1 is bijna nooit, 5 is bijna altijd. Spreiding: hoeveel punten een cijfer gemiddeld van het midden ligt."
)


def scores(tables: "Tables", meeting_id: int) -> tuple[ScoreResult, ...]:
    """Return what came of each round of a meeting that is over, as everybody may see it."""
    titles = value_score_room.titles(tables)
    return tuple(
        result(one, titles) for one in value_score_room.history(tables) if one.round.meeting_id == meeting_id
    )


def result(one: RoundResult, titles: Mapping[int, str]) -> ScoreResult:
    """Return what came of one round, as everybody may see it; ``titles`` are those of values by id."""
    rows = chart.of_round(one, titles)
    return ScoreResult(
        people=one.round.people,
        finding=tuple(value_score.findings(one.results, titles)),
        remarks=tuple(chart.remarks(rows, chart.too_few(one, titles))),
        rows=tuple(tuple(row.values()) for row in chart.table(rows, head=HEADER[0])),
    )


def scored(summary: Summary) -> Iterator[Block]:
    """Return the chapter about values: what it says, and every count in a table."""
    for result in summary.scores:
        yield Heading(TITLE, count=count(result.people, "mens", "mensen"))
        yield Paragraph(" ".join(result.finding))
        if result.rows:
            yield Table("Hoeveel mensen elk cijfer gaven", HEADER, result.rows, WIDTHS)
            yield Paragraph(" ".join((SCALE, *result.remarks)), is_soft=True)


def told(summary: Summary) -> str:
    """Return what stands under a question in which values were scored, in the place of notes."""
    if summary.scores:
        return f"Bij deze vraag gaf ieder elke waarde een cijfer. De uitslag staat bij ‘{TITLE}’."
    is_past = summary.status is MeetingStatus.CLOSED
    return f"Bij deze vraag {'gaf niemand' if is_past else 'geeft ieder elke waarde'} een cijfer."


def rows(summary: Summary) -> Iterator[tuple[str | int, ...]]:
    """Return a row of the workbook for each group and value, with the counts as numbers."""
    for result in summary.scores:
        for name, who, *counts in result.rows:
            yield name, who, *map(int, counts[: COUNTED - 2])

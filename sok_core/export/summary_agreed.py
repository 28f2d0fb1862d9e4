"""What was agreed, as blocks of a paper: decisions, who does what by when, and what waits."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sok_core.export.paper import Block, Box, Heading, Paragraph, Points, Table
from sok_core.export.summary_model import Summary
from sok_core.export.summary_proposal import proposed
from sok_core.model import Decision, DecisionKind, DecisionStatus
from sok_core.words import DECISION_STATUSES, day

UNKNOWN = "–"
SIGNS = {
    DecisionStatus.OPEN: "○",
    DecisionStatus.IN_FORCE: "●",
    DecisionStatus.DONE: "✓",
    DecisionStatus.NOT_DONE: "×",
    DecisionStatus.RETURNED: "→",
}
WIDTHS = {"Wie": 11, "Wat": 16, "Wanneer": 12, "Stand": 9}
TIED = "\N{NO-BREAK SPACE}"


def agreed(summary: Summary) -> Iterator[Block]:
    """Return the decisions, proposals, actions and parked points; nothing when there are none."""
    if not (summary.agreed or summary.proposals):
        return
    yield Heading("Wat is er afgesproken?")
    if decisions := summary.of_kind(DecisionKind.DECISION):
        yield Heading("Besluiten", level=2)
        yield Box(tuple(map(_marked, decisions)))
    yield from proposed(summary)
    if actions := summary.of_kind(DecisionKind.ACTION):
        yield Heading("Acties", level=2)
        yield action_table(actions)
    if parked := summary.of_kind(DecisionKind.PARKED):
        yield Heading("Geparkeerd", level=2)
        if any(point.status is DecisionStatus.OPEN for point in parked):
            yield Paragraph("Hier praten we een andere keer over verder.")
        yield Points(tuple(map(_marked, parked)))


def action_table(actions: Sequence[Decision]) -> Table:
    """Return who does what by when; a column that would hold nothing for anybody is left out."""
    is_told = {
        "Wie": any(action.who for action in actions),
        "Wanneer": any(action.due for action in actions),
        "Stand": any(action.status is not DecisionStatus.OPEN for action in actions),
    }
    header = tuple(name for name in WIDTHS if is_told.get(name, True))
    cells = [
        {
            "Wie": action.who or UNKNOWN,
            "Wat": action.text,
            "Wanneer": deadline(action.due),
            "Stand": f"{SIGNS[action.status]} {DECISION_STATUSES[action.status].capitalize()}",
        }
        for action in actions
    ]
    rows = tuple(tuple(row[name] for name in header) for row in cells)
    return Table("Acties", header, rows, tuple(WIDTHS[name] for name in header))


def deadline(due: dt.date | None) -> str:
    """Return a date that breaks only after the day of the week."""
    if due is None:
        return UNKNOWN
    weekday, _, date = day(due, with_year=True).partition(" ")
    return f"{weekday} {date.replace(' ', TIED)}"


def _marked(decision: Decision) -> str:
    """Return a decision or a parked point, with a sign and a word when it is not as it was written down."""
    if decision.status in (DecisionStatus.OPEN, DecisionStatus.IN_FORCE):
        return decision.text
    return f"{decision.text} ({standing(decision)})"


def standing(decision: Decision) -> str:
    """Return how something that was written down stands, with its sign: "○ open"."""
    return f"{SIGNS[decision.status]} {DECISION_STATUSES[decision.status]}"

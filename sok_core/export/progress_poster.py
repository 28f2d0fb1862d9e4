"""How everything stands, for the wall of the community centre: one sheet, to read from three metres."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sok_core import commitment_state, words
from sok_core.charts import commitment as chart
from sok_core.commitment_state import State, Wanting
from sok_core.errors import NotFound
from sok_core.export.meeting import FICTIONAL, where_and_when
from sok_core.export.paper_pdf import typeset
from sok_core.export.progress import ORDER, Progress
from sok_core.model import Attention, CommitmentStatus

TEMPLATE = Path(__file__).with_name("progress_poster.typ")
SIZES = ("a3", "a4")
MOST = 3  # lines under a heading: more cannot be read from three metres
LONGEST = 70  # signs of one line
HELP = (Attention.STUCK, Attention.NO_LEAD)


def pdf(progress: Progress, *, size: str = "a3") -> bytes:
    """Return the poster on one sheet; raises NotFound for a size of paper that we do not have.

    No party stands on it by itself, and no reason: a promise needs help, nobody is slow.
    """
    if size not in SIZES:
        raise NotFound("paper.unknown")
    day = words.day(progress.today, with_year=True)
    finished = [one for one in progress.states if one.status is CommitmentStatus.DONE and one.is_settled]
    data = {
        "title": "Hoe staan we ervoor?",
        "subject": f"Poster over de afspraken van {progress.place} op {day}",
        "above": progress.place,
        "size": size,
        "notice": FICTIONAL if progress.dossier.is_fictional else "",
        "counts": tiles(progress),
        "done": _lines(sorted(finished, key=lambda one: one not in progress.done)),
        "help": _lines(needing_help(progress.wanting)),
        "no-help": "Niemand vroeg nog om hulp." if progress.wanting else "Nu loopt niets vast.",
        "moment": where_and_when(progress.upcoming) if progress.upcoming else "",
        "foot": " ".join(filter(None, [f"Zo stond het op {day}.", progress.dossier.contact])),
    }
    return typeset(TEMPLATE, data, made_at=progress.made_at)


def tiles(progress: Progress) -> list[dict[str, Any]]:
    """Return how many there are of each status; done that another doubts is not done on a wall."""
    counts = commitment_state.settled_counts(progress.states)
    return [
        {
            "glyph": chart.GLYPHS[status],
            "word": words.COMMITMENT_STATUSES[status],
            "count": counts[status],
            "fill": chart.FILLS[status],
            "ink": "#FFFFFF" if status in chart.DARK else chart.INK,
        }
        for status in ORDER
    ]


def needing_help(wanting: Iterable[Wanting]) -> list[State]:
    """Return what the neighbourhood can help with: stuck, without a lead, asked for; then what wants care."""
    wanting = list(wanting)
    asked = [one.state for one in wanting if set(one.kinds) & set(HELP) or _asks(one.state)]
    care = [one.state for one in wanting if Attention.TAKE_CARE in one.kinds]
    return [*asked, *(one for one in care if one not in asked)]


def _asks(one: State) -> bool:
    return bool(one.update and one.update.asked_help_from)


def _lines(found: Iterable[State]) -> list[str]:
    titles = [words.shortened(one.commitment.title, LONGEST) for one in found]
    left = len(titles) - MOST
    return [*titles[:MOST], *([f"en nog {words.counted(left, 'afspraak', 'afspraken')}"] if left > 0 else [])]

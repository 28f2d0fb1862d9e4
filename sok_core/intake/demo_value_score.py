"""The values of Molenkwartier, scored at four moments of a quarter."""

import datetime as dt
from typing import TYPE_CHECKING

from sok_core.clock import utc
from sok_core.intake.demo_agreement import GROUPS, Known, Row
from sok_core.value_score_room import paper_of

if TYPE_CHECKING:
    from sok_core.model import ScoreRound
    from sok_core.store import Tables

TITLE = "Kwartaalmoment"
EVENING = dt.time(20, 30)


def load(tables: "Tables", rounds: list[Row], known: Known) -> None:
    """Write each round as paper that the facilitator counted, into a transaction that goes on."""
    for row in rounds:
        day = dt.date.fromisoformat(row["date"])
        one = tables.score_round.add(
            title=TITLE,
            date=day,
            meeting_id=known.meetings.get(row["session_id"]),
            people=row["n_bewoners"] + row["n_organisaties"],
            closed_at=utc(day, EVENING),
        )
        for scored in row["scores"]:
            _value(tables, one, scored, known.aims[scored["value_id"]])


def _value(tables: "Tables", one: "ScoreRound", scored: Row, aim_id: int) -> None:
    for label, group in GROUPS.items():
        for each in scored[label]:
            tables.value_score.put_paper(
                one,
                aim_id=aim_id,
                device=paper_of(None),
                group=group,
                score=each["score"],
                people=each["count"],
            )

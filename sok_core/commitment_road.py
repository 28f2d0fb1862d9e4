"""Where a commitment came from: its clause or its project, and the residents' words behind that."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sok_core import clause, clause_road
from sok_core.clause_road import Grown
from sok_core.model import Clause, ClauseText, Commitment, Outcome, Project, Reader

if TYPE_CHECKING:
    from sok_core.store import Tables


@dataclass(frozen=True)
class Origin:
    """Where a commitment came from: ``number`` and ``text`` are those of its clause as it is now.

    ``grown`` is what the clause grew from, else the project; by hand it grew from nothing that is known.
    """

    clause: Clause | None = None
    number: str = ""
    text: ClauseText | None = None
    project: Project | None = None
    grown: Grown = field(default_factory=Grown)


def origin(tables: "Tables", one: Commitment, *, reader: Reader) -> Origin:
    """Return the road back of a commitment, as far as this reader may see it."""
    project = tables.project.get(one.project_id) if one.project_id is not None else None
    if one.clause_id is None:
        return Origin(project=project, grown=_of_project(tables, project))
    source = tables.clause.get(one.clause_id)
    grown = clause_road.grown_from(tables, source, reader=reader)
    return Origin(
        clause=source,
        number=clause.number(tables, source),
        text=next(iter(reversed(tables.clause_text.of(source.id))), None),
        project=project or grown.project,
        grown=grown,
    )


def _of_project(tables: "Tables", project: Project | None) -> Grown:
    if project is None:
        return Grown()
    words = clause_road.spoken_for(tables, Outcome.PROJECT, project.id)
    return Grown(words=words, project=project, dots=clause_road.dots_on(tables, words))

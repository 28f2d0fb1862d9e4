"""Where a commitment came from: its clause or its project, and the residents' words behind that."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sok_core import agreement, clause, clause_road, commitment, consent
from sok_core.clause_road import Grown
from sok_core.model import Clause, Commitment, Outcome, Project, Reader

if TYPE_CHECKING:
    from sok_core.store import Tables


@dataclass(frozen=True)
class Origin:
    """Where a commitment came from: ``number`` and ``text`` are those of its article in force.

    ``version`` is the agreement that they stand in. It is None when no agreement in force has this article:
    ``text`` is then that of the draft. ``grown`` is what the clause grew from as the agreement in force has
    it, else the project; by hand it grew from nothing that is known.
    """

    clause: Clause | None = None
    number: str = ""
    text: str = ""
    version: int | None = None
    project: Project | None = None
    grown: Grown = field(default_factory=Grown)


def origin(tables: "Tables", one: Commitment, *, reader: Reader) -> Origin:
    """Return the road back of a commitment, as far as this reader may see it."""
    project = tables.project.get(one.project_id) if one.project_id is not None else None
    if one.clause_id is None:
        return Origin(project=project, grown=_of_project(tables, project))
    source = tables.clause.get(one.clause_id)
    version, draft = consent.signed_version(tables), tables.clause_text.newest().get(source.id)
    document = agreement.opened(version) if version else None
    grown = clause_road.grown_from(tables, source, reader=reader, text=document)
    agreed = document.standing(source.id) if document else None
    return Origin(
        clause=source,
        number=agreed.number if agreed else clause.number(tables, source),
        text=agreed.text if agreed else draft.text if draft else "",
        version=version.number if version and agreed else None,
        project=project or next(iter(grown.projects), None),
        grown=grown,
    )


def numbers(tables: "Tables") -> dict[int, str]:
    """Return the numbers of articles by clause id: those in force, and of the draft what is not in force."""
    drafted = agreement.numbers(tables.agreement.current(), tables.clause.all())
    return drafted | {clause_id: one.number for clause_id, one in commitment.signed(tables).items()}


def _of_project(tables: "Tables", project: Project | None) -> Grown:
    if project is None:
        return Grown()
    words = clause_road.spoken_for(tables, Outcome.PROJECT, project.id)
    return Grown(words=words, projects=(project,), dots=clause_road.dots_on(tables, words))

"""The agreement of Molenkwartier: values and goals, tasks, projects and clauses, each with its road."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sok_core import agreement, aim, mandate
from sok_core.clock import utc
from sok_core.model import (
    AimKind,
    Capacity,
    ClauseStatus,
    ConsentAnswer,
    DocumentType,
    FateKind,
    Group,
    MandateBasis,
    MandateStatus,
    Outcome,
    ProjectStatus,
    ReactionAnswer,
    RoleKind,
    Section,
    SignatureKind,
    SignatureMethod,
    Stance,
)

if TYPE_CHECKING:
    from sok_core.store import Tables

Row = dict[str, Any]
Ids = dict[str, int]

GROUPS = {"bewoners": Group.RESIDENT, "organisaties": Group.ORGANISATION}
PROJECT_STATUSES = {"klaar": ProjectStatus.DONE}
NO_CLAUSE = "geen afspraak, want "
CONCEPT = 2  # a clause without earlier texts was in the concept that people reacted to
NOON = dt.time(12)


@dataclass
class Known:
    """The ids that rows got, by their id in the demo; a theme by its set and its id."""

    parties: Ids = field(default_factory=dict)
    meetings: Ids = field(default_factory=dict)
    conversations: Ids = field(default_factory=dict)
    notes: Ids = field(default_factory=dict)
    themes: dict[tuple[str, str], int] = field(default_factory=dict)
    aims: Ids = field(default_factory=dict)
    tasks: Ids = field(default_factory=dict)
    projects: Ids = field(default_factory=dict)
    clauses: Ids = field(default_factory=dict)
    consents: Ids = field(default_factory=dict)
    commitments: Ids = field(default_factory=dict)
    updates: Ids = field(default_factory=dict)
    check_ins: Ids = field(default_factory=dict)

    def of(self, noun: str, ids: Iterable[str]) -> tuple[int, ...]:
        """Return the ids of rows of one noun; what is of another noun is passed over."""
        known: Ids = getattr(self, noun)
        return tuple(known[one] for one in ids if one in known)


def load(tables: "Tables", data: dict[str, Any], known: Known) -> None:
    """Write what the neighbourhood found, divided and promised, into a transaction that goes on."""
    for noun, kind in (("values", AimKind.VALUE), ("goals", AimKind.GOAL)):
        _aims(tables, data[noun], kind, known)
    _fates(tables, data["unused_themes"], known)
    _projects(tables, data["projects"], known)
    _tasks(tables, data["tasks"], known)
    _clauses(tables, data["clauses"], known, data["meta"])
    _reactions(tables, data["feedback"], known)
    _consents(tables, data["consents"], known)
    _signatures(tables, data["signatures"], known)


def _aims(tables: "Tables", rows: list[Row], kind: AimKind, known: Known) -> None:
    for row in rows:
        notes = known.of("notes", row["note_ids"])
        added = tables.aim.add(
            kind=kind,
            title=row["title"],
            meaning=row["meaning"],
            noticed_by=tuple(row["noticed_by"]),
            theme_id=known.themes["values", row["theme_id"]],
            quotes=tuple(one.id for one in aim.to_quote(tables.note.some(notes))[: aim.MOST_QUOTES]),
        )
        known.aims[row["id"]] = added.id
        tables.source.link(Outcome.AIM, added.id, notes=notes)
        for voice in row["per_party"]:
            tables.stake.put(party_id=known.parties[voice["party_id"]], aim_id=added.id, text=voice["text"])


def _fates(tables: "Tables", rows: list[Row], known: Known) -> None:
    for row in rows:
        is_kept = not row["reason"].startswith(NO_CLAUSE)
        for note_id in known.of("notes", row["note_ids"]):
            tables.fate.put(
                note_id=note_id,
                kind=FateKind.KEPT if is_kept else FateKind.NO_CLAUSE,
                why="" if is_kept else row["reason"].removeprefix(NO_CLAUSE),
                text=row["text"],
            )


def _projects(tables: "Tables", rows: list[Row], known: Known) -> None:
    for row in rows:
        added = tables.project.add(
            title=row["title"],
            status=PROJECT_STATUSES.get(row["status"], ProjectStatus.BUSY),
            goal=row["goal"],
            first_step=row["first_step"],
            starts_on=dt.date.fromisoformat(row["start_date"]),
            ends_on=dt.date.fromisoformat(row["end_date"]),
            budget=row["budget_eur"],
            funding=row["funding"],
            reach=row["reach_households"],
            aim_ids=known.of("aims", row["value_ids"] + row["goal_ids"]),
        )
        known.projects[row["id"]] = added.id
        _agreed(tables, row["roles"], known, project_id=added.id)


def _tasks(tables: "Tables", rows: list[Row], known: Known) -> None:
    for row in rows:
        meeting_id = known.meetings[row["session_id"]]
        added = tables.task.add(
            title=row["title"],
            description=row["what"],
            meeting_id=meeting_id,
            open_point=row["open_point"] or "",
        )
        known.tasks[row["id"]] = added.id
        tables.source.link(Outcome.TASK, added.id, notes=known.of("notes", row["note_ids"]))
        for said in row["offered"]:
            _part(
                tables,
                said,
                known,
                stance=Stance.OFFERED,
                capacity=Capacity(said["capacity"]),
                hours=said["hours_per_week"],
                task_id=added.id,
                meeting_id=meeting_id,
            )
        for said in row["expected"]:
            group = GROUPS[said["from_group"]]
            about: Row = {"task_id": added.id, "meeting_id": meeting_id, "group": group}
            _part(tables, said, known, stance=Stance.EXPECTED, **about)
        _agreed(tables, row["agreed_roles"], known, task_id=added.id, meeting_id=meeting_id)


def _agreed(tables: "Tables", roles: dict[str, list[str]], known: Known, **about: int) -> None:
    for role, parties in roles.items():
        for party in parties:
            _part(tables, {"party_id": party, "role": role}, known, stance=Stance.AGREED, **about)


def _part(tables: "Tables", said: Row, known: Known, **about: Any) -> None:
    tables.role_part.add(party_id=known.parties[said["party_id"]], role=RoleKind(said["role"]), **about)


def _clauses(tables: "Tables", document: Row, known: Known, meta: Row) -> None:
    tables.agreement.put(
        type=DocumentType(document["document_type"]),
        title="",
        chapters=tuple((one["id"], one["title"], one["chapter"]) for one in document["sections"]),
        signing_on=dt.date.fromisoformat(meta["signed_on"]),
    )
    days = {one["version"]: dt.date.fromisoformat(one["date"]) for one in document["versions"]}
    for row in document["clauses"]:
        added = tables.clause.add(
            section=Section(row["section"]),
            position=int(row["number"].split(".")[1]),
            status=ClauseStatus(row["status"]),
            task_id=known.tasks.get(row["task_id"]),
            project_id=known.projects.get(row["project_id"]),
            why=row["withdrawn_reason"] or "",
            withdrawn_on=dt.date.fromisoformat(row["withdrawn_on"]) if row["withdrawn_on"] else None,
        )
        known.clauses[row["number"]] = added.id
        _texts(tables, row, added.id, known, days)
    for one in document["versions"]:
        moment = utc(days[one["version"]], NOON)
        agreement.freeze_in(tables, title=one["label"], now=moment, as_of=moment)


def _reactions(tables: "Tables", rows: list[Row], known: Known) -> None:
    for row in rows:
        tables.reaction.add(
            version=row["version"],
            text=row["text"],
            clause_id=known.clauses[row["clause"]],
            party_id=known.parties.get(row["party_id"]),
            group=Group(row["group"]),
            channel=row["channel"],
            received_on=dt.date.fromisoformat(row["received_on"]),
            answer=ReactionAnswer(row["answer"]),
            why=row["why"],
            answered_on=dt.date.fromisoformat(row["answered_on"]),
        )


def _texts(tables: "Tables", row: Row, clause_id: int, known: Known, days: dict[int, dt.date]) -> None:
    """Write every text that a clause had; why an earlier one was changed is kept with the next."""
    because = ""
    notes = list(row["note_ids"])
    for earlier in row["earlier_versions"]:
        _text(tables, row, clause_id, known, text=earlier["text"], day=days[earlier["version"]], why=because)
        because = earlier["changed_because"]
        notes += earlier["source_ids"]
    last = row["version"] if row["earlier_versions"] else CONCEPT
    _text(tables, row, clause_id, known, text=row["text"], day=days[last], why=because)
    tables.source.link(
        Outcome.CLAUSE,
        clause_id,
        notes=known.of("notes", notes),
        conversations=known.of("conversations", row["conversation_ids"]),
    )


def _text(
    tables: "Tables", row: Row, clause_id: int, known: Known, *, text: str, day: dt.date, why: str
) -> None:
    tables.clause_text.add(
        clause_id=clause_id,
        text=text,
        saved_at=utc(day, NOON),
        party_ids=known.of("parties", row["who"]),
        means=row["means"],
        due=dt.date.fromisoformat(row["due"]) if row["due"] else None,
        aim_ids=known.of("aims", row["value_ids"] + row["goal_ids"]),
        because=why,
    )


def _consents(tables: "Tables", rows: list[Row], known: Known) -> None:
    """Write every answer with its mandate; one that came in the place of another is linked to that."""
    for row in rows:
        about = {"party_id": known.parties[row["party_id"]], "version": row["version"]}
        added = tables.consent.add(
            **about,
            answer=ConsentAnswer(row["answer"]),
            date=dt.date.fromisoformat(row["date"]),
            text=row["text"],
            function=row["by_function"],
            exceptions=known.of("clauses", row["exceptions"]),
            objected=tuple(
                (known.clauses[one["clause"]], one["text"], one["led_to_change"]) for one in row["objections"]
            ),
        )
        known.consents[row["id"]] = added.id
        given = row["mandate"]
        tables.mandate.put(
            **about,
            basis=MandateBasis(given["basis"]),
            status=MandateStatus(given["status"]),
            requested_on=dt.date.fromisoformat(given["requested_on"]),
            decided_on=dt.date.fromisoformat(given["date"]) if given["date"] else None,
        )
    for row in rows:
        if row["superseded_by"]:
            later = known.consents[row["superseded_by"]]
            tables.consent.update(known.consents[row["id"]], superseded_by=later)


def _signatures(tables: "Tables", rows: list[Row], known: Known) -> None:
    """Write who signed, and who joined later; the signing was open from the first signature on."""
    moments = [utc(dt.date.fromisoformat(row["date"]), dt.time.fromisoformat(row["time"])) for row in rows]
    tables.agreement.put(place=rows[0]["place"], opened_at=min(moments))
    for row, moment in zip(rows, moments, strict=True):
        answer = tables.consent.get(known.consents[row["consent_id"]])
        version = tables.version.numbered(answer.version)
        assert version is not None  # noqa: S101  (a consent is about a version)
        promises = mandate.read_aloud(agreement.read(version.content), answer.party_id, None)
        tables.signature.add(
            party_id=answer.party_id,
            version=version.number,
            digest=version.digest,
            kind=SignatureKind(row["kind"]),
            method=SignatureMethod(row["method"]),
            signed_at=moment,
            place=row["place"],
            function=row["function"],
            on_behalf_of=row["on_behalf_of"],
            promise="\n".join(promises),
            consent_id=answer.id,
            substitute_for=row["substitute_for"] or "",
        )

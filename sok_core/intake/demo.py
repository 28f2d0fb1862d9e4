"""The fictional neighbourhood Molenkwartier: from data/demo/ into a dossier of its own."""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sok_core import estimate, network, note, party, relation
from sok_core.clock import AMSTERDAM, now, utc
from sok_core.errors import Conflict
from sok_core.intake import demo_agreement, demo_monitoring, demo_value_score
from sok_core.intake.demo_agreement import Ids, Known
from sok_core.meeting import give_code
from sok_core.model import (
    Channel,
    DecisionKind,
    DecisionStatus,
    EstimateKind,
    Group,
    MeetingStatus,
    Phase,
    PromptKind,
    Reader,
    ScreenView,
    Step,
    TalkResult,
)

if TYPE_CHECKING:
    from sok_core.store import Store, Tables
    from sok_core.store.house import House
    from sok_core.store.shelf import Shelf

SLUG = "molenkwartier"
NAME = "Molenkwartier"
FACILITATOR = "procesbegeleider"
OPINIONS = {
    EstimateKind.INTEREST: "interest",
    EstimateKind.INFLUENCE: "influence",
    EstimateKind.ATTITUDE: "attitude",
}
NOTE_SETS = ("values", "roles")
PRIVATE_FLAGS = {"naam", "gezondheid"}


def load(shelf: "Shelf", house: "House", folder: Path, *, slug: str = SLUG, name: str = NAME) -> "Store":
    """Make the dossier of the fictional neighbourhood; raises Conflict when it is there already."""
    if slug in shelf.slugs():
        raise Conflict("demo.there", slug=slug)
    data = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    reference = dt.date.fromisoformat(data["meta"]["reference_date"])
    store = shelf.create(name, slug=slug, reference_date=reference, is_fictional=True)
    with store.write() as tables:
        known = Known(_parties(tables, data["parties"], today=reference))
        _relations(tables, data["relations"], known.parties, today=reference)
        _conversations(tables, data["conversations"], known)
        network.settle(tables)
        prompts: Ids = {}
        for session in data["sessions"]:
            _meeting(tables, session, known, prompts)
        for noun in NOTE_SETS:
            _notes(tables, noun, data[f"notes_{noun}"], data["themes"][noun], known, prompts)
        _decisions(tables, data["decisions"], data["parties"], known.meetings)
        demo_agreement.load(tables, data, known)
        demo_monitoring.load(tables, data, known)
        demo_value_score.load(tables, data["value_scores"], known)
        made = tables.meeting.all()
    for meeting in made:
        give_code(store, house, meeting)
    return store


def _parties(tables: "Tables", rows: list[dict[str, Any]], *, today: dt.date) -> Ids:
    """Write the parties, the core team, and what the facilitator thinks of each party, for her eyes."""
    ids: Ids = {}
    for row in rows:
        fields = ("name", "short_name", "type", "status", "interest_text", "contact_role", "ring")
        more = {name: row[name] for name in (*fields, "brings", "needs")}
        added = party.add_row(tables, more | {"represents": row["represents_approx"]})
        ids[row["id"]] = added.id
        for kind, name in OPINIONS.items():
            _estimate(tables, kind, row[name], today=today, party_id=added.id)
        if row["in_core_team"]:
            tables.core_team.add(function=row["contact_role"], party_id=added.id)
    return ids


def _relations(tables: "Tables", rows: list[dict[str, Any]], parties: Ids, *, today: dt.date) -> None:
    for row in rows:
        fields = {name: row[name] for name in ("kind", "strength", "since", "note")}
        ends = {"source_id": parties[row["source"]], "target_id": parties[row["target"]]}
        drawn = relation.add_row(
            tables, fields | ends | {"is_directed": row["directed"], "asserted_by": FACILITATOR}
        )
        _estimate(tables, EstimateKind.TENSION, row["tension"], today=today, relation_id=drawn.id)


def _estimate(
    tables: "Tables", kind: EstimateKind, value: int | None, *, today: dt.date, **about: Any
) -> None:
    if value is not None:
        estimate.put(
            tables,
            kind=kind,
            value=value,
            reader=Reader.FACILITATOR,
            given_by=FACILITATOR,
            given_on=today,
            **about,
        )


def _conversations(tables: "Tables", rows: list[dict[str, Any]], known: Known) -> None:
    parties = known.parties
    for row in rows:
        texts = {name: row[name] for name in ("held_by", "minutes", "what_matters", "worries", "next_step")}
        held = tables.conversation.add(
            **texts,
            party_id=parties[row["party_id"]],
            date=dt.date.fromisoformat(row["date"]),
            result=TalkResult(row["result"]),
            reader=Reader(row["visibility"]),
            named_parties=tuple(parties[one] for one in row["named_parties"]),
            named_unlisted=tuple(row["named_unlisted"]),
            next_date=dt.date.fromisoformat(row["next_date"]) if row["next_date"] else None,
        )
        known.conversations[row["id"]] = held.id


def _meeting(tables: "Tables", session: dict[str, Any], known: Known, prompts: Ids) -> None:
    day = dt.date.fromisoformat(session["date"])
    start, end = (dt.time.fromisoformat(session[name]) for name in ("start", "end"))
    meeting = tables.meeting.add(
        step=Step(session["step"]),
        title=session["title"],
        date=day,
        starts_at=start,
        ends_at=end,
        place=session["location"],
        status=MeetingStatus.CLOSED,
        code=f"?{session['id']}",
        salt=session["id"],
        screen=ScreenView.WELCOME,
        residents=session["attendance"]["bewoners"],
        organisations=session["attendance"]["organisaties"],
        opened_at=utc(day, start),
        closed_at=utc(day, end),
        outcomes=(*session["outcomes"], *session["next_steps"]),
    )
    known.meetings[session["id"]] = meeting.id
    for prompt in session["prompts"]:
        kind = PromptKind(prompt["kind"])
        added = tables.prompt.add(meeting.id, text=prompt["text"], kind=kind, phase=Phase.DONE)
        prompts[prompt["id"]] = added.id
    blocks = [(minutes, title, form) for _, minutes, title, form in session["agenda"]]
    tables.agenda.replace(meeting.id, blocks)
    tables.meeting.set_parties_present(meeting.id, known.of("parties", session["parties_present"]))


def _notes(
    tables: "Tables",
    noun: str,
    rows: list[dict[str, Any]],
    gold: dict[str, Any],
    known: Known,
    prompts: Ids,
) -> None:
    """Write one evening's notes, under the themes that its group named; what is private is hidden."""
    meeting_id = known.meetings[rows[0]["session_id"]]
    themes = {
        theme["id"]: tables.theme.add(meeting_id, title=theme["label"], description=theme["description"]).id
        for theme in gold["themes"]
    }
    known.themes |= {(noun, name): theme_id for name, theme_id in themes.items()}
    for row in rows:
        label = gold["labels"][row["id"]]
        is_private = not PRIVATE_FLAGS.isdisjoint(label["flags"])
        posted = tables.note.add(
            meeting_id=meeting_id,
            prompt_id=prompts[row["prompt_id"]],
            number=tables.meeting.next_number(meeting_id),
            text=row["text"],
            created_at=dt.datetime.fromisoformat(row["created_at"]).replace(tzinfo=AMSTERDAM),
            channel=Channel(row["channel"]),
            group=Group(row["group"]) if row["group"] else None,
            table=row["table"],
            votes=row["votes"],
            hidden_at=now() if is_private else None,
            hidden_reason=note.PRIVATE if is_private else "",
            theme_id=themes[label["primary"]],
        )
        known.notes[row["id"]] = posted.id


def _decisions(
    tables: "Tables", rows: list[dict[str, Any]], parties: list[dict[str, Any]], meetings: Ids
) -> None:
    names = {party["id"]: party["short_name"] for party in parties}
    made: Ids = {}
    for row in rows:
        decision = tables.decision.add(
            meeting_id=meetings[row["session_id"]],
            kind=DecisionKind(row["kind"]),
            text=row["text"],
            who=", ".join(names[party] for party in row["who"]),
            due=dt.date.fromisoformat(row["by"]) if row["by"] else None,
            status=DecisionStatus(row["status"]),
            agenda_item=row["agenda_item"],
            returns_from=made.get(row["returns_from"] or ""),
        )
        made[row["id"]] = decision.id

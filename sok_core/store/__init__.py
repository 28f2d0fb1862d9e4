"""The shelf that knows SQLite: a Store is one dossier file; one action is one ``with store.write()``."""

import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlite_utils import Database

from sok_core import role_room, value_score_room
from sok_core.check_in_agenda import cards
from sok_core.errors import SokError
from sok_core.model import Change, Phase, Prompt, PromptKind, Round, ScreenView, Situation, Told, Wall
from sok_core.signature import on_screen
from sok_core.store.agenda import AgendaBlocks
from sok_core.store.agreement import Agreements, Versions
from sok_core.store.aim import Aims, Stakes
from sok_core.store.check_in import Attendances, CheckIns, Lessons
from sok_core.store.clause import Clauses, ClauseTexts
from sok_core.store.commitment import Commitments, LeadChanges
from sok_core.store.consent import Consents, Mandates
from sok_core.store.contact_change import ContactChanges
from sok_core.store.conversation import Conversations
from sok_core.store.core_team import CoreTeam
from sok_core.store.decision import Decisions
from sok_core.store.dossier import Dossiers
from sok_core.store.estimate import Estimates
from sok_core.store.meeting import Meetings
from sok_core.store.mention import Mentions
from sok_core.store.note import Notes
from sok_core.store.party import Parties
from sok_core.store.pool import Pool, connect, transaction, turn
from sok_core.store.project import Projects
from sok_core.store.prompt import Prompts
from sok_core.store.proposal import Answers, Proposals, Wordings
from sok_core.store.reaction import Reactions
from sok_core.store.relation import Relations
from sok_core.store.signature import Scans, Signatures
from sok_core.store.source import Fates, Sources
from sok_core.store.step import StepMarks
from sok_core.store.task import RoleParts, Tasks
from sok_core.store.theme import Moves, Themes
from sok_core.store.update import Confirmations, Updates
from sok_core.store.update_link import UpdateLinks
from sok_core.store.value_score import ScoreRounds, ValueScores
from sok_core.store.vote import Votes
from sok_core.store.word_template import WordTemplates

T = TypeVar("T")
MOST_KEPT = 16

Listener = Callable[[int, Sequence[Change], dict[int, Situation]], None]


class Tables:
    """A door per noun, all in one transaction; ``changes`` is what those who listen will hear of it."""

    def __init__(self, db: Database, slug: str) -> None:
        self.changes: list[Change] = []
        self.dossier = Dossiers(db, self.changes, slug)
        self.meeting = Meetings(db, self.changes)
        self.agenda = AgendaBlocks(db, self.changes)
        self.prompt = Prompts(db, self.changes)
        self.note = Notes(db, self.changes)
        self.theme = Themes(db, self.changes)
        self.move = Moves(db, self.changes)
        self.vote = Votes(db, self.changes)
        self.decision = Decisions(db, self.changes)
        self.proposal = Proposals(db, self.changes)
        self.wording = Wordings(db, self.changes)
        self.answer = Answers(db, self.changes)
        self.party = Parties(db, self.changes)
        self.relation = Relations(db, self.changes)
        self.conversation = Conversations(db, self.changes)
        self.contact_change = ContactChanges(db, self.changes)
        self.estimate = Estimates(db, self.changes)
        self.core_team = CoreTeam(db, self.changes)
        self.mention = Mentions(db, self.changes)
        self.step = StepMarks(db, self.changes)
        self.aim = Aims(db, self.changes)
        self.stake = Stakes(db, self.changes)
        self.source = Sources(db, self.changes)
        self.fate = Fates(db, self.changes)
        self.task = Tasks(db, self.changes)
        self.role_part = RoleParts(db, self.changes)
        self.project = Projects(db, self.changes)
        self.agreement = Agreements(db, self.changes)
        self.version = Versions(db, self.changes)
        self.clause = Clauses(db, self.changes)
        self.clause_text = ClauseTexts(db, self.changes)
        self.reaction = Reactions(db, self.changes)
        self.mandate = Mandates(db, self.changes)
        self.consent = Consents(db, self.changes)
        self.signature = Signatures(db, self.changes)
        self.scan = Scans(db, self.changes)
        self.score_round = ScoreRounds(db, self.changes)
        self.value_score = ValueScores(db, self.changes)
        self.word_template = WordTemplates(db, self.changes)
        self.commitment = Commitments(db, self.changes)
        self.lead_change = LeadChanges(db, self.changes)
        self.update = Updates(db, self.changes)
        self.update_link = UpdateLinks(db, self.changes)
        self.confirmation = Confirmations(db, self.changes)
        self.check_in = CheckIns(db, self.changes)
        self.attendance = Attendances(db, self.changes)
        self.lesson = Lessons(db, self.changes)

    def situation(self, meeting_id: int) -> Situation:
        """Return what is going on in a meeting, as of this transaction."""
        meeting = self.meeting.get(meeting_id)
        prompt = self.prompt.get(meeting.prompt_id) if meeting.prompt_id else None
        shown, hidden = self.note.counts(prompt.id) if prompt else (0, 0)
        dots = self.vote.count(prompt.id) if prompt and prompt.phase.has_votes else 0
        return Situation(
            meeting,
            prompt,
            self.prompt.count(meeting_id),
            shown,
            hidden,
            self.dossier.name(),
            dots,
            self.round(meeting.proposal_id) if meeting.proposal_id else None,
            told=self.mention.told(prompt.id) if prompt and _is_network(prompt) else Told(),
            roll_call=on_screen(self) if meeting.screen is ScreenView.SIGNING else None,
            tasks=role_room.marks(self) if prompt and prompt.kind is PromptKind.ROLES else (),
            scored=value_score_room.people(self, prompt),
            agenda=cards(self, meeting_id) if meeting.screen is ScreenView.AGENDA else (),
        )

    def round(self, proposal_id: int) -> Round:
        """Return a proposal in its newest wording, with the answers to that; raises NotFound."""
        wording = self.wording.newest(proposal_id)
        return Round(self.proposal.get(proposal_id), wording, self.answer.of(wording.id))

    def wall(self, meeting_id: int) -> Wall:
        """Return all that can be seen of a meeting, as of this transaction."""
        situation = self.situation(meeting_id)
        prompt = situation.prompt
        return Wall(
            situation,
            self.dossier.revision(),
            self.note.of(meeting_id),
            self.theme.of(meeting_id),
            self.vote.of_prompt(prompt.id) if prompt and situation.phase.has_votes else [],
            **self._network(prompt),
            **self._roles(prompt),
            **self._scores(situation),
        )

    def _network(self, prompt: Prompt | None) -> dict[str, Any]:
        if prompt is None or not _is_network(prompt):
            return {}
        return {
            "parties": self.party.all(),
            "relations": self.relation.all(),
            "mentions": self.mention.of(prompt.id),
        }

    def _roles(self, prompt: Prompt | None) -> dict[str, Any]:
        if prompt is None or prompt.kind is not PromptKind.ROLES:
            return {}
        return {"parties": self.party.all(), "role_parts": self.role_part.said_in(prompt.meeting_id)}

    def _scores(self, situation: Situation) -> dict[str, Any]:
        prompt = situation.prompt
        if prompt is None or not value_score_room.is_asked(prompt):
            return {}
        is_over = situation.phase is Phase.DONE
        counts = self.value_score.counts(self.score_round.of_prompt(prompt.id).id) if is_over else []
        return {"values": value_score_room.values(self), "score_counts": counts}


def _is_network(prompt: Prompt) -> bool:
    return prompt.kind is PromptKind.NETWORK


class Store:
    """One dossier file. Reads see one moment; writes queue, and are told to ``listeners`` in their order."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.slug = path.stem
        self.listeners: list[Listener] = []
        self._pool = Pool(path)
        self._writing = threading.Lock()
        self._keeping = threading.Lock()
        self._kept: dict[Hashable, tuple[int, Any]] = {}
        self._watch = connect(path)
        self._data_version = self._read_data_version()
        self._told = self.revision()

    @contextmanager
    def read(self) -> Iterator[Tables]:
        """Open a look at one moment of the file."""
        with self._pool.connection() as db, transaction(db, "BEGIN"):
            yield Tables(db, self.slug)

    def kept(self, name: Hashable, make: Callable[[Tables], T]) -> T:
        """Return what ``make`` reads at one moment, made once for each revision of the file.

        For what is costly to read and does not change: all who look on share it. ``name`` says what it is,
        with all that it depends on besides the file, such as who reads.
        """
        with self.read() as tables:
            revision = tables.dossier.revision()
            with self._keeping:
                known = self._kept.get(name)
            if known is not None and known[0] == revision:
                return cast(T, known[1])
            made = make(tables)
        with self._keeping:
            self._kept.pop(name, None)
            self._kept[name] = (revision, made)
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return made

    @contextmanager
    def write(self) -> Iterator[Tables]:
        """Open one short transaction: all of it happens, or nothing; writers queue.

        Raises StoreBusy when another process keeps the file locked for over five seconds, StoreFailed when
        the disk is full or fails.
        """
        with turn(self._writing), self._pool.connection() as db:
            with transaction(db, "BEGIN IMMEDIATE"):
                tables = Tables(db, self.slug)
                yield tables
                if not tables.changes:
                    return
                revision = tables.dossier.next_revision()
                touched = {change.meeting_id for change in tables.changes if change.meeting_id is not None}
                situations = {
                    meeting_id: tables.situation(meeting_id)
                    for meeting_id in touched
                    if tables.meeting.exists(meeting_id)
                }
            self._told = revision
            for listener in self.listeners:
                listener(revision, tables.changes, situations)

    @contextmanager
    def exclusively(self) -> Iterator[None]:
        """Keep our own writers out, for work on the whole file (restore)."""
        with self._writing:
            yield

    def revision(self) -> int:
        """Return the revision that the file has now."""
        with self.read() as tables:
            return tables.dossier.revision()

    def written_elsewhere(self) -> int | None:
        """Return the revision when another process wrote to this file since the last call, else None.

        Also None when the file cannot be read just now, or was closed meanwhile.
        """
        try:
            data_version = self._read_data_version()
            if data_version == self._data_version:
                return None
            with self._writing:
                self._data_version = data_version
                revision = self.revision()
                if revision == self._told:
                    return None
                self._told = revision
                return revision
        except (sqlite3.Error, SokError):
            return None

    def _read_data_version(self) -> int:
        (version,) = self._watch.conn.execute("PRAGMA data_version").fetchone()
        return int(version)

    def close(self) -> None:
        """Close all connections to the file."""
        self._pool.close()
        self._watch.close()

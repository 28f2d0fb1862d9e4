"""One evening for the tests: a real dossier file with a running meeting, and people who write notes."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from sok_core import access, meeting, note, sight
from sok_core.model import AimKind, Meeting, Note, Phase, Prompt, Role, Situation, Step
from sok_core.sight import Audience
from sok_core.store import Store
from sok_core.store.house import House
from sok_core.store.shelf import Shelf

NOW = dt.datetime(2026, 11, 23, 18, 30, tzinfo=dt.UTC)
QUESTIONS = ("Wat vind jij belangrijk?", "Wat wil je zelf doen?", "Waar ben je trots op?")


@dataclass
class Evening:
    """A meeting that runs, its store, and the house that knows its code."""

    store: Store
    house: House
    id: int

    def __post_init__(self) -> None:
        self._keys = count(1)

    @property
    def meeting(self) -> Meeting:
        with self.store.read() as tables:
            return tables.meeting.get(self.id)

    @property
    def code(self) -> str:
        return self.meeting.code

    @property
    def prompts(self) -> list[Prompt]:
        with self.store.read() as tables:
            return tables.prompt.of(self.id)

    @property
    def notes(self) -> list[Note]:
        with self.store.read() as tables:
            return tables.note.of(self.id)

    @property
    def uuid(self) -> str:
        with self.store.read() as tables:
            return tables.dossier.current().uuid

    @property
    def situation(self) -> Situation:
        with self.store.read() as tables:
            return tables.situation(self.id)

    def ask(self, question: int = 1, phase: Phase | None = Phase.OPEN) -> None:
        """Put a question (counted from 1) on the screen."""
        meeting.show_question(self.store, prompt_id=self.prompts[question - 1].id, phase=phase)

    def post(
        self, text: object = "Groen", *, device: str = "Fatma", key: str | None = None, **more: Any
    ) -> note.Posted:
        key = key or f"key {next(self._keys)}"
        values: dict[str, Any] = {"now": NOW} | more
        return note.post(self.store, meeting_id=self.id, text=text, key=key, device=device, **values)

    def owner(self, device: str) -> str:
        return note.device_hash(device, salt=self.meeting.salt)

    def state(self, audience: Audience, *, device: str = "") -> dict[str, Any]:
        """Return what one receiver may see now."""
        with self.store.read() as tables:
            wall = tables.wall(self.id)
        owner = self.owner(device) if device else ""
        return sight.state_for(audience, wall, now=NOW, owner=owner)

    def cookie(self, role: Role, *, dossier: str | None = None) -> str:
        """Let somebody in and return his signed cookie; only a facilitator belongs to no dossier."""
        belongs = None if role is Role.FACILITATOR else dossier or self.uuid
        seat = {"meeting_id": self.id} if role in access.OF_ONE_MEETING else {}
        seat |= {"table": 1} if role is Role.HELPER else {}
        return cookie(self.house, role, dossier=belongs, **seat)

    def helper(self, table: int) -> str:
        """Let a helper in at a table and return her signed cookie."""
        return cookie(self.house, Role.HELPER, dossier=self.uuid, meeting_id=self.id, table=table)


def cookie(house: House, role: Role, *, dossier: str | None, **seat: int) -> str:
    now = dt.datetime.now(dt.UTC)
    return access.seal(house, [access.log_in(house, role=role, dossier=dossier, now=now, **seat).id])


def plan(store: Store, house: House, *, title: str = "Samen aan tafel") -> Evening:
    """Plan an evening with three questions and let it begin; no question is on the screen yet."""
    planned = meeting.plan(
        store,
        house,
        step=Step.GOALS_VALUES,
        title=title,
        date=NOW.date(),
        starts_at=dt.time(19, 30),
        place="De Spil",
        questions=QUESTIONS,
    )
    meeting.begin(store, meeting_id=planned.id, now=NOW)
    return Evening(store, house, planned.id)


@contextmanager
def opened(folder: Path, name: str = "Molenkwartier") -> Iterator[Evening]:
    """Open a data folder beside a server, with a new dossier and a running meeting in it."""
    house = House(folder / "huis.sqlite")
    shelf = Shelf(folder / "dossiers", folder / "backups")
    try:
        yield plan(shelf.create(name), house)
    finally:
        shelf.close_all()
        house.close()


def score_a_value(store: Store) -> None:
    """Let six people score one value, at a moment that is over."""
    with store.write() as tables:
        value = tables.aim.add(kind=AimKind.VALUE, title="Vertrouwen")
        one = tables.score_round.add(title="Kwartaalmoment", date=NOW.date(), people=6, closed_at=NOW)
        sheet = {"aim_id": value.id, "device": "tafel 1", "group": None, "score": 3, "people": 6}
        tables.value_score.put_paper(one, **sheet)

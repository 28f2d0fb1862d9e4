"""The one row about the neighbourhood itself, and the revision of the file."""

import datetime as dt
import uuid
from typing import Any

from sqlite_utils import Database

from sok_core import clock
from sok_core.model import Change, Dossier
from sok_core.store.door import Door
from sok_core.store.row import decode

NEVER_TRAVELLED = {"came_from": "", "came_at": None, "came_machine": "", "came_handed_to": ""}


class Dossiers(Door[Dossier]):
    """The one row about the neighbourhood."""

    noun = "dossier"
    model = Dossier

    def __init__(self, db: Database, changes: list[Change], slug: str) -> None:
        super().__init__(db, changes)
        self._slug = slug

    def current(self) -> Dossier:
        """Return the neighbourhood that this file is about."""
        return decode(Dossier, self.table.get(1), slug=self._slug)

    def name(self) -> str:
        """Return the name of the neighbourhood."""
        (name,) = self.db.conn.execute("SELECT name FROM dossier").fetchone()
        return str(name)

    def today(self) -> dt.date:
        """Return the day that is today for this neighbourhood."""
        return clock.today(clock.now(), self.current().reference_date)

    def revision(self) -> int:
        """Return how often this file was written."""
        (revision,) = self.db.conn.execute("SELECT revision FROM dossier").fetchone()
        return int(revision)

    def next_revision(self) -> int:
        """Count one writing action and return the new revision."""
        self.db.conn.execute("UPDATE dossier SET revision = revision + 1")
        return self.revision()

    def begin(self, *, name: str, now: dt.datetime, **values: Any) -> None:
        """Write the one row of a new file."""
        self._insert(id=1, uuid=str(uuid.uuid4()), name=name, created_at=now, revision=1, **values)

    def update(self, **values: Any) -> None:
        """Change what is known of the neighbourhood."""
        self._update(1, **values)
        self._changed()

    def travel(self, *, address: str, machine: str, now: dt.datetime) -> None:
        """Write into a copy of the file where it was taken from, and when."""
        self.update(came_from=address, came_at=now, came_machine=machine, came_handed_to="")

    def be_real(self) -> None:
        """Let this be the one real dossier: nothing says any more that it is a copy."""
        self.update(**NEVER_TRAVELLED, handed_over_to="", handed_over_at=None)

    def become_another(self) -> None:
        """Give a copied file an identity of its own; who has a link to the first has none to the copy."""
        self.update(uuid=str(uuid.uuid4()), road_key="", **NEVER_TRAVELLED)
        self.db.conn.execute("DELETE FROM update_link")

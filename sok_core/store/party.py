"""Rows of parties."""

import json
from collections.abc import Collection
from typing import Any

from sok_core.model import Party
from sok_core.store.door import Door
from sok_core.store.row import encode

NAMES = ("name", "short_name")


class Parties(Door[Party]):
    """The parties of a neighbourhood."""

    noun = "party"
    model = Party

    def all(self) -> list[Party]:
        """Return all parties, by short name."""
        return self.where(order_by="short_name COLLATE NOCASE, id")

    def add(self, **values: Any) -> Party:
        """Add a party."""
        party = self.get(self._insert(**values))
        self._changed()
        return party

    def update(self, party_id: int, **values: Any) -> None:
        """Change a party, and keep the names that it had; raises NotFound."""
        now = self.get(party_id)
        had = [was for name in NAMES if name in values and values[name] != (was := getattr(now, name))]
        if had:
            values["former_names"] = tuple(dict.fromkeys([*now.former_names, *had]))
        self._update(party_id, **values)
        self._changed()

    def forget_names(self) -> None:
        """Empty the name of the person at every party."""
        self.db.conn.execute("UPDATE party SET contact_name = ''")
        self._changed()

    def has_promised(self, party_id: int) -> bool:
        """Whether the agreement knows this party: it answered, consented, signed or stands in a clause.

        Also when it leads or helps with what is followed, or said how that goes.
        """
        (found,) = self.db.conn.execute(
            "SELECT EXISTS (SELECT 1 FROM reaction WHERE party_id = :id)"
            " OR EXISTS (SELECT 1 FROM consent WHERE party_id = :id)"
            " OR EXISTS (SELECT 1 FROM signature WHERE party_id = :id)"
            " OR EXISTS (SELECT 1 FROM clause_text, json_each(party_ids) WHERE json_each.value = :id)"
            " OR EXISTS (SELECT 1 FROM commitment WHERE owner_id = :id)"
            " OR EXISTS (SELECT 1 FROM commitment, json_each(helper_ids) WHERE json_each.value = :id)"
            " OR EXISTS (SELECT 1 FROM lead_change WHERE :id IN (was_id, party_id))"
            ' OR EXISTS (SELECT 1 FROM "update" WHERE :id IN (reported_by, asked_help_from))'
            " OR EXISTS (SELECT 1 FROM confirmation WHERE party_id = :id)",
            {"id": party_id},
        ).fetchone()
        return bool(found)

    def in_use(self, *, but_given_by: str) -> set[int]:
        """Return the parties on which anything hangs, in any table; what this one estimated does not count.

        The tables are found by their keys, so that one that is made later counts too.
        """
        run, ends = self.db.conn.execute, []
        for (table,) in run("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            keys = run('SELECT "table", "from" FROM pragma_foreign_key_list(?)', [table]).fetchall()
            ends += [f'SELECT "{column}" FROM "{table}"' for other, column in keys if other == self.noun]  # noqa: S608  (our own words)
        ends = [f"{each} WHERE given_by != :giver" if '"estimate"' in each else each for each in ends]
        ends += [
            f"SELECT json_each.value FROM {table}, json_each({column})"  # noqa: S608  (our own words)
            for table, column in (
                *(("clause_text", "party_ids"), ("conversation", "named_parties")),
                ("agreement", "roll_call"),
                ("commitment", "helper_ids"),
            )
        ]
        found = run(" UNION ".join(ends), {"giver": but_given_by}).fetchall()
        return {party_id for (party_id,) in found if party_id is not None}

    def going(self, ids: Collection[int]) -> dict[str, int]:
        """Return how many rows go along when parties are removed, by table; of a seat only its party.

        An estimate of the tension on one of their lines goes too.
        """
        marks = ", ".join(str(int(each)) for each in ids)
        ties = f"source_id IN ({marks}) OR target_id IN ({marks})"
        of = f"party_id IN ({marks})"
        wanted = {
            "relation": ties,
            "conversation": of,
            "estimate": f"{of} OR relation_id IN (SELECT id FROM relation WHERE {ties})",  # noqa: S608  (numbers)
            "stake": of,
            "role_part": of,
            "mandate": of,
            "meeting_party": of,
            "attendance": of,
            "mention": f"{of} OR target_id IN ({marks})",
            "core_team": f"{of} AND until IS NULL",
        }
        run = self.db.conn.execute
        return {
            noun: int(run(f"SELECT count(*) FROM {noun} WHERE {where}").fetchone()[0])  # noqa: S608  (numbers)
            for noun, where in wanted.items()
        }

    def delete(self, party_id: int) -> None:
        """Remove a party and all that hangs on it: its relations, talks, estimates and attendance.

        In talks with others that named it only its name stays.
        """
        self._leave_name(self.get(party_id))
        run = self.db.conn.execute
        ties = "SELECT id FROM relation WHERE source_id = :id OR target_id = :id"
        run(f"DELETE FROM estimate WHERE party_id = :id OR relation_id IN ({ties})", {"id": party_id})  # noqa: S608  (our own words)
        run("DELETE FROM relation WHERE source_id = :id OR target_id = :id", {"id": party_id})
        run("DELETE FROM mention WHERE party_id = :id OR target_id = :id", {"id": party_id})
        talks = "SELECT id FROM conversation WHERE party_id = :id"
        run(f"DELETE FROM source WHERE conversation_id IN ({talks})", {"id": party_id})  # noqa: S608  (our own words)
        for noun in (
            "conversation",
            "meeting_party",
            "attendance",
            "stake",
            "role_part",
            "mandate",
            "contact_change",
            "update_link",
        ):
            run(f"DELETE FROM {noun} WHERE party_id = :id", {"id": party_id})  # noqa: S608  (our own words)
        run("UPDATE core_team SET party_id = NULL WHERE party_id = :id", {"id": party_id})
        run("DELETE FROM party WHERE id = :id", {"id": party_id})
        self._changed()

    def _leave_name(self, party: Party) -> None:
        """Let talks that named a party keep its name, as one that is no party (yet)."""
        named = self.db.conn.execute(
            "SELECT id, named_parties, named_unlisted FROM conversation"
            " WHERE EXISTS (SELECT 1 FROM json_each(named_parties) WHERE json_each.value = ?)",
            [party.id],
        ).fetchall()
        for talk_id, ids, names in named:
            kept = tuple(one for one in json.loads(ids) if one != party.id)
            unlisted = tuple(dict.fromkeys([*json.loads(names), party.name]))
            self.db.conn.execute(
                "UPDATE conversation SET named_parties = ?, named_unlisted = ? WHERE id = ?",
                [encode(kept), encode(unlisted), talk_id],
            )

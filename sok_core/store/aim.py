"""Rows of values and goals, and of what they mean for each party."""

from typing import Any

from sok_core.model import Aim, Stake
from sok_core.store.door import Rows


class Aims(Rows[Aim]):
    """Values and goals."""

    noun = "aim"
    model = Aim

    def all(self) -> list[Aim]:
        """Return those that the group holds, in their order."""
        return self.where("gone_at IS NULL", order_by="position, id")

    def gone(self) -> list[Aim]:
        """Return those that the group let go, the last one first."""
        return self.where("gone_at IS NOT NULL", order_by="gone_at DESC, id DESC")

    def is_used(self, aim_id: int) -> bool:
        """Whether a party spoke of it, it was scored, or a project, a clause or a commitment serves it."""
        (found,) = self.db.conn.execute(
            "SELECT EXISTS (SELECT 1 FROM stake WHERE aim_id = :id)"
            " OR EXISTS (SELECT 1 FROM value_score WHERE aim_id = :id)"
            " OR EXISTS (SELECT 1 FROM project, json_each(aim_ids) WHERE json_each.value = :id)"
            " OR EXISTS (SELECT 1 FROM clause_text, json_each(aim_ids) WHERE json_each.value = :id)"
            " OR EXISTS (SELECT 1 FROM commitment, json_each(aim_ids) WHERE json_each.value = :id)",
            {"id": aim_id},
        ).fetchone()
        return bool(found)

    def add(self, **values: Any) -> Aim:
        """Add a value or a goal at the end."""
        (last,) = self.db.conn.execute("SELECT coalesce(max(position), 0) FROM aim").fetchone()
        return super().add(position=last + 1, **values)


class Stakes(Rows[Stake]):
    """What a value, a goal or the whole agreement means for a party."""

    noun = "stake"
    model = Stake

    def put(self, *, party_id: int, aim_id: int | None, **values: Any) -> Stake:
        """Let this be what a party says of it; a party says it once."""
        known = self.of(party_id, aim_id)
        if known:
            return self.update(known.id, **values)
        return self.add(party_id=party_id, aim_id=aim_id, **values)

    def of(self, party_id: int, aim_id: int | None) -> Stake | None:
        """Return what a party says of one value or goal, or (None) of the whole."""
        return next(iter(self.where("party_id = ? AND aim_id IS ?", [party_id, aim_id])), None)

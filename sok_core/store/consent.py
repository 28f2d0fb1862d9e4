"""Rows of mandates and consents."""

from typing import Any

from sok_core.model import Consent, Mandate
from sok_core.store.door import Rows


class Mandates(Rows[Mandate]):
    """What each party needs before it may sign a version."""

    noun = "mandate"
    model = Mandate

    def put(self, *, party_id: int, version: int, **values: Any) -> Mandate:
        """Let this be where a party stands with a version."""
        known = self.where("party_id = ? AND version = ?", [party_id, version])
        if known:
            return self.update(known[0].id, **values)
        return self.add(party_id=party_id, version=version, **values)


class Consents(Rows[Consent]):
    """What each party answered to a version; an older answer stays to be read."""

    noun = "consent"
    model = Consent

    def in_force(self, version: int) -> list[Consent]:
        """Return the answer of each party to one version that counts."""
        return self.where("version = ? AND superseded_by IS NULL", [version])

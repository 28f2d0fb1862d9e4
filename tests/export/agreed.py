"""The agreement of the fictional neighbourhood, to put on paper."""

import datetime as dt

from sok_core.model import Signature, SignatureKind, SignatureMethod
from sok_core.store import Store

NOW = dt.datetime(2026, 11, 23, 18, 30, tzinfo=dt.UTC)
STROKES = (((0, 500), (200, 700), (300, 300)), ((350, 400), (800, 300)))


def sign(
    store: Store, party_id: int, method: SignatureMethod, *, version: int = 3, proviso: str = ""
) -> Signature:
    """Let a party sign a version, for the paper's sake without asking whether it may."""
    with store.write() as tables:
        frozen = tables.version.numbered(version)
        assert frozen is not None
        return tables.signature.add(
            party_id=party_id,
            version=version,
            digest=frozen.digest,
            kind=SignatureKind.SIGNING,
            method=method,
            signed_at=NOW,
            place="Plein voor De Spil",
            function="voorzitter",
            drawing=STROKES if method is SignatureMethod.FINGER else (),
            proviso=proviso,
        )

"""Scans of signed paper: a picture of what was signed, kept with its seal; it is no signature itself."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import Scan
from sok_core.signature import MAX_TEXT, reason_of

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MOST_MEGABYTES = 10
FILES = {b"%PDF-": "application/pdf", b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


def attach(store: "Store", *, version: int, name: str, data: bytes, now: dt.datetime) -> Scan:
    """Attach a scan of signed paper to a version: PDF, PNG or JPEG, as its first bytes say.

    Raises RuleBroken for another kind of file or over 10 MB, NotFound for a version that is not there, and
    Conflict when the same file is there already.
    """
    kind = next((kind for start, kind in FILES.items() if data.startswith(start)), None)
    if kind is None:
        raise RuleBroken("scan.type")
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise RuleBroken("scan.too_large", limit=MOST_MEGABYTES)
    digest = hashlib.sha256(data).hexdigest()
    with store.write() as tables:
        if tables.version.numbered(version) is None:
            raise NotFound("version.unknown")
        if any(one.digest == digest for one in tables.scan.of(version)):
            raise Conflict("scan.there")
        short = " ".join(name.split())[:MAX_TEXT]
        return tables.scan.add(version=version, name=short, type=kind, digest=digest, added_at=now, data=data)


def detach(store: "Store", *, scan_id: int, why: str, now: dt.datetime) -> None:
    """Take away a scan that does not belong here, such as a page of another paper; when and why stay.

    A scan is a picture of the paper and no signature: who signed, and what, does not change. Raises NotFound,
    and RuleBroken without a reason.
    """
    reason = reason_of(why)
    with store.write() as tables:
        tables.scan.remove(scan_id, at=now, why=reason)


def scanned(tables: "Tables", scan_id: int) -> bytes:
    """Return the bytes of a scan that is there.

    Raises NotFound, and Conflict when they are not what was attached.
    """
    scan, data = tables.scan.get(scan_id), tables.scan.data(scan_id)
    if scan.removed_at is not None:
        raise NotFound("scan.unknown")
    if hashlib.sha256(data).hexdigest() != scan.digest:
        raise Conflict("scan.broken")
    return data


def broken_scans(tables: "Tables", scans: Sequence[Scan]) -> set[int]:
    """Return which of these scans are not what was attached, by id."""
    found = set()
    for one in scans:
        try:
            scanned(tables, one.id)
        except Conflict:
            found.add(one.id)
    return found

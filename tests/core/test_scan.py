"""Scans of signed paper: kept once with their seal, taken away with a reason."""

import pytest

from sok_core import scan, signature
from sok_core.errors import Conflict, NotFound, RuleBroken
from tests.evening import NOW
from tests.signing import LATER, PEN, Text


def test_a_scan_that_was_changed_is_not_handed_out(text: Text) -> None:
    kept = scan.attach(text.store, version=0, name="blad.pdf", data=b"%PDF-1.7", now=NOW)
    with text.store.write() as tables:
        assert scan.scanned(tables, kept.id) == b"%PDF-1.7"
        assert scan.broken_scans(tables, [kept]) == set()
        tables.scan.db.execute("UPDATE scan SET bytes = ?", [b"%PDF-1.8"])
        with pytest.raises(Conflict, match=r"scan\.broken"):
            scan.scanned(tables, kept.id)
        assert scan.broken_scans(tables, [kept]) == {kept.id}


def test_a_scan_is_kept_once_with_its_seal_and_its_kind_is_what_it_is(text: Text) -> None:
    kept = scan.attach(text.store, version=0, name="blad.png", data=b"%PDF-1.7", now=NOW)
    assert (kept.type, kept.name, len(kept.digest)) == ("application/pdf", "blad.png", 64)
    with pytest.raises(Conflict, match=r"scan\.there"):
        scan.attach(text.store, version=0, name="nog.pdf", data=b"%PDF-1.7", now=NOW)
    with pytest.raises(RuleBroken, match=r"scan\.type"):
        scan.attach(text.store, version=0, name="x.pdf", data=b"<html>", now=NOW)
    with pytest.raises(RuleBroken, match=r"scan\.too_large"):
        scan.attach(text.store, version=0, name="x.pdf", data=b"%PDF-" + b"0" * 10_000_000, now=NOW)
    with pytest.raises(NotFound, match=r"version\.unknown"):
        scan.attach(text.store, version=9, name="x.pdf", data=b"%PDF-2", now=NOW)


def test_a_wrong_scan_goes_and_the_signatures_stay(text: Text) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    kept = scan.attach(text.store, version=0, name="verkeerd.pdf", data=b"%PDF-1.7 ander blad", now=LATER)
    with pytest.raises(RuleBroken, match=r"signature\.why"):
        scan.detach(text.store, scan_id=kept.id, why=" ", now=LATER)
    scan.detach(text.store, scan_id=kept.id, why="Een ander blad.", now=LATER)
    with text.store.read() as tables:
        assert tables.scan.of(0) == []
        (gone,) = tables.scan.removed(0)
        assert (gone.removed_at, gone.why, tables.scan.data(gone.id)) == (LATER, "Een ander blad.", b"")
        with pytest.raises(NotFound):
            scan.scanned(tables, gone.id)
        assert [one.party_id for one in tables.signature.of(0)] == [text.school]
    with pytest.raises(NotFound):
        scan.detach(text.store, scan_id=kept.id, why="Nog eens.", now=LATER)
    scan.attach(text.store, version=0, name="toch.pdf", data=b"%PDF-1.7 ander blad", now=LATER)

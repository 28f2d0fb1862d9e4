"""The doors of the agreement: what is linked stays linked, and what is frozen stays frozen."""

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from sok_core import party
from sok_core.errors import RuleBroken
from sok_core.model import (
    AimKind,
    ClauseStatus,
    FateKind,
    Outcome,
    Phase,
    Reader,
    Section,
    SignatureKind,
    SignatureMethod,
    TalkResult,
)
from sok_core.store import pool
from sok_core.store.migrations import DOSSIER
from tests.evening import NOW, Evening


def test_what_grew_keeps_its_road_and_is_linked_once(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    first, second = evening.post("Meer groen"), evening.post("Bomen")
    with evening.store.write() as tables:
        aim = tables.aim.add(kind=AimKind.GOAL, title="Groen")
        tables.source.link(Outcome.AIM, aim.id, notes=[first.id, first.id])
        tables.source.link(Outcome.AIM, aim.id, notes=[second.id, first.id])
        assert [one.note_id for one in tables.source.of(Outcome.AIM, aim.id)] == [first.id, second.id]
        assert tables.source.of(Outcome.CLAUSE, aim.id) == []


def test_a_note_that_is_deleted_takes_its_road_and_its_fate_along(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    gone, stays = evening.post("Weg"), evening.post("Blijft")
    with evening.store.write() as tables:
        aim = tables.aim.add(kind=AimKind.VALUE, title="Eerlijk")
        tables.source.link(Outcome.AIM, aim.id, notes=[gone.id, stays.id])
        tables.fate.put(note_id=gone.id, kind=FateKind.KEPT)
        tables.note.remove(gone.id)
        assert [one.note_id for one in tables.source.of(Outcome.AIM, aim.id)] == [stays.id]
        assert tables.fate.all() == []


def test_a_meeting_that_is_deleted_leaves_the_aims_and_takes_their_notes(evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    note = evening.post("Meer groen")
    with evening.store.write() as tables:
        theme = tables.theme.add(evening.id, title="Groen")
        aim = tables.aim.add(kind=AimKind.GOAL, title="Groen", theme_id=theme.id)
        tables.source.link(Outcome.AIM, aim.id, notes=[note.id])
        tables.fate.put(theme_id=theme.id, kind=FateKind.KEPT)
        tables.meeting.remove(evening.id)
        assert tables.aim.get(aim.id).theme_id is None
        assert tables.source.all() == []
        assert tables.fate.all() == []


def test_a_party_that_promised_stays_and_one_that_did_not_goes_with_all_that_hangs_on_it(
    evening: Evening,
) -> None:
    one = party.write_down(evening.store, name="School")
    other = party.write_down(evening.store, name="Sportclub")
    with evening.store.write() as tables:
        held = tables.conversation.add(
            party_id=other.id,
            date=NOW.date(),
            result=TalkResult.SPOKEN,
            held_by="begeleider",
            named_parties=(),
            named_unlisted=(),
            reader=Reader.FACILITATOR,
        )
        clause = tables.clause.add(section=Section.ROLES)
        tables.clause_text.add(
            clause_id=clause.id, text="De school plant mee.", saved_at=NOW, party_ids=(one.id,)
        )
        tables.source.link(Outcome.CLAUSE, clause.id, conversations=[held.id])
        tables.stake.put(party_id=other.id, aim_id=None, text="Wij willen meedoen.")
    with pytest.raises(RuleBroken, match=r"party\.promised"):
        party.remove(evening.store, party_id=one.id)
    party.remove(evening.store, party_id=other.id)
    with evening.store.read() as tables:
        assert [each.id for each in tables.party.all()] == [one.id]
        assert tables.stake.all() == []
        assert tables.source.all() == []


@pytest.mark.parametrize("act", ["UPDATE version SET content = '{}'", "DELETE FROM version"])
def test_the_file_itself_refuses_to_change_a_frozen_version(evening: Evening, act: str) -> None:
    with evening.store.write() as tables:
        kept = tables.version.add(number=1, title="Concept", content='{"a":1}', digest="ab", frozen_at=NOW)
    with pytest.raises(sqlite3.IntegrityError, match=r"version\.frozen"), evening.store.write() as tables:
        tables.version.db.execute(act)
    with evening.store.read() as tables:
        assert tables.version.newest() == kept


def test_lines_of_a_finger_and_objections_come_back_as_they_were(evening: Evening) -> None:
    drawing = (((1, 2), (3, 4)), ((5, 6),))
    one = party.write_down(evening.store, name="School")
    with evening.store.write() as tables:
        signed = tables.signature.add(
            party_id=one.id,
            version=3,
            digest="ab",
            kind=SignatureKind.SIGNING,
            method=SignatureMethod.FINGER,
            signed_at=NOW,
            drawing=drawing,
        )
        given = tables.consent.add(
            party_id=one.id,
            version=3,
            answer="nog_niet",
            date=dt.date(2025, 10, 1),
            exceptions=(4,),
            objected=((4, "Te zacht", True),),
        )
        scan = tables.scan.add(
            version=3, name="blad.pdf", type="application/pdf", digest="cd", added_at=NOW, data=b"%PDF"
        )
        assert signed.drawing == drawing
        assert (given.exceptions, given.objected) == ((4,), ((4, "Te zacht", True),))
        assert tables.scan.data(scan.id) == b"%PDF"


def test_the_newest_text_is_what_a_clause_says(evening: Evening) -> None:
    with evening.store.write() as tables:
        clause = tables.clause.add(section=Section.ROLES)
        later = NOW + dt.timedelta(hours=1)
        tables.clause_text.add(clause_id=clause.id, text="Beter", saved_at=later, because="Te zacht")
        tables.clause_text.add(clause_id=clause.id, text="Eerst", saved_at=NOW)
        assert tables.clause_text.newest()[clause.id].text == "Beter"
        assert (clause.position, tables.clause.add(section=Section.ROLES).position) == (1, 2)
        assert clause.status is ClauseStatus.IN_FORCE


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE signature SET digest = 'cd'",
        "UPDATE signature SET version = 4",
        "UPDATE signature SET party_id = party_id + 1",
        "UPDATE signature SET drawing = '[]', why = 'x'",
        "UPDATE signature SET withdrawn_on = NULL",
        "UPDATE signature SET why = 'anders'",
        "UPDATE signature SET proviso = 'anders'",
        "DELETE FROM signature",
    ],
)
def test_the_file_itself_refuses_to_change_a_signature(evening: Evening, act: str) -> None:
    one = party.write_down(evening.store, name="School")
    party.write_down(evening.store, name="Gemeente")
    with evening.store.write() as tables:
        made = tables.signature.add(
            party_id=one.id,
            version=3,
            digest="ab",
            kind=SignatureKind.SIGNING,
            method=SignatureMethod.FINGER,
            signed_at=NOW,
            drawing=(((1, 2),),),
        )
        kept = tables.signature.update(made.id, withdrawn_on=dt.date(2027, 1, 1), why="De school sluit.")
    with pytest.raises(sqlite3.IntegrityError, match=r"signature\.signed"), evening.store.write() as tables:
        tables.signature.db.execute(act)
    with evening.store.read() as tables:
        assert tables.signature.all() == [kept]


def test_an_article_of_a_file_from_before_holds_without_what_was_let_go_by_then(tmp_path: Path) -> None:
    db = pool.connect(tmp_path / "oud.sok")
    DOSSIER.apply(db, stop_before="m20261206_clause_held_without")
    for name, gone_at in (("Planten", "2026-11-20T20:00:00+00:00"), ("Water geven", None)):
        db.table("task").insert({"position": 1, "title": name, "gone_at": gone_at})
    for status in ("gestopt", "bezig"):
        db.table("project").insert({"position": 1, "title": status, "status": status})
    base = {"section": "rollen", "position": 1}
    db.table("clause").insert_all(
        [
            base | {"task_id": 2, "project_id": 1, "into_id": None, "is_on_its_own": 1},
            base | {"task_id": 1, "project_id": 2, "into_id": 1, "is_on_its_own": 0},
            base | {"task_id": 1, "project_id": 1, "into_id": None, "is_on_its_own": 0},
        ]
    )
    DOSSIER.apply(db)
    held = [row["held_without"] for row in db.table("clause").rows]
    assert held == ['[["taak", 1], ["project", 1]]', "[]", "[]"]
    db.close()


def test_a_file_from_before_takes_back_what_merged_articles_lent(tmp_path: Path) -> None:
    """Articles 2 and 3 went on in 1, and 4 in 2. Only 3 lent something: 1, 2 and 4 are pieces of one."""
    db = pool.connect(tmp_path / "oud.sok")
    DOSSIER.apply(db, stop_before="m20261206_clause_own_road")
    db.table("task").insert({"position": 1, "title": "Planten"})
    db.table("project").insert({"position": 1, "title": "Boomfeest", "status": "gekozen"})
    first = {"section": "rollen", "position": 1, "task_id": 1, "project_id": 1}
    db.table("clause").insert_all(
        [
            first,
            {"section": "rollen", "position": 2, "project_id": 1, "from_id": 1, "into_id": 1},
            {"section": "rollen", "position": 3, "task_id": 1, "into_id": 1},
            {"section": "rollen", "position": 4, "project_id": 1, "from_id": 1, "into_id": 2},
        ]
    )
    db.table("source").insert_all(
        {"outcome": "artikel", "outcome_id": 1, "via_id": via_id} for via_id in (None, 2, 3)
    )
    DOSSIER.apply(db)
    grounds = [(row["task_id"], row["project_id"]) for row in db.table("clause").rows]
    assert grounds == [(None, 1), (None, 1), (1, None), (None, 1)]
    assert [row["via_id"] for row in db.table("source").rows] == [None]
    db.close()

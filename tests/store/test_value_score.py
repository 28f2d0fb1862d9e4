"""The rows of scores: only counts come out, and after a meeting not even the store knows more."""

import datetime as dt
from pathlib import Path

import pytest

from sok_core.errors import NotFound
from sok_core.model import AimKind, Group, ScoreCount, ScoreRound
from sok_core.store import Store, Tables, pool
from sok_core.store.migrations import DOSSIER
from tests.evening import Evening

DAY = dt.date(2026, 11, 5)
RESIDENT = Group.RESIDENT


@pytest.fixture
def store(evening: Evening) -> Store:
    """A dossier with two values."""
    with evening.store.write() as tables:
        for title in ("Vertrouwen", "Betaalbaar"):
            tables.aim.add(kind=AimKind.VALUE, title=title)
    return evening.store


def begun(tables: Tables) -> tuple[ScoreRound, int, int]:
    trust, money = (one.id for one in tables.aim.all())
    return tables.score_round.add(title="Kwartaalmoment", date=DAY), trust, money


def test_a_phone_has_one_row_for_each_value(store: Store) -> None:
    with store.write() as tables:
        one, trust, money = begun(tables)
        answers = [(trust, 3), (trust, 5), (money, None)]
        new = [
            tables.value_score.put(one, aim_id=aim, device="d1", group=None, score=score)
            for aim, score in answers
        ]
        assert new == [True, False, True]
        assert tables.value_score.of_device(one.id, "d1") == [
            ScoreCount(one.id, trust, None, 5, 1),
            ScoreCount(one.id, money, None, None, 1),
        ]


def test_people_are_those_who_answered_the_value_that_most_answered(store: Store) -> None:
    with store.write() as tables:
        one, trust, money = begun(tables)
        put = tables.value_score.put_paper
        for aim, score, people in ((trust, 3, 2), (trust, None, 1), (money, 5, 4)):
            put(one, aim_id=aim, device="tafel 1", group=RESIDENT, score=score, people=people)
        put(one, aim_id=trust, device="tafel 1", group=None, score=3, people=2)
        tables.value_score.put(one, aim_id=trust, device="d1", group=None, score=3)
        assert tables.value_score.people(one.id) == 4 + 2 + 1
        assert tables.value_score.people(one.id + 1) == 0


def test_forgetting_phones_keeps_the_counts_and_no_thread_between_two_scores(store: Store) -> None:
    with store.write() as tables:
        one, trust, money = begun(tables)
        for device, score in (("d1", 3), ("d2", 3), ("d3", None)):
            tables.value_score.put(one, aim_id=trust, device=device, group=RESIDENT, score=score)
            tables.value_score.put(one, aim_id=money, device=device, group=RESIDENT, score=1)
        before, people = tables.value_score.counts(one.id), tables.value_score.people(one.id)
        assert not tables.value_score.is_forgotten(one.id)
        tables.value_score.forget_phones(one.id)
        assert (tables.value_score.counts(one.id), tables.value_score.people(one.id)) == (before, people)
        assert tables.value_score.is_forgotten(one.id)
        assert tables.value_score.of_device(one.id, "d1") == []
        assert len(list(tables.value_score.table.rows)) == 3


def test_a_round_goes_with_its_scores_and_another_stays(store: Store) -> None:
    with store.write() as tables:
        one, trust, _ = begun(tables)
        other = tables.score_round.add(title="Later", date=DAY + dt.timedelta(days=90))
        for each in (one, other):
            tables.value_score.put(each, aim_id=trust, device="d1", group=None, score=3)
        tables.score_round.delete(one.id)
        assert tables.score_round.all() == [other]
        assert tables.value_score.counts(one.id) == []
        assert len(tables.value_score.counts(other.id)) == 1


def test_a_question_without_a_round_is_said_so(store: Store) -> None:
    with store.read() as tables, pytest.raises(NotFound, match=r"score_round\.unknown"):
        tables.score_round.of_prompt(999)


def test_a_file_from_before_gets_rounds_and_scores(tmp_path: Path) -> None:
    db = pool.connect(tmp_path / "oud.sok")
    DOSSIER.apply(db, stop_before="m20261130_score_round")
    assert "value_score" not in db.table_names()
    DOSSIER.apply(db)
    assert {"score_round", "value_score"} <= set(db.table_names())
    db.close()

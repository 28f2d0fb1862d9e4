"""Why words became no clause, yet."""

import pytest

from sok_core import fate, note
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import Fate, FateKind
from tests.evening import NOW, Evening


@pytest.fixture
def written(evening: Evening) -> Evening:
    evening.ask()
    evening.post("Meer bankjes")
    return evening


def fates(evening: Evening) -> list[Fate]:
    with evening.store.read() as tables:
        return tables.fate.all()


def test_a_note_is_kept_and_then_declined_and_put_back_twice(written: Evening) -> None:
    first = fate.keep(written.store, note_id=1, now=NOW)
    (kept,) = fates(written)
    assert (first, kept.kind, kept.why) == (None, FateKind.KEPT, "")
    second = fate.decline(written.store, note_id=1, why="dit hoort elders", now=NOW, before=kept)
    (declined,) = fates(written)
    assert (second, declined.kind, declined.why) == (kept, FateKind.NO_CLAUSE, "dit hoort elders")
    fate.put_back(written.store, note_id=1, before=second)
    assert fates(written) == [kept]
    fate.put_back(written.store, note_id=1, before=None)
    assert fates(written) == []


def test_two_people_at_once(written: Evening) -> None:
    fate.keep(written.store, note_id=1, now=NOW)
    with pytest.raises(Conflict, match=r"fate.changed"):
        fate.decline(written.store, note_id=1, why="anders", now=NOW)
    assert [one.kind for one in fates(written)] == [FateKind.KEPT]


def test_a_note_that_is_too_personal_is_left_out_with_the_reason_and_comes_back_with_it(
    written: Evening,
) -> None:
    fate.decline(written.store, note_id=1, why="het is van één persoon", is_private=True, now=NOW)
    assert [(one.is_hidden, one.hidden_reason) for one in written.notes] == [(True, note.PRIVATE)]
    fate.put_back(written.store, note_id=1, before=None, is_private=True)
    assert [(one.is_hidden, one.hidden_reason) for one in written.notes] == [(False, "")]
    assert fates(written) == []


def test_a_reason_that_is_refused_leaves_the_note_where_it_is(written: Evening) -> None:
    with pytest.raises(RuleBroken, match=r"fate.why_empty"):
        fate.decline(written.store, note_id=1, why="", is_private=True, now=NOW)
    fate.keep(written.store, note_id=1, now=NOW)
    with pytest.raises(Conflict, match=r"fate.changed"):
        fate.decline(written.store, note_id=1, why="anders", is_private=True, now=NOW)
    assert [one.is_hidden for one in written.notes] == [False]


@pytest.mark.parametrize(
    ("why", "code"),
    [("", "fate.why_empty"), ("Geen afspraak, want .", "fate.why_empty"), ("x" * 201, "too_long")],
)
def test_a_reason_is_needed(written: Evening, why: str, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        fate.decline(written.store, note_id=1, why=why, now=NOW)
    assert fates(written) == []


def test_what_is_not_there_has_no_fate(written: Evening) -> None:
    with pytest.raises(NotFound):
        fate.keep(written.store, note_id=9, now=NOW)
    with pytest.raises(NotFound):
        fate.keep(written.store, theme_id=9, now=NOW)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("want het is een groet.", "het is een groet"),
        ("Omdat het al kan", "het al kan"),
        ("wantrouwen helpt niet", "wantrouwen helpt niet"),
    ],
)
def test_a_reason_ends_the_sentence(typed: str, kept: str) -> None:
    assert fate.clean_why(typed) == kept

"""Lines between parties."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sok_core import party, relation
from sok_core.errors import NotFound, RuleBroken
from sok_core.model import Reader, Relation, RelationKind
from tests.evening import Evening


@pytest.fixture
def ends(evening: Evening) -> dict[str, int]:
    first, second = (party.write_down(evening.store, name=name) for name in ("De Spil", "School"))
    return {"source_id": first.id, "target_id": second.id}


def lines(evening: Evening) -> list[Relation]:
    with evening.store.read() as tables:
        return tables.relation.all()


def notes(evening: Evening, reader: Reader) -> list[str]:
    with evening.store.read() as tables:
        return list(tables.relation.notes(reader).values())


def test_a_line_gives_both_parties_their_place(evening: Evening, ends: dict[str, int]) -> None:
    drawn = relation.draw(evening.store, **ends, kind="geld", strength=4, since="2024", is_directed=True)
    assert (drawn.kind, drawn.strength, drawn.is_directed) == (RelationKind.MONEY, 4, True)
    with evening.store.read() as tables:
        assert all(one.x is not None for one in tables.party.all())
    relation.remove(evening.store, relation_id=drawn.id)
    with evening.store.read() as tables:
        assert all(one.x is None for one in tables.party.all())


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"kind": "vriendschap"}, "relation.kind"),
        ({"strength": 6}, "relation.strength"),
        ({"strength": "sterk"}, "relation.strength"),
        ({"strength": 2.5}, "relation.strength"),
        ({"note": "x" * 501}, "relation.text_too_long"),
        ({"since": "x" * 21}, "relation.text_too_long"),
        ({"note_reader": "iedereen"}, "relation.reader"),
        ({"kleur": "rood"}, "relation.field"),
    ],
)
def test_what_no_line_can_be(
    evening: Evening, ends: dict[str, int], fields: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleBroken) as caught:
        relation.draw(evening.store, **ends, **fields)
    assert caught.value.code == code
    assert lines(evening) == []


def test_a_line_runs_to_another_party_that_is_there(evening: Evening, ends: dict[str, int]) -> None:
    with pytest.raises(RuleBroken, match=r"relation\.self"):
        relation.draw(evening.store, source_id=ends["source_id"], target_id=ends["source_id"])
    with pytest.raises(RuleBroken, match=r"relation\.end"):
        relation.draw(evening.store, source_id=ends["source_id"], target_id=0)
    with pytest.raises(NotFound, match=r"party\.unknown"):
        relation.draw(evening.store, source_id=ends["source_id"], target_id=99)


def test_a_line_is_not_led_to_a_party_that_is_not_there(evening: Evening, ends: dict[str, int]) -> None:
    drawn = relation.draw(evening.store, **ends)
    with pytest.raises(NotFound, match=r"party\.unknown"):
        relation.change(evening.store, relation_id=drawn.id, target_id=99)


def test_the_same_line_is_there_once(evening: Evening, ends: dict[str, int]) -> None:
    relation.draw(evening.store, **ends)
    turned = {"source_id": ends["target_id"], "target_id": ends["source_id"]}
    for same in (ends, turned):
        with pytest.raises(RuleBroken, match=r"relation\.known"):
            relation.draw(evening.store, **same)
    relation.draw(evening.store, **ends, kind="geld", is_directed=True)
    relation.draw(evening.store, **turned, kind="geld", is_directed=True)
    assert len(lines(evening)) == 3


def test_of_many_lines_all_are_drawn_or_none(evening: Evening, ends: dict[str, int]) -> None:
    with pytest.raises(RuleBroken):
        relation.draw_all(evening.store, [ends, ends])
    assert lines(evening) == []


def test_a_change_leaves_alone_what_is_not_named(evening: Evening, ends: dict[str, int]) -> None:
    drawn = relation.draw(evening.store, **ends, kind="geld", is_directed=True, note="Elk jaar")
    now = relation.change(evening.store, relation_id=drawn.id, strength=5)
    assert (now.kind, now.is_directed, now.strength) == (RelationKind.MONEY, True, 5)
    assert notes(evening, Reader.FACILITATOR) == ["Elk jaar"]
    other = relation.draw(evening.store, **ends, kind="klant")
    with pytest.raises(RuleBroken, match=r"relation\.known"):
        relation.change(evening.store, relation_id=other.id, kind="geld", is_directed=True)


@given(meant=st.sampled_from(Reader), reads=st.sampled_from(Reader))
def test_a_note_is_read_by_whom_it_is_meant_for(meant: Reader, reads: Reader) -> None:
    order = [Reader.TABLE, Reader.CORE_TEAM, Reader.FACILITATOR]
    assert reads.may_read(meant) == (order.index(reads) >= order.index(meant))


@pytest.mark.parametrize("reader", [Reader.CORE_TEAM, Reader.TABLE])
def test_a_note_is_for_the_facilitator_unless_somebody_says_more(
    evening: Evening, ends: dict[str, int], reader: Reader
) -> None:
    drawn = relation.draw(evening.store, **ends, note="Ruzie over de brief")
    assert notes(evening, reader) == []
    relation.change(evening.store, relation_id=drawn.id, note_reader=Reader.TABLE)
    assert notes(evening, reader) == ["Ruzie over de brief"]

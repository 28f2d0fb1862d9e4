"""Lines between parties."""

from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sok_core import party, relation, words
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import Reader, Relation, RelationKind
from tests.core.conftest import at_once
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


def seen_of(evening: Evening) -> dict[str, Any]:
    """Return the one line as a facilitator sees it."""
    with evening.store.read() as tables:
        (one,) = tables.relation.all()
        note, meant = tables.relation.notes(Reader.FACILITATOR), tables.relation.note_readers()
    return relation.as_seen(one, note=note.get(one.id, ""), note_reader=meant[one.id])


def test_two_who_change_different_things_of_a_line_lose_nothing(
    evening: Evening, ends: dict[str, int]
) -> None:
    drawn = relation.draw(evening.store, **ends)
    seen = seen_of(evening)
    relation.change(evening.store, relation_id=drawn.id, before=seen, strength=5, note="Elk jaar")
    turned = {"source_id": ends["target_id"], "target_id": ends["source_id"]}
    now = relation.change(evening.store, relation_id=drawn.id, before=seen, **turned, strength=2, kind="geld")
    assert (now.strength, now.kind, notes(evening, Reader.FACILITATOR)) == (
        *(5, RelationKind.MONEY),
        ["Elk jaar"],
    )
    assert now.source_id == ends["source_id"]  # a line without a direction is not turned


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ({"strength": 5}, {"strength": 1}, "‘Hoe stevig’ van deze lijn. Daar staat nu: heel stevig."),
        ({"kind": "geld"}, {"kind": "klant"}, "‘Wat voor lijn’ van deze lijn. Daar staat nu: geld."),
        ({"note": "Elk jaar"}, {"note": "Nooit"}, "‘Aantekening’ van deze lijn. Daar staat nu: Elk jaar."),
        ({"note_reader": "kernteam"}, {"note_reader": "mag_op_tafel"}, "Daar staat nu: kernteam."),
        ({"is_directed": True}, {"turned": True}, "Daar staat nu: van De Spil naar School."),
    ],
)
def test_who_changes_what_another_just_changed_of_a_line_hears_of_it(
    evening: Evening, ends: dict[str, int], first: dict[str, Any], second: dict[str, Any], told: str
) -> None:
    drawn = relation.draw(evening.store, **ends)
    if second.pop("turned", False):
        second = {"source_id": ends["target_id"], "target_id": ends["source_id"], "is_directed": True}
    seen = seen_of(evening)
    relation.change(evening.store, relation_id=drawn.id, before=seen, **first)
    known = seen_of(evening)
    with pytest.raises(Conflict, match=r"relation\.changed") as caught:
        relation.change(evening.store, relation_id=drawn.id, before=seen, **second)
    assert told in words.sentence(caught.value)
    assert seen_of(evening) == known
    relation.change(evening.store, relation_id=drawn.id, before=known, **second)
    assert seen_of(evening) == known | second


def test_of_two_who_save_a_line_at_once_one_hears_of_the_other(
    evening: Evening, ends: dict[str, int]
) -> None:
    drawn = relation.draw(evening.store, **ends)
    seen = seen_of(evening)
    refused = at_once(
        *(
            partial(relation.change, evening.store, relation_id=drawn.id, before=seen, since=since)
            for since in ("2020", "2021")
        )
    )
    assert [(error.code, error.values["there"]) for error in refused] == [
        ("relation.changed", seen_of(evening)["since"])
    ]


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

"""Talks: what is written down, who was named, and who is still to be spoken."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sok_core import conversation, party, relation, words
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import (
    Conversation,
    Party,
    PartyStatus,
    PartyType,
    Reader,
    RelationKind,
    TalkResult,
)
from tests.core.conftest import at_once
from tests.evening import Evening

TODAY = dt.date(2026, 11, 5)


def talk(**fields: Any) -> dict[str, Any]:
    return {"date": TODAY, "held_by": "voorzitter", "what_matters": "De huur"} | fields


def talks(evening: Evening, reader: Reader = Reader.FACILITATOR) -> list[Conversation]:
    with evening.store.read() as tables:
        return tables.conversation.readable_by(reader)


def parties(evening: Evening) -> dict[str, Party]:
    with evening.store.read() as tables:
        return {one.short_name: one for one in tables.party.all()}


@pytest.fixture
def spil(evening: Evening) -> Party:
    return party.write_down(evening.store, name="De Spil")


def test_a_talk_is_for_the_facilitator_unless_somebody_says_more(evening: Evening, spil: Party) -> None:
    held = conversation.hold(evening.store, party_id=spil.id, **talk())
    assert (held.reader, held.result) == (Reader.FACILITATOR, TalkResult.SPOKEN)
    assert parties(evening)["De Spil"].status is PartyStatus.SPOKEN
    (kept_back,) = talks(evening, Reader.CORE_TEAM)
    assert (kept_back.held_by, kept_back.date, kept_back.what_matters) == ("voorzitter", TODAY, "")


def test_a_talk_that_failed_leaves_the_party_waiting(evening: Evening, spil: Party) -> None:
    conversation.hold(evening.store, party_id=spil.id, **talk(result=TalkResult.FAILED, what_matters=""))
    assert parties(evening)["De Spil"].status is PartyStatus.TO_APPROACH


def test_a_party_may_be_told_by_its_name(evening: Evening, spil: Party) -> None:
    conversation.hold(evening.store, with_whom="de spil", **talk())
    conversation.hold(evening.store, with_whom="Kerk", **talk())
    assert sorted(parties(evening)) == ["De Spil", "Kerk"]
    assert {one.party_id for one in talks(evening)} == {spil.id, parties(evening)["Kerk"].id}
    assert parties(evening)["Kerk"].status is PartyStatus.SPOKEN


def test_names_are_parties_or_become_candidates(evening: Evening, spil: Party) -> None:
    school = party.write_down(evening.store, name="School")
    named = ["school", "Kerk  aan de Molenvliet", "De Spil", " "]
    held = conversation.hold(evening.store, party_id=spil.id, named=named, **talk())
    assert (held.named_parties, held.named_unlisted) == ((school.id,), ("Kerk aan de Molenvliet",))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"held_by": " "}, "conversation.held_by"),
        ({"date": None}, "conversation.date"),
        ({"what_matters": " "}, "conversation.empty"),
        ({"worries": "x" * 2001}, "conversation.too_long"),
        ({"minutes": 601}, "conversation.minutes"),
        ({"kleur": "rood"}, "conversation.field"),
        ({"party_id": None}, "conversation.party"),
    ],
)
def test_what_cannot_be_written_down(
    evening: Evening, spil: Party, fields: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleBroken) as caught:
        conversation.hold(evening.store, **talk(**{"party_id": spil.id} | fields))
    assert caught.value.code == code
    assert talks(evening) == []


def test_a_talk_that_is_refused_makes_no_party(evening: Evening) -> None:
    with pytest.raises(RuleBroken):
        conversation.hold(evening.store, with_whom="Kerk", **talk(what_matters=""))
    assert parties(evening) == {}
    with pytest.raises(NotFound, match=r"party\.unknown"):
        conversation.hold(evening.store, party_id=99, **talk())


def test_a_talk_is_changed_and_removed(evening: Evening, spil: Party) -> None:
    held = conversation.hold(evening.store, party_id=spil.id, named=["Kerk"], **talk())
    conversation.change(evening.store, conversation_id=held.id, worries="Geld", reader=Reader.TABLE)
    (now,) = talks(evening, Reader.TABLE)
    assert (now.what_matters, now.worries, now.named_unlisted) == ("De huur", "Geld", ("Kerk",))
    conversation.change(evening.store, conversation_id=held.id, named=[])
    assert talks(evening)[0].named_unlisted == ()
    with pytest.raises(RuleBroken, match=r"conversation\.held_by"):
        conversation.change(evening.store, conversation_id=held.id, held_by="")
    conversation.remove(evening.store, conversation_id=held.id)
    assert talks(evening) == []
    with pytest.raises(NotFound, match=r"conversation\.unknown"):
        conversation.remove(evening.store, conversation_id=held.id)


def test_two_who_change_different_things_of_a_talk_lose_nothing(evening: Evening, spil: Party) -> None:
    seen = conversation.hold(evening.store, party_id=spil.id, named=["Kerk"], **talk(worries="Geld"))
    conversation.change(evening.store, conversation_id=seen.id, before=seen, worries="Geld en tijd")
    now = conversation.change(
        evening.store, conversation_id=seen.id, before=seen, worries="Geld ", named=["Kerk"], next_step="Bel"
    )
    assert (now.worries, now.next_step, now.named_unlisted) == ("Geld en tijd", "Bel", ("Kerk",))


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ({"worries": "Geld"}, {"worries": "Tijd"}, "‘Zorgen’ van dit gesprek. Daar staat nu: Geld."),
        (
            {"named": ["Kerk", "Gemeente"]},
            {"named": ["School"]},
            "‘Noemden’ van dit gesprek. Daar staat nu: Gemeente, Kerk.",
        ),
        (
            {"reader": "kernteam"},
            {"reader": "mag_op_tafel"},
            "‘Mag ik dit delen’ van dit gesprek. Daar staat",
        ),
        ({"next_date": TODAY}, {"next_date": TODAY + dt.timedelta(1)}, "donderdag 5 november 2026."),
    ],
)
def test_who_changes_what_another_just_changed_of_a_talk_hears_of_it(
    evening: Evening, spil: Party, first: dict[str, Any], second: dict[str, Any], told: str
) -> None:
    party.write_down(evening.store, name="Gemeente")
    seen = conversation.hold(evening.store, party_id=spil.id, **talk())
    known = conversation.change(evening.store, conversation_id=seen.id, before=seen, **first)
    with pytest.raises(Conflict, match=r"conversation\.changed") as caught:
        conversation.change(evening.store, conversation_id=seen.id, before=seen, **second)
    assert told in words.sentence(caught.value)
    assert talks(evening) == [known]
    now = conversation.change(evening.store, conversation_id=seen.id, before=known, **second)
    assert now != known


def test_of_two_who_save_a_talk_at_once_one_hears_of_the_other(evening: Evening, spil: Party) -> None:
    seen = conversation.hold(evening.store, party_id=spil.id, **talk())
    refused = at_once(
        *(
            partial(
                conversation.change,
                evening.store,
                conversation_id=seen.id,
                before=seen,
                worries=f"Zorg {one}",
            )
            for one in range(2)
        )
    )
    assert [error.code for error in refused] == ["conversation.changed"]
    assert refused[0].values["there"] == talks(evening)[0].worries


def test_every_word_is_looked_for_in_all_that_was_told(evening: Evening, spil: Party) -> None:
    conversation.hold(evening.store, party_id=spil.id, named=["Kerk"], **talk(next_step="Bellen"))
    conversation.hold(evening.store, with_whom="School", **talk(worries="Tocht"))
    found = talks(evening)
    everybody = list(parties(evening).values())
    for wanted, count in (("", 2), ("huur", 2), ("SPIL kerk", 1), ("tocht", 1), ("bellen tocht", 0)):
        assert len(conversation.search(found, everybody, wanted)) == count, wanted
    hidden = talks(evening, Reader.TABLE)
    assert conversation.search(hidden, everybody, "huur") == []


def test_a_candidate_becomes_a_party_with_a_line_to_who_named_it(evening: Evening, spil: Party) -> None:
    school = party.write_down(evening.store, name="School")
    for one in (spil, school):
        conversation.hold(evening.store, party_id=one.id, named=["Kerk"], **talk())
    conversation.hold(evening.store, party_id=spil.id, named=["Moskee"], **talk())
    first, second = conversation.candidates(talks(evening), list(parties(evening).values()))
    assert (first.name, set(first.named_by)) == ("Kerk", {spil.id, school.id})
    assert (second.name, second.named_by) == ("Moskee", (spil.id,))
    made = conversation.adopt(evening.store, name=first.name, named_by=first.named_by, today=TODAY)
    assert (made.status, made.x is None) == (PartyStatus.TO_APPROACH, False)
    again = conversation.adopt(evening.store, name="kerk", named_by=first.named_by, today=TODAY)
    assert again.id == made.id
    with evening.store.read() as tables:
        lines = tables.relation.of(made.id)
    assert {(one.source_id, one.kind, one.strength) for one in lines} == {
        (spil.id, RelationKind.INFORMATION, 1),
        (school.id, RelationKind.INFORMATION, 1),
    }
    rest = conversation.candidates(talks(evening), list(parties(evening).values()))
    assert [one.name for one in rest] == ["Moskee"]


def test_named_parties_without_a_line_get_one_each_in_one_go(evening: Evening, spil: Party) -> None:
    school, team = (party.write_down(evening.store, name=name) for name in ("School", "Wijkteam"))
    relation.draw(evening.store, source_id=school.id, target_id=spil.id)
    told = talk(reader=Reader.TABLE)
    held = conversation.hold(evening.store, party_id=spil.id, named=["School", "Wijkteam"], **told)

    def waiting() -> list[int]:
        with evening.store.read() as tables:
            return conversation.undrawn(held, tables.relation.all(), tables.party.all())

    assert waiting() == [team.id]
    (line,) = conversation.draw_named(evening.store, conversation_id=held.id, today=TODAY)
    assert (line.target_id, line.asserted_by) == (team.id, "De Spil")
    assert waiting() == []
    assert conversation.draw_named(evening.store, conversation_id=held.id, today=TODAY) == []


@pytest.mark.parametrize("reader", [Reader.FACILITATOR, Reader.CORE_TEAM])
def test_a_line_from_a_talk_that_is_not_for_the_table_does_not_say_who_told_it(
    evening: Evening, spil: Party, reader: Reader
) -> None:
    school = party.write_down(evening.store, name="School")
    held = conversation.hold(evening.store, party_id=spil.id, named=["School", "Kerk"], **talk(reader=reader))
    conversation.draw_named(evening.store, conversation_id=held.id, today=TODAY)
    conversation.adopt(evening.store, name="Kerk", named_by=[spil.id], today=TODAY)
    with evening.store.read() as tables:
        drawn = tables.relation.all()
    assert len(drawn) == 2
    assert school.id in {one.target_id for one in drawn}
    assert {one.asserted_by for one in drawn} == {""}


def test_a_talk_that_failed_first_and_went_on_later_counts(evening: Evening, spil: Party) -> None:
    tried = conversation.hold(evening.store, party_id=spil.id, **talk(result=TalkResult.FAILED))
    assert parties(evening)["De Spil"].status is PartyStatus.TO_APPROACH
    conversation.change(evening.store, conversation_id=tried.id, result=TalkResult.SPOKEN)
    assert parties(evening)["De Spil"].status is PartyStatus.SPOKEN


def test_who_is_still_to_be_spoken_comes_in_the_order_of_the_days(evening: Evening, spil: Party) -> None:
    named, late, tried = (
        party.write_down(evening.store, name=name, call_by=day)
        for name, day in (("School", None), ("Kerk", "2026-11-01"), ("Wijkteam", None))
    )
    party.write_down(evening.store, name="LSA", type=PartyType.FACILITATOR)
    conversation.hold(evening.store, party_id=spil.id, named=["School"], **talk())
    failed = talk(result=TalkResult.FAILED, what_matters="", next_date=TODAY)
    conversation.hold(evening.store, party_id=tried.id, **failed)
    found = conversation.to_speak(parties(evening).values(), talks(evening))
    assert [one.party.id for one in found] == [late.id, tried.id, named.id]
    assert [one.is_late(TODAY) for one in found] == [True, False, False]
    assert [one.has_tried for one in found] == [False, True, False]
    assert found[2].named_by == (spil.id,)


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(TalkResult)), max_size=12))
def test_who_was_spoken_is_never_still_to_be_spoken(held: list[tuple[int, TalkResult]]) -> None:
    several = [Party(n, f"P{n}", f"P{n}", PartyType.OTHER, PartyStatus.TO_APPROACH) for n in range(1, 6)]
    told = [
        Conversation(n, party_id, TODAY, "voorzitter", result, Reader.TABLE)
        for n, (party_id, result) in enumerate(held)
    ]
    waiting = {one.party.id for one in conversation.to_speak(several, told)}
    spoken = {party_id for party_id, result in held if result is TalkResult.SPOKEN}
    assert waiting == {1, 2, 3, 4, 5} - spoken

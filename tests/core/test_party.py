"""Parties: who comes in at the door, all that is known of one, a table of many, and who is missing."""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sok_core import dossier, party, words
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import Capacity, Party, PartyList, PartyStatus, PartyType, Ring
from sok_core.party import Row
from tests.evening import Evening, opened


def parties(evening: Evening) -> list[Party]:
    with evening.store.read() as tables:
        return tables.party.all()


def test_a_party_is_written_down_by_its_name(evening: Evening) -> None:
    made = party.add(evening.store, name="  Woonbron   Zuid ")
    assert (made.name, made.status) == ("Woonbron Zuid", PartyStatus.AT_THE_TABLE)
    assert parties(evening) == [made]


def test_the_same_name_is_the_same_party(evening: Evening) -> None:
    first = party.add(evening.store, name="Woonbron")
    assert party.add(evening.store, name="woonbron") == first
    assert len(parties(evening)) == 1


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_party_needs_a_sensible_name(evening: Evening, name: str) -> None:
    with pytest.raises(RuleBroken, match=r"party\.name"):
        party.add(evening.store, name=name)
    assert parties(evening) == []


# ---------------------------------------------------------------- all that is known of a party


def test_a_party_is_written_down_with_all_that_is_known(evening: Evening) -> None:
    made = party.write_down(
        evening.store,
        name="Voetbalvereniging Molenboys",
        short_name="Molenboys",
        type="sportvereniging",
        ring="rand",
        capacity="vrijwillig",
        listed_as="vaak_vergeten",
        represents="340",
        caller="opbouwwerker",
        call_by="2026-11-28",
    )
    assert (made.type, made.status) == (PartyType.SPORTS_CLUB, PartyStatus.TO_APPROACH)
    assert (made.ring, made.capacity, made.listed_as) == (Ring.EDGE, Capacity.VOLUNTEER, PartyList.FORGOTTEN)
    assert (made.represents, made.call_by) == (340, dt.date(2026, 11, 28))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": " "}, "party.name_empty"),
        ({"name": "x" * 81}, "party.name_too_long"),
        ({"name": "A", "short_name": "x" * 41}, "party.text_too_long"),
        ({"name": "A", "brings": "x" * 501}, "party.text_too_long"),
        ({"name": "A", "type": "kerk"}, "party.type"),
        ({"name": "A", "status": "weg"}, "party.status"),
        ({"name": "A", "ring": "ver"}, "party.ring"),
        ({"name": "A", "capacity": "gratis"}, "party.capacity"),
        ({"name": "A", "listed_as": "zomaar"}, "party.listed_as"),
        ({"name": "A", "represents": "veel"}, "party.represents"),
        ({"name": "A", "represents": -1}, "party.represents"),
        ({"name": "A", "call_by": "morgen"}, "party.call_by"),
        ({"name": "A", "kleur": "rood"}, "party.field"),
        ({"name": "A", "contact_name": "Fatma"}, "party.contact_name"),
        ({"name": "Bewoners"}, "party.name_taken"),
        ({"name": "De bewoners", "short_name": "BEWONERS"}, "party.name_taken"),
    ],
)
def test_what_cannot_be_known_of_a_party(evening: Evening, fields: dict[str, Any], code: str) -> None:
    party.write_down(evening.store, name="Bewoners")
    with pytest.raises(RuleBroken) as caught:
        party.write_down(evening.store, **fields)
    assert caught.value.code == code
    assert [one.name for one in parties(evening)] == ["Bewoners"]


def test_of_many_parties_all_are_written_down_or_none(evening: Evening) -> None:
    with pytest.raises(RuleBroken):
        party.write_down_all(evening.store, [{"name": "De Spil"}, {"name": ""}])
    assert parties(evening) == []
    party.write_down_all(evening.store, [{"name": "De Spil"}, {"name": "School"}])
    assert len(parties(evening)) == 2


def test_a_name_is_kept_only_where_the_dossier_says_so(evening: Evening) -> None:
    made = party.write_down(evening.store, name="De Spil", contact_role="beheerder")
    dossier.keep_contact_names(evening.store, is_kept=True)
    assert party.change(evening.store, party_id=made.id, contact_name="Fatma").contact_name == "Fatma"
    dossier.keep_contact_names(evening.store, is_kept=False)
    (now,) = parties(evening)
    assert (now.contact_name, now.contact_role) == ("", "beheerder")
    with pytest.raises(RuleBroken, match=r"party\.contact_name"):
        party.change(evening.store, party_id=made.id, contact_name="Fatma")


def test_a_change_leaves_alone_what_is_not_named(evening: Evening) -> None:
    made = party.write_down(evening.store, name="De Spil", brings="Een zaal")
    now = party.change(evening.store, party_id=made.id, status="gesproken")
    assert (now.name, now.brings, now.status) == ("De Spil", "Een zaal", PartyStatus.SPOKEN)
    with pytest.raises(NotFound, match=r"party\.unknown"):
        party.change(evening.store, party_id=99, status="gesproken")


def test_two_who_change_different_things_lose_nothing(evening: Evening) -> None:
    seen = party.write_down(evening.store, name="De Spil")
    party.change(evening.store, party_id=seen.id, before=seen, brings="Een zaal")
    now = party.change(evening.store, party_id=seen.id, before=seen, needs="Vrijwilligers", brings="")
    assert (now.brings, now.needs) == ("Een zaal", "Vrijwilligers")


def test_who_changes_what_another_just_changed_hears_of_it(evening: Evening) -> None:
    seen = party.write_down(evening.store, name="De Spil")
    other = party.change(evening.store, party_id=seen.id, status="gesproken")
    with pytest.raises(Conflict) as caught:
        party.change(evening.store, party_id=seen.id, before=seen, status="aan_tafel")
    assert "‘Stand’ van De Spil. Daar staat nu: gesproken." in words.sentence(caught.value)
    assert parties(evening) == [other]
    now = party.change(evening.store, party_id=seen.id, before=other, status="aan_tafel")
    assert now.status is PartyStatus.AT_THE_TABLE


def test_the_same_change_twice_is_no_conflict(evening: Evening) -> None:
    seen = party.write_down(evening.store, name="De Spil")
    party.change(evening.store, party_id=seen.id, name="Huis De Spil")
    now = party.change(evening.store, party_id=seen.id, before=seen, name="Huis  De Spil ")
    assert (now.name, now.short_name) == ("Huis De Spil", "De Spil")


# ---------------------------------------------------------------- a table of parties


def wrong(error: RuleBroken) -> list[tuple[int, str]]:
    assert error.code == "party.rows"
    return [(number, one.code) for number, one in error.values["rows"]]


def test_a_table_is_saved_with_new_changed_and_removed_rows(evening: Evening) -> None:
    first, second = party.write_down_all(evening.store, [{"name": "De Spil"}, {"name": "School"}])
    rows = [Row({"status": "gesproken"}, first), Row({"name": "Gemeente", "type": "gemeente"})]
    assert party.save_table(evening.store, rows, removed=[second.id, 99]) == 3
    assert [(one.name, one.status) for one in parties(evening)] == [
        ("De Spil", PartyStatus.SPOKEN),
        ("Gemeente", PartyStatus.TO_APPROACH),
    ]


def test_a_table_with_a_wrong_row_changes_nothing_and_says_which(evening: Evening) -> None:
    first, second = party.write_down_all(evening.store, [{"name": "De Spil"}, {"name": "School"}])
    rows = [
        Row({"status": "gesproken"}, first),
        Row({"name": ""}),
        Row({"name": "de spil"}),
        Row({"name": "Molenboys", "represents": "veel"}),
    ]
    with pytest.raises(RuleBroken) as caught:
        party.save_table(evening.store, rows, removed=[second.id])
    assert wrong(caught.value) == [(2, "party.name_empty"), (3, "party.name_taken"), (4, "party.represents")]
    assert caught.value.values["count"] == 3
    assert parties(evening) == [first, second]


def test_two_rows_may_swap_their_names_and_a_removed_name_is_free(evening: Evening) -> None:
    first, second, third = party.write_down_all(evening.store, [{"name": name} for name in "ABC"])
    rows = [
        Row({"name": "B", "short_name": "B"}, first),
        Row({"name": "A", "short_name": "A"}, second),
        Row({"name": "C"}),
    ]
    party.save_table(evening.store, rows, removed=[third.id])
    now = {one.name: one.id for one in parties(evening)}
    assert (now["B"], now["A"]) == (first.id, second.id)
    assert now.keys() == {"A", "B", "C"}


def test_two_new_rows_with_one_name_are_both_told(evening: Evening) -> None:
    with pytest.raises(RuleBroken) as caught:
        party.save_table(evening.store, [Row({"name": "School"}), Row({"name": "school "})])
    assert wrong(caught.value) == [(1, "party.name_taken"), (2, "party.name_taken")]


def test_a_row_that_somebody_else_changed_or_removed_is_told(evening: Evening) -> None:
    first, second = party.write_down_all(evening.store, [{"name": "De Spil"}, {"name": "School"}])
    party.change(evening.store, party_id=first.id, caller="voorzitter")
    party.remove(evening.store, party_id=second.id)
    rows = [Row({"caller": "penningmeester"}, first), Row({"caller": "penningmeester"}, second)]
    with pytest.raises(RuleBroken) as caught:
        party.save_table(evening.store, rows)
    assert wrong(caught.value) == [(1, "party.changed"), (2, "party.unknown")]


@given(
    st.lists(st.text("abAB ", max_size=4), max_size=5),
    st.lists(st.text("abAB ", max_size=4), max_size=5),
)
def test_names_stay_apart_whatever_is_saved(names: list[str], more: list[str]) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder)) as evening:
        for several in (names, more):
            before = parties(evening)
            refused: list[tuple[int, str]] = []
            try:
                party.save_table(evening.store, [Row({"name": name}) for name in several])
            except RuleBroken as error:
                refused = wrong(error)
            assert (not several) or bool(refused) == (parties(evening) == before)
        kept = [one.name.casefold() for one in parties(evening)]
        assert len(kept) == len(set(kept))
        assert all(name and name == " ".join(name.split()) for name in kept)


# ---------------------------------------------------------------- who is missing


def test_kinds_that_are_often_forgotten_come_first(evening: Evening) -> None:
    unseen = party.unseen_types(parties(evening))
    assert unseen[:2] == [PartyType.LANDLORDS, PartyType.SELF_ORGANISATION]
    assert not set(unseen) & {PartyType.OTHER, PartyType.FACILITATOR}
    assert len(unseen) == len(PartyType) - 2
    chair = party.add_chair(evening.store, type=PartyType.LANDLORDS)
    assert (chair.name, chair.status) == ("Particuliere verhuurders", PartyStatus.MISSING)
    assert PartyType.LANDLORDS not in party.unseen_types(parties(evening))
    with pytest.raises(RuleBroken, match=r"party\.name_taken"):
        party.add_chair(evening.store, type=PartyType.LANDLORDS)


def test_two_long_names_that_begin_alike_get_short_names_that_differ(evening: Evening) -> None:
    store = evening.store
    name = "Vereniging van eigenaren Molenkwartier-Noord blok {}"
    first, second = (party.add(store, name=name.format(block)) for block in "AB")
    third = party.write_down(store, name=name.format("C"))
    assert first.short_name == "Vereniging van eigenaren…"
    assert [one.short_name[-6:] for one in (second, third)] == ["blok B", "blok C"]
    assert max(len(one.short_name) for one in (second, third)) <= party.MAX_SHORT_NAME
    assert party.add(store, name=name.format("a")) == first


def test_short_names_stay_apart_where_only_the_middle_differs(evening: Evening) -> None:
    store = evening.store
    names = [f"Bewoners van de hele lange {middle} straat in het Molenkwartier" for middle in "AB"]
    rows = [party.Row({"name": name}) for name in names]
    party.save_table(store, rows)
    with store.read() as tables:
        shorts = [one.short_name for one in tables.party.all()]
    assert len({short.casefold() for short in shorts}) == 2

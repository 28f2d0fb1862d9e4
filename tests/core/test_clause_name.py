"""Names that parties had before: pointed out in an article, replaced in one press, never in a frozen text."""

import pytest

from sok_core import agreement, clause_gap, clause_name, party
from sok_core.clause_gap import GapKind
from sok_core.model import ClauseText, PartyStatus, PartyType
from sok_core.store import Store
from tests.evening import NOW
from tests.signing import LATER, Text

TODAY = NOW.date()


def asked(store: Store) -> list[str]:
    with store.read() as tables:
        gaps = clause_gap.gaps_of(tables, today=TODAY)
    return [one.sentence for one in gaps if one.kind is GapKind.OLD_NAME]


def newest(store: Store, clause_id: int) -> ClauseText:
    with store.read() as tables:
        return tables.clause_text.newest()[clause_id]


def test_a_name_that_a_party_had_is_pointed_out_and_replaced_in_one_press(text: Text) -> None:
    made = text.add("Samen met de Meelbloem planten wij, en De Meelbloem geeft water.", text.town)
    assert asked(text.store) == []
    party.change(text.store, party_id=text.school, name="Basisschool De Bron", short_name="De Bron")
    assert asked(text.store) == ["Artikel 5.4 noemt ‘De Meelbloem’ (heet nu De Bron)."]
    with text.store.read() as tables:
        frozen = tables.version.newest()
    clause_name.replace(text.store, clause_id=made, now=LATER, by="begeleider")
    said = newest(text.store, made)
    assert said.text == "Samen met De Bron planten wij, en De Bron geeft water."
    assert (said.because, said.saved_by) == ("De Meelbloem heet nu De Bron", "begeleider")
    assert (said.party_ids, said.means) == ((text.town,), "12 uur")
    assert asked(text.store) == []
    with text.store.read() as tables:
        assert tables.version.newest() == frozen
        assert frozen is not None
        assert agreement.is_sound(tables, frozen)


def test_a_name_in_the_means_is_replaced_too_and_one_in_a_longer_name_is_not(text: Text) -> None:
    with text.store.write() as tables:
        made = text.clauses[1]
        tables.clause_text.add(
            clause_id=made,
            saved_at=LATER,
            text="De Meelbloem Noord betaalt.",
            means="zaal van De Meelbloem",
        )
    party.write_down(text.store, name="De Meelbloem Noord", status=PartyStatus.AT_THE_TABLE)
    party.change(text.store, party_id=text.school, name="De Bron", short_name="De Bron")
    clause_name.replace(text.store, clause_id=made, now=LATER)
    said = newest(text.store, made)
    assert (said.text, said.means) == ("De Meelbloem Noord betaalt.", "zaal van De Bron")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Basisschool De Meelbloem", "De Meelbloem"),
        ("De Meelbloem", "Basisschool De Meelbloem"),
    ],
)
def test_a_name_that_grows_or_shrinks_is_replaced_once(text: Text, first: str, then: str) -> None:
    for name in (first, then):
        party.change(text.store, party_id=text.school, name=name, short_name=name)
    made = text.add(f"Wij helpen {first}. Wij helpen {then}.", text.town)
    assert asked(text.store) == [f"Artikel 5.4 noemt ‘{first}’ (heet nu {then})."]
    clause_name.replace(text.store, clause_id=made, now=LATER)
    assert newest(text.store, made).text == f"Wij helpen {then}. Wij helpen {then}."
    assert asked(text.store) == []


def test_a_name_that_somebody_has_now_or_that_is_just_a_kind_is_left_alone(text: Text) -> None:
    text.add("School en De Meelbloem doen mee.", text.town)
    chair = party.add_chair(text.store, type=PartyType.SCHOOL)
    party.change(text.store, party_id=chair.id, name="De Molen", short_name="De Molen")
    party.change(text.store, party_id=text.school, name="De Bron", short_name="De Bron")
    party.change(text.store, party_id=text.other, name="De Meelbloem", short_name="De Meelbloem")
    assert asked(text.store) == []
    party.change(text.store, party_id=text.other, name="De Winkels", short_name="De Winkels")
    assert asked(text.store) == []  # two had it: nobody knows which is meant


def test_names_that_swap_in_a_table_are_no_old_names(text: Text) -> None:
    text.add("De Meelbloem betaalt.", text.town)
    with text.store.read() as tables:
        school, town = tables.party.get(text.school), tables.party.get(text.town)
    rows = [
        party.Row({"name": other.name, "short_name": other.short_name}, one)
        for one, other in ((school, town), (town, school))
    ]
    assert party.save_table(text.store, rows) == 2
    assert asked(text.store) == []

"""A new contact person: by function, from a day on, and the one before is remembered."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from sok_core import commitment, contact_change, party, update_link
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import CommitmentStatus
from sok_core.store import Store
from sok_core.store.shelf import Shelf
from tests.evening import NOW

TODAY = dt.date(2026, 11, 5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    shelf = Shelf(tmp_path / "dossiers", tmp_path / "backups")
    yield shelf.create("De Spil")
    shelf.close_all()


def begin(store: Store, party_id: int, function: str = " Nieuwe   wijkmanager ", on: dt.date = TODAY) -> None:
    contact_change.begin(store, party_id=party_id, function=function, on=on, today=TODAY)


def test_the_function_stands_with_the_party_and_the_name_is_forgotten(store: Store) -> None:
    with store.write() as tables:
        tables.dossier.update(has_contact_names=True)
    town = party.write_down(store, name="Gemeente", contact_role="Beleidsmedewerker", contact_name="Joke")
    begin(store, town.id)
    with store.read() as tables:
        (made,) = tables.contact_change.all()
        now = tables.party.get(town.id)
    assert (made.function, made.was, made.on) == ("Nieuwe wijkmanager", "Beleidsmedewerker", TODAY)
    assert (now.contact_role, now.contact_name) == ("Nieuwe wijkmanager", "")


@pytest.mark.parametrize(
    ("function", "on", "code"),
    [
        ("  ", TODAY, "empty"),
        ("x" * 61, TODAY, "too_long"),
        ("Wijkmanager", TODAY + dt.timedelta(days=1), "future"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    store: Store, function: str, on: dt.date, code: str
) -> None:
    town = party.write_down(store, name="Gemeente", contact_role="Beleidsmedewerker")
    with pytest.raises(RuleBroken, match=code):
        begin(store, town.id, function, on)
    with store.read() as tables:
        assert tables.contact_change.all() == []
        assert tables.party.get(town.id).contact_role == "Beleidsmedewerker"


def test_the_same_contact_is_written_down_once_a_day_and_ends_no_second_link(store: Store) -> None:
    town = party.write_down(store, name="Gemeente")
    begin(store, town.id, on=TODAY - dt.timedelta(days=1))
    begin(store, town.id)  # another in the same function
    update_link.make(store, party_id=town.id, now=NOW)
    with pytest.raises(Conflict, match="there"):
        begin(store, town.id, "nieuwe wijkmanager")
    with store.read() as tables:
        assert len(tables.contact_change.all()) == 2
        assert len(tables.update_link.all()) == 1


def test_the_right_contact_is_put_back_on_the_day_of_a_slip(store: Store) -> None:
    town = party.write_down(store, name="Gemeente", contact_role="Wijkmanager")
    made = commitment.add(store, title="Bomen", owner_id=town.id, starts_on=TODAY, contact_role="Wijkmanager")
    for function in ("Teamleider", "Wijkmanager", "Teamleider", "Wijkmanager"):
        begin(store, town.id, function)
    with pytest.raises(Conflict, match="there"):
        begin(store, town.id, "wijkmanager")
    with store.read() as tables:
        assert tables.party.get(town.id).contact_role == "Wijkmanager"
        assert tables.commitment.get(made.id).contact_role == "Wijkmanager"
    party.change(store, party_id=town.id, contact_role="Directeur")
    begin(store, town.id, "Wijkmanager")
    with store.read() as tables:
        assert tables.party.get(town.id).contact_role == "Wijkmanager"


def test_a_party_that_is_not_there_gets_no_contact(store: Store) -> None:
    with pytest.raises(NotFound):
        begin(store, 99)


def test_a_party_that_goes_takes_its_contacts_along(store: Store) -> None:
    town, other = (party.write_down(store, name=name) for name in ("Gemeente", "School"))
    begin(store, town.id)
    begin(store, other.id)
    party.remove(store, party_id=town.id)
    with store.read() as tables:
        assert [one.party_id for one in tables.contact_change.all()] == [other.id]


def test_what_a_party_leads_asks_for_the_new_contact_where_it_asked_for_the_old(store: Store) -> None:
    town, school = (
        party.write_down(store, name=name, contact_role="Beleidsmedewerker")
        for name in ("Gemeente", "School")
    )
    roles = {"Bomen": "Beleidsmedewerker", "Soep": "Wethouder", "Bank": "", "Af": "Beleidsmedewerker"}
    made = {
        title: commitment.add(store, title=title, owner_id=town.id, starts_on=TODAY, contact_role=role)
        for title, role in roles.items()
    }
    other = commitment.add(
        store, title="Plein", owner_id=school.id, starts_on=TODAY, contact_role="Beleidsmedewerker"
    )
    with store.write() as tables:
        tables.update.add(commitment_id=made["Af"].id, date=TODAY, status=CommitmentStatus.DONE)
    begin(store, town.id, "Wijkmanager")
    with store.read() as tables:
        found = {one.title: one.contact_role for one in tables.commitment.all()}
        elsewhere = contact_change.elsewhere(tables, tables.party.get(town.id), today=TODAY)
    assert found == roles | {"Bomen": "Wijkmanager", "Plein": other.contact_role}
    assert elsewhere == [made["Soep"]]

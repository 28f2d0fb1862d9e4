"""Handing over on the page: a new contact person with a sheet, and the pack for who may have it."""

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import update_link
from sok_core.clock import now
from sok_core.model import Role
from sok_core.store import Store
from tests.evening import NOW
from tests.pages.conftest import Visit, press, texts


def opened(visit: Visit, store: Store, role: Role = Role.FACILITATOR) -> AppTest:
    return visit("stap_6_monitoring.py", d=store.slug, role=role, of=store.slug, deel="overdracht")


def links(at: AppTest) -> list[str]:
    return [one.proto.url for one in at.get("link_button")]


def test_a_new_contact_person_is_written_down_and_gets_a_sheet(visit: Visit, molenkwartier: Store) -> None:
    with molenkwartier.read() as tables:
        town = next(one for one in tables.party.all() if one.short_name == "Gemeente")
    at = opened(visit, molenkwartier, Role.CORE_TEAM)
    at.selectbox(key="contact_change_party").select("Gemeente")
    at.text_input(key="contact_change_function_0").input("Wijkmanager noord")
    at = press(at, "Schrijf op")
    with molenkwartier.read() as tables:
        (made,) = tables.contact_change.all()
    assert (made.party_id, made.function) == (town.id, "Wijkmanager noord")
    assert f"/download/{molenkwartier.slug}/inwerkblad/{town.id}" in links(at)
    assert "Wijkmanager noord, vanaf" in texts(at)
    assert at.text_input(key="contact_change_function_1").value == ""


def test_a_new_contact_person_ends_the_link_of_the_party(visit: Visit, molenkwartier: Store) -> None:
    with molenkwartier.read() as tables:
        town = next(one for one in tables.party.all() if one.short_name == "Gemeente")
    update_link.make(molenkwartier, party_id=town.id, now=now())
    at = opened(visit, molenkwartier, Role.CORE_TEAM)
    at.selectbox(key="contact_change_party").select("Gemeente")
    at.text_input(key="contact_change_function_0").input("Wijkmanager noord")
    assert "De oude eigen link werkt niet meer." in texts(press(at, "Schrijf op"))
    with molenkwartier.read() as tables:
        assert tables.update_link.all() == []


def test_where_another_function_stands_it_is_asked_after(visit: Visit, molenkwartier: Store) -> None:
    with molenkwartier.write() as tables:
        town = next(one for one in tables.party.all() if one.short_name == "Gemeente")
        one = next(each for each in tables.commitment.all() if each.owner_id == town.id)
        tables.commitment.update(one.id, contact_role="Wethouder")
    at = opened(visit, molenkwartier, Role.CORE_TEAM)
    at.selectbox(key="contact_change_party").select("Gemeente")
    at.text_input(key="contact_change_function_0").input("Wijkmanager noord")
    at = press(at, "Schrijf op")
    assert "Bij deze afspraken staat een andere functie. Klopt die nog?" in texts(at)
    assert [each.proto.label for each in at.get("page_link") if "(Wethouder)" in each.proto.label]


def test_the_links_of_parties_are_listed_and_end_one_by_one(visit: Visit, molenkwartier: Store) -> None:
    assert "Geen enkele partij heeft nu een eigen link." in texts(opened(visit, molenkwartier))
    for each in (4, 1):
        update_link.make(molenkwartier, party_id=each, now=now())
    at = opened(visit, molenkwartier)
    at.button(key="update_link_listed_4").click().run()
    with molenkwartier.read() as tables:
        assert [one.party_id for one in tables.update_link.all()] == [1]
    assert "update_link_listed_4" not in [one.key for one in at.button]


def test_without_a_function_it_says_what_is_missing(visit: Visit, molenkwartier: Store) -> None:
    at = press(opened(visit, molenkwartier), "Schrijf op")
    assert "Schrijf op welke functie de nieuwe contactpersoon heeft." in texts(at)
    with molenkwartier.read() as tables:
        assert tables.contact_change.all() == []


@pytest.mark.parametrize(("role", "may"), [(Role.FACILITATOR, True), (Role.CORE_TEAM, False)])
def test_only_the_facilitator_takes_the_dossier_along(
    visit: Visit, molenkwartier: Store, role: Role, may: bool
) -> None:
    at = opened(visit, molenkwartier, role)
    assert (f"/download/{molenkwartier.slug}/overdracht" in links(at)) is may
    assert ("Het echte dossier staat op" in texts(at)) is may


def test_what_came_from_elsewhere_is_a_copy_until_somebody_says_otherwise(
    visit: Visit, molenkwartier: Store
) -> None:
    with molenkwartier.write() as tables:
        tables.dossier.travel(address="tafel.voorbeeld", machine="elders", now=NOW)
    at = opened(visit, molenkwartier)
    assert "Dit dossier kwam van tafel" in texts(at)
    assert "Het echte dossier staat op" not in texts(at)
    at = press(at, "Dit is nu het echte dossier")
    assert "Het echte dossier staat op" in texts(at)
    assert "Dit is nu het echte dossier" not in [one.label for one in at.button]

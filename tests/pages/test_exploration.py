"""The page of the first step: its parts, the core team, and who reads what."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import conversation, core_team, estimate, party, relation
from sok_core.model import (
    EstimateKind,
    Reader,
    Role,
    TalkResult,
)
from sok_core.store import Store
from tests.pages.conftest import press, texts
from tests.pages.exploration import (
    TALK,
    TODAY,
    Open,
    box,
    everything,
    parties,
)

# ---------------------------------------------------------------- the parts


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CORE_TEAM])
@pytest.mark.parametrize(
    ("part", "header"),
    [("partijen", ""), ("Gesprekken", "Nog te spreken"), ("kernteam", "Kernteam"), ("onzin", "")],
)
def test_each_part_has_its_address(page: Open, part: str, header: str, role: Role) -> None:
    at = page(part, role=role)
    assert [title.value for title in at.title] == ["Verkenning"]
    assert header in ["", *(one.value for one in at.header)]
    assert bool(header) == (not [one for one in at.get("button_group") if one.key == "party_view"])


def test_a_choice_goes_into_the_address(page: Open, store: Store) -> None:
    at = page(partij=3)
    at.get_by_key("page_part").set_value("Kernteam").run()
    assert {name: at.query_params[name] for name in at.query_params} == {
        "d": store.slug,
        "deel": "kernteam",
    }


def test_what_is_to_be_done_first_leads_to_its_part(page: Open, store: Store) -> None:
    at = press(page(), "Schrijf de partijen op")
    assert at.query_params["deel"] == "partijen"
    assert "Eerste avond aan de keukentafel" in [one.value for one in at.header]
    party.write_down_all(store, [{"name": name} for name in "ABC"])
    party.write_down(store, name="Molenboys", call_by="2025-01-02", caller="voorzitter")
    at = page()
    assert "Bij Molenboys zou iemand langsgaan op donderdag 2 januari 2025\\." in texts(at)
    press(at, "Bekijk de gesprekken")
    assert at.query_params["deel"] == "gesprekken"
    assert ":red-badge[te laat]" in texts(at)


# ---------------------------------------------------------------- the core team


def test_a_seat_is_given_ended_and_taken_back(page: Open, store: Store) -> None:
    party.write_down(store, name="De Spil", type="buurthuis", status="aan_tafel")
    at = page("kernteam")
    assert "Er zit nog niemand in. Vier tot acht mensen werkt het best. Zoek er nog 4 bij." in texts(at)
    assert "Wel aan tafel, nog niet in het kernteam: Buurthuis." in texts(at)
    at = press(at, "Zet erbij")
    assert "Vul een functie in, bijvoorbeeld ‘voorzitter’." in texts(at)
    box(at.text_input, "Functie").set_value("beheerder")
    box(at.selectbox, "Namens welke partij?").set_value(parties(store)["De Spil"])
    at = press(at, "Zet erbij")
    assert "**beheerder** :gray[namens De Spil" in texts(at)
    assert "Wel aan tafel" not in texts(at)
    at = press(at, "Stopt")
    assert "Eerder in het kernteam (1)" in [one.label for one in at.expander]
    at = press(at, "Toch niet")
    with store.read() as tables:
        assert len(tables.core_team.now()) == 1
    press(press(at, "Stopt"), "Haal weg")
    with store.read() as tables:
        assert tables.core_team.all() == []


def test_a_seat_that_another_ended_just_before_keeps_the_day_that_he_gave(page: Open, store: Store) -> None:
    seat = core_team.join(store, function="beheerder")
    at = page("kernteam")
    core_team.leave(store, member_id=seat.id, until=TODAY)
    at = press(at, "Stopt")
    assert "tot donderdag 5 november 2026" in texts(at)
    with store.read() as tables:
        assert [one.until for one in tables.core_team.all()] == [TODAY]


# ---------------------------------------------------------------- who reads what


SECRET = "Zwaluwnest"
PUBLIC = "Vuurtoren"


@pytest.fixture
def guarded(store: Store) -> Store:
    """A dossier with a word in every place that a core team may not read, and another where it may."""
    spil, school = party.write_down_all(store, [{"name": "De Spil"}, {"name": "School"}])
    told = {"what_matters": SECRET, "worries": SECRET, "next_step": SECRET, "next_date": dt.date(2031, 7, 9)}
    conversation.hold(store, party_id=spil.id, named=[f"{SECRET} BV", "School"], **TALK, **told)
    failed = told | {"result": TalkResult.FAILED, "next_date": dt.date(2021, 7, 9)}
    conversation.hold(store, party_id=school.id, **TALK, **failed)
    conversation.hold(store, party_id=spil.id, worries=PUBLIC, reader=Reader.CORE_TEAM, **TALK)
    line = relation.draw(store, source_id=spil.id, target_id=school.id, note=SECRET)
    for kind, about in (
        *((kind, {"party_id": spil.id}) for kind in (EstimateKind.INTEREST, EstimateKind.INFLUENCE)),
        (EstimateKind.ATTITUDE, {"party_id": school.id}),
        (EstimateKind.TENSION, {"relation_id": line.id}),
    ):
        estimate.give(store, kind=kind, value=2, given_by=SECRET, given_on=TODAY, **about)
    core_team.join(store, function="beheerder", party_id=spil.id)
    return store


def views(page: Open, store: Store, role: Role) -> list[AppTest]:
    opened = [page(part, role=role) for part in ("partijen", "gesprekken", "kernteam")]
    opened += [page(view=view, role=role) for view in ("Tabel", "Wie missen we?")]
    return opened + [page(partij=one.id, role=role) for one in parties(store).values()]


def test_a_core_team_finds_nothing_that_is_not_meant_for_it(page: Open, guarded: Store) -> None:
    hidden = (SECRET, "9 juli", "2021-07-09", "2031-07-09", "spanning", "Hoe schatten we ze in?")
    opened = views(page, guarded, Role.CORE_TEAM)
    for at in opened:
        sent = everything(at)
        assert [word for word in hidden if word in sent] == []
    assert any(PUBLIC in everything(at) for at in opened)
    at = page("gesprekken", role=Role.CORE_TEAM)
    at.text_input(key="talk_search").set_value(SECRET.lower()).run()
    assert "Geen gesprekken gevonden." in texts(at)
    assert any("Alleen de begeleider leest dit gesprek." in texts(at) for at in opened)


def test_the_facilitator_finds_the_same_words(page: Open, guarded: Store) -> None:
    sent = [everything(at) for at in views(page, guarded, Role.FACILITATOR)]
    assert sum(SECRET in each for each in sent) >= 3


def test_a_core_team_changes_and_removes_nothing_of_others(page: Open, guarded: Store) -> None:
    acts = {one.label for at in views(page, guarded, Role.CORE_TEAM) for one in at.button}
    assert acts == {"Zet erbij", "Schrijf ze op", "Zet een lege stoel", "Bewaar het gesprek", "Teken de lijn"}


def test_a_core_team_hears_what_it_can_read_back(page: Open) -> None:
    said = "Dan lees jij dit gesprek straks ook niet terug."
    assert said in texts(page("gesprekken", role=Role.CORE_TEAM))
    assert said not in texts(page("gesprekken"))

"""Parties on the page of the first step: the list, the table, who is missing, and the card of one."""

import datetime as dt
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui import party_table
from pages._ui.step import PAGES
from sok_core import conversation, core_team, dossier, estimate, party, relation, words
from sok_core.model import (
    EstimateKind,
    Party,
    PartyList,
    PartyStatus,
    PartyType,
    Reader,
    Relation,
    RelationKind,
    Role,
    Step,
)
from sok_core.store import Store
from tests.pages.conftest import Visit, links, press, texts
from tests.pages.exploration import (
    TALK,
    TODAY,
    Open,
    box,
    everything,
    good_news,
    parties,
    type_in_table,
)

# ---------------------------------------------------------------- parties


def quick(at: AppTest, name: str, **more: Any) -> AppTest:
    at.text_input(key="party_name").set_value(name)
    for key, value in more.items():
        at.selectbox(key=f"party_{key}").set_value(value)
    return press(at, "Zet erbij")


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CORE_TEAM])
def test_a_party_is_added_in_one_row_and_the_box_is_empty_again(page: Open, store: Store, role: Role) -> None:
    at = quick(page(role=role), "Molenboys", type=PartyType.SPORTS_CLUB)
    made = parties(store)["Molenboys"]
    assert (made.type, made.status) == (PartyType.SPORTS_CLUB, PartyStatus.TO_APPROACH)
    assert at.text_input(key="party_name").value == ""
    assert "✓ Molenboys staat in de lijst." in texts(at)
    assert "Molenboys" in links(at)


def test_the_box_is_emptied_until_the_browser_saw_it(page: Open, store: Store) -> None:
    at = quick(page(), "Molenboys")
    at.session_state["party_name"] = "Molenboys"  # as a browser tells that missed a drawing
    at.run()
    assert at.text_input(key="party_name").value == ""
    at = quick(at, "Molenboys")
    assert [one.value for one in at.warning] == ["Er is al een partij die ‘Molenboys’ heet."]
    assert at.text_input(key="party_name").value == "Molenboys"
    assert list(parties(store)) == ["Molenboys"]


def test_a_refused_party_says_why_and_keeps_what_was_typed(page: Open, store: Store) -> None:
    party.write_down(store, name="De Spil")
    at = quick(page(), "de spil")
    assert [one.value for one in at.warning] == ["Er is al een partij die ‘De Spil’ heet."]
    assert at.text_input(key="party_name").value == "de spil"
    at = quick(at, " ")
    assert [one.value for one in at.warning] == ["Typ eerst de naam van de partij."]
    assert list(parties(store)) == ["De Spil"]


def test_the_list_has_two_groups_and_a_search_box_when_it_is_long(molenkwartier: Store, visit: Visit) -> None:
    at = visit(PAGES[Step.EXPLORATION], d=molenkwartier.slug)
    assert "**Aan tafel** (14)" in texts(at)
    assert "**Nog niet aan tafel** (4)" in texts(at)
    at.text_input(key="party_search").set_value("molen boys").run()
    assert "**Nog niet aan tafel** (1)" in texts(at)
    assert "Voetbalvereniging Molenboys" in links(at)
    assert "Buurthuis De Spil" not in links(at)


def test_the_kitchen_table_is_saved_in_one_go(page: Open, store: Store) -> None:
    at = page()
    at.date_input(key="kitchen_date_0").set_value(TODAY)
    rows = {
        "0": {"Wie": "Bewonersgroep", "Soort": "Bewonersinitiatief", "Wie gaat erheen": "voorzitter"},
        "1": {"Wie": "School"},
        "2": {"Wie": "bewonersgroep"},
    }
    at = type_in_table(at, "kitchen_0", "Schrijf ze op", edited_rows=rows)
    assert parties(store) == {}
    assert "Er is nog niets bewaard. Wat je typte staat er nog." in texts(at)
    assert "**Rij 3, bewonersgroep\\:** Er is al een partij" in texts(at)
    rows.pop("2")
    type_in_table(at, "kitchen_0", "Schrijf ze op", edited_rows=rows)
    found = parties(store)
    assert sorted(found) == ["Bewonersgroep", "School"]
    first = found["Bewonersgroep"]
    assert (first.type, first.caller, first.call_by) == (
        *(PartyType.RESIDENTS_INITIATIVE, "voorzitter", TODAY),
    )


def test_the_kitchen_table_stays_when_somebody_else_adds_a_third_party(page: Open, store: Store) -> None:
    at = page()
    party.write_down_all(store, [{"name": name} for name in ("De Spil", "School", "Molen")])
    at = type_in_table(at, "kitchen_0", "Schrijf ze op", edited_rows={"0": {"Wie": "Gemeente"}})
    assert sorted(parties(store)) == ["De Spil", "Gemeente", "Molen", "School"]
    assert "Eerste avond aan de keukentafel" in [one.label for one in at.expander]


def test_an_empty_kitchen_table_says_what_is_missing(page: Open, store: Store) -> None:
    at = type_in_table(page(), "kitchen_0", "Schrijf ze op")
    assert "Typ eerst de naam van de partij." in texts(at)
    assert parties(store) == {}


def test_the_table_changes_adds_and_removes_and_asks_before_a_party_goes(page: Open, store: Store) -> None:
    spil, school = party.write_down_all(store, [{"name": "De Spil"}, {"name": "School"}])
    relation.draw(store, source_id=spil.id, target_id=school.id)
    conversation.hold(store, party_id=school.id, worries="Tocht", **TALK)
    at = page(view="Tabel")
    typed = {
        "edited_rows": {"0": {"Stand": "aan tafel", "Voor hoeveel mensen": 40}},
        "added_rows": [{"Naam": "Gemeente", "Soort": "Gemeente", "Voor wanneer": "2026-11-28"}, {}],
        "deleted_rows": [1],
    }
    at = type_in_table(at, "party_table", "Bewaar de tabel", **typed)
    assert "School gaat weg, met één lijn en één gesprek." in texts(at)
    assert sorted(parties(store)) == ["De Spil", "School"]
    type_in_table(at, "party_table", "Bewaar de tabel", **typed)
    found = parties(store)
    assert sorted(found) == ["De Spil", "Gemeente"]
    assert (found["De Spil"].status, found["De Spil"].represents) == (PartyStatus.AT_THE_TABLE, 40)
    assert (found["Gemeente"].type, found["Gemeente"].call_by) == (
        *(PartyType.MUNICIPALITY, dt.date(2026, 11, 28)),
    )


def test_a_wrong_row_in_the_table_is_named_and_nothing_is_saved(page: Open, store: Store) -> None:
    party.write_down_all(store, [{"name": "De Spil"}, {"name": "School"}])
    typed = {"edited_rows": {"0": {"Naam": None}}, "added_rows": [{"Brengt mee": "Koffie"}]}
    at = type_in_table(page(view="Tabel"), "party_table", "Bewaar de tabel", **typed)
    assert "Rijen waar iets niet klopt: 2." in texts(at)
    assert "**Rij 1, De Spil\\:** Typ eerst de naam van de partij\\." in texts(at)
    assert "**Rij 3\\:** Typ eerst de naam van de partij\\." in texts(at)
    assert list(parties(store)) == ["De Spil", "School"]


def test_the_table_tells_what_somebody_else_changed_and_never_overwrites_it(page: Open, store: Store) -> None:
    spil = party.write_down(store, name="De Spil")
    at = page(view="Tabel")
    party.change(store, party_id=spil.id, status="gesproken", brings="Een zaal")
    typed = {"edited_rows": {"0": {"Stand": "aan tafel", "Heeft nodig": "Koffie"}}}
    at = type_in_table(at, "party_table", "Bewaar de tabel", **typed)
    assert "Iemand anders veranderde intussen De Spil. Dat zie je als je bewaard hebt." in texts(at)
    assert "‘Stand’ van De Spil\\. Daar staat nu\\: gesproken\\." in texts(at)
    assert parties(store)["De Spil"].needs == ""
    type_in_table(at, "party_table", "Bewaar de tabel", **typed)
    now = parties(store)["De Spil"]
    assert (now.status, now.needs, now.brings) == (PartyStatus.AT_THE_TABLE, "Koffie", "Een zaal")


def test_the_table_fetches_what_is_new_when_nothing_was_typed(page: Open, store: Store) -> None:
    at = page(view="Tabel")
    party.write_down(store, name="De Spil")
    at = press(at.run(), "Haal het op")
    assert "Iemand anders" not in texts(at)
    assert "De Spil" in [str(cell) for cell in at.dataframe[0].value["Naam"]]


def test_five_questions_bring_parties_to_mind(page: Open, store: Store) -> None:
    at = page(view="Wie missen we?")
    box(at.text_area, words.PARTY_LISTS[PartyList.FORGOTTEN]).set_value("Sportclub\n\nKerk")
    box(at.text_area, words.PARTY_LISTS[PartyList.WANTED]).set_value("School")
    at = press(at, "Schrijf ze op")
    assert {name: one.listed_as for name, one in parties(store).items()} == {
        "Sportclub": PartyList.FORGOTTEN,
        "Kerk": PartyList.FORGOTTEN,
        "School": PartyList.WANTED,
    }
    assert "School, Sportclub en Kerk staan nu op de lijst ‘nog benaderen’." in good_news(at)
    at = press(at, "Schrijf ze op")
    assert "Typ eerst de naam van de partij." in texts(at)


def test_a_kind_that_is_missing_gets_an_empty_chair_with_one_click(page: Open, store: Store) -> None:
    at = page(view="Wie missen we?", role=Role.CORE_TEAM)
    assert at.button(key="chair_verhuurders").label == "Zet een lege stoel"
    at.button(key="chair_verhuurders").click().run()
    chair = parties(store)["Particuliere verhuurders"]
    assert (chair.type, chair.status) == (PartyType.LANDLORDS, PartyStatus.MISSING)
    assert "chair_verhuurders" not in {one.key for one in at.button}


# ---------------------------------------------------------------- the card


def test_the_card_is_opened_from_its_address_and_saved(page: Open, store: Store) -> None:
    spil = party.write_down(store, name="Buurthuis De Spil", short_name="De Spil")
    at = page(partij=spil.id)
    assert "Buurthuis De Spil" in [one.value for one in at.header]
    assert "Contact (naam)" not in [one.label for one in at.text_input]
    box(at.text_area, "Brengt mee").set_value("Een zaal")
    box(at.date_input, "Voor wanneer").set_value(TODAY)
    at = press(at, "Bewaar")
    now = parties(store)["De Spil"]
    assert (now.brings, now.call_by) == ("Een zaal", TODAY)
    assert "De Spil is bewaard." in texts(at)


def test_the_card_says_what_another_changed_and_keeps_what_was_typed(page: Open, store: Store) -> None:
    spil = party.write_down(store, name="De Spil")
    at = page(partij=spil.id)
    party.change(store, party_id=spil.id, brings="Koffie")
    box(at.text_area, "Brengt mee").set_value("Een zaal")
    at = press(at, "Bewaar")
    assert "Iemand anders veranderde dit net. Brengt mee is nu\\: Koffie." in texts(at)
    assert "Bewaar nog een keer om jouw versie te houden." in texts(at)
    assert box(at.text_area, "Brengt mee").value == "Een zaal"
    assert parties(store)["De Spil"].brings == "Koffie"
    press(at, "Bewaar")
    assert parties(store)["De Spil"].brings == "Een zaal"


def test_the_card_takes_over_what_another_changed(page: Open, store: Store) -> None:
    spil = party.write_down(store, name="De Spil")
    at = page(partij=spil.id)
    party.change(store, party_id=spil.id, status="gesproken")
    at = press(at.run(), "Neem dat over")
    assert box(at.selectbox, "Stand").value is PartyStatus.SPOKEN
    assert "Iemand anders" not in texts(at)


def test_a_card_of_a_party_that_is_gone_says_so(page: Open) -> None:
    assert [one.value for one in page(partij=99).warning] == ["Deze partij is er niet meer."]


def test_a_line_is_drawn_changed_and_taken_away_on_the_card(page: Open, store: Store) -> None:
    spil, _ = party.write_down_all(store, [{"name": "De Spil"}, {"name": "School"}])
    at = page(partij=spil.id)
    at = press(at, "Teken de lijn")
    assert [one.value for one in at.warning] == ["Kies eerst de andere partij."]
    at.selectbox(key=f"relation_{spil.id}_0_other").set_value(parties(store)["School"])
    box(at.selectbox, "Welke kant op?").set_value("van de ander naar hen")
    at = press(at, "Teken de lijn")
    with store.read() as tables:
        (line,) = tables.relation.all()
    assert (line.target_id, line.is_directed, line.asserted_by) == (spil.id, True, "begeleider")
    assert ":gray[samenwerking · licht · van de ander naar hen" in texts(at)
    assert "School" in links(at)
    at = press(at, "Wijzig")
    at.get_by_key(f"change_relation_{line.id}_tension").set_value(3)
    at = press(at, "Bewaar de lijn")
    assert "spanning\\: hoog" in texts(at)
    at = press(at, "Wijzig")
    assert "De lijn gaat weg, met één mening over de spanning. Dit kun je niet terugdraaien." in texts(at)
    at = press(at, "Haal voorgoed weg")
    assert "Er loopt nog geen lijn naar een andere partij." in texts(at)


def line_opened(page: Open, store: Store) -> tuple[AppTest, Relation]:
    """A line, with its form open on the card of the party where it ends."""
    spil, school = party.write_down_all(store, [{"name": "De Spil"}, {"name": "School"}])
    line = relation.draw(store, source_id=spil.id, target_id=school.id, note="Elk jaar")
    return press(page(partij=school.id), "Wijzig"), line


def feel(store: Store, line: Relation, value: int) -> None:
    """Let another facilitator say how much tension there is, in the same function."""
    estimate.give(
        store,
        kind=EstimateKind.TENSION,
        value=value,
        given_by=words.ROLES[Role.FACILITATOR],
        given_on=TODAY,
        relation_id=line.id,
    )


def note_and_kind(store: Store) -> tuple[str, RelationKind]:
    with store.read() as tables:
        (line,), (note,) = tables.relation.all(), tables.relation.notes(Reader.FACILITATOR).values()
    return note, line.kind


def test_a_line_says_what_another_changed_and_keeps_what_was_typed(page: Open, store: Store) -> None:
    at, line = line_opened(page, store)
    relation.change(store, relation_id=line.id, note="Ruzie")
    at.text_input(key=f"change_relation_{line.id}_note").set_value("Nooit")
    at.selectbox(key=f"change_relation_{line.id}_kind").set_value(RelationKind.MONEY)
    at = press(at, "Bewaar de lijn")
    assert "Iemand anders veranderde dit net. Aantekening is nu\\: Ruzie." in texts(at)
    assert "‘Aantekening’ van deze lijn. Daar staat nu: Ruzie. Wat jij koos staat er nog." in texts(at)
    assert at.text_input(key=f"change_relation_{line.id}_note").value == "Nooit"
    assert note_and_kind(store) == ("Ruzie", RelationKind.COOPERATION)
    press(at, "Bewaar de lijn")
    assert note_and_kind(store) == ("Nooit", RelationKind.MONEY)


def test_tension_that_another_changed_is_told_and_the_line_waits_with_it(page: Open, store: Store) -> None:
    at, line = line_opened(page, store)
    feel(store, line, 3)
    at.get_by_key(f"change_relation_{line.id}_tension").set_value(1)
    at.selectbox(key=f"change_relation_{line.id}_kind").set_value(RelationKind.MONEY)
    at = press(at, "Bewaar de lijn")
    assert "‘spanning’. Daar staat nu: hoog, alleen begeleider." in texts(at)
    assert [each.value for each in read(store, Reader.FACILITATOR)] == [3]
    assert note_and_kind(store)[1] is RelationKind.COOPERATION
    press(at, "Bewaar de lijn")
    assert [each.value for each in read(store, Reader.FACILITATOR)] == [1]
    assert note_and_kind(store)[1] is RelationKind.MONEY


def test_who_changes_the_line_leaves_what_others_changed_alone(page: Open, store: Store) -> None:
    at, line = line_opened(page, store)
    feel(store, line, 3)
    relation.change(store, relation_id=line.id, kind="geld")
    at.get_by_key(f"change_relation_{line.id}_strength").set_value(5)
    at = press(at, "Bewaar de lijn")
    assert not at.warning
    assert [each.value for each in read(store, Reader.FACILITATOR)] == [3]
    assert note_and_kind(store)[1] is RelationKind.MONEY
    assert "geld · heel stevig" in texts(at)


def test_a_line_takes_over_what_another_changed(page: Open, store: Store) -> None:
    at, line = line_opened(page, store)
    relation.change(store, relation_id=line.id, is_directed=True)
    feel(store, line, 2)
    at = at.run()
    assert "Welke kant op is nu\\: van de ander naar hen; Spanning is nu\\: duidelijk." in texts(at)
    at = press(at, "Neem dat over")
    assert at.selectbox(key=f"change_relation_{line.id}_direction").value == "van de ander naar hen"
    assert at.get_by_key(f"change_relation_{line.id}_tension").value == 2
    assert "Iemand anders" not in texts(at)


def test_an_opinion_is_given_released_and_taken_back(page: Open, store: Store) -> None:
    spil = party.write_down(store, name="De Spil")
    at = press(page(partij=spil.id), "Bewaar de inschatting")
    assert "Er staat nog niets. Kies minstens één antwoord." in texts(at)
    key = f"estimate_{spil.id}_0_invloed"
    at.get_by_key(key).set_value(4)
    at = press(at, "Bewaar de inschatting")
    assert "**Invloed** veel :gray[(één mens)]" in texts(at)
    (given,) = read(store, Reader.FACILITATOR)
    at.get_by_key(f"release_{given.id}_begeleider").set_value(Reader.CORE_TEAM).run()
    assert [one.id for one in read(store, Reader.CORE_TEAM)] == [given.id]
    at.button(key=f"drop_estimate_{given.id}").click().run()
    assert read(store, Reader.FACILITATOR) == []


def test_a_released_opinion_is_read_by_the_core_team_and_not_changed(page: Open, store: Store) -> None:
    spil = party.write_down(store, name="De Spil")
    for value, reader in ((4, Reader.CORE_TEAM), (1, Reader.FACILITATOR)):
        estimate.give(
            store,
            kind=EstimateKind.INFLUENCE,
            value=value,
            reader=reader,
            given_by=f"lid {value}",
            given_on=TODAY,
            party_id=spil.id,
        )
    assert "**Invloed** heel weinig :gray[(van heel weinig tot veel, twee mensen)]" in texts(
        page(partij=spil.id)
    )
    at = page(partij=spil.id, role=Role.CORE_TEAM)
    assert "**Invloed** veel :gray[(één mens)]" in texts(at)
    assert "lid 1" not in everything(at)
    assert {one.label for one in at.button} == {"Teken de lijn"}


def read(store: Store, reader: Reader) -> list[Any]:
    with store.read() as tables:
        return tables.estimate.readable_by(reader)


def test_a_party_goes_after_one_question_that_names_what_goes_with_it(page: Open, store: Store) -> None:
    spil, school = party.write_down_all(store, [{"name": "De Spil"}, {"name": "School"}])
    relation.draw(store, source_id=spil.id, target_id=school.id)
    at = page(partij=spil.id)
    assert "De Spil gaat weg, met één lijn. Dit kun je niet terugdraaien." in texts(at)
    at = press(at, "Verwijder voorgoed")
    assert list(parties(store)) == ["School"]
    assert "De Spil is verwijderd." in texts(at)


def test_all_that_goes_with_a_party_is_named(page: Open, store: Store) -> None:
    spil = party.write_down(store, name="De Spil")
    for kind in (EstimateKind.INTEREST, EstimateKind.INFLUENCE):
        given = {"kind": kind, "value": 3, "given_by": "voorzitter", "given_on": TODAY}
        estimate.give(store, **given, party_id=spil.id)
    core_team.join(store, function="beheerder", party_id=spil.id, since=TODAY)
    with store.write() as tables:
        run = tables.party.db.execute
        run("INSERT INTO stake (party_id, text, gain, lose) VALUES (:id, 'Warm', '', '')", {"id": spil.id})
        run(
            "INSERT INTO mandate (party_id, version, body, status, proviso) VALUES (:id, 1, 'x', 'x', '')",
            {"id": spil.id},
        )
    assert (
        "De Spil gaat weg, met twee inschattingen, één zin over wat het voor hen betekent en één mandaat. "
        "Hun plek in het kernteam blijft, zonder partij." in texts(page(partij=spil.id))
    )


def test_tension_that_another_gave_is_seen_apart_changed_and_taken_away(page: Open, store: Store) -> None:
    spil, school = party.write_down_all(store, [{"name": "De Spil"}, {"name": "School"}])
    line = relation.draw(store, source_id=spil.id, target_id=school.id)
    feel(store, line, 0)
    given = {"kind": EstimateKind.TENSION, "value": 3, "given_by": "import", "given_on": TODAY}
    estimate.give(store, **given, relation_id=line.id)
    at = press(page(partij=spil.id), "Wijzig")
    said = texts(at).replace("\\", "")
    assert "spanning: geen (van geen tot hoog, twee mensen)" in said
    assert "import: spanning hoog" in said
    at.text_input(key=f"tension_other_{line.id}_0_by").set_value("import")
    at.get_by_key(f"tension_other_{line.id}_0_tension").set_value(2)
    at = press(at, "Bewaar de mening")
    found = {one.given_by: one for one in read(store, Reader.FACILITATOR)}
    assert (len(found), found["import"].value) == (2, 2)
    at.get_by_key(f"release_{found['import'].id}_begeleider").set_value(Reader.CORE_TEAM).run()
    assert [one.given_by for one in read(store, Reader.CORE_TEAM)] == ["import"]
    at.button(key=f"drop_estimate_{found['import'].id}").click().run()
    assert [one.given_by for one in read(store, Reader.FACILITATOR)] == [words.ROLES[Role.FACILITATOR]]


def test_a_name_of_a_person_has_a_box_where_the_dossier_keeps_names(page: Open, store: Store) -> None:
    spil = party.write_down(store, name="De Spil")
    dossier.keep_contact_names(store, is_kept=True)
    at = page(partij=spil.id)
    box(at.text_input, "Contact (naam)").set_value("Fatma")
    press(at, "Bewaar")
    assert parties(store)["De Spil"].contact_name == "Fatma"


def test_the_switch_for_names_is_behind_the_scenes(visit: Visit, store: Store) -> None:
    at = visit("beheer.py", d=store.slug)
    at.get_by_key("deel").set_value("Gegevens").run()
    assert "staat een functie en geen naam" in texts(at)
    at = press(at, "Bewaar ook namen")
    party.write_down(store, name="De Spil", contact_name="Fatma")
    at = press(at, "Haal de namen weg")
    assert parties(store)["De Spil"].contact_name == ""


# ---------------------------------------------------------------- the table in plain Python


def test_a_cell_is_read_as_it_was_shown() -> None:
    one = Party(
        *(3, "De Spil", "De Spil", PartyType.COMMUNITY_CENTRE, PartyStatus.SPOKEN),
        represents=300,
        call_by=TODAY,
    )
    fields = party_table.COLUMNS
    party_id, values = party_table.read(party_table.shown(one, fields), fields)
    assert party_id == 3
    assert values == {name: getattr(one, name) for name in fields}
    assert party_table.read({"id": float("nan"), "Voor hoeveel mensen": 3.0}, ["represents"]) == (
        *(None, {"represents": 3}),
    )

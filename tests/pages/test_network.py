"""The network on the page of step 1: the picture, its sentences, a party in the light, and who reads what."""

import datetime as dt
import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import network, party, relation
from sok_core.model import EstimateKind, Reader, Role
from sok_core.store import Store
from tests.pages.conftest import Visit, links, press, texts

PAGE = "stap_1_verkenning.py"


def picture(at: AppTest) -> dict[str, Any]:
    """Return the figure of the network as the browser gets it."""
    (found,) = [each.proto for each in at.get("plotly_chart") if "network_picture" in each.proto.id]
    spec: dict[str, Any] = json.loads(found.spec)
    return spec


def names(at: AppTest) -> set[str]:
    return {each["text"].replace("<br>", " ") for each in picture(at)["layout"]["annotations"]}


def bright(at: AppTest) -> set[str]:
    """Return whose names are in ink."""
    return {
        each["text"].replace("<br>", " ")
        for each in picture(at)["layout"]["annotations"]
        if each["opacity"] == 1
    }


def more(at: AppTest, part: str) -> AppTest:
    at.session_state["network_more"] = True
    at.session_state["network_part"] = part
    at.run()
    assert not at.exception
    return at


def test_the_picture_has_everybody_and_says_its_finding(molenkwartier: Store, visit: Visit) -> None:
    at = visit(PAGE, deel="netwerk", d=molenkwartier.slug)
    assert "Het netwerk" in [each.value for each in at.header]
    assert "Gemeente heeft met de meeste partijen een lijn\\: negen" in [each.value for each in at.subheader]
    assert len(names(at)) == 18
    (chart,) = [each for each in at.get("plotly_chart") if "network_picture" in each.proto.id]
    assert chart.proto.alt.startswith("Netwerk van 18 partijen met 33 lijnen.")
    assert "Zonder Gemeente raakt Ondernemers los van de rest\\." in texts(at)


def test_a_party_in_the_address_stands_in_the_light_with_its_card(molenkwartier: Store, visit: Visit) -> None:
    at = visit(PAGE, deel="netwerk", d=molenkwartier.slug)
    at.selectbox(key="toon").select(id_of(molenkwartier, "Ondernemers")).run()
    assert not at.exception
    assert bright(at) == {"Ondernemers", "Gemeente"}
    assert "Ondernemersvereniging Wieklaan" in links(at)


def id_of(store: Store, short_name: str) -> int:
    with store.read() as tables:
        return next(one.id for one in tables.party.all() if one.short_name == short_name)


def test_a_sentence_opens_the_parties_that_it_speaks_of(molenkwartier: Store, visit: Visit) -> None:
    at = visit(PAGE, deel="netwerk", d=molenkwartier.slug)
    buttons = [each for each in at.button if each.label == "Laat zien" and each.key == "network_said_3"]
    buttons[0].click().run()
    assert not at.exception
    assert bright(at) == {"Molenboys Wie gaat langs?", "Particuliere verhuurders Wie gaat langs?"}
    assert "Voetbalvereniging Molenboys" in links(at)


def test_each_party_in_the_light_has_a_way_to_its_own_page(molenkwartier: Store, visit: Visit) -> None:
    at = visit(PAGE, deel="netwerk", d=molenkwartier.slug)
    with molenkwartier.read() as tables:
        shown = tables.party.all()[:6]
    at.session_state["network_shown"] = tuple(one.id for one in shown)
    at.run()
    assert {one.name for one in shown[:4]} | {one.short_name for one in shown[4:]} <= set(links(at))


def test_filters_leave_out_types_kinds_and_thin_lines(molenkwartier: Store, visit: Visit) -> None:
    at = visit(PAGE, deel="netwerk", d=molenkwartier.slug)
    at.multiselect(key="lijn").select("geld").run()
    assert "18 partijen, 4 lijnen" in texts(at)
    at.selectbox(key="sterk").select("stevig").run()
    assert "18 partijen, 2 lijnen" in texts(at)
    at.multiselect(key="soort").select("Gemeente").select("Welzijnsorganisatie").run()
    assert names(at) == {"Gemeente", "Welzijn"}


def test_schik_opnieuw_is_for_the_facilitator_and_lays_it_out_anew(
    molenkwartier: Store, visit: Visit
) -> None:
    with molenkwartier.write() as tables:
        (gemeente,) = [one for one in tables.party.all() if one.short_name == "Gemeente"]
        tables.party.update(gemeente.id, x=0.0, y=0.0)
    press(visit(PAGE, deel="netwerk", d=molenkwartier.slug), "Schik opnieuw")
    with molenkwartier.read() as tables:
        assert tables.party.get(gemeente.id).x != 0.0
    at = visit(PAGE, deel="netwerk", d=molenkwartier.slug, role=Role.CORE_TEAM, of=molenkwartier.slug)
    assert "Schik opnieuw" not in [each.label for each in at.button]


def test_under_the_picture_stands_only_what_may_be_on_the_table(molenkwartier: Store, visit: Visit) -> None:
    at = visit(PAGE, deel="netwerk", d=molenkwartier.slug)
    assert "Naar de inschatting van" not in texts(at)
    more(at, "Alleen voor jou")
    assert "Naar de inschatting van" in texts(at)
    assert "Laat dit niet op het scherm zien." in texts(at)


def test_an_empty_chair_says_below_the_picture_who_goes_there(molenkwartier: Store, visit: Visit) -> None:
    with molenkwartier.write() as tables:
        (owners,) = [one for one in tables.party.all() if one.short_name == "Ondernemers"]
        tables.party.update(owners.id, status="ontbreekt", caller="wethouder", call_by=dt.date(2026, 12, 3))
    at = visit(PAGE, deel="netwerk", d=molenkwartier.slug)
    assert "Ondernemers (wethouder, 3 december)" in texts(at).replace("\\", "")
    (chart,) = [each for each in at.get("plotly_chart") if "network_picture" in each.proto.id]
    assert "Ondernemers (wethouder, 3 december)" in chart.proto.alt
    rows = [row for each in at.table for row in each.value.to_dict("records")]
    assert "nog niet aan tafel: wethouder, 3 december" in [
        row["Werkt met"].replace("\\", "") for row in rows if row["Partij"] == "Ondernemers"
    ]


def test_the_core_team_sees_no_opinion_that_was_not_released(molenkwartier: Store, visit: Visit) -> None:
    at = visit(PAGE, deel="netwerk", d=molenkwartier.slug, role=Role.CORE_TEAM, of=molenkwartier.slug)
    assert "inschatting" not in texts(at)
    more(at, "Krachtenveld")
    assert "Er is nog geen inschatting van belang en invloed die jij mag lezen." in texts(at)
    with molenkwartier.write() as tables:
        for one in tables.estimate.readable_by(Reader.FACILITATOR):
            if one.kind in (EstimateKind.INTEREST, EstimateKind.INFLUENCE):
                tables.estimate.release(one.id, reader=Reader.CORE_TEAM)
    more(at, "Krachtenveld")
    assert "18 partijen met een inschatting van belang en invloed" in texts(at).replace("\\", "")


@pytest.mark.parametrize(
    ("role", "readers"),
    [
        (Role.FACILITATOR, [Reader.TABLE, Reader.CORE_TEAM, Reader.FACILITATOR]),
        (Role.CORE_TEAM, [Reader.TABLE, Reader.CORE_TEAM]),
    ],
)
def test_a_file_for_more_eyes_is_a_choice_and_never_for_more_than_ones_own(
    molenkwartier: Store, visit: Visit, role: Role, readers: list[Reader]
) -> None:
    at = visit(PAGE, deel="netwerk", d=molenkwartier.slug, role=role, of=molenkwartier.slug)
    link = f"/download/{molenkwartier.slug}/netwerk/graphml"
    assert link in urls(at)
    (box,) = [one for one in at.selectbox if one.label == "Voor wie is het GraphML-bestand?"]
    assert len(box.options) == len(readers)
    box.set_value(readers[-1]).run()
    assert f"{link}?lezer={readers[-1]}" in urls(at)
    assert "meningen over partijen" in texts(at)


def urls(at: AppTest) -> list[str]:
    return [each.proto.url for each in at.get("link_button")]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("Als iemand weggaat", "Dan blijft de rest aan elkaar vast."),
        ("Groei", "Een lijn zonder datum telt"),
        ("Maten", "Van de 153 lijnen die er kunnen zijn, zijn er 33."),
    ],
)
def test_behind_more(molenkwartier: Store, visit: Visit, part: str, said: str) -> None:
    assert said in texts(more(visit(PAGE, deel="netwerk", d=molenkwartier.slug), part))


def test_what_comes_loose_when_a_party_leaves(molenkwartier: Store, visit: Visit) -> None:
    at = more(visit(PAGE, deel="netwerk", d=molenkwartier.slug), "Als iemand weggaat")
    with molenkwartier.read() as tables:
        parties, relations = tables.party.all(), tables.relation.all()
    (gemeente,) = network.cut_parties(network.graph([one.id for one in parties], relations))
    at.selectbox(key="network_leaving").select(gemeente).run()
    assert "Dan valt het netwerk in twee stukken." in texts(at)
    assert "- Ondernemers" in texts(at)


def test_below_eight_parties_nobody_connects_most_and_the_facilitator_never_counts(
    store: Store, visit: Visit
) -> None:
    named = {"Hal": "school", "Noord": "vve", "Zuid": "vve", "Regie": "procesbegeleider"}
    made = [party.write_down(store, name=name, type=kind).id for name, kind in named.items()]
    for other in made[1:]:
        relation.draw(store, source_id=made[0], target_id=other)
    at = more(visit(PAGE, deel="netwerk", d=store.slug), "Maten")
    (rows,) = [one.value for one in at.table if "Lijnen" in one.value]
    assert "Regie" not in list(rows["Partij"])
    assert list(rows["Lijnen"]) == ["2", "1", "1"]
    assert "Verbindt" not in rows
    assert "zeggen we pas vanaf acht partijen" in texts(at)
    at = more(visit(PAGE, deel="netwerk", d=store.slug), "Als iemand weggaat")
    assert at.selectbox(key="network_leaving").options == ["Hal", "Noord", "Zuid"]


def test_below_eight_parties_there_is_a_picture_and_no_sentence(store: Store, visit: Visit) -> None:
    with store.write() as tables:
        for name in ("Spil", "School"):
            tables.party.add(name=name, short_name=name, type="school", status="aan_tafel")
    at = visit(PAGE, deel="netwerk", d=store.slug)
    assert names(at) == {"Spil", "School"}
    assert "Wat zegt het plaatje?" not in [each.value for each in at.subheader]
    assert "Wie werkt met wie?" in [each.value for each in at.subheader]


def test_a_new_dossier_says_how_to_begin(store: Store, visit: Visit) -> None:
    assert "Schrijf de eerste op, dan begint het plaatje." in texts(visit(PAGE, deel="netwerk", d=store.slug))


def test_a_line_of_two_who_no_longer_meet_is_dashed_and_named(molenkwartier: Store, visit: Visit) -> None:
    at = visit("stap_1_verkenning.py", d=molenkwartier.slug, deel="netwerk")
    assert "Netbeheerder zagen we hier nog niet samen" in texts(at).replace("\\", "")
    (drawn,) = at.get("plotly_chart")
    traces = json.loads(drawn.proto.spec)["data"]
    assert any(trace.get("line", {}).get("dash") == "dash" for trace in traces)

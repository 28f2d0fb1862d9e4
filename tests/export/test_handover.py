"""What travels along with a dossier: for another program, and without what nobody may see."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from sok_core import aim, commitment, contact_change, decision, meeting, update_link, value_score_room
from sok_core.export import handover
from sok_core.model import AimKind, DecisionKind, Group, Phase
from sok_core.store import Store
from tests import following
from tests.evening import NOW, Evening
from tests.following import TODAY
from tests.molenkwartier import neighbourhood


@pytest.fixture
def molenkwartier(tmp_path: Path) -> Iterator[Store]:
    with neighbourhood(tmp_path) as store:
        yield store


def scored(evening: Evening, residents: int, organisations: int) -> None:
    """Let a room score one value on paper, and close the evening."""
    value = aim.write_down(evening.store, kind=AimKind.VALUE, title="Vertrouwen")
    asked = value_score_room.ask(evening.store, meeting_id=evening.id)
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.OPEN)
    for group, people in ((Group.RESIDENT, residents), (Group.ORGANISATION, organisations)):
        value_score_room.count_paper(
            evening.store, meeting_id=evening.id, sheet={(value.id, 2): people}, group=group, table=None
        )
    assert json.loads(handover.as_json(evening.store, now=NOW))["value_scores"] == []
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)


def lanes(evening: Evening) -> list[dict[str, object]]:
    made = json.loads(handover.as_json(evening.store, now=NOW))
    assert made["values"] == [{"id": 1, "title": "Vertrouwen"}]
    ((one,),) = [each["results"] for each in made["value_scores"]]
    found: list[dict[str, object]] = one["lanes"]
    return found


def test_groups_of_five_stand_apart_as_on_the_page(evening: Evening) -> None:
    scored(evening, 5, 6)
    with evening.store.read() as tables:
        ((shown,),) = [one.results for one in value_score_room.history(tables)]
    assert lanes(evening) == json.loads(json.dumps([asdict(one) for one in shown.lanes]))
    assert [one["crowd"] for one in lanes(evening)] == ["bewoners", "organisaties"]


def test_of_a_small_group_there_is_only_the_whole_room(evening: Evening) -> None:
    scored(evening, 4, 6)
    assert lanes(evening) == [{"crowd": "hele_zaal", "scores": [0, 10, 0, 0, 0], "unknown": 0}]


def test_of_too_few_people_there_is_nothing(evening: Evening) -> None:
    scored(evening, 2, 2)
    assert lanes(evening) == []


POINTS_TO = {  # by the end of a name: in which list its row is
    "aim": "aims",
    "asked_help_from": "parties",
    "check_in": "check_ins",
    "clause": "clauses",
    "commitment": "commitments",
    "corrects": "updates",
    "from": "clauses",
    "helper": "parties",
    "into": "clauses",
    "lesson_clause": "clauses",
    "meeting": "meetings",
    "moved_to": "check_ins",
    "owner": "parties",
    "party": "parties",
    "project": "projects",
    "reported_by": "parties",
    "returns_from": "decisions",
    "spoken": "commitments",
    "task": "tasks",
    "update": "updates",
    "was": "parties",
}
WITHOUT_ID = {"asked_help_from", "reported_by", "returns_from"}


def fields(found: Any) -> Iterator[tuple[str, Any]]:
    """Yield the name and value of every field, also of those in others."""
    for each in found if isinstance(found, list) else []:
        yield from fields(each)
    for name, value in found.items() if isinstance(found, dict) else []:
        yield name, value
        yield from fields(value)


def pointers(kept: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield each list that something points to, and the id there."""
    for name, value in fields(kept):
        about = name.removesuffix("_ids").removesuffix("_id")
        if about != name or name in WITHOUT_ID:
            for one in value if isinstance(value, list) else [value]:
                if one is not None:
                    yield POINTS_TO[about], one


def test_every_id_stands_for_a_row_in_the_same_file(molenkwartier: Store) -> None:
    found = party_that_goes(molenkwartier)
    kept = json.loads(handover.as_json(molenkwartier, now=NOW))
    there = {
        (name, row["id"]) for name, rows in kept.items() if name != "dossier" for row in rows if "id" in row
    }
    pointed = set(pointers(kept))
    assert pointed <= there
    assert {name for name, _ in pointed} == set(POINTS_TO.values())
    assert found in [(one["party_id"], one["function"], one["was"]) for one in kept["contact_changes"]]


def party_that_goes(store: Store) -> tuple[int, str, str]:
    """Let the lead of a promise, its contact and what others saw of it change; return the contact."""
    with store.write() as tables:
        one, said = tables.commitment.all()[0], tables.update.where()[-1]
        tables.commitment.update(one.id, project_id=tables.project.all()[0].id)
        tables.confirmation.add(update_id=said.id, party_id=2, is_right=True, on=TODAY)
        tables.update.add(
            commitment_id=said.commitment_id, date=TODAY, status=said.status, corrects_id=said.id
        )
        was = tables.party.get(one.owner_id).contact_role
    commitment.stop_leading(store, commitment_id=one.id, on=TODAY, today=TODAY)
    contact_change.begin(store, party_id=one.owner_id, function="Wijkmanager", on=TODAY, today=TODAY)
    return one.owner_id, "Wijkmanager", was


def test_no_secret_and_no_name_of_a_person_travels_along(evening: Evening) -> None:
    scene = following.begin(evening.store)
    scene.commitment()
    key = update_link.make(evening.store, party_id=scene.school, now=NOW)
    decision.write_down(
        evening.store,
        meeting_id=evening.id,
        kind=DecisionKind.ACTION,
        text="Bellen",
        who="De Meelbloem, Fatma",
        now=NOW,
    )
    secrets = {
        "wifi_password": "wifi-geheim",
        "passphrase_hash": "hash-van-de-wachtzin",
        "road_key": "sleutel-van-de-weg",
    }
    with evening.store.write() as tables:
        tables.dossier.update(has_contact_names=True, **secrets)
        tables.party.update(scene.school, contact_name="Fatma", former_names=["Ria van de flat"])
        tables.meeting.update(evening.id, code="ZXQW", salt="zout")
        hashes = [one.key_hash for one in tables.update_link.all()]
    told = handover.as_json(evening.store, now=NOW).decode("utf-8")
    hidden = [key, *hashes, *secrets.values(), evening.meeting.code, evening.meeting.salt, "Fatma", "Ria"]
    assert all(hidden)
    assert [one for one in hidden if one in told] == []
    names = {name for name, _ in fields(json.loads(told))}
    assert [one for one in names if re.search("hash|salt|code|key|pass|device|contact_name", one)] == []


def test_the_read_me_names_what_is_in_the_json(evening: Evening) -> None:
    with evening.store.read() as tables:
        told = handover.read_me(tables.dossier.current(), real="Dit is het echte.", now=NOW)
    for each in ("besluiten", "trekkers", "waarden en doelen", "projecten", "bijeenkomsten", "wachtzinnen"):
        assert each in told
    assert max(map(len, told.split(handover.LINE))) <= 98


def test_no_phone_number_mail_address_or_postcode_in_a_text_travels_along(evening: Evening) -> None:
    scene, link = following.begin(evening.store), "https://wijk.nl/foto?van=jan@wijk.nl"
    said = scene.said(scene.commitment(), TODAY, text="Bel 06-12345678 (Jan).", evidence=link)
    scene.check_in(outcomes=("Mail naar jan@wijk.nl", "Klaar."), why="Bij Jan, 3511 AB")
    with evening.store.write() as tables:
        no = {"party_id": scene.town, "is_right": False, "text": "3511 AB"}
        tables.confirmation.add(update_id=said.id, on=TODAY, **no)
        tables.party.update(scene.school, needs="Bel 030 123 45 67")
    made = json.loads(handover.as_json(evening.store, now=NOW))
    (told,), (moment,), (doubt,) = made["updates"], made["check_ins"], made["confirmations"]
    assert (told["text"], told["evidence"], told["date"]) == ("Bel – (Jan).", link, TODAY.isoformat())
    assert (moment["outcomes"], moment["why"]) == (["Mail naar –", "Klaar."], "Bij Jan, –")
    school = next(one for one in made["parties"] if one["id"] == scene.school)
    assert (doubt["text"], school["needs"]) == ("–", "Bel –")

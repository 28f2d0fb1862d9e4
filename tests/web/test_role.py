"""Phones and paper say who could do what; the hall sees one mark per task and nothing else."""

import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from sok_core import meeting, party, role_room, sight, task, words
from sok_core.access import LOGIN_COOKIE
from sok_core.model import (
    Change,
    Channel,
    Group,
    PartyType,
    Phase,
    PromptKind,
    Role,
    RoleKind,
    RolePart,
    Stance,
)
from sok_core.role_room import Saying
from sok_core.sight import Audience
from tests.evening import NOW, Evening


@pytest.fixture
def room(evening: Evening) -> Evening:
    """De Spil (1) and residents (2), two tasks, and the question about roles on the screen."""
    party.write_down(evening.store, name="De Spil", type=PartyType.COMMUNITY_CENTRE)
    party.write_down(evening.store, name="Warm Molenkwartier", type=PartyType.RESIDENTS_INITIATIVE)
    for title in ("Langs de deuren", "Soep <b>koken</b>"):
        task.add(evening.store, title=title)
    asked = meeting.add_question(
        evening.store, meeting_id=evening.id, text=role_room.QUESTION, kind=PromptKind.ROLES
    )
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.OPEN)
    return evening


def told(room: Evening) -> list[RolePart]:
    with room.store.read() as tables:
        return tables.role_part.all()


def state(web: TestClient, room: Evening) -> dict[str, Any]:
    found: dict[str, Any] = web.get(f"/m/{room.code}/state").json()["roles"]
    return found


def test_a_phone_offers_a_role_and_expects_another(web: TestClient, room: Evening) -> None:
    assert [one["title"] for one in state(web, room)["tasks"]] == ["Langs de deuren", "Soep <b>koken</b>"]
    web.post(f"/m/{room.code}/party", json={"party": 2})
    first = web.post(f"/m/{room.code}/roles", json={"task": 1, "role": "trekker", "target": 2})
    assert (first.status_code, first.json()) == (
        201,
        {"id": 1, "task": 1, "role": "trekker", "target": 2, "stance": "aangeboden"},
    )
    again = web.post(f"/m/{room.code}/roles", json={"party": 2, "task": 1, "role": "trekker", "target": 2})
    assert (again.status_code, again.json()) == (200, first.json())
    other = web.post(f"/m/{room.code}/roles", json={"task": 2, "role": "uitvoerder", "target": 1})
    assert other.json()["stance"] == "verwacht"
    offered, expected = told(room)
    assert (offered.stance, offered.group, offered.channel) == (Stance.OFFERED, None, Channel.PHONE)
    assert (expected.party_id, expected.stance, expected.group) == (1, Stance.EXPECTED, Group.RESIDENT)
    assert state(web, room)["mine"] == [first.json(), other.json()]
    web.post(f"/m/{room.code}/roles", json={"delete": 1})
    assert [one.id for one in told(room)] == [2]


def test_without_a_script_it_is_plain_forms(web: TestClient, room: Evening) -> None:
    page = web.get(f"/m/{room.code}").text
    assert "Namens wie ben je hier?" in page
    web.post(f"/m/{room.code}/party", data={"party": "1"})
    page = web.get(f"/m/{room.code}").text
    assert '<option value="">Kies</option><option value="1">Dat kunnen wij</option>' in page
    assert "Soep &lt;b&gt;koken&lt;/b&gt;" in page
    assert "<b>koken</b>" not in page.split('id="d"')[0]
    answer = web.post(
        f"/m/{room.code}/roles",
        data={"task": "2", "role": "financier", "target": "1"},
        follow_redirects=False,
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"/m/{room.code}")
    page = web.get(f"/m/{room.code}").text
    assert "Wie geeft geld, ruimte, uren of spullen? <bdi>De Spil</bdi>" in page
    web.post(f"/m/{room.code}/roles", data={"delete": "1"})
    assert told(room) == []


def test_who_speaks_for_himself_only_says_what_he_expects(web: TestClient, room: Evening) -> None:
    web.post(f"/m/{room.code}/party", data={"self": "1"})
    assert "Dat kunnen wij</option>" not in web.get(f"/m/{room.code}").text
    refused = web.post(f"/m/{room.code}/roles", json={"task": 1, "role": "trekker"})
    assert (refused.status_code, refused.json()["error"]) == (422, "mention.id")
    page = web.post(f"/m/{room.code}/roles", data={"task": "1", "role": "trekker", "target": ""})
    assert "Kies een partij uit de lijst." in page.text
    assert web.post(f"/m/{room.code}/roles", json={"task": 1, "role": "trekker", "target": 1}).is_success
    assert [one.stance for one in told(room)] == [Stance.EXPECTED]


def test_the_page_speaks_the_language_of_the_phone(web: TestClient, room: Evening) -> None:
    web.post(f"/m/{room.code}/party", json={"party": 1})
    page = web.get(f"/m/{room.code}?taal=tr").text
    assert "Kim öncülük ediyor?" in page
    assert "Bunu biz yapabiliriz" in page
    assert "Wie trekt de kar?" not in page


def test_a_phone_takes_back_only_what_it_said_itself(web: TestClient, room: Evening) -> None:
    role_room.say(room.store, Saying(1, "trekker", 1, 1), meeting_id=room.id, device="Henk", now=NOW)
    web.post(f"/m/{room.code}/party", json={"party": 1})
    assert web.post(f"/m/{room.code}/roles", json={"delete": 1}).status_code == 404
    assert state(web, room)["mine"] == []
    assert len(told(room)) == 1


@pytest.mark.parametrize("role", [Role.SCREEN, Role.CORE_TEAM, Role.FACILITATOR])
@pytest.mark.parametrize("phase", [Phase.OPEN, Phase.TOGETHER, Phase.DONE])
def test_the_hall_hears_a_mark_per_task_and_no_kind_and_no_party(
    web: TestClient, room: Evening, role: Role, phase: Phase
) -> None:
    for device, target in (("a", 1), ("b", 2)):
        saying = Saying(1, "uitvoerder", target, None)
        role_room.say(room.store, saying, meeting_id=room.id, device=device, now=NOW)
    meeting.set_phase(room.store, meeting_id=room.id, phase=phase, now=NOW)
    headers = {"cookie": f"{LOGIN_COOKIE}={room.cookie(role)}"}
    seen = web.get(f"/live/{room.code}/state", headers=headers).json()
    assert seen["roles"] == {
        "tasks": [
            {"id": 1, "title": "Langs de deuren", "open": True},
            {"id": 2, "title": "Soep <b>koken</b>", "open": True},
        ]
    }
    text = json.dumps(seen | {"meeting": None})
    for hidden in ("De Spil", "Warm", "geen_trekker", "verwacht", "aangeboden", *RoleKind):
        assert str(hidden) not in text


def test_the_hall_is_told_when_a_task_is_settled(room: Evening) -> None:
    heard: list[Any] = []
    room.store.listeners.append(
        lambda _, changes, situations: heard.extend(
            one
            for change in changes
            if change.meeting_id is not None
            for one in sight.changes_for(Audience.HALL, change, situations[change.meeting_id])
        )
    )
    role_room.say(room.store, Saying(1, "trekker", 1, 1), meeting_id=room.id, device="a", now=NOW)
    assert heard == [
        {
            "kind": "roles",
            "tasks": [
                {"id": 1, "title": "Langs de deuren", "open": False},
                {"id": 2, "title": "Soep <b>koken</b>", "open": True},
            ],
        }
    ]


def test_a_phone_hears_nothing_of_what_another_phone_said(web: TestClient, room: Evening) -> None:
    web.post(f"/m/{room.code}/roles", json={"party": 1, "task": 1, "role": "trekker", "target": 1})
    assert len(state(web, room)["mine"]) == 1
    other = state(TestClient(web.app), room)
    assert other["mine"] == []
    assert other["tasks"] == [{"id": 1, "title": "Langs de deuren"}, {"id": 2, "title": "Soep <b>koken</b>"}]
    with room.store.read() as tables:
        change = Change("role_part", room.id)
        assert sight.changes_for(Audience.PHONE, change, tables.situation(room.id)) == []


def test_what_was_said_of_a_task_that_was_let_go_is_not_shown(web: TestClient, room: Evening) -> None:
    web.post(f"/m/{room.code}/roles", json={"party": 1, "task": 1, "role": "trekker", "target": 1})
    task.let_go(room.store, task_id=1, now=NOW)
    assert state(web, room)["mine"] == []
    assert "Langs de deuren" not in web.get(f"/m/{room.code}").text
    task.bring_back(room.store, task_id=1)
    assert len(state(web, room)["mine"]) == 1


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_page_with_ten_tasks_is_under_fifteen_kilobytes_on_the_wire(
    web: TestClient, room: Evening, language: str
) -> None:
    for number in range(8):
        task.add(room.store, title=f"{number * 7919} Langs de deuren gaan met informatie over isoleren")
    for number in range(18):
        party.write_down(room.store, name=f"Buurtvereniging {number * 7919}", type=PartyType.OTHER)
    web.post(f"/m/{room.code}/party", json={"party": 1})
    page = web.get(f"/m/{room.code}?taal={language}")
    files = [page, *(web.get(path) for path in re.findall(r'src="([^"]+)"', page.text))]
    assert page.text.count("<option") > 35
    assert sum(int(file.headers["content-length"]) for file in files) < 15_000


def test_a_helper_asks_round_and_a_refused_card_keeps_what_was_chosen(web: TestClient, room: Evening) -> None:
    headers = {"cookie": f"{LOGIN_COOKIE}={room.helper(1)}"}
    page = web.get(f"/hulp/{room.code}", headers=headers).text
    assert "Vraag rond: wie kan wat doen" in page
    assert "Met wie werken ze samen?" not in page
    fields = {"party": "", "task": "2", "role": "adviseur", "target": "zelf"}
    answer = web.post(f"/hulp/{room.code}/roles", data=fields, headers=headers)
    assert answer.status_code == 422
    assert "Kies een partij uit de lijst." in answer.text
    for chosen in ("2", "adviseur", "zelf"):
        assert f'<option value="{chosen}" selected>' in answer.text
    assert told(room) == []


def test_a_helper_types_a_card_of_her_table_and_takes_it_away(web: TestClient, room: Evening) -> None:
    mine = {"cookie": f"{LOGIN_COOKIE}={room.helper(1)}"}
    neighbour = {"cookie": f"{LOGIN_COOKIE}={room.helper(2)}"}
    page = web.get(f"/hulp/{room.code}", headers=mine).text
    assert "typ wat er op de rolkaart staat" in page
    fields = {"party": "1", "task": "1", "role": "trekker", "target": "zelf"}
    web.post(f"/hulp/{room.code}/roles", data=fields, headers=mine)
    page = web.get(f"/hulp/{room.code}", headers=mine).text
    assert "Wie trekt de kar? De Spil (aangeboden)" in page
    (part,) = told(room)
    assert (part.stance, part.channel) == (Stance.OFFERED, Channel.HELPER)
    assert "De Spil (aangeboden)" not in web.get(f"/hulp/{room.code}", headers=neighbour).text
    web.post(f"/hulp/{room.code}/roles", data={"delete": str(part.id)}, headers=neighbour)
    assert len(told(room)) == 1
    web.post(f"/hulp/{room.code}/roles", data={"delete": str(part.id)}, headers=mine)
    assert told(room) == []

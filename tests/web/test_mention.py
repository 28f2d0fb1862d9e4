"""Phones say with whom they work: as JSON, and with plain forms."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from sok_core import meeting, party, words
from sok_core.model import Mention, Phase, PromptKind
from tests.evening import Evening, plan


@pytest.fixture
def room(evening: Evening) -> Evening:
    for name in ("De Spil", "Gemeente", "Woonstichting"):
        party.add(evening.store, name=name)
    asked = meeting.add_question(
        evening.store, meeting_id=evening.id, text="Met wie werk je?", kind=PromptKind.NETWORK
    )
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.OPEN)
    return evening


def told(room: Evening) -> list[Mention]:
    with room.store.read() as tables:
        return tables.mention.of(room.prompts[-1].id)


def network(web: TestClient, room: Evening) -> dict[str, Any]:
    found: dict[str, Any] = web.get(f"/m/{room.code}/state").json()["network"]
    return found


def test_a_phone_says_for_whom_it_is_here_and_with_whom_it_works(web: TestClient, room: Evening) -> None:
    assert network(web, room)["said"] is False
    assert web.post(f"/m/{room.code}/party", json={"party": 1}).json() == {"party": 1}
    seen = network(web, room)
    assert (seen["said"], seen["party"]) == (True, 1)
    assert [one["name"] for one in seen["parties"]] == ["De Spil", "Gemeente", "Woonstichting"]
    answer = web.post(f"/m/{room.code}/mentions", json={"target": 2, "kind": "geld"})
    assert (answer.status_code, answer.json()) == (201, {"id": 1, "party": 1, "target": 2, "kind": "geld"})
    again = web.post(f"/m/{room.code}/mentions", json={"target": 2, "kind": "geld"})
    assert (again.status_code, again.json()) == (200, answer.json())
    assert network(web, room)["mine"] == [answer.json()]


def test_without_a_script_it_takes_three_forms(web: TestClient, room: Evening) -> None:
    page = web.get(f"/m/{room.code}").text
    assert "Namens wie ben je hier?" in page
    web.post(f"/m/{room.code}/party", data={"party": "1"})
    page = web.get(f"/m/{room.code}").text
    assert "Je praat namens De Spil." in page
    answer = web.post(
        f"/m/{room.code}/mentions", data={"target": "3", "kind": "klant"}, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"/m/{room.code}")
    (said,) = told(room)
    assert (said.party_id, said.target_id, said.kind) == (1, 3, "klant")
    page = web.get(f"/m/{room.code}").text
    assert "<i>De een is klant bij de ander</i>" in page
    web.post(f"/m/{room.code}/mentions", data={"delete": str(said.id)})
    assert told(room) == []


def test_a_refused_form_says_why_in_its_own_language(web: TestClient, room: Evening) -> None:
    first = web.post(f"/m/{room.code}/mentions?taal=en", data={"target": "2", "kind": "klant"})
    assert first.status_code == 422
    assert "Say first for whom you are here." in first.text
    assert told(room) == []
    web.post(f"/m/{room.code}/party", data={"party": "1"})
    answer = web.post(f"/m/{room.code}/mentions?taal=en", data={"target": "", "kind": "klant"})
    assert answer.status_code == 422
    assert "Choose a party from the list." in answer.text


def test_who_speaks_for_himself_says_so(web: TestClient, room: Evening) -> None:
    web.post(f"/m/{room.code}/party", data={"party": "", "self": "1"})
    assert "Je praat voor jezelf." in web.get(f"/m/{room.code}").text
    web.post(f"/m/{room.code}/mentions", data={"target": "2", "kind": "persoonlijk"})
    assert [one.party_id for one in told(room)] == [None]


@pytest.mark.parametrize("how", [{"json": {}}, {"data": {"party": ""}}, {"data": {}}])
def test_who_chose_nothing_speaks_for_nobody(web: TestClient, room: Evening, how: dict[str, Any]) -> None:
    answer = web.post(f"/m/{room.code}/party", **how)
    assert answer.status_code == 422
    assert words.ERRORS["mention.for_whom"] in answer.text or answer.json()["error"] == "mention.for_whom"
    assert network(web, room)["said"] is False


def test_a_phone_shows_no_choice_before_somebody_makes_one(web: TestClient, room: Evening) -> None:
    page = web.get(f"/m/{room.code}").text
    (choice,) = re.findall(r'<select id="ka".*?</select>', page, re.DOTALL)
    assert choice.startswith('<select id="ka" name="party" required><option value="">Kies</option>')
    assert "selected" not in choice


def test_for_whom_somebody_is_here_belongs_to_one_meeting(web: TestClient, room: Evening) -> None:
    web.post(f"/m/{room.code}/party", json={"party": 2})
    other = plan(room.store, room.house, title="De tweede avond")
    asked = meeting.add_question(
        other.store, meeting_id=other.id, text="Met wie werk je?", kind=PromptKind.NETWORK
    )
    meeting.show_question(other.store, prompt_id=asked.id, phase=Phase.OPEN)
    assert network(web, other)["said"] is False


def test_another_person_on_the_phone_speaks_for_another(web: TestClient, room: Evening) -> None:
    web.post(f"/m/{room.code}/party", json={"party": 2})
    web.post(f"/m/{room.code}/wissel", data={})
    assert network(web, room)["said"] is False
    web.post(f"/m/{room.code}/wissel", data={"turn": "0"})
    assert network(web, room)["party"] == 2


def test_a_party_that_is_not_there_is_refused(web: TestClient, room: Evening) -> None:
    answer = web.post(f"/m/{room.code}/party", json={"party": 99})
    assert (answer.status_code, answer.json()["error"]) == (404, "party.unknown")
    assert network(web, room)["said"] is False


def test_a_stranger_says_nothing(web: TestClient, room: Evening) -> None:
    away = {"origin": "https://elders.example"}
    for path, body in (("party", {"party": 1}), ("mentions", {"target": 2, "kind": "geld"})):
        answer = web.post(f"/m/{room.code}/{path}", json=body, headers=away)
        assert (answer.status_code, answer.json()["error"]) == (403, "cross_site")
    assert told(room) == []


def test_nobody_hears_who_said_what(web: TestClient, room: Evening) -> None:
    web.post(f"/m/{room.code}/mentions", json={"party": 1, "target": 2, "kind": "geld"})
    other = TestClient(web.app)
    assert network(other, room)["mine"] == []
    assert "voter" not in other.get(f"/m/{room.code}/state").text

"""The picture of who works with whom, as numbers for the screen of the hall."""

import datetime as dt
from typing import Any

import pytest
from starlette.testclient import TestClient

from sok_core import estimate, meeting, mention, party, relation
from sok_core.access import LOGIN_COOKIE
from sok_core.model import EstimateKind, PartyStatus, Phase, PromptKind, Reader, Role
from tests.evening import NOW, Evening

SIZE = "width=1600&height=800&letter=45"


@pytest.fixture
def room(evening: Evening) -> Evening:
    """Three parties, one line in the dossier, and a question about lines on the shared screen."""
    for name in ("De Spil", "Gemeente", "Woonstichting"):
        party.add(evening.store, name=name)
    drawn = relation.draw(evening.store, source_id=1, target_id=2, kind="samenwerking", note="GEHEIM")
    estimate.give(
        evening.store,
        kind=EstimateKind.TENSION,
        value=3,
        reader=Reader.FACILITATOR,
        given_by="GEHEIM",
        given_on=NOW.date(),
        relation_id=drawn.id,
    )
    asked = meeting.add_question(
        evening.store, meeting_id=evening.id, text="Met wie werk je?", kind=PromptKind.NETWORK
    )
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.TOGETHER)
    return evening


def ask(web: TestClient, room: Evening, role: Role | None = Role.SCREEN, size: str = SIZE) -> Any:
    headers = {"cookie": f"{LOGIN_COOKIE}={room.cookie(role)}"} if role else {}
    return web.get(f"/live/{room.code}/network?{size}", headers=headers)


def say(room: Evening, party_id: int | None, target: int, device: str = "Fatma") -> None:
    mention.say(
        room.store,
        meeting_id=room.id,
        party_id=party_id,
        target=target,
        kind="samenwerking",
        device=device,
        now=NOW,
    )


def test_the_screen_gets_the_lines_of_the_dossier_and_those_of_the_room(
    web: TestClient, room: Evening
) -> None:
    seen = ask(web, room).json()
    assert (seen["parties"], len(seen["lines"])) == (3, 1)
    assert [line["fresh"] for line in seen["lines"]] == [False]
    assert {node["family"] for node in seen["nodes"]} == {shape["name"] for shape in seen["families"]}
    assert {"symbol": "cross", "fill": "#FFFFFF", "name": "anders"} in seen["families"]
    say(room, 3, 1)
    say(room, None, 2, device="Henk")
    seen = ask(web, room).json()
    assert sorted(line["fresh"] for line in seen["lines"]) == [False, True]
    assert seen["alone"] == [{"name": "Gemeente", "people": 1}]


def test_an_empty_chair_between_the_others_says_who_goes_there_and_when(
    web: TestClient, room: Evening
) -> None:
    assert ask(web, room).json()["chairs"] == []
    with room.store.write() as tables:
        tables.party.update(2, status=PartyStatus.MISSING)
    assert ask(web, room).json()["chairs"] == [f"{short(room, 2)} (Wie gaat langs?)"]
    with room.store.write() as tables:
        tables.party.update(2, caller="opbouwwerker", call_by=dt.date(2026, 11, 20))
        tables.party.update(3, status=PartyStatus.MISSING)  # without a line: the strip says it
    assert ask(web, room).json()["chairs"] == [f"{short(room, 2)} (opbouwwerker, 20 november)"]


def short(room: Evening, party_id: int) -> str:
    with room.store.read() as tables:
        return tables.party.get(party_id).short_name


def test_what_the_room_says_more_of_a_known_line_is_marked_on_it(web: TestClient, room: Evening) -> None:
    say(room, 1, 2)  # that kind is in the dossier already
    assert [(one["fresh"], one["known"]) for one in ask(web, room).json()["lines"]] == [(False, True)]
    mention.say(room.store, meeting_id=room.id, party_id=1, target=2, kind="geld", device="Henk", now=NOW)
    assert [(one["fresh"], one["known"]) for one in ask(web, room).json()["lines"]] == [(True, True)]


def test_a_line_from_the_room_gives_its_party_a_place_that_stays(web: TestClient, room: Evening) -> None:
    def places() -> dict[int, tuple[float, float]]:
        return {node["id"]: (node["x"], node["y"]) for node in ask(web, room).json()["nodes"]}

    say(room, 3, 1)
    before = places()
    say(room, 3, 2)
    assert places() == before
    with room.store.read() as tables:
        (heard, *_) = mention.heard(tables.mention.of(room.prompts[-1].id), tables.relation.all())
    mention.keep(room.store, heard, prompt_id=room.prompts[-1].id, today=NOW.date())
    assert places() == before


def test_what_the_facilitator_leaves_out_is_not_drawn(web: TestClient, room: Evening) -> None:
    say(room, 3, 1)
    with room.store.read() as tables:
        (heard,) = mention.heard(tables.mention.of(room.prompts[-1].id), [])
    mention.drop(room.store, heard, prompt_id=room.prompts[-1].id, now=NOW)
    assert len(ask(web, room).json()["lines"]) == 1


@pytest.mark.parametrize("role", [Role.SCREEN, Role.CORE_TEAM, Role.FACILITATOR])
def test_no_opinion_is_in_the_picture(web: TestClient, room: Evening, role: Role) -> None:
    answer = ask(web, room, role)
    assert answer.status_code == 200
    assert "GEHEIM" not in answer.text
    assert "tension" not in answer.text


def test_who_has_no_cookie_gets_no_picture(web: TestClient, room: Evening) -> None:
    assert ask(web, room, None).status_code == 403


@pytest.mark.parametrize("size", ["", "width=0&height=800&letter=45", "width=1600&height=99999&letter=45"])
def test_an_impossible_size_is_refused(web: TestClient, room: Evening, size: str) -> None:
    answer = ask(web, room, size=size)
    assert (answer.status_code, answer.json()["error"]) == (422, "network.size")


def test_the_picture_waits_until_it_is_shown(web: TestClient, room: Evening) -> None:
    meeting.set_phase(room.store, meeting_id=room.id, phase=Phase.OPEN, now=NOW)
    answer = ask(web, room)
    assert (answer.status_code, answer.json()["error"]) == (409, "network.not_shown")
    room.ask(1)
    assert ask(web, room).json()["error"] == "mention.not_asked"

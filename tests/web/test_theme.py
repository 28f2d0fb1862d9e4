"""Gathering over the wire: who may, what is told, and that the hall hears it at once."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from sok_core import meeting
from sok_core.access import LOGIN_COOKIE
from sok_core.model import Phase, Role
from tests.evening import NOW, Evening
from tests.web.test_protocol import refused


@pytest.fixture
def wall(evening: Evening) -> Evening:
    evening.ask()
    for text in ("a", "b", "c", "d"):
        evening.post(text)
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.GATHER, now=NOW)
    return evening


class Hand:
    """Somebody who gathers."""

    def __init__(self, web: TestClient, wall: Evening, role: Role) -> None:
        self.web, self.code = web, wall.code
        self.headers = {"cookie": f"{LOGIN_COOKIE}={wall.cookie(role)}"}

    def __call__(self, act: str, **fields: Any) -> Any:
        return self.web.post(f"/live/{self.code}/themes", json={"act": act} | fields, headers=self.headers)

    def state(self) -> Any:
        return self.web.get(f"/live/{self.code}/state", headers=self.headers).json()

    def lies(self) -> dict[int, int | None]:
        return {note["number"]: note.get("theme") for note in self.state()["notes"]}


@pytest.fixture
def screen(web: TestClient, wall: Evening) -> Hand:
    return Hand(web, wall, Role.SCREEN)


@pytest.fixture
def facilitator(web: TestClient, wall: Evening) -> Hand:
    return Hand(web, wall, Role.FACILITATOR)


def test_the_wall_lays_notes_together(screen: Hand) -> None:
    begun = screen("begin", numbers=[1, 3], title="Groen").json()
    assert begun == {"theme": 1, "moved": [1, 3], "unknown": []}
    assert screen("gather", numbers="2 9", theme=1).json() == {"theme": 1, "moved": [2], "unknown": [9]}
    assert screen.lies() == {1: 1, 2: 1, 3: 1, 4: None}
    assert screen.state()["themes"] == [{"id": 1, "title": "Groen", "position": 1}]


def test_each_act_has_its_opposite(screen: Hand) -> None:
    screen("begin", numbers=[1], title="A")
    screen("begin", numbers=[2], title="B")
    for act in (
        {"act": "name", "theme": 1, "title": "C"},
        {"act": "merge", "theme": 2, "into": 1},
        {"act": "stack", "numbers": [3, 4]},
        {"act": "unstack", "numbers": [3]},
        {"act": "apart", "theme": 1},
    ):
        before = screen.state()
        assert screen(**act).status_code == 200, act
        assert screen("undo").status_code == 200
        after = screen.state()
        assert [after[part] for part in ("notes", "themes")] == [before[part] for part in ("notes", "themes")]
        screen(**act)


def test_the_wall_turns_its_own_sheets(screen: Hand) -> None:
    assert screen("sheet", to=2).status_code == 200
    assert screen.state()["sheet"] == 2
    for to in (0, 1000):
        assert refused(screen("sheet", to=to), 422, "sheets")
    assert refused(screen("sheet", to="2"), 422, "theme.act")


def test_two_hands_undo_their_own(screen: Hand, facilitator: Hand) -> None:
    screen("begin", numbers=[1], title="A")
    facilitator("gather", numbers=[2], theme=1)
    assert screen("undo").status_code == 200
    assert screen.lies()[2] == 1
    assert refused(screen("undo"), 409, "theme.nothing")
    assert facilitator("undo", anybody=True).status_code == 200
    assert screen.lies()[2] is None


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"act": "x"}, 422, "theme.act"),
        ({"act": "gather", "numbers": [], "theme": 1}, 422, "theme.numbers"),
        ({"act": "gather", "numbers": ["1"], "theme": None}, 422, "theme.numbers"),
        ({"act": "gather", "numbers": [1], "theme": 99}, 404, "theme.unknown"),
        ({"act": "gather", "numbers": [1], "theme": "1"}, 422, "theme.act"),
        ({"act": "begin", "numbers": [1], "title": "x" * 61}, 422, "theme.too_long"),
        ({"act": "stack", "numbers": [1]}, 422, "theme.stack"),
        ({"act": "merge", "theme": 1, "into": 1}, 409, "theme.same"),
    ],
)
def test_a_wrong_act_is_refused(screen: Hand, fields: dict[str, Any], status: int, code: str) -> None:
    assert refused(screen(**fields), status, code)


def test_a_list_is_no_act_of_gathering(web: TestClient, wall: Evening, screen: Hand) -> None:
    answer = web.post(f"/live/{wall.code}/themes", json=[1], headers=screen.headers)
    assert refused(answer, 422, "theme.act")


def test_the_screen_gathers_only_while_the_group_does(screen: Hand, facilitator: Hand, wall: Evening) -> None:
    meeting.set_phase(wall.store, meeting_id=wall.id, phase=Phase.DONE, now=NOW)
    assert refused(screen("begin", numbers=[1]), 409, "theme.closed")
    assert facilitator("begin", numbers=[1]).status_code == 200


def test_a_phone_cannot_gather(web: TestClient, wall: Evening) -> None:
    answer = web.post(f"/live/{wall.code}/themes", json={"act": "begin", "numbers": [1]})
    assert refused(answer, 403, "forbidden")


def test_another_site_cannot_gather(web: TestClient, wall: Evening, screen: Hand) -> None:
    headers = screen.headers | {"origin": "https://elders.example"}
    answer = web.post(f"/live/{wall.code}/themes", json={"act": "begin", "numbers": [1]}, headers=headers)
    assert refused(answer, 403, "cross_site")


def test_a_hidden_note_is_not_there_for_the_screen(screen: Hand, wall: Evening) -> None:
    with wall.store.write() as tables:
        tables.note.update(wall.notes[0].id, hidden_at=NOW)
    assert screen("begin", numbers=[1]).json() == {"theme": None, "moved": [], "unknown": [1]}

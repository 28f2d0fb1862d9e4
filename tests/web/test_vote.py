"""Dots over the wire: POST /m/CODE/votes as docs/protocol.md promises it."""

import datetime as dt
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from sok_core import meeting, theme, vote, words
from sok_core.clock import now
from sok_core.model import Ballot, Phase, Role
from tests.evening import NOW, Evening
from tests.web.conftest import PhoneMaker
from tests.web.test_protocol import refused

TARGET, HOUR = "thema-1", dt.timedelta(hours=1)


@pytest.fixture
def ballot(evening: Evening) -> Evening:
    evening.ask()
    for text in ("a", "b", "c"):
        evening.post(text)
    for title, numbers in (("Groen", (1, 2)), ("Samen", (3,))):
        theme.begin(evening.store, meeting_id=evening.id, numbers=numbers, title=title, hand="Ria", now=NOW)
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.VOTE, now=NOW)
    return evening


@pytest.fixture
def post(web: TestClient, ballot: Evening) -> Callable[..., Any]:
    def posted(**fields: Any) -> Any:
        return web.post(f"/m/{ballot.code}/votes", json={"target": TARGET, "dots": 1} | fields)

    return posted


def over(evening: Evening) -> None:
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.RESULT, now=NOW)


def test_a_dot_gives_201_and_again_200(post: Callable[..., Any]) -> None:
    first, again = post(key="k"), post(key="k")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"target": TARGET, "dots": 1, "dots_left": 4}


def test_a_dot_is_taken_back(post: Callable[..., Any]) -> None:
    post(), post()
    assert post(dots=-1).json() == {"target": TARGET, "dots": 1, "dots_left": 4}


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"dots": 2}, 422, "vote.dots"),
        ({"dots": "1"}, 422, "vote.dots"),
        ({"dots": 1.0}, 422, "vote.dots"),
        ({"target": "thema-9"}, 404, "vote.target"),
        ({"target": None}, 404, "vote.target"),
        ({"dots": -1}, 409, "vote.none_there"),
        ({"key": 5}, 422, "note.key"),
        ({"table": "x"}, 422, "note.table"),
    ],
)
def test_a_wrong_vote_is_refused(
    post: Callable[..., Any], fields: dict[str, Any], status: int, code: str
) -> None:
    assert refused(post(**fields), status, code)


def test_what_is_no_object_is_refused_as_a_vote(web: TestClient, ballot: Evening) -> None:
    assert refused(web.post(f"/m/{ballot.code}/votes", json=[1]), 422, "vote.dots")


def test_the_sixth_dot_is_refused(post: Callable[..., Any]) -> None:
    assert [post().status_code for _ in range(5)] == [201] * 5
    assert refused(post(), 409, "vote.none_left")


@pytest.mark.parametrize("phase", [one for one in Phase if one is not Phase.VOTE])
def test_outside_voting_it_is_409(post: Callable[..., Any], ballot: Evening, phase: Phase) -> None:
    meeting.set_phase(ballot.store, meeting_id=ballot.id, phase=phase, now=NOW)
    assert refused(post(), 409, "vote.closed")


def test_after_the_meeting_it_is_410(post: Callable[..., Any], ballot: Evening) -> None:
    meeting.close(ballot.store, meeting_id=ballot.id, now=NOW)
    assert refused(post(), 410, "meeting.closed")


def test_another_site_cannot_vote(web: TestClient, ballot: Evening) -> None:
    answer = web.post(
        f"/m/{ballot.code}/votes",
        json={"target": TARGET, "dots": 1},
        headers={"origin": "https://elders.example"},
    )
    assert refused(answer, 403, "cross_site")


def test_nobody_sees_a_count_before_the_end(
    web: TestClient, post: Callable[..., Any], ballot: Evening
) -> None:
    post()
    shown = [web.get(f"/m/{ballot.code}/state").json()["vote"]]
    for role in (Role.FACILITATOR, Role.CORE_TEAM, Role.SCREEN):
        headers = {"cookie": f"sok_login={ballot.cookie(role)}"}
        shown.append(web.get(f"/live/{ballot.code}/state", headers=headers).json()["vote"])
    assert all(set(target) == {"id", "number", "title"} for one in shown for target in one["targets"])
    assert [one.get("mine") for one in shown] == [{TARGET: 1}, None, None, None]
    over(ballot)
    after = web.get(f"/m/{ballot.code}/state").json()["vote"]
    assert [(one["title"], one["dots"]) for one in after["targets"]] == [("Groen", 1), ("Samen", 0)]
    assert after["finding"] == "‘Groen’ staat bovenaan: de enige stip."


def test_many_phones_at_once_lose_no_dot(ballot: Evening, phone_of: PhoneMaker) -> None:
    """Thirty phones, ten at a time, send seven dots each for a budget of five."""

    def one(_: int) -> list[int]:
        phone = phone_of()
        phone.get(f"/m/{ballot.code}")
        path = f"/m/{ballot.code}/votes"
        return [
            phone.post(path, json={"target": f"thema-{n % 2 + 1}", "dots": 1, "key": f"{n}"}).status_code
            for n in range(7)
        ]

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(one, range(30)))
    assert answers == [[201] * 5 + [409] * 2] * 30
    with ballot.store.read() as tables:
        assert tables.vote.count(ballot.prompts[0].id) == 150


def test_a_plain_form_votes_and_comes_back(web: TestClient, ballot: Evening) -> None:
    page = web.get(f"/m/{ballot.code}").text
    assert "Je hebt nog 5 stippen." in page
    answer = web.post(f"/m/{ballot.code}/votes", data={"target": TARGET, "dots": "1"})
    assert answer.status_code == 303
    assert "Je hebt nog 4 stippen." in web.get(f"/m/{ballot.code}").text
    web.post(f"/m/{ballot.code}/votes", data={"target": TARGET, "dots": "-1"})
    assert "Je hebt nog 5 stippen." in web.get(f"/m/{ballot.code}").text


def test_when_the_time_is_up_the_page_says_so_and_offers_no_dot(web: TestClient, ballot: Evening) -> None:
    web.post(f"/m/{ballot.code}/votes", json={"target": TARGET, "dots": 1})
    assert [" disabled" in less for less, _ in dots_of(web, ballot)] == [False, True]
    meeting.set_timer(ballot.store, meeting_id=ballot.id, minutes=1, now=now() - HOUR, locks=True)
    assert '<h2 id="vl">De tijd is om</h2>' in web.get(f"/m/{ballot.code}").text
    assert all(" disabled" in button for row in dots_of(web, ballot) for button in row)


def dots_of(web: TestClient, ballot: Evening) -> list[list[str]]:
    """Return the two buttons of each choice, as the page has them."""
    buttons = re.findall(r'<button class="link" name="dots"[^>]*>', web.get(f"/m/{ballot.code}").text)
    return [buttons[place : place + 2] for place in range(0, len(buttons), 2)]


def test_a_form_that_is_refused_says_why_on_the_page(web: TestClient, ballot: Evening) -> None:
    over(ballot)
    answer = web.post(f"/m/{ballot.code}/votes", data={"target": TARGET, "dots": "1"})
    assert (answer.status_code, "Er wordt nu niet gestemd." in answer.text) == (409, True)


@pytest.mark.parametrize("table", ["0", "100", "drie", ""])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", words.ERRORS["note.table"]), ("tr", words.translation("tr")(words.ERRORS["note.table"]))],
)
def test_a_wrong_table_is_told_on_the_page_in_the_language_of_the_phone(
    web: TestClient, ballot: Evening, table: str, language: str, sentence: str
) -> None:
    vote.set_rules(ballot.store, prompt_id=ballot.prompts[0].id, dots=3, ballot=Ballot.TABLE)
    web.get(f"/m/{ballot.code}?taal={language}")
    answer = web.post(f"/m/{ballot.code}/tafel", data={"table": table})
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")
    assert f'class="let">{sentence}' in answer.text


def test_a_phone_sits_at_a_table_that_shares_its_dots(
    web: TestClient, ballot: Evening, phone_of: PhoneMaker
) -> None:
    vote.set_rules(ballot.store, prompt_id=ballot.prompts[0].id, dots=3, ballot=Ballot.TABLE)
    path = f"/m/{ballot.code}/votes"
    assert refused(web.post(path, json={"target": TARGET, "dots": 1}), 422, "vote.table")
    assert web.post(f"/m/{ballot.code}/tafel", data={"table": "4"}).status_code == 303
    assert web.post(path, json={"target": TARGET, "dots": 1}).json()["dots_left"] == 2
    page = web.get(f"/m/{ballot.code}").text
    assert "Je tafel heeft nog 2 stippen." in page
    assert "<summary><span>Tafel 4</span>" in page
    vote.from_paper(ballot.store, prompt_id=ballot.prompts[0].id, target="thema-2", dots=1, table=4)
    assert [" disabled" in less for less, _ in dots_of(web, ballot)] == [False, True]  # paper stays
    vote.from_paper(ballot.store, prompt_id=ballot.prompts[0].id, target="thema-2", dots=0, table=4)
    other = phone_of()
    assert other.post(path, json={"target": TARGET, "dots": 1, "table": 4}).json()["dots_left"] == 1
    assert other.get(f"/m/{ballot.code}/state").json()["vote"]["mine"] == {TARGET: 2}

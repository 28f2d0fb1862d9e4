"""The trial page: a phone shows that it can reach us, and nothing of it is stored."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from sok_core import words
from sok_core.address import machine_address
from sok_core.live import Room
from sok_core.model import Phase, Role
from sok_core.sight import Audience
from sok_core.web import door, hall, live, running
from sok_core.web.live import Listener, presence
from tests.evening import Evening

ELSEWHERE = {"origin": "https://elders.example"}


def application() -> Starlette:
    return Starlette(routes=[*hall.routes(), *live.routes()], middleware=[Middleware(door.Gate)])


@pytest.fixture
def phone(evening: Evening) -> Iterator[TestClient]:  # noqa: ARG001  (the dossier is there first)
    with TestClient(application(), follow_redirects=False) as client:
        yield client


@pytest.fixture
def url(evening: Evening) -> str:
    return f"/m/{evening.code}/proef"


@pytest.fixture
def room(evening: Evening) -> Room:
    return running.current().room(evening.store, evening.id)


def test_the_page_has_one_button_and_counts_nothing(phone: TestClient, url: str, room: Room) -> None:
    answer = phone.get(url)
    assert answer.status_code == 200
    assert answer.text.count("<button") == 1
    assert ">Test deze telefoon</button>" in answer.text
    assert "De Spil" in answer.text
    assert "<script" not in answer.text
    assert (room.trials, room.last_trial) == (0, None)


def test_the_button_tells_the_facilitator(phone: TestClient, url: str, room: Room) -> None:
    pulse = room.pulse
    answer = phone.post(url)
    assert answer.status_code == 200
    assert "Gelukt! Deze telefoon kan meedoen." in answer.text
    assert room.trials == 1
    assert room.last_trial is not None
    assert room.pulse > pulse
    assert presence(room)["trials"] == 1


def test_nothing_of_a_trial_is_stored(phone: TestClient, url: str, evening: Evening) -> None:
    evening.ask(phase=Phase.OPEN)
    with evening.store.read() as tables:
        before = tables.dossier.revision()
    answer = phone.post(url)
    with evening.store.read() as tables:
        assert tables.dossier.revision() == before
    assert evening.notes == []
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_a_code_in_small_letters_is_the_same_code(phone: TestClient, evening: Evening, room: Room) -> None:
    assert phone.post(f"/m/{evening.code.lower()}/proef").status_code == 200
    assert room.trials == 1


def test_an_unknown_code_asks_for_the_code(phone: TestClient) -> None:
    for answer in (phone.get("/m/ZZZZ/proef"), phone.post("/m/ZZZZ/proef")):
        assert answer.status_code == 404
        assert words.ERRORS["code.unknown"] in answer.text


def test_another_website_cannot_press_the_button(phone: TestClient, url: str, room: Room) -> None:
    answer = phone.post(url, headers=ELSEWHERE)
    assert answer.status_code == 403
    assert words.ERRORS["cross_site"] in answer.text
    assert room.trials == 0


def test_a_phone_that_goes_on_pressing_is_held_back(phone: TestClient, url: str, room: Room) -> None:
    throttle = running.current().notes_per_address
    throttle.burst, throttle.per_second = 2, 0.001
    answers = [phone.post(url) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert "Even wachten, het is druk." in answers[-1].text
    assert ">Test deze telefoon</button>" in answers[-1].text
    assert room.trials == 2


def test_the_computer_itself_is_no_phone(
    evening: Evening, url: str, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOK_ADDRESS")
    assert evening.code in url
    for host in ("127.0.0.1", machine_address()):
        answer = TestClient(application(), client=(host, 50000)).post(url)
        assert answer.status_code == 200
        assert "Dit is de computer zelf." in answer.text
        assert "Gelukt" not in answer.text
    assert room.trials == 0
    TestClient(application(), client=("192.168.178.33", 50000)).post(url)
    assert room.trials == 1


def test_behind_a_proxy_everybody_seems_to_come_from_here() -> None:
    assert hall.is_ourselves("127.0.0.1", is_address_given=False)
    assert not hall.is_ourselves("127.0.0.1", is_address_given=True)


def test_the_page_keeps_the_language_that_was_chosen(phone: TestClient, url: str) -> None:
    page = phone.get(f"{url}?taal=en").text
    assert '<html lang="en">' in page
    assert f'action="{url}?taal=en"' in page
    assert f'href="{url}?taal=nl"' in page
    assert '<html lang="en">' in phone.post(f"{url}?taal=en").text


def test_a_trial_wakes_the_facilitator_and_no_phone(phone: TestClient, url: str, room: Room) -> None:
    hub = running.current().hub
    listeners = {
        audience: Listener(hub, room, audience, "", room.version, 0.0, lambda: True, pulse=room.pulse)
        for audience in Audience
    }
    phone.post(url)
    heard = {audience: listener.next_message() for audience, listener in listeners.items()}
    assert b'"trials":1' in heard[Audience.FACILITATOR]
    assert b'"pulse":%d,' % room.pulse in heard[Audience.FACILITATOR]
    assert heard[Audience.PHONE] == b""


def test_the_state_tells_how_many_trials_came(phone: TestClient, url: str, evening: Evening) -> None:
    phone.cookies.set("sok_login", evening.cookie(Role.FACILITATOR))
    state = f"/live/{evening.code}/state"
    assert phone.get(state).json()["trials"] == 0
    phone.post(url)
    assert phone.get(state).json()["trials"] == 1


def test_the_checks_know_the_place_of_this_server(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    with evening.store.read() as tables:
        dossier = tables.dossier.current()
    place = hall.place_of(dossier)
    assert (place.address, place.is_address_given) == ("http://testserver", True)
    assert place.not_before == dossier.created_at
    monkeypatch.delenv("SOK_ADDRESS")
    place = hall.place_of(dossier)
    assert place.address == f"http://{place.machine}:{place.port}"
    assert hall.trial_url("ABCD") == f"{place.address}/m/ABCD/proef"
